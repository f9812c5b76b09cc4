// SPDX-License-Identifier: Apache-2.0
#include "app/cli/LocalIdentity.h"

#include "core/contract/IdText.h"

#include <array>
#include <cstdio>
#include <random>
#include <vector>

#include <pwd.h>
#include <unistd.h>

namespace otto {

OperatorId loginName()
{
    passwd entry{};
    passwd* found = nullptr;
    std::vector<char> buffer(16'384);
    if (::getpwuid_r(::geteuid(), &entry, buffer.data(), buffer.size(), &found) == 0
        && found != nullptr && idFault(found->pw_name).empty())
        return OperatorId(found->pw_name);
    return OperatorId("operator");
}

std::string hostName()
{
    std::array<char, 256> name{};
    if (::gethostname(name.data(), name.size() - 1) != 0 || !idFault(name.data()).empty())
        return "localhost";
    return name.data();
}

std::string newInstanceId()
{
    std::random_device random;
    std::array<char, 9> digits{};
    std::snprintf(digits.data(), digits.size(), "%08x", random());
    return hostName() + "-" + std::to_string(::getpid()) + "-" + digits.data();
}

}  // namespace otto
