// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/FlatButton.h"

#include "ui/theme/ThemeIcon.h"

#include <QAction>
#include <QStyleOptionToolButton>

namespace otto {

namespace {

constexpr QChar kGap(0x2005);
constexpr int kIcon = 16;

}  // namespace

FlatButton::FlatButton(QWidget* parent) : QToolButton(parent)
{
    setAutoRaise(true);
    setIconSize({kIcon, kIcon});
    setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
}

FlatButton::FlatButton(const char* icon, const QString& text, const QString& tip, QWidget* parent)
    : FlatButton(parent)
{
    if (icon != nullptr) {
        setIcon(themeIcon(icon));
    }
    setText(text);
    setToolTip(tip);
    setAccessibleName(tip);
    setToolButtonStyle(text.isEmpty() ? Qt::ToolButtonIconOnly : Qt::ToolButtonTextBesideIcon);
}

FlatButton::FlatButton(QAction* action, QWidget* parent) : FlatButton(parent)
{
    setDefaultAction(action);
    connect(action, &QAction::changed, this, &FlatButton::followAction);
    followAction();
}

void FlatButton::initStyleOption(QStyleOptionToolButton* option) const
{
    QToolButton::initStyleOption(option);
    if (!option->icon.isNull() && !option->text.isEmpty()
        && option->toolButtonStyle == Qt::ToolButtonTextBesideIcon) {
        option->text.prepend(kGap);
    }
}

void FlatButton::followAction()
{
    QString name = defaultAction()->text();
    name.remove(QLatin1Char('&'));
    const QString keys = defaultAction()->shortcut().toString(QKeySequence::NativeText);
    setToolTip((keys.isEmpty() ? name : name + QStringLiteral("  ") + keys).toHtmlEscaped());
    setAccessibleName(name);
}

}  // namespace otto
