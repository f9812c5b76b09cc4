// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/theme/Tone.h"

#include <QHash>
#include <QStatusBar>

namespace otto {

class FlatButton;

enum class StatusCell {
    Profile,     // "demo", "QA - safe"
    Connection,  // "live, 0.4 s"
    Watermark,   // "complete to 14:02:09"
    Rate,        // "1 240 facts/s"
    Suspenders,  // "12 questions"
    Quarantine,  // "3 in quarantine"
    Clock,       // "14:02:10 UTC"
    Operator,    // "op-1, maker"
    Engine       // "engine 2 ms"
};

/// The line at the bottom: every cell is a flat button with a sentence as tooltip and accessible
/// description. Nothing crucial lives only here; that is what the BannerBar is for. A cell without
/// text is hidden. Object names: "status.profile", "status.connection", ...
class StatusBar : public QStatusBar
{
    Q_OBJECT

public:
    explicit StatusBar(QWidget* parent = nullptr);

    /// `sentence` explains the text in full ("All facts up to 14:02:09 UTC have been read; slowest:
    /// wso2."). A tone other than Neutral adds its glyph before the text.
    void setCell(StatusCell cell, const QString& text, const QString& sentence,
                 Tone tone = Tone::Neutral);

    QString cellText(StatusCell cell) const;

Q_SIGNALS:
    void cellActivated(StatusCell cell);

private:
    void applyTheme();

    struct Cell
    {
        FlatButton* button = nullptr;
        Tone tone = Tone::Neutral;
    };
    QHash<int, Cell> m_cells;
};

}  // namespace otto
