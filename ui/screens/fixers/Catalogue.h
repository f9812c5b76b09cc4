// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/request/Requests.h"

#include <QObject>

namespace otto {

class EngineClient;
struct EngineStatus;

/// What can be sent and asked at all. Fetched with the engine's first sign of life and again when
/// asked for or when the engine's counts of fixers moved. GUI thread only.
class Catalogue : public QObject
{
    Q_OBJECT

public:
    /// The one catalogue of a client; made with the first call, owned by the client.
    static Catalogue& of(EngineClient& client);

    const std::vector<FixerView>& fixers() const { return m_view.fixers; }
    const std::vector<SuspenderView>& suspenders() const { return m_view.suspenders; }
    bool isLoaded() const { return m_isLoaded; }
    /// The title of a fixer or suspender; its name while the catalogue is not there.
    QString titleOf(const std::string& name) const;

    void refresh();

Q_SIGNALS:
    void changed();

private:
    explicit Catalogue(EngineClient& client);
    void applyStatus(const EngineStatus& status);

    EngineClient& m_client;
    CatalogueView m_view;
    bool m_isLoaded = false;
    bool m_isUnderWay = false;
    std::uint64_t m_sentSeen = 0;
    std::uint64_t m_verifiedSeen = 0;
};

}  // namespace otto
