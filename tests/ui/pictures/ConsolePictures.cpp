// SPDX-License-Identifier: Apache-2.0
// Pictures of every screen of the console, filled with sample values, light and dark, and of the
// states that are seldom seen: otto-console-pictures FOLDER.
#include "tests/support/ui/SampleBacktest.h"
#include "tests/support/ui/SampleRules.h"
#include "tests/support/ui/ScreenRig.h"
#include "ui/ConsoleWindow.h"
#include "ui/screens/Screen.h"
#include "ui/screens/rules/RulesScreen.h"
#include "ui/screens/rules/backtest/BacktestPanel.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/FilterEdit.h"
#include "ui/widgets/TableView.h"

#include <QApplication>
#include <QTabBar>

#include <cstdio>

using namespace otto;
using namespace otto::test;

namespace {

/// Answers every request that waits, as an engine would.
void answerAll(ScreenRig& rig)
{
    const auto submitted = rig.port.submitted();
    rig.port.forgetSubmitted();
    for (const FakePort::Submitted& s : submitted) {
        Response response = Error{"NOT_IN_SAMPLE", "The sample has no answer to this."};
        if (const auto* record = std::get_if<RecordQuery>(&s.request)) {
            StreamRow row = sampleStreamRow(1'498);
            row.at = record->at;
            response = sampleRecord(row);
        } else if (std::holds_alternative<CatalogueQuery>(s.request)) {
            response = sampleCatalogue();
        } else if (std::holds_alternative<RulesQuery>(s.request)) {
            response = rig.port.status().ruleErrors > 0 ? sampleRefusedRules() : sampleRules();
        } else if (std::holds_alternative<ExplainQuery>(s.request)) {
            response = sampleExplanation();
        } else if (std::holds_alternative<PaymentQuery>(s.request)) {
            response = samplePayment();
        } else if (const auto* preview = std::get_if<PreviewFixerQuery>(&s.request)) {
            response = samplePreview(preview->fixer, preview->paymentId);
        }
        rig.port.reply(s.ticket, std::move(response));
    }
    for (std::size_t i = 0; i <= submitted.size(); ++i)
        rig.client.tick();
    QCoreApplication::processEvents();
}

void selectFirst(ConsoleWindow& window, const char* table)
{
    auto& view = child<TableView>(window, table);
    view.setCurrentIndex(view.model()->index(0, 0));
}

/// Of the Rules screen the page with a backtest that is done.
void showBacktest(ConsoleWindow& window, FakeBacktestPort& port)
{
    window.addBacktests(port);
    auto& rules = child<RulesScreen>(window, "screen.rules");
    rules.setPage(RulesScreen::BacktestPage);
    rules.backtest()->run();
    port.end(sampleBacktest());
    rules.backtest()->look();
}

bool save(ConsoleWindow& window, const QString& folder, const QString& suffix)
{
    const Status done = window.saveScreenshots(folder, suffix);
    if (!done)
        std::fprintf(stderr, "%s\n", done.error().text.c_str());
    return done.has_value();
}

}  // namespace

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    if (argc != 2) {
        std::fprintf(stderr, "usage: otto-console-pictures FOLDER\n");
        return 2;
    }
    const QString folder = QString::fromLocal8Bit(argv[1]);
    Theme::install(application, ThemeMode::Light);
    FakeBacktestPort backtests;
    ScreenRig rig;
    ConsoleWindow window(rig.client, QStringLiteral("demo"));
    window.resize(1440, 900);
    window.show();
    if (!save(window, folder, QStringLiteral("-0-starting")))
        return 1;

    rig.apply(sampleDelta());
    answerAll(rig);
    Q_EMIT child<Screen>(window, "screen.flags")
        .paymentRequested(QString::fromStdString(samplePayment().summary.id.value));
    selectFirst(window, "suspenders.table");
    auto& stream = child<TableView>(window, "stream.table");
    stream.setCurrentIndex(stream.model()->index(stream.model()->rowCount() - 3, 0));
    answerAll(rig);
    answerAll(rig);
    if (!save(window, folder, {}))
        return 1;

    showBacktest(window, backtests);
    if (!save(window, folder, QStringLiteral("-backtest")))
        return 1;

    rig.port.status().connection = Connection::Down;
    rig.port.status().connectionReason = "connection refused by broker-1.bank.example:9092.";
    rig.port.status().connectionSince = ago(12);
    rig.port.status().env = "prod";
    rig.apply();
    child<FilterEdit>(window, "stream.filter").setText(QStringLiteral("refused"));
    child<QTabBar>(window, "suspenders.tabs").setCurrentIndex(3);
    selectFirst(window, "suspenders.oddTable");
    return save(window, folder, QStringLiteral("-down")) ? 0 : 1;
}
