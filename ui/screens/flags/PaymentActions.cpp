// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/flags/PaymentActions.h"

#include "ui/dialogs/FixerSheet.h"
#include "ui/models/ViewText.h"
#include "ui/port/EngineClient.h"
#include "ui/screens/fixers/Catalogue.h"
#include "ui/theme/ThemeIcon.h"

#include <QAction>
#include <QApplication>
#include <QMenu>
#include <QWidget>

namespace otto {

namespace {

/// Menu text is ours to write, but an ampersand in it would become a mnemonic.
QString menuText(int number, const QString& name, const QString& title, bool isSuggested)
{
    QString text =
        title.isEmpty() || title == name ? name : QString(title + QStringLiteral("  ·  ") + name);
    text.replace(QLatin1Char('&'), QStringLiteral("&&"));
    if (number < 10) {
        text.prepend(QStringLiteral("&%1  ").arg(number));
    }
    return isSuggested ? PaymentActions::tr("%1  (suggested)").arg(text) : text;
}

}  // namespace

PaymentActions::PaymentActions(EngineClient& client, QWidget* screen, const QList<QWidget*>& owners)
    : QObject(screen),
      m_client(client),
      m_catalogue(Catalogue::of(client)),
      m_screen(screen),
      m_ask(makeAction(tr("Ask"), "message-square-more", QStringLiteral("Q"), QStringLiteral("ask"),
                       &PaymentActions::askSuggested)),
      m_chooseQuestion(makeAction(tr("Choose question"), "circle-question-mark",
                                  QStringLiteral("Shift+Q"), QStringLiteral("chooseQuestion"),
                                  &PaymentActions::showQuestions)),
      m_fix(makeAction(tr("Fix"), "fixers", QStringLiteral("F"), QStringLiteral("fix"),
                       &PaymentActions::fixSuggested)),
      m_chooseFixer(makeAction(tr("Choose fixer"), "list-filter", QStringLiteral("Shift+F"),
                               QStringLiteral("chooseFixer"), &PaymentActions::showFixers)),
      m_claim(makeAction(tr("Claim"), "user", QStringLiteral("C"), QStringLiteral("claim"),
                         &PaymentActions::claimOrRelease))
{
    // Short beside the button of the suggested one; menus and screen readers have the full text.
    m_chooseQuestion->setIconText(tr("Choose…"));
    m_chooseFixer->setIconText(tr("Choose…"));
    for (QWidget* owner : owners) {
        owner->addActions(all());
    }
    connect(&m_catalogue, &Catalogue::changed, this, &PaymentActions::refresh);
    refresh();
}

QAction* PaymentActions::makeAction(const QString& text, const char* icon, const QString& key,
                                    const QString& objectName, void (PaymentActions::*act)())
{
    auto* action = new QAction(themeIcon(icon), text, this);
    action->setObjectName(QStringLiteral("action.") + objectName);
    action->setShortcut(QKeySequence(key));
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    // One press, one act: a key held down must not ask a hundred times.
    action->setAutoRepeat(false);
    connect(action, &QAction::triggered, this, [this, action, act] {
        const QString obstacle = obstacleOf(action);
        if (obstacle.isEmpty()) {
            (this->*act)();
        } else {
            Q_EMIT refused(tr("%1: not possible now").arg(action->text()),
                           Error{{}, stdText(obstacle)});
        }
    });
    return action;
}

void PaymentActions::setSubject(std::optional<PaymentId> payment, std::optional<FlagView> flag)
{
    m_payment = std::move(payment);
    m_flag = std::move(flag);
    refresh();
}

QList<QAction*> PaymentActions::all() const
{
    return {m_ask, m_chooseQuestion, m_fix, m_chooseFixer, m_claim};
}

void PaymentActions::refresh()
{
    const std::string suspender = m_flag ? m_flag->suggestedSuspender : std::string();
    const std::string fixer = m_flag ? m_flag->suggestedFixer : std::string();
    m_ask->setText(suspender.empty() ? tr("Ask") : tr("Ask %1").arg(qText(suspender)));
    m_fix->setText(fixer.empty() ? tr("Fix") : tr("Fix: %1").arg(qText(fixer)));
    const bool isMine = m_flag && m_flag->owner == m_client.principal().operatorId;
    m_claim->setText(isMine ? tr("Release") : tr("Claim"));
    for (QAction* action : all()) {
        action->setEnabled(m_payment.has_value() || m_flag.has_value());
    }
    Q_EMIT changed();
}

QString PaymentActions::standingObstacle() const
{
    if (m_client.principal().role == Role::Viewer) {
        return tr(
            "You are a viewer at this desk: asking, fixing and claiming need the operator role.");
    }
    const EngineStatus& status = m_client.status();
    if (m_client.hasStatus() && status.duty == DutyState::ReadOnly) {
        return status.dutyText.empty() ? tr("Another engine decides; this desk is read-only.")
                                       : qText(status.dutyText);
    }
    return {};
}

QString PaymentActions::obstacleOf(const QAction* action) const
{
    if (action != m_claim && !m_payment) {
        return tr("This flag is about a whole source, not about a payment.");
    }
    if (action == m_claim) {
        if (!m_flag) {
            return tr("There is no open flag to claim.");
        }
        if (!m_flag->isOpen) {
            return tr("The flag is cleared.");
        }
        if (m_flag->owner && *m_flag->owner != m_client.principal().operatorId) {
            return tr("%1 owns this flag.").arg(qText(*m_flag->owner));
        }
    }
    // A sheet may always be read; its preview says why it cannot be sent.
    return action == m_fix || action == m_chooseFixer ? QString() : standingObstacle();
}

QString PaymentActions::nextStepText() const
{
    if (!m_flag || !m_flag->isOpen || !m_payment || m_flag->nextStepName.empty()) {
        return {};
    }
    switch (m_flag->nextStep) {
    case NextStep::Ask: return tr("Ask %1").arg(qText(m_flag->nextStepName));
    case NextStep::Fix: return tr("Fix with %1").arg(qText(m_flag->nextStepName));
    case NextStep::WaitForAnswer:
    case NextStep::WaitForVerification:
    case NextStep::Look:
    case NextStep::None: return {};
    }
    return {};
}

bool PaymentActions::takeNextStep()
{
    if (nextStepText().isEmpty()) {
        return false;
    }
    if (m_flag->nextStep == NextStep::Fix) {
        openSheet(qText(m_flag->nextStepName), *m_payment);
        return true;
    }
    const QString obstacle = obstacleOf(m_ask);
    if (!obstacle.isEmpty()) {
        Q_EMIT refused(tr("%1: not possible now").arg(nextStepText()),
                       Error{{}, stdText(obstacle)});
        return true;
    }
    askNow(qText(m_flag->nextStepName), *m_payment);
    return true;
}

void PaymentActions::askSuggested()
{
    if (m_flag && !m_flag->suggestedSuspender.empty()) {
        askNow(qText(m_flag->suggestedSuspender), *m_payment);
    } else {
        showQuestions();
    }
}

void PaymentActions::fixSuggested()
{
    if (m_flag && !m_flag->suggestedFixer.empty()) {
        openSheet(qText(m_flag->suggestedFixer), *m_payment);
    } else {
        showFixers();
    }
}

void PaymentActions::askNow(const QString& suspender, const PaymentId& payment)
{
    Q_EMIT accepted(Tone::Info, tr("Asking %1").arg(suspender), {});
    m_client.ask<AskSuspenderCommand>(
        AskSuspenderCommand{stdText(suspender), payment}, this,
        [this, suspender](const QuestionAccepted& reply) {
            Q_EMIT accepted(
                Tone::Ok,
                reply.wasPending ? tr("%1 is pending already").arg(suspender)
                                 : tr("%1 asked").arg(suspender),
                reply.wasPending
                    ? tr("Nothing new was asked; question %1.").arg(qText(reply.questionId))
                    : tr("Question %1 is on its way.").arg(qText(reply.questionId)));
        },
        [this, suspender](const Error& error) {
            Q_EMIT refused(tr("%1 was not asked").arg(suspender), error);
        });
}

void PaymentActions::claimOrRelease()
{
    const FlagId id = m_flag->id;
    const auto onError = [this](const Error& error) {
        Q_EMIT refused(tr("The flag did not change its owner"), error);
    };
    if (m_flag->owner) {
        m_client.ask<ReleaseFlagCommand>(
            ReleaseFlagCommand{id}, this,
            [this](const ClaimAccepted&) { Q_EMIT accepted(Tone::Ok, tr("Released"), {}); },
            onError);
    } else {
        m_client.ask<ClaimFlagCommand>(
            ClaimFlagCommand{id}, this,
            [this](const ClaimAccepted&) { Q_EMIT accepted(Tone::Ok, tr("Claimed"), {}); },
            onError);
    }
}

void PaymentActions::showQuestions()
{
    auto* menu = new QMenu(m_screen);
    menu->setObjectName(QStringLiteral("questionMenu"));
    menu->setAccessibleName(tr("Questions"));
    int number = 0;
    for (const SuspenderView& suspender : m_catalogue.suspenders()) {
        const QString name = qText(suspender.name);
        QAction* item =
            menu->addAction(menuText(++number, name, qText(suspender.title),
                                     m_flag && m_flag->suggestedSuspender == suspender.name));
        item->setToolTip(qText(suspender.description));
        connect(item, &QAction::triggered, this,
                [this, name, payment = *m_payment] { askNow(name, payment); });
    }
    popUp(menu);
}

void PaymentActions::showFixers()
{
    auto* menu = new QMenu(m_screen);
    menu->setObjectName(QStringLiteral("fixerMenu"));
    menu->setAccessibleName(tr("Fixers"));
    int number = 0;
    for (const FixerView& fixer : m_catalogue.fixers()) {
        const QString name = qText(fixer.name);
        QAction* item = menu->addAction(menuText(++number, name, qText(fixer.title),
                                                 m_flag && m_flag->suggestedFixer == fixer.name));
        connect(item, &QAction::triggered, this,
                [this, name, payment = *m_payment] { openSheet(name, payment); });
    }
    popUp(menu);
}

void PaymentActions::popUp(QMenu* menu)
{
    menu->setAttribute(Qt::WA_DeleteOnClose);
    if (menu->isEmpty()) {
        menu->addAction(tr("The catalogue has not arrived yet"))->setEnabled(false);
        m_catalogue.refresh();
    } else {
        menu->setActiveAction(menu->actions().constFirst());
    }
    const QWidget* at = QApplication::focusWidget();
    if (at == nullptr || !m_screen->isAncestorOf(at)) {
        at = m_screen;
    }
    menu->popup(at->mapToGlobal(at->rect().center()));
}

void PaymentActions::openSheet(const QString& fixer, const PaymentId& payment)
{
    auto* sheet = new FixerSheet(m_client, fixer, payment, m_screen->window());
    sheet->open();
}

}  // namespace otto
