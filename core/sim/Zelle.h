// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/sim/StatusOwner.h"

namespace otto {

/// PaymentRepo.Zelle: owns the status of ZELLE payments from the moment CPR has added them.
class Zelle final : public StatusOwner
{
public:
    explicit Zelle(const SimSetting& setting) : StatusOwner(System::Zelle, setting) {}

protected:
    bool readsFact(System publisher, std::string_view name) const override
    {
        return (publisher == System::Cpr && name == PaymentAdded::kName)
               || StatusOwner::readsFact(publisher, name);
    }
};

}  // namespace otto
