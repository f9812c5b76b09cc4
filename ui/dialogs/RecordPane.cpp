// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/RecordPane.h"

#include "ui/models/ViewText.h"
#include "ui/screens/stream/JsonText.h"
#include "ui/widgets/InspectorPane.h"
#include "ui/widgets/OttoLabel.h"
#include "ui/widgets/PayloadView.h"

#include <QPlainTextEdit>
#include <QScrollBar>
#include <QVBoxLayout>

#include <algorithm>

namespace otto {

namespace {

QString valueText(const FixPreview& preview)
{
    const QByteArray bytes = QByteArray::fromStdString(preview.value);
    return prettyJson(bytes).value_or(QString::fromUtf8(bytes));
}

}  // namespace

QString recordText(const FixPreview& preview)
{
    qsizetype width = 5;
    for (const auto& [name, value] : preview.headers) {
        width = std::max(width, qText(name).size());
    }
    width = std::min<qsizetype>(width, 24);
    const auto line = [width](const QString& name, const QString& value) {
        return QString(name.leftJustified(width) + QStringLiteral("  ") + value
                       + QLatin1Char('\n'));
    };
    QString text = line(QStringLiteral("topic"), qText(preview.topic));
    text += line(QStringLiteral("key"), qText(preview.key));
    for (const auto& [name, value] : preview.headers) {
        text += line(qText(name), qText(value));
    }
    return text + QLatin1Char('\n') + valueText(preview);
}

QStringList changedLines(const FixPreview& before, const FixPreview& after, int most)
{
    const QStringList was = valueText(before).split(QLatin1Char('\n'));
    const QStringList now = valueText(after).split(QLatin1Char('\n'));
    const auto missingIn = [](const QStringList& lines, const QStringList& others) {
        QStringList missing;
        for (const QString& line : lines) {
            if (!others.contains(line)) {
                missing.append(line.trimmed().left(160));
            }
        }
        return missing;
    };
    const QStringList gone = missingIn(was, now);
    const QStringList come = missingIn(now, was);
    QStringList out;
    for (qsizetype i = 0; i < std::max(gone.size(), come.size()) && out.size() < most; ++i) {
        if (i < gone.size()) {
            out.append(RecordPane::tr("was %1").arg(gone[i]));
        }
        if (i < come.size()) {
            out.append(RecordPane::tr("now %1").arg(come[i]));
        }
    }
    return out;
}

RecordPane::RecordPane(QWidget* parent)
    : QWidget(parent),
      m_pane(new InspectorPane),
      m_record(new PayloadView(tr("Record to be sent"))),
      m_bytes(new PayloadView(tr("Bytes of the value"))),
      m_digest(new OttoLabel(QString(), TextRole::MonoSmall, OttoLabel::Ink::Secondary)),
      m_title(tr("Exactly this will be sent"))
{
    setObjectName(QStringLiteral("recordPane"));
    for (PayloadView* view : {m_record, m_bytes}) {
        // Below the title, not left of it.
        view->layout()->setContentsMargins(kSpace2, 0, 0, 0);
    }
    m_pane->addTab(m_record, tr("Record"));
    m_pane->addTab(m_bytes, tr("Raw bytes"));
    m_pane->setEmptyText(tr("No record yet"),
                         tr("It is shown here, byte for byte, before anything is "
                            "sent."));
    m_digest->setObjectName(QStringLiteral("digest"));
    m_digest->setContentsMargins(kSpace4, kSpace1, kSpace4, kSpace2);
    m_digest->setElideMode(Qt::ElideMiddle);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_pane, 1);
    layout->addWidget(m_digest);
}

void RecordPane::setTitle(const QString& title)
{
    m_title = title;
    m_pane->setTitle(m_title);
}

void RecordPane::setRecord(const FixPreview& preview)
{
    m_pane->setHasSubject(true);
    m_pane->setTitle(m_title);
    // The headers carry the time of the preview: a new one must not scroll away what is being read.
    QScrollBar* bar = m_record->findChild<QPlainTextEdit*>()->verticalScrollBar();
    const int position = bar->value();
    m_record->setText(recordText(preview));
    bar->setValue(position);
    m_bytes->setHex(QByteArray::fromStdString(preview.value));
    m_digest->setText(tr("SHA-256 of the order  %1").arg(qText(preview.orderSha256)));
    m_shownDigest = qText(preview.orderSha256);
}

void RecordPane::setPlaceholder(const QString& text)
{
    m_pane->setHasSubject(false);
    m_pane->setEmptyText(tr("No record yet"), text);
    m_digest->setText({});
    m_shownDigest.clear();
}

QString RecordPane::shownText() const
{
    return m_record->shownText();
}

QString RecordPane::shownDigest() const
{
    return m_shownDigest;
}

}  // namespace otto
