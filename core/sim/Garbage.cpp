// SPDX-License-Identifier: Apache-2.0
#include "core/sim/Garbage.h"

#include "core/contract/TopicName.h"

#include <algorithm>
#include <string>

namespace otto {
namespace {

constexpr std::string_view kPaymentAdded = R"({"paymentId":"PMT-garbage","rail":"ZELLE",)"
                                           R"("direction":"OUTBOUND","status":"RECEIVED",)"
                                           R"("amount":{"amount":"12.50","currency":"USD"}})";

/// A well-formed PaymentAdded of CPR, to be spoilt.
OutgoingRecord sound(std::string_view env, std::uint64_t n)
{
    const std::string id = "PMT-garbage-" + std::to_string(n);
    OutgoingRecord record;
    record.topic = factTopic(env, System::Cpr, "PaymentAdded");
    record.key = id;
    record.headers = {{"content-type", "application/json"},
                      {"ce_specversion", "1.0"},
                      {"ce_id", "garbage-" + std::to_string(n)},
                      {"ce_source", "/pc/" + std::string(env) + "/cpr"},
                      {"ce_type", "pc.pmt.PaymentAdded.v1"},
                      {"ce_subject", id},
                      {"ce_time", "2026-03-02T15:04:05.120Z"},
                      {"ce_correlationid", id},
                      {"ce_sequence", "00000000000000000001"},
                      {"ce_entityversion", "1"}};
    record.value = std::string(kPaymentAdded);
    return record;
}

void setHeader(OutgoingRecord& record, std::string_view name, std::string_view value)
{
    for (Header& header : record.headers) {
        if (header.name == name) {
            header.value = value;
        }
    }
}

void dropHeader(OutgoingRecord& record, std::string_view name)
{
    std::erase_if(record.headers, [name](const Header& header) { return header.name == name; });
}

void replaceInValue(OutgoingRecord& record, std::string_view what, std::string_view with)
{
    record.value->replace(record.value->find(what), what.size(), with);
}

std::string nested(std::size_t depth)
{
    return std::string(depth, '[') + std::string(depth, ']');
}

}  // namespace

OutgoingRecord garbageRecord(std::string_view env, std::uint64_t n)
{
    OutgoingRecord record = sound(env, n);
    switch (n % kGarbageKinds) {
    case 0: record.value = "{\"paymentId\": \"PMT-1\", \"rail\": "; break;
    case 1: record.headers.clear(); break;
    case 2: replaceInValue(record, "\"12.50\"", "\"12.5\""); break;
    case 3: replaceInValue(record, "ZELLE", "\xFF\xFE\xC0\xAF"); break;
    case 4: record.value = R"({"paymentId":"PMT-1","rail":)" + nested(64) + "}"; break;
    case 5: dropHeader(record, "ce_id"); break;
    case 6: setHeader(record, "ce_type", "pc.pmt.TrnAdded.v1"); break;
    case 7: setHeader(record, "ce_source", "/pc/prod/cpr"); break;
    case 8: replaceInValue(record, "\"12.50\"", "12.50"); break;
    case 9: setHeader(record, "ce_time", "yesterday, about noon"); break;
    case 10:
        // Right-to-left override and markup where a person would read the reason.
        setHeader(record, "ce_type",
                  "pc.pmt.<script>alert('x')</script>\xE2\x80\xAE"
                  "gpj.v1");
        replaceInValue(record, "USD", "<b>\xE2\x80\xAEUSD</b>");
        break;
    case 11: record.value.reset(); break;
    default: record.value = "<html><body><h1>502 Bad Gateway</h1></body></html>"; break;
    }
    return record;
}

}  // namespace otto
