// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/TickProgress.h"

#include "ui/delegates/TicksDelegate.h"
#include "ui/models/ViewText.h"
#include "ui/widgets/DisplayText.h"
#include "ui/widgets/OttoLabel.h"

#include <QGridLayout>
#include <QPainter>

namespace otto {

namespace {

constexpr int kGlyph = 18;

Tone toneOfTick(TickState state)
{
    switch (state) {
    case TickState::Done: return Tone::Ok;
    case TickState::Refused: return Tone::Critical;
    case TickState::Unknown: return Tone::High;
    case TickState::None:
    case TickState::Pending: break;
    }
    return Tone::Neutral;
}

}  // namespace

/// Decoration beside the word, which screen readers hear.
class TickProgress::Glyph : public QWidget
{
public:
    Glyph() { setFixedSize(kGlyph, kGlyph); }

    void setState(TickState state)
    {
        m_state = state;
        update();
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        paintTick(painter, QRectF(rect()).adjusted(1, 1, -1, -1), m_state,
                  Theme::current().colors().textSecondary);
    }

private:
    TickState m_state = TickState::None;
};

QString tickWord(TickState state)
{
    switch (state) {
    case TickState::None: return TickProgress::tr("not yet");
    case TickState::Pending: return TickProgress::tr("waiting");
    case TickState::Done: return TickProgress::tr("done");
    case TickState::Refused: return TickProgress::tr("refused");
    case TickState::Unknown: return TickProgress::tr("unknown");
    }
    return {};
}

TickProgress::TickProgress(QWidget* parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("ticks"));
    setAccessibleName(tr("Progress of the fixer"));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(kSpace2);
    grid->setVerticalSpacing(2);
    grid->setColumnStretch(1, 1);
    int row = 0;
    for (Line& line : m_lines) {
        line.glyph = new Glyph;
        line.word = new OttoLabel(QString(), TextRole::BodyStrong);
        line.time = new OttoLabel(QString(), TextRole::Small, OttoLabel::Ink::Secondary);
        line.sentence = new OttoLabel(QString(), TextRole::BodyText);
        line.record = new OttoLabel(QString(), TextRole::MonoSmall, OttoLabel::Ink::Secondary);
        line.sentence->setWordWrap(true);
        line.record->setElideMode(Qt::ElideMiddle);
        grid->addWidget(line.glyph, row, 0, Qt::AlignVCenter);
        grid->addWidget(line.word, row, 1);
        grid->addWidget(line.time, row, 2, Qt::AlignRight);
        grid->addWidget(line.sentence, row + 1, 1, 1, 2);
        grid->addWidget(line.record, row + 2, 1, 1, 2);
        grid->setRowMinimumHeight(row + 3, kSpace2);
        row += 4;
    }
    m_lines[0].word->setObjectName(QStringLiteral("tick.sent"));
    m_lines[1].word->setObjectName(QStringLiteral("tick.answered"));
    m_lines[2].word->setObjectName(QStringLiteral("tick.verified"));
    setFix({});
}

void TickProgress::setFix(const FixView& fix)
{
    setLine(m_lines[0], tr("Sent"), fix.sent);
    setLine(m_lines[1], tr("Answered"), fix.answered);
    setLine(m_lines[2], tr("Verified"), fix.verified);
    setAccessibleDescription(tr("Sent: %1. Answered: %2. Verified: %3.")
                                 .arg(tickWord(fix.sent.state), tickWord(fix.answered.state),
                                      tickWord(fix.verified.state)));
}

void TickProgress::setLine(const Line& line, const QString& name, const Tick3& tick)
{
    const bool isOver = tick.state == TickState::Done;
    line.glyph->setState(tick.state);
    line.word->setText(isOver ? name : QStringLiteral("%1: %2").arg(name, tickWord(tick.state)));
    line.word->setTone(toneOfTick(tick.state));
    line.word->setInk(tick.state == TickState::None ? OttoLabel::Ink::Secondary
                                                    : OttoLabel::Ink::Primary);
    line.time->setText(tick.at ? timeText(tick.at->ms) : QString());
    line.sentence->setText(qText(tick.text).left(1000));
    line.sentence->setVisible(!tick.text.empty());
    line.record->setText(tick.recordAt.isSet() ? recordRefText(tick.recordAt) : QString());
    line.record->setVisible(tick.recordAt.isSet());
}

}  // namespace otto
