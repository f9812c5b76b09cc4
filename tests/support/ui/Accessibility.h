// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QAbstractScrollArea>
#include <QAccessible>
#include <QStringList>
#include <QWidget>

namespace otto::test {

/// Visible widgets that take the focus and have neither an accessible name nor a text: class and
/// object name of each.
inline QStringList widgetsWithoutName(const QWidget& root)
{
    QStringList missing;
    const QList<QWidget*> widgets = root.findChildren<QWidget*>();
    for (QWidget* widget : widgets) {
        const bool takesFocus = widget->focusPolicy() != Qt::NoFocus && widget->isVisibleTo(&root)
                                && widget->focusProxy() == nullptr;
        if (!takesFocus) {
            continue;
        }
        QAccessibleInterface* face = QAccessible::queryAccessibleInterface(widget);
        if (face == nullptr || face->text(QAccessible::Name).trimmed().isEmpty()) {
            missing.append(QString::fromLatin1(widget->metaObject()->className()) + QLatin1Char(' ')
                           + widget->objectName());
        }
    }
    return missing;
}

}  // namespace otto::test
