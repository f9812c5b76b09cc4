// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Result.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace otto {

/// An open file, closed with the object. Errors name the file and what the system said.
class CaptureFile
{
public:
    /// Makes a file that nobody else may read: it holds payments. Errors: FILE_EXISTS (it is left
    /// as it is), FILE.
    static Result<CaptureFile> create(const std::string& path);
    /// Errors: FILE; a directory or device is none either.
    static Result<CaptureFile> open(const std::string& path);

    CaptureFile(CaptureFile&& other) noexcept;
    CaptureFile& operator=(CaptureFile&& other) noexcept;
    ~CaptureFile();

    [[nodiscard]] const std::string& path() const { return m_path; }
    /// As of now; a file that is still written grows.
    [[nodiscard]] Result<std::uint64_t> size() const;
    /// All of it, or an error.
    Status append(std::string_view bytes);
    /// Cuts off what stands behind.
    Status truncate(std::uint64_t size);
    /// Waits until the disk has it.
    Status sync();
    /// How many bytes there were: fewer at the end of the file.
    Result<std::size_t> readAt(std::uint64_t at, std::span<char> into) const;

private:
    CaptureFile(int descriptor, std::string path);
    [[nodiscard]] tl::unexpected<Error> failed(std::string_view what) const;

    int m_descriptor = -1;
    std::string m_path;
};

}  // namespace otto
