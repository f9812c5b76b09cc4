// SPDX-License-Identifier: Apache-2.0
#include "tests/engine/ReferenceModel.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <tuple>

namespace otto::test {
namespace {

using nlohmann::json;

const std::vector<std::string> kSources{"cpr", "wso2", "recon", "zelle", "limits", "core", "otto"};

std::string headerText(const Record& record, const std::string& name)
{
    for (auto it = record.headers.rbegin(); it != record.headers.rend(); ++it) {
        if (it->name == name) {
            return it->value;
        }
    }
    return {};
}

std::string money(const json& value)
{
    return value.at("amount").get<std::string>() + " " + value.at("currency").get<std::string>();
}

std::string millis(const std::string& time)
{
    const std::size_t dot = time.find('.');
    if (dot == std::string::npos) {
        return time.substr(0, time.size() - 1) + ".000Z";
    }
    std::string fraction = time.substr(dot + 1, time.size() - dot - 2);
    fraction.resize(3, '0');
    return time.substr(0, dot) + "." + fraction + "Z";
}

/// What one system asserted, ordered as the design says: version, then time, then id.
using Key = std::tuple<long, std::string, std::string>;

template <typename T>
struct Best
{
    Key key{-1, "", ""};
    T value{};
    bool isSet = false;
    void offer(const Key& next, T what)
    {
        if (!isSet || next > key) {
            key = next;
            value = std::move(what);
            isSet = true;
        }
    }
};

}  // namespace

void ReferenceModel::take(const Record& record)
{
    if (!record.value) {
        return;
    }
    Entry entry;
    json structured;
    if (headerText(record, "content-type").starts_with("application/cloudevents")) {
        structured = json::parse(*record.value);
        entry.body = structured.at("data").dump();
    } else {
        entry.body = *record.value;
    }
    const auto attribute = [&](const std::string& name) -> std::string {
        if (structured.is_null()) {
            return headerText(record, "ce_" + name);
        }
        if (!structured.contains(name)) {
            return {};
        }
        const json& value = structured.at(name);
        return value.is_string() ? value.get<std::string>() : value.dump();
    };
    const std::string source = attribute("source");
    entry.source = source.substr(source.rfind('/') + 1);
    entry.id = attribute("id");
    entry.time = millis(attribute("time"));
    const std::string version = attribute("entityversion");
    entry.version = version.empty() ? 0 : std::stol(version);
    entry.name = record.topic.substr(record.topic.rfind('.') + 1);
    entry.cause = attribute("causationid");
    const std::string subject = attribute("subject");
    const bool isFact = record.topic.find(".fct.") != std::string::npos;
    if (entry.name.ends_with("Rq")) {
        m_requests.emplace(entry.id, subject);
    } else if (entry.name.ends_with("Rs")) {
        m_answers.emplace_back(subject, entry);
    } else if (isFact && entry.source != "otto" && subject != "feed"
               && m_seen.emplace(entry.source, entry.id).second) {
        m_payments[subject].push_back(std::move(entry));
    }
}

std::map<std::string, std::string> ReferenceModel::lines() const
{
    std::map<std::string, std::vector<const Entry*>> payments;
    for (const auto& [subject, entries] : m_payments) {
        for (const Entry& entry : entries) {
            payments[subject].push_back(&entry);
        }
    }
    std::set<std::pair<std::string, std::string>> seen;
    for (const auto& [subject, answer] : m_answers) {
        const auto request = m_requests.find(answer.cause);
        if (request != m_requests.end() && request->second == subject
            && seen.emplace(answer.source, answer.id).second) {
            payments[subject].push_back(&answer);
        }
    }
    std::map<std::string, std::string> out;
    for (const auto& [payment, entries] : payments) {
        out.emplace(payment, line(payment, entries));
    }
    return out;
}

std::string ReferenceModel::line(const std::string& payment,
                                 const std::vector<const Entry*>& entries) const
{
    std::map<std::string, Best<std::string>> status;
    std::map<std::string, Best<std::string>> amount;
    std::map<std::string, std::size_t> versions;
    std::map<std::string, Best<std::string>> factPostings;
    std::map<std::string, Best<std::string>> answerPostings;
    std::map<std::string, Best<std::string>> limits;
    Best<std::string> recon;
    for (const Entry* entry : entries) {
        const Entry& e = *entry;
        const Key key{e.version, e.time, e.id};
        const json b = json::parse(e.body);
        if (e.version > 0) {
            ++versions[e.source];
        }
        if (e.name == "PaymentAdded" || e.name == "PaymentStatusChanged"
            || e.name == "PaymentFailed") {
            status[e.source].offer(key, b.at("status"));
            if (b.contains("amount") && !b.at("amount").is_null()) {
                amount[e.source].offer(key, money(b.at("amount")));
            }
        } else if (e.name == "TrnAdded") {
            if (b.at("drCr") == "DEBIT" && b.at("purpose") != "FEE") {
                amount[e.source].offer(key, money(b.at("amount")));
            }
            factPostings[b.at("trnRcptId")].offer(key, money(b.at("amount")));
        } else if (e.name == "LimitsUpdated") {
            if (b.at("action") == "RESERVED") {
                amount[e.source].offer(key, money(b.at("delta")));
            }
            for (const json& window : b.at("limits")) {
                limits[b.at("reservationId").get<std::string>() + "/"
                       + window.at("limitId").get<std::string>()]
                    .offer(key, b.at("action"));
            }
        } else if (e.name == "PaymentReconciled") {
            recon.offer(key, b.at("result"));
        } else if (e.name == "GetTrnRs") {
            const Key asked{0, millis(b.at("asOf")), e.id};
            for (const json& found : b.at("transactions")) {
                answerPostings[found.at("trnRcptId")].offer(asked, money(found.at("amount")));
            }
        } else if (e.name == "GetPaymentStatusRs" && !b.at("status").is_null()) {
            const Key asked{
                b.at("entityVersion").is_null() ? 0 : b.at("entityVersion").get<long>(),
                millis(b.at("lastChangedAt").is_null() ? b.at("asOf") : b.at("lastChangedAt")),
                e.id};
            status[e.source].offer(asked, b.at("status"));
            if (!b.at("amount").is_null()) {
                amount[e.source].offer(asked, money(b.at("amount")));
            }
        } else if (e.name == "GetLimitsRs") {
            const Key asked{b.at("entityVersion").is_null() ? 0 : b.at("entityVersion").get<long>(),
                            millis(b.at("asOf")), e.id};
            for (const json& held : b.at("reservations")) {
                limits[held.at("reservationId").get<std::string>() + "/"
                       + held.at("limitId").get<std::string>()]
                    .offer(asked, held.at("state"));
            }
        }
    }
    std::pair<std::string, std::string> latest;
    std::string merged;
    for (const auto& [source, best] : status) {
        const std::pair<std::string, std::string> at{std::get<1>(best.key), std::get<2>(best.key)};
        if (merged.empty() || at > latest) {
            latest = at;
            merged = best.value;
        }
    }
    std::string since = latest.first;
    if (merged == "SETTLED" && recon.isSet && recon.value == "MATCHED") {
        merged = "RECONCILED";
        since = std::max(since, std::get<1>(recon.key));
    }
    std::string out = payment + " " + merged + "@" + since;
    for (const std::string& source : kSources) {
        out += " | " + source + " " + status[source].value + " " + amount[source].value + " v"
               + std::to_string(versions[source]);
    }
    for (auto& [receipt, best] : answerPostings) {
        factPostings.try_emplace(receipt, best);
    }
    for (const auto& [receipt, best] : factPostings) {
        out += " | posting " + receipt + " " + best.value;
    }
    for (const auto& [window, best] : limits) {
        out += " | limit " + window + " " + best.value;
    }
    return out + " | recon " + recon.value;
}

}  // namespace otto::test
