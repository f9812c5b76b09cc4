// SPDX-License-Identifier: Apache-2.0
#include "ui/frame/BannerBar.h"

#include "ui/theme/Theme.h"
#include "ui/theme/ToneGlyph.h"
#include "ui/widgets/OttoLabel.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>

#include <algorithm>

namespace otto {

namespace {

constexpr int kGlyph = 16;
constexpr int kBar = 3;

}  // namespace

BannerBar::BannerBar(QWidget* parent)
    : QWidget(parent),
      m_glyph(new OttoLabel),
      m_text(new OttoLabel(QString(), TextRole::BodyStrong)),
      m_more(new OttoLabel(QString(), TextRole::Small)),
      m_action(new QPushButton)
{
    setObjectName(QStringLiteral("banner"));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    m_text->setObjectName(QStringLiteral("bannerText"));
    m_text->setElideMode(Qt::ElideRight);
    m_more->setObjectName(QStringLiteral("bannerMore"));
    m_action->setObjectName(QStringLiteral("bannerAction"));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(kSpace4, 5, kSpace4, 5);
    layout->setSpacing(kSpace2);
    layout->addWidget(m_glyph);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_more);
    layout->addWidget(m_action);
    connect(m_action, &QPushButton::clicked, this, [this] { Q_EMIT actionTriggered(shownKey()); });
    connect(&Theme::current(), &Theme::changed, this, &BannerBar::refresh);
    refresh();
}

void BannerBar::setNotice(const QString& key, const Notice& notice)
{
    const auto known = std::find_if(m_entries.begin(), m_entries.end(),
                                    [&key](const Entry& entry) { return entry.key == key; });
    if (known == m_entries.end()) {
        m_entries.append({key, notice});
    } else {
        known->notice = notice;
    }
    // Stable: among equals the oldest stays in front.
    std::stable_sort(m_entries.begin(), m_entries.end(),
                     [](const Entry& a, const Entry& b) { return a.notice.tone < b.notice.tone; });
    refresh();
}

void BannerBar::clearNotice(const QString& key)
{
    m_entries.removeIf([&key](const Entry& entry) { return entry.key == key; });
    refresh();
}

QString BannerBar::shownKey() const
{
    return m_entries.isEmpty() ? QString() : m_entries.constFirst().key;
}

QString BannerBar::shownText() const
{
    return m_entries.isEmpty() ? QString() : m_entries.constFirst().notice.text;
}

void BannerBar::paintEvent(QPaintEvent*)
{
    if (m_entries.isEmpty()) {
        return;
    }
    const Theme& theme = Theme::current();
    const Tone tone = m_entries.constFirst().notice.tone;
    QPainter painter(this);
    painter.fillRect(rect(), theme.fill(tone));
    painter.fillRect(QRect(0, 0, kBar, height()), theme.color(tone));
    painter.fillRect(QRect(0, height() - 1, width(), 1), theme.colors().border);
}

void BannerBar::refresh()
{
    setVisible(!m_entries.isEmpty());
    if (m_entries.isEmpty()) {
        setAccessibleName(tr("No warnings"));
        return;
    }
    const Notice& notice = m_entries.constFirst().notice;
    const bool isNew = m_text->fullText() != notice.text;
    m_glyph->setPixmap(tonePixmap(notice.tone, GlyphFill::Filled, kGlyph, devicePixelRatio()));
    m_text->setText(notice.text);
    m_action->setText(notice.action);
    m_action->setAccessibleName(notice.action);
    m_action->setVisible(!notice.action.isEmpty());
    QStringList others;
    for (qsizetype i = 1; i < m_entries.size(); ++i) {
        others.append(m_entries.at(i).notice.text);
    }
    m_more->setVisible(!others.isEmpty());
    m_more->setText(tr("+%1 more").arg(others.size()));
    m_more->setToolTip(others.join(QLatin1Char('\n')).toHtmlEscaped());
    setAccessibleName(toneWord(notice.tone) + QStringLiteral(": ") + notice.text
                      + (others.isEmpty()
                             ? QString()
                             : QStringLiteral("; ") + others.join(QStringLiteral("; "))));
    if (isNew) {
        QAccessibleEvent alert(this, QAccessible::Alert);
        QAccessible::updateAccessibility(&alert);
    }
    update();
}

}  // namespace otto
