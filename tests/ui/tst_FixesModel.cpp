// SPDX-License-Identifier: Apache-2.0
#include "tests/support/ui/ModelPrinter.h"
#include "tests/support/ui/SampleViews.h"
#include "ui/models/ViewText.h"
#include "ui/screens/fixers/CatalogueModel.h"
#include "ui/screens/fixers/FixesModel.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/DisplayText.h"

#include <QAbstractItemModelTester>
#include <QTest>

#include <memory>

using namespace otto;
using namespace otto::test;

namespace {

FixView fix(const char* id, FixState state, std::int64_t age)
{
    FixView f = sampleFix(0);
    f.commandId = CommandId{id};
    f.state = state;
    f.issuedAt = ago(age);
    return f;
}

}  // namespace

class tst_FixesModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { Theme::install(*qApp, ThemeMode::Light); }

    void init()
    {
        setClockMode(ClockMode::Utc);
        m_model = std::make_unique<FixesModel>();
        new QAbstractItemModelTester(
            m_model.get(), QAbstractItemModelTester::FailureReportingMode::Fatal, m_model.get());
    }

    void historyIsTheLastFirst()
    {
        m_model->setView(FixesModel::View::All);
        m_model->apply({fix("old", FixState::Verified, 90), fix("new", FixState::Sent, 1),
                        fix("middle", FixState::Unknown, 30)});
        QCOMPARE(ids(), QStringLiteral("new middle old"));
    }

    void whatIsUnsettled_data()
    {
        QTest::addColumn<int>("state");
        QTest::addColumn<bool>("isUnsettled");
        const auto row = [](const char* name, FixState state, bool isUnsettled) {
            QTest::newRow(name) << static_cast<int>(state) << isUnsettled;
        };
        row("decided", FixState::Decided, true);
        row("sent", FixState::Sent, true);
        row("answered", FixState::Answered, true);
        row("verified", FixState::Verified, false);
        row("refused", FixState::Refused, false);
        row("not verified", FixState::NotVerified, true);
        row("unknown", FixState::Unknown, true);
        row("not sent", FixState::NotSent, false);
    }

    void whatIsUnsettled()
    {
        QFETCH(int, state);
        QFETCH(bool, isUnsettled);
        m_model->setView(FixesModel::View::InFlight);
        m_model->apply({fix("it", static_cast<FixState>(state), 1)});
        QCOMPARE(m_model->rowCount(), isUnsettled ? 1 : 0);
        QCOMPARE(m_model->countOf(FixesModel::View::InFlight), isUnsettled ? 1 : 0);
        QCOMPARE(m_model->countOf(FixesModel::View::All), 1);
    }

    void troubleStandsFirstInFlight()
    {
        m_model->setView(FixesModel::View::InFlight);
        m_model->apply({fix("fresh", FixState::Sent, 1), fix("lost", FixState::Unknown, 500),
                        fix("unproven", FixState::NotVerified, 300)});
        QCOMPARE(ids(), QStringLiteral("unproven lost fresh"));
    }

    void ticksAreServedWithTheirSentences()
    {
        FixView f = fix("it", FixState::Refused, 1);
        f.sent = Tick3{TickState::Done, ago(1), "The broker took it.", {}};
        f.answered = Tick3{TickState::Refused, ago(0), "VERSION_CONFLICT.", {}};
        m_model->apply({f});
        const QModelIndex index = m_model->index(0, FixesModel::TicksColumn);
        QCOMPARE(index.data(SentTickRole).toInt(), static_cast<int>(TickState::Done));
        QCOMPARE(index.data(AnsweredTickRole).toInt(), static_cast<int>(TickState::Refused));
        QCOMPARE(index.data(VerifiedTickRole).toInt(), static_cast<int>(TickState::None));
        QCOMPARE(index.data(AnsweredTextRole).toString(), QStringLiteral("VERSION_CONFLICT."));
        QCOMPARE(index.data(Qt::AccessibleTextRole).toString(),
                 QStringLiteral("sent done, answered refused, verified not yet"));
    }

    void deadlineCountsOnlyWhileItRuns()
    {
        m_model->apply({fix("open", FixState::Sent, 1), fix("over", FixState::Verified, 2)});
        QVERIFY(m_model->index(0, FixesModel::TimeLeftColumn).data(DeadlineRole).isValid());
        QVERIFY(!m_model->index(1, FixesModel::TimeLeftColumn).data(DeadlineRole).isValid());
    }

    void freeTextFindsTheCommandId()
    {
        m_model->apply({fix("CMD-abc", FixState::Sent, 1), fix("CMD-def", FixState::Sent, 2)});
        m_model->setFilterText(QStringLiteral("cmd-def"));
        QCOMPARE(ids(), QStringLiteral("CMD-def"));
    }

    void catalogueShowsWhatAnOperatorMustKnow()
    {
        CatalogueModel model;
        QAbstractItemModelTester tester(&model,
                                        QAbstractItemModelTester::FailureReportingMode::Fatal);
        model.setFixers(sampleCatalogue().fixers);
        QCOMPARE(model.rowCount(), 4);
        QCOMPARE(
            printModel(model, {CatalogueModel::TitleColumn, CatalogueModel::RiskColumn,
                               CatalogueModel::ConfirmingFactColumn, CatalogueModel::TimeoutColumn,
                               CatalogueModel::SentColumn, CatalogueModel::VerifiedColumn})
                .section(QLatin1Char('\n'), 1, 1),
            QStringLiteral("Restore limits | One operator up to 1,000.00 USD, then a second "
                           "person | LimitsUpdated RESTORED over every window | 30 s | 14 | 13"));
        std::vector<FixerView> counted = sampleCatalogue().fixers;
        counted[1].sentCount = 15;
        const QPersistentModelIndex kept = model.index(1, CatalogueModel::SentColumn);
        model.setFixers(counted);
        QVERIFY(kept.isValid());
        QCOMPARE(kept.data().toString(), QStringLiteral("15"));
        model.setFixers({});
        QCOMPARE(model.rowCount(), 0);
    }

private:
    QString ids() const
    {
        QStringList out;
        for (int row = 0; row < m_model->rowCount(); ++row) {
            out.append(m_model->index(row, 0).data(IdRole).toString());
        }
        return out.join(QLatin1Char(' '));
    }

    std::unique_ptr<FixesModel> m_model;
};

QTEST_MAIN(tst_FixesModel)
#include "tst_FixesModel.moc"
