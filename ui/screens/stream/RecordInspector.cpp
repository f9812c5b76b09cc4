// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/stream/RecordInspector.h"

#include "ui/models/ViewText.h"
#include "ui/port/EngineClient.h"
#include "ui/screens/stream/JsonText.h"
#include "ui/screens/stream/StreamRecord.h"
#include "ui/widgets/DisplayText.h"
#include "ui/widgets/PayloadView.h"

#include <algorithm>

namespace otto {

namespace {

QString headerText(const RecordView& record)
{
    QStringList lines{
        QObject::tr("topic:     %1").arg(qText(record.at.topic)),
        QObject::tr("position:  partition %1, offset %2")
            .arg(record.at.partition)
            .arg(record.at.offset),
        QObject::tr("timestamp: %1").arg(dateTimeText(record.timestamp.ms)),
        QObject::tr("key:       %1").arg(record.key ? qText(*record.key) : QObject::tr("(none)")),
        QString()};
    qsizetype width = 0;
    for (const auto& [name, value] : record.headers)
        width = std::max<qsizetype>(width, qText(name).size());
    width = std::min<qsizetype>(width, 32);
    for (const auto& [name, value] : record.headers)
        lines.append(qText(name).leftJustified(width) + QStringLiteral("  ") + qText(value));
    if (record.headers.empty())
        lines.append(QObject::tr("(no headers)"));
    return lines.join(QLatin1Char('\n'));
}

}  // namespace

RecordInspector::RecordInspector(EngineClient& client, QWidget* parent)
    : InspectorPane(parent),
      m_client(client),
      m_pretty(new PayloadView(tr("Payload, pretty"))),
      m_raw(new PayloadView(tr("Payload, raw"))),
      m_headers(new PayloadView(tr("Headers"))),
      m_hex(new PayloadView(tr("Payload, hex")))
{
    setObjectName(QStringLiteral("recordInspector"));
    m_pretty->setObjectName(QStringLiteral("record.pretty"));
    m_raw->setObjectName(QStringLiteral("record.raw"));
    m_headers->setObjectName(QStringLiteral("record.headers"));
    m_hex->setObjectName(QStringLiteral("record.hex"));
    addTab(m_pretty, tr("Pretty"));
    addTab(m_raw, tr("Raw"));
    addTab(m_headers, tr("Headers"));
    addTab(m_hex, tr("Hex"));
    setEmptyText(tr("No record selected"), tr("Select a record in the stream to read it in full."));
    clear();
}

void RecordInspector::showRecord(const StreamRecord& record)
{
    const RecordRef at = record.at();
    QStringList facts{recordRefText(at)};
    if (record.system)
        facts.prepend(systemName(*record.system));
    const QString reason = qText(record.text(StreamRecord::Field::Reason));
    if (!reason.isEmpty())
        facts.prepend(tr("Refused: %1").arg(reason));
    else if (record.isDuplicate)
        facts.prepend(tr("Duplicate: read before, changed nothing"));
    setTitle(qText(record.text(StreamRecord::Field::Name)), facts.join(QStringLiteral(" \u00B7 ")));
    setHasSubject(true);
    fetch(at);
}

void RecordInspector::showReference(const RecordRef& at)
{
    setTitle(tr("Record"), recordRefText(at));
    setHasSubject(true);
    fetch(at);
}

void RecordInspector::clear()
{
    m_at = {};
    setHasSubject(false);
}

void RecordInspector::fetch(const RecordRef& at)
{
    if (at == m_at)
        return;
    m_at = at;
    showMessage(tr("Fetching the record \u2026"));
    // The operator may have moved on by the time it comes.
    m_client.ask<RecordQuery>(
        RecordQuery{at}, this,
        [this, at](const RecordView& record) {
            if (m_at == at)
                show(record);
        },
        [this, at](const Error& error) {
            if (m_at == at)
                showMessage(qText(error.text));
        });
}

void RecordInspector::show(const RecordView& record)
{
    m_headers->setText(headerText(record));
    if (record.isTombstone || record.value.empty()) {
        const QString sentence = record.isTombstone ? tr("A tombstone: the record has no value.")
                                                    : tr("The value is empty (0 bytes).");
        for (PayloadView* view : {m_pretty, m_raw, m_hex})
            view->setPlaceholder(sentence);
        return;
    }
    const QByteArray bytes(record.value.data(), static_cast<qsizetype>(record.value.size()));
    if (const std::optional<QString> pretty = prettyJson(bytes))
        m_pretty->setText(*pretty);
    else
        m_pretty->setPlaceholder(tr("Not JSON that can be laid out; see Raw or Hex."));
    m_raw->setText(QString::fromUtf8(bytes));
    m_hex->setHex(bytes);
}

void RecordInspector::showMessage(const QString& sentence)
{
    for (PayloadView* view : {m_pretty, m_raw, m_headers, m_hex})
        view->setPlaceholder(sentence);
}

}  // namespace otto
