// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/theme/ThemeIcon.h"

#include <QLineEdit>

class QAction;
class QTimer;

namespace otto {

class OttoLabel;

/// The filter line of a screen: search icon, clear button, and a count at the right ("37 of 12
/// 402"). filterChanged() comes 120 ms after the last key, at once on Enter. Esc clears it, a
/// second Esc gives the focus back to what the screen chose with setFocusTarget(), as do Enter and
/// Down.
class FilterEdit : public QLineEdit
{
    Q_OBJECT

public:
    /// `accessibleName`: "Filter flags".
    explicit FilterEdit(const QString& accessibleName, QWidget* parent = nullptr);

    /// Negative total hides the count.
    void setCount(qint64 shown, qint64 total);
    QString countLabel() const;

    /// A sentence about what is wrong with the filter; marks the line. Empty removes the mark.
    void setError(const QString& error);

    void setFocusTarget(QWidget* target);

Q_SIGNALS:
    void filterChanged(const QString& text);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

    /// Emits filterChanged() now if the text is another one and mayAnnounce().
    void announce();
    virtual bool mayAnnounce() const { return true; }
    void setLeadingIcon(const char* name, IconTint tint);

private:
    void applyTheme();
    void placeCount();

    QAction* m_icon;
    OttoLabel* m_count;
    QTimer* m_delay;
    QWidget* m_focusTarget = nullptr;
    QString m_announced;
};

}  // namespace otto
