// SPDX-License-Identifier: Apache-2.0
#include "tests/support/ui/SampleRules.h"
#include "tests/support/ui/ScreenRig.h"
#include "ui/ConsoleWindow.h"
#include "ui/screens/Screen.h"
#include "ui/screens/overview/PlotView.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/OttoLabel.h"
#include "ui/widgets/TableView.h"

#include <QHeaderView>
#include <QScrollBar>
#include <QTest>

#include <memory>

using namespace otto;
using namespace otto::test;

namespace {

/// The smallest desk that is supported (product.md 5.11), and the usual one.
constexpr QSize kSmall{1366, 768};
constexpr QSize kUsual{1920, 1080};
/// What a desktop's panel and a window's frame leave of the small one.
constexpr QSize kSmallFree{1366, 704};

}  // namespace

/// Nothing important is clipped at the sizes operators have.
class tst_ScreenFit : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { Theme::install(*qApp, ThemeMode::Light); }

    void init()
    {
        setClockMode(ClockMode::Utc);
        m_rig = std::make_unique<ScreenRig>();
        m_window = std::make_unique<ConsoleWindow>(m_rig->client, QStringLiteral("demo"));
        m_rig->apply(sampleDelta());
        Q_EMIT child<otto::Screen>(*m_window, "screen.flags")
            .paymentRequested(QString::fromStdString(samplePayment().summary.id.value));
        m_rig->answer<PaymentQuery>(samplePayment());
        m_rig->answer<RulesQuery>(sampleRefusedRules());
    }

    void cleanup()
    {
        m_window.reset();
        m_rig.reset();
    }

    void windowFitsASmallDesk()
    {
        m_window->show();
        const QSize least = m_window->minimumSizeHint();
        QVERIFY2(least.width() <= kSmallFree.width(), qPrintable(QString::number(least.width())));
        QVERIFY2(least.height() <= kSmallFree.height(),
                 qPrintable(QString::number(least.height())));
    }

    void noTableScrollsSideways_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::newRow("small") << kSmall;
        QTest::newRow("usual") << kUsual;
    }

    void noTableScrollsSideways()
    {
        QFETCH(const QSize, size);
        m_window->resize(size);
        m_window->show();
        for (const char* screen :
             {"overview", "stream", "flags", "payment", "suspenders", "fixers", "rules"}) {
            m_window->setCurrentScreen(QString::fromLatin1(screen));
            QCoreApplication::processEvents();
            const auto tables =
                m_window->screen(QString::fromLatin1(screen))->findChildren<TableView*>();
            QVERIFY(!tables.isEmpty());
            for (const TableView* table : tables) {
                const QString name =
                    table->objectName() + QStringLiteral(" of ") + QString::fromLatin1(screen);
                QVERIFY2(!table->isVisible() || table->horizontalScrollBar()->maximum() == 0,
                         qPrintable(name));
            }
        }
    }

    void headersOfTheOverviewAreReadInFull()
    {
        m_window->resize(kSmall);
        m_window->show();
        m_window->setCurrentScreen(QStringLiteral("overview"));
        QCoreApplication::processEvents();
        for (const char* name : {"overview.systems", "overview.rules"}) {
            const QHeaderView* header = child<TableView>(*m_window, name).horizontalHeader();
            for (int column = 0; column < header->count(); ++column) {
                if (header->isSectionHidden(column))
                    continue;
                const QString title =
                    header->model()->headerData(column, Qt::Horizontal).toString();
                QVERIFY2(header->sectionSizeHint(column) <= header->sectionSize(column),
                         qPrintable(QStringLiteral("%1: %2 in %3")
                                        .arg(title)
                                        .arg(header->sectionSizeHint(column))
                                        .arg(header->sectionSize(column))));
            }
        }
    }

    /// A label must take the ink of the theme whenever it changes: before its screen is shown first
    /// as well as after.
    void labelsFollowTheThemeAtAnyTime_data()
    {
        QTest::addColumn<bool>("isShownBefore");
        QTest::newRow("before it is shown") << false;
        QTest::newRow("while it is shown") << true;
    }

    void labelsFollowTheThemeAtAnyTime()
    {
        QFETCH(const bool, isShownBefore);
        for (const ThemeMode mode : {ThemeMode::Dark, ThemeMode::Light}) {
            m_window->hide();
            if (isShownBefore) {
                m_window->show();
                QCoreApplication::processEvents();
            }
            Theme::current().setMode(mode);
            m_window->show();
            for (const char* screen :
                 {"overview", "stream", "flags", "payment", "suspenders", "fixers"}) {
                m_window->setCurrentScreen(QString::fromLatin1(screen));
                QCoreApplication::processEvents();
                const auto labels = m_window->findChildren<OttoLabel*>();
                for (const OttoLabel* label : labels) {
                    const QColor ink = label->palette().color(QPalette::WindowText);
                    const bool isReadable =
                        (ink.lightness() > 128) == (mode == ThemeMode::Dark) || !label->isVisible();
                    QVERIFY2(isReadable,
                             qPrintable(QStringLiteral("%1 %2 of %3: %4")
                                            .arg(QString::fromLatin1(screen), label->objectName(),
                                                 label->text(), ink.name())));
                }
            }
        }
    }

    void plotsShareTheirAxisAndLabelTheirEnds()
    {
        m_window->resize(kSmall);
        m_window->show();
        m_window->setCurrentScreen(QStringLiteral("overview"));
        QCoreApplication::processEvents();
        const auto plots = m_window->findChildren<PlotView*>();
        QCOMPARE(plots.size(), 2);
        QCOMPARE(plots[0]->chart()->plotArea().left(), plots[1]->chart()->plotArea().left());
        QCOMPARE(plots[0]->chart()->plotArea().right(), plots[1]->chart()->plotArea().right());
        for (const PlotView* plot : plots) {
            QVERIFY(plot->shownYLabels().size() >= 2);
            QVERIFY(plot->shownYLabels().contains(QStringLiteral("0")));
        }
        // However low it gets, labels never cover each other.
        plots[0]->setFixedHeight(24);
        QCoreApplication::processEvents();
        QCOMPARE(plots[0]->shownYLabels().size(), 1);
    }

private:
    std::unique_ptr<ScreenRig> m_rig;
    std::unique_ptr<ConsoleWindow> m_window;
};

QTEST_MAIN(tst_ScreenFit)
#include "tst_ScreenFit.moc"
