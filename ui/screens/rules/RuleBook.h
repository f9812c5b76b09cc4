// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/request/Requests.h"

#include <QObject>

#include <string_view>

namespace otto {

class EngineClient;

/// The rules in force as the engine told them last. Fetched with the engine's first sign of life,
/// whenever a set was taken or refused (EngineStatus::rulesRevision), and when a screen asks for
/// fresh counts. GUI thread only.
class RuleBook : public QObject
{
    Q_OBJECT

public:
    /// The one book of a client; made with the first call, owned by the client.
    static RuleBook& of(EngineClient& client);

    const RulesView& view() const { return m_view; }
    bool isLoaded() const { return m_isLoaded; }
    /// Null when no such rule is in force.
    const RuleView* find(std::string_view id) const;

    void refresh();

Q_SIGNALS:
    void changed();

private:
    explicit RuleBook(EngineClient& client);
    void applyStatus();

    EngineClient& m_client;
    RulesView m_view;
    bool m_isLoaded = false;
    bool m_isUnderWay = false;
    /// EngineStatus::rulesRevision of the last request.
    std::uint64_t m_revisionAsked = 0;
};

}  // namespace otto
