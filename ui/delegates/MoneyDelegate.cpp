// SPDX-License-Identifier: Apache-2.0
#include "ui/delegates/MoneyDelegate.h"

#include "ui/delegates/CellRoles.h"
#include "ui/widgets/DisplayText.h"

namespace otto {

namespace {

constexpr int kUsualDecimals = 2;

int decimalsOf(const QModelIndex& index)
{
    const QVariant decimals = index.data(DecimalsRole);
    return decimals.isValid() ? decimals.toInt() : kUsualDecimals;
}

}  // namespace

MoneyDelegate::MoneyDelegate(QObject* parent) : CellDelegate(parent) {}

QString MoneyDelegate::plainText(const QModelIndex& index) const
{
    const QVariant minorUnits = index.data(MinorUnitsRole);
    return minorUnits.isValid() ? moneyText(minorUnits.toLongLong(),
                                            index.data(CurrencyRole).toString(), decimalsOf(index))
                                : QString();
}

QStringList MoneyDelegate::copyFields(const QModelIndex& index) const
{
    const QVariant minorUnits = index.data(MinorUnitsRole);
    if (!minorUnits.isValid()) {
        return {QString(), QString()};
    }
    return {plainAmount(minorUnits.toLongLong(), decimalsOf(index)),
            index.data(CurrencyRole).toString()};
}

QStringList MoneyDelegate::copyHeaders(const QString& header) const
{
    return {header, tr("Currency")};
}

void MoneyDelegate::paintContent(QPainter& painter, const Ink& ink, const QModelIndex& index) const
{
    const QVariant minorUnits = index.data(MinorUnitsRole);
    if (!minorUnits.isValid()) {
        return;
    }
    // The currency in a column of its own width, so that the decimal points stand below each other.
    const int currencyWidth =
        QFontMetrics(smallFont()).horizontalAdvance(QStringLiteral("MMM")) + kSpace1;
    const QRect currency(ink.box.right() - currencyWidth + 1 + kSpace1, ink.box.top(),
                         currencyWidth - kSpace1, ink.box.height());
    drawText(painter, currency, index.data(CurrencyRole).toString(), ink.secondary, smallFont(),
             Qt::AlignLeft, Qt::ElideRight);
    drawText(painter, ink.box.adjusted(0, 0, -currencyWidth, 0),
             moneyText(minorUnits.toLongLong(), QString(), decimalsOf(index)), ink.text, textFont(),
             Qt::AlignRight, Qt::ElideLeft);
}

}  // namespace otto
