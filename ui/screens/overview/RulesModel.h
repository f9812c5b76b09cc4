// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/view/EngineStatus.h"
#include "ui/models/RowTableModel.h"

namespace otto {

/// Rules by volume: most open flags first, then most raised in the last hour. Id: the rule's.
class RulesModel : public RowTableModel<RuleVolume>
{
public:
    enum Column : int { SeverityColumn, RuleColumn, OpenColumn, RaisedColumn };
    static constexpr int kCapacity = 1000;

    explicit RulesModel(QObject* parent = nullptr);

protected:
    QString idOf(const RuleVolume& row) const override;
    QVariant cell(const RuleVolume& row, int column, int role) const override;
    bool before(const RuleVolume& a, const RuleVolume& b, int column) const override;
};

}  // namespace otto
