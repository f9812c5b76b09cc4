// SPDX-License-Identifier: Apache-2.0
#include "core/rules/RefutedStatuses.h"

#include "core/cel/RecordType.h"
#include "core/model/Lifecycle.h"

#include <array>

namespace otto {
namespace {

PaymentStatus statusOf(const void* object)
{
    return *static_cast<const PaymentStatus*>(object);
}

template <bool (*predicate)(PaymentStatus)>
cel::Value statusIs(const void* object, cel::Arena&)
{
    return cel::Value::boolean(predicate(statusOf(object)));
}

/// The fields of a payment that its merged status decides alone (PaymentScope).
const cel::RecordType& statusRecord()
{
    static const cel::RecordType record(
        "payment known by its status",
        {
            {"status", cel::Type::string(),
             [](const void* object, cel::Arena&) {
                 return cel::Value::string(wireName(statusOf(object)));
             }},
            {"isTerminal", cel::Type::boolean(), statusIs<isTerminal>},
            {"isFailed", cel::Type::boolean(), statusIs<isFailure>},
            {"impliesDebit", cel::Type::boolean(), statusIs<impliesDebit>},
        });
    return record;
}

}  // namespace

StatusSet refutedStatuses(const cel::Program& when)
{
    StatusSet out;
    cel::Arena arena;
    for (std::size_t i = 0; i < out.size(); ++i) {
        const auto status = static_cast<PaymentStatus>(i);
        // The payment is the first variable of a payment rule; the others are missing.
        const std::array variables{cel::Value::record(&status, &statusRecord())};
        out[i] = when.evaluate(variables, arena).isFalse();
        arena.reset();
    }
    return out;
}

}  // namespace otto
