// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/Screen.h"

namespace otto {

Screen::Screen(const QString& id, EngineClient& client, QWidget* parent)
    : QWidget(parent), m_client(client)
{
    setObjectName(QStringLiteral("screen.") + id);
}

void Screen::setFilterText(const QString&)
{
}

}  // namespace otto
