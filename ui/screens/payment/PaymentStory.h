// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/view/PaymentView.h"

#include <QWidget>

namespace otto {

class OttoLabel;
class SectionHeader;
class TableView;
class TimelineModel;
class TimelineView;
class TruthTableView;

/// What every system says about a payment, and in which order it came: truth table, timeline and
/// the same records as a list. Timeline and list share their current record.
class PaymentStory : public QWidget
{
    Q_OBJECT

public:
    explicit PaymentStory(QWidget* parent = nullptr);

    void setPayment(const PaymentView& view);
    /// Forgets what was selected; before another payment is shown.
    void clear();
    void setNow(Instant now);
    void refreshTimes();

    TruthTableView* truth() const { return m_truth; }

Q_SIGNALS:
    void recordRequested(const otto::RecordRef& at);

private:
    void buildList();
    void showEntry(int index);
    void openEntry(int index);

    std::vector<TimelineEntry> m_entries;
    SectionHeader* m_truthTitle;
    TruthTableView* m_truth;
    OttoLabel* m_provenance;
    SectionHeader* m_timelineTitle;
    TimelineView* m_timeline;
    TableView* m_list;
    TimelineModel* m_model;
};

}  // namespace otto
