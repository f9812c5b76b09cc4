// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Result.h"
#include "core/cel/Type.h"
#include "core/cel/Value.h"

#include <rapidjson/document.h>

#include <memory>
#include <string>

namespace otto {

/// A whole JSON file in memory.
class JsonFile
{
public:
    /// Error BAD_FILE when it cannot be read, is too large, or is not JSON, with the place.
    static Result<JsonFile> read(const std::string& path);

    [[nodiscard]] const rapidjson::Value& root() const { return *m_document; }

private:
    explicit JsonFile(std::unique_ptr<rapidjson::Document> document)
        : m_document(std::move(document))
    {}

    std::unique_ptr<rapidjson::Document> m_document;
};

/// A value as the conformance suite writes it: `{"int64_value": "1"}`, `{"list_value": {"values":
/// […]}}`. Error BAD_VALUE.
Result<cel::Value> typedValue(const rapidjson::Value& json, cel::Arena& arena);

/// A JSON value as it is: whole numbers are int (uint beyond its range), others double.
Result<cel::Value> plainValue(const rapidjson::Value& json, cel::Arena& arena);

/// Typed, also within `{"value": …}`, when it looks like it; plain otherwise.
Result<cel::Value> bindingValue(const rapidjson::Value& json, cel::Arena& arena);

/// As much as the checker may know of a value: lists and maps have elements of any type.
cel::Type staticTypeOf(const cel::Value& value);

}  // namespace otto
