// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/stream/StreamScreen.h"

#include "ui/filter/CellFilterActions.h"
#include "ui/filter/FilterBar.h"
#include "ui/filter/FilterText.h"
#include "ui/models/ViewText.h"
#include "ui/port/EngineClient.h"
#include "ui/screens/stream/RecordClassDelegate.h"
#include "ui/screens/stream/RecordInspector.h"
#include "ui/screens/stream/StreamFields.h"
#include "ui/screens/stream/StreamModel.h"
#include "ui/theme/Theme.h"
#include "ui/theme/ThemeIcon.h"
#include "ui/widgets/DisplayText.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/OttoLabel.h"
#include "ui/widgets/TableView.h"

#include <QAction>
#include <QHBoxLayout>
#include <QSplitter>
#include <QToolButton>
#include <QVBoxLayout>

namespace otto {

namespace {

QToolButton* toggle(const char* icon, const QString& name, const QString& text, const QString& tip)
{
    auto* button = new QToolButton;
    button->setObjectName(name);
    button->setIcon(themeIcon(icon));
    button->setText(text);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setCheckable(true);
    button->setToolTip(tip);
    button->setAccessibleName(text);
    button->setAccessibleDescription(tip);
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

}  // namespace

StreamScreen::StreamScreen(EngineClient& engine, QWidget* parent)
    : Screen(QStringLiteral("stream"), engine, parent),
      m_model(new StreamModel(StreamModel::kCapacity, this)),
      m_filter(new FilterBar(
          streamSchema(), m_model->seenValues(), [&engine] { return filterContext(engine); },
          tr("Filter records"))),
      m_table(new TableView(tr("Stream of records"))),
      m_empty(new EmptyState("stream", QString(), QString())),
      m_inspector(new RecordInspector(engine)),
      m_result(new OttoLabel(QString(), TextRole::Small, OttoLabel::Ink::Secondary)),
      m_waiting(new OttoLabel(QString(), TextRole::Small)),
      m_follow(toggle("arrow-down-to-line", QStringLiteral("stream.follow"), tr("Follow"),
                      tr("Keep the newest record in view (End)"))),
      m_pause(toggle("pause", QStringLiteral("stream.pause"), tr("Pause"),
                     tr("Hold the picture; records go on arriving (P)"))),
      m_journal(toggle("history", QStringLiteral("stream.journal"), tr("Journal"),
                       tr("Show Otto's own journal records, too")))
{
    buildTable();
    auto* splitter = new QSplitter(Qt::Vertical);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(m_table);
    splitter->addWidget(m_inspector);
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 2);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(buildBar());
    layout->addWidget(buildResultLine());
    layout->addWidget(splitter, 1);
    buildKeys();
    setFocusProxy(m_table);

    connect(m_filter, &FilterBar::filterApplied, this,
            [this] { m_model->setFilter(m_filter->applied(), filterContext(client())); });
    connect(m_filter, &FilterBar::stopRequested, m_model, &StreamModel::stopScan);
    connect(m_filter, &FilterBar::stateChanged, this, &StreamScreen::refreshResult);
    connect(m_journal, &QToolButton::toggled, m_model, &StreamModel::setJournalShown);
    connect(m_pause, &QToolButton::clicked, this, &StreamScreen::setPaused);
    connect(m_follow, &QToolButton::clicked, this, [this](bool follow) {
        if (follow)
            jumpToNow();
        else
            m_table->setFollowEnd(false);
    });
    connect(m_table, &TableView::followEndChanged, m_follow, &QToolButton::setChecked);
    connect(m_table, &TableView::currentIdChanged, this, &StreamScreen::showCurrent);
    connect(m_table, &TableView::rowActivated, this, &StreamScreen::openPayment);
    connect(m_model, &StreamModel::countsChanged, this, &StreamScreen::refreshResult);
    connect(&engine, &EngineClient::deltaApplied, this, &StreamScreen::applyDelta);
    m_table->setFollowEnd(true);
    refreshResult();
}

QWidget* StreamScreen::buildBar()
{
    m_filter->setObjectName(QStringLiteral("stream.filter"));
    m_filter->setPlaceholderText(
        tr("Filter: words, status:FAILED, amount:>1000, or CEL; F1 explains"));
    m_filter->setFocusTarget(m_table);
    m_filter->setResultLine(m_result);
    auto* bar = new QWidget;
    auto* line = new QHBoxLayout(bar);
    line->setContentsMargins(kSpace4, kSpace3, kSpace4, kSpace1);
    line->setSpacing(kSpace2);
    line->addWidget(m_filter, 1);
    line->addWidget(m_journal);
    line->addWidget(m_pause);
    line->addWidget(m_follow);
    return bar;
}

QWidget* StreamScreen::buildResultLine()
{
    m_result->setObjectName(QStringLiteral("stream.result"));
    m_waiting->setObjectName(QStringLiteral("stream.waiting"));
    m_waiting->setTone(Tone::Medium);
    auto* bar = new QWidget;
    auto* line = new QHBoxLayout(bar);
    line->setContentsMargins(kSpace4, 0, kSpace4, kSpace2);
    line->setSpacing(kSpace4);
    line->addWidget(m_result);
    line->addStretch(1);
    line->addWidget(m_waiting);
    return bar;
}

void StreamScreen::buildTable()
{
    using Face = CellDelegate::Face;
    const auto give = [this](StreamColumn column, CellDelegate* delegate) {
        m_table->setColumnDelegate(static_cast<int>(column), delegate);
    };
    m_table->setObjectName(QStringLiteral("stream.table"));
    m_table->setModel(m_model);
    give(StreamColumn::Gap, new CellDelegate(Face::Dimmed, Qt::AlignRight));
    give(StreamColumn::Class, new RecordClassDelegate);
    give(StreamColumn::Payment, new CellDelegate(Face::Mono, Qt::AlignLeft, Qt::ElideMiddle));
    give(StreamColumn::Amount, new CellDelegate(Face::Text, Qt::AlignRight));
    give(StreamColumn::Position, new CellDelegate(Face::Dimmed, Qt::AlignRight));
    give(StreamColumn::Size, new CellDelegate(Face::Dimmed, Qt::AlignRight));
    give(StreamColumn::Correlation, new CellDelegate(Face::Mono, Qt::AlignLeft, Qt::ElideMiddle));
    m_table->setColumnWidths({{104, 100},
                              0,
                              {84, 80},
                              {100, 94},
                              {76, 68},
                              {190, 170, 1},
                              {172, 120},
                              {124, 112},
                              {140, 124, 1},
                              {96, 92},
                              {68, 64},
                              0,
                              {120, 84, 1}});
    m_table->setEmptyState(m_empty);
    connect(m_empty, &EmptyState::actionTriggered, this, [this] {
        m_filter->apply({});
        m_table->setFocus(Qt::OtherFocusReason);
    });
    new CellFilterActions(m_table, m_filter, [this](const QModelIndex& cell) {
        const StreamRecord* record = m_model->recordAt(cell.row());
        return record == nullptr ? std::nullopt
                                 : streamTerm(*record, static_cast<StreamColumn>(cell.column()));
    });
    giveRowMenu(m_table);
}

void StreamScreen::buildKeys()
{
    addKey({m_table}, QStringLiteral("stream.key.open"), tr("Open the payment\tEnter"), {},
           [this] { openPayment(m_table->currentId()); });
    addKey({m_table, m_inspector}, QStringLiteral("stream.key.linked"),
           tr("Go to the linked question or answer"), Qt::Key_L, [this] { goToLinked(); });
    addKey({m_table, m_inspector}, QStringLiteral("stream.key.payment"),
           tr("Show only this payment"), Qt::Key_O, [this] { filterByPayment(); });
    addKey({m_table, m_inspector}, QStringLiteral("stream.key.pause"), tr("Pause or resume"),
           Qt::Key_P, [this] { setPaused(!m_model->isPaused()); });
    m_stop = addKey({m_table, m_inspector}, QStringLiteral("stream.key.stop"),
                    tr("Stop the filter's scan"), Qt::Key_Escape, [this] { m_model->stopScan(); });
    m_stop->setEnabled(false);
    addKey({m_table}, QStringLiteral("stream.key.end"), tr("Jump to now and follow"), Qt::Key_End,
           [this] { jumpToNow(); });
    addKey({m_table, m_inspector}, QStringLiteral("stream.key.inspector"),
           tr("Show or hide the inspector"), Qt::Key_F4, [this] { toggleInspector(); });
}

void StreamScreen::applyDelta(const Delta& delta)
{
    m_model->append(delta.streamRows, delta.streamRowsSkipped);
}

void StreamScreen::showCurrent(const QString& id)
{
    // Without a current row the last record stays: a filter must not close what is being read.
    if (const StreamRecord* record = m_model->find(id))
        m_inspector->showRecord(*record);
}

void StreamScreen::openPayment(const QString& id)
{
    const StreamRecord* record = m_model->find(id);
    if (record == nullptr)
        return;
    const QString payment = qText(record->text(StreamRecord::Field::Payment));
    if (payment.isEmpty())
        Q_EMIT noticeRequested(Tone::Info, tr("This record names no payment"),
                               tr("Its bytes are shown below the table."));
    else
        Q_EMIT paymentRequested(payment);
}

void StreamScreen::filterByPayment()
{
    const StreamRecord* record = m_model->find(m_table->currentId());
    if (record == nullptr || record->text(StreamRecord::Field::Payment).empty())
        return;
    m_filter->apply(qText(
        pillText({"payment", std::string(record->text(StreamRecord::Field::Payment))}, false)));
}

void StreamScreen::goToLinked()
{
    const StreamRecord* record = m_model->find(m_table->currentId());
    if (record == nullptr)
        return;
    const StreamRecord* linked = m_model->linkedTo(*record);
    if (linked == nullptr) {
        Q_EMIT noticeRequested(Tone::Info, tr("No linked record here"),
                               tr("Neither what caused this record nor what it caused is among the "
                                  "%1 records kept on this desk.")
                                   .arg(countText(static_cast<qint64>(m_model->ringCount()))));
    } else if (!select(*linked)) {
        Q_EMIT noticeRequested(
            Tone::Info, tr("The linked record is hidden by the filter"),
            tr("It is %1 at %2. Clear the filter to see it in the table.")
                .arg(qText(linked->text(StreamRecord::Field::Name)), recordRefText(linked->at())));
    }
}

bool StreamScreen::select(const StreamRecord& record)
{
    m_table->setFollowEnd(false);
    m_inspector->showRecord(record);
    return m_table->setCurrentId(StreamModel::idOf(record));
}

void StreamScreen::showRecord(const RecordRef& at)
{
    const StreamRecord* record = m_model->findLast([&](const StreamRecord& other) {
        return other.offset == at.offset && other.partition == at.partition
               && other.text(StreamRecord::Field::Topic) == at.topic;
    });
    if (record == nullptr) {
        m_table->setFollowEnd(false);
        m_inspector->showReference(at);
    } else {
        select(*record);
    }
}

void StreamScreen::setPaused(bool paused)
{
    m_model->setPaused(paused);
    m_pause->setChecked(paused);
    m_pause->setText(paused ? tr("Resume") : tr("Pause"));
    m_pause->setAccessibleName(m_pause->text());
    m_pause->setIcon(themeIcon(paused ? "play" : "pause"));
}

void StreamScreen::jumpToNow()
{
    setPaused(false);
    m_table->setFollowEnd(true);
}

void StreamScreen::toggleInspector()
{
    m_inspector->setVisible(m_inspector->isHidden());
    m_table->setFocus();
}

void StreamScreen::refreshResult()
{
    const auto number = [](std::uint64_t count) { return countText(static_cast<qint64>(count)); };
    const bool isScanning = m_model->isScanning();
    m_filter->setScanning(isScanning);
    m_stop->setEnabled(isScanning);
    QStringList parts;
    const bool isInvalid = m_filter->validity() == FilterBar::Validity::Invalid;
    if (const QString remark = m_filter->remark(); !remark.isEmpty())
        parts.append(remark);
    if (m_model->isFiltered())
        parts.append(scanText(m_model->progress(), m_model->rowCount(),
                              static_cast<qint64>(m_model->ringCount())));
    else
        parts.append(counted(m_model->rowCount(), tr("record"), tr("records")));
    if (!m_model->isJournalShown())
        parts.append(tr("journal hidden"));
    if (m_model->skippedCount() > 0)
        parts.append(tr("%1 came too fast to be kept").arg(number(m_model->skippedCount())));
    const std::uint64_t all = m_model->ringCount();
    if (m_model->isFiltered() && all > 0) {
        m_empty->setText(tr("No record matches"),
                         tr("None of the %1 records judged so far fits \u201C%2\u201D.")
                             .arg(number(m_model->progress().scanned),
                                  qText(m_filter->applied().line()).left(80)));
        m_empty->setAction(tr("Clear filter"));
    } else {
        m_empty->setText(tr("No records"), tr("Records appear here as the systems publish them."));
        m_empty->setAction({});
    }
    m_result->setTone(isInvalid ? Tone::Critical : Tone::Neutral);
    m_result->setText(parts.join(QStringLiteral(" \u00B7 ")));
    m_waiting->setVisible(m_model->isPaused());
    m_waiting->setText(tr("Paused \u2013 waiting: %1 \u00B7 P resumes here, End jumps to now")
                           .arg(number(m_model->waitingCount())));
}

}  // namespace otto
