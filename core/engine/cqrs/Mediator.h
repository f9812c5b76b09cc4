// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Result.h"
#include "core/engine/request/Requests.h"

#include <concepts>
#include <cstddef>
#include <string>
#include <tuple>
#include <utility>

namespace otto {

/// What travels with a request through the pipeline.
struct RequestContext
{
    Principal who;
    Instant now;
};

// clang-format off
template <typename R>
concept IsRequest = requires {
    typename R::Response;
    { R::kind } -> std::convertible_to<RequestKind>;
    { R::name } -> std::convertible_to<std::string_view>;
};

template <typename H, typename R>
concept Handles = IsRequest<R> && requires(H& handler, const R& request, RequestContext& context) {
    { handler.handle(request, context) } -> std::same_as<Result<typename R::Response>>;
};
// clang-format on

/// Behaviours around a handler, outermost first. A behaviour has
/// `Result<R::Response> invoke(const R&, RequestContext&, Next&&)` and calls next() or refuses.
template <typename... Behaviours>
class Pipeline
{
public:
    explicit Pipeline(Behaviours... behaviours) : m_behaviours(std::move(behaviours)...) {}

    template <std::size_t I = 0, IsRequest R, typename Last>
    Result<typename R::Response> run(const R& request, RequestContext& context, Last&& last)
    {
        if constexpr (I == sizeof...(Behaviours)) {
            return last();
        } else {
            return std::get<I>(m_behaviours).invoke(request, context, [&] {
                return this->template run<I + 1>(request, context, last);
            });
        }
    }

private:
    std::tuple<Behaviours...> m_behaviours;
};

/// Finds the one handler of a request at compile time and runs it inside the pipeline (design 1,
/// CQRS in MediatR's shape; domain.md 7). A request with no or two handlers does not compile.
template <typename Behaviours, typename... Handlers>
class Mediator
{
public:
    Mediator(Behaviours pipeline, Handlers... handlers)
        : m_pipeline(std::move(pipeline)), m_handlers(std::move(handlers)...)
    {}

    template <IsRequest R>
    Result<typename R::Response> send(const R& request, RequestContext& context)
    {
        static_assert(count<R> == 1, "a request needs exactly one handler");
        auto& handler = std::get<indexOf<R>()>(m_handlers);
        return m_pipeline.run(request, context, [&] { return handler.handle(request, context); });
    }

private:
    template <typename R>
    static constexpr std::size_t count = (std::size_t{Handles<Handlers, R>} + ... + 0);

    template <typename R, std::size_t I = 0>
    static constexpr std::size_t indexOf()
    {
        if constexpr (Handles<std::tuple_element_t<I, std::tuple<Handlers...>>, R>) {
            return I;
        } else {
            return indexOf<R, I + 1>();
        }
    }

    Behaviours m_pipeline;
    std::tuple<Handlers...> m_handlers;
};

}  // namespace otto
