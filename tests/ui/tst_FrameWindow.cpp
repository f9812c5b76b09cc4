// SPDX-License-Identifier: Apache-2.0
#include "ui/frame/BannerBar.h"
#include "ui/frame/FrameWindow.h"
#include "ui/frame/KeysDialog.h"
#include "ui/frame/StatusBar.h"
#include "ui/widgets/OttoLabel.h"
#include "ui/widgets/ToastStack.h"

#include <QAbstractButton>
#include <QAction>
#include <QDialog>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

#include <memory>

namespace otto {

class TestFrameWindow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void shortcutsShowTheScreens();
    void railButtonShowsTheScreen();
    void focusReturnsToWhereItWas();
    void badgeIsSpoken();
    void titleNamesScreenAndProfile();
    void productionIsFramedInWords();
    void bannerShowsTheWorstFirst();
    void bannerActionNamesItsCondition();
    void bannerTextStaysPlain();
    void statusCellIsAButtonWithASentence();
    void statusCellWithoutTextIsHidden();
    void clockCellSwitchesTheClock();
    void menuSwitchesTheTheme();
    void messagesAreDismissedByKey();
    void settingsAreRestored();
    void keyTableIsMadeFromTheActions();
    void everyFocusableWidgetHasAName();

private:
    template <typename Widget>
    Widget* child(const char* name) const
    {
        return m_window->findChild<Widget*>(QString::fromLatin1(name));
    }

    std::unique_ptr<FrameWindow> m_window;
    QLineEdit* m_flagsFilter = nullptr;
    QLineEdit* m_flagsOther = nullptr;
};

void TestFrameWindow::init()
{
    Theme::current().setMode(ThemeMode::Light);
    Theme::current().setDensity(Density::Normal);
    setClockMode(ClockMode::Utc);
    m_window = std::make_unique<FrameWindow>();
    auto* overview = new QPushButton(QStringLiteral("overview"));
    auto* flags = new QWidget;
    m_flagsFilter = new QLineEdit(flags);
    m_flagsFilter->setAccessibleName(QStringLiteral("Filter"));
    m_flagsOther = new QLineEdit(flags);
    m_flagsOther->setAccessibleName(QStringLiteral("Other"));
    auto* claim = new QAction(QStringLiteral("&Claim"), flags);
    claim->setShortcut(QKeySequence(Qt::Key_C));
    flags->addAction(claim);
    m_window->addScreen(QStringLiteral("overview"), QStringLiteral("Overview"), "overview",
                        QKeySequence(QStringLiteral("Ctrl+1")), overview);
    m_window->addScreen(QStringLiteral("flags"), QStringLiteral("Flags"), "flags",
                        QKeySequence(QStringLiteral("Ctrl+2")), flags);
    m_window->show();
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
}

void TestFrameWindow::cleanup()
{
    m_window.reset();
}

void TestFrameWindow::shortcutsShowTheScreens()
{
    QSignalSpy changed(m_window.get(), &FrameWindow::currentScreenChanged);
    QCOMPARE(m_window->currentScreen(), QStringLiteral("overview"));
    QTest::keyClick(m_window.get(), Qt::Key_2, Qt::ControlModifier);
    QCOMPARE(m_window->currentScreen(), QStringLiteral("flags"));
    QVERIFY(m_window->screen(QStringLiteral("flags"))->isVisible());
    QVERIFY(!m_window->screen(QStringLiteral("overview"))->isVisible());
    QTest::keyClick(m_window.get(), Qt::Key_1, Qt::ControlModifier);
    QCOMPARE(m_window->currentScreen(), QStringLiteral("overview"));
    QCOMPARE(changed.count(), 2);
    m_window->setCurrentScreen(QStringLiteral("nothing"));
    QCOMPARE(m_window->currentScreen(), QStringLiteral("overview"));
}

void TestFrameWindow::railButtonShowsTheScreen()
{
    auto* button = child<QAbstractButton>("rail.flags");
    QVERIFY(!button->isChecked());
    button->click();
    QCOMPARE(m_window->currentScreen(), QStringLiteral("flags"));
    QVERIFY(button->isChecked());
    QVERIFY(!child<QAbstractButton>("rail.overview")->isChecked());
    button->click();
    QVERIFY(button->isChecked());
    QVERIFY(button->toolTip().contains(QStringLiteral("Ctrl+2")));
}

void TestFrameWindow::focusReturnsToWhereItWas()
{
    m_window->setCurrentScreen(QStringLiteral("flags"));
    QTRY_VERIFY(m_flagsFilter->hasFocus());
    m_flagsOther->setFocus();
    m_window->setCurrentScreen(QStringLiteral("overview"));
    QTRY_VERIFY(m_window->screen(QStringLiteral("overview"))->hasFocus());
    m_window->setCurrentScreen(QStringLiteral("flags"));
    QTRY_VERIFY(m_flagsOther->hasFocus());
}

void TestFrameWindow::badgeIsSpoken()
{
    auto* button = child<QAbstractButton>("rail.flags");
    const QImage plain = button->grab().toImage();
    m_window->setBadge(QStringLiteral("flags"), 37, Tone::Critical);
    QCOMPARE(button->accessibleName(), QStringLiteral("Flags, 37"));
    QVERIFY(button->grab().toImage() != plain);
    m_window->setBadge(QStringLiteral("flags"), 0);
    QCOMPARE(button->accessibleName(), QStringLiteral("Flags"));
    QVERIFY(button->grab().toImage() == plain);
}

void TestFrameWindow::titleNamesScreenAndProfile()
{
    QCOMPARE(m_window->windowTitle(), QStringLiteral("Overview – Otto Console"));
    m_window->setProfile(QStringLiteral("demo"), FrameWindow::Environment::None);
    m_window->setCurrentScreen(QStringLiteral("flags"));
    QCOMPARE(m_window->windowTitle(), QStringLiteral("Flags – demo – Otto Console"));
}

void TestFrameWindow::productionIsFramedInWords()
{
    m_window->setProfile(QStringLiteral("core-eu"), FrameWindow::Environment::Production);
    auto* edge = child<QWidget>("environmentEdge");
    QVERIFY(edge->isVisible());
    QCOMPARE(edge->accessibleName(), QStringLiteral("PRODUCTION – core-eu"));
    m_window->setProfile(QStringLiteral("demo"), FrameWindow::Environment::None);
    QVERIFY(!edge->isVisible());
}

void TestFrameWindow::bannerShowsTheWorstFirst()
{
    BannerBar* banner = m_window->banner();
    QVERIFY(!banner->isVisible());
    banner->setNotice(QStringLiteral("readonly"), {Tone::Info, QStringLiteral("Read-only"), {}});
    QVERIFY(banner->isVisible());
    banner->setNotice(QStringLiteral("broker"),
                      {Tone::Critical, QStringLiteral("Broker unreachable"), {}});
    QCOMPARE(banner->shownKey(), QStringLiteral("broker"));
    QCOMPARE(child<OttoLabel>("bannerMore")->text(), QStringLiteral("+1 more"));
    QVERIFY(banner->accessibleName().contains(QStringLiteral("Read-only")));
    banner->setNotice(QStringLiteral("broker"),
                      {Tone::Critical, QStringLiteral("Still unreachable"), {}});
    QCOMPARE(banner->shownText(), QStringLiteral("Still unreachable"));
    banner->clearNotice(QStringLiteral("broker"));
    QCOMPARE(banner->shownText(), QStringLiteral("Read-only"));
    banner->clearNotice(QStringLiteral("readonly"));
    QVERIFY(!banner->isVisible());
}

void TestFrameWindow::bannerActionNamesItsCondition()
{
    BannerBar* banner = m_window->banner();
    banner->setNotice(QStringLiteral("broker"),
                      {Tone::Critical, QStringLiteral("Unreachable"), QStringLiteral("Details")});
    QSignalSpy triggered(banner, &BannerBar::actionTriggered);
    child<QPushButton>("bannerAction")->click();
    QCOMPARE(triggered.count(), 1);
    QCOMPARE(triggered.constFirst().constFirst().toString(), QStringLiteral("broker"));
}

void TestFrameWindow::bannerTextStaysPlain()
{
    m_window->banner()->setNotice(QStringLiteral("broker"),
                                  {Tone::High, QStringLiteral("<b>host</b>\u202E"), {}});
    const QString text = child<OttoLabel>("bannerText")->text();
    QVERIFY(text.startsWith(QStringLiteral("<b>host</b>")));
    QVERIFY(text.contains(QStringLiteral("U+202E")));
}

void TestFrameWindow::statusCellIsAButtonWithASentence()
{
    StatusBar* status = m_window->status();
    status->setCell(StatusCell::Watermark, QStringLiteral("complete to 14:02:09"),
                    QStringLiteral("All facts up to 14:02:09 UTC have been read."));
    auto* cell = child<QToolButton>("status.watermark");
    QVERIFY(cell->isVisible());
    QCOMPARE(cell->accessibleName(), QStringLiteral("Complete to: complete to 14:02:09"));
    QCOMPARE(cell->toolTip(), QStringLiteral("All facts up to 14:02:09 UTC have been read."));
    QCOMPARE(cell->accessibleDescription(), cell->toolTip());
    QSignalSpy activated(status, &StatusBar::cellActivated);
    cell->click();
    QCOMPARE(activated.count(), 1);
    QCOMPARE(activated.constFirst().constFirst().value<StatusCell>(), StatusCell::Watermark);
    QCOMPARE(status->cellText(StatusCell::Watermark), QStringLiteral("complete to 14:02:09"));
}

void TestFrameWindow::statusCellWithoutTextIsHidden()
{
    StatusBar* status = m_window->status();
    status->setCell(StatusCell::Quarantine, QStringLiteral("3 & more"),
                    QStringLiteral("Odd records."));
    QVERIFY(child<QToolButton>("status.quarantine")->isVisible());
    QCOMPARE(status->cellText(StatusCell::Quarantine), QStringLiteral("3 & more"));
    status->setCell(StatusCell::Quarantine, QString(), QString());
    QVERIFY(!child<QToolButton>("status.quarantine")->isVisible());
}

void TestFrameWindow::clockCellSwitchesTheClock()
{
    m_window->status()->setCell(StatusCell::Clock, QStringLiteral("14:02:10 UTC"),
                                QStringLiteral("Click."));
    QSignalSpy changed(m_window.get(), &FrameWindow::clockModeChanged);
    child<QToolButton>("status.clock")->click();
    QCOMPARE(clockMode(), ClockMode::Local);
    child<QAction>("localTime")->trigger();
    QCOMPARE(clockMode(), ClockMode::Utc);
    QCOMPARE(changed.count(), 2);
}

void TestFrameWindow::menuSwitchesTheTheme()
{
    child<QAction>("theme.dark")->trigger();
    QVERIFY(Theme::current().isDark());
    Theme::current().setMode(ThemeMode::Light);
    QVERIFY(child<QAction>("theme.light")->isChecked());
    QVERIFY(!child<QAction>("theme.dark")->isChecked());
    child<QAction>("density.compact")->trigger();
    QCOMPARE(Theme::current().rowHeight(), 22);
}

void TestFrameWindow::messagesAreDismissedByKey()
{
    m_window->toasts()->show(Tone::High, QStringLiteral("Not sent"));
    QVERIFY(m_window->toasts()->isVisible());
    QTest::keyClick(m_window.get(), Qt::Key_M, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(m_window->toasts()->titles().isEmpty());
}

void TestFrameWindow::settingsAreRestored()
{
    const QTemporaryDir folder;
    QSettings settings(folder.filePath(QStringLiteral("otto.ini")), QSettings::IniFormat);
    child<QAction>("theme.dark")->trigger();
    child<QAction>("density.compact")->trigger();
    child<QAction>("localTime")->trigger();
    m_window->saveTo(settings);
    Theme::current().setMode(ThemeMode::Light);
    Theme::current().setDensity(Density::Normal);
    child<QAction>("localTime")->trigger();
    m_window->restoreFrom(settings);
    QCOMPARE(Theme::current().mode(), ThemeMode::Dark);
    QCOMPARE(Theme::current().density(), Density::Compact);
    QCOMPARE(clockMode(), ClockMode::Local);
}

void TestFrameWindow::keyTableIsMadeFromTheActions()
{
    QTest::keyClick(m_window.get(), Qt::Key_F1);
    auto* dialog = child<QDialog>("keysDialog");
    QVERIFY(dialog != nullptr);
    QTRY_VERIFY(dialog->isVisible());
    QStringList texts;
    const QList<OttoLabel*> labels = dialog->findChildren<OttoLabel*>();
    for (const OttoLabel* label : labels) {
        texts.append(label->text());
    }
    for (const char* text :
         {"Everywhere", "Overview", "Ctrl+1", "Quit", "Ctrl+Q", "Claim", "J, K, arrows"}) {
        QVERIFY2(texts.contains(QString::fromLatin1(text)), text);
    }
    // The claim action lives in the flags screen, so it is listed below its title, after what works
    // everywhere.
    const auto claim = texts.indexOf(QStringLiteral("Claim"));
    const auto title = texts.lastIndexOf(QStringLiteral("Flags"), claim);
    QVERIFY(title > texts.indexOf(QStringLiteral("Quit")));
    QVERIFY(title > texts.indexOf(QStringLiteral("Ctrl+2")));
    dialog->close();
}

void TestFrameWindow::everyFocusableWidgetHasAName()
{
    m_window->status()->setCell(StatusCell::Profile, QStringLiteral("demo"),
                                QStringLiteral("Built in."));
    const QList<QWidget*> widgets = m_window->findChildren<QWidget*>();
    for (const QWidget* widget : widgets) {
        if (widget->isVisible() && (widget->focusPolicy() & Qt::TabFocus) != 0) {
            const auto* button = qobject_cast<const QAbstractButton*>(widget);
            const bool named = !widget->accessibleName().isEmpty()
                               || (button != nullptr && !button->text().isEmpty());
            QVERIFY2(named, qPrintable(widget->objectName()
                                       + QLatin1StringView(widget->metaObject()->className())));
        }
    }
}

}  // namespace otto

QTEST_MAIN(otto::TestFrameWindow)
#include "tst_FrameWindow.moc"
