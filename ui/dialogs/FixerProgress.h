// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/view/FixView.h"

#include <QWidget>

namespace otto {

class KeyValueGrid;
class OttoLabel;
class Pill;
class TickProgress;

/// Where one sent fixer stands: state, the three ticks, one sentence on what is safe to do now, and
/// who sent it why. Object name "fixerProgress".
class FixerProgress : public QWidget
{
    Q_OBJECT

public:
    explicit FixerProgress(QWidget* parent = nullptr);

    void setFix(const FixView& fix);

private:
    Pill* m_state;
    TickProgress* m_ticks;
    OttoLabel* m_explanation;
    KeyValueGrid* m_grid;
};

}  // namespace otto
