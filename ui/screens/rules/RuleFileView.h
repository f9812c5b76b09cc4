// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QPlainTextEdit>

namespace otto {

/// The text of a rule file, read-only, with line numbers and coloured words. Characters that could
/// hide or reorder what is read are shown as escapes (visibleText()).
class RuleFileView : public QPlainTextEdit
{
    Q_OBJECT

public:
    explicit RuleFileView(QWidget* parent = nullptr);

    /// Keeps the place when the text is the same.
    void setSource(const QString& text);
    /// Marks a line, from 1, and selects what stands at the column: to the end of the word, or of
    /// what is no word. Another text, or clearPlace(), takes the mark away.
    void showPlace(int line, int column);
    void clearPlace();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    class Gutter;
    class Highlighter;

    int gutterWidth() const;
    void placeGutter();
    void paintGutter(const QRect& dirty);
    void applyTheme();
    void markPlace();

    Gutter* m_gutter;
    Highlighter* m_highlighter;
    QString m_source;
    /// From 1; 0 when none is marked.
    int m_markedLine = 0;
};

}  // namespace otto
