// SPDX-License-Identifier: Apache-2.0
#include "core/model/SourceViews.h"

namespace otto {

const SourceView SourceViews::kSilent{};

SourceViews& SourceViews::operator=(const SourceViews& other)
{
    for (std::size_t i = 0; i < m_views.size(); ++i) {
        const auto& view = other.m_views[i];
        m_views[i] = view ? std::make_unique<SourceView>(*view) : nullptr;
    }
    return *this;
}

bool operator==(const SourceViews& a, const SourceViews& b)
{
    for (std::size_t i = 0; i < SourceViews::size(); ++i) {
        if (a[i] != b[i]) {
            return false;
        }
    }
    return true;
}

SourceView& SourceViews::of(System system)
{
    std::unique_ptr<SourceView>& view = m_views[static_cast<std::size_t>(system)];
    if (!view) {
        view = std::make_unique<SourceView>();
    }
    return *view;
}

}  // namespace otto
