// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/InspectorPane.h"

#include "ui/theme/Theme.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/OttoLabel.h"

#include <QHBoxLayout>
#include <QPalette>
#include <QShortcut>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

namespace otto {

namespace {

constexpr int kGlyph = 16;
constexpr int kNarrowest = 280;

}  // namespace

InspectorPane::InspectorPane(QWidget* parent)
    : QWidget(parent),
      m_outer(new QStackedWidget),
      m_empty(
          new EmptyState("inbox", tr("Nothing selected"), tr("Select a row to see it in full."))),
      m_glyph(new OttoLabel),
      m_title(new OttoLabel(QString(), TextRole::Title)),
      m_subtitle(new OttoLabel(QString(), TextRole::Small, OttoLabel::Ink::Secondary)),
      m_titleWidgets(new QHBoxLayout),
      m_tabs(new QTabBar),
      m_pages(new QStackedWidget)
{
    setAccessibleName(tr("Inspector"));
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    m_title->setElideMode(Qt::ElideMiddle);
    m_subtitle->setElideMode(Qt::ElideRight);
    m_subtitle->hide();
    m_glyph->setContentsMargins(0, 3, 0, 0);
    m_glyph->hide();
    m_tabs->setObjectName(QStringLiteral("inspectorTabs"));
    m_tabs->setAccessibleName(tr("Inspector tabs"));
    m_tabs->setExpanding(false);
    m_tabs->setDrawBase(false);
    m_tabs->hide();

    auto* titles = new QVBoxLayout;
    titles->setSpacing(0);
    titles->addWidget(m_title);
    titles->addWidget(m_subtitle);
    auto* titleLine = new QHBoxLayout;
    titleLine->setContentsMargins(kSpace4, kSpace3, kSpace3, kSpace1);
    titleLine->setSpacing(kSpace2);
    titleLine->addWidget(m_glyph, 0, Qt::AlignTop);
    titleLine->addLayout(titles, 1);
    titleLine->addLayout(m_titleWidgets);
    m_titleWidgets->setSpacing(kSpace1);
    auto* tabLine = new QHBoxLayout;
    tabLine->setContentsMargins(kSpace4, 0, kSpace4, 0);
    tabLine->addWidget(m_tabs, 1);

    auto* subject = new QWidget;
    auto* layout = new QVBoxLayout(subject);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(titleLine);
    layout->addLayout(tabLine);
    layout->addWidget(m_pages, 1);
    m_outer->addWidget(m_empty);
    m_outer->addWidget(subject);
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(m_outer);

    connect(&Theme::current(), &Theme::changed, this, &InspectorPane::paintTitleGlyph);
    connect(m_tabs, &QTabBar::currentChanged, m_pages, &QStackedWidget::setCurrentIndex);
    connect(m_tabs, &QTabBar::currentChanged, this, &InspectorPane::currentTabChanged);
    const auto step = [this](int by) {
        if (tabCount() > 0) {
            setCurrentTab((currentTab() + by + tabCount()) % tabCount());
        }
    };
    for (const auto& [key, by] : {std::pair{QStringLiteral("Ctrl+PgDown"), 1},
                                  std::pair{QStringLiteral("Ctrl+PgUp"), -1}}) {
        auto* shortcut = new QShortcut(QKeySequence(key), this);
        shortcut->setContext(Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, this, [step, by = by] { step(by); });
    }
}

void InspectorPane::setTitle(const QString& title, const QString& subtitle)
{
    m_title->setText(title);
    m_subtitle->setText(subtitle);
    m_subtitle->setVisible(!subtitle.isEmpty());
    setAccessibleDescription(title);
}

void InspectorPane::setTitleTone(Tone tone, GlyphFill fill)
{
    m_tone = tone;
    m_fill = fill;
    paintTitleGlyph();
}

void InspectorPane::paintTitleGlyph()
{
    m_glyph->setVisible(m_tone != Tone::Neutral);
    if (m_tone != Tone::Neutral) {
        m_glyph->setPixmap(tonePixmap(m_tone, m_fill, kGlyph, devicePixelRatio()));
        m_glyph->setAccessibleName(toneWord(m_tone));
    }
}

QSize InspectorPane::minimumSizeHint() const
{
    return QWidget::minimumSizeHint().expandedTo({kNarrowest, 0});
}

void InspectorPane::addTitleWidget(QWidget* widget)
{
    m_titleWidgets->addWidget(widget);
}

int InspectorPane::addTab(QWidget* page, const QString& label)
{
    m_pages->addWidget(page);
    const int index = m_tabs->addTab(label);
    m_tabs->setVisible(m_tabs->count() > 1);
    return index;
}

void InspectorPane::setTabLabel(int index, const QString& label)
{
    m_tabs->setTabText(index, label);
}

int InspectorPane::currentTab() const
{
    return m_tabs->currentIndex();
}

void InspectorPane::setCurrentTab(int index)
{
    m_tabs->setCurrentIndex(index);
}

int InspectorPane::tabCount() const
{
    return m_tabs->count();
}

void InspectorPane::setEmptyText(const QString& title, const QString& sentence)
{
    m_empty->setText(title, sentence);
}

void InspectorPane::setHasSubject(bool hasSubject)
{
    m_outer->setCurrentIndex(hasSubject ? 1 : 0);
}

}  // namespace otto
