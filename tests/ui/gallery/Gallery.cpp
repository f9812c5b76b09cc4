// SPDX-License-Identifier: Apache-2.0
// Shows the building blocks of the console with made-up values; with a folder as argument it writes
// a picture of every page in light and dark and ends.
#include "tests/ui/gallery/SampleRows.h"
#include "ui/delegates/AgeDelegate.h"
#include "ui/delegates/MoneyDelegate.h"
#include "ui/delegates/RingDelegate.h"
#include "ui/delegates/SeverityDelegate.h"
#include "ui/delegates/SlaDelegate.h"
#include "ui/delegates/StateDelegate.h"
#include "ui/delegates/TicksDelegate.h"
#include "ui/frame/AboutDialog.h"
#include "ui/frame/BannerBar.h"
#include "ui/frame/FrameWindow.h"
#include "ui/frame/KeysDialog.h"
#include "ui/frame/StatusBar.h"
#include "ui/theme/ToneGlyph.h"
#include "ui/widgets/CountdownRing.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/FilterEdit.h"
#include "ui/widgets/FlatButton.h"
#include "ui/widgets/IdLabel.h"
#include "ui/widgets/InspectorPane.h"
#include "ui/widgets/KeyValueGrid.h"
#include "ui/widgets/NumberTile.h"
#include "ui/widgets/OttoLabel.h"
#include "ui/widgets/PayloadView.h"
#include "ui/widgets/Pill.h"
#include "ui/widgets/SectionHeader.h"
#include "ui/widgets/Sparkline.h"
#include "ui/widgets/TableView.h"
#include "ui/widgets/ToastStack.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QGridLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QSplitter>
#include <QVBoxLayout>

#include <cmath>

namespace otto {

namespace {

QWidget* overviewPage()
{
    auto* page = new QWidget;
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(kSpace4, kSpace4, kSpace4, kSpace4);
    layout->setSpacing(kSpace4);
    auto* tiles = new QHBoxLayout;
    tiles->setSpacing(kSpace2);
    struct Sample
    {
        const char* title;
        const char* value;
        const char* unit;
        const char* caption;
        Tone tone;
    };
    constexpr Sample kSamples[] = {
        {"New flags", "37", "/ 10 min", "usual 4 to 12", Tone::Neutral},
        {"Open critical", "2", "", "oldest 12 min 34 s", Tone::Critical},
        {"Oldest unowned", "12:34", "", "PMT-20250301-9F3A77C1D2", Tone::High},
        {"Value at risk", "1.24", "M USD", "214 payments", Tone::Neutral},
        {"Pending suspenders", "12", "", "nearest deadline 0:08", Tone::Neutral},
        {"Facts", "1\u2005240", "/ s", "usual 900 to 1\u2005400", Tone::Neutral},
    };
    int phase = 0;
    for (const Sample& sample : kSamples) {
        auto* tile = new NumberTile(QString::fromUtf8(sample.title));
        tile->setValue(QString::fromUtf8(sample.value), QString::fromUtf8(sample.unit));
        tile->setCaption(QString::fromUtf8(sample.caption));
        tile->setTone(sample.tone);
        for (int i = 0; i < 60; ++i) {
            tile->addPoint(20 + 10 * std::sin((i + phase) / 5.0) + (i * 7 + phase) % 11);
        }
        phase += 13;
        tiles->addWidget(tile);
    }
    layout->addLayout(tiles);

    auto* glyphs = new QHBoxLayout;
    glyphs->setSpacing(kSpace4);
    for (int tone = 0; tone < kToneCount - 1; ++tone) {
        for (const GlyphFill fill : {GlyphFill::Filled, GlyphFill::Outline}) {
            auto* glyph = new OttoLabel;
            const auto draw = [glyph, tone, fill] {
                glyph->setPixmap(
                    tonePixmap(static_cast<Tone>(tone), fill, 16, glyph->devicePixelRatio()));
            };
            draw();
            QObject::connect(&Theme::current(), &Theme::changed, glyph, draw);
            glyphs->addWidget(glyph);
        }
        auto* word = new OttoLabel(toneWord(static_cast<Tone>(tone)));
        word->setTone(static_cast<Tone>(tone));
        glyphs->addWidget(word);
        auto* pill = new Pill(toneWord(static_cast<Tone>(tone)).toLower(), static_cast<Tone>(tone));
        glyphs->addWidget(pill);
    }
    glyphs->addWidget(new Pill(QStringLiteral("neutral"), Tone::Neutral));
    glyphs->addStretch(1);
    layout->addLayout(glyphs);

    auto* rings = new QHBoxLayout;
    rings->setSpacing(kSpace6);
    for (const int left : {28, 15, 4, -3}) {
        auto* ring = new CountdownRing;
        ring->setSpan(0, 30'000);
        ring->setNow(30'000 - left * 1000);
        rings->addWidget(ring);
    }
    rings->addStretch(1);
    layout->addLayout(rings);

    auto* types = new QGridLayout;
    int row = 0;
    for (const auto& [role, name] :
         {std::pair{TextRole::Caption, "Caption 0123456789 1111111111"},
          std::pair{TextRole::Small, "Small 0123456789 1111111111"},
          std::pair{TextRole::BodyText, "Body 0123456789 1111111111"},
          std::pair{TextRole::BodyStrong, "BodyStrong 0123456789 1111111111"},
          std::pair{TextRole::Title, "Title 0123456789 1111111111"},
          std::pair{TextRole::Heading, "Heading 0123456789 1111111111"},
          std::pair{TextRole::Mono, "Mono 0123456789 O0 l1I PMT-9F3A77C1D2"},
          std::pair{TextRole::MonoSmall, "MonoSmall 0123456789 O0 l1I"}}) {
        types->addWidget(new OttoLabel(QString::fromLatin1(name), role), row, 0);
        types->addWidget(new OttoLabel(QString::fromLatin1(name), role, OttoLabel::Ink::Secondary),
                         row++, 1);
    }
    layout->addLayout(types);
    layout->addStretch(1);
    return page;
}

TableView* sampleTable(QWidget* owner)
{
    auto* table = new TableView(QStringLiteral("Flags"));
    table->setModel(new SampleRows(owner));
    table->setColumnDelegate(SampleRows::Severity, new SeverityDelegate);
    table->setColumnDelegate(SampleRows::Sla, new SlaDelegate);
    table->setColumnDelegate(SampleRows::Age, new AgeDelegate);
    table->setColumnDelegate(SampleRows::State, new StateDelegate);
    table->setColumnDelegate(SampleRows::Payment, new CellDelegate(CellDelegate::Face::Mono,
                                                                   Qt::AlignLeft, Qt::ElideMiddle));
    table->setColumnDelegate(SampleRows::Amount, new MoneyDelegate);
    table->setColumnDelegate(SampleRows::Ring, new RingDelegate);
    table->setColumnDelegate(SampleRows::Ticks, new TicksDelegate);
    table->setColumnWidths({92, 150, 96, 104, 220, 170, 130, 110, 160, 60});
    table->setNow(SampleRows::kNow);
    table->setCurrentId(QStringLiteral("2"));
    return table;
}

QWidget* flagsPage()
{
    auto* page = new QWidget;
    page->setAutoFillBackground(true);
    page->setBackgroundRole(QPalette::Base);
    auto* bar = new QHBoxLayout;
    bar->setContentsMargins(kSpace4, kSpace2, kSpace4, kSpace2);
    bar->setSpacing(kSpace2);
    auto* filter = new FilterEdit(QStringLiteral("Filter flags"));
    filter->setText(QStringLiteral("limits"));
    filter->setCount(37, 12'402);
    bar->addWidget(filter, 1);
    auto* pause = new FlatButton("pause", QString(), QStringLiteral("Pause"));
    pause->setCheckable(true);
    auto* follow = new FlatButton("arrow-down-to-line", QStringLiteral("Follow"),
                                  QStringLiteral("Keep the newest row in view"));
    follow->setCheckable(true);
    follow->setChecked(true);
    auto* off = new FlatButton("unplug", QString(), QStringLiteral("Disconnect"));
    off->setEnabled(false);
    bar->addWidget(pause);
    bar->addWidget(follow);
    bar->addWidget(off);

    auto* inspector = new InspectorPane;
    inspector->setObjectName(QStringLiteral("inspector"));
    inspector->setTitle(QStringLiteral("Limits not restored"),
                        QStringLiteral("PMT-20250301-77AB03D911, OT05, open 3 min"));
    inspector->setTitleTone(Tone::High);
    auto* grid = new KeyValueGrid;
    grid->setRow(QStringLiteral("Rule"), QStringLiteral("OT05 Limits not restored"));
    grid->setRow(
        QStringLiteral("Why"),
        QStringLiteral(
            "PaymentFailed was published at 14:00:12.004 and no LimitsUpdated gave 2 500.00 USD "
            "back within 120 s."));
    grid->setRow(QStringLiteral("Payment"), QStringLiteral("PMT-20250301-77AB03D911"),
                 KeyValueGrid::ValueFace::Mono);
    grid->setRow(QStringLiteral("Waiting for"), QStringLiteral("limits"));
    grid->setRow(QStringLiteral("Severity"), QStringLiteral("High"), KeyValueGrid::ValueFace::Text,
                 Tone::High);
    grid->setRow(QStringLiteral("Owner"), QString());
    auto* why = new QWidget;
    auto* whyLayout = new QVBoxLayout(why);
    whyLayout->setContentsMargins(kSpace4, kSpace3, kSpace4, kSpace3);
    whyLayout->setSpacing(kSpace2);
    auto* id = new IdLabel(QStringLiteral("Payment id"));
    id->setHeading(true);
    id->setId(QStringLiteral("PMT-20250301-77AB03D911"));
    whyLayout->addWidget(id);
    whyLayout->addWidget(grid);
    auto* next = new SectionHeader(QStringLiteral("Next step"));
    next->setCount(2);
    next->setRemark(QStringLiteral("sends nothing before Ctrl+Enter"));
    whyLayout->addWidget(next);
    auto* buttons = new QHBoxLayout;
    auto* fix = new QPushButton(QStringLiteral("Restore limits"));
    fix->setProperty("primary", true);
    buttons->addWidget(fix);
    buttons->addWidget(new QPushButton(QStringLiteral("Ask GetLimits")));
    auto* disabled = new QPushButton(QStringLiteral("Disabled"));
    disabled->setEnabled(false);
    buttons->addWidget(disabled);
    auto* flat = new QPushButton(QStringLiteral("Open payment"));
    flat->setProperty("flat", true);
    buttons->addWidget(flat);
    buttons->addStretch(1);
    whyLayout->addLayout(buttons);
    auto* form = new QGridLayout;
    form->addWidget(new OttoLabel(QStringLiteral("Reason")), 0, 0);
    auto* combo = new QComboBox;
    combo->addItem(QStringLiteral("LIMIT_NOT_RESTORED"));
    form->addWidget(combo, 0, 1);
    form->addWidget(new OttoLabel(QStringLiteral("Comment")), 1, 0);
    auto* comment = new QLineEdit;
    comment->setProperty("invalid", true);
    form->addWidget(comment, 1, 1);
    form->addWidget(new OttoLabel(QStringLiteral("Attempts")), 2, 0);
    form->addWidget(new QSpinBox, 2, 1);
    auto* check = new QCheckBox(QStringLiteral("I have read the record"));
    check->setChecked(true);
    form->addWidget(check, 3, 1);
    whyLayout->addLayout(form);
    whyLayout->addStretch(1);
    inspector->addTab(why, QStringLiteral("Why"));
    auto* payload = new PayloadView(QStringLiteral("Payload, pretty"));
    payload->setText(
        QStringLiteral("{\n  \"paymentId\": \"PMT-1\",\n  \"name\": \"A\u202Egnp.exe\"\n}"));
    inspector->addTab(payload, QStringLiteral("Payload"));
    auto* hex = new PayloadView(QStringLiteral("Payload, hex"));
    hex->setHex(QByteArray("{\"paymentId\":\"PMT-1\",\"amount\":\"12400.00\"}\x00\xff", 43));
    inspector->addTab(hex, QStringLiteral("Hex"));
    inspector->addTab(new QWidget, QStringLiteral("Notes"));
    inspector->setHasSubject(true);

    auto* splitter = new QSplitter;
    splitter->addWidget(sampleTable(page));
    splitter->addWidget(inspector);
    splitter->setSizes({820, 420});
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(bar);
    layout->addWidget(splitter, 1);
    return page;
}

QWidget* tablePage()
{
    auto* page = new QWidget;
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(sampleTable(page));
    return page;
}

void fill(FrameWindow& window)
{
    const auto key = [](int number) { return QKeySequence(QStringLiteral("Ctrl+%1").arg(number)); };
    window.addScreen(QStringLiteral("overview"), QStringLiteral("Overview"), "overview", key(1),
                     overviewPage());
    window.addScreen(QStringLiteral("stream"), QStringLiteral("Stream"), "stream", key(2),
                     tablePage());
    window.addScreen(QStringLiteral("flags"), QStringLiteral("Flags"), "flags", key(3),
                     flagsPage());
    auto* empty =
        new EmptyState("circle-check", QStringLiteral("All quiet"),
                       QStringLiteral("No flag is open. The last one was cleared at 02:14:07."));
    empty->setAction(QStringLiteral("Show closed flags"));
    window.addScreen(QStringLiteral("payment"), QStringLiteral("Payment"), "payment", key(4),
                     empty);
    window.addScreen(QStringLiteral("suspenders"), QStringLiteral("Suspenders"), "suspenders",
                     key(5), new QWidget);
    window.addScreen(QStringLiteral("fixers"), QStringLiteral("Fixers"), "fixers", key(6),
                     new QWidget);
    window.setBadge(QStringLiteral("flags"), 37, Tone::Critical);
    window.setBadge(QStringLiteral("suspenders"), 12);
    window.setBadge(QStringLiteral("stream"), 18'204);
    window.setBadge(QStringLiteral("fixers"), 2, Tone::High);
    StatusBar* status = window.status();
    status->setCell(StatusCell::Profile, QStringLiteral("demo"),
                    QStringLiteral("Built-in broker."));
    status->setCell(StatusCell::Connection, QStringLiteral("live, 0.4 s"),
                    QStringLiteral("Connected."), Tone::Ok);
    status->setCell(StatusCell::Watermark, QStringLiteral("complete to 14:02:09"),
                    QStringLiteral("All read."));
    status->setCell(StatusCell::Rate, QStringLiteral("1\u2005240 facts/s"),
                    QStringLiteral("Rate."));
    status->setCell(StatusCell::Suspenders, QStringLiteral("12 questions"),
                    QStringLiteral("Open."));
    status->setCell(StatusCell::Quarantine, QStringLiteral("3 in quarantine"),
                    QStringLiteral("Odd."), Tone::High);
    status->setCell(StatusCell::Clock, QStringLiteral("14:02:10 UTC"),
                    QStringLiteral("Click for local time."));
    status->setCell(StatusCell::Operator, QStringLiteral("op-1, maker"), QStringLiteral("You."));
    status->setCell(StatusCell::Engine, QStringLiteral("engine 2 ms"), QStringLiteral("Fine."));
    window.banner()->setNotice(
        QStringLiteral("broker"),
        {Tone::Critical,
         QStringLiteral("Broker unreachable since 14:03:12: connection refused (127.0.0.1:9092)"),
         QStringLiteral("Details")});
    window.banner()->setNotice(
        QStringLiteral("readonly"),
        {Tone::Info, QStringLiteral("Read-only: engine otto-2 decides"), QString()});
}

void save(QWidget& widget, const QString& folder, const QString& name)
{
    QApplication::processEvents();
    widget.grab().save(folder + QLatin1Char('/') + name + QStringLiteral(".png"));
}

void savePictures(FrameWindow& window, const QString& folder)
{
    QDir().mkpath(folder);
    window.toasts()->show(Tone::Ok, QStringLiteral("RestoreLimits verified"),
                          QStringLiteral("LimitsUpdated at 14:02:09.120 gave 2 500.00 USD back."));
    window.toasts()->show(
        Tone::High, QStringLiteral("Not sent: the payment changed meanwhile"),
        QStringLiteral("Status is SETTLED since 14:02:08.001; look at it again."));
    for (const ThemeMode mode : {ThemeMode::Light, ThemeMode::Dark}) {
        Theme::current().setMode(mode);
        const QString suffix =
            mode == ThemeMode::Dark ? QStringLiteral("-dark") : QStringLiteral("-light");
        for (const char* id : {"overview", "stream", "flags", "payment"}) {
            window.setProfile(QStringLiteral("core-eu"),
                              qstrcmp(id, "flags") == 0    ? FrameWindow::Environment::Production
                              : qstrcmp(id, "stream") == 0 ? FrameWindow::Environment::Quality
                                                           : FrameWindow::Environment::None);
            window.setCurrentScreen(QString::fromLatin1(id));
            save(window, folder, QString::fromLatin1(id) + suffix);
        }
        auto* inspector = window.findChild<InspectorPane*>(QStringLiteral("inspector"));
        inspector->setCurrentTab(mode == ThemeMode::Dark ? 2 : 1);
        save(*inspector, folder, QStringLiteral("inspector") + suffix);
        inspector->setCurrentTab(0);
        AboutDialog about;
        about.show();
        save(about, folder, QStringLiteral("about") + suffix);
        KeysDialog keys(KeysDialog::entriesOf(
            &window, {}, [](const QObject*) { return QStringLiteral("Everywhere"); }));
        keys.show();
        save(keys, folder, QStringLiteral("keys") + suffix);
    }
}

}  // namespace

}  // namespace otto

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    otto::Theme::install(application, otto::ThemeMode::Light);
    otto::FrameWindow window;
    otto::fill(window);
    window.show();
    if (argc > 1) {
        otto::savePictures(window, QString::fromLocal8Bit(argv[1]));
        return 0;
    }
    return QApplication::exec();
}
