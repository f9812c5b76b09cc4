// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/backtest/RuleFolderReading.h"
#include "core/port/RulePort.h"

#include <condition_variable>
#include <filesystem>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace otto {

/// Reads a folder of rule files on a thread of its own whenever it changes, and offers what it
/// holds. A folder is read as a whole: one bad file, and the rules in force stay.
class RuleFolderWatch final : public RulePort
{
public:
    using Offer = std::function<void(RulesOffer)>;

    /// `offer` is called on the watch's thread.
    RuleFolderWatch(std::filesystem::path folder, Offer offer);
    ~RuleFolderWatch() override;
    RuleFolderWatch(const RuleFolderWatch&) = delete;
    RuleFolderWatch& operator=(const RuleFolderWatch&) = delete;

    /// The folder's set, or what is wrong with it.
    static RulesOffer read(const std::filesystem::path& folder);

    /// From then on changes are offered; what the folder holds at this moment counts as known.
    void start();

    [[nodiscard]] std::string folder() const override { return m_folder.string(); }
    void reload() override;
    [[nodiscard]] std::optional<std::string> refusedText(const std::string& file) const override;

private:
    void run();
    void offerFolder();
    /// Names, sizes and times of the files: changes when a file does.
    [[nodiscard]] std::string signature() const;

    const std::filesystem::path m_folder;
    const Offer m_offer;
    std::string m_known;
    mutable std::mutex m_mutex;
    std::condition_variable m_wake;
    bool m_isStopping = false;
    bool m_isReloadWanted = false;
    /// The files of the folder when it was refused last.
    std::vector<RuleFile> m_refused;
    std::thread m_thread;
};

}  // namespace otto
