// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/theme/Tone.h"

#include <QList>
#include <QWidget>

class QPushButton;

namespace otto {

class OttoLabel;

/// The one line above the screens for the few things that must not be missed: broker unreachable,
/// read only, engine stopped. Several conditions may hold at once; each has a key, the worst (then
/// the oldest) is shown and the others are counted. Hidden while there is none.
class BannerBar : public QWidget
{
    Q_OBJECT

public:
    struct Notice
    {
        Tone tone = Tone::High;  // Critical: a person must act; High; Info: good to know
        QString text;            // "Broker unreachable since 14:03:12: connection refused"
        QString action;          // text of the button; empty for none
    };

    explicit BannerBar(QWidget* parent = nullptr);

    /// Raises or updates the condition `key` ("broker", "readonly", "engine").
    void setNotice(const QString& key, const Notice& notice);
    void clearNotice(const QString& key);

    /// Key of the shown notice; empty if none.
    QString shownKey() const;
    QString shownText() const;

Q_SIGNALS:
    void actionTriggered(const QString& key);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    struct Entry
    {
        QString key;
        Notice notice;
    };

    void refresh();

    QList<Entry> m_entries;  // worst first, then oldest
    OttoLabel* m_glyph;
    OttoLabel* m_text;
    OttoLabel* m_more;
    QPushButton* m_action;
};

}  // namespace otto
