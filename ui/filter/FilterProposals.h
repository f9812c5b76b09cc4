// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/filter/FilterCompletion.h"

#include <QFrame>

#include <vector>

class QListWidget;

namespace otto {

/// The list of proposals under a filter line. It never takes the focus: the line forwards its keys.
/// Object name "filterProposals".
class FilterProposals : public QFrame
{
    Q_OBJECT

public:
    /// `line` owns it; the list shows over the line's window.
    explicit FilterProposals(QWidget& line);

    /// Hides when there are none. `at` is a point of the line. The first is current when
    /// `isChosen`.
    void show(std::vector<FilterProposal> proposals, const QPoint& at, bool isChosen);
    void move(int by);
    /// Null when none is current.
    const FilterProposal* current() const;

Q_SIGNALS:
    void picked();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QWidget& m_line;
    QListWidget* m_list;
    std::vector<FilterProposal> m_proposals;
};

}  // namespace otto
