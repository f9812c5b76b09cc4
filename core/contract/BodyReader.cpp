// SPDX-License-Identifier: Apache-2.0
#include "core/contract/BodyReader.h"

#include "core/contract/FieldReader.h"

#include <array>
#include <utility>

namespace otto {
namespace {

using ReadFunction = void (*)(simdjson::dom::element, Body&, ReadState&);

template <std::size_t Index>
void readAlternative(simdjson::dom::element data, Body& out, ReadState& state)
{
    if constexpr (Index != 0) {
        const FieldPath root{nullptr, "data", {}};
        FieldReader::readObject(state, root, data, out.emplace<Index>());
    }
}

constexpr auto kReaders = []<std::size_t... I>(std::index_sequence<I...>)
{
    return std::array<ReadFunction, sizeof...(I)>{&readAlternative<I>...};
}
(std::make_index_sequence<std::variant_size_v<Body>>{});

}  // namespace

bool readBody(std::size_t bodyIndex, simdjson::dom::element data, Body& out, ReadState& state)
{
    state.members.clear();
    state.fault.clear();
    kReaders[bodyIndex](data, out, state);
    return state.fault.empty();
}

}  // namespace otto
