// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cel/Zone.h"

#include <filesystem>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace otto {

/// The system's time zones: the TZif files of a folder (Debian: package tzdata), read when first
/// asked for and then kept, so an answer never changes while the program runs. Any thread.
class ZoneInfoFolder : public cel::ZoneSource
{
public:
    explicit ZoneInfoFolder(std::filesystem::path folder = "/usr/share/zoneinfo");

    [[nodiscard]] const cel::Zone* find(std::string_view name) const override;

private:
    [[nodiscard]] std::optional<cel::Zone> read(const std::string& name) const;

    std::filesystem::path m_folder;
    mutable std::mutex m_mutex;
    /// Names that are none are not kept: expressions could ask for any number of them.
    mutable std::map<std::string, cel::Zone, std::less<>> m_zones;
};

}  // namespace otto
