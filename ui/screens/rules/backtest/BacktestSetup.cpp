// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/rules/backtest/BacktestSetup.h"

#include "ui/models/ViewText.h"
#include "ui/screens/rules/backtest/RuleSetEdit.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/FlatButton.h"
#include "ui/widgets/OttoLabel.h"

#include <QAction>
#include <QFileDialog>
#include <QFileInfo>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QSpinBox>

namespace otto {

namespace {

constexpr int kOperatorsMost = 999;
const QString kCaptureKey = QStringLiteral("backtest/capture");
const QString kCandidateKey = QStringLiteral("backtest/candidateFolder");
const QString kOperatorsKey = QStringLiteral("backtest/operators");

OttoLabel* caption(const QString& text, QWidget* buddy)
{
    auto* label = new OttoLabel(text, TextRole::BodyText, OttoLabel::Ink::Secondary);
    label->setBuddy(buddy);
    return label;
}

}  // namespace

BacktestSetup::BacktestSetup(QWidget* parent)
    : QWidget(parent),
      m_capture(new QLineEdit),
      m_candidate(new RuleSetEdit(tr("Rules to try"), QStringLiteral("backtest.candidate"))),
      m_against(new RuleSetEdit(tr("Rules to compare with"), QStringLiteral("backtest.against"))),
      m_operators(new QSpinBox),
      m_run(new QPushButton(tr("Run  ·  F9"))),
      m_cancel(new QPushButton(tr("Cancel  ·  Esc")))
{
    buildButtons();
    buildFields();
    setFocusProxy(m_capture);
    setRunning(false);
    m_candidate->setChoices({{BacktestRules::Origin::BuiltIn, {}}});
    m_against->setChoices(
        {{BacktestRules::Origin::InForce, {}}, {BacktestRules::Origin::BuiltIn, {}}});
    connect(m_run, &QPushButton::clicked, this, &BacktestSetup::runRequested);
    connect(m_cancel, &QPushButton::clicked, this, &BacktestSetup::cancelRequested);
    connect(m_capture, &QLineEdit::returnPressed, this, &BacktestSetup::runRequested);
    connect(m_capture, &QLineEdit::textEdited, this, [this] { m_isCaptureChosen = true; });
    connect(m_operators, &QSpinBox::valueChanged, this, &BacktestSetup::operatorsChanged);
}

void BacktestSetup::buildButtons()
{
    m_run->setObjectName(QStringLiteral("backtest.run"));
    m_run->setAccessibleName(tr("Run the backtest"));
    m_run->setProperty("primary", true);
    m_cancel->setObjectName(QStringLiteral("backtest.cancel"));
    m_cancel->setAccessibleName(tr("Cancel the backtest"));
    // A button of a page, unlike one of a dialog, knows the space bar only.
    for (QPushButton* button : {m_run, m_cancel}) {
        auto* press = new QAction(button);
        press->setShortcuts({QKeySequence(Qt::Key_Return), QKeySequence(Qt::Key_Enter)});
        press->setShortcutContext(Qt::WidgetShortcut);
        connect(press, &QAction::triggered, button, &QPushButton::click);
        button->addAction(press);
    }
    m_capture->setObjectName(QStringLiteral("backtest.capture"));
    m_capture->setAccessibleName(tr("Capture file"));
    m_capture->setPlaceholderText(tr("A capture file (.ottocap); File, Save capture makes one"));
    m_operators->setObjectName(QStringLiteral("backtest.operators"));
    m_operators->setAccessibleName(tr("Operators who share the flags"));
    m_operators->setRange(1, kOperatorsMost);
}

void BacktestSetup::buildFields()
{
    auto* browseButton = new FlatButton("ellipsis", QString(), tr("Choose a capture file"));
    browseButton->setObjectName(QStringLiteral("backtest.capture.browse"));
    connect(browseButton, &FlatButton::clicked, this, &BacktestSetup::browse);
    auto* capture = new QHBoxLayout;
    capture->setSpacing(kSpace1);
    capture->addWidget(m_capture, 1);
    capture->addWidget(browseButton);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(kSpace2);
    buttons->addWidget(m_operators);
    buttons->addStretch(1);
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_run);
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(kSpace4, kSpace1, kSpace4, kSpace2);
    grid->setHorizontalSpacing(kSpace2);
    grid->setVerticalSpacing(kSpace2);
    grid->setColumnMinimumWidth(2, kSpace2);
    grid->setColumnStretch(1, 1);
    grid->setColumnStretch(4, 1);
    grid->addWidget(caption(tr("Try"), m_candidate), 0, 0);
    grid->addWidget(m_candidate, 0, 1);
    grid->addWidget(caption(tr("against"), m_against), 0, 3);
    grid->addWidget(m_against, 0, 4);
    grid->addWidget(caption(tr("on capture"), m_capture), 1, 0);
    grid->addLayout(capture, 1, 1);
    grid->addWidget(caption(tr("Operators"), m_operators), 1, 3);
    grid->addLayout(buttons, 1, 4);
    setTabOrder(m_capture, m_operators);
    setTabOrder(m_operators, m_cancel);
    setTabOrder(m_cancel, m_run);
}

void BacktestSetup::offer(const BacktestPort& port)
{
    const std::string folder = port.folder();
    std::vector<BacktestRules> candidates;
    std::vector<BacktestRules> others{{BacktestRules::Origin::InForce, {}}};
    if (!folder.empty()) {
        candidates.push_back({BacktestRules::Origin::Folder, folder});
        others.push_back({BacktestRules::Origin::Folder, folder});
    }
    candidates.push_back({BacktestRules::Origin::BuiltIn, {}});
    others.push_back({BacktestRules::Origin::BuiltIn, {}});
    m_candidate->setChoices(candidates);
    m_against->setChoices(others);
    if (const QString file = qText(port.capture());
        !m_isCaptureChosen && !file.isEmpty() && m_capture->text() != file) {
        m_capture->setText(file);
    }
}

BacktestOrder BacktestSetup::order() const
{
    return {stdText(m_capture->text().trimmed()), m_candidate->rules(), m_against->rules()};
}

QString BacktestSetup::obstacle() const
{
    if (m_capture->text().trimmed().isEmpty()) {
        return tr("Name a capture file. File, Save capture makes one of what this desk reads; "
                  "otto-engine --capture makes one without a window.");
    }
    return m_candidate->isEmpty() || m_against->isEmpty()
               ? tr("Name a folder of rule files, or choose rules from the list.")
               : QString();
}

int BacktestSetup::operators() const
{
    return m_operators->value();
}

void BacktestSetup::setRunning(bool isRunning)
{
    const bool hadFocus = hasButtonFocus();
    m_run->setEnabled(!isRunning);
    m_cancel->setVisible(isRunning);
    if (hadFocus) {
        (isRunning ? m_cancel : m_run)->setFocus(Qt::OtherFocusReason);
    }
}

bool BacktestSetup::hasButtonFocus() const
{
    return m_run->hasFocus() || m_cancel->hasFocus();
}

void BacktestSetup::setAvailable(bool isAvailable)
{
    setEnabled(isAvailable);
}

void BacktestSetup::restoreFrom(const QSettings& settings)
{
    m_capture->setText(settings.value(kCaptureKey).toString());
    m_operators->setValue(settings.value(kOperatorsKey, 1).toInt());
    const QString folder = settings.value(kCandidateKey).toString();
    if (!folder.isEmpty() && QFileInfo(folder).isDir()) {
        m_candidate->setRules({BacktestRules::Origin::Folder, stdText(folder)});
    }
}

void BacktestSetup::saveTo(QSettings& settings) const
{
    const BacktestOrder now = order();
    settings.setValue(kCaptureKey, qText(now.capture));
    settings.setValue(kOperatorsKey, operators());
    const bool isFolder = now.candidate.origin == BacktestRules::Origin::Folder;
    settings.setValue(kCandidateKey, isFolder ? qText(now.candidate.folder) : QString());
}

void BacktestSetup::browse()
{
    const QString chosen = QFileDialog::getOpenFileName(this, tr("Capture file"), m_capture->text(),
                                                        tr("Captures (*.ottocap);;All files (*)"));
    if (!chosen.isEmpty()) {
        m_isCaptureChosen = true;
        m_capture->setText(chosen);
    }
}

}  // namespace otto
