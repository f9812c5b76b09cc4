// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/theme/ToneGlyph.h"

#include <QWidget>

class QHBoxLayout;
class QStackedWidget;
class QTabBar;

namespace otto {

class EmptyState;
class OttoLabel;

/// The pane beside or below a table that shows the current row in full: a title line (glyph, title,
/// subtitle, buttons) over tabs. Without a subject it shows an EmptyState. Tabs are reached with
/// Ctrl+PgUp and Ctrl+PgDown or by Tab and arrows.
class InspectorPane : public QWidget
{
    Q_OBJECT

public:
    explicit InspectorPane(QWidget* parent = nullptr);

    /// Title in semibold, middle-elided; subtitle dimmed below it (may be empty).
    void setTitle(const QString& title, const QString& subtitle = QString());

    /// Severity glyph before the title; Tone::Neutral removes it.
    void setTitleTone(Tone tone, GlyphFill fill = GlyphFill::Filled);

    /// Puts a button or another small widget at the right of the title line. Takes ownership.
    void addTitleWidget(QWidget* widget);

    /// Adds a tab; takes ownership of `page`. Returns its index. The tab bar hides with a single
    /// tab.
    int addTab(QWidget* page, const QString& label);
    void setTabLabel(int index, const QString& label);
    int currentTab() const;
    void setCurrentTab(int index);
    int tabCount() const;

    /// What is shown while there is no subject; the sentence says how to get one ("Select a flag
    /// ...").
    void setEmptyText(const QString& title, const QString& sentence);
    void setHasSubject(bool hasSubject);

    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void currentTabChanged(int index);

private:
    void paintTitleGlyph();

    Tone m_tone = Tone::Neutral;
    GlyphFill m_fill = GlyphFill::Filled;
    QStackedWidget* m_outer;
    EmptyState* m_empty;
    OttoLabel* m_glyph;
    OttoLabel* m_title;
    OttoLabel* m_subtitle;
    QHBoxLayout* m_titleWidgets;
    QTabBar* m_tabs;
    QStackedWidget* m_pages;
};

}  // namespace otto
