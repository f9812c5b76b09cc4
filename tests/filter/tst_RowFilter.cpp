// SPDX-License-Identifier: Apache-2.0
#include "core/filter/FilterTerm.h"
#include "core/filter/RowFilter.h"
#include "tests/filter/Wares.h"

#include <QTest>

using namespace otto;
using namespace otto::test;

namespace {

Ware sample()
{
    Ware ware;
    ware.status = "SENT";
    ware.system = "zelle";
    ware.severity = "High";
    ware.note = "Limits not restored for \u00DCberweisung";
    ware.size = 300;
    ware.amount = Money{12'550, *Currency::parse("USD")};
    ware.gap = Duration{250};
    ware.time = wareContext().now - Duration{5 * 60'000};
    return ware;
}

Ware bare()
{
    return {};
}

/// "yes", "no", "error: ..." of a row, or "invalid: ..." of the line.
QString verdict(const std::string& line, const Ware& ware,
                const FilterContext& context = wareContext())
{
    const auto filter = RowFilter::compile(line, wareSchema(), context);
    if (!filter)
        return QStringLiteral("invalid: ") + QString::fromStdString(filter.error().front().message);
    RowFilter::Scratch scratch;
    switch (filter->judge(&ware, context, scratch)) {
    case FilterVerdict::Matches: return QStringLiteral("yes");
    case FilterVerdict::Differs: return QStringLiteral("no");
    case FilterVerdict::Unjudged:
    case FilterVerdict::TooCostly: break;
    }
    return QStringLiteral("error: ") + QString::fromStdString(scratch.fault);
}

}  // namespace

class tst_RowFilter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void lineSaysWhichRowsMatch_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("ofSample");
        QTest::addColumn<QString>("ofBare");
        const auto row = [](const char* line, const char* sampleSays, const char* bareSays) {
            QTest::newRow(line) << QString::fromUtf8(line) << QString::fromUtf8(sampleSays)
                                << QString::fromUtf8(bareSays);
        };
        row("", "yes", "yes");
        row("   ", "yes", "yes");
        row("zelle RESTORED", "yes", "no");
        row("\"limits not\"", "yes", "no");
        row("\"not limits\"", "no", "no");
        row("\u00FCBERweisung", "yes", "no");
        row("-restored", "no", "yes");
        row("don't", "no", "no");
        row("status:sent", "yes", "yes");
        row("Status:SENT", "yes", "yes");
        row("status:SE*", "yes", "yes");
        row("status:\"SE*\"", "no", "no");
        row("status:?ENT", "yes", "yes");
        row("status:~en", "yes", "yes");
        row("status:FAILED,sent", "yes", "yes");
        row("-status:FAILED,sent", "no", "no");
        row("note:restored", "yes", "no");
        row("note:*", "yes", "no");
        row("note:\"\"", "no", "yes");
        row("note:limits*restored", "yes", "no");
        row("system:ZELLE,cpr", "yes", "yes");
        row("severity:>=high", "yes", "no");
        row("severity:>High", "no", "no");
        row("severity:<high", "no", "yes");
        row("severity:<info", "no", "no");
        row("severity:medium..high", "yes", "yes");
        row("severity:..medium", "no", "yes");
        row("size:300", "yes", "no");
        row("size:>=300", "yes", "no");
        row("size:100..400", "yes", "no");
        row("amount:>100", "yes", "no");
        row("amount:125.50", "yes", "no");
        row("amount:125.5", "yes", "no");
        row("amount:125.501", "no", "no");
        row("amount:>125.499", "yes", "no");
        row("amount:\"125.50 USD\"", "yes", "no");
        row("amount:>100USD", "yes", "no");
        row("amount:>100EUR", "no", "no");
        row("amount:100..200", "yes", "no");
        row("amount:200..", "no", "no");
        row("amount:\"\"", "no", "yes");
        row("amount:*", "yes", "no");
        row("gap:<1s", "yes", "no");
        row("gap:250ms", "yes", "no");
        row("age:>4m", "yes", "no");
        row("age:>4m59s", "yes", "no");
        row("age:>5m", "no", "no");
        row("age:<1d", "yes", "no");
        row("time:14:59", "yes", "no");
        row("time:14:59:05.12", "yes", "no");
        row("time:>14:58", "yes", "no");
        row("time:>14:59", "no", "no");
        row("time:14:00..14:59", "yes", "no");
        row("time:2026-03-02", "yes", "no");
        row("time:2026-03-02T14:59", "yes", "no");
        row("time:\"2026-03-02 14:58\"..", "yes", "no");
        row("time:>-15m", "yes", "no");
        row("time:>-2m", "no", "no");
        row("time:2026-03-02T14:59:05.120Z", "yes", "no");
        row("time:2026-03-02T16:59:05.120+02:00", "yes", "no");
        row("duplicate:no", "yes", "yes");
        row("duplicate:yes", "no", "no");
        row("status == 'SENT'", "yes", "yes");
        row("status == \"SENT\" && size > 100", "yes", "no");
        row("=duplicate", "no", "no");
        row("!duplicate", "yes", "yes");
        row("= amount > money('100.00', 'USD')", "yes", "error");
        row("amount != null && amount > money('100.00', 'USD')", "yes", "no");
        row("has(row.amount)", "yes", "no");
        row("system in ['zelle', 'cpr']", "yes", "yes");
        row("stuck in batch", "no", "no");
        row("status.is('sent') && row.mentions('Restored')", "yes", "no");
        row("(size > 100 || duplicate) zelle", "yes", "no");
        row("status:SENT -(size > 100) zelle", "no", "yes");
        row("age > duration('4m')", "yes", "error");
        row("note.matches('rest.*d')", "yes", "no");
    }

    void lineSaysWhichRowsMatch()
    {
        QFETCH(const QString, line);
        QFETCH(const QString, ofSample);
        QFETCH(const QString, ofBare);
        const auto kind = [](const QString& said) { return said.section(QLatin1Char(':'), 0, 0); };
        QCOMPARE(kind(verdict(line.toStdString(), sample())), ofSample);
        QCOMPARE(kind(verdict(line.toStdString(), bare())), ofBare);
    }

    void invalidLineSaysWhereAndWhy_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<int>("column");
        QTest::addColumn<QString>("part");
        const auto row = [](const char* line, int column, const char* part) {
            QTest::newRow(line) << QString::fromUtf8(line) << column << QString::fromUtf8(part);
        };
        row("zelle stauts:SENT", 7, "did you mean 'status'");
        row("status:", 8, "value is missing");
        row("status:SENT,", 13, "value is missing");
        row("status:>5", 8, "no more and no less");
        row("status:\"SENT", 8, "not closed");
        row("system:zele", 8, "one of zelle, cpr, limits");
        row("\u00FC size:1x", 8, "not a whole number");
        row("amount:>many", 8, "not an amount");
        row("amount:>1.234USD", 8, "decimals of USD");
        row("amount:1EUR..2USD", 8, "one currency");
        row("gap:>soon", 5, "time span");
        row("time:25:00", 6, "not a time");
        row("duplicate:perhaps", 11, "yes or no");
        row("status == 'SENT' &&", 20, "");
        row("stauts == 'SENT'", 1, "status");
        row("= stauts == 'SENT'", 3, "status");
        row("zelle (stauts == 'SENT')", 8, "status");
        row("zelle (size > 1", 7, "not closed");
        row("=size", 2, "true or false");
        row("=", 2, "expression");
        row("size > 1 / 0", 8, "divide by zero");
        row("note.matches('(')", 0, "");
    }

    void invalidLineSaysWhereAndWhy()
    {
        QFETCH(const QString, line);
        QFETCH(const int, column);
        QFETCH(const QString, part);
        const auto filter = RowFilter::compile(line.toStdString(), wareSchema(), wareContext());
        QVERIFY(!filter);
        const cel::CompileError& error = filter.error().front();
        const QString said = QString::fromStdString(error.message);
        if (column > 0)
            QVERIFY2(static_cast<int>(error.column) == column,
                     qPrintable(QString::number(error.column) + QLatin1Char(' ') + said));
        QVERIFY2(said.contains(part), qPrintable(said));
        QVERIFY(error.begin <= error.end);
        QVERIFY(error.end <= static_cast<std::size_t>(line.toUtf8().size()));
    }

    void operatorLineSaysThatQuotesMakeItText()
    {
        const QString said = verdict("a<b", bare());
        QVERIFY2(said.contains(QStringLiteral("in quotes")), qPrintable(said));
        QCOMPARE(verdict("\"a<b\"", bare()), QStringLiteral("no"));
    }

    void currencyIsComparedWithinItselfOnly()
    {
        Ware yen = bare();
        yen.amount = Money{100, *Currency::parse("JPY")};
        QCOMPARE(verdict("amount:>=100", yen), QStringLiteral("yes"));
        QCOMPARE(verdict("amount:100.5", yen), QStringLiteral("no"));
        QCOMPARE(verdict("amount:<100.5", yen), QStringLiteral("yes"));
        QCOMPARE(verdict("amount:>1USD", yen), QStringLiteral("no"));
        QVERIFY(verdict("amount > money('1.00', 'USD')", yen).startsWith(QStringLiteral("error")));
    }

    void timesAreOfTheClockOnTheScreen()
    {
        FilterContext context = wareContext();
        context.utcOffsetMs = 2 * 3'600'000;
        QCOMPARE(verdict("time:16:59", sample(), context), QStringLiteral("yes"));
        QCOMPARE(verdict("time:14:59", sample(), context), QStringLiteral("no"));
    }

    void hostileExpressionEndsInAnError()
    {
        Ware ware = bare();
        ware.note = std::string(500, 'a');
        const std::string numbers = "[0,1,2,3,4,5,6,7,8,9]";
        std::string line = "true";
        for (const char* name : {"a", "b", "c", "d", "e", "f"})
            line = numbers + ".all(" + name + ", " + line + ")";
        QVERIFY(verdict(line, ware).startsWith(QStringLiteral("error: ")));
        const auto filter = RowFilter::compile(line, wareSchema(), wareContext());
        RowFilter::Scratch scratch;
        QCOMPARE(filter->judge(&ware, wareContext(), scratch), FilterVerdict::TooCostly);
        QVERIFY(verdict(std::string(3000, '('), ware).startsWith(QStringLiteral("invalid")));
        QVERIFY(verdict("=" + std::string(3000, '!') + "true", ware)
                    .startsWith(QStringLiteral("invalid")));
        QVERIFY(verdict(std::string(5000, 'x'), ware).contains(QStringLiteral("4096")));
        QVERIFY(verdict("\xFF", ware).contains(QStringLiteral("UTF-8")));
        QCOMPARE(verdict("note:" + std::string(200, '*') + "b", ware), QStringLiteral("no"));
    }

    void filterKnowsWhetherTimeChangesIt()
    {
        const auto depends = [](const char* line) {
            return RowFilter::compile(line, wareSchema(), wareContext())->dependsOnNow();
        };
        QVERIFY(depends("age:>5m"));
        QVERIFY(depends("row.age > duration('5m')"));
        QVERIFY(!depends("time:>-5m zelle"));
    }

    void cellJoinsTheLine_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("value");
        QTest::addColumn<bool>("isExcluded");
        QTest::addColumn<QString>("becomes");
        const auto row = [](const char* line, const char* value, bool isExcluded,
                            const char* becomes) {
            QTest::newRow(becomes) << QString::fromUtf8(line) << QString::fromUtf8(value)
                                   << isExcluded << QString::fromUtf8(becomes);
        };
        row("", "SENT", false, "status:SENT");
        row("zelle ", "SENT", true, "zelle -status:SENT");
        row("zelle status:SENT", "SENT", false, "zelle status:SENT");
        row("-status:SENT 12", "SENT", false, "12 status:SENT");
        row("", "a \"b\" \\c", false, "status:\"a \\\"b\\\" \\\\c\"");
        row("", "", true, "-status:\"\"");
        row("", "*", false, "status:\"*\"");
        row("size > 1", "SENT", false, "size > 1 && (status.is('sent'))");
        row("size > 1 || duplicate", "SENT", true,
            "(size > 1 || duplicate) && !(status.is('sent'))");
        row("=duplicate", "it's", false, "= duplicate && (status.is('it\\'s'))");
    }

    void cellJoinsTheLine()
    {
        QFETCH(const QString, line);
        QFETCH(const QString, value);
        QFETCH(const bool, isExcluded);
        QFETCH(const QString, becomes);
        const std::string joined = lineWith(line.toStdString(), wareSchema(), wareContext(),
                                            FilterTerm{"status", value.toStdString()}, isExcluded);
        QCOMPARE(QString::fromStdString(joined), becomes);
        Ware ware = bare();
        ware.size = 2;
        ware.status = value.toStdString();
        const auto filter = RowFilter::compile(joined, wareSchema(), wareContext());
        QVERIFY(filter.has_value());
        RowFilter::Scratch scratch;
        if (isExcluded)
            QCOMPARE(filter->judge(&ware, wareContext(), scratch), FilterVerdict::Differs);
    }
};

QTEST_APPLESS_MAIN(tst_RowFilter)
#include "tst_RowFilter.moc"
