// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDialog>
#include <QList>

#include <functional>

namespace otto {

/// One line of the key table: what it does and the keys that do it.
struct KeyEntry
{
    QString group;  // "Everywhere" or a screen's title
    QString act;
    QString keys;
};

/// What works now, generated from the window's actions and the keys that every table and filter
/// line has, so that the table cannot lag behind the program.
class KeysDialog : public QDialog
{
    Q_OBJECT

public:
    explicit KeysDialog(const QList<KeyEntry>& entries, QWidget* parent = nullptr);

    /// The actions below `root` that have a shortcut, in the order of `groups`; `groupOf` names the
    /// one that an action belongs to.
    static QList<KeyEntry> entriesOf(const QWidget* root, const QStringList& groups,
                                     const std::function<QString(const QObject*)>& groupOf);
};

}  // namespace otto
