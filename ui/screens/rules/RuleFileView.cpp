// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/rules/RuleFileView.h"

#include "ui/screens/rules/RuleSyntax.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/VisibleText.h"

#include <QPaintEvent>
#include <QPainter>
#include <QSyntaxHighlighter>
#include <QTextBlock>
#include <QTextCursor>

#include <algorithm>

namespace otto {

namespace {

/// The first `count` characters as people count them: a pair of surrogates is one.
QString leadingCharacters(const QString& text, int count)
{
    qsizetype end = 0;
    for (int i = 0; i < count && end < text.size(); ++i) {
        end += text[end].isHighSurrogate() && end + 1 < text.size() ? 2 : 1;
    }
    return text.left(end);
}

}  // namespace

class RuleFileView::Gutter : public QWidget
{
public:
    explicit Gutter(RuleFileView& view) : QWidget(&view), m_view(view) {}

protected:
    void paintEvent(QPaintEvent* event) override { m_view.paintGutter(event->rect()); }

private:
    RuleFileView& m_view;
};

class RuleFileView::Highlighter : public QSyntaxHighlighter
{
public:
    explicit Highlighter(QTextDocument* document) : QSyntaxHighlighter(document) {}

protected:
    void highlightBlock(const QString& text) override
    {
        const RuleLine line = readRuleLine(text, previousBlockState());
        for (const RuleSpan& span : line.spans) {
            setFormat(span.begin, span.length, formatOf(span.word));
        }
        setCurrentBlockState(line.state);
    }

private:
    static QTextCharFormat formatOf(RuleWord word)
    {
        const Theme& theme = Theme::current();
        QTextCharFormat format;
        switch (word) {
        case RuleWord::Comment:
            format.setForeground(theme.colors().textSecondary);
            format.setFontItalic(true);
            break;
        case RuleWord::Table:
            format.setForeground(theme.colors().text);
            format.setFontWeight(QFont::DemiBold);
            break;
        case RuleWord::Key: format.setForeground(theme.colors().accent); break;
        case RuleWord::Text: format.setForeground(theme.color(Tone::Ok)); break;
        case RuleWord::Literal: format.setForeground(theme.color(Tone::High)); break;
        case RuleWord::Function: format.setForeground(theme.color(Tone::Critical)); break;
        case RuleWord::Name: format.setForeground(theme.colors().text); break;
        case RuleWord::Operator: format.setForeground(theme.colors().textSecondary); break;
        }
        return format;
    }
};

RuleFileView::RuleFileView(QWidget* parent)
    : QPlainTextEdit(parent),
      m_gutter(new Gutter(*this)),
      m_highlighter(new Highlighter(document()))
{
    setObjectName(QStringLiteral("rule.source"));
    setAccessibleName(tr("Text of the rule file"));
    setReadOnly(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setUndoRedoEnabled(false);
    setLineWrapMode(QPlainTextEdit::WidgetWidth);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    setProperty("frameless", true);
    setTabChangesFocus(true);
    connect(this, &QPlainTextEdit::blockCountChanged, this, &RuleFileView::placeGutter);
    connect(this, &QPlainTextEdit::updateRequest, this,
            [this](const QRect&, int) { m_gutter->update(); });
    connect(&Theme::current(), &Theme::changed, this, &RuleFileView::applyTheme);
    applyTheme();
}

void RuleFileView::setSource(const QString& text)
{
    if (text == m_source) {
        return;
    }
    m_source = text;
    clearPlace();
    setPlainText(visibleText(text, LineBreaks::Keep));
}

void RuleFileView::showPlace(int line, int column)
{
    const QTextBlock block = document()->findBlockByNumber(std::clamp(line, 1, blockCount()) - 1);
    m_markedLine = block.blockNumber() + 1;
    markPlace();
    // Columns count characters of the file, and a hidden one is shown as several.
    const QString written = m_source.section(QLatin1Char('\n'), m_markedLine - 1, m_markedLine - 1);
    const qsizetype before = visibleText(leadingCharacters(written, column - 1)).size();
    const QString shown = block.text();
    const qsizetype begin = std::min(before, shown.size());
    qsizetype end = begin;
    const auto isWord = [&](qsizetype at) {
        return shown[at].isLetterOrNumber() || shown[at] == QLatin1Char('_');
    };
    while (end < shown.size() && isWord(end)) {
        ++end;
    }
    end = std::min(std::max(end, begin + 1), shown.size());
    QTextCursor cursor(block);
    cursor.setPosition(block.position() + static_cast<int>(begin));
    cursor.setPosition(block.position() + static_cast<int>(end), QTextCursor::KeepAnchor);
    setTextCursor(cursor);
    centerCursor();
}

void RuleFileView::clearPlace()
{
    // What a person has selected stays.
    if (m_markedLine == 0) {
        return;
    }
    m_markedLine = 0;
    QTextCursor cursor = textCursor();
    cursor.clearSelection();
    setTextCursor(cursor);
    markPlace();
}

void RuleFileView::markPlace()
{
    QList<QTextEdit::ExtraSelection> marks;
    if (m_markedLine > 0) {
        QTextEdit::ExtraSelection mark;
        // All of it, for a long line is shown as several.
        mark.cursor = QTextCursor(document()->findBlockByNumber(m_markedLine - 1));
        mark.cursor.movePosition(QTextCursor::EndOfBlock, QTextCursor::KeepAnchor);
        mark.format.setProperty(QTextFormat::FullWidthSelection, true);
        mark.format.setBackground(Theme::current().fill(Tone::High));
        marks.append(mark);
    }
    setExtraSelections(marks);
    m_gutter->update();
}

void RuleFileView::resizeEvent(QResizeEvent* event)
{
    QPlainTextEdit::resizeEvent(event);
    placeGutter();
}

int RuleFileView::gutterWidth() const
{
    const auto digits = QString::number(blockCount()).size();
    return fontMetrics().horizontalAdvance(QString(digits, QLatin1Char('0'))) + 2 * kSpace2;
}

void RuleFileView::placeGutter()
{
    setViewportMargins(gutterWidth(), 0, 0, 0);
    const QRect inside = contentsRect();
    m_gutter->setGeometry(inside.left(), inside.top(), gutterWidth(), inside.height());
}

void RuleFileView::paintGutter(const QRect& dirty)
{
    QPainter painter(m_gutter);
    painter.fillRect(dirty, Theme::current().colors().surfaceAlt);
    painter.setFont(font());
    const qreal right = m_gutter->width() - kSpace2;
    for (QTextBlock block = firstVisibleBlock(); block.isValid(); block = block.next()) {
        const QRectF box = blockBoundingGeometry(block).translated(contentOffset());
        if (box.top() > dirty.bottom()) {
            break;
        }
        const bool isMarked = block.blockNumber() + 1 == m_markedLine;
        if (isMarked) {
            painter.fillRect(QRectF(0, box.top(), m_gutter->width(), box.height()),
                             Theme::current().fill(Tone::High));
        }
        painter.setPen(isMarked ? Theme::current().color(Tone::High)
                                : Theme::current().colors().textSecondary);
        painter.drawText(QRectF(0, box.top(), right, box.height()), Qt::AlignRight | Qt::AlignTop,
                         QString::number(block.blockNumber() + 1));
    }
}

void RuleFileView::applyTheme()
{
    setFont(Theme::current().font(TextRole::Mono));
    document()->setDocumentMargin(kSpace2);
    placeGutter();
    markPlace();
    m_highlighter->rehighlight();
}

}  // namespace otto
