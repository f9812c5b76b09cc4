// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/view/QuestionView.h"
#include "ui/models/RowTableModel.h"

namespace otto {

/// Answers that met no open question, latest first. Id: that of the answer and where it is kept,
/// for a duplicate has the same message id.
class OddAnswersModel : public RowTableModel<OddAnswerView>
{
public:
    enum Column : int {
        AtColumn,
        KindColumn,
        SystemColumn,
        AnswerNameColumn,
        PaymentColumn,
        CorrelationColumn,
        AnswerColumn,
        ExplanationColumn,
    };
    static constexpr int kCapacity = 5'000;

    explicit OddAnswersModel(QObject* parent = nullptr);

protected:
    QString idOf(const OddAnswerView& row) const override;
    QVariant cell(const OddAnswerView& row, int column, int role) const override;
    bool before(const OddAnswerView& a, const OddAnswerView& b, int column) const override;
    bool isOver(const OddAnswerView&) const override { return true; }
};

}  // namespace otto
