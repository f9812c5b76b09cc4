// SPDX-License-Identifier: Apache-2.0
#include "app/session/RuleFolderWatch.h"

#include <algorithm>
#include <chrono>
#include <system_error>
#include <utility>
#include <vector>

namespace otto {
namespace {

/// A change is live within a second (reading and compiling take some milliseconds). Two looks must
/// see the same: who replaces a file may take it away first.
constexpr std::chrono::milliseconds kLookEvery{150};

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
    return RuleFolderReading::read(folder).offer;
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
    std::string last = m_known;
    std::unique_lock lock(m_mutex);
    while (!m_isStopping) {
        m_wake.wait_for(lock, kLookEvery, [this] { return m_isStopping || m_isReloadWanted; });
        if (m_isStopping)
            return;
        const bool isWanted = std::exchange(m_isReloadWanted, false);
        lock.unlock();
        std::string now = signature();
        if (isWanted || (now != m_known && now == last)) {
            m_known = now;
            offerFolder();
        }
        last = std::move(now);
        lock.lock();
    }
}

void RuleFolderWatch::offerFolder()
{
    RuleFolderReading reading = RuleFolderReading::read(m_folder);
    if (!reading.offer.rules) {
        const std::lock_guard lock(m_mutex);
        m_refused = std::move(reading.files);
    }
    m_offer(std::move(reading.offer));
}

std::optional<std::string> RuleFolderWatch::refusedText(const std::string& file) const
{
    const std::lock_guard lock(m_mutex);
    const auto found = std::find_if(m_refused.begin(), m_refused.end(),
                                    [&](const RuleFile& one) { return one.file == file; });
    return found == m_refused.end() ? std::nullopt : std::optional(found->text);
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
