// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Result.h"
#include "core/engine/view/FlagView.h"
#include "ui/theme/Tone.h"

#include <QObject>

#include <optional>

class QAction;
class QMenu;
class QWidget;

namespace otto {

class Catalogue;
class EngineClient;

/// What an operator can do about a payment and its flag: ask, fix, claim. Every act is a QAction
/// with a key. Buttons of an act that cannot work now are greyed and say why in the
/// tooltip (obstacleOf()); its key still answers, with the reason. Nothing here changes another
/// system with one key: F opens the sheet, and only the sheet sends (product.md, appendix A).
/// Screens show the signals' texts in place.
class PaymentActions : public QObject
{
    Q_OBJECT

public:
    /// The client outlives this; `screen` owns it, and menus and sheets open over it. The keys
    /// work while one of `owners` (list and detail) has the focus.
    PaymentActions(EngineClient& client, QWidget* screen, const QList<QWidget*>& owners);

    /// Without a flag the payment can still be asked about and fixed.
    void setSubject(std::optional<PaymentId> payment, std::optional<FlagView> flag);

    /// Takes the flag's advised step: asks, or opens the sheet. False when it is waiting or
    /// looking.
    bool takeNextStep();
    /// The primary button's text ("Ask GetTrn"); empty when the next step is nothing to press.
    QString nextStepText() const;

    QAction* ask() const { return m_ask; }
    QAction* chooseQuestion() const { return m_chooseQuestion; }
    QAction* fix() const { return m_fix; }
    QAction* chooseFixer() const { return m_chooseFixer; }
    QAction* claim() const { return m_claim; }
    QList<QAction*> all() const;
    /// Why an act cannot work now, in one sentence; empty when it can.
    QString obstacleOf(const QAction* action) const;

    void openSheet(const QString& fixer, const PaymentId& payment);

Q_SIGNALS:
    /// An act is on its way to the engine or was accepted.
    void accepted(otto::Tone tone, const QString& text, const QString& detail);
    void refused(const QString& what, const otto::Error& error);
    /// The actions' states changed.
    void changed();

private:
    QAction* makeAction(const QString& text, const char* icon, const QString& key,
                        const QString& objectName, void (PaymentActions::*act)());
    void refresh();
    /// Why nothing at all can be asked or claimed from this desk.
    QString standingObstacle() const;
    void askSuggested();
    void fixSuggested();
    /// The payment as it was when the act began: the selection may move under an open menu.
    void askNow(const QString& suspender, const PaymentId& payment);
    void claimOrRelease();
    void showQuestions();
    void showFixers();
    void popUp(QMenu* menu);

    EngineClient& m_client;
    Catalogue& m_catalogue;
    QWidget* m_screen;
    std::optional<PaymentId> m_payment;
    std::optional<FlagView> m_flag;
    QAction* m_ask;
    QAction* m_chooseQuestion;
    QAction* m_fix;
    QAction* m_chooseFixer;
    QAction* m_claim;
};

}  // namespace otto
