// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/rules/backtest/RuleSetEdit.h"

#include "ui/models/ViewText.h"
#include "ui/screens/rules/backtest/BacktestWords.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/FlatButton.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLineEdit>

#include <algorithm>

namespace otto {

RuleSetEdit::RuleSetEdit(const QString& accessibleName, const QString& name, QWidget* parent)
    : QWidget(parent),
      m_box(new QComboBox),
      m_browse(new FlatButton("ellipsis", QString(), tr("Choose a folder: %1").arg(accessibleName)))
{
    m_box->setObjectName(name);
    m_box->setAccessibleName(accessibleName);
    m_box->view()->setAccessibleName(accessibleName);
    m_box->setEditable(true);
    m_box->setInsertPolicy(QComboBox::NoInsert);
    // A completion would finish a path with the words of a choice.
    m_box->setCompleter(nullptr);
    m_box->setMinimumContentsLength(12);
    m_box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_box->lineEdit()->setAccessibleName(accessibleName);
    m_box->lineEdit()->setPlaceholderText(tr("Folder of rule files"));
    m_browse->setObjectName(name + QStringLiteral(".browse"));
    auto* line = new QHBoxLayout(this);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(kSpace1);
    line->addWidget(m_box, 1);
    line->addWidget(m_browse);
    setFocusProxy(m_box);
    connect(m_box, &QComboBox::activated, this, [this] { m_isChosen = true; });
    connect(m_box->lineEdit(), &QLineEdit::textEdited, this, [this] { m_isChosen = true; });
    connect(m_browse, &FlatButton::clicked, this, &RuleSetEdit::browse);
}

void RuleSetEdit::setChoices(const std::vector<BacktestRules>& choices)
{
    if (choices == m_choices) {
        return;
    }
    const QString before = m_box->currentText();
    m_choices = choices;
    m_box->clear();
    for (const BacktestRules& rules : choices) {
        m_box->addItem(ruleSetWord(rules));
    }
    if (m_isChosen) {
        m_box->setCurrentText(before);
    }
}

BacktestRules RuleSetEdit::rules() const
{
    const QString text = m_box->currentText().trimmed();
    const auto found =
        std::find_if(m_choices.begin(), m_choices.end(),
                     [&](const BacktestRules& rules) { return ruleSetWord(rules) == text; });
    if (found != m_choices.end()) {
        return *found;
    }
    return {BacktestRules::Origin::Folder, stdText(text)};
}

void RuleSetEdit::setRules(const BacktestRules& rules)
{
    m_isChosen = true;
    m_box->setCurrentText(ruleSetWord(rules));
}

bool RuleSetEdit::isEmpty() const
{
    return m_box->currentText().trimmed().isEmpty();
}

void RuleSetEdit::browse()
{
    const BacktestRules now = rules();
    const QString folder = QFileDialog::getExistingDirectory(
        this, tr("Folder of rule files"),
        now.origin == BacktestRules::Origin::Folder ? qText(now.folder) : QString());
    if (!folder.isEmpty()) {
        setRules({BacktestRules::Origin::Folder, stdText(folder)});
    }
}

}  // namespace otto
