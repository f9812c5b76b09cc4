// SPDX-License-Identifier: Apache-2.0
#include "core/model/ConversationTarget.h"

namespace otto {

std::optional<ConversationTarget> ConversationTarget::parse(std::string_view text)
{
    constexpr std::string_view kParameter = "parameter:";
    if (text == "owner") {
        return ConversationTarget{Kind::Owner, System::Zelle, {}};
    }
    if (text == "rail-gateway") {
        return ConversationTarget{Kind::RailGateway, System::Zelle, {}};
    }
    if (text.starts_with(kParameter) && text.size() > kParameter.size()) {
        return ConversationTarget{Kind::Parameter, System::Zelle,
                                  std::string(text.substr(kParameter.size()))};
    }
    const auto system = Open<System>::fromText(text);
    if (!system.isKnown() || system.is(System::Otto) || system.is(System::Core)) {
        return std::nullopt;
    }
    return ConversationTarget{Kind::Fixed, system.known(), {}};
}

System ConversationTarget::of(const Payment& payment) const
{
    switch (kind) {
    case Kind::RailGateway: return railGatewayOf(payment);
    case Kind::Fixed: return system;
    case Kind::Owner:
    case Kind::Parameter: break;
    }
    return payment.owner();
}

System railGatewayOf(const Payment& payment)
{
    const auto rail = payment.rail();
    return rail ? (*rail == Rail::Zelle ? System::Zelle : System::Cpr) : payment.owner();
}

}  // namespace otto
