// SPDX-License-Identifier: Apache-2.0
#include "tests/support/ui/ModelPrinter.h"
#include "tests/support/ui/SampleViews.h"
#include "ui/models/ViewText.h"
#include "ui/screens/flags/FlagFields.h"
#include "ui/screens/flags/FlagText.h"
#include "ui/theme/Theme.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <limits>
#include <map>
#include <memory>
#include <random>

using namespace otto;
using namespace otto::test;

namespace {

FlagView flag(const char* id, Severity severity, std::optional<std::int64_t> secondsLeft,
              std::int64_t age)
{
    FlagView f = sampleFlag(0);
    f.id = FlagId{id};
    f.severity = severity;
    f.dueAt.reset();
    if (secondsLeft) {
        f.dueAt = Instant{sampleNow().ms + *secondsLeft * 1000};
    }
    f.raisedAt = ago(age);
    f.owner.reset();
    return f;
}

FlagView cleared(FlagView f, std::int64_t secondsAgo)
{
    f.isOpen = false;
    f.clearedAt = ago(secondsAgo);
    f.nextStep = NextStep::None;
    return f;
}

}  // namespace

class tst_FlagsModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { Theme::install(*qApp, ThemeMode::Light); }

    void init()
    {
        m_model = std::make_unique<FlagsModel>(OperatorId{"op-1"});
        m_model->setNow(sampleNow());
        new QAbstractItemModelTester(
            m_model.get(), QAbstractItemModelTester::FailureReportingMode::Fatal, m_model.get());
    }

    void severityThenTimeLeftThenTheOldest()
    {
        m_model->apply(
            {flag("medium", Severity::Warn, 1, 10), flag("late", Severity::Fatal, -60, 10),
             flag("never", Severity::Fatal, {}, 999), flag("soon", Severity::Fatal, 5, 10),
             flag("older", Severity::Fatal, 5, 20), flag("high", Severity::Error, -900, 1)});
        QCOMPARE(ids(), QStringLiteral("late older soon never high medium"));
    }

    void viewsShowWhatTheyPromise()
    {
        FlagView mine = flag("mine", Severity::Warn, 5, 1);
        mine.owner = OperatorId{"op-1"};
        FlagView theirs = flag("theirs", Severity::Warn, 6, 1);
        theirs.owner = OperatorId{"maria.k"};
        m_model->apply({mine, theirs, flag("nobody", Severity::Warn, 7, 1),
                        cleared(flag("over", Severity::Fatal, 1, 50), 9),
                        cleared(flag("justOver", Severity::Warn, 1, 50), 3)});
        QCOMPARE(ids(), QStringLiteral("mine theirs nobody"));
        m_model->setView(FlagsModel::View::Mine);
        QCOMPARE(ids(), QStringLiteral("mine"));
        m_model->setView(FlagsModel::View::Unowned);
        QCOMPARE(ids(), QStringLiteral("nobody"));
        m_model->setView(FlagsModel::View::Cleared);
        QCOMPARE(ids(), QStringLiteral("justOver over"));
        QCOMPARE(m_model->countOf(FlagsModel::View::Open), 3);
        QCOMPARE(m_model->countOf(FlagsModel::View::All), 5);
    }

    void pinnedFlagStaysVisibleAsClearedUntilThePinMoves()
    {
        m_model->apply({flag("a", Severity::Fatal, 1, 1), flag("b", Severity::Warn, 1, 1)});
        m_model->pin(QStringLiteral("a"));
        m_model->apply({cleared(flag("a", Severity::Fatal, 1, 1), 0)});
        m_model->settle();
        QCOMPARE(m_model->rowOfId(QStringLiteral("a")), 1);
        QVERIFY(m_model->index(1, 0).data(ClosedRole).toBool());
        QCOMPARE(m_model->index(1, FlagsModel::StateColumn).data().toString(),
                 QStringLiteral("Cleared"));
        QCOMPARE(m_model->countOf(FlagsModel::View::Open), 1);
        m_model->pin(QStringLiteral("b"));
        QTRY_COMPARE(ids(), QStringLiteral("b"));
    }

    void heldRowsKeepTheirPlaces()
    {
        m_model->apply({flag("a", Severity::Error, 10, 1), flag("b", Severity::Warn, 10, 1)});
        m_model->setHeld(true);
        FlagView worse = flag("b", Severity::Fatal, -5, 1);
        m_model->apply({worse, flag("new", Severity::Fatal, -10, 1),
                        cleared(flag("a", Severity::Error, 10, 1), 0)});
        QCOMPARE(ids(), QStringLiteral("a b new"));
        QCOMPARE(m_model->unsortedCount(), 1);
        // What changed is shown at once, only the places are kept.
        QCOMPARE(m_model->index(1, FlagsModel::SeverityColumn).data().toString(),
                 QStringLiteral("Critical"));
        QVERIFY(m_model->index(0, 0).data(ClosedRole).toBool());
        m_model->setHeld(false);
        QTRY_COMPARE(ids(), QStringLiteral("new b"));
        QCOMPARE(m_model->unsortedCount(), 0);
    }

    void freeTextFindsWhatIsShownAndWhatTheRuleSays()
    {
        m_model->apply(sampleFlags());
        const int all = m_model->rowCount();
        filter("limits ZELLE");
        QVERIFY(m_model->rowCount() > 0 && m_model->rowCount() < all);
        for (int row = 0; row < m_model->rowCount(); ++row) {
            QCOMPARE(m_model->rowAt(row)->ruleId, std::string("OT05"));
        }
        filter("no such word");
        QCOMPARE(m_model->rowCount(), 0);
        QCOMPARE(m_model->countOf(FlagsModel::View::Open), all);
        filter("");
        QCOMPARE(m_model->rowCount(), all);
    }

    void fieldsOfAFlagAreFilteredFor()
    {
        FlagView mine = flag("a", Severity::Fatal, 120, 60);
        mine.owner = OperatorId{"op-1"};
        mine.amount = Money{12'550, *Currency::parse("USD")};
        FlagView other = flag("b", Severity::Warn, -5, 600);
        other.owner = OperatorId{"maria.k"};
        other.amount.reset();
        m_model->apply({mine, other, cleared(flag("c", Severity::Error, {}, 30), 10)});
        m_model->setView(FlagsModel::View::All);
        const QList<std::pair<const char*, const char*>> cases{
            {"severity:>=high", "a c"},
            {"severity:critical", "a"},
            {"mine:yes", "a"},
            {"owner:\"\"", "c"},
            {"-owner:maria.k open:yes", "a"},
            {"amount:125.50USD owner:*", "a"},
            {"amount:\"\" owner:maria*", "b"},
            {"left:<0s", "b"},
            {"left:>1m", "a"},
            {"age:>5m", "b"},
            {"age:<1m", "c"},
            {"state:cleared", "c"},
            {"you", "a"},
            {"open && age > duration('30s')", "a b"}};
        for (const auto& [line, expected] : cases) {
            filter(line);
            QStringList shown = ids().split(QLatin1Char(' '));
            shown.sort();
            QVERIFY2(shown.join(QLatin1Char(' ')) == QString::fromLatin1(expected),
                     qPrintable(QString::fromUtf8(line) + QStringLiteral(": ") + ids()));
        }
    }

    void flagsThatComeOrChangeAreJudgedAsTheyDo()
    {
        m_model->apply({flag("a", Severity::Fatal, 5, 1), flag("b", Severity::Warn, 5, 1)});
        filter("severity:critical");
        QCOMPARE(ids(), QStringLiteral("a"));
        m_model->apply({flag("b", Severity::Fatal, 9, 1), flag("c", Severity::Warn, 5, 1),
                        flag("d", Severity::Fatal, 20, 1)});
        QTRY_COMPARE(ids(), QStringLiteral("a b d"));
        m_model->apply({flag("a", Severity::Warn, 5, 1)});
        QTRY_COMPARE(ids(), QStringLiteral("b d"));
    }

    void rowUnderThePinStaysUntilThePinMovesOn()
    {
        m_model->apply({flag("a", Severity::Fatal, 5, 1), flag("b", Severity::Fatal, 9, 1)});
        filter("severity:critical");
        m_model->pin(QStringLiteral("a"));
        m_model->apply({flag("a", Severity::Warn, 5, 1), flag("b", Severity::Warn, 9, 1)});
        QTRY_COMPARE(ids(), QStringLiteral("a"));
        m_model->pin({});
        QTRY_COMPARE(m_model->rowCount(), 0);
    }

    void timePassesForFiltersThatDependOnIt()
    {
        m_model->apply({flag("a", Severity::Fatal, 5, 58), flag("b", Severity::Fatal, 9, 10)});
        filter("age:>1m");
        QCOMPARE(m_model->rowCount(), 0);
        m_model->setNow(sampleNow() + Duration{FlagsModel::kRejudgeMs});
        QTRY_COMPARE(ids(), QStringLiteral("a"));
        filter("severity:critical");
        QCOMPARE(m_model->rowCount(), 2);
    }

    void nextUnownedGoesOnAfterTheCurrentRow()
    {
        FlagView taken = flag("b", Severity::Error, 5, 1);
        taken.owner = OperatorId{"maria.k"};
        m_model->apply({flag("a", Severity::Fatal, 5, 1), taken, flag("c", Severity::Warn, 5, 1)});
        QCOMPARE(m_model->nextUnowned({}), QStringLiteral("a"));
        QCOMPARE(m_model->nextUnowned(QStringLiteral("a")), QStringLiteral("c"));
        QCOMPARE(m_model->nextUnowned(QStringLiteral("c")), QStringLiteral("a"));
        filter("Medium");
        QCOMPARE(m_model->nextUnowned(QStringLiteral("c")), QString());
    }

    void everyColumnSortsByItsValue_data()
    {
        QTest::addColumn<int>("column");
        for (int column = 0; column < FlagsModel::ColumnCount; ++column) {
            QTest::addRow("%d", column) << column;
        }
    }

    void everyColumnSortsByItsValue()
    {
        QFETCH(int, column);
        std::vector<FlagView> flags = sampleFlags();
        for (std::size_t i = 0; i < flags.size(); ++i) {
            flags[i].occurrence = 1 + static_cast<std::uint32_t>(i * 7 % 5);
        }
        m_model->setView(FlagsModel::View::All);
        m_model->apply(flags);
        for (const Qt::SortOrder order : {Qt::AscendingOrder, Qt::DescendingOrder}) {
            m_model->sort(column, order);
            for (int row = 1; row < m_model->rowCount(); ++row) {
                const FlagView& a = *m_model->rowAt(order == Qt::AscendingOrder ? row - 1 : row);
                const FlagView& b = *m_model->rowAt(order == Qt::AscendingOrder ? row : row - 1);
                QVERIFY2(isInOrder(a, b, column), qPrintable(QString::number(row)));
            }
        }
        m_model->sort(-1);
        for (int row = 1; row < m_model->rowCount(); ++row) {
            QVERIFY(!isMoreUrgent(*m_model->rowAt(row), *m_model->rowAt(row - 1)));
        }
    }

    void amountsStandInMinorUnitsOfTheirCurrency()
    {
        FlagView f = flag("a", Severity::Warn, 5, 1);
        f.amount = Money{12'400'000, Currency{{'K', 'W', 'D'}}};
        m_model->apply({f});
        const QModelIndex index = m_model->index(0, FlagsModel::AmountColumn);
        QCOMPARE(index.data(MinorUnitsRole).toLongLong(), 12'400'000);
        QCOMPARE(index.data(DecimalsRole).toInt(), 3);
        QCOMPARE(index.data(CurrencyRole).toString(), QStringLiteral("KWD"));
    }

    void rowIsOneSpokenSentence()
    {
        FlagView f = flag("a", Severity::Fatal, 192, 1);
        f.ruleId = "OT05";
        f.ruleName = "LIMITS_NOT_RESTORED";
        f.amount = Money{1'250, Currency{}};
        f.nextStep = NextStep::Fix;
        m_model->apply({f});
        QCOMPARE(m_model->index(0, 0).data(Qt::AccessibleTextRole).toString(),
                 QStringLiteral("Critical, OT05 Limits not restored, PMT-019546a2, 12.50 USD, 3:12 "
                                "left, To fix, not owned"));
        for (int column = 0; column < FlagsModel::ColumnCount; ++column) {
            QVERIFY2(!m_model->index(0, column).data(Qt::AccessibleTextRole).toString().isEmpty(),
                     qPrintable(QString::number(column)));
        }
    }

    void ruleNamesFromOutsideAreNotGuessedAt()
    {
        QCOMPARE(ruleTitle("LIMITS_NOT_RESTORED"), QStringLiteral("Limits not restored"));
        QCOMPARE(ruleTitle("Already a title"), QStringLiteral("Already a title"));
        QCOMPARE(ruleTitle(""), QString());
        QCOMPARE(ruleTitle("<b>BOLD</b>"), QStringLiteral("<b>BOLD</b>"));
    }

    void hostileFlagsAreKeptVerbatimAndFindable()
    {
        FlagView f = flag("<script>", Severity::Warn, {}, 1);
        f.ruleName = "<b>\xE2\x80\xAE" + std::string(10'000, 'x');
        f.sentence = std::string("\xff\xfe\x01", 3);
        f.waitingFor = "a\tb\nc";
        m_model->apply({f});
        QCOMPARE(m_model->rowCount(), 1);
        QVERIFY(
            m_model->index(0, FlagsModel::RuleColumn).data().toString().contains(QChar(0x202E)));
        filter("\"<script>\" waiting:b");
        QCOMPARE(m_model->rowCount(), 1);
    }

    /// Random upserts against a plain sorted list.
    void randomDeltasEndAsAPlainSortWould()
    {
        std::mt19937 random(7);
        std::map<std::string, FlagView> oracle;
        for (int round = 0; round < 60; ++round) {
            m_model->setHeld(random() % 3 == 0);
            std::vector<FlagView> delta;
            for (unsigned i = 0; i < random() % 6; ++i) {
                const std::string id = "f" + std::to_string(random() % 40);
                FlagView f = flag(id.c_str(), static_cast<Severity>(random() % 4),
                                  static_cast<std::int64_t>(random() % 400) - 100,
                                  static_cast<std::int64_t>(random() % 900));
                if (random() % 4 == 0) {
                    f = cleared(f, static_cast<std::int64_t>(random() % 60));
                }
                oracle[id] = f;
                delta.push_back(f);
            }
            m_model->apply(delta);
        }
        m_model->setHeld(false);
        m_model->settle();
        std::vector<FlagView> expected;
        for (const auto& [id, f] : oracle) {
            if (f.isOpen) {
                expected.push_back(f);
            }
        }
        std::sort(expected.begin(), expected.end(), isMoreUrgent);
        QCOMPARE(m_model->rowCount(), static_cast<int>(expected.size()));
        for (int row = 0; row < m_model->rowCount(); ++row) {
            const FlagView& wanted = expected[static_cast<std::size_t>(row)];
            // Equally urgent flags may stand in either order.
            QVERIFY(!isMoreUrgent(wanted, *m_model->rowAt(row))
                    && !isMoreUrgent(*m_model->rowAt(row), wanted));
        }
    }

private:
    /// All flags are judged when it returns.
    void filter(const char* line)
    {
        const FilterContext context{sampleNow(), 0, "op-1"};
        const auto compiled = RowFilter::compile(line, flagSchema(), context);
        QVERIFY2(compiled.has_value(), line);
        QSignalSpy changed(m_model.get(), &RowTableBase::countsChanged);
        m_model->setRowFilter(*compiled, context);
        while (m_model->isFiltered() && m_model->isScanning())
            QVERIFY(changed.wait());
    }

    /// Whether a may stand before b when the column ascends.
    bool isInOrder(const FlagView& a, const FlagView& b, int column) const
    {
        constexpr std::int64_t kNever = std::numeric_limits<std::int64_t>::max();
        switch (column) {
        case FlagsModel::SeverityColumn: return a.severity >= b.severity;
        case FlagsModel::TimeLeftColumn:
            return (a.dueAt ? a.dueAt->ms : kNever) <= (b.dueAt ? b.dueAt->ms : kNever);
        case FlagsModel::AgeColumn: return a.raisedAt >= b.raisedAt;
        case FlagsModel::AmountColumn:
            return (a.amount ? a.amount->minor : -1) <= (b.amount ? b.amount->minor : -1);
        case FlagsModel::OccurrenceColumn: return a.occurrence <= b.occurrence;
        default: break;
        }
        const auto shown = [this, column](const FlagView& f) {
            return m_model->index(m_model->rowOfId(qText(f.id)), column).data().toString();
        };
        return shown(a) <= shown(b);
    }

    /// Ids of the shown rows, separated by spaces.
    QString ids() const
    {
        QStringList out;
        for (int row = 0; row < m_model->rowCount(); ++row) {
            out.append(m_model->index(row, 0).data(IdRole).toString());
        }
        return out.join(QLatin1Char(' '));
    }

    std::unique_ptr<FlagsModel> m_model;
};

QTEST_MAIN(tst_FlagsModel)
#include "tst_FlagsModel.moc"
