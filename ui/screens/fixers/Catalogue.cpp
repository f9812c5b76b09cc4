// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/fixers/Catalogue.h"

#include "ui/models/ViewText.h"
#include "ui/port/EngineClient.h"

namespace otto {

Catalogue& Catalogue::of(EngineClient& client)
{
    auto* known = client.findChild<Catalogue*>(QString(), Qt::FindDirectChildrenOnly);
    return known != nullptr ? *known : *new Catalogue(client);
}

Catalogue::Catalogue(EngineClient& client) : QObject(&client), m_client(client)
{
    connect(&client, &EngineClient::statusChanged, this, &Catalogue::applyStatus);
    if (client.hasStatus()) {
        refresh();
    }
}

QString Catalogue::titleOf(const std::string& name) const
{
    for (const FixerView& fixer : m_view.fixers) {
        if (fixer.name == name && !fixer.title.empty()) {
            return qText(fixer.title);
        }
    }
    for (const SuspenderView& suspender : m_view.suspenders) {
        if (suspender.name == name && !suspender.title.empty()) {
            return qText(suspender.title);
        }
    }
    return qText(name);
}

void Catalogue::refresh()
{
    if (m_isUnderWay) {
        return;
    }
    m_isUnderWay = true;
    m_client.ask<CatalogueQuery>(
        CatalogueQuery{}, this,
        [this](const CatalogueView& view) {
            m_isUnderWay = false;
            m_isLoaded = true;
            m_view = view;
            Q_EMIT changed();
        },
        [this](const Error&) { m_isUnderWay = false; });
}

void Catalogue::applyStatus(const EngineStatus& status)
{
    const bool hasMoved = status.fixersSent != m_sentSeen || status.verified != m_verifiedSeen;
    if (!m_isUnderWay && (!m_isLoaded || hasMoved)) {
        m_sentSeen = status.fixersSent;
        m_verifiedSeen = status.verified;
        refresh();
    }
}

}  // namespace otto
