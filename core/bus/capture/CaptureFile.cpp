// SPDX-License-Identifier: Apache-2.0
#include "core/bus/capture/CaptureFile.h"

#include <cerrno>
#include <limits>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace otto {
namespace {

std::string systemText(int error)
{
    return std::error_code(error, std::generic_category()).message();
}

}  // namespace

CaptureFile::CaptureFile(int descriptor, std::string path)
    : m_descriptor(descriptor), m_path(std::move(path))
{}

CaptureFile::CaptureFile(CaptureFile&& other) noexcept
    : m_descriptor(std::exchange(other.m_descriptor, -1)), m_path(std::move(other.m_path))
{}

CaptureFile& CaptureFile::operator=(CaptureFile&& other) noexcept
{
    std::swap(m_descriptor, other.m_descriptor);
    std::swap(m_path, other.m_path);
    return *this;
}

CaptureFile::~CaptureFile()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

tl::unexpected<Error> CaptureFile::failed(std::string_view what) const
{
    const int error = errno;
    return fail("FILE",
                m_path + " cannot be " + std::string(what) + ": " + systemText(error) + ".");
}

Result<CaptureFile> CaptureFile::create(const std::string& path)
{
    const int descriptor =
        ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
    CaptureFile file(descriptor, path);
    if (descriptor >= 0)
        return file;
    if (errno == EEXIST) {
        return fail("FILE_EXISTS", path
                                       + " exists already and is not overwritten; name another "
                                         "file.");
    }
    return file.failed("made");
}

Result<CaptureFile> CaptureFile::open(const std::string& path)
{
    // A pipe without a writer would hold up the program.
    CaptureFile file(::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC), path);
    if (file.m_descriptor < 0)
        return file.failed("opened");
    struct stat about
    {};
    if (::fstat(file.m_descriptor, &about) != 0)
        return file.failed("opened");
    if (!S_ISREG(about.st_mode))
        return fail("FILE", path + " is no file.");
    return file;
}

Result<std::uint64_t> CaptureFile::size() const
{
    struct stat about
    {};
    if (::fstat(m_descriptor, &about) != 0)
        return failed("read");
    return static_cast<std::uint64_t>(about.st_size);
}

Status CaptureFile::append(std::string_view bytes)
{
    while (!bytes.empty()) {
        const ssize_t count = ::write(m_descriptor, bytes.data(), bytes.size());
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return failed("written");
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return {};
}

Status CaptureFile::truncate(std::uint64_t size)
{
    if (::ftruncate(m_descriptor, static_cast<off_t>(size)) != 0
        || ::lseek(m_descriptor, static_cast<off_t>(size), SEEK_SET) < 0)
        return failed("cut");
    return {};
}

Status CaptureFile::sync()
{
    if (::fsync(m_descriptor) != 0)
        return failed("written to the disk");
    return {};
}

Result<std::size_t> CaptureFile::readAt(std::uint64_t at, std::span<char> into) const
{
    std::size_t done = 0;
    while (done < into.size()) {
        const ssize_t count = ::pread(m_descriptor, into.data() + done, into.size() - done,
                                      static_cast<off_t>(at + done));
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return failed("read");
        if (count == 0)
            break;
        done += static_cast<std::size_t>(count);
    }
    return done;
}

}  // namespace otto
