// SPDX-License-Identifier: Apache-2.0
#include "tests/fuzz/DecoderProperty.h"

#include <utility>

namespace otto {
namespace {

constexpr std::size_t kLongestReason = 700;

Record delivered(const OutgoingRecord& record)
{
    Record out;
    out.topic = record.topic;
    out.key = record.key;
    out.headers = record.headers;
    out.value = record.value;
    return out;
}

std::string reasonFault(const Error& error)
{
    if (error.code.empty() || error.text.empty()) {
        return "refused without a reason";
    }
    if (error.text.size() > kLongestReason) {
        return "the reason is " + std::to_string(error.text.size()) + " bytes long";
    }
    for (const char c : error.text) {
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) {
            return "the reason holds a control character";
        }
    }
    return {};
}

std::string encodingFault(Decoder& decoder, const Message& message, const OutgoingRecord& record,
                          const std::string& mode)
{
    const auto again = decoder.decode(delivered(record));
    if (!again) {
        return mode + " encoding does not decode: " + again.error().text;
    }
    return *again == message ? "" : mode + " encoding decodes to another message";
}

}  // namespace

Record recordFromText(std::string_view text)
{
    const auto nextLine = [&text] {
        const std::size_t end = text.find('\n');
        const std::string_view line = text.substr(0, end);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        return line;
    };
    Record out;
    out.topic = nextLine();
    while (!text.empty()) {
        const std::string_view line = nextLine();
        if (line.empty()) {
            out.value = text;
            break;
        }
        const std::size_t colon = line.find(": ");
        const bool named = colon != std::string_view::npos;
        out.headers.push_back(
            {std::string(line.substr(0, colon)), std::string(named ? line.substr(colon + 2) : "")});
    }
    return out;
}

std::string textOfRecord(const Record& record)
{
    std::string out = record.topic + "\n";
    for (const Header& header : record.headers) {
        out += header.name + ": " + header.value + "\n";
    }
    return record.value ? out + "\n" + *record.value : out;
}

std::string decoderFault(Decoder& decoder, const Record& record)
{
    const auto message = decoder.decode(record);
    if (!message) {
        return reasonFault(message.error());
    }
    if (std::string fault = encodingFault(decoder, *message, encodeBinary(*message), "binary");
        !fault.empty()) {
        return fault;
    }
    return encodingFault(decoder, *message, encodeStructured(*message), "structured");
}

}  // namespace otto
