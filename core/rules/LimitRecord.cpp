// SPDX-License-Identifier: Apache-2.0
#include "core/rules/LimitRecord.h"

#include "core/model/Payment.h"

#include <limits>

namespace otto {
namespace {

using cel::Arena;
using cel::RecordType;
using cel::Type;
using cel::Value;

const LimitSlot& slotOf(const void* object)
{
    return *static_cast<const LimitSlot*>(object);
}

const LimitUse& useOf(const void* object)
{
    return *static_cast<const LimitUse*>(object);
}

/// Rounded up, so that "more than 10 %" is never missed by a fraction. Without overflow for every
/// amount that Money::parse takes.
std::int64_t percentOf(std::int64_t part, std::int64_t whole)
{
    constexpr std::int64_t kExact = std::numeric_limits<std::int64_t>::max() / 200;
    while (whole > kExact || part > kExact) {
        whole /= 10;
        part /= 10;
    }
    return whole == 0 ? 0 : (part * 100 + whole - 1) / whole;
}

}  // namespace

const RecordType& limitRecord()
{
    static const RecordType kRecord(
        "Limit", {{"reservation", Type::string(),
                   [](const void* o, Arena&) { return Value::string(slotOf(o).reservationId); }},
                  {"limitId", Type::string(),
                   [](const void* o, Arena&) { return Value::string(slotOf(o).limitId); }},
                  {"action", Type::string(),
                   [](const void* o, Arena&) { return Value::string(slotOf(o).action.text()); }},
                  {"amount", Type::money(),
                   [](const void* o, Arena&) { return Value::money(slotOf(o).amount); }},
                  {"cap", Type::money(),
                   [](const void* o, Arena&) {
                       const auto& cap = slotOf(o).cap;
                       return cap ? Value::money(*cap) : Value::null();
                   }},
                  {"capPercent", Type::integer(),
                   [](const void* o, Arena&) {
                       const LimitSlot& slot = slotOf(o);
                       const bool isKnown = slot.cap && slot.cap->currency == slot.amount.currency
                                            && slot.cap->minor > 0;
                       return isKnown
                                  ? Value::integer(percentOf(slot.amount.minor, slot.cap->minor))
                                  : Value::null();
                   }},
                  {"isGivenBack", Type::boolean(),
                   [](const void* o, Arena&) { return Value::boolean(slotOf(o).isGivenBack()); }},
                  {"wasReserved", Type::boolean(),
                   [](const void* o, Arena&) { return Value::boolean(slotOf(o).wasReserved); }},
                  {"wasConsumed", Type::boolean(),
                   [](const void* o, Arena&) { return Value::boolean(slotOf(o).wasConsumed); }},
                  {"at", Type::timestamp(),
                   [](const void* o, Arena&) { return Value::timestamp(slotOf(o).key.time); }}});
    return kRecord;
}

const RecordType& limitUseRecord()
{
    static const RecordType kRecord(
        "LimitUse",
        {{"limitId", Type::string(),
          [](const void* o, Arena&) { return Value::string(useOf(o).limitId); }},
         {"window", Type::string(),
          [](const void* o, Arena&) { return Value::string(useOf(o).window); }},
         {"used", Type::money(), [](const void* o, Arena&) { return Value::money(useOf(o).used); }},
         {"cap", Type::money(), [](const void* o, Arena&) { return Value::money(useOf(o).cap); }},
         {"isOverCap", Type::boolean(),
          [](const void* o, Arena&) {
              const LimitUse& use = useOf(o);
              return Value::boolean(use.used.currency == use.cap.currency
                                    && use.used.minor > use.cap.minor);
          }},
         {"at", Type::timestamp(),
          [](const void* o, Arena&) { return Value::timestamp(useOf(o).key.time); }}});
    return kRecord;
}

}  // namespace otto
