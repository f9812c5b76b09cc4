// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/view/EngineStatus.h"
#include "core/engine/view/QuestionView.h"
#include "ui/widgets/InspectorPane.h"

#include <vector>

class QPushButton;

namespace otto {

class KeyValueGrid;

/// One question or odd answer in full, with how quick its system usually is.
class QuestionInspector : public InspectorPane
{
    Q_OBJECT

public:
    explicit QuestionInspector(QWidget* parent = nullptr);

    void showQuestion(const QuestionView& question);
    void showOddAnswer(const OddAnswerView& odd);
    void clear();
    /// From the overview: answer times over the last hour.
    void setSystems(std::vector<SystemView> systems) { m_systems = std::move(systems); }

Q_SIGNALS:
    void askAgainRequested();

private:
    void setSubject(const QString& subject);
    QString usualText(System system) const;

    KeyValueGrid* m_grid;
    QPushButton* m_ask;
    QString m_subject;
    std::vector<SystemView> m_systems;
};

}  // namespace otto
