// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/request/Requests.h"
#include "ui/widgets/InspectorPane.h"

namespace otto {

class EngineClient;
class PayloadView;
class StreamRecord;

/// One record in full: Pretty, Raw, Headers, Hex. The bytes are fetched from the engine, which
/// keeps the recent ones; when it no longer holds them the tabs say so.
class RecordInspector : public InspectorPane
{
    Q_OBJECT

public:
    explicit RecordInspector(EngineClient& client, QWidget* parent = nullptr);

    void showRecord(const StreamRecord& record);
    /// A record that is not in the ring.
    void showReference(const RecordRef& at);
    void clear();

    const RecordRef& shown() const { return m_at; }

private:
    void fetch(const RecordRef& at);
    void show(const RecordView& record);
    void showMessage(const QString& sentence);

    EngineClient& m_client;
    PayloadView* m_pretty;
    PayloadView* m_raw;
    PayloadView* m_headers;
    PayloadView* m_hex;
    RecordRef m_at;
};

}  // namespace otto
