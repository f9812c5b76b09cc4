// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/rules/RuleOrigin.h"

#include "core/port/RulePort.h"
#include "ui/models/ViewText.h"
#include "ui/port/EngineClient.h"
#include "ui/screens/rules/RuleBook.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/DisplayText.h"
#include "ui/widgets/OttoLabel.h"

#include <QHBoxLayout>
#include <QPushButton>

namespace otto {

RuleOrigin::RuleOrigin(EngineClient& client, QWidget* parent)
    : QWidget(parent),
      m_client(client),
      m_book(RuleBook::of(client)),
      m_reload(new QPushButton(tr("Reload  ·  F5"))),
      m_text(new OttoLabel(QString(), TextRole::BodyText, OttoLabel::Ink::Secondary))
{
    m_text->setObjectName(QStringLiteral("rules.origin"));
    m_text->setElideMode(Qt::ElideMiddle);
    m_reload->setObjectName(QStringLiteral("rules.reload"));
    auto* line = new QHBoxLayout(this);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(kSpace3);
    line->addWidget(m_reload);
    line->addWidget(m_text, 1);
    connect(m_reload, &QPushButton::clicked, this, &RuleOrigin::reload);
}

void RuleOrigin::showRules()
{
    refreshTimes();
    if (m_book.isLoaded()) {
        tellOfReload();
    }
}

void RuleOrigin::setPort(RulePort* port)
{
    m_port = port;
    const QString why = obstacle();
    m_reload->setEnabled(why.isEmpty());
    // Always markup, so that a folder's name never is.
    m_reload->setToolTip(
        why.isEmpty() ? QStringLiteral("<p>%1</p>")
                            .arg(tr("Read %1 again").arg(qText(m_port->folder())).toHtmlEscaped())
                      : why);
    m_reload->setAccessibleName(why.isEmpty() ? tr("Read the folder of rules again") : why);
    refreshTimes();
}

QString RuleOrigin::obstacle() const
{
    return m_port == nullptr || m_port->folder().empty()
               ? tr("These are the rules the program was built with; start it with --rules FOLDER "
                    "to load rules of your own.")
               : QString();
}

void RuleOrigin::tellOfReload()
{
    const RulesView& view = m_book.view();
    const QString digest = qText(view.digest);
    const bool isOther = !m_digest.isEmpty() && digest != m_digest;
    m_digest = digest;
    const bool isReloaded = m_reloadAt && m_client.status().rulesRevision > *m_reloadAt;
    if (isReloaded) {
        m_reloadAt.reset();
    }
    // A refused set is told above the list, with its faults.
    if (isOther) {
        Q_EMIT noticeRequested(
            Tone::Ok, tr("Changed rules are in force"),
            counted(static_cast<qint64>(view.rules.size()), tr("rule from"), tr("rules from"))
                + QLatin1Char(' ') + qText(view.origin));
    } else if (isReloaded && view.errors.empty()) {
        Q_EMIT noticeRequested(Tone::Ok, tr("The folder was read again"),
                               tr("It holds the rules that are in force already."));
    }
}

void RuleOrigin::refreshTimes()
{
    const RulesView& view = m_book.view();
    if (!m_book.isLoaded()) {
        m_text->setText(tr("The rules have not arrived yet."));
        return;
    }
    QString text =
        tr("%1  ·  %2  ·  in force since %3")
            .arg(counted(static_cast<qint64>(view.rules.size()), tr("rule"), tr("rules")),
                 qText(view.origin), dateTimeText(view.activeSince.ms));
    if (!obstacle().isEmpty()) {
        text += tr("  ·  --rules FOLDER loads your own");
    }
    m_text->setText(text);
}

void RuleOrigin::reload()
{
    if (const QString why = obstacle(); !why.isEmpty()) {
        Q_EMIT noticeRequested(Tone::Info, tr("There is no folder to read"), why);
        return;
    }
    m_reloadAt = m_client.status().rulesRevision;
    m_port->reload();
}

}  // namespace otto
