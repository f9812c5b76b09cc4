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
#include <QPainter>
#include <QPlainTextEdit>
#include <QScrollBar>
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

}  // namespace

RuleErrorList::RuleErrorList(QWidget* parent)
    : QWidget(parent),
      m_glyph(new OttoLabel),
      m_title(new OttoLabel(QString(), TextRole::BodyStrong)),
      m_list(new QPlainTextEdit)
{
    setObjectName(QStringLiteral("rules.errors"));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    m_title->setWordWrap(true);
    m_list->setObjectName(QStringLiteral("rules.errors.list"));
    m_list->setAccessibleName(tr("Faults of the refused rules"));
    m_list->setReadOnly(true);
    m_list->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_list->setProperty("frameless", true);
    m_list->setTabChangesFocus(true);
    m_list->setLineWrapMode(QPlainTextEdit::NoWrap);
    auto* texts = new QVBoxLayout;
    texts->setSpacing(2);
    texts->addWidget(m_title);
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
        m_isKnown = false;
        hide();
        return;
    }
    QStringList lines;
    for (const RuleErrorView& error : view.errors) {
        lines.append(lineOf(error));
    }
    const QString all = visibleText(lines.join(QLatin1Char('\n')), LineBreaks::Keep);
    m_title->setText(
        tr("Refused%1: %2. The rules in force stay: %3, in force since %4.")
            .arg(view.refusedAt ? tr(" at %1").arg(secondsText(view.refusedAt->ms)) : QString(),
                 counted(static_cast<qint64>(view.errors.size()), tr("fault"), tr("faults")),
                 qText(view.origin), secondsText(view.activeSince.ms)));
    if (all == m_list->toPlainText() && m_isKnown) {
        return;
    }
    m_isKnown = true;
    m_list->setPlainText(all);
    setAccessibleName(m_title->fullText() + QLatin1Char('\n') + all);
    fitHeight();
    show();
    QAccessibleEvent announce(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&announce);
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
    fitHeight();
    update();
}

void RuleErrorList::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), Theme::current().fill(Tone::High));
}

}  // namespace otto
