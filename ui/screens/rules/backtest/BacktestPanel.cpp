// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/rules/backtest/BacktestPanel.h"

#include "ui/dialogs/NoticeLine.h"
#include "ui/models/ViewText.h"
#include "ui/screens/rules/RuleErrorList.h"
#include "ui/screens/rules/backtest/BacktestResultView.h"
#include "ui/screens/rules/backtest/BacktestSetup.h"
#include "ui/screens/rules/backtest/BacktestWords.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/OttoLabel.h"
#include "ui/widgets/TableView.h"

#include <QProgressBar>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace otto {

namespace {

constexpr int kBarSteps = 1000;

}  // namespace

BacktestPanel::BacktestPanel(QWidget* parent)
    : QWidget(parent),
      m_setup(new BacktestSetup),
      m_progress(new QWidget),
      m_bar(new QProgressBar),
      m_progressText(new OttoLabel(QString(), TextRole::BodyText, OttoLabel::Ink::Secondary)),
      m_notice(new NoticeLine),
      m_errors(new RuleErrorList(QStringLiteral("backtest.errors"))),
      m_pages(new QStackedWidget),
      m_empty(new EmptyState("history", QString(), QString())),
      m_result(new BacktestResultView)
{
    setObjectName(QStringLiteral("backtest"));
    setAccessibleName(tr("Backtest"));
    m_empty->setObjectName(QStringLiteral("backtest.empty"));
    m_bar->setObjectName(QStringLiteral("backtest.progress"));
    m_bar->setAccessibleName(tr("Progress of the backtest"));
    m_bar->setRange(0, kBarSteps);
    m_bar->setTextVisible(false);
    m_notice->setObjectName(QStringLiteral("backtest.notice"));
    m_progressText->setObjectName(QStringLiteral("backtest.progressText"));
    m_progressText->setElideMode(Qt::ElideRight);
    auto* progress = new QVBoxLayout(m_progress);
    progress->setContentsMargins(kSpace4, kSpace1, kSpace4, kSpace2);
    progress->setSpacing(kSpace1);
    progress->addWidget(m_bar);
    progress->addWidget(m_progressText);
    m_progress->hide();
    m_pages->addWidget(m_empty);
    m_pages->addWidget(m_result);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_setup);
    layout->addWidget(m_progress);
    layout->addWidget(m_notice);
    layout->addWidget(m_errors);
    layout->addWidget(m_pages, 1);

    connect(m_setup, &BacktestSetup::runRequested, this, &BacktestPanel::run);
    connect(m_setup, &BacktestSetup::cancelRequested, this, &BacktestPanel::cancel);
    connect(m_setup, &BacktestSetup::operatorsChanged, this,
            [this] { m_result->setOperators(m_setup->operators()); });
    connect(m_errors, &RuleErrorList::errorActivated, this, &BacktestPanel::requestPlace);
    connect(m_result, &BacktestResultView::paymentRequested, this,
            &BacktestPanel::paymentRequested);
    connect(m_result, &BacktestResultView::explainRequested, this,
            &BacktestPanel::explainRequested);
    connect(&m_timer, &QTimer::timeout, this, &BacktestPanel::look);
    m_timer.setInterval(kLookMs);
    showEmpty();
    setPort(nullptr);
}

void BacktestPanel::setPort(BacktestPort* port)
{
    m_port = port;
    m_setup->setAvailable(port != nullptr);
    if (port != nullptr) {
        m_setup->offer(*port);
        look();
    }
}

void BacktestPanel::showEmpty()
{
    if (m_isRunning) {
        m_empty->setText(tr("The past is being judged"),
                         tr("Engine and flags are not touched: you can go on working, and come "
                            "back."));
    } else {
        m_empty->setText(tr("What would these rules have raised?"),
                         tr("Choose a capture and rules, and press F9. You see which flags are "
                            "gained and lost, by rule, before the rules are in force. Nothing is "
                            "sent."));
    }
}

void BacktestPanel::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    if (m_port != nullptr) {
        m_setup->offer(*m_port);
    }
}

void BacktestPanel::run()
{
    if (m_port == nullptr || m_isRunning) {
        return;
    }
    m_failure.reset();
    m_errors->clear();
    if (const QString obstacle = m_setup->obstacle(); !obstacle.isEmpty()) {
        m_notice->setNotice(Tone::High, tr("Nothing to judge yet"), obstacle);
        m_setup->setFocus(Qt::OtherFocusReason);
        return;
    }
    m_notice->clear();
    m_port->start(m_setup->order());
    m_isRunning = true;
    m_timer.start();
    m_setup->setRunning(true);
    showEmpty();
    look();
}

bool BacktestPanel::cancel()
{
    if (m_port == nullptr || !m_isRunning) {
        return false;
    }
    m_port->cancel();
    return true;
}

void BacktestPanel::look()
{
    const BacktestState state = m_port->state();
    showProgress(state);
    if (!m_isRunning || state.stage == BacktestState::Stage::Running) {
        return;
    }
    m_isRunning = false;
    m_timer.stop();
    m_setup->setRunning(false);
    showEmpty();
    showEnd(state);
}

void BacktestPanel::showProgress(const BacktestState& state)
{
    m_progress->setVisible(state.stage == BacktestState::Stage::Running);
    m_bar->setValue(static_cast<int>(state.progress.share * kBarSteps));
    m_progressText->setText(progressText(state.progress));
}

void BacktestPanel::showEnd(const BacktestState& state)
{
    const QString kept = m_shown ? tr("Below is what the run before came to.") : QString();
    switch (state.stage) {
    case BacktestState::Stage::Done:
        m_shown = state.result;
        m_result->setResult(m_shown, m_setup->operators());
        m_pages->setCurrentWidget(m_result);
        // Who waits at the button goes on with what came.
        if (m_setup->hasButtonFocus() && !m_shown->changes.empty()) {
            m_result->changes()->setFocus(Qt::OtherFocusReason);
        }
        break;
    case BacktestState::Stage::Cancelled:
        m_notice->setNotice(Tone::Info, tr("Cancelled"), kept);
        break;
    case BacktestState::Stage::Failed:
        m_failure = state.failure;
        if (m_failure->errors.empty()) {
            m_notice->setNotice(Tone::High, tr("The backtest could not be run"),
                                tr("%1 %2").arg(qText(m_failure->text), kept).trimmed());
        } else {
            m_errors->setErrors(qText(m_failure->text), m_failure->errors);
        }
        break;
    case BacktestState::Stage::None:
    case BacktestState::Stage::Running: break;
    }
}

void BacktestPanel::requestPlace(const RuleErrorView& error)
{
    if (!m_failure) {
        return;
    }
    for (const BacktestFailure::File& file : m_failure->files) {
        if (file.file == error.file) {
            Q_EMIT placeRequested(error, qText(file.text));
            return;
        }
    }
}

void BacktestPanel::focusFirst()
{
    auto* runButton = findChild<QPushButton*>(QStringLiteral("backtest.run"));
    if (m_setup->obstacle().isEmpty() && runButton->isEnabled()) {
        runButton->setFocus(Qt::OtherFocusReason);
    } else {
        m_setup->setFocus(Qt::OtherFocusReason);
    }
}

void BacktestPanel::showNextFault()
{
    m_errors->activateNext();
}

void BacktestPanel::refreshTimes()
{
    m_result->refreshTimes();
}

void BacktestPanel::restoreFrom(const QSettings& settings)
{
    m_setup->restoreFrom(settings);
    if (m_port != nullptr) {
        m_setup->offer(*m_port);
    }
}

void BacktestPanel::saveTo(QSettings& settings) const
{
    m_setup->saveTo(settings);
}

}  // namespace otto
