// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <simdjson.h>

#include <string>
#include <string_view>
#include <vector>

namespace otto::bench {

/// One fact as it lies in a broker. The views are valid while the file lives.
struct FactLine
{
    std::string_view topic;
    std::string_view key;
    std::string_view json;
};

/// What otto_bench_write_facts wrote, in memory and split into lines before any time is taken.
/// Behind each line's JSON so many bytes may be read as simdjson asks for.
class FactFile
{
public:
    /// Ends the program with a sentence when the file cannot be read.
    explicit FactFile(const std::string& path);

    [[nodiscard]] const std::vector<FactLine>& lines() const { return m_lines; }

private:
    simdjson::padded_string m_bytes;
    std::vector<FactLine> m_lines;
};

}  // namespace otto::bench
