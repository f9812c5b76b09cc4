// SPDX-License-Identifier: Apache-2.0
#include "app/zoneinfo/ZoneInfoFolder.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <utility>

namespace otto {
namespace {

/// The largest zone has 4 KiB.
constexpr std::uintmax_t kLargestFile = 64 * 1024;
constexpr std::size_t kLongestName = 64;

/// Letters, digits, `_+-` and single slashes within: no way out of the folder.
bool isZoneName(std::string_view name)
{
    const auto isPart = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
               || c == '_' || c == '+' || c == '-' || c == '/';
    };
    return !name.empty() && name.size() <= kLongestName && name.front() != '/' && name.back() != '/'
           && name.find("//") == std::string_view::npos
           && std::all_of(name.begin(), name.end(), isPart);
}

}  // namespace

ZoneInfoFolder::ZoneInfoFolder(std::filesystem::path folder) : m_folder(std::move(folder)) {}

const cel::Zone* ZoneInfoFolder::find(std::string_view name) const
{
    if (!isZoneName(name))
        return nullptr;
    const std::lock_guard lock(m_mutex);
    auto found = m_zones.find(name);
    if (found == m_zones.end()) {
        std::string key(name);
        std::optional<cel::Zone> zone = read(key);
        if (!zone)
            return nullptr;
        found = m_zones.emplace(std::move(key), std::move(*zone)).first;
    }
    return &found->second;
}

std::optional<cel::Zone> ZoneInfoFolder::read(const std::string& name) const
{
    const std::filesystem::path path = m_folder / name;
    std::error_code error;
    if (!std::filesystem::is_regular_file(path, error)
        || std::filesystem::file_size(path, error) > kLargestFile || error)
        return std::nullopt;
    std::ifstream file(path, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    Result<cel::Zone> zone = cel::Zone::parse(bytes);
    return zone ? std::optional(std::move(*zone)) : std::nullopt;
}

}  // namespace otto
