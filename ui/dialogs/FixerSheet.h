// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/request/Requests.h"

#include <QDialog>
#include <QTimer>

#include <optional>

class QPushButton;
class QStackedWidget;

namespace otto {

class EngineClient;
class FixerForm;
class FixerProgress;
class NoticeLine;
class OttoLabel;
class Pill;
class PreconditionList;
class RecordPane;
struct Delta;

/// Sending one fixer by hand: a form made from the engine's description beside the exact record
/// that it would put on the wire; Ctrl+Enter sends what is shown, once; then the three ticks, live,
/// until Esc.
//
/// The preview follows the operator's input and the payment. Nothing is sent that was not shown:
/// Send waits for the preview of the last key, and when the record changed without the operator's
/// doing, it waits until he has said that he read it (F5). Nothing is ever sent again by itself.
/// Not blocking: open() shows it over the window. Deletes itself when closed. Object name
/// "fixerSheet".
class FixerSheet : public QDialog
{
    Q_OBJECT

public:
    static constexpr int kInputPauseMs = 150;
    static constexpr int kTouchPauseMs = 250;

    enum class Phase { Editing, Sending, Sent };

    FixerSheet(EngineClient& client, const QString& fixer, const PaymentId& paymentId,
               QWidget* parent);

    Phase phase() const { return m_phase; }
    /// Why Send does nothing now, as one sentence; empty when it sends.
    QString obstacle() const;

public Q_SLOTS:
    /// Sends the shown record; when the preview of the operator's last input is still under way, as
    /// soon as it has come and allows it. Does nothing while something is missing or refused.
    void send();
    /// The operator has read the record that changed without his doing.
    void confirmRead();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    /// What a preview was asked for.
    struct Inputs
    {
        std::map<std::string, std::string> parameters;
        std::string reasonCode;
        std::string comment;

        friend bool operator==(const Inputs&, const Inputs&) = default;
    };

    QWidget* makeForm();
    QWidget* makeHeader();
    QWidget* makeFooter();
    void addKeys();
    Inputs inputs() const;
    void onInput();
    void applyDelta(const Delta& delta);
    void requestPreview();
    void applyPreview(const FixPreview& preview, const Inputs& asked);
    void refusePreview(const Error& error);
    void showRefusal();
    void submit();
    void onAccepted(const FixAccepted& reply);
    void onRefused(const Error& error);
    void showFix();
    QString progressText() const;
    void refresh();

    EngineClient& m_client;
    const QString m_fixer;
    const PaymentId m_paymentId;
    Phase m_phase = Phase::Editing;

    std::optional<FixPreview> m_preview;
    Inputs m_previewInputs;
    /// Newest preview request; replies to older ones are dropped.
    quint64 m_asked = 0;
    bool m_isPreviewFresh = false;
    /// The payment was touched since the shown preview was asked for.
    bool m_isTouched = false;
    /// The record changed without the operator's doing and he has not said that he read it.
    bool m_isUnread = false;
    /// Ctrl+Enter came while the preview of the last input was under way.
    bool m_isSendWanted = false;
    QTimer m_pause;

    CommandId m_commandId;
    /// The newest fixes of the payment, by command id: one may come with or before the acceptance.
    std::map<std::string, FixView> m_fixes;

    FixerForm* m_form;
    FixerProgress* m_progress;
    RecordPane* m_record;
    PreconditionList* m_preconditions;
    NoticeLine* m_notice;
    NoticeLine* m_change;
    QStackedWidget* m_left;
    OttoLabel* m_title;
    OttoLabel* m_subtitle;
    OttoLabel* m_description;
    Pill* m_risk;
    OttoLabel* m_state;
    QPushButton* m_read;
    QPushButton* m_cancel;
    QPushButton* m_send;
};

}  // namespace otto
