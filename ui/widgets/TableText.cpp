// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/TableText.h"

#include "ui/widgets/VisibleText.h"

namespace otto {

namespace {

bool isNumber(const QString& text)
{
    bool number = false;
    text.toDouble(&number);
    return number;
}

bool startsFormula(const QString& text)
{
    static const QString kStarts = QStringLiteral("=+-@");
    return !text.isEmpty() && kStarts.contains(text.front()) && !isNumber(text);
}

}  // namespace

QString tsvField(const QString& text)
{
    QString field = text;
    for (const char16_t separator : {u'\t', u'\n', u'\r'}) {
        field.replace(QChar(separator), QLatin1Char(' '));
    }
    // Before a formula is looked for, so that no invisible character can hide its first letter.
    field = visibleText(field.trimmed());
    return startsFormula(field) ? QLatin1Char('\'') + field : field;
}

QString tsvLine(const QStringList& fields)
{
    QStringList clean;
    clean.reserve(fields.size());
    for (const QString& field : fields) {
        clean.append(tsvField(field));
    }
    return clean.join(QLatin1Char('\t'));
}

}  // namespace otto
