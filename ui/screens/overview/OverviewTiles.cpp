// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/overview/OverviewTiles.h"

#include "ui/models/ViewText.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/DisplayText.h"
#include "ui/widgets/NumberTile.h"
#include "ui/widgets/Sparkline.h"

#include <QHBoxLayout>

namespace otto {

namespace {

/// Nobody looked at a flag for this long: it colours the tile.
constexpr std::int64_t kUnownedTooLongMs = 10 * 60 * 1000;

void setHistory(NumberTile* tile, const SeriesView& series)
{
    QList<double> values;
    values.reserve(static_cast<qsizetype>(series.history.size()));
    for (const std::int64_t value : series.history)
        values.append(static_cast<double>(value));
    tile->sparkline()->setValues(values);
}

/// "12 480.75", and from a million on "1.24 M" (cut, not rounded): the caption has it in full.
QString shortAmount(const Money& money)
{
    std::int64_t unit = 1;
    for (int i = 0; i < money.currency.exponent(); ++i)
        unit *= 10;
    const std::int64_t whole = money.minor / unit;
    if (whole < 1'000'000)
        return moneyText(money.minor, QString(), money.currency.exponent());
    return QStringLiteral("%1.%2 M")
        .arg(countText(whole / 1'000'000))
        .arg(whole / 10'000 % 100, 2, 10, QLatin1Char('0'));
}

}  // namespace

OverviewTiles::OverviewTiles(QWidget* parent) : QWidget(parent)
{
    auto* line = new QHBoxLayout(this);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(kSpace2);
    const QString flags = QStringLiteral("flags");
    m_critical = addTile(QStringLiteral("critical"), tr("Open critical"), flags, tr("Critical"));
    m_unowned = addTile(QStringLiteral("unowned"), tr("Oldest unowned"), flags, QString());
    m_value = addTile(QStringLiteral("value"), tr("Value at risk"), flags, QString());
    m_newFlags = addTile(QStringLiteral("newFlags"), tr("New flags"), flags, QString());
    m_questions = addTile(QStringLiteral("questions"), tr("Pending suspenders"),
                          QStringLiteral("suspenders"), QString());
    m_fixes = addTile(QStringLiteral("fixes"), tr("Fixers in flight"), QStringLiteral("fixers"),
                      QString());
    m_critical->setCaption(tr("a person must act"));
    m_unowned->setCaption(tr("a flag without an owner"));
    m_value->setCaption(tr("in payments with a flag"));
    m_newFlags->setCaption(tr("raised in the last 10 min"));
    m_questions->setCaption(tr("asked, no answer yet"));
    m_fixes->setCaption(tr("sent, not verified yet"));
}

NumberTile* OverviewTiles::addTile(const QString& name, const QString& title,
                                   const QString& screenId, const QString& filterText)
{
    auto* tile = new NumberTile(title);
    tile->setObjectName(QStringLiteral("overview.tile.") + name);
    layout()->addWidget(tile);
    connect(tile, &NumberTile::activated, this,
            [this, screenId, filterText] { Q_EMIT screenRequested(screenId, filterText); });
    return tile;
}

void OverviewTiles::setOverview(const OverviewView& overview)
{
    m_newFlags->setValue(countText(overview.newFlags10Min.value));
    setHistory(m_newFlags, overview.newFlags10Min);
    m_critical->setValue(countText(overview.openCritical.value));
    m_critical->setTone(overview.openCritical.value > 0 ? Tone::Critical : Tone::Neutral);
    setHistory(m_critical, overview.openCritical);
    const std::int64_t unowned = overview.oldestUnownedMs.value;
    m_unowned->setValue(unowned > 0 ? durationText(unowned) : QStringLiteral("\u2013"));
    m_unowned->setCaption(unowned > 0 ? tr("a flag without an owner")
                                      : tr("every flag has an owner"));
    m_unowned->setTone(unowned >= kUnownedTooLongMs ? Tone::High : Tone::Neutral);
    setHistory(m_unowned, overview.oldestUnownedMs);
    showValue(overview);
    m_questions->setValue(countText(overview.pendingQuestions.value));
    setHistory(m_questions, overview.pendingQuestions);
    m_fixes->setValue(countText(overview.openFixes.value));
    setHistory(m_fixes, overview.openFixes);
}

void OverviewTiles::showValue(const OverviewView& overview)
{
    setHistory(m_value, overview.valueAtRiskMinor);
    if (overview.valueAtRisk.empty()) {
        m_value->setValue(countText(0));
        m_value->setCaption(tr("in payments with a flag"));
        return;
    }
    const Money& main = overview.valueAtRisk.front();
    m_value->setValue(shortAmount(main), qText(main.currency.text()));
    const std::vector<Money> others(overview.valueAtRisk.begin() + 1, overview.valueAtRisk.end());
    m_value->setCaption(others.empty() ? tr("in payments with a flag")
                                       : QStringLiteral("+ ") + moneyText(others));
    m_value->setToolTip(moneyText(overview.valueAtRisk));
}

}  // namespace otto
