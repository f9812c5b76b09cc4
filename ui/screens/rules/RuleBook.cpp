// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/rules/RuleBook.h"

#include "ui/port/EngineClient.h"

#include <algorithm>

namespace otto {

RuleBook& RuleBook::of(EngineClient& client)
{
    auto* known = client.findChild<RuleBook*>(QString(), Qt::FindDirectChildrenOnly);
    return known != nullptr ? *known : *new RuleBook(client);
}

RuleBook::RuleBook(EngineClient& client) : QObject(&client), m_client(client)
{
    connect(&client, &EngineClient::statusChanged, this, &RuleBook::applyStatus);
    if (client.hasStatus()) {
        refresh();
    }
}

const RuleView* RuleBook::find(std::string_view id) const
{
    const auto found = std::find_if(m_view.rules.begin(), m_view.rules.end(),
                                    [id](const RuleView& rule) { return rule.id == id; });
    return found == m_view.rules.end() ? nullptr : &*found;
}

void RuleBook::refresh()
{
    if (m_isUnderWay) {
        return;
    }
    m_isUnderWay = true;
    m_revisionAsked = m_client.status().rulesRevision;
    m_client.ask<RulesQuery>(
        RulesQuery{}, this,
        [this](const RulesView& view) {
            m_isUnderWay = false;
            m_isLoaded = true;
            m_view = view;
            Q_EMIT changed();
            // The reply may be older than the status that came with it.
            applyStatus();
        },
        [this](const Error&) { m_isUnderWay = false; });
}

void RuleBook::applyStatus()
{
    if (!m_isUnderWay && (!m_isLoaded || m_client.status().rulesRevision != m_revisionAsked)) {
        refresh();
    }
}

}  // namespace otto
