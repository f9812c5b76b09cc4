// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/port/BacktestPort.h"

#include <QTimer>
#include <QWidget>

class QProgressBar;
class QSettings;
class QStackedWidget;

namespace otto {

class BacktestResultView;
class BacktestSetup;
class EmptyState;
class NoticeLine;
class OttoLabel;
class RuleErrorList;

/// A backtest from what it is asked for to what came of it, with its progress in between. Object
/// name "backtest"; "backtest.progress" and "backtest.progressText" are the work under way.
class BacktestPanel : public QWidget
{
    Q_OBJECT

public:
    static constexpr int kLookMs = 100;

    explicit BacktestPanel(QWidget* parent = nullptr);

    /// Null: nothing can be run. The port outlives the panel.
    void setPort(BacktestPort* port);
    /// One look at the port. The timer calls it while a run is under way; tests may.
    void look();
    void run();
    /// False when nothing was under way.
    bool cancel();
    bool isRunning() const { return m_isRunning; }
    /// To what has to be filled in first, or to the button that runs it.
    void focusFirst();
    /// Of the rules that were refused; nothing happens when none were.
    void showNextFault();
    void refreshTimes();

    BacktestSetup* setup() const { return m_setup; }
    BacktestResultView* result() const { return m_result; }

    void restoreFrom(const QSettings& settings);
    void saveTo(QSettings& settings) const;

Q_SIGNALS:
    void paymentRequested(const QString& paymentId);
    void explainRequested(const QString& ruleId, const QString& subject);
    /// A fault of a rule file, with the text of the file that was judged.
    void placeRequested(const otto::RuleErrorView& error, const QString& text);

protected:
    void showEvent(QShowEvent* event) override;

private:
    void showEmpty();
    void showProgress(const BacktestState& state);
    void showEnd(const BacktestState& state);
    void requestPlace(const RuleErrorView& error);

    BacktestPort* m_port = nullptr;
    BacktestSetup* m_setup;
    QWidget* m_progress;
    QProgressBar* m_bar;
    OttoLabel* m_progressText;
    NoticeLine* m_notice;
    RuleErrorList* m_errors;
    QStackedWidget* m_pages;
    EmptyState* m_empty;
    BacktestResultView* m_result;
    std::shared_ptr<const BacktestResult> m_shown;
    std::shared_ptr<const BacktestFailure> m_failure;
    QTimer m_timer;
    bool m_isRunning = false;
};

}  // namespace otto
