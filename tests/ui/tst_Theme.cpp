// SPDX-License-Identifier: Apache-2.0
#include "ui/theme/Theme.h"
#include "ui/theme/ThemeIcon.h"
#include "ui/theme/ThemeSheet.h"
#include "ui/theme/ToneGlyph.h"

#include <QApplication>
#include <QDir>
#include <QFontInfo>
#include <QFontMetricsF>
#include <QImage>
#include <QPainter>
#include <QSignalSpy>
#include <QTest>

namespace otto {

namespace {

constexpr double kTextContrast = 4.5;   // WCAG 2.1 1.4.3
constexpr double kShapeContrast = 3.0;  // WCAG 2.1 1.4.11

constexpr TextRole kRoles[] = {TextRole::Caption,    TextRole::Small, TextRole::BodyText,
                               TextRole::BodyStrong, TextRole::Title, TextRole::Heading,
                               TextRole::Display,    TextRole::Mono,  TextRole::MonoSmall};

QImage drawn(const QFont& font, const QString& text)
{
    QImage image(40, 40, QImage::Format_ARGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    painter.setFont(font);
    painter.drawText(image.rect(), Qt::AlignCenter, text);
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

QImage glyph(Tone tone, GlyphFill fill)
{
    return tonePixmap(tone, fill, 24, 1.0).toImage();
}

}  // namespace

class TestTheme : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void severityColoursAreThoseOfTheVisualLanguage();
    void everyTextKeepsItsContrast_data();
    void everyTextKeepsItsContrast();
    void everyOutlineAndGlyphKeepsItsContrast_data();
    void everyOutlineAndGlyphKeepsItsContrast();
    void contrastOfBlackOnWhiteIsTwentyOne();
    void bundledFamiliesAreUsed();
    void digitsAreEquallyWide();
    void zeroOfTheMonoFaceIsNotTheLetter();
    void changingTheModeRepaintsInItsColours();
    void rowHeightFollowsTheDensity();
    void theSheetHasNoUnknownToken();
    void everyIconRendersInTheColourOfTheTheme();
    void disabledIconIsGrey();
    void iconIsSharpOnDenseScreens();
    void everySeverityHasItsOwnShapeLetterAndWord();
    void closedGlyphIsOutlined();
};

void TestTheme::init()
{
    Theme::current().setMode(ThemeMode::Light);
    Theme::current().setDensity(Density::Normal);
}

void TestTheme::severityColoursAreThoseOfTheVisualLanguage()
{
    const char* const light[] = {"#7d0a30", "#bf4b00", "#594c00", "#0a4fb3",
                                 "#5f6876", "#007f5f", "#1b1f24"};
    const char* const dark[] = {"#ff5c6c", "#ff9a2e", "#fce98a", "#4ea1fa",
                                "#98a1b0", "#7ff2d2", "#e6eaef"};
    for (int i = 0; i < kToneCount; ++i) {
        QCOMPARE(Theme::lightColors().tone[i].name(), QString::fromLatin1(light[i]));
        QCOMPARE(Theme::darkColors().tone[i].name(), QString::fromLatin1(dark[i]));
    }
    for (const ThemeColors& colors : {Theme::lightColors(), Theme::darkColors()}) {
        QCOMPARE(colors.production.name(), QStringLiteral("#8c1d18"));
        QCOMPARE(colors.quality.name(), QStringLiteral("#1f4e79"));
    }
    QCOMPARE(Theme::lightColors().selection.name(), QStringLiteral("#cfe3fb"));
    QCOMPARE(Theme::darkColors().selection.name(), QStringLiteral("#1f4469"));
}

void TestTheme::everyTextKeepsItsContrast_data()
{
    QTest::addColumn<QColor>("ink");
    QTest::addColumn<QColor>("ground");
    for (const bool dark : {false, true}) {
        const ThemeColors colors = dark ? Theme::darkColors() : Theme::lightColors();
        const auto row = [dark](const char* name, const QColor& ink, const QColor& ground) {
            QTest::addRow("%s, %s", dark ? "dark" : "light", name) << ink << ground;
        };
        const std::pair<const char*, QColor> surfaces[] = {{"window", colors.window},
                                                           {"surface", colors.surface},
                                                           {"surfaceAlt", colors.surfaceAlt}};
        for (const auto& [name, ground] : surfaces) {
            row(qPrintable(QStringLiteral("text on %1").arg(QLatin1StringView(name))), colors.text,
                ground);
            row(qPrintable(QStringLiteral("secondary on %1").arg(QLatin1StringView(name))),
                colors.textSecondary, ground);
            row(qPrintable(QStringLiteral("accent on %1").arg(QLatin1StringView(name))),
                colors.accent, ground);
            for (int i = 0; i < kToneCount; ++i) {
                row(qPrintable(QStringLiteral("tone %1 on %2").arg(i).arg(QLatin1StringView(name))),
                    colors.tone[i], ground);
            }
        }
        for (int i = 0; i < kToneCount; ++i) {
            row(qPrintable(QStringLiteral("tone %1 on its fill").arg(i)), colors.tone[i],
                colors.toneFill[i]);
            row(qPrintable(QStringLiteral("text on fill %1").arg(i)), colors.text,
                colors.toneFill[i]);
        }
        row("text on rail", colors.text, colors.rail);
        row("secondary on rail", colors.textSecondary, colors.rail);
        row("text on accent", colors.onAccent, colors.accent);
        row("text on selection", colors.selectionText, colors.selection);
        row("secondary on selection", colors.selectionSecondary, colors.selection);
        row("tooltip", colors.onTooltip, colors.tooltip);
        row("production", colors.onEnvironment, colors.production);
        row("quality", colors.onEnvironment, colors.quality);
        row("disabled primary button", colors.textSecondary, colors.border);
    }
}

void TestTheme::everyTextKeepsItsContrast()
{
    QFETCH(QColor, ink);
    QFETCH(QColor, ground);
    QVERIFY2(Theme::contrast(ink, ground) >= kTextContrast,
             qPrintable(QStringLiteral("%1 on %2: %3")
                            .arg(ink.name(), ground.name())
                            .arg(Theme::contrast(ink, ground))));
}

void TestTheme::everyOutlineAndGlyphKeepsItsContrast_data()
{
    QTest::addColumn<QColor>("ink");
    QTest::addColumn<QColor>("ground");
    for (const bool dark : {false, true}) {
        const ThemeColors colors = dark ? Theme::darkColors() : Theme::lightColors();
        const char* name = dark ? "dark" : "light";
        QTest::addRow("%s, outline on surface", name) << colors.borderStrong << colors.surface;
        QTest::addRow("%s, focus on surface", name) << colors.accent << colors.surface;
        QTest::addRow("%s, focus on selection", name) << colors.accent << colors.selection;
        for (int i = 0; i < kToneCount; ++i) {
            QTest::addRow("%s, glyph %d on selection", name, i)
                << colors.tone[i] << colors.selection;
        }
    }
}

void TestTheme::everyOutlineAndGlyphKeepsItsContrast()
{
    QFETCH(QColor, ink);
    QFETCH(QColor, ground);
    QVERIFY2(Theme::contrast(ink, ground) >= kShapeContrast,
             qPrintable(QString::number(Theme::contrast(ink, ground))));
}

void TestTheme::contrastOfBlackOnWhiteIsTwentyOne()
{
    QCOMPARE(qRound(Theme::contrast(Qt::black, Qt::white) * 10), 210);
    QCOMPARE(qRound(Theme::contrast(Qt::white, Qt::white) * 10), 10);
}

void TestTheme::bundledFamiliesAreUsed()
{
    QCOMPARE(QFontInfo(Theme::current().font(TextRole::BodyText)).family(),
             QStringLiteral("IBM Plex Sans"));
    QCOMPARE(QFontInfo(Theme::current().font(TextRole::Mono)).family(),
             QStringLiteral("IBM Plex Mono"));
    QCOMPARE(QFontInfo(Theme::current().font(TextRole::BodyStrong)).family(),
             QStringLiteral("IBM Plex Sans"));
    QVERIFY(drawn(Theme::current().font(TextRole::BodyStrong), QStringLiteral("m"))
            != drawn(Theme::current().font(TextRole::BodyText), QStringLiteral("m")));
}

void TestTheme::digitsAreEquallyWide()
{
    for (const TextRole role : kRoles) {
        const QFontMetricsF metrics(Theme::current().font(role));
        const qreal zero = metrics.horizontalAdvance(QLatin1Char('0'));
        QVERIFY(zero > 0);
        for (char digit = '1'; digit <= '9'; ++digit) {
            QCOMPARE(metrics.horizontalAdvance(QLatin1Char(digit)), zero);
        }
        // No kerning between digits either.
        QCOMPARE(metrics.horizontalAdvance(QStringLiteral("1171")),
                 metrics.horizontalAdvance(QStringLiteral("0000")));
    }
}

void TestTheme::zeroOfTheMonoFaceIsNotTheLetter()
{
    QFont font = Theme::current().font(TextRole::Mono);
    font.setPixelSize(32);
    const QImage zero = drawn(font, QStringLiteral("0"));
    const QImage letter = drawn(font, QStringLiteral("O"));
    // The dot in the middle.
    QVERIFY(zero.pixelColor(20, 20).lightness() < 128 || zero.pixelColor(20, 21).lightness() < 128);
    QVERIFY(letter.pixelColor(20, 20).lightness() > 200);
}

void TestTheme::changingTheModeRepaintsInItsColours()
{
    QSignalSpy changed(&Theme::current(), &Theme::changed);
    Theme::current().setMode(ThemeMode::Dark);
    QCOMPARE(changed.count(), 1);
    QVERIFY(Theme::current().isDark());
    QCOMPARE(Theme::current().color(Tone::Critical), Theme::darkColors().tone[0]);
    QCOMPARE(QApplication::palette().color(QPalette::Base), Theme::darkColors().surface);
    QVERIFY(qApp->styleSheet().contains(Theme::darkColors().surface.name()));
    Theme::current().setMode(ThemeMode::Dark);
    QCOMPARE(changed.count(), 1);
    Theme::current().setMode(ThemeMode::Light);
    QCOMPARE(QApplication::palette().color(QPalette::Base), Theme::lightColors().surface);
}

void TestTheme::rowHeightFollowsTheDensity()
{
    QCOMPARE(Theme::current().rowHeight(), 28);
    QSignalSpy changed(&Theme::current(), &Theme::changed);
    Theme::current().setDensity(Density::Compact);
    QCOMPARE(Theme::current().rowHeight(), 22);
    QCOMPARE(changed.count(), 1);
}

void TestTheme::theSheetHasNoUnknownToken()
{
    for (const bool dark : {false, true}) {
        const QString sheet = styleSheetOf(dark ? Theme::darkColors() : Theme::lightColors(), dark,
                                           Density::Normal, QStringLiteral("Mono"));
        QVERIFY(sheet.size() > 1000);
        QVERIFY2(!sheet.contains(QStringLiteral("${")),
                 qPrintable(sheet.mid(sheet.indexOf(u'$'), 40)));
        // Pictures that the sheet names exist.
        qsizetype at = 0;
        while ((at = sheet.indexOf(QStringLiteral("url("), at)) >= 0) {
            const qsizetype end = sheet.indexOf(u')', at);
            QVERIFY2(QFile::exists(sheet.mid(at + 4, end - at - 4)),
                     qPrintable(sheet.mid(at, end - at)));
            at = end;
        }
    }
}

void TestTheme::everyIconRendersInTheColourOfTheTheme()
{
    const QStringList files = QDir(QStringLiteral(":/icons")).entryList({QStringLiteral("*.svg")});
    QVERIFY(files.size() > 60);
    for (const ThemeMode mode : {ThemeMode::Light, ThemeMode::Dark}) {
        Theme::current().setMode(mode);
        for (const QString& file : files) {
            const QString name = file.chopped(4);
            if (name.contains(u'.')) {
                continue;  // fixed colour, for the style sheet
            }
            const QIcon icon = themeIcon(qPrintable(name));
            QVERIFY2(!icon.isNull(), qPrintable(name));
            const QImage image = icon.pixmap(QSize(48, 48), 1.0).toImage();
            QVERIFY2(pixelsOf(image, Theme::current().colors().text) > 20, qPrintable(name));
        }
    }
    QVERIFY(themeIcon("no-such-icon").isNull());
}

void TestTheme::disabledIconIsGrey()
{
    const QIcon icon = themeIcon("flags");
    const QImage image = icon.pixmap(QSize(48, 48), 1.0, QIcon::Disabled).toImage();
    QVERIFY(pixelsOf(image, Theme::current().colors().textDisabled) > 20);
    QCOMPARE(pixelsOf(image, Theme::current().colors().text), 0);
}

void TestTheme::iconIsSharpOnDenseScreens()
{
    const QPixmap pixmap = themeIcon("flags").pixmap(QSize(16, 16), 2.0);
    QCOMPARE(pixmap.size(), QSize(32, 32));
    QCOMPARE(pixmap.devicePixelRatio(), 2.0);
}

void TestTheme::everySeverityHasItsOwnShapeLetterAndWord()
{
    QStringList words;
    QStringList letters;
    for (int i = 0; i < kToneCount - 1; ++i) {
        const auto tone = static_cast<Tone>(i);
        QVERIFY(!words.contains(toneWord(tone)));
        QVERIFY(!toneWord(tone).isEmpty());
        words.append(toneWord(tone));
        QVERIFY(!letters.contains(toneLetter(tone)));
        letters.append(toneLetter(tone));
        // Drawn in one colour they still differ.
        for (int j = 0; j < i; ++j) {
            const QImage a = glyph(tone, GlyphFill::Filled).convertToFormat(QImage::Format_Alpha8);
            const QImage b = glyph(static_cast<Tone>(j), GlyphFill::Filled)
                                 .convertToFormat(QImage::Format_Alpha8);
            QVERIFY2(a != b, qPrintable(toneWord(tone)));
        }
    }
    QCOMPARE(toneWord(Tone::Critical), QStringLiteral("Critical"));
    QCOMPARE(toneLetter(Tone::Info), QStringLiteral("i"));
    QVERIFY(toneShape(Tone::Neutral, QRectF(0, 0, 16, 16)).isEmpty());
}

void TestTheme::closedGlyphIsOutlined()
{
    for (const Tone tone : {Tone::Critical, Tone::High, Tone::Medium, Tone::Low}) {
        const QColor color = Theme::current().color(tone);
        const int open = pixelsOf(glyph(tone, GlyphFill::Filled), color);
        const int closed = pixelsOf(glyph(tone, GlyphFill::Outline), color);
        QVERIFY2(open > 2 * closed, qPrintable(toneWord(tone)));
        QVERIFY(closed > 0);
    }
}

}  // namespace otto

QTEST_MAIN(otto::TestTheme)
#include "tst_Theme.moc"
