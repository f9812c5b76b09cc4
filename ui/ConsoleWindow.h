// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Result.h"
#include "core/engine/view/Delta.h"
#include "ui/frame/FrameWindow.h"

#include <QSet>

namespace otto {

class BacktestPort;
class CaptureActions;
class CapturePort;
class EngineClient;
class FixersScreen;
class FlagsScreen;
class OverviewScreen;
class PaymentScreen;
class RulePort;
class RulesScreen;
class Screen;
class StreamScreen;
class SuspendersScreen;
enum class StatusCell;

/// The console: seven screens on the frame, fed by one EngineClient, which outlives it. It owns
/// what no screen can: badges, banner, status bar, the keys that work everywhere, and the ways from
/// one screen to another.
class ConsoleWindow : public FrameWindow
{
    Q_OBJECT

public:
    /// `profile` is what the operator started: "demo", or the name of a profile.
    ConsoleWindow(EngineClient& client, const QString& profile, QWidget* parent = nullptr);

    /// Adds what the console can do with capture files. The port outlives the window.
    void addCaptures(CapturePort& port);
    /// The folder of rules; null when the built-in ones are in force. The port outlives the window.
    void addRules(RulePort* port);
    /// What rules would have raised on captures. The port outlives the window.
    void addBacktests(BacktestPort& port);

    /// With what the screens remember.
    void restoreFrom(const QSettings& settings) override;
    void saveTo(QSettings& settings) const override;

    /// Writes <screen>-light<suffix>.png and <screen>-dark<suffix>.png of every screen, 1440 x 900,
    /// into `folder`, which is made when missing. Lets the window's own events run; the look is as
    /// before afterwards. Error SCREENSHOT names the file that could not be written.
    Status saveScreenshots(const QString& folder, const QString& suffix = QString());

protected:
    bool event(QEvent* event) override;
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void addScreens();
    void connectScreen(otto::Screen* screen);
    void buildKeys();
    void applyDelta(const Delta& delta);
    void applyStatus();
    void refreshNotices();
    void refreshTimes();
    void openPayment(const QString& paymentId);
    void openScreen(const QString& id, const QString& filterText);
    void openRecord(const RecordRef& at);
    void focusFilter();
    void activateCell(StatusCell cell);
    void noteVisibility();

    EngineClient& m_client;
    CaptureActions* m_captures = nullptr;
    const QString m_profileName;
    OverviewScreen* m_overview;
    StreamScreen* m_stream;
    FlagsScreen* m_flags;
    PaymentScreen* m_payment;
    SuspendersScreen* m_suspenders;
    FixersScreen* m_fixers;
    RulesScreen* m_rules;
    /// Open flags of High and Critical, for the rail's badge.
    QSet<QString> m_urgentFlags;
    QSet<QString> m_criticalFlags;
    QString m_env;
};

}  // namespace otto
