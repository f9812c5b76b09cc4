// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/peers/PeerFact.h"

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>

namespace otto::bench {
namespace {

[[noreturn]] void refuse(std::string_view what, std::string_view text)
{
    std::fprintf(stderr, "%.*s: '%.*s'\n", static_cast<int>(what.size()), what.data(),
                 static_cast<int>(text.size()), text.data());
    std::exit(1);
}

int number(std::string_view text, std::size_t at, std::size_t digits)
{
    int out = 0;
    for (std::size_t i = at; i < at + digits; ++i) {
        out = out * 10 + (text[i] - '0');
    }
    return out;
}

/// `2026-03-02T15:04:05.120Z`.
std::int64_t millisecondsOf(std::string_view text)
{
    if (text.size() != 24) {
        refuse("no time in milliseconds", text);
    }
    using namespace std::chrono;
    const sys_days day = year(number(text, 0, 4)) / month(static_cast<unsigned>(number(text, 5, 2)))
                         / std::chrono::day(static_cast<unsigned>(number(text, 8, 2)));
    return std::int64_t{day.time_since_epoch().count()} * 86'400'000
           + number(text, 11, 2) * 3'600'000 + number(text, 14, 2) * 60'000
           + number(text, 17, 2) * 1'000 + number(text, 20, 3);
}

/// `125.50`.
std::int64_t minorOf(std::string_view text)
{
    const std::size_t point = text.find('.');
    if (point == std::string_view::npos || point + 3 != text.size()) {
        refuse("no amount with two digits", text);
    }
    std::int64_t out = 0;
    for (const char c : text) {
        out = c == '.' ? out : out * 10 + (c - '0');
    }
    return out;
}

FactKind kindOf(std::string_view type)
{
    if (type == "pc.pmt.PaymentStatusChanged.v1") {
        return FactKind::StatusChanged;
    }
    if (type == "pc.pmt.LimitsUpdated.v1") {
        return FactKind::Limits;
    }
    if (type == "pc.pmt.PaymentAdded.v1") {
        return FactKind::Added;
    }
    if (type == "pc.pmt.TrnAdded.v1") {
        return FactKind::Posting;
    }
    if (type == "pc.pmt.PaymentFailed.v1") {
        return FactKind::Failed;
    }
    refuse("no fact of the four rules", type);
}

}  // namespace

const PeerFact& FactReader::read(std::string_view json)
{
    m_fact = {};
    try {
        simdjson::ondemand::document document =
            m_parser.iterate(json, json.size() + simdjson::SIMDJSON_PADDING);
        for (auto field : document.get_object()) {
            const std::string_view name = field.unescaped_key();
            if (name == "type") {
                m_fact.kind = kindOf(field.value().get_string());
            } else if (name == "source") {
                m_fact.source = field.value().get_string();
            } else if (name == "subject") {
                m_fact.payment = field.value().get_string();
            } else if (name == "time") {
                m_fact.at = millisecondsOf(field.value().get_string());
            } else if (name == "data") {
                readData(field.value().get_object());
            }
        }
    } catch (const simdjson::simdjson_error& error) {
        refuse(error.what(), json);
    }
    const bool isStated = m_fact.kind == FactKind::Limits    ? m_fact.action == "RESERVED"
                          : m_fact.kind == FactKind::Posting ? m_fact.isDebit
                                                             : true;
    if (!isStated) {
        m_fact.currency = {};
    }
    return m_fact;
}

void FactReader::readData(simdjson::ondemand::object data)
{
    for (auto field : data) {
        const std::string_view name = field.unescaped_key();
        if (name == "status") {
            m_fact.status = field.value().get_string();
        } else if (name == "amount" || name == "delta") {
            readMoney(field.value().get_object());
        } else if (name == "rail") {
            m_fact.rail = field.value().get_string();
        } else if (name == "direction") {
            m_fact.direction = field.value().get_string();
        } else if (name == "action") {
            m_fact.action = field.value().get_string();
        } else if (name == "drCr") {
            m_fact.isDebit = std::string_view(field.value().get_string()) == "DEBIT";
        }
    }
}

void FactReader::readMoney(simdjson::ondemand::object money)
{
    for (auto field : money) {
        const std::string_view name = field.unescaped_key();
        if (name == "amount") {
            m_fact.minor = minorOf(field.value().get_string());
        } else if (name == "currency") {
            m_fact.currency = field.value().get_string();
        }
    }
}

}  // namespace otto::bench
