// SPDX-License-Identifier: Apache-2.0
#include "tests/fuzz/RuleProperty.h"

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

// libFuzzer's entry point; its name is given.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size)
{
    if (const std::string fault = otto::ruleFault({reinterpret_cast<const char*>(bytes), size});
        !fault.empty()) {
        std::fprintf(stderr, "%s\n", fault.c_str());
        std::abort();
    }
    return 0;
}
