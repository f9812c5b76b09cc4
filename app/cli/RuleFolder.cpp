// SPDX-License-Identifier: Apache-2.0
#include "app/cli/RuleFolder.h"

#include <algorithm>
#include <fstream>
#include <sstream>
#include <system_error>

namespace otto {
namespace {

constexpr std::uintmax_t kFileBytesMax = 1024 * 1024;

}  // namespace

Result<std::vector<RuleFile>> readRuleFolder(const std::filesystem::path& folder)
{
    std::error_code error;
    std::vector<std::filesystem::path> paths;
    for (auto it = std::filesystem::directory_iterator(folder, error);
         !error && it != std::filesystem::directory_iterator(); it.increment(error)) {
        if (it->path().extension() == ".toml") {
            paths.push_back(it->path());
        }
    }
    if (error) {
        return fail("RULES_NOT_FOUND",
                    folder.string() + ": the folder of rules cannot be read: " + error.message());
    }
    std::sort(paths.begin(), paths.end());
    std::vector<RuleFile> files;
    for (const std::filesystem::path& path : paths) {
        if (!std::filesystem::is_regular_file(path, error)) {
            return fail("RULES_NOT_FOUND", path.string() + ": this is no file");
        }
        const std::uintmax_t size = std::filesystem::file_size(path, error);
        if (!error && size > kFileBytesMax) {
            return fail("RULES_TOO_LARGE", path.string() + ": a rule file has at most 1 MiB");
        }
        std::ifstream file(path, std::ios::binary);
        std::ostringstream text;
        text << file.rdbuf();
        if (error || !file) {
            return fail("RULES_NOT_FOUND", path.string() + ": the rule file cannot be read");
        }
        files.push_back({path.string(), text.str()});
    }
    return files;
}

}  // namespace otto
