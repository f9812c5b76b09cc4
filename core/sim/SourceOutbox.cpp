// SPDX-License-Identifier: Apache-2.0
#include "core/sim/SourceOutbox.h"

#include "core/contract/Codec.h"

namespace otto {

void SourceOutbox::publish(Instant due, const Message& message)
{
    m_parcels.enter(due,
                    m_mode == Mode::Binary ? encodeBinary(message) : encodeStructured(message));
}

}  // namespace otto
