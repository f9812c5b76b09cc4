// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/port/BacktestPort.h"

#include <QWidget>

class QComboBox;

namespace otto {

class FlatButton;

/// Which rules a backtest takes: one of those offered, or a folder that is typed or chosen.
class RuleSetEdit : public QWidget
{
    Q_OBJECT

public:
    /// `name` is the test API; the button is "<name>.browse".
    RuleSetEdit(const QString& accessibleName, const QString& name, QWidget* parent = nullptr);

    /// The first one is chosen, unless a person chose another before.
    void setChoices(const std::vector<BacktestRules>& choices);
    BacktestRules rules() const;
    void setRules(const BacktestRules& rules);
    bool isEmpty() const;

private:
    void browse();

    QComboBox* m_box;
    FlatButton* m_browse;
    std::vector<BacktestRules> m_choices;
    bool m_isChosen = false;
};

}  // namespace otto
