// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace otto {

/// A table model that finds a row by id without a scan implements this beside QAbstractItemModel;
/// TableView then keeps current row and selection over a reset in constant time per id.
class RowLookup
{
public:
    virtual ~RowLookup() = default;

    /// Row of the id, or -1.
    virtual int rowOfId(const QString& id) const = 0;
};

}  // namespace otto
