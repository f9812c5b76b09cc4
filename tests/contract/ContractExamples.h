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

/// All examples in order of their names. Throws when the folder or a file is not readable: it is
/// part of the source tree.
std::vector<ContractExample> contractExamples();

/// One of them by its name, in binary or structured mode. Throws when there is none.
Record binaryExample(const std::string& file);
Record structuredExample(const std::string& file);

/// What a bus delivers of a produced record.
Record delivered(const OutgoingRecord& record);

/// Leaves exactly one header of that name, or none.
void setHeader(Record& record, const std::string& name, const std::string& value);
void removeHeader(Record& record, const std::string& name);
/// Replaces the first `from` in the value. Throws when there is none: a test that edits nothing
/// would prove nothing.
void replaceInValue(Record& record, const std::string& from, const std::string& to);

}  // namespace otto
