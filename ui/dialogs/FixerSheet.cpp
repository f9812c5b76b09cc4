// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/FixerSheet.h"

#include "core/engine/view/Delta.h"
#include "ui/dialogs/FixerForm.h"
#include "ui/dialogs/FixerProgress.h"
#include "ui/dialogs/NoticeLine.h"
#include "ui/dialogs/PreconditionList.h"
#include "ui/dialogs/RecordPane.h"
#include "ui/models/ViewText.h"
#include "ui/port/EngineClient.h"
#include "ui/theme/ThemeIcon.h"
#include "ui/widgets/OttoLabel.h"
#include "ui/widgets/Pill.h"
#include "ui/widgets/SectionHeader.h"

#include <QKeyEvent>
#include <QPushButton>
#include <QScrollArea>
#include <QShortcut>
#include <QShowEvent>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace otto {

namespace {

constexpr QSize kPreferredSize(1120, 720);
constexpr int kFormWidth = 470;
constexpr int kReasonKeys = 6;
constexpr int kChangedLinesMost = 6;
constexpr qsizetype kTextMost = 600;

bool touches(const Delta& delta, const PaymentId& id)
{
    return std::find(delta.paymentsTouched.begin(), delta.paymentsTouched.end(), id)
           != delta.paymentsTouched.end();
}

QWidget* scrolled(QWidget* content)
{
    auto* area = new QScrollArea;
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setFocusPolicy(Qt::NoFocus);
    area->setWidget(content);
    return area;
}

}  // namespace

FixerSheet::FixerSheet(EngineClient& client, const QString& fixer, const PaymentId& paymentId,
                       QWidget* parent)
    : QDialog(parent),
      m_client(client),
      m_fixer(fixer),
      m_paymentId(paymentId),
      m_form(new FixerForm),
      m_progress(new FixerProgress),
      m_record(new RecordPane),
      m_preconditions(new PreconditionList),
      m_notice(new NoticeLine),
      m_change(new NoticeLine),
      m_left(new QStackedWidget),
      m_title(new OttoLabel(fixer, TextRole::Heading)),
      m_subtitle(new OttoLabel(QString(), TextRole::Mono, OttoLabel::Ink::Secondary)),
      m_description(new OttoLabel(QString(), TextRole::BodyText, OttoLabel::Ink::Secondary)),
      m_risk(new Pill),
      m_state(new OttoLabel(QString(), TextRole::BodyText, OttoLabel::Ink::Secondary)),
      m_read(new QPushButton(tr("I have read it  ·  F5"))),
      m_cancel(new QPushButton),
      m_send(new QPushButton)
{
    setObjectName(QStringLiteral("fixerSheet"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("%1 on %2").arg(fixer, qText(paymentId)).left(200));
    setAccessibleName(windowTitle());
    setSizeGripEnabled(true);
    m_change->setObjectName(QStringLiteral("change"));

    m_left->addWidget(scrolled(makeForm()));
    m_left->addWidget(scrolled(m_progress));
    auto* halves = new QSplitter(Qt::Horizontal);
    halves->setChildrenCollapsible(false);
    auto* left = new QWidget;
    auto* leftLayout = new QVBoxLayout(left);
    leftLayout->setContentsMargins(kSpace4, 0, kSpace2, kSpace2);
    leftLayout->addWidget(m_left);
    halves->addWidget(left);
    halves->addWidget(m_record);
    halves->setSizes({kFormWidth, kPreferredSize.width() - kFormWidth});
    halves->setStretchFactor(1, 1);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeHeader());
    layout->addWidget(halves, 1);
    layout->addWidget(makeFooter());

    m_pause.setSingleShot(true);
    connect(&m_pause, &QTimer::timeout, this, &FixerSheet::requestPreview);
    connect(m_form, &FixerForm::changed, this, &FixerSheet::onInput);
    connect(&m_client, &EngineClient::deltaApplied, this, &FixerSheet::applyDelta);
    addKeys();
    m_record->setPlaceholder(tr("Asking the engine what this fixer would send."));
    requestPreview();
    refresh();
}

QWidget* FixerSheet::makeHeader()
{
    m_title->setElideMode(Qt::ElideRight);
    m_subtitle->setText(qText(m_paymentId));
    m_subtitle->setElideMode(Qt::ElideMiddle);
    m_description->setWordWrap(true);
    m_risk->setGlyphShown(false);
    m_risk->hide();
    auto* header = new QWidget;
    auto* line = new QHBoxLayout;
    line->setSpacing(kSpace3);
    line->addWidget(m_title);
    line->addWidget(m_subtitle, 1);
    line->addWidget(m_risk);
    auto* layout = new QVBoxLayout(header);
    layout->setContentsMargins(kSpace4, kSpace3, kSpace4, kSpace2);
    layout->setSpacing(kSpace1);
    layout->addLayout(line);
    layout->addWidget(m_description);
    return header;
}

QWidget* FixerSheet::makeForm()
{
    auto* page = new QWidget;
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, kSpace2, 0);
    layout->setSpacing(kSpace1);
    layout->addWidget(m_form);
    layout->addWidget(new SectionHeader(tr("Before it may be sent")));
    layout->addWidget(m_preconditions);
    layout->addStretch(1);
    return page;
}

QWidget* FixerSheet::makeFooter()
{
    m_state->setObjectName(QStringLiteral("sheetState"));
    m_state->setElideMode(Qt::ElideRight);
    m_read->setObjectName(QStringLiteral("readButton"));
    m_cancel->setObjectName(QStringLiteral("closeButton"));
    m_send->setObjectName(QStringLiteral("sendButton"));
    m_send->setProperty("primary", true);
    m_send->setIcon(themeIcon("send", IconTint::OnAccent));
    // Enter in a field must never send.
    for (QPushButton* button : {m_read, m_cancel, m_send}) {
        button->setAutoDefault(false);
        button->setDefault(false);
    }
    m_read->setAccessibleName(tr("I have read the changed record"));
    m_cancel->setAccessibleName(tr("Close"));
    connect(m_read, &QPushButton::clicked, this, &FixerSheet::confirmRead);
    connect(m_cancel, &QPushButton::clicked, this, &FixerSheet::reject);
    connect(m_send, &QPushButton::clicked, this, &FixerSheet::send);

    auto* footer = new QWidget;
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(kSpace2);
    buttons->addWidget(m_state, 1);
    buttons->addWidget(m_read);
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_send);
    auto* layout = new QVBoxLayout(footer);
    layout->setContentsMargins(kSpace4, kSpace2, kSpace4, kSpace3);
    layout->setSpacing(kSpace2);
    layout->addWidget(m_notice);
    layout->addWidget(m_change);
    layout->addLayout(buttons);
    return footer;
}

void FixerSheet::addKeys()
{
    const auto add = [this](const QKeySequence& key, auto act) {
        auto* shortcut = new QShortcut(key, this);
        shortcut->setContext(Qt::WidgetWithChildrenShortcut);
        shortcut->setAutoRepeat(false);
        connect(shortcut, &QShortcut::activated, this, act);
    };
    add(QKeySequence(Qt::CTRL | Qt::Key_Return), [this] { send(); });
    add(QKeySequence(Qt::CTRL | Qt::Key_Enter), [this] { send(); });
    add(QKeySequence(Qt::Key_F5), [this] { confirmRead(); });
}

/// A digit arrives here when no text field with the focus took it. No shortcut: those need an
/// active window, and a sheet that a window system has not activated yet must not lose a key.
void FixerSheet::keyPressEvent(QKeyEvent* event)
{
    const bool isPlain =
        event->modifiers() == Qt::NoModifier || event->modifiers() == Qt::KeypadModifier;
    const int number = event->key() - Qt::Key_0;
    if (isPlain && number >= 1 && number <= kReasonKeys) {
        if (m_phase == Phase::Editing && !event->isAutoRepeat()) {
            m_form->chooseReason(number);
        }
        return;
    }
    QDialog::keyPressEvent(event);
}

void FixerSheet::showEvent(QShowEvent* event)
{
    if (!event->spontaneous() && parentWidget() != nullptr) {
        resize(kPreferredSize.boundedTo(parentWidget()->size() - QSize(kSpace6, kSpace6)));
    }
    QDialog::showEvent(event);
}

FixerSheet::Inputs FixerSheet::inputs() const
{
    return {m_form->parameters(), m_form->reasonCode(), m_form->comment()};
}

void FixerSheet::onInput()
{
    if (m_phase != Phase::Editing) {
        return;
    }
    m_isSendWanted = false;
    m_isPreviewFresh = m_preview && inputs() == m_previewInputs && !m_isTouched;
    if (!m_isPreviewFresh) {
        m_pause.start(kInputPauseMs);
    }
    refresh();
}

void FixerSheet::applyDelta(const Delta& delta)
{
    for (const FixView& fix : delta.fixes) {
        if (fix.paymentId == m_paymentId) {
            m_fixes[fix.commandId.value] = fix;
        }
    }
    if (m_phase == Phase::Sent) {
        showFix();
        refresh();
    } else if (m_phase == Phase::Editing && touches(delta, m_paymentId)) {
        m_isTouched = true;
        m_isPreviewFresh = false;
        m_isSendWanted = false;
        if (!m_pause.isActive()) {
            m_pause.start(kTouchPauseMs);
        }
        refresh();
    }
}

void FixerSheet::requestPreview()
{
    if (m_phase != Phase::Editing) {
        return;
    }
    m_pause.stop();
    m_isTouched = false;
    m_isPreviewFresh = false;
    const quint64 asked = ++m_asked;
    const Inputs with = inputs();
    m_client.ask<PreviewFixerQuery>(
        PreviewFixerQuery{stdText(m_fixer), m_paymentId, with.parameters, with.reasonCode,
                          with.comment},
        this,
        [this, asked, with](const FixPreview& preview) {
            if (asked == m_asked && m_phase == Phase::Editing) {
                applyPreview(preview, with);
            }
        },
        [this, asked](const Error& error) {
            if (asked == m_asked && m_phase == Phase::Editing) {
                refusePreview(error);
            }
        });
    refresh();
}

void FixerSheet::applyPreview(const FixPreview& preview, const Inputs& asked)
{
    const bool isFirst = !m_preview.has_value();
    const bool isOwnDoing = isFirst || asked != m_previewInputs;
    if (!isOwnDoing && preview.orderSha256 != m_preview->orderSha256) {
        m_isUnread = true;
        m_isSendWanted = false;
        m_change->setNotice(
            Tone::Medium, tr("The record changed since you saw it"),
            changedLines(*m_preview, preview, kChangedLinesMost).join(QLatin1Char('\n')));
    }
    m_preview = preview;
    m_previewInputs = asked;
    m_form->setForm(preview.form);
    m_title->setText(preview.form.title.empty() ? m_fixer : qText(preview.form.title));
    m_description->setText(qText(preview.form.description).left(kTextMost));
    m_risk->setText(qText(preview.form.riskText).left(80));
    m_risk->setVisible(!preview.form.riskText.empty());
    m_record->setRecord(preview);
    m_preconditions->setPreconditions(preview.preconditions);
    showRefusal();
    if (isFirst) {
        m_form->focusFirst();
    }
    // Building the form may have filled in values that the preview was not asked with.
    m_isPreviewFresh = inputs() == asked && !m_isTouched;
    if (!m_isPreviewFresh && !m_pause.isActive()) {
        m_pause.start(isFirst ? 0 : kInputPauseMs);
    }
    refresh();
    if (m_isSendWanted && m_isPreviewFresh) {
        m_isSendWanted = false;
        send();
    }
}

/// A parameter that is still to be chosen is no refusal yet; the footer asks for it.
void FixerSheet::showRefusal()
{
    const std::optional<Error>& refusal = m_preview->refusal;
    const bool isOnlyIncomplete =
        refusal && refusal->code == "BAD_PARAMETER" && !m_form->missing().isEmpty();
    if (refusal && !isOnlyIncomplete) {
        m_notice->setRefusal(tr("This cannot be sent"), *refusal);
    } else if (m_notice->title() == tr("This cannot be sent")) {
        m_notice->clear();
    }
}

void FixerSheet::refusePreview(const Error& error)
{
    m_isSendWanted = false;
    m_preview.reset();
    m_record->setPlaceholder(tr("There is nothing to send."));
    m_notice->setRefusal(tr("This cannot be sent"), error);
    refresh();
}

QString FixerSheet::progressText() const
{
    const auto found = m_fixes.find(m_commandId.value);
    if (found == m_fixes.end()) {
        return tr("Accepted; the engine is recording it. Nothing is sent before that.");
    }
    switch (found->second.state) {
    case FixState::NotSent: return tr("Not sent; the reason stands beside it. Esc closes.");
    case FixState::Decided:
        return tr("Recorded, and on its way. Esc closes; the fixer goes on and stays under "
                  "Fixers.");
    default: break;
    }
    return tr("Sent. Esc closes; the fixer goes on and stays under Fixers.");
}

QString FixerSheet::obstacle() const
{
    if (m_phase == Phase::Sending) {
        return tr("Handed to the engine; waiting for its answer.");
    }
    if (m_phase == Phase::Sent) {
        return progressText();
    }
    if (m_isUnread) {
        return tr("Read what changed, then press F5.");
    }
    const QString missing = m_form->missing();
    if (m_preview && !missing.isEmpty()) {
        return missing;
    }
    if (m_isPreviewFresh && m_preview && m_preview->refusal) {
        return tr("The engine would refuse it; the reason stands above.");
    }
    if (!m_preview && !m_notice->isEmpty()) {
        return tr("The engine has no record to send; the reason stands above.");
    }
    return m_isPreviewFresh ? QString() : tr("Checking what would be sent.");
}

void FixerSheet::send()
{
    if (m_phase != Phase::Editing || m_isUnread || !m_preview || !m_form->missing().isEmpty()) {
        return;
    }
    if (!m_isPreviewFresh) {
        // Only the operator's own last key is waited for, never a payment that moves on.
        m_isSendWanted = !m_isTouched;
        if (m_pause.isActive()) {
            requestPreview();
        }
        return;
    }
    if (!m_preview->refusal) {
        submit();
    }
}

void FixerSheet::confirmRead()
{
    if (m_phase == Phase::Editing && m_isUnread) {
        m_isUnread = false;
        m_change->clear();
        refresh();
    }
}

void FixerSheet::submit()
{
    m_phase = Phase::Sending;
    m_pause.stop();
    m_notice->clear();
    const Inputs with = m_previewInputs;
    m_client.ask<SendFixerCommand>(
        SendFixerCommand{stdText(m_fixer), m_paymentId, with.parameters, with.reasonCode,
                         with.comment, m_preview->orderSha256},
        this, [this](const FixAccepted& reply) { onAccepted(reply); },
        [this](const Error& error) { onRefused(error); });
    refresh();
}

void FixerSheet::onAccepted(const FixAccepted& reply)
{
    m_phase = Phase::Sent;
    m_commandId = reply.commandId;
    if (reply.wasAccepted) {
        m_notice->setNotice(Tone::Info, tr("This very command was accepted before"),
                            tr("Nothing new is sent; its progress is shown here."));
        // It may be older than this sheet: its last change came before we listened.
        m_client.ask<FixersQuery>(
            FixersQuery{}, this,
            [this](const std::vector<FixView>& fixes) {
                for (const FixView& fix : fixes) {
                    if (fix.paymentId == m_paymentId) {
                        m_fixes.try_emplace(fix.commandId.value, fix);
                    }
                }
                showFix();
                refresh();
            },
            [](const Error&) {});
    }
    m_record->setTitle(tr("This was handed over"));
    m_left->setCurrentIndex(1);
    showFix();
    refresh();
    m_cancel->setFocus(Qt::OtherFocusReason);
}

void FixerSheet::onRefused(const Error& error)
{
    m_phase = Phase::Editing;
    m_notice->setRefusal(tr("Refused: nothing was sent"), error);
    requestPreview();
}

void FixerSheet::showFix()
{
    const auto found = m_fixes.find(m_commandId.value);
    if (found != m_fixes.end()) {
        m_progress->setFix(found->second);
        return;
    }
    FixView accepted;
    accepted.commandId = m_commandId;
    accepted.fixer = stdText(m_fixer);
    accepted.paymentId = m_paymentId;
    accepted.requestedBy = m_client.principal().operatorId;
    accepted.reasonCode = m_previewInputs.reasonCode;
    accepted.comment = m_previewInputs.comment;
    accepted.issuedAt = m_client.now();
    accepted.expiresAt = accepted.issuedAt;
    accepted.sent.state = TickState::Pending;
    m_progress->setFix(accepted);
}

void FixerSheet::refresh()
{
    const QString why = obstacle();
    m_state->setText(why.isEmpty() ? tr("Preconditions: %1.").arg(m_preconditions->summary())
                                   : why);
    m_send->setEnabled(why.isEmpty());
    m_send->setVisible(m_phase != Phase::Sent);
    m_send->setText(m_phase == Phase::Sending ? tr("Sending") : tr("Send  ·  Ctrl+Enter"));
    m_send->setAccessibleName(tr("Send %1").arg(m_fixer));
    m_send->setAccessibleDescription(why);
    m_send->setToolTip(why.toHtmlEscaped());
    m_read->setVisible(m_phase == Phase::Editing && m_isUnread);
    m_cancel->setText(m_phase == Phase::Sent ? tr("Close  ·  Esc") : tr("Cancel  ·  Esc"));
}

}  // namespace otto
