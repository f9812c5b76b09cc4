// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/delegates/CellDelegate.h"

namespace otto {

/// An amount, right aligned: "−12 400.00 USD". Reads MinorUnitsRole, DecimalsRole, CurrencyRole.
/// Copies as two fields, a plain number and the currency, so that a spreadsheet can add it up.
class MoneyDelegate : public CellDelegate
{
    Q_OBJECT

public:
    explicit MoneyDelegate(QObject* parent = nullptr);

    QString plainText(const QModelIndex& index) const override;
    QStringList copyFields(const QModelIndex& index) const override;
    QStringList copyHeaders(const QString& header) const override;

protected:
    void paintContent(QPainter& painter, const Ink& ink, const QModelIndex& index) const override;
};

}  // namespace otto
