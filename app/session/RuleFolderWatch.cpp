// SPDX-License-Identifier: Apache-2.0
#include "app/session/RuleFolderWatch.h"

#include "core/engine/EngineOptions.h"
#include "app/cli/RuleFolder.h"

#include <algorithm>
#include <chrono>
#include <system_error>
#include <utility>
#include <vector>

namespace otto {
namespace {

/// A change is live within a second (reading and compiling take some milliseconds).
constexpr std::chrono::milliseconds kLookEvery{200};

}  // namespace

RuleFolderWatch::RuleFolderWatch(std::filesystem::path folder, Offer offer)
    : m_folder(std::move(folder)), m_offer(std::move(offer)), m_known(signature())
{}

RuleFolderWatch::~RuleFolderWatch()
{
    {
        const std::lock_guard lock(m_mutex);
        m_isStopping = true;
    }
    m_wake.notify_all();
    if (m_thread.joinable())
        m_thread.join();
}

RulesOffer RuleFolderWatch::read(const std::filesystem::path& folder)
{
    RulesOffer offer;
    offer.origin = folder.string();
    const Result<std::vector<RuleFile>> files = readRuleFolder(folder);
    if (!files) {
        offer.errors.push_back({folder.string(), 1, 1, files.error().text});
        return offer;
    }
    auto rules = RuleSet::read(*files, ruleVocabulary());
    if (rules)
        offer.rules = *std::move(rules);
    else
        offer.errors = std::move(rules.error());
    return offer;
}

void RuleFolderWatch::start()
{
    m_thread = std::thread([this] { run(); });
}

void RuleFolderWatch::reload()
{
    {
        const std::lock_guard lock(m_mutex);
        m_isReloadWanted = true;
    }
    m_wake.notify_all();
}

void RuleFolderWatch::run()
{
    std::unique_lock lock(m_mutex);
    while (!m_isStopping) {
        m_wake.wait_for(lock, kLookEvery, [this] { return m_isStopping || m_isReloadWanted; });
        if (m_isStopping)
            return;
        const bool isWanted = std::exchange(m_isReloadWanted, false);
        lock.unlock();
        std::string now = signature();
        if (isWanted || now != m_known) {
            m_known = std::move(now);
            m_offer(read(m_folder));
        }
        lock.lock();
    }
}

std::string RuleFolderWatch::signature() const
{
    std::vector<std::string> lines;
    std::error_code error;
    for (auto it = std::filesystem::directory_iterator(m_folder, error);
         !error && it != std::filesystem::directory_iterator(); it.increment(error)) {
        if (it->path().extension() != ".toml")
            continue;
        std::error_code ignored;
        const auto size = std::filesystem::file_size(it->path(), ignored);
        const auto time = std::filesystem::last_write_time(it->path(), ignored);
        lines.push_back(it->path().string() + "|" + std::to_string(size) + "|"
                        + std::to_string(time.time_since_epoch().count()) + "\n");
    }
    std::sort(lines.begin(), lines.end());
    std::string out;
    for (const std::string& line : lines)
        out += line;
    return out;
}

}  // namespace otto
