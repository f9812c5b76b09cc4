// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/rules/RuleErrorList.h"

#include "ui/models/ViewText.h"
#include "ui/theme/Theme.h"
#include "ui/theme/ToneGlyph.h"
#include "ui/widgets/DisplayText.h"
#include "ui/widgets/OttoLabel.h"
#include "ui/widgets/VisibleText.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QTextBlock>
#include <QTextCursor>
#include <QTextDocument>
#include <QVBoxLayout>

#include <algorithm>

namespace otto {

namespace {

constexpr int kGlyph = 16;
constexpr int kLinesMost = 8;
constexpr qsizetype kTextMost = 2000;

/// As compilers write it, so that editors and people know it.
QString lineOf(const RuleErrorView& error)
{
    return QStringLiteral("%1:%2:%3: %4")
        .arg(qText(error.file))
        .arg(error.line)
        .arg(error.column)
        .arg(qText(error.text).left(kTextMost).trimmed());
}

bool isSame(const std::vector<RuleErrorView>& a, const std::vector<RuleErrorView>& b)
{
    return std::equal(
        a.begin(), a.end(), b.begin(), b.end(),
        [](const RuleErrorView& x, const RuleErrorView& y) { return lineOf(x) == lineOf(y); });
}

}  // namespace

RuleErrorList::RuleErrorList(const QString& name, QWidget* parent)
    : QWidget(parent),
      m_glyph(new OttoLabel),
      m_title(new OttoLabel(QString(), TextRole::BodyStrong)),
      m_hint(new OttoLabel(tr("A click or F8 shows the place"), TextRole::Small,
                           OttoLabel::Ink::Secondary)),
      m_list(new QPlainTextEdit)
{
    setObjectName(name);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    m_title->setWordWrap(true);
    m_list->setObjectName(name + QStringLiteral(".list"));
    m_list->setAccessibleName(tr("Faults of the refused rules"));
    m_list->setReadOnly(true);
    m_list->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_list->setProperty("frameless", true);
    m_list->setTabChangesFocus(true);
    m_list->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_list->setToolTip(tr("A click, or Enter on a line, shows the place in the file"));
    m_list->viewport()->setCursor(Qt::PointingHandCursor);
    m_list->installEventFilter(this);
    m_list->viewport()->installEventFilter(this);
    auto* texts = new QVBoxLayout;
    texts->setSpacing(2);
    auto* head = new QHBoxLayout;
    head->setSpacing(kSpace4);
    head->addWidget(m_title, 1);
    head->addWidget(m_hint, 0, Qt::AlignTop);
    texts->addLayout(head);
    texts->addWidget(m_list);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(kSpace4, kSpace2, kSpace4, kSpace2);
    layout->setSpacing(kSpace2);
    layout->addWidget(m_glyph, 0, Qt::AlignTop);
    layout->addLayout(texts, 1);
    connect(&Theme::current(), &Theme::changed, this, &RuleErrorList::applyTheme);
    applyTheme();
    hide();
}

void RuleErrorList::setErrors(const RulesView& view)
{
    if (view.errors.empty()) {
        clear();
        return;
    }
    setErrors(
        tr("Refused%1: %2. The rules in force stay: %3, in force since %4.")
            .arg(view.refusedAt ? tr(" at %1").arg(secondsText(view.refusedAt->ms)) : QString(),
                 counted(static_cast<qint64>(view.errors.size()), tr("fault"), tr("faults")),
                 qText(view.origin), secondsText(view.activeSince.ms)),
        view.errors);
}

void RuleErrorList::setErrors(const QString& title, const std::vector<RuleErrorView>& errors)
{
    m_title->setText(title);
    if (!m_errors.empty() && isSame(errors, m_errors)) {
        return;
    }
    m_errors = errors;
    m_active.reset();
    m_firstLines.clear();
    QStringList lines;
    for (const RuleErrorView& error : m_errors) {
        m_firstLines.push_back(static_cast<int>(lines.size()));
        lines.append(visibleText(lineOf(error), LineBreaks::Keep).split(QLatin1Char('\n')));
    }
    const QString all = lines.join(QLatin1Char('\n'));
    m_list->setPlainText(all);
    markActive();
    setAccessibleName(m_title->fullText() + QLatin1Char('\n') + all);
    fitHeight();
    show();
    QAccessibleEvent announce(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&announce);
}

void RuleErrorList::clear()
{
    m_errors.clear();
    m_firstLines.clear();
    m_active.reset();
    hide();
}

std::size_t RuleErrorList::errorAtCursor() const
{
    const int line = m_list->textCursor().blockNumber();
    const auto after = std::upper_bound(m_firstLines.begin(), m_firstLines.end(), line);
    return static_cast<std::size_t>(std::max<std::ptrdiff_t>(0, after - m_firstLines.begin() - 1));
}

void RuleErrorList::activate(std::size_t error)
{
    if (error >= m_errors.size()) {
        return;
    }
    m_active = error;
    QTextCursor cursor(m_list->document()->findBlockByNumber(m_firstLines[error]));
    m_list->setTextCursor(cursor);
    markActive();
    const RuleErrorView wanted = m_errors[error];
    Q_EMIT errorActivated(wanted);
}

void RuleErrorList::activateNext()
{
    if (!m_errors.empty()) {
        activate(m_active ? (*m_active + 1) % m_errors.size() : 0);
    }
}

void RuleErrorList::markActive()
{
    QList<QTextEdit::ExtraSelection> marks;
    if (m_active) {
        QTextEdit::ExtraSelection mark;
        mark.cursor = QTextCursor(m_list->document()->findBlockByNumber(m_firstLines[*m_active]));
        mark.format.setProperty(QTextFormat::FullWidthSelection, true);
        mark.format.setBackground(Theme::current().colors().selection);
        mark.format.setForeground(Theme::current().colors().selectionText);
        marks.append(mark);
    }
    m_list->setExtraSelections(marks);
}

bool RuleErrorList::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_list && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Return || key == Qt::Key_Enter) {
            activate(errorAtCursor());
            return true;
        }
    }
    if (watched == m_list->viewport() && event->type() == QEvent::MouseButtonRelease) {
        const auto* mouse = static_cast<QMouseEvent*>(event);
        // Who selects text wants to copy it.
        if (mouse->button() == Qt::LeftButton && !m_list->textCursor().hasSelection()) {
            m_list->setTextCursor(m_list->cursorForPosition(mouse->position().toPoint()));
            activate(errorAtCursor());
        }
    }
    return QWidget::eventFilter(watched, event);
}

QString RuleErrorList::title() const
{
    return m_title->fullText();
}

void RuleErrorList::fitHeight()
{
    const int lines = std::clamp(m_list->document()->blockCount(), 1, kLinesMost);
    // With room for the scroll bar of long lines.
    m_list->setFixedHeight(lines * m_list->fontMetrics().lineSpacing()
                           + 2 * static_cast<int>(m_list->document()->documentMargin())
                           + m_list->horizontalScrollBar()->sizeHint().height());
}

void RuleErrorList::applyTheme()
{
    m_glyph->setPixmap(tonePixmap(Tone::High, GlyphFill::Filled, kGlyph, devicePixelRatio()));
    m_list->setFont(Theme::current().font(TextRole::Mono));
    QPalette clear = m_list->palette();
    clear.setColor(QPalette::Base, Theme::current().fill(Tone::High));
    m_list->setPalette(clear);
    // A style sheet's background is stronger than a palette's.
    m_list->viewport()->setAutoFillBackground(false);
    m_list->setStyleSheet(QStringLiteral("QPlainTextEdit { background: transparent; }"));
    markActive();
    fitHeight();
    update();
}

void RuleErrorList::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), Theme::current().fill(Tone::High));
}

}  // namespace otto
