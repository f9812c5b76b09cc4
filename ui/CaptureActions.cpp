// SPDX-License-Identifier: Apache-2.0
#include "ui/CaptureActions.h"

#include "ui/dialogs/SaveCaptureDialog.h"
#include "ui/frame/BannerBar.h"
#include "ui/frame/FrameWindow.h"
#include "ui/frame/StatusBar.h"
#include "ui/models/ViewText.h"
#include "ui/widgets/DisplayText.h"
#include "ui/widgets/ToastStack.h"

#include <QAction>
#include <QDateTime>
#include <QDir>
#include <QLocale>
#include <QMenu>
#include <QPointer>

namespace otto {

namespace {

const QString kShownKey = QStringLiteral("capture");
const QString kSavingKey = QStringLiteral("savingCapture");

QString recordsText(std::uint64_t records)
{
    return counted(static_cast<qint64>(records), CaptureActions::tr("record"),
                   CaptureActions::tr("records"));
}

QString sizeText(std::uint64_t bytes)
{
    return QLocale::c().formattedDataSize(static_cast<qint64>(bytes), 1);
}

QString suggestedFile()
{
    const QString now = QDateTime::currentDateTimeUtc().toString(QStringLiteral("yyyyMMdd-HHmmss"));
    return QDir::home().filePath(QStringLiteral("otto-%1.ottocap").arg(now));
}

}  // namespace

CaptureActions::CaptureActions(CapturePort& port, FrameWindow& window)
    : QObject(&window),
      m_port(port),
      m_window(window),
      m_save(new QAction(tr("&Save capture\u2026"), this)),
      m_stop(new QAction(tr("S&top saving the capture"), this))
{
    m_save->setObjectName(QStringLiteral("saveCapture"));
    m_stop->setObjectName(QStringLiteral("stopCapture"));
    QMenu* menu = window.fileMenu();
    QAction* quit = menu->actions().isEmpty() ? nullptr : menu->actions().constFirst();
    menu->insertActions(quit, {m_save, m_stop});
    menu->insertSeparator(quit);
    menu->setToolTipsVisible(true);
    connect(m_save, &QAction::triggered, this, &CaptureActions::openDialog);
    connect(m_stop, &QAction::triggered, this, [this] { m_port.stop(); });
    connect(window.banner(), &BannerBar::actionTriggered, this, [this](const QString& key) {
        if (key == kSavingKey)
            m_port.stop();
    });
    connect(&m_timer, &QTimer::timeout, this, &CaptureActions::look);
    m_timer.start(kLookMs);
    look();
}

void CaptureActions::openDialog()
{
    auto* dialog = new SaveCaptureDialog(suggestedFile(), m_port.historyFrom(), &m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this,
            [this, dialog] { save(dialog->file(), dialog->keepsOn()); });
    dialog->open();
}

void CaptureActions::save(const QString& file, bool keepsOn)
{
    m_port.save(QDir::current().absoluteFilePath(file).toStdString(), keepsOn);
    m_isSaving = true;
    look();
}

void CaptureActions::look()
{
    lookAtShown();
    lookAtSaving();
}

void CaptureActions::lookAtSaving()
{
    const CaptureSaving saving = m_port.saving();
    const bool isRunning = saving.state == CaptureSaving::State::Running;
    m_save->setEnabled(!isRunning && !m_port.shown());
    m_stop->setVisible(isRunning);
    if (isRunning) {
        QString text =
            tr("Saving a capture to %1: %2, %3")
                .arg(qText(saving.file), recordsText(saving.records), sizeText(saving.bytes));
        if (!saving.hasHistory)
            text += tr(", still reading what was before");
        if (!saving.reason.empty())
            text += tr(" (%1)").arg(qText(saving.reason));
        m_window.banner()->setNotice(kSavingKey, {Tone::Info, text + QLatin1Char('.'), tr("Stop")});
        return;
    }
    m_window.banner()->clearNotice(kSavingKey);
    if (m_isSaving) {
        m_isSaving = false;
        end(saving);
    }
}

void CaptureActions::end(const CaptureSaving& saving)
{
    const QString held =
        tr("%1, %2 in %3")
            .arg(recordsText(saving.records), sizeText(saving.bytes), qText(saving.file));
    if (saving.state == CaptureSaving::State::Failed) {
        const QString kept = saving.records > 0 ? tr(" Kept: %1.").arg(held) : QString();
        m_window.toasts()->show(Tone::Critical, tr("The capture was not saved"),
                                qText(saving.reason) + kept);
        return;
    }
    if (saving.leftOut > 0) {
        m_window.toasts()->show(Tone::High, tr("Capture saved, not whole"),
                                tr("%1; %2 were too large for a capture and are missing.")
                                    .arg(held, recordsText(saving.leftOut)));
    } else if (!saving.hasHistory) {
        m_window.toasts()->show(
            Tone::High, tr("Capture saved, ended early"),
            tr("%1; it was stopped before all that the broker held was read.").arg(held));
    } else {
        m_window.toasts()->show(Tone::Ok, tr("Capture saved"), held);
    }
}

void CaptureActions::lookAtShown()
{
    const std::optional<CaptureShown> shown = m_port.shown();
    if (!shown)
        return;
    m_save->setToolTip(tr("This window shows a capture already; copy its file."));
    QString text =
        tr("Capture of %1, made from %2 to %3: %4 in %5. It shows what was known at its end; "
           "nothing can be asked or sent.")
            .arg(qText(shown->env), dateTimeText(shown->from.ms), dateTimeText(shown->to.ms),
                 recordsText(shown->records), qText(shown->file));
    if (!shown->isAllRead)
        text += tr(" %1 read so far.").arg(recordsText(shown->recordsRead));
    if (!shown->isClosed)
        text += tr(" It has no whole end: what was read last may be missing.");
    if (!shown->damage.empty())
        text += QLatin1Char(' ') + qText(shown->damage);
    const bool isWhole = shown->damage.empty() && shown->isClosed;
    m_window.banner()->setNotice(kShownKey, {isWhole ? Tone::Info : Tone::High, text, {}});
}

void CaptureActions::fillStatus()
{
    const std::optional<CaptureShown> shown = m_port.shown();
    if (!shown)
        return;
    m_window.status()->setCell(StatusCell::Connection,
                               shown->isAllRead ? tr("capture") : tr("capture, reading"),
                               tr("There is no broker: %1 of %2 of the capture %3 were read.")
                                   .arg(countText(static_cast<qint64>(shown->recordsRead)),
                                        recordsText(shown->records), qText(shown->file)));
}

}  // namespace otto
