// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/theme/Tone.h"

#include <QKeySequence>
#include <QWidget>

#include <functional>
#include <initializer_list>

class QAction;

namespace otto {

class EngineClient;
class TableView;

/// What the screens have in common. A screen listens to EngineClient::deltaApplied itself, owns its
/// models and widgets, and asks the window for what lies outside of it by these signals.
/// Object names (test API): "screen.<id>".
class Screen : public QWidget
{
    Q_OBJECT

public:
    /// `id` as on the rail: overview, stream, flags, payment, suspenders, fixers, rules.
    Screen(const QString& id, EngineClient& client, QWidget* parent = nullptr);

Q_SIGNALS:
    void paymentRequested(const QString& paymentId);
    void screenRequested(const QString& screenId, const QString& filterText);
    /// A short message for the toast stack: what was accepted, what was refused and why.
    void noticeRequested(otto::Tone tone, const QString& title, const QString& reason);

protected:
    EngineClient& client() const { return m_client; }

    /// An act with a key that works while one of `owners` (list and detail) has the focus. Being a
    /// QAction it shows in the row menu and in the list of keys. `name` is test API.
    QAction* addKey(std::initializer_list<QWidget*> owners, const QString& name,
                    const QString& text, const QKeySequence& key, std::function<void()> act);
    /// The table's acts as a menu at a right click or the menu key.
    void giveRowMenu(TableView* table);

private:
    EngineClient& m_client;
};

}  // namespace otto
