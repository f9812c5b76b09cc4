// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/view/FixView.h"

#include <QWidget>

#include <array>

namespace otto {

class OttoLabel;

/// Sent, answered, verified as three lines with glyph, time, sentence and the record that proves
/// each. Outcome is not effect, so each is told apart by shape and word (design 3.10). Object name
/// "ticks".
class TickProgress : public QWidget
{
    Q_OBJECT

public:
    explicit TickProgress(QWidget* parent = nullptr);

    void setFix(const FixView& fix);

private:
    class Glyph;
    struct Line
    {
        Glyph* glyph = nullptr;
        OttoLabel* word = nullptr;
        OttoLabel* time = nullptr;
        OttoLabel* sentence = nullptr;
        OttoLabel* record = nullptr;
    };

    static void setLine(const Line& line, const QString& name, const Tick3& tick);

    std::array<Line, 3> m_lines;
};

/// "done", "pending", "refused", "unknown", "not yet".
QString tickWord(TickState state);

}  // namespace otto
