// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/PreconditionList.h"

#include "ui/models/ViewText.h"
#include "ui/theme/ToneGlyph.h"
#include "ui/widgets/OttoLabel.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

#include <algorithm>

namespace otto {

namespace {

constexpr int kGlyph = 14;

bool isSame(const Precondition& a, const Precondition& b)
{
    return a.holds == b.holds && a.text == b.text;
}

}  // namespace

PreconditionList::PreconditionList(QWidget* parent)
    : QWidget(parent), m_layout(new QVBoxLayout(this))
{
    setObjectName(QStringLiteral("preconditions"));
    setAccessibleName(tr("Preconditions"));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(kSpace1);
    connect(&Theme::current(), &Theme::changed, this, &PreconditionList::rebuild);
}

void PreconditionList::setPreconditions(const std::vector<Precondition>& preconditions)
{
    if (!std::equal(preconditions.begin(), preconditions.end(), m_preconditions.begin(),
                    m_preconditions.end(), isSame)) {
        m_preconditions = preconditions;
        rebuild();
    }
}

QString PreconditionList::summary() const
{
    const auto holding = std::count_if(m_preconditions.begin(), m_preconditions.end(),
                                       [](const Precondition& p) { return p.holds; });
    return tr("%1 of %2 hold").arg(holding).arg(m_preconditions.size());
}

void PreconditionList::rebuild()
{
    while (QLayoutItem* item = m_layout->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    for (const Precondition& precondition : m_preconditions) {
        auto* line = new QWidget;
        auto* glyph = new OttoLabel;
        glyph->setPixmap(tonePixmap(precondition.holds ? Tone::Ok : Tone::Critical,
                                    GlyphFill::Filled, kGlyph, devicePixelRatio()));
        glyph->setContentsMargins(0, 2, 0, 0);
        auto* text = new OttoLabel(qText(precondition.text).left(600), TextRole::BodyText);
        text->setWordWrap(true);
        text->setTone(precondition.holds ? Tone::Neutral : Tone::Critical);
        text->setAccessibleName((precondition.holds ? tr("Holds: ") : tr("Does not hold: "))
                                + text->text());
        auto* layout = new QHBoxLayout(line);
        layout->setContentsMargins(0, 0, 0, 0);
        layout->setSpacing(kSpace2);
        layout->addWidget(glyph, 0, Qt::AlignTop);
        layout->addWidget(text, 1);
        m_layout->addWidget(line);
    }
    setAccessibleDescription(summary());
}

}  // namespace otto
