// SPDX-License-Identifier: Apache-2.0
// The console's window over a session: saving a capture from the File menu, and looking at one.
#include "app/session/EngineSession.h"
#include "tests/capture/CaptureSamples.h"
#include "ui/ConsoleWindow.h"
#include "ui/dialogs/SaveCaptureDialog.h"
#include "ui/frame/BannerBar.h"
#include "ui/frame/StatusBar.h"
#include "ui/port/EngineClient.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/ToastStack.h"

#include <QAction>
#include <QApplication>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace otto;

namespace {

constexpr int kLongMs = 30'000;

/// A program's worth of console.
class Desk
{
public:
    explicit Desk(EngineSetup setup)
    {
        setup.principal = {OperatorId("op-7"), Role::Operator};
        const std::string profile = setup.profileName;
        SessionOptions options;
        options.setup = std::move(setup);
        options.program = "tests 1.0";
        options.hasColleague = false;
        auto opened = EngineSession::open(std::move(options));
        if (!opened)
            qFatal("%s", opened.error().text.c_str());
        session = std::move(*opened);
        session->start();
        port = session->openPort();
        client = std::make_unique<EngineClient>(
            *port, Principal{OperatorId("op-7"), Role::Operator}, session->deskClock());
        window = std::make_unique<ConsoleWindow>(*client, QString::fromStdString(profile));
        window->addCaptures(session->captures());
        client->start();
        window->show();
    }
    ~Desk()
    {
        window.reset();
        client.reset();
        port.reset();
        session->stop();
    }
    Desk(const Desk&) = delete;
    Desk& operator=(const Desk&) = delete;

    QAction* action(const char* name) const
    {
        return window->findChild<QAction*>(QLatin1String(name));
    }

    std::unique_ptr<EngineSession> session;
    std::unique_ptr<ConsolePort> port;
    std::unique_ptr<EngineClient> client;
    std::unique_ptr<ConsoleWindow> window;
};

EngineSetup demo()
{
    EngineSetup setup;
    setup.demoScenario = "demo";
    setup.env = "qa";
    setup.profileName = "demo";
    return setup;
}

EngineSetup capture(const QString& file)
{
    EngineSetup setup;
    setup.captureFile = file.toStdString();
    setup.profileName = "capture saved.ottocap";
    return setup;
}

}  // namespace

class tst_CaptureWindow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        Theme::install(*qApp, ThemeMode::Light);
        m_file = m_folder.filePath(QStringLiteral("saved.ottocap"));
    }
    void theFileMenuSavesWhatTheDeskReads();
    void theCaptureIsShownAsOne();
    void savingGoesOnUntilItIsStopped();
    void theDialogRefusesAnExistingFile();

private:
    static SaveCaptureDialog* openDialog(const Desk& desk)
    {
        desk.action("saveCapture")->trigger();
        return desk.window->findChild<SaveCaptureDialog*>();
    }

    QTemporaryDir m_folder;
    QString m_file;
    std::uint64_t m_facts = 0;
};

void tst_CaptureWindow::theFileMenuSavesWhatTheDeskReads()
{
    const Desk desk(demo());
    QTRY_VERIFY_WITH_TIMEOUT(desk.client->status().openFlags > 0, kLongMs);
    m_facts = desk.client->status().facts;
    SaveCaptureDialog* dialog = openDialog(desk);
    QVERIFY(dialog != nullptr);
    dialog->findChild<QLineEdit*>(QStringLiteral("file"))
        ->setText(m_folder.filePath(QStringLiteral("saved")));
    QCOMPARE(dialog->file(), m_file);
    QElapsedTimer stall;
    stall.start();
    QTest::mouseClick(dialog->findChild<QPushButton*>(QStringLiteral("save")), Qt::LeftButton);
    QVERIFY2(stall.elapsed() < 200, qPrintable(QString::number(stall.elapsed())));
    QTRY_VERIFY_WITH_TIMEOUT(
        desk.window->toasts()->titles().contains(QStringLiteral("Capture saved")), kLongMs);
    QVERIFY(desk.action("saveCapture")->isEnabled());
    QVERIFY(!desk.action("stopCapture")->isVisible());
    const test::CaptureRead read = test::readCapture(m_file.toStdString());
    QVERIFY(read.summary.hasIndex);
    QVERIFY(read.damage.empty());
    QVERIFY(read.records.size() >= m_facts);
    QCOMPARE(read.summary.origin.env, std::string("qa"));
}

void tst_CaptureWindow::theCaptureIsShownAsOne()
{
    const Desk desk(capture(m_file));
    QTRY_VERIFY_WITH_TIMEOUT(desk.client->status().facts >= m_facts, kLongMs);
    QTRY_VERIFY_WITH_TIMEOUT(desk.session->captures().shown()->isAllRead, kLongMs);
    QTRY_VERIFY_WITH_TIMEOUT(desk.client->status().duty == DutyState::ReadOnly, kLongMs);
    QTRY_COMPARE(desk.client->status().lag, std::int64_t{0});
    QVERIFY(desk.client->status().openFlags > 0);
    // The banner: that it is a capture, of what, from when to when.
    const BannerBar* banner = desk.window->banner();
    QTRY_VERIFY(!banner->shownText().contains(QStringLiteral("read so far")));
    QVERIFY2(banner->shownText().startsWith(QStringLiteral("Capture of qa, made from 20")),
             qPrintable(banner->shownText()));
    QVERIFY(banner->shownText().contains(QStringLiteral("saved.ottocap")));
    QVERIFY(desk.window->windowTitle().contains(QStringLiteral("capture saved.ottocap")));
    QTRY_COMPARE(desk.window->status()->cellText(StatusCell::Connection),
                 QStringLiteral("capture"));
    QVERIFY(!desk.action("saveCapture")->isEnabled());
    QVERIFY(!desk.client->isStalled());

    // Nothing can be sent, and the answer says why.
    std::vector<FlagView> flags;
    desk.client->ask(
        FlagsQuery{true, {}, {}}, desk.window.get(),
        [&flags](const std::vector<FlagView>& open) { flags = open; }, [](const Error&) {});
    QTRY_VERIFY(!flags.empty());
    const auto onPayment = std::find_if(flags.begin(), flags.end(), [](const FlagView& flag) {
        return flag.paymentId.has_value();
    });
    QVERIFY(onPayment != flags.end());
    std::optional<Error> refused;
    SendFixerCommand send;
    send.fixer = "UpdatePaymentStatus";
    send.paymentId = *onPayment->paymentId;
    send.reasonCode = "STATUS_STUCK";
    send.comment = "the core has posted it";
    desk.client->ask(
        send, desk.window.get(), [](const FixAccepted&) { QFAIL("a capture took a command"); },
        [&refused](const Error& error) { refused = error; });
    QTRY_VERIFY(refused.has_value());
    QVERIFY2(refused->code == "READ_ONLY", (refused->code + ": " + refused->text).c_str());
    QVERIFY(refused->text.find("This is a capture of qa") == 0);
    std::optional<FixPreview> preview;
    desk.client->ask(
        PreviewFixerQuery{"UpdatePaymentStatus", *onPayment->paymentId, {}, {}, {}},
        desk.window.get(), [&preview](const FixPreview& form) { preview = form; },
        [](const Error&) {});
    QTRY_VERIFY(preview.has_value());
    QVERIFY(preview->refusal.has_value());
    QCOMPARE(preview->refusal->code, std::string("READ_ONLY"));
}

void tst_CaptureWindow::savingGoesOnUntilItIsStopped()
{
    const Desk desk(demo());
    QTRY_VERIFY_WITH_TIMEOUT(desk.client->hasStatus(), kLongMs);
    SaveCaptureDialog* dialog = openDialog(desk);
    const QString file = m_folder.filePath(QStringLiteral("on.ottocap"));
    dialog->findChild<QLineEdit*>(QStringLiteral("file"))->setText(file);
    dialog->findChild<QRadioButton*>(QStringLiteral("keepOn"))->setChecked(true);
    dialog->accept();
    CapturePort& port = desk.session->captures();
    QTRY_VERIFY_WITH_TIMEOUT(port.saving().hasHistory, kLongMs);
    const std::uint64_t before = port.saving().records;
    QTRY_VERIFY_WITH_TIMEOUT(port.saving().records > before, kLongMs);
    QVERIFY(!desk.action("saveCapture")->isEnabled());
    QTRY_VERIFY(desk.window->banner()->shownText().startsWith(QStringLiteral("Saving a capture")));
    desk.action("stopCapture")->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(
        desk.window->toasts()->titles().contains(QStringLiteral("Capture saved")), kLongMs);
    QVERIFY(test::readCapture(file.toStdString()).records.size() > before);
}

void tst_CaptureWindow::theDialogRefusesAnExistingFile()
{
    SaveCaptureDialog dialog(m_file, test::kArrival);
    auto* save = dialog.findChild<QPushButton*>(QStringLiteral("save"));
    auto* file = dialog.findChild<QLineEdit*>(QStringLiteral("file"));
    QVERIFY(!save->isEnabled());
    file->setText(m_folder.filePath(QStringLiteral("new")));
    QVERIFY(save->isEnabled());
    file->setText(QString());
    QVERIFY(!save->isEnabled());
    QVERIFY(!dialog.keepsOn());
}

QTEST_MAIN(tst_CaptureWindow)
#include "tst_CaptureWindow.moc"
