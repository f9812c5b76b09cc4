// SPDX-License-Identifier: Apache-2.0
#include "tests/fuzz/DecoderProperty.h"

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

// libFuzzer's entry point; its name is given.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size)
{
    static otto::Decoder decoder("qa");
    const otto::Record record = otto::recordFromText({reinterpret_cast<const char*>(bytes), size});
    if (const std::string fault = otto::decoderFault(decoder, record); !fault.empty()) {
        std::fprintf(stderr, "%s\n", fault.c_str());
        std::abort();
    }
    if (record.value) {
        otto::prettyJson(*record.value);
    }
    return 0;
}
