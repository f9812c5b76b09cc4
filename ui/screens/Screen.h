// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/theme/Tone.h"

#include <QWidget>

namespace otto {

class EngineClient;

/// What ConsoleWindow knows about a screen. A screen listens to EngineClient::deltaApplied itself, owns
/// its models and widgets, and asks the window for what lies outside of it by these signals.
/// Object names (test API): "screen.<id>".
class Screen : public QWidget
{
    Q_OBJECT

public:
    /// `id` as on the rail: overview, stream, flags, payment, suspenders, fixers.
    Screen(const QString& id, EngineClient& client, QWidget* parent = nullptr);

    /// Ctrl+L and /: gives the focus to the screen's filter line. Does nothing where there is none.
    virtual void focusFilter() {}
    /// Another screen opened this one for something: "zelle", "OT05". Replaces the present filter.
    virtual void setFilterText(const QString& text);
    /// The operator switched between UTC and local time: repaint everything that shows a time.
    virtual void refreshTimes() {}
    /// The list or detail that single letters act on; gets the focus when the screen is first shown.
    virtual QWidget* mainFocus() const = 0;

protected:
    EngineClient& client() const { return m_client; }

Q_SIGNALS:
    void paymentRequested(const QString& paymentId);
    void screenRequested(const QString& screenId, const QString& filterText);
    /// A short message for the toast stack: what was accepted, what was refused and why.
    void noticeRequested(otto::Tone tone, const QString& title, const QString& reason);

private:
    EngineClient& m_client;
};

}  // namespace otto
