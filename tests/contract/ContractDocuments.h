// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <map>
#include <string>

namespace otto {

/// The files of resources/contract that follow from the code, by path relative to that folder:
/// schemas, asyncapi.yaml, and README.md with its message table renewed. `summariesFile` and
/// `readmeFile` must exist and be well formed; anything else throws, as this runs at development
/// time only.
std::map<std::string, std::string> contractDocuments(const std::filesystem::path& summariesFile,
                                                     const std::filesystem::path& readmeFile);

}  // namespace otto
