// SPDX-License-Identifier: Apache-2.0
#include "tests/support/ui/Accessibility.h"
#include "tests/support/ui/ScreenRig.h"
#include "ui/delegates/CellRoles.h"
#include "ui/dialogs/FixerSheet.h"
#include "ui/models/ViewText.h"
#include "ui/screens/fixers/FixersScreen.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/DisplayText.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/KeyValueGrid.h"
#include "ui/widgets/OttoLabel.h"
#include "ui/widgets/TableView.h"

#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabBar>
#include <QTest>

#include <memory>

using namespace otto;
using namespace otto::test;

class tst_FixersScreen : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { Theme::install(*qApp, ThemeMode::Light); }

    void init()
    {
        setClockMode(ClockMode::Utc);
        m_rig = std::make_unique<ScreenRig>();
        m_screen = std::make_unique<FixersScreen>(m_rig->client);
        m_screen->resize(1270, 820);
        m_screen->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_screen.get()));
        m_table = &child<TableView>(*m_screen, "fixers.table");
        m_table->setFocus();
    }

    void cleanup()
    {
        m_screen.reset();
        m_rig.reset();
    }

    void settledFixesAreHistory()
    {
        Delta delta;
        delta.fixes = {fix(0, FixState::Sent), fix(1, FixState::Verified),
                       fix(2, FixState::Unknown)};
        m_rig->apply(delta);
        QCOMPARE(tabs().tabText(0), QStringLiteral("In flight  2"));
        QCOMPARE(tabs().tabText(1), QStringLiteral("History  3"));
        QCOMPARE(m_table->model()->rowCount(), 2);
        QTest::keyClick(m_table, Qt::Key_BracketRight);
        QCOMPARE(m_table->model()->rowCount(), 3);
    }

    void selectedFixIsToldInFullAndLive()
    {
        Delta delta;
        delta.fixes = {fix(0, FixState::Sent)};
        delta.fixes[0].explanation = "Limits has it; waiting for its answer.";
        m_rig->apply(delta);
        m_table->setCurrentId(qText(delta.fixes[0].commandId));
        QCOMPARE(child<OttoLabel>(*m_screen, "explanation").text(),
                 QStringLiteral("Limits has it; waiting for its answer."));
        QCOMPARE(child<OttoLabel>(*m_screen, "tick.answered").text(),
                 QStringLiteral("Answered: waiting"));
        delta.fixes[0].answered = Tick3{TickState::Refused, ago(0), "VERSION_CONFLICT", {}};
        m_rig->apply(delta);
        QCOMPARE(child<OttoLabel>(*m_screen, "tick.answered").text(),
                 QStringLiteral("Answered: refused"));
    }

    void unknownFixCanBeAskedAbout()
    {
        Delta delta;
        delta.fixes = {fix(0, FixState::Unknown)};
        m_rig->apply(delta);
        m_rig->answer<CatalogueQuery>(sampleCatalogue());
        m_table->setCurrentId(qText(delta.fixes[0].commandId));
        QTest::keyClick(m_table, Qt::Key_Q);
        auto* menu = m_screen->findChild<QMenu*>(QStringLiteral("questionMenu"));
        QVERIFY(menu != nullptr);
        menu->actions().at(2)->trigger();
        QCOMPARE(m_rig->port.last<AskSuspenderCommand>()->suspender, std::string("GetLimits"));
        QCOMPARE(m_rig->port.last<AskSuspenderCommand>()->paymentId, delta.fixes[0].paymentId);
        menu->close();
        QVERIFY(m_screen->findChild<QPushButton*>(QStringLiteral("button.claim")) == nullptr);
    }

    void enterOpensThePayment()
    {
        QSignalSpy opened(m_screen.get(), &Screen::paymentRequested);
        Delta delta;
        delta.fixes = {fix(0, FixState::Sent)};
        m_rig->apply(delta);
        m_table->setCurrentId(qText(delta.fixes[0].commandId));
        QTest::keyClick(m_table, Qt::Key_Return);
        QTest::keyClick(m_table, Qt::Key_O);
        QCOMPARE(opened.size(), 2);
        QCOMPARE(opened[1][0].toString(), qText(delta.fixes[0].paymentId));
    }

    void showFixFindsItInItsTab()
    {
        Delta delta;
        delta.fixes = {fix(0, FixState::Sent), fix(1, FixState::Verified)};
        m_rig->apply(delta);
        m_screen->showFix(delta.fixes[1].commandId);
        QCOMPARE(tabs().currentIndex(), static_cast<int>(FixersScreen::History));
        QCOMPARE(m_table->currentId(), qText(delta.fixes[1].commandId));
        m_screen->showFix(CommandId{"unknown"});
        QCOMPARE(m_table->currentId(), qText(delta.fixes[1].commandId));
    }

    void catalogueOpensTheSheetForAPayment()
    {
        m_rig->apply();
        m_rig->answer<CatalogueQuery>(sampleCatalogue());
        tabs().setCurrentIndex(FixersScreen::CatalogueTab);
        auto& fixers = child<TableView>(*m_screen, "fixers.catalogue");
        QCOMPARE(fixers.model()->rowCount(), 4);
        fixers.setFocus();
        QVERIFY(fixers.setCurrentId(QStringLiteral("RestoreLimits")));
        QTest::keyClick(&fixers, Qt::Key_Return);
        auto& payment = child<QLineEdit>(*m_screen, "catalogue.payment");
        QVERIFY(payment.hasFocus());
        QTest::keyClick(&payment, Qt::Key_Return);
        QVERIFY(m_screen->findChild<FixerSheet*>() == nullptr);
        QTest::keyClicks(&payment, QStringLiteral("PMT-019546a2"));
        QTest::keyClick(&payment, Qt::Key_Return);
        QVERIFY(m_screen->findChild<FixerSheet*>() != nullptr);
        QCOMPARE(m_rig->port.last<PreviewFixerQuery>()->fixer, std::string("RestoreLimits"));
        QCOMPARE(m_rig->port.last<PreviewFixerQuery>()->paymentId, PaymentId{"PMT-019546a2"});
        QCOMPARE(m_rig->port.count<SendFixerCommand>(), 0);
    }

    void catalogueIsFetchedAgainWhenCountsMove()
    {
        m_rig->apply();
        QCOMPARE(m_rig->port.count<CatalogueQuery>(), 1);
        m_rig->answer<CatalogueQuery>(sampleCatalogue());
        m_rig->apply();
        QCOMPARE(m_rig->port.count<CatalogueQuery>(), 1);
        ++m_rig->port.status().verified;
        m_rig->apply();
        QCOMPARE(m_rig->port.count<CatalogueQuery>(), 2);
    }

    void emptyTabsSayWhatWouldBeThere()
    {
        m_rig->apply();
        const auto* empty = m_table->findChild<EmptyState*>();
        QVERIFY(empty->isVisible());
        QCOMPARE(empty->accessibleName(), QStringLiteral("Nothing in flight"));
        tabs().setCurrentIndex(FixersScreen::History);
        QCOMPARE(empty->accessibleName(), QStringLiteral("No fixer was sent yet"));
    }

    void hostileFixIsShownAsText()
    {
        Delta delta;
        delta.fixes = {fix(0, FixState::Sent)};
        delta.fixes[0].comment = "<b>x</b>\xE2\x80\xAE" + std::string(10'000, 'c');
        delta.fixes[0].explanation = "<script>";
        delta.fixes[0].fixer = std::string(10'000, 'F');
        delta.fixes[0].sent.text = std::string("\x01\xff", 2);
        m_rig->apply(delta);
        m_table->setCurrentId(qText(delta.fixes[0].commandId));
        const QList<QLabel*> labels = m_screen->findChildren<QLabel*>();
        for (const QLabel* label : labels) {
            QCOMPARE(label->textFormat(), Qt::PlainText);
        }
        QVERIFY(!m_screen->grab().isNull());
    }

    void everyWidgetThatTakesTheFocusHasAName()
    {
        Delta delta;
        delta.fixes = sampleFixes();
        m_rig->apply(delta);
        m_rig->answer<CatalogueQuery>(sampleCatalogue());
        m_table->setCurrentId(qText(delta.fixes[0].commandId));
        QCOMPARE(widgetsWithoutName(*m_screen), QStringList());
        tabs().setCurrentIndex(FixersScreen::CatalogueTab);
        QCOMPARE(widgetsWithoutName(*m_screen), QStringList());
    }

private:
    static FixView fix(int n, FixState state)
    {
        FixView f = sampleFix(n);
        f.state = state;
        f.answered = state == FixState::Sent ? Tick3{TickState::Pending, {}, {}, {}} : f.answered;
        return f;
    }

    QTabBar& tabs() { return child<QTabBar>(*m_screen, "fixers.tabs"); }

    std::unique_ptr<ScreenRig> m_rig;
    std::unique_ptr<FixersScreen> m_screen;
    TableView* m_table = nullptr;
};

QTEST_MAIN(tst_FixersScreen)
#include "tst_FixersScreen.moc"
