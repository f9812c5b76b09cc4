// SPDX-License-Identifier: Apache-2.0
// Writes the facts that all peers read: a line each, `topic TAB key TAB JSON`.
// Usage: otto_bench_write_facts PAYMENTS FILE
#include "tests/bench/peers/TroubledPayments.h"

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>

int main(int argc, char** argv)
{
    const std::uint64_t payments = argc == 3 ? std::strtoull(argv[1], nullptr, 10) : 0;
    if (payments == 0) {
        std::fprintf(stderr, "usage: otto_bench_write_facts PAYMENTS FILE\n");
        return 2;
    }
    otto::bench::TroubledPayments source(payments);
    std::ofstream out(argv[2], std::ios::binary);
    std::size_t bytes = 0;
    for (std::size_t i = 0; i < source.size(); ++i) {
        const otto::OutgoingRecord fact = source.next();
        if (fact.value->find_first_of("\n\t") != std::string::npos) {
            std::fprintf(stderr, "a fact has a line break or a tabulator\n");
            return 1;
        }
        bytes += fact.value->size();
        out << fact.topic << '\t' << *fact.key << '\t' << *fact.value << '\n';
    }
    if (!out.flush()) {
        std::fprintf(stderr, "cannot write %s\n", argv[2]);
        return 1;
    }
    std::printf("%zu facts of %llu payments, %zu bytes of JSON each on average\n", source.size(),
                static_cast<unsigned long long>(payments), bytes / source.size());
    return 0;
}
