// SPDX-License-Identifier: Apache-2.0
#include "ui/delegates/AgeDelegate.h"
#include "ui/delegates/CellRoles.h"
#include "ui/delegates/MoneyDelegate.h"
#include "ui/delegates/RingDelegate.h"
#include "ui/delegates/SeverityDelegate.h"
#include "ui/delegates/SlaDelegate.h"
#include "ui/delegates/StateDelegate.h"
#include "ui/delegates/TicksDelegate.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/DisplayText.h"

#include <QHelpEvent>
#include <QPainter>
#include <QStandardItemModel>
#include <QTableView>
#include <QTest>
#include <QToolTip>

#include <algorithm>

namespace otto {

namespace {

constexpr qint64 kNow = 1'740'837'730'000;

QImage painted(const CellDelegate& delegate, const QModelIndex& index, bool selected = false)
{
    QImage image(180, 28, QImage::Format_ARGB32);
    image.fill(Qt::magenta);
    QPainter painter(&image);
    QStyleOptionViewItem option;
    option.rect = image.rect();
    option.state = QStyle::State_Enabled;
    option.state.setFlag(QStyle::State_Selected, selected);
    delegate.paint(&painter, option, index);
    return image;
}

int pixelsOf(const QImage& image, const QColor& color)
{
    int count = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            count += image.pixelColor(x, y) == color ? 1 : 0;
        }
    }
    return count;
}

int darkestOf(const QImage& image)
{
    int darkest = 255;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            darkest = std::min(darkest, image.pixelColor(x, y).lightness());
        }
    }
    return darkest;
}

}  // namespace

class TestDelegates : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cellFillsItsWholeRectangle();
    void selectedTextStaysLegible();
    void markupIsDrawnAsText();
    void undecodableRecordHasANotch();
    void secondaryTextIsDimmed();
    void hoveredRowIsShaded();
    void severityIsAWordAndAShape();
    void closedSeverityIsOutlined();
    void glyphOnlySeverityLeavesTheWordOut();
    void slaSaysHowMuchTimeIsLeft();
    void overdueSlaSaysByHowMuch();
    void endedSlaStopsCounting();
    void slaWithoutDeadlineIsADash();
    void slaBarShrinksWithTime();
    void ringSaysTimeLeftThenDuration();
    void ageCountsFromTheStart();
    void everyTickStateIsDrawnDifferently();
    void ticksSpeakTheirStates();
    void outOfRangeTickIsUnknown();
    void moneyIsDrawnAndCopiedExactly();
    void decimalPointsStandBelowEachOther();
    void statePillShowsItsWord();
    void toolTipOfOutsideTextIsEscaped();

private:
    QModelIndex cell() const { return m_model.index(0, 0); }
    void set(int role, const QVariant& value) { m_model.setData(cell(), value, role); }

    QStandardItemModel m_model{1, 1};
};

void TestDelegates::init()
{
    Theme::current().setMode(ThemeMode::Light);
    m_model.clear();
    m_model.setRowCount(1);
    m_model.setColumnCount(1);
}

void TestDelegates::cellFillsItsWholeRectangle()
{
    const CellDelegate delegate;
    set(Qt::DisplayRole, QStringLiteral("text"));
    QCOMPARE(pixelsOf(painted(delegate, cell()), Qt::magenta), 0);
    QVERIFY(pixelsOf(painted(delegate, cell()), Theme::current().colors().surface) > 1000);
    QVERIFY(pixelsOf(painted(delegate, cell(), true), Theme::current().colors().selection) > 1000);
}

void TestDelegates::selectedTextStaysLegible()
{
    // High on the light selection would have 3.8:1.
    const SeverityDelegate delegate;
    set(ToneRole, static_cast<int>(Tone::High));
    const QRect word(32, 0, 100, 28);
    const QImage plain = painted(delegate, cell()).copy(word);
    const QImage selected = painted(delegate, cell(), true).copy(word);
    QVERIFY(pixelsOf(plain, Theme::current().color(Tone::High)) > 0);
    QCOMPARE(pixelsOf(selected, Theme::current().color(Tone::High)), 0);
    QVERIFY(pixelsOf(selected, Theme::current().colors().selectionText) > 0);
}

void TestDelegates::markupIsDrawnAsText()
{
    const CellDelegate delegate;
    set(Qt::DisplayRole, QStringLiteral("<b>x</b>"));
    const QImage markup = painted(delegate, cell());
    set(Qt::DisplayRole, QStringLiteral("x"));
    QVERIFY(painted(delegate, cell()) != markup);
    QCOMPARE(delegate.displayText(QStringLiteral("a\u202Eb"), QLocale()),
             QStringLiteral("a\u27E8U+202E\u27E9b"));
}

void TestDelegates::undecodableRecordHasANotch()
{
    const CellDelegate delegate;
    QCOMPARE(pixelsOf(painted(delegate, cell()), Theme::current().color(Tone::Critical)), 0);
    set(NotchRole, true);
    QVERIFY(pixelsOf(painted(delegate, cell()), Theme::current().color(Tone::Critical)) >= 3 * 27);
}

void TestDelegates::secondaryTextIsDimmed()
{
    const CellDelegate delegate;
    const ThemeColors& colors = Theme::current().colors();
    set(Qt::DisplayRole, QStringLiteral("i"));
    set(SecondaryTextRole, QStringLiteral("OT05"));
    const QRect secondary(18, 0, 60, 27);
    const int darkest = darkestOf(painted(delegate, cell()).copy(secondary));
    QVERIFY(darkest < colors.surface.lightness() - 60);
    QVERIFY(darkest >= colors.textSecondary.lightness() - 2);
    QCOMPARE(delegate.plainText(cell()), QStringLiteral("i OT05"));
}

void TestDelegates::hoveredRowIsShaded()
{
    CellDelegate delegate;
    delegate.setHoveredRow(0);
    QVERIFY(pixelsOf(painted(delegate, cell()), Theme::current().colors().surfaceAlt) > 1000);
    delegate.setHoveredRow(1);
    QCOMPARE(pixelsOf(painted(delegate, cell()), Theme::current().colors().surfaceAlt), 0);
}

void TestDelegates::severityIsAWordAndAShape()
{
    const SeverityDelegate delegate;
    QList<QImage> pictures;
    for (int tone = 0; tone < kToneCount - 1; ++tone) {
        set(ToneRole, tone);
        QCOMPARE(delegate.plainText(cell()), toneWord(static_cast<Tone>(tone)));
        const QImage picture = painted(delegate, cell()).convertToFormat(QImage::Format_Grayscale8);
        QVERIFY(!pictures.contains(picture));
        pictures.append(picture);
    }
    set(ToneRole, 99);
    QCOMPARE(delegate.plainText(cell()), QString());
}

void TestDelegates::closedSeverityIsOutlined()
{
    const SeverityDelegate delegate;
    set(ToneRole, static_cast<int>(Tone::Critical));
    const int open = pixelsOf(painted(delegate, cell()), Theme::current().color(Tone::Critical));
    set(ClosedRole, true);
    QVERIFY(pixelsOf(painted(delegate, cell()), Theme::current().color(Tone::Critical)) < open / 2);
    QCOMPARE(delegate.plainText(cell()), QStringLiteral("Critical, closed"));
}

void TestDelegates::glyphOnlySeverityLeavesTheWordOut()
{
    SeverityDelegate delegate;
    set(ToneRole, static_cast<int>(Tone::Low));
    const QRect word(32, 0, 100, 27);
    delegate.setGlyphOnly(true);
    QCOMPARE(pixelsOf(painted(delegate, cell()).copy(word), Theme::current().colors().surface),
             100 * 27);
    QCOMPARE(delegate.plainText(cell()), QStringLiteral("Low"));
}

void TestDelegates::slaSaysHowMuchTimeIsLeft()
{
    SlaDelegate delegate;
    QVERIFY(delegate.dependsOnTime());
    delegate.setNow(kNow);
    set(StartedRole, kNow - 60'000);
    set(DeadlineRole, kNow + 192'000);
    QCOMPARE(delegate.plainText(cell()), QStringLiteral("3:12 left"));
    delegate.setNow(kNow + 10'000);
    QCOMPARE(delegate.plainText(cell()), QStringLiteral("3:02 left"));
}

void TestDelegates::overdueSlaSaysByHowMuch()
{
    SlaDelegate delegate;
    delegate.setNow(kNow);
    set(StartedRole, kNow - 60'000);
    set(DeadlineRole, kNow - 45'000);
    QCOMPARE(delegate.plainText(cell()), QStringLiteral("overdue 0:45"));
    QVERIFY(pixelsOf(painted(delegate, cell()), Theme::current().color(Tone::Critical)) > 0);
}

void TestDelegates::endedSlaStopsCounting()
{
    SlaDelegate delegate;
    delegate.setNow(kNow);
    set(StartedRole, kNow - 60'000);
    set(DeadlineRole, kNow - 10'000);
    set(EndedRole, kNow - 20'000);
    QCOMPARE(delegate.plainText(cell()), QStringLiteral("in time"));
    set(EndedRole, kNow - 5'000);
    QCOMPARE(delegate.plainText(cell()), QStringLiteral("late 0:05"));
    delegate.setNow(kNow + 500'000);
    QCOMPARE(delegate.plainText(cell()), QStringLiteral("late 0:05"));
}

void TestDelegates::slaWithoutDeadlineIsADash()
{
    const SlaDelegate delegate;
    QCOMPARE(delegate.plainText(cell()), QStringLiteral("–"));
}

void TestDelegates::slaBarShrinksWithTime()
{
    SlaDelegate delegate;
    set(StartedRole, kNow);
    set(DeadlineRole, kNow + 100'000);
    const QRect bar(8, 0, 44, 27);
    const QColor ink = Theme::current().colors().textSecondary;
    delegate.setNow(kNow + 10'000);
    const int much = pixelsOf(painted(delegate, cell()).copy(bar), ink);
    delegate.setNow(kNow + 60'000);
    const int less = pixelsOf(painted(delegate, cell()).copy(bar), ink);
    QVERIFY2(much > less && less > 0, qPrintable(QStringLiteral("%1 %2").arg(much).arg(less)));
    delegate.setNow(kNow + 90'000);
    QVERIFY(pixelsOf(painted(delegate, cell()), Theme::current().color(Tone::High)) > 0);
}

void TestDelegates::ringSaysTimeLeftThenDuration()
{
    RingDelegate delegate;
    delegate.setNow(kNow);
    set(StartedRole, kNow - 10'000);
    set(DeadlineRole, kNow + 20'000);
    QCOMPARE(delegate.plainText(cell()), QStringLiteral("0:20 left"));
    set(EndedRole, kNow - 2'500);
    QCOMPARE(delegate.plainText(cell()), QStringLiteral("took 7.5 s"));
    set(EndedRole, {});
    set(DeadlineRole, kNow - 3'000);
    QCOMPARE(delegate.plainText(cell()), QStringLiteral("overdue 0:03"));
}

void TestDelegates::ageCountsFromTheStart()
{
    AgeDelegate delegate;
    delegate.setNow(kNow);
    QCOMPARE(delegate.plainText(cell()), QString());
    set(StartedRole, kNow - 9'900);
    QCOMPARE(delegate.plainText(cell()), QStringLiteral("9 s"));
    set(StartedRole, kNow - 754'000);
    QCOMPARE(delegate.plainText(cell()), QStringLiteral("12 min 34 s"));
    set(EndedRole, kNow - 744'000);
    QCOMPARE(delegate.plainText(cell()), QStringLiteral("10 s"));
}

void TestDelegates::everyTickStateIsDrawnDifferently()
{
    const TicksDelegate delegate;
    QList<QImage> pictures;
    for (const TickState state : {TickState::None, TickState::Pending, TickState::Done,
                                  TickState::Refused, TickState::Unknown}) {
        set(SentTickRole, static_cast<int>(state));
        QImage shape = painted(delegate, cell()).convertToFormat(QImage::Format_Grayscale8);
        for (int y = 0; y < shape.height(); ++y) {
            for (int x = 0; x < shape.width(); ++x) {
                shape.setPixel(
                    x, y, qGray(shape.pixel(x, y)) > 230 ? qRgb(255, 255, 255) : qRgb(0, 0, 0));
            }
        }
        QVERIFY(!pictures.contains(shape));
        pictures.append(shape);
    }
}

void TestDelegates::ticksSpeakTheirStates()
{
    const TicksDelegate delegate;
    set(SentTickRole, static_cast<int>(TickState::Done));
    set(AnsweredTickRole, static_cast<int>(TickState::Refused));
    set(VerifiedTickRole, static_cast<int>(TickState::None));
    QCOMPARE(delegate.plainText(cell()),
             QStringLiteral("sent: done, answered: refused, verified: not yet"));
    QCOMPARE(delegate.copyFields(cell()),
             QStringList{QStringLiteral("sent: done, answered: refused, verified: not yet")});
}

void TestDelegates::outOfRangeTickIsUnknown()
{
    const TicksDelegate delegate;
    set(SentTickRole, 17);
    QVERIFY(delegate.plainText(cell()).startsWith(QStringLiteral("sent: unknown")));
}

void TestDelegates::moneyIsDrawnAndCopiedExactly()
{
    const MoneyDelegate delegate;
    set(MinorUnitsRole, qint64{-1'240'000});
    set(CurrencyRole, QStringLiteral("USD"));
    QCOMPARE(delegate.plainText(cell()), moneyText(-1'240'000, QStringLiteral("USD")));
    QCOMPARE(delegate.copyFields(cell()),
             (QStringList{QStringLiteral("-12400.00"), QStringLiteral("USD")}));
    QCOMPARE(delegate.copyHeaders(QStringLiteral("Amount")),
             (QStringList{QStringLiteral("Amount"), QStringLiteral("Currency")}));
    set(DecimalsRole, 0);
    QCOMPARE(delegate.copyFields(cell()).constFirst(), QStringLiteral("-1240000"));
    set(MinorUnitsRole, {});
    QCOMPARE(delegate.plainText(cell()), QString());
    QCOMPARE(delegate.copyFields(cell()).size(), 2);
}

void TestDelegates::decimalPointsStandBelowEachOther()
{
    const MoneyDelegate delegate;
    const auto decimals = [&] { return painted(delegate, cell()).copy(180 - 8 - 50, 0, 18, 27); };
    set(CurrencyRole, QStringLiteral("USD"));
    set(MinorUnitsRole, qint64{99'911});
    const QImage wide = decimals();
    set(MinorUnitsRole, qint64{111});
    // 11 and 11: the decimals are drawn on the same pixels whatever stands before them.
    QCOMPARE(decimals(), wide);
    set(MinorUnitsRole, qint64{188});
    QVERIFY(decimals() != wide);
}

void TestDelegates::statePillShowsItsWord()
{
    const StateDelegate delegate;
    set(Qt::DisplayRole, QStringLiteral("verifying"));
    set(ToneRole, static_cast<int>(Tone::Low));
    QCOMPARE(delegate.plainText(cell()), QStringLiteral("verifying"));
    QVERIFY(pixelsOf(painted(delegate, cell()), Theme::current().fill(Tone::Low)) > 100);
    set(ClosedRole, true);
    QCOMPARE(pixelsOf(painted(delegate, cell()), Theme::current().fill(Tone::Low)), 0);
}

void TestDelegates::toolTipOfOutsideTextIsEscaped()
{
    CellDelegate delegate;
    QTableView view;
    view.setModel(&m_model);
    view.show();
    set(Qt::ToolTipRole, QStringLiteral("<img src='http://e/x.png'>"));
    QStyleOptionViewItem option;
    option.rect = QRect(0, 0, 100, 28);
    QHelpEvent help(QEvent::ToolTip, QPoint(5, 5), view.mapToGlobal(QPoint(5, 5)));
    QVERIFY(delegate.helpEvent(&help, &view, option, cell()));
    QVERIFY(QToolTip::text().contains(QStringLiteral("&lt;img")));
    QVERIFY(!QToolTip::text().contains(QStringLiteral("<img")));
    QToolTip::hideText();
}

}  // namespace otto

QTEST_MAIN(otto::TestDelegates)
#include "tst_Delegates.moc"
