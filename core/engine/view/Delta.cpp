// SPDX-License-Identifier: Apache-2.0
#include "core/engine/view/Delta.h"

#include <algorithm>
#include <iterator>
#include <map>

namespace otto {
namespace {

template <typename T>
void append(std::vector<T>& older, std::vector<T>&& newer)
{
    older.insert(older.end(), std::make_move_iterator(newer.begin()),
                 std::make_move_iterator(newer.end()));
}

/// Rows of the same id are replaced in place; new ones follow in their order.
template <typename T, typename IdOf>
void upsert(std::vector<T>& older, std::vector<T>&& newer, IdOf idOf)
{
    if (older.empty()) {
        older = std::move(newer);
        return;
    }
    std::map<std::string, std::size_t> index;
    for (std::size_t i = 0; i < older.size(); ++i) {
        index.emplace(idOf(older[i]), i);
    }
    for (T& row : newer) {
        const auto [it, isNew] = index.try_emplace(idOf(row), older.size());
        if (isNew) {
            older.push_back(std::move(row));
        } else {
            older[it->second] = std::move(row);
        }
    }
}

}  // namespace

void Delta::merge(Delta&& newer)
{
    status = std::move(newer.status);
    append(streamRows, std::move(newer.streamRows));
    streamRowsSkipped += newer.streamRowsSkipped;
    if (streamRows.size() > kStreamRowsMax) {
        const std::size_t excess = streamRows.size() - kStreamRowsMax;
        streamRows.erase(streamRows.begin(),
                         streamRows.begin() + static_cast<std::ptrdiff_t>(excess));
        streamRowsSkipped += excess;
    }
    upsert(flags, std::move(newer.flags), [](const FlagView& row) { return row.id.value; });
    upsert(questions, std::move(newer.questions),
           [](const QuestionView& row) { return row.questionId.value; });
    upsert(fixes, std::move(newer.fixes), [](const FixView& row) { return row.commandId.value; });
    append(oddAnswers, std::move(newer.oddAnswers));
    append(quarantined, std::move(newer.quarantined));
    append(paymentsTouched, std::move(newer.paymentsTouched));
    std::sort(paymentsTouched.begin(), paymentsTouched.end());
    paymentsTouched.erase(std::unique(paymentsTouched.begin(), paymentsTouched.end()),
                          paymentsTouched.end());
    if (newer.overview) {
        overview = std::move(newer.overview);
    }
    append(replies, std::move(newer.replies));
}

}  // namespace otto
