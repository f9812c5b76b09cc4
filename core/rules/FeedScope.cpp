// SPDX-License-Identifier: Apache-2.0
#include "core/rules/FeedScope.h"

#include "core/rules/RuleInput.h"

namespace otto {
namespace {

using cel::Arena;
using cel::Type;
using cel::Value;

const FeedScope& feedOf(const void* object)
{
    return *static_cast<const FeedScope*>(object);
}

const WindowCount& windowOf(const void* object)
{
    return *static_cast<const WindowCount*>(object);
}

}  // namespace

const cel::RecordType& feedRecord()
{
    static const cel::RecordType kRecord(
        "Feed", {{"name", Type::string(),
                  [](const void* object, Arena&) {
                      return Value::string(wireName(feedOf(object).system));
                  }},
                 {"heardAt", Type::timestamp(),
                  [](const void* object, Arena&) {
                      const auto& at = feedOf(object).feed->heardAt;
                      return at ? Value::timestamp(*at) : Value::null();
                  }},
                 {"heartbeatEvery", Type::duration(),
                  [](const void* object, Arena&) {
                      const auto& every = feedOf(object).feed->heartbeatEvery;
                      return every ? Value::duration(*every) : Value::null();
                  }},
                 {"usualGap", Type::duration(),
                  [](const void* object, Arena&) {
                      const auto usual = feedOf(object).feed->gaps.usual();
                      return usual ? Value::duration(*usual) : Value::null();
                  }},
                 {"isSilent", Type::boolean(), [](const void* object, Arena&) {
                      const FeedScope& scope = feedOf(object);
                      return Value::boolean(scope.feed->isSilent(scope.now));
                  }}});
    return kRecord;
}

const cel::RecordType& windowRecord()
{
    static const cel::RecordType kRecord(
        "Window",
        {{"count", Type::integer(),
          [](const void* object, Arena&) { return Value::integer(windowOf(object).count); }},
         {"total", Type::money(),
          [](const void* object, Arena&) {
              const auto& total = windowOf(object).total;
              return total ? Value::money(*total) : Value::null();
          }},
         {"latestAt", Type::timestamp(),
          [](const void* object, Arena&) {
              const auto& at = windowOf(object).latestAt;
              return at ? Value::timestamp(*at) : Value::null();
          }},
         {"mean", Type::number(),
          [](const void* object, Arena&) { return Value::number(windowOf(object).mean); }},
         {"sigma", Type::number(),
          [](const void* object, Arena&) { return Value::number(windowOf(object).sigma); }},
         {"meanMinor", Type::number(),
          [](const void* object, Arena&) { return Value::number(windowOf(object).meanMinor); }},
         {"sigmaMinor", Type::number(),
          [](const void* object, Arena&) { return Value::number(windowOf(object).sigmaMinor); }}});
    return kRecord;
}

}  // namespace otto
