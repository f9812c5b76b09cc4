// SPDX-License-Identifier: Apache-2.0
#include "ui/filter/CellFilterActions.h"

#include "ui/delegates/CellDelegate.h"
#include "ui/filter/FilterBar.h"
#include "ui/models/ViewText.h"
#include "ui/theme/ThemeIcon.h"
#include "ui/widgets/TableView.h"
#include "ui/widgets/VisibleText.h"

#include <QAction>

namespace otto {

namespace {

constexpr qsizetype kShownMost = 48;

/// A pill as a menu may show it.
QString shownPill(const FilterTerm& term, bool isExcluded)
{
    QString text = visibleText(qText(pillText(term, isExcluded)));
    if (text.size() > kShownMost)
        text = text.left(kShownMost) + QStringLiteral("\u2026");
    return text.replace(QLatin1Char('&'), QStringLiteral("&&"));
}

}  // namespace

CellFilterActions::CellFilterActions(TableView* table, FilterBar* bar, TermOf termOf)
    : QObject(table),
      m_table(table),
      m_bar(bar),
      m_termOf(std::move(termOf)),
      m_filterFor(add(QStringLiteral("action.filterFor"), QStringLiteral("="),
                      &CellFilterActions::filterFor)),
      m_exclude(
          add(QStringLiteral("action.exclude"), QStringLiteral("-"), &CellFilterActions::exclude)),
      m_prepare(add(QStringLiteral("action.prepareFilter"), QStringLiteral("Ctrl+="),
                    &CellFilterActions::prepare))
{
    m_filterFor->setIcon(themeIcon("list-filter"));
    // Left and Right choose the cell: it has to be seen.
    table->setProperty(kMarksCellProperty, true);
    connect(table, &TableView::rowMenuRequested, this, &CellFilterActions::refresh);
    refresh();
}

QAction* CellFilterActions::add(const QString& name, const QString& key,
                                void (CellFilterActions::*act)())
{
    auto* action = new QAction(this);
    action->setObjectName(name);
    action->setShortcut(QKeySequence(key));
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    action->setAutoRepeat(false);
    connect(action, &QAction::triggered, this, act);
    m_table->addAction(action);
    return action;
}

std::optional<FilterTerm> CellFilterActions::term() const
{
    const QModelIndex cell = m_table->currentIndex();
    return cell.isValid() ? m_termOf(cell) : std::nullopt;
}

void CellFilterActions::refresh()
{
    const std::optional<FilterTerm> cell = term();
    const auto with = [&cell](const QString& text, bool isExcluded) {
        return cell ? QString(text + QStringLiteral("  \u00B7  ") + shownPill(*cell, isExcluded))
                    : text;
    };
    m_filterFor->setText(with(tr("Filter for this value"), false));
    m_exclude->setText(with(tr("Exclude this value"), true));
    m_prepare->setText(tr("Prepare filter"));
}

void CellFilterActions::filterFor()
{
    if (const auto cell = term())
        m_bar->apply(m_bar->with(*cell, false));
}

void CellFilterActions::exclude()
{
    if (const auto cell = term())
        m_bar->apply(m_bar->with(*cell, true));
}

void CellFilterActions::prepare()
{
    if (const auto cell = term())
        m_bar->prepare(m_bar->with(*cell, false));
}

}  // namespace otto
