// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/request/Requests.h"
#include "core/engine/view/Delta.h"

#include <memory>

namespace otto {

/// The one door between ui and core (design 3.3). Values in, values out; no method blocks or
/// throws. All methods are called by one thread, the console's.
class ConsolePort
{
public:
    virtual ~ConsolePort() = default;

    /// Hands a request to the engine. Its reply comes with a later poll() under the same ticket,
    /// exactly once.
    virtual Ticket submit(Request request, Principal who) = 0;

    /// All changes since the last poll, merged; null when nothing changed. The first delta holds
    /// the whole state.
    virtual std::shared_ptr<const Delta> poll() = 0;
};

}  // namespace otto
