// SPDX-License-Identifier: Apache-2.0
#include "ui/filter/FilterProposals.h"

#include "ui/models/ViewText.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/DisplayText.h"
#include "ui/widgets/VisibleText.h"

#include <QListWidget>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include <algorithm>

namespace otto {

namespace {

constexpr int kRowsAtOnce = 10;
constexpr int kWidth = 460;
constexpr int kRowHeight = 24;
constexpr int kTipRole = Qt::UserRole + 1;

/// What is put into the line in the mono face, and what it means at the right.
class ProposalDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override
    {
        return {kWidth, kRowHeight};
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override
    {
        const Theme& theme = Theme::current();
        const ThemeColors& colors = theme.colors();
        const bool isCurrent = option.state.testFlag(QStyle::State_Selected);
        painter->fillRect(option.rect, isCurrent ? colors.selection : colors.surface);
        const QRect box = option.rect.adjusted(kSpace2, 0, -kSpace2, 0);
        const QFontMetrics mono(theme.font(TextRole::Mono));
        const QString text =
            mono.elidedText(index.data().toString(), Qt::ElideMiddle, box.width() * 2 / 3);
        painter->setFont(theme.font(TextRole::Mono));
        painter->setPen(isCurrent ? colors.selectionText : colors.text);
        painter->drawText(box, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, text);
        const QFontMetrics small(theme.font(TextRole::Small));
        const int left = std::max(mono.horizontalAdvance(text) + kSpace4, 140);
        const QRect rest = box.adjusted(left, 0, 0, 0);
        painter->setFont(theme.font(TextRole::Small));
        painter->setPen(isCurrent ? colors.selectionSecondary : colors.textSecondary);
        painter->drawText(
            rest, Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine,
            small.elidedText(index.data(kTipRole).toString(), Qt::ElideRight, rest.width()));
    }
};

QString tipOf(const FilterProposal& proposal)
{
    if (!proposal.isValue)
        return qText(proposal.tip);
    return proposal.count > 0 ? FilterProposals::tr("seen %1\u00D7")
                                    .arg(countText(static_cast<qint64>(proposal.count)))
                              : FilterProposals::tr("not seen yet");
}

}  // namespace

FilterProposals::FilterProposals(QWidget& line)
    : QFrame(&line), m_line(line), m_list(new QListWidget(this))
{
    setObjectName(QStringLiteral("filterProposals"));
    setAccessibleName(tr("Proposals for the filter line"));
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::NoFocus);
    setAutoFillBackground(true);
    m_list->setObjectName(QStringLiteral("filterProposals.list"));
    m_list->setAccessibleName(accessibleName());
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setUniformItemSizes(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setItemDelegate(new ProposalDelegate(m_list));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(1, 1, 1, 1);
    layout->addWidget(m_list);
    connect(m_list, &QListWidget::itemClicked, this, &FilterProposals::picked);
    hide();
}

void FilterProposals::show(std::vector<FilterProposal> proposals, const QPoint& at, bool isChosen)
{
    m_proposals = std::move(proposals);
    m_list->clear();
    if (m_proposals.empty()) {
        hide();
        return;
    }
    for (const FilterProposal& proposal : m_proposals) {
        auto* item = new QListWidgetItem(visibleText(qText(proposal.text)), m_list);
        item->setData(kTipRole, tipOf(proposal));
        item->setData(Qt::AccessibleTextRole,
                      QString(item->text() + QStringLiteral(", ") + tipOf(proposal)));
    }
    m_list->setCurrentRow(isChosen ? 0 : -1);
    // Over the table, as a child of the window: no window manager has a say in it.
    QWidget* window = m_line.window();
    if (parentWidget() != window)
        setParent(window);
    const int rows = std::min(kRowsAtOnce, m_list->count());
    const int width = std::min(kWidth, window->width());
    QPoint corner = m_line.mapTo(window, at + QPoint(0, 2));
    corner.setX(std::max(0, std::min(corner.x(), window->width() - width)));
    setGeometry(QRect(corner, QSize(width, rows * kRowHeight + 4)));
    raise();
    QFrame::show();
}

void FilterProposals::move(int by)
{
    const int count = m_list->count();
    if (count == 0)
        return;
    const int from = m_list->currentRow();
    const int to = from < 0 ? (by > 0 ? 0 : count - 1) : (from + by + count) % count;
    m_list->setCurrentRow(to);
    // The focus stays in the line, so it is the line that speaks.
    m_line.setAccessibleDescription(m_list->item(to)->data(Qt::AccessibleTextRole).toString());
}

void FilterProposals::paintEvent(QPaintEvent*)
{
    const ThemeColors& colors = Theme::current().colors();
    QPainter painter(this);
    painter.fillRect(rect(), colors.borderStrong);
}

const FilterProposal* FilterProposals::current() const
{
    const int row = m_list->currentRow();
    return row < 0 ? nullptr : &m_proposals[static_cast<std::size_t>(row)];
}

}  // namespace otto
