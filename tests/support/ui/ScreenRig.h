// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/support/ui/FakePort.h"
#include "tests/support/ui/SampleViews.h"
#include "ui/port/EngineClient.h"

#include <QWidget>

namespace otto::test {

/// An engine client over a fake door on a clock that stands still at sampleNow(). Frames happen
/// when the test says so.
class ScreenRig
{
public:
    explicit ScreenRig(Role role = Role::Operator)
        : clock(sampleNow()), client(port, Principal{OperatorId{"op-1"}, role}, clock)
    {
        port.status() = sampleStatus();
    }

    /// One frame with this delta.
    void apply(Delta delta = {})
    {
        port.push(std::move(delta));
        client.tick();
    }
    /// One frame with the answer to the last request of type Q. False when there was none.
    template <typename Q>
    bool answer(Response response)
    {
        Ticket ticket = 0;
        if (port.last<Q>(&ticket) == nullptr)
            return false;
        port.reply(ticket, std::move(response));
        client.tick();
        return true;
    }
    /// Lets time pass for engine and desk alike.
    void pass(Duration span)
    {
        clock.advance(span);
        port.status().now += span;
    }

    ManualClock clock;
    FakePort port;
    EngineClient client;
};

/// The only child of type T with this object name; the test cannot go on without it.
template <typename T>
T& child(const QWidget& parent, const char* name)
{
    T* found = parent.findChild<T*>(QString::fromLatin1(name));
    if (found == nullptr)
        qFatal("no child named %s", name);
    return *found;
}

}  // namespace otto::test
