// SPDX-License-Identifier: Apache-2.0
#include "tests/support/kafka/ReservedPort.h"

#include <cstdio>
#include <cstdlib>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace otto::test {

ReservedPort::ReservedPort()
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = 0;
    socklen_t size = sizeof(address);
    auto* generic = reinterpret_cast<sockaddr*>(&address);
    const int reuse = 1;

    // The option is set after bind(): with it, bind() could choose a port another fixture holds.
    m_socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (m_socket < 0 || ::bind(m_socket, generic, size) != 0
        || ::setsockopt(m_socket, SOL_SOCKET, SO_REUSEADDR, &reuse, sizeof(reuse)) != 0
        || ::getsockname(m_socket, generic, &size) != 0) {
        std::perror("cannot reserve a port of 127.0.0.1");
        std::abort();
    }
    m_number = ntohs(address.sin_port);
}

ReservedPort::~ReservedPort()
{
    ::close(m_socket);
}

}  // namespace otto::test
