// SPDX-License-Identifier: Apache-2.0
#include "tests/contract/ContractDocuments.h"

#include <exception>
#include <fstream>
#include <iostream>

// Writes the generated part of resources/contract: generate_schemas <summaries.json> <folder>.
int main(int argc, char** argv)
{
    if (argc != 3) {
        std::cerr << "usage: generate_schemas SUMMARIES FOLDER\n";
        return 2;
    }
    try {
        const std::filesystem::path folder(argv[2]);
        for (const auto& [path, text] : otto::contractDocuments(argv[1], folder / "README.md")) {
            const std::filesystem::path file = folder / path;
            std::filesystem::create_directories(file.parent_path());
            std::ofstream out(file, std::ios::binary);
            out << text;
            if (!out.flush()) {
                std::cerr << "cannot write " << file.string() << '\n';
                return 1;
            }
        }
    } catch (const std::exception& error) {
        std::cerr << error.what() << '\n';
        return 1;
    }
    return 0;
}
