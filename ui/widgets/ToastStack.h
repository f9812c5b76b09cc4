// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/theme/Tone.h"

#include <QList>
#include <QWidget>

namespace otto {

/// Short messages in the lower right corner of their parent, over its content: what was accepted,
/// what was refused and why. Never modal, never takes the focus. Ok and Info leave by themselves
/// after 6 s (not while the pointer is over one); High and Critical stay until closed. At most four
/// are shown, the oldest goes first.
class ToastStack : public QWidget
{
    Q_OBJECT

public:
    explicit ToastStack(QWidget* parent);

    /// `title` says what happened, `reason` why; both plain text. An equal toast that is still
    /// shown is renewed instead of repeated.
    void show(Tone tone, const QString& title, const QString& reason = QString());

    /// Titles of the shown toasts, oldest first.
    QStringList titles() const;

    void dismissAll();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    class Toast;
    void place();
    void remove(Toast* toast);

    QList<Toast*> m_toasts;
};

}  // namespace otto
