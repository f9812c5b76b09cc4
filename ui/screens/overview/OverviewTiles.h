// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/view/EngineStatus.h"

#include <QWidget>

namespace otto {

class NumberTile;

/// Overview's strip of six numbers.
class OverviewTiles : public QWidget
{
    Q_OBJECT

public:
    explicit OverviewTiles(QWidget* parent = nullptr);

    void setOverview(const OverviewView& overview);

Q_SIGNALS:
    void screenRequested(const QString& screenId, const QString& filterText);

private:
    NumberTile* addTile(const QString& name, const QString& title, const QString& screenId,
                        const QString& filterText);
    void showValue(const OverviewView& overview);

    NumberTile* m_newFlags;
    NumberTile* m_critical;
    NumberTile* m_unowned;
    NumberTile* m_value;
    NumberTile* m_questions;
    NumberTile* m_fixes;
};

}  // namespace otto
