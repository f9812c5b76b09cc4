// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/PayloadView.h"

#include "ui/theme/Theme.h"
#include "ui/widgets/DisplayText.h"
#include "ui/widgets/OttoLabel.h"
#include "ui/widgets/VisibleText.h"

#include <QHBoxLayout>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QResizeEvent>
#include <QScrollBar>
#include <QVBoxLayout>

#include <algorithm>

namespace otto {

namespace {

constexpr int kLongLine = 16;
constexpr int kShortLine = 8;
constexpr int kLongLineLetters = 78;

bool isPrintableAscii(char byte)
{
    return byte >= 0x20 && byte < 0x7F;
}

}  // namespace

QString hexDump(const QByteArray& bytes, int bytesPerLine)
{
    static constexpr char kDigits[] = "0123456789abcdef";
    QString dump;
    dump.reserve((bytes.size() / bytesPerLine + 1) * kLongLineLetters);
    for (qsizetype line = 0; line < bytes.size(); line += bytesPerLine) {
        dump += QString::number(line, 16).rightJustified(8, QLatin1Char('0'));
        dump += QStringLiteral("  ");
        QString ascii;
        for (int i = 0; i < bytesPerLine; ++i) {
            if (line + i < bytes.size()) {
                const char byte = bytes.at(line + i);
                const auto value = static_cast<unsigned char>(byte);
                dump += QLatin1Char(kDigits[value >> 4U]);
                dump += QLatin1Char(kDigits[value & 0x0FU]);
                ascii += isPrintableAscii(byte) ? QLatin1Char(byte) : QLatin1Char('.');
            } else {
                dump += QStringLiteral("  ");
            }
            dump += i == kShortLine - 1 ? QStringLiteral("  ") : QStringLiteral(" ");
        }
        dump += QLatin1Char(' ') + ascii;
        if (line + bytesPerLine < bytes.size()) {
            dump += QLatin1Char('\n');
        }
    }
    return dump;
}

PayloadView::PayloadView(const QString& accessibleName, QWidget* parent)
    : QWidget(parent),
      m_edit(new QPlainTextEdit),
      m_notice(new QWidget),
      m_noticeText(new OttoLabel(QString(), TextRole::Small)),
      m_showAll(new QPushButton(tr("Show all")))
{
    setAccessibleName(accessibleName);
    m_edit->setAccessibleName(accessibleName);
    m_edit->setObjectName(QStringLiteral("payloadText"));
    m_edit->setReadOnly(true);
    m_edit->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_edit->setUndoRedoEnabled(false);
    m_edit->setLineWrapMode(QPlainTextEdit::WidgetWidth);
    m_edit->setWordWrapMode(QTextOption::WrapAnywhere);
    m_edit->setProperty("frameless", true);
    m_edit->setTabChangesFocus(true);
    setFocusProxy(m_edit);
    m_noticeText->setElideMode(Qt::ElideRight);
    m_showAll->setObjectName(QStringLiteral("showAll"));
    m_showAll->setAccessibleName(tr("Show the whole payload"));
    auto* noticeLine = new QHBoxLayout(m_notice);
    noticeLine->setContentsMargins(kSpace2, kSpace1, kSpace2, kSpace1);
    noticeLine->addWidget(m_noticeText, 1);
    noticeLine->addWidget(m_showAll);
    m_notice->hide();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_notice);
    layout->addWidget(m_edit, 1);
    connect(m_showAll, &QPushButton::clicked, this, &PayloadView::showAll);
    connect(&Theme::current(), &Theme::changed, this, &PayloadView::applyTheme);
    applyTheme();
}

void PayloadView::setText(const QString& text)
{
    if (!m_hex && text == m_text && !m_text.isEmpty()) {
        return;
    }
    m_text = text;
    m_bytes.clear();
    m_hex = false;
    m_edit->setLineWrapMode(QPlainTextEdit::WidgetWidth);
    render(false);
}

void PayloadView::setHex(const QByteArray& bytes)
{
    if (m_hex && bytes == m_bytes) {
        return;
    }
    m_text.clear();
    m_bytes = bytes;
    m_hex = true;
    m_edit->setLineWrapMode(QPlainTextEdit::NoWrap);
    render(false);
}

void PayloadView::setPlaceholder(const QString& text)
{
    m_text.clear();
    m_bytes.clear();
    m_hex = false;
    render(false);
    m_edit->setPlaceholderText(text);
}

QString PayloadView::shownText() const
{
    return m_edit->toPlainText();
}

void PayloadView::showAll()
{
    render(true);
    m_edit->setFocus();
}

void PayloadView::render(bool all)
{
    const qsizetype size = m_hex ? m_bytes.size() : m_text.size();
    const qsizetype shown = all ? size : std::min(size, kShownAtOnce);
    m_truncated = shown < size;
    m_bytesPerLine = fittingBytes(width());
    m_edit->setPlaceholderText({});
    m_edit->setPlainText(m_hex ? hexDump(m_bytes.first(shown), m_bytesPerLine)
                               : visibleText(m_text.first(shown), LineBreaks::Keep));
    if (m_truncated) {
        m_noticeText->setText(
            m_hex ? tr("First %1 of %2 bytes.").arg(countText(shown), countText(size))
                  : tr("First %1 of %2 characters.").arg(countText(shown), countText(size)));
    }
    m_notice->setVisible(m_truncated);
}

int PayloadView::fittingBytes(int width) const
{
    const int needed =
        kLongLineLetters * QFontMetrics(m_edit->font()).horizontalAdvance(QLatin1Char('0'));
    const int margins = 2 * kSpace2 + m_edit->verticalScrollBar()->sizeHint().width();
    return width - margins >= needed ? kLongLine : kShortLine;
}

void PayloadView::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    if (m_hex && fittingBytes(event->size().width()) != m_bytesPerLine) {
        render(!m_truncated);
    }
}

void PayloadView::applyTheme()
{
    m_edit->setFont(Theme::current().font(TextRole::Mono));
    m_edit->document()->setDocumentMargin(kSpace2);
    QPalette shaded = m_notice->palette();
    shaded.setColor(QPalette::Window, Theme::current().fill(Tone::Medium));
    m_notice->setPalette(shaded);
    m_notice->setAutoFillBackground(true);
}

}  // namespace otto
