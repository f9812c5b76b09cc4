// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/Payment.h"

#include <string>
#include <string_view>
#include <vector>

namespace otto {

/// A place where the history that a source told of a payment does not add up (OT14).
struct HistoryBreak
{
    enum class Kind { Hole, Contradiction, IllegalTransition };
    Kind kind = Kind::Hole;
    System source = System::Otto;
    /// Time of the message at which it shows.
    Instant since;
    MessageId id;
    /// In words: "zelle: version 2 is missing before version 3".
    std::string text;
};

/// `hole`, `contradiction`, `transition`.
std::string_view breakName(HistoryBreak::Kind kind);

/// The oldest first; of one time in the order of sources and versions.
std::vector<HistoryBreak> historyBreaks(const Payment& payment);

}  // namespace otto
