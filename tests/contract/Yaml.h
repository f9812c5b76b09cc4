// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json.hpp>

#include <string>

namespace otto {

/// A JSON value as block-style YAML. Every string but plain words is in double quotes.
std::string yamlText(const nlohmann::ordered_json& value);

}  // namespace otto
