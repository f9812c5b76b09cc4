// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/rules/RuleFileView.h"

#include "ui/screens/rules/RuleSyntax.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/VisibleText.h"

#include <QPaintEvent>
#include <QPainter>
#include <QSyntaxHighlighter>
#include <QTextBlock>

namespace otto {

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
    connect(this, &QPlainTextEdit::updateRequest, this, [this](const QRect&, int) {
        m_gutter->update();
    });
    connect(&Theme::current(), &Theme::changed, this, &RuleFileView::applyTheme);
    applyTheme();
}

void RuleFileView::setSource(const QString& text)
{
    if (text == m_source) {
        return;
    }
    m_source = text;
    setPlainText(visibleText(text, LineBreaks::Keep));
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
    painter.setPen(Theme::current().colors().textSecondary);
    const qreal right = m_gutter->width() - kSpace2;
    for (QTextBlock block = firstVisibleBlock(); block.isValid(); block = block.next()) {
        const QRectF box = blockBoundingGeometry(block).translated(contentOffset());
        if (box.top() > dirty.bottom()) {
            break;
        }
        painter.drawText(QRectF(0, box.top(), right, box.height()), Qt::AlignRight | Qt::AlignTop,
                         QString::number(block.blockNumber() + 1));
    }
}

void RuleFileView::applyTheme()
{
    setFont(Theme::current().font(TextRole::Mono));
    document()->setDocumentMargin(kSpace2);
    placeGutter();
    m_highlighter->rehighlight();
}

}  // namespace otto
