// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Id.h"
#include "core/base/Money.h"
#include "core/base/Time.h"
#include "core/contract/Vocabulary.h"

#include <concepts>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace otto {

/// Writes one JSON text on one line. Commas are put by the writer; the caller keeps begin and end
/// balanced. Strings may hold any bytes: undecodable ones become U+FFFD, and control, line-breaking
/// and bidirectional characters are escaped, so that the text is harmless on a terminal.
///
/// Values of other types are written by a free function `void write(JsonLine&, const T&)`.
class JsonLine
{
public:
    void beginObject();
    void endObject();
    void beginArray();
    void endArray();
    void key(std::string_view name);

    void null();
    void boolean(bool value);
    void integer(std::int64_t value);
    void natural(std::uint64_t value);
    void string(std::string_view bytes);
    /// @pre `json` is one valid JSON value
    void raw(std::string_view json);

    template <typename T>
    void field(std::string_view name, const T& value)
    {
        key(name);
        write(*this, value);
    }

    [[nodiscard]] const std::string& text() const { return m_text; }

private:
    void separate();

    std::string m_text;
    bool m_needsComma = false;
};

/// True when `bytes` are well-formed UTF-8 (RFC 3629).
bool isUtf8(std::string_view bytes);

/// RFC 4648 with padding.
std::string base64(std::string_view bytes);

inline void write(JsonLine& out, bool value)
{
    out.boolean(value);
}

template <std::signed_integral T>
void write(JsonLine& out, T value)
{
    out.integer(value);
}

template <std::unsigned_integral T>
requires(!std::same_as<T, bool>) void write(JsonLine& out, T value)
{
    out.natural(value);
}

inline void write(JsonLine& out, std::string_view value)
{
    out.string(value);
}

inline void write(JsonLine& out, const std::string& value)
{
    out.string(value);
}

inline void write(JsonLine& out, const char* value)
{
    out.string(value);
}

template <typename Tag>
void write(JsonLine& out, const Id<Tag>& id)
{
    out.string(id.value);
}

/// RFC 3339.
inline void write(JsonLine& out, Instant at)
{
    out.string(at.text());
}

/// Milliseconds; the field's name ends in `Ms`.
inline void write(JsonLine& out, Duration span)
{
    out.integer(span.count());
}

/// As on the wire: a decimal string and its currency.
void write(JsonLine& out, const Money& money);

inline void write(JsonLine& out, System system)
{
    out.string(wireName(system));
}

inline void write(JsonLine& out, Severity severity)
{
    out.string(wireName(severity));
}

template <typename T>
void write(JsonLine& out, const std::optional<T>& value)
{
    if (value)
        write(out, *value);
    else
        out.null();
}

template <typename T>
void write(JsonLine& out, const std::vector<T>& values)
{
    out.beginArray();
    for (const T& value : values)
        write(out, value);
    out.endArray();
}

/// An object, in this order. @pre no name repeats
void write(JsonLine& out, const std::vector<std::pair<std::string, std::string>>& members);

}  // namespace otto
