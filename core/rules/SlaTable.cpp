// SPDX-License-Identifier: Apache-2.0
#include "core/rules/SlaTable.h"

#include "core/rules/BankingCalendar.h"

#include <charconv>
#include <string>

namespace otto {
namespace {

constexpr Duration kShortest{1};
constexpr Duration kLongest = std::chrono::hours{24 * 100};
constexpr std::uint32_t kBankingDaysMax = 60;

}  // namespace

std::optional<SlaTable::Limit> SlaTable::bankingLimit(std::string_view text)
{
    Limit out;
    const char* const end = text.data() + text.size();
    const auto parsed = std::from_chars(text.data(), end, out.bankingDays);
    if (parsed.ec != std::errc() || out.bankingDays < 1 || out.bankingDays > kBankingDaysMax) {
        return std::nullopt;
    }
    std::string_view rest(parsed.ptr, static_cast<std::size_t>(end - parsed.ptr));
    const std::string_view unit = out.bankingDays == 1 ? " banking day" : " banking days";
    constexpr std::string_view kAnd = " and ";
    if (!rest.starts_with(unit)) {
        return std::nullopt;
    }
    rest.remove_prefix(unit.size());
    if (rest.empty()) {
        return out;
    }
    const auto more =
        rest.starts_with(kAnd) ? parseDuration(rest.substr(kAnd.size())) : std::nullopt;
    if (!more || *more < kShortest || *more > kLongest) {
        return std::nullopt;
    }
    out.time = *more;
    return out;
}

std::optional<SlaTable::Limit> SlaTable::limit(TomlTable& table, std::string_view status)
{
    const toml::node* node = table.node(status);
    if (node == nullptr) {
        return std::nullopt;
    }
    const auto* text = node->as_string();
    if (text == nullptr || text->get().find("banking") == std::string::npos) {
        Duration time{0};
        table.duration(status, kShortest, kLongest, time);
        return Limit{0, time};
    }
    const std::optional<Limit> read = bankingLimit(text->get());
    if (!read) {
        table.error(status,
                    "expected 1 to 60 banking days, such as \"2 banking days\" or \"1 banking "
                    "day and 15m\", for '"
                        + std::string(status) + "'");
    }
    return read;
}

SlaTable SlaTable::read(TomlTable root)
{
    SlaTable out;
    for (std::size_t rail = 0; rail < kRails; ++rail) {
        const std::string name(WireNames<Rail>::names[rail]);
        root.require(name);
        std::optional<TomlTable> table = root.table(name);
        if (!table) {
            continue;
        }
        for (std::size_t status = 0; status < kStatuses; ++status) {
            out.m_limits[rail][status] = limit(*table, WireNames<PaymentStatus>::names[status]);
        }
        table->finish();
    }
    root.finish();
    return out;
}

std::optional<Duration> SlaTable::of(Rail rail, PaymentStatus status, Instant since) const
{
    const auto& limit = m_limits[static_cast<std::size_t>(rail)][static_cast<std::size_t>(status)];
    if (!limit) {
        return std::nullopt;
    }
    return limit->bankingDays == 0 ? limit->time
                                   : bankingDaysAfter(since, limit->bankingDays) + limit->time;
}

}  // namespace otto
