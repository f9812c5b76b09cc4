// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/view/FixView.h"

#include <QWidget>

#include <vector>

class QVBoxLayout;

namespace otto {

/// What must be so before a fixer may be sent: a tick and the sentence, or a cross. Object name
/// "preconditions".
class PreconditionList : public QWidget
{
    Q_OBJECT

public:
    explicit PreconditionList(QWidget* parent = nullptr);

    void setPreconditions(const std::vector<Precondition>& preconditions);
    /// "3 of 4 hold".
    QString summary() const;

private:
    void rebuild();

    std::vector<Precondition> m_preconditions;
    QVBoxLayout* m_layout;
};

}  // namespace otto
