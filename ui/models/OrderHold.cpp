// SPDX-License-Identifier: Apache-2.0
#include "ui/models/OrderHold.h"

#include "ui/models/RowTableBase.h"
#include "ui/widgets/TableView.h"

#include <QKeyEvent>

namespace otto {

OrderHold::OrderHold(TableView* view, RowTableBase* model)
    : QObject(view), m_view(view), m_model(model)
{
    m_keyboard.setSingleShot(true);
    m_keyboard.setInterval(kKeyboardHoldMs);
    connect(&m_keyboard, &QTimer::timeout, this, &OrderHold::update);
    connect(view, &TableView::heldChanged, this, &OrderHold::update);
    view->installEventFilter(this);
}

bool OrderHold::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_view) {
        // A key that is an act of the screen (C, Q, .) never comes as a key press.
        const bool isPress = event->type() == QEvent::KeyPress;
        if (isPress || event->type() == QEvent::ShortcutOverride) {
            if (static_cast<QKeyEvent*>(event)->key() != Qt::Key_F5) {
                m_keyboard.start();
                update();
            } else if (isPress) {
                m_model->settle();
                return true;
            }
        } else if (event->type() == QEvent::FocusOut) {
            m_keyboard.stop();
            update();
        }
    }
    return QObject::eventFilter(watched, event);
}

void OrderHold::update()
{
    m_model->setHeld(m_view->isHeld() || m_keyboard.isActive());
}

}  // namespace otto
