// SPDX-License-Identifier: Apache-2.0
#include "app/backtest/BacktestRecords.h"

#include "core/bus/capture/CaptureReader.h"
#include "core/contract/TopicName.h"

#include <algorithm>

namespace otto {
namespace {

bool isOwn(std::string_view topic)
{
    const auto parsed = TopicName::parse(topic);
    return parsed && parsed->system == System::Otto;
}

/// What the file's header says, or where that is damaged the first of Otto's topics.
std::string envOf(const CaptureSummary& summary, const PastRecords& records)
{
    if (!summary.origin.env.empty())
        return summary.origin.env;
    Record record;
    for (std::size_t i = 0; i < records.size(); ++i) {
        records.unpack(i, record);
        if (const auto topic = TopicName::parse(record.topic))
            return topic->env;
    }
    return {};
}

}  // namespace

bool BacktestSpan::wants(std::string_view topic, Instant at) const
{
    return at < to && (at >= from || isOwn(topic));
}

Result<BacktestRecords> readCapture(const std::string& path, const BacktestSpan& span,
                                    const BacktestReading& reading)
{
    auto reader = CaptureReader::open(path);
    if (!reader)
        return tl::unexpected(reader.error());
    CaptureReader& capture = **reader;
    BacktestRecords out;
    const auto bytes = static_cast<double>(std::max<std::uint64_t>(1, capture.summary().fileBytes));
    CaptureBlock block;
    while (capture.next(block)) {
        for (const CapturedRecord& record : block.records()) {
            if (span.wants(record.topic, record.timestamp))
                out.records.add(record.toRecord());
        }
        const double share = static_cast<double>(capture.position()) / bytes;
        if (!reading(std::min(1.0, share), out.records.size()))
            return fail("CANCELLED", "The backtest was cancelled.");
    }
    out.env = envOf(capture.summary(), out.records);
    out.damage = captureDamageText(capture.damage());
    if (!capture.summary().hasIndex) {
        out.damage += out.damage.empty() ? "" : " ";
        out.damage += "The capture has no whole end: what was read last may be missing.";
    }
    out.records.sortByTime();
    return out;
}

}  // namespace otto
