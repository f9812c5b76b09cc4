// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/payment/PaymentStory.h"

#include "ui/delegates/CellDelegate.h"
#include "ui/delegates/CellRoles.h"
#include "ui/models/ViewText.h"
#include "ui/screens/payment/TimelineModel.h"
#include "ui/screens/payment/TimelineView.h"
#include "ui/screens/payment/TruthTableView.h"
#include "ui/widgets/OttoLabel.h"
#include "ui/widgets/SectionHeader.h"

#include <QHeaderView>
#include <QVBoxLayout>

#include <algorithm>

namespace otto {

namespace {

constexpr int kListLeast = 84;

}  // namespace

PaymentStory::PaymentStory(QWidget* parent)
    : QWidget(parent),
      m_truthTitle(new SectionHeader(tr("What every system says"))),
      m_truth(new TruthTableView(TruthTableModel::Shape::Full)),
      m_provenance(new OttoLabel(QString(), TextRole::Small, OttoLabel::Ink::Secondary)),
      m_timelineTitle(new SectionHeader(tr("Timeline"))),
      m_timeline(new TimelineView),
      m_list(new TableView(tr("Records of the payment"))),
      m_model(new TimelineModel(this))
{
    m_provenance->setObjectName(QStringLiteral("provenance"));
    m_provenance->setElideMode(Qt::ElideRight);
    m_timelineTitle->setRemark(
        tr("● fact   ◇ question   ◆ answer   □ command   ■ outcome   ▲ flag"));
    buildList();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(kSpace4, 0, kSpace3, 0);
    layout->setSpacing(0);
    layout->addWidget(m_truthTitle);
    layout->addWidget(m_truth);
    layout->addWidget(m_provenance);
    layout->addWidget(m_timelineTitle);
    layout->addWidget(m_timeline);
    layout->addWidget(m_list, 1);

    connect(m_truth, &TruthTableView::cellDescribed, this, [this](const QString& sentence) {
        m_provenance->setText(
            QString(sentence).replace(QLatin1Char('\n'), QStringLiteral("  ·  ")));
    });
    connect(m_truth, &TruthTableView::assertionActivated, this, [this](const QString& messageId) {
        for (std::size_t i = 0; i < m_entries.size(); ++i) {
            if (qText(m_entries[i].messageId) == messageId) {
                m_timeline->setCurrentEntry(static_cast<int>(i));
                m_timeline->setFocus(Qt::OtherFocusReason);
                return;
            }
        }
    });
    connect(m_timeline, &TimelineView::currentEntryChanged, this, &PaymentStory::showEntry);
    connect(m_timeline, &TimelineView::entryActivated, this, &PaymentStory::openEntry);
    connect(m_list, &TableView::currentIdChanged, this, [this](const QString& id) {
        if (!id.isEmpty()) {
            m_timeline->setCurrentEntry(m_model->rowOf(id));
        }
    });
    connect(m_list, &TableView::rowActivated, this,
            [this](const QString& id) { openEntry(m_model->rowOf(id)); });
}

void PaymentStory::buildList()
{
    using Face = CellDelegate::Face;
    m_list->setObjectName(QStringLiteral("payment.list"));
    m_list->setModel(m_model);
    m_list->setSelectionMode(QAbstractItemView::SingleSelection);
    m_list->setColumnDelegate(TimelineModel::GapColumn,
                              new CellDelegate(Face::Dimmed, Qt::AlignRight));
    m_list->setColumnDelegate(TimelineModel::KindColumn,
                              new CellDelegate(Face::Dimmed, Qt::AlignLeft));
    m_list->setColumnDelegate(TimelineModel::TitleColumn,
                              new CellDelegate(Face::Strong, Qt::AlignLeft));
    m_list->setColumnWidths({{104, 100}, {92, 80}, {76, 68}, {80, 74}, {190, 160}, {200, 140, 1}});
    m_list->setMinimumHeight(kListLeast);
}

void PaymentStory::setPayment(const PaymentView& view)
{
    m_entries = view.timeline;
    const auto disagreeing = std::count_if(view.truth.rows.begin(), view.truth.rows.end(),
                                           [](const TruthRow& row) { return row.disagrees; });
    m_truthTitle->setRemark(disagreeing == 0
                                ? tr("No contradiction.")
                                : tr("Contradiction in %1, outlined.")
                                      .arg(counted(disagreeing, tr("field"), tr("fields"))));
    m_truth->setTable(view.truth);
    m_timelineTitle->setCount(static_cast<qint64>(view.timeline.size()));
    m_timeline->setAccessibleName(tr("Timeline of %1").arg(qText(view.summary.id)));
    m_timeline->setEntries(view.timeline, view.truth.systems);
    m_model->setEntries(view.timeline);
}

void PaymentStory::clear()
{
    m_list->clearSelection();
    m_list->setCurrentIndex({});
    m_timeline->setCurrentEntry(-1);
    m_truth->setCurrentIndex({});
    m_provenance->setText({});
}

void PaymentStory::setNow(Instant now)
{
    m_truth->setNow(now.ms);
}

void PaymentStory::refreshTimes()
{
    m_model->refreshTimes();
    m_timeline->viewport()->update();
}

void PaymentStory::showEntry(int index)
{
    const QModelIndex row = m_model->index(index, 0);
    if (row.isValid()) {
        m_list->setCurrentId(row.data(IdRole).toString());
    }
}

void PaymentStory::openEntry(int index)
{
    const TimelineEntry* entry = m_model->at(index);
    if (entry != nullptr && entry->at.isSet()) {
        Q_EMIT recordRequested(entry->at);
    }
}

}  // namespace otto
