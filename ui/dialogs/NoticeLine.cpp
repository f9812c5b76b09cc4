// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/NoticeLine.h"

#include "ui/models/ViewText.h"
#include "ui/theme/Theme.h"
#include "ui/theme/ToneGlyph.h"
#include "ui/widgets/OttoLabel.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QPainter>
#include <QVBoxLayout>

namespace otto {

namespace {

constexpr int kGlyph = 16;
constexpr qsizetype kReasonMost = 2000;

}  // namespace

NoticeLine::NoticeLine(QWidget* parent)
    : QWidget(parent),
      m_glyph(new OttoLabel),
      m_title(new OttoLabel(QString(), TextRole::BodyStrong)),
      m_reason(new OttoLabel(QString(), TextRole::BodyText))
{
    setObjectName(QStringLiteral("notice"));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    m_title->setWordWrap(true);
    m_reason->setWordWrap(true);
    m_reason->setSelectable(true);
    m_reason->hide();
    auto* texts = new QVBoxLayout;
    texts->setSpacing(2);
    texts->addWidget(m_title);
    texts->addWidget(m_reason);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(kSpace3, kSpace2, kSpace3, kSpace2);
    layout->setSpacing(kSpace2);
    layout->addWidget(m_glyph, 0, Qt::AlignTop);
    layout->addLayout(texts, 1);
    hide();
}

void NoticeLine::setNotice(Tone tone, const QString& title, const QString& reason)
{
    m_tone = tone;
    m_glyph->setPixmap(tonePixmap(tone, GlyphFill::Filled, kGlyph, devicePixelRatio()));
    m_title->setText(title.left(kReasonMost));
    m_reason->setText(reason.left(kReasonMost));
    m_reason->setVisible(!reason.isEmpty());
    const QString spoken = reason.isEmpty() ? title : title + QStringLiteral(". ") + reason;
    setAccessibleName(toneWord(tone) + QStringLiteral(": ") + spoken.left(kReasonMost));
    m_reason->setAccessibleName(m_reason->text());
    show();
    update();
    QAccessibleEvent announce(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&announce);
}

void NoticeLine::setRefusal(const QString& title, const Error& error)
{
    const QString code =
        error.code.empty() ? QString() : QStringLiteral(" (%1)").arg(qText(error.code));
    setNotice(Tone::High, title, qText(error.text) + code);
}

void NoticeLine::clear()
{
    m_title->setText({});
    m_reason->setText({});
    m_reason->hide();
    setAccessibleName({});
    hide();
}

bool NoticeLine::isEmpty() const
{
    return m_title->fullText().isEmpty();
}

QString NoticeLine::title() const
{
    return m_title->fullText();
}

QString NoticeLine::reason() const
{
    return m_reason->fullText();
}

void NoticeLine::paintEvent(QPaintEvent*)
{
    const Theme& theme = Theme::current();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QColor outline = theme.color(m_tone);
    outline.setAlphaF(0.4F);
    painter.setPen(QPen(outline, 1.0));
    painter.setBrush(theme.fill(m_tone));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
}

}  // namespace otto
