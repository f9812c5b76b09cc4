// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace otto {

constexpr std::string_view kJsonContentType = "application/json";
constexpr std::string_view kStructuredContentType = "application/cloudevents+json";

/// Starts with `application/cloudevents` in any case: structured mode (Kafka binding 3).
bool isCloudEventsContent(std::string_view contentType);
/// Exactly the JSON event format, parameters aside.
bool isStructuredJson(std::string_view contentType);
/// `application/json`, `text/json` or any `+json`, parameters aside.
bool isJsonContent(std::string_view contentType);

}  // namespace otto
