// SPDX-License-Identifier: Apache-2.0
#include "ui/frame/KeysDialog.h"

#include "ui/theme/Theme.h"
#include "ui/widgets/OttoLabel.h"
#include "ui/widgets/SectionHeader.h"

#include <QAction>
#include <QDialogButtonBox>
#include <QGridLayout>
#include <QPushButton>
#include <QScrollArea>
#include <QShortcut>
#include <QVBoxLayout>

#include <algorithm>

namespace otto {

namespace {

// Keys that are handled by widgets and not by actions.
QList<KeyEntry> widgetKeys()
{
    const QString tables = KeysDialog::tr("In every table");
    const QString filters = KeysDialog::tr("In a filter line");
    return {
        {tables, KeysDialog::tr("Next row, previous row"), QStringLiteral("J, K, arrows")},
        {tables, KeysDialog::tr("Open"), QStringLiteral("Enter")},
        {tables, KeysDialog::tr("Extend the selection"), QStringLiteral("Shift+arrows")},
        {tables, KeysDialog::tr("Select all rows"), QStringLiteral("Ctrl+A")},
        {tables, KeysDialog::tr("Copy rows with headers"), QStringLiteral("Ctrl+C")},
        {filters, KeysDialog::tr("To the rows"), QStringLiteral("Enter, Down")},
        {filters, KeysDialog::tr("Clear, then back to the rows"), QStringLiteral("Esc")},
        {filters, KeysDialog::tr("Proposals; take one (Stream, Flags)"),
         QStringLiteral("Ctrl+Space; Tab")},
        {filters, KeysDialog::tr("How filters are written (Stream, Flags)"), QStringLiteral("F1")},
        {KeysDialog::tr("In an inspector"), KeysDialog::tr("Next tab, previous tab"),
         QStringLiteral("Ctrl+PgDown, Ctrl+PgUp")},
    };
}

QString keysOf(const QAction* action)
{
    QStringList keys;
    const QList<QKeySequence> shortcuts = action->shortcuts();
    for (const QKeySequence& shortcut : shortcuts) {
        keys.append(shortcut.toString(QKeySequence::NativeText));
    }
    return keys.join(QStringLiteral(", "));
}

}  // namespace

QList<KeyEntry> KeysDialog::entriesOf(const QWidget* root, const QStringList& groups,
                                      const std::function<QString(const QObject*)>& groupOf)
{
    QList<KeyEntry> entries;
    const QList<QAction*> actions = root->findChildren<QAction*>();
    for (const QAction* action : actions) {
        QString act = action->text();
        act.remove(QLatin1Char('&'));
        act.remove(QStringLiteral("…"));
        if (!action->shortcut().isEmpty() && !act.isEmpty()) {
            entries.append({groupOf(action), act, keysOf(action)});
        }
    }
    std::stable_sort(entries.begin(), entries.end(),
                     [&groups](const KeyEntry& a, const KeyEntry& b) {
                         return groups.indexOf(a.group) < groups.indexOf(b.group);
                     });
    return entries + widgetKeys();
}

KeysDialog::KeysDialog(const QList<KeyEntry>& entries, QWidget* parent) : QDialog(parent)
{
    setWindowTitle(tr("Keys"));
    setObjectName(QStringLiteral("keysDialog"));
    setAccessibleName(windowTitle());
    QStringList groups;
    for (const KeyEntry& entry : entries) {
        if (!groups.contains(entry.group)) {
            groups.append(entry.group);
        }
    }
    auto* page = new QWidget;
    auto* grid = new QGridLayout(page);
    grid->setContentsMargins(kSpace6, kSpace2, kSpace6, kSpace4);
    grid->setHorizontalSpacing(kSpace6);
    grid->setVerticalSpacing(6);
    grid->setColumnStretch(0, 1);
    int row = 0;
    for (const QString& group : std::as_const(groups)) {
        grid->addWidget(new SectionHeader(group), row++, 0, 1, 2);
        for (const KeyEntry& entry : entries) {
            if (entry.group == group) {
                auto* act = new OttoLabel(entry.act);
                auto* keys = new OttoLabel(entry.keys, TextRole::Mono, OttoLabel::Ink::Secondary);
                act->setAccessibleName(entry.act + QStringLiteral(": ") + entry.keys);
                grid->addWidget(act, row, 0);
                grid->addWidget(keys, row++, 1, Qt::AlignRight);
            }
        }
    }
    grid->setRowStretch(row, 1);
    auto* scroll = new QScrollArea;
    scroll->setAccessibleName(windowTitle());
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidget(page);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    buttons->button(QDialogButtonBox::Close)->setAutoDefault(false);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, kSpace3);
    layout->addWidget(scroll, 1);
    auto* buttonLine = new QHBoxLayout;
    buttonLine->setContentsMargins(kSpace4, 0, kSpace4, 0);
    buttonLine->addWidget(buttons);
    layout->addLayout(buttonLine);
    resize(520, 640);
}

}  // namespace otto
