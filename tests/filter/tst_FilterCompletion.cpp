// SPDX-License-Identifier: Apache-2.0
#include "core/filter/FilterCompletion.h"
#include "tests/filter/Wares.h"

#include <QTest>

using namespace otto;
using namespace otto::test;

class tst_FilterCompletion : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void proposalsFitTheCursor_data()
    {
        QTest::addColumn<QString>("before");
        QTest::addColumn<QString>("after");
        QTest::addColumn<QString>("first");
        const auto row = [](const char* before, const char* after, const char* first) {
            QTest::newRow(before) << QString::fromUtf8(before) << QString::fromUtf8(after)
                                  << QString::fromUtf8(first);
        };
        row("st", "", "status:");
        row("zelle -st", "", "zelle -status:");
        row("ST", "", "status:");
        row("status:", "", "status:SENT");
        row("status:f", "", "status:FAILED");
        row("status:SENT,", "", "status:SENT,FAILED");
        row("status:SENT,fa", " zelle", "status:SENT,FAILED zelle");
        row("severity:>=", "", "severity:>=Medium");
        row("failed", "", "status:FAILED");
        row("duplicate:", "", "duplicate:yes");
        row("status:\"in \u00FC", "", "status:\"IN \u00DCBER\"");
        row("size > 1 && st", "", "size > 1 && status");
        row("status == \"SE", "", "status == 'SENT'");
        row("status.is('fai", "", "status.is('FAILED'");
        row("status.me", " == 'x'", "status.mentions(' == 'x'");
        row("amount > mo", "", "amount > money('");
        row("zelle (si", "", "zelle (size");
        row("=row.am", "", "=row.amount");
        row("nothing:", "", "");
        row("zq", "", "");
    }

    void proposalsFitTheCursor()
    {
        QFETCH(const QString, before);
        QFETCH(const QString, after);
        QFETCH(const QString, first);
        SeenValues seen(wareSchema());
        observe(seen, "SENT", 3);
        observe(seen, "FAILED", 2);
        observe(seen, "IN \u00DCBER", 1);
        const std::string line = (before + after).toStdString();
        const std::size_t cursor = before.toStdString().size();
        const auto proposals = proposalsAt(line, cursor, wareSchema(), seen);
        std::string completed;
        if (!proposals.empty()) {
            const FilterProposal& proposal = proposals.front();
            completed = line.substr(0, proposal.replaced.begin) + proposal.text
                        + line.substr(proposal.replaced.end);
        }
        QCOMPARE(QString::fromStdString(completed), first);
    }

    void valuesComeMostSeenFirstThenUnseenOnes()
    {
        SeenValues seen(wareSchema());
        observe(seen, "FAILED", 5);
        observe(seen, "ODD", 7);
        const auto proposals = proposalsAt("status:", 7, wareSchema(), seen);
        QCOMPARE(proposals.size(), std::size_t{4});
        QCOMPARE(proposals[0].text, std::string("ODD"));
        QCOMPARE(proposals[0].count, std::uint64_t{7});
        QCOMPARE(proposals[1].text, std::string("FAILED"));
        QCOMPARE(proposals[2].text, std::string("SENT"));
        QCOMPARE(proposals[2].count, std::uint64_t{0});
    }

    void emptyLineProposesAllFields()
    {
        const SeenValues seen(wareSchema());
        QCOMPARE(proposalsAt("", 0, wareSchema(), seen).size(), wareSchema().fields().size());
    }

    void flutterOfValuesFillsNoMemory()
    {
        SeenValues seen(wareSchema());
        for (int n = 0; n < 2000; ++n)
            observe(seen, "S" + std::to_string(n), 1);
        observe(seen, std::string(10'000, 'x'), 1);
        const FilterField* status = wareSchema().find("status");
        QCOMPARE(seen.of(*status).size(), SeenValues::kValuesMax + status->choices.size());
    }

private:
    static void observe(SeenValues& seen, const std::string& status, int times)
    {
        Ware ware;
        ware.status = status;
        for (int n = 0; n < times; ++n)
            seen.observe(&ware, wareContext());
    }
};

QTEST_APPLESS_MAIN(tst_FilterCompletion)
#include "tst_FilterCompletion.moc"
