// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/view/QuestionView.h"
#include "ui/models/RowTableModel.h"

namespace otto {

/// Questions, one row each over all attempts: pending ones by nearest deadline, then done ones, the
/// latest first. Id: the question's.
class QuestionsModel : public RowTableModel<QuestionView>
{
public:
    enum Column : int {
        TimeLeftColumn,
        SystemColumn,
        QuestionColumn,
        PaymentColumn,
        AskedByColumn,
        AskedAtColumn,
        AttemptColumn,
        StateColumn,
        CorrelationColumn,
        AnswerColumn,
    };
    static constexpr int kCapacity = 20'000;

    explicit QuestionsModel(QObject* parent = nullptr);

protected:
    QString idOf(const QuestionView& row) const override;
    QVariant cell(const QuestionView& row, int column, int role) const override;
    bool before(const QuestionView& a, const QuestionView& b, int column) const override;
    bool isOver(const QuestionView& row) const override { return !row.isPending(); }
};

}  // namespace otto
