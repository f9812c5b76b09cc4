// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

class QHBoxLayout;

namespace otto {

class OttoLabel;

/// A section's title with an optional count, one dimmed remark and room for buttons at the right.
/// Sections are told apart by this line and by space, not by boxes.
class SectionHeader : public QWidget
{
    Q_OBJECT

public:
    explicit SectionHeader(const QString& title, QWidget* parent = nullptr);

    void setTitle(const QString& title);
    /// Negative hides the count.
    void setCount(qint64 count);
    void setRemark(const QString& remark);
    /// Takes ownership.
    void addWidget(QWidget* widget);

private:
    OttoLabel* m_title;
    OttoLabel* m_count;
    OttoLabel* m_remark;
    QHBoxLayout* m_layout;
};

}  // namespace otto
