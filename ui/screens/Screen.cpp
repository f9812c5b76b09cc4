// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/Screen.h"

#include "ui/widgets/TableView.h"

#include <QAction>
#include <QMenu>

namespace otto {

Screen::Screen(const QString& id, EngineClient& client, QWidget* parent)
    : QWidget(parent), m_client(client)
{
    setObjectName(QStringLiteral("screen.") + id);
}

QAction* Screen::addKey(std::initializer_list<QWidget*> owners, const QString& name,
                        const QString& text, const QKeySequence& key, std::function<void()> act)
{
    auto* action = new QAction(text, this);
    action->setObjectName(name);
    action->setShortcut(key);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(action, &QAction::triggered, this, [act = std::move(act)] { act(); });
    for (QWidget* owner : owners)
        owner->addAction(action);
    return action;
}

void Screen::giveRowMenu(TableView* table)
{
    connect(table, &TableView::rowMenuRequested, this,
            [this, table](const QString&, const QPoint& position) {
                auto* menu = new QMenu(this);
                menu->setAttribute(Qt::WA_DeleteOnClose);
                menu->addActions(table->actions());
                menu->popup(position);
            });
}

}  // namespace otto
