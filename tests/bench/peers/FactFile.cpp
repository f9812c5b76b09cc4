// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/peers/FactFile.h"

#include <cstdio>
#include <cstdlib>

namespace otto::bench {

FactFile::FactFile(const std::string& path)
{
    if (simdjson::padded_string::load(path).get(m_bytes) != simdjson::SUCCESS) {
        std::fprintf(stderr, "cannot read %s\n", path.c_str());
        std::exit(1);
    }
    std::string_view rest(m_bytes.data(), m_bytes.size());
    while (!rest.empty()) {
        const std::string_view line = rest.substr(0, rest.find('\n'));
        const std::size_t key = line.find('\t');
        const std::size_t json = line.find('\t', key + 1);
        if (json == std::string_view::npos) {
            std::fprintf(stderr, "%s: a line without topic, key and JSON\n", path.c_str());
            std::exit(1);
        }
        m_lines.push_back(
            {line.substr(0, key), line.substr(key + 1, json - key - 1), line.substr(json + 1)});
        rest.remove_prefix(std::min(rest.size(), line.size() + 1));
    }
}

}  // namespace otto::bench
