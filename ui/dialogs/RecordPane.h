// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/view/FixView.h"

#include <QString>
#include <QStringList>
#include <QWidget>

namespace otto {

class InspectorPane;
class OttoLabel;
class PayloadView;

/// The exact record that a fixer would put on the wire: topic, key, headers and value as text, the
/// value's bytes, and the digest that the engine compares before it sends. Object name
/// "recordPane".
class RecordPane : public QWidget
{
    Q_OBJECT

public:
    explicit RecordPane(QWidget* parent = nullptr);

    void setRecord(const FixPreview& preview);
    void setPlaceholder(const QString& text);
    void setTitle(const QString& title);

    QString shownText() const;
    QString shownDigest() const;

private:
    InspectorPane* m_pane;
    PayloadView* m_record;
    PayloadView* m_bytes;
    OttoLabel* m_digest;
    QString m_title;
    QString m_shownDigest;
};

/// The record as lines: topic, key, headers, an empty line, the value laid out.
QString recordText(const FixPreview& preview);

/// Which lines of the value differ between two previews, as "was" and "now" lines, at most `most`.
QStringList changedLines(const FixPreview& before, const FixPreview& after, int most);

}  // namespace otto
