// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/port/BacktestPort.h"

#include <QWidget>

class QLineEdit;
class QPushButton;
class QSettings;
class QSpinBox;

namespace otto {

class RuleSetEdit;

/// What a backtest is asked for: a capture, the candidate's rules, those it is compared with, and
/// how many operators share the flags. Object names (test API): "backtest.capture",
/// "backtest.candidate", "backtest.against", "backtest.operators", "backtest.run",
/// "backtest.cancel".
class BacktestSetup : public QWidget
{
    Q_OBJECT

public:
    explicit BacktestSetup(QWidget* parent = nullptr);

    /// What there is to choose; what a person chose stays.
    void offer(const BacktestPort& port);
    BacktestOrder order() const;
    /// What is missing before it can run, in one sentence; empty when nothing is.
    QString obstacle() const;
    int operators() const;
    void setRunning(bool isRunning);
    /// "Run" or "Cancel" has the focus.
    bool hasButtonFocus() const;
    void setAvailable(bool isAvailable);

    void restoreFrom(const QSettings& settings);
    void saveTo(QSettings& settings) const;

Q_SIGNALS:
    void runRequested();
    void cancelRequested();
    void operatorsChanged();

private:
    void browse();
    void buildFields();
    void buildButtons();

    QLineEdit* m_capture;
    RuleSetEdit* m_candidate;
    RuleSetEdit* m_against;
    QSpinBox* m_operators;
    QPushButton* m_run;
    QPushButton* m_cancel;
    bool m_isCaptureChosen = false;
};

}  // namespace otto
