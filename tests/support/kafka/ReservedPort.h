// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace otto::test {

/// Holds a free TCP port of 127.0.0.1 for a server that starts, dies and starts again.
///
/// The socket is bound but never listens. The system then gives the port to nobody else, neither to
/// another fixture nor as the source port of an outgoing connection, while a server that sets
/// SO_REUSEADDR (as the JVM does) may listen on it; a client that connects while no server listens
/// is refused. Linux only.
class ReservedPort
{
public:
    /// Aborts when the system has no port left.
    ReservedPort();
    ~ReservedPort();
    ReservedPort(const ReservedPort&) = delete;
    ReservedPort& operator=(const ReservedPort&) = delete;

    [[nodiscard]] std::uint16_t number() const { return m_number; }

private:
    int m_socket = -1;
    std::uint16_t m_number = 0;
};

}  // namespace otto::test
