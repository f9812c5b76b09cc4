// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

class QToolButton;

namespace otto {

class OttoLabel;

/// An id in mono, elided in the middle, with a button that copies it whole.
class IdLabel : public QWidget
{
    Q_OBJECT

public:
    /// `what` names the id for screen readers ("Payment id").
    explicit IdLabel(const QString& what, QWidget* parent = nullptr);

    void setId(const QString& id);
    QString id() const;

    /// Larger, semibold: a screen's subject.
    void setHeading(bool heading);

public Q_SLOTS:
    void copy() const;

private:
    OttoLabel* m_label;
    QToolButton* m_copy;
};

}  // namespace otto
