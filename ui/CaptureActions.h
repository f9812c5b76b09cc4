// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/port/CapturePort.h"

#include <QObject>
#include <QTimer>

class QAction;

namespace otto {

class FrameWindow;

/// What a window has to do with capture files: "Save capture..." in the File menu with its dialog,
/// progress and end; and, when the window shows a capture, the banner that says so. GUI thread
/// only; port and window outlive it.
class CaptureActions : public QObject
{
    Q_OBJECT

public:
    static constexpr int kLookMs = 250;

    CaptureActions(CapturePort& port, FrameWindow& window);

    /// One look at the port. The timer calls it; tests may.
    void look();

    /// The connection cell of the status bar says "live" of a broker; a capture never is.
    void fillStatus();

private:
    void openDialog();
    void save(const QString& file, bool keepsOn);
    void lookAtSaving();
    void lookAtShown();
    void end(const CaptureSaving& saving);

    CapturePort& m_port;
    FrameWindow& m_window;
    QAction* m_save;
    QAction* m_stop;
    QTimer m_timer;
    bool m_isSaving = false;
};

}  // namespace otto
