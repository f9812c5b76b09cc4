// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/view/FixView.h"

#include <QElapsedTimer>
#include <QObject>
#include <QString>
#include <QTimer>

namespace otto {

class ConsoleWindow;
class EngineClient;

/// Takes the pictures of `--screenshots`: waits until there is something to see (an open flag, an
/// answered question, a verified fix), opens what a visitor would open, and saves every screen. GUI
/// thread only.
class PictureTour : public QObject
{
    Q_OBJECT

public:
    /// Client and window outlive the tour.
    PictureTour(EngineClient& client, ConsoleWindow& window, QString folder,
                QObject* parent = nullptr);

    /// The pictures before the end, `<screen>-<look>-exit.png`; and the first ones too when their
    /// moment never came. False when one could not be written; standard error says which.
    bool finish();

private:
    void look();
    void open(const std::vector<FixView>& fixes);
    void take();
    void showReasons();
    bool save(const QString& suffix);
    [[nodiscard]] bool isWorthAPicture() const;

    EngineClient& m_client;
    ConsoleWindow& m_window;
    const QString m_folder;
    QTimer m_timer;
    /// Runs from the moment the screens were opened: their answers come frames later.
    QElapsedTimer m_opened;
    bool m_isAsked = false;
    bool m_isTaken = false;
    bool m_isFine = true;
};

}  // namespace otto
