// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/bus/Record.h"

#include <string>
#include <vector>

namespace otto {

/// One file of resources/contract/examples as the record that a bus would deliver.
struct ContractExample
{
    /// `07-PaymentFlagged.json` or `journal/03-FlagRaised.json`.
    std::string file;
    Record structured;
    /// The same event in binary mode.
    Record binary;
};

/// All examples in order of their names. Throws when the folder or a file is not readable: it is part
/// of the source tree.
std::vector<ContractExample> contractExamples();

/// What a bus delivers of a produced record.
Record delivered(const OutgoingRecord& record);

}  // namespace otto
