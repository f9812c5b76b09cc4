// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/view/RuleView.h"

#include <QWidget>

class QPlainTextEdit;

namespace otto {

class OttoLabel;

/// What is wrong with the latest set of rules, which was refused: file, line, column and reason of
/// every fault, to be read and copied. Hidden while nothing is. Object name "rules.errors".
class RuleErrorList : public QWidget
{
    Q_OBJECT

public:
    explicit RuleErrorList(QWidget* parent = nullptr);

    void setErrors(const RulesView& view);
    QString title() const;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void applyTheme();
    void fitHeight();

    OttoLabel* m_glyph;
    OttoLabel* m_title;
    QPlainTextEdit* m_list;
    bool m_isKnown = false;
};

}  // namespace otto
