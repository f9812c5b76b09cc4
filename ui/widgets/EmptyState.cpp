// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/EmptyState.h"

#include "ui/theme/ThemeIcon.h"
#include "ui/widgets/OttoLabel.h"

#include <QPushButton>
#include <QVBoxLayout>

namespace otto {

namespace {

constexpr int kIcon = 32;
constexpr int kLineLength = 420;

}  // namespace

EmptyState::EmptyState(const char* icon, const QString& title, const QString& sentence,
                       QWidget* parent)
    : QWidget(parent),
      m_icon(new OttoLabel),
      m_title(new OttoLabel(QString(), TextRole::Title)),
      m_sentence(new OttoLabel(QString(), TextRole::BodyText, OttoLabel::Ink::Secondary)),
      m_action(new QPushButton),
      m_iconName(icon)
{
    m_sentence->setWordWrap(true);
    m_sentence->setMaximumWidth(kLineLength);
    for (OttoLabel* label : {m_icon, m_title, m_sentence}) {
        label->setAlignment(Qt::AlignCenter);
    }
    m_action->setObjectName(QStringLiteral("emptyAction"));
    m_action->hide();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(kSpace6, kSpace6, kSpace6, kSpace6);
    layout->setSpacing(kSpace2);
    layout->addStretch(2);
    layout->addWidget(m_icon);
    layout->addWidget(m_title);
    auto* sentenceLine = new QHBoxLayout;
    sentenceLine->addStretch(1);
    sentenceLine->addWidget(m_sentence, 8);
    sentenceLine->addStretch(1);
    layout->addLayout(sentenceLine);
    layout->addSpacing(kSpace2);
    layout->addWidget(m_action, 0, Qt::AlignHCenter);
    layout->addStretch(3);
    const auto paintIcon = [this] {
        if (m_iconName != nullptr) {
            m_icon->setPixmap(themeIcon(m_iconName, IconTint::Secondary)
                                  .pixmap({kIcon, kIcon}, devicePixelRatio()));
        }
    };
    paintIcon();
    m_icon->setVisible(icon != nullptr);
    connect(&Theme::current(), &Theme::changed, this, paintIcon);
    connect(m_action, &QPushButton::clicked, this, &EmptyState::actionTriggered);
    setText(title, sentence);
}

void EmptyState::setText(const QString& title, const QString& sentence)
{
    m_title->setText(title);
    m_sentence->setText(sentence);
    setAccessibleName(title);
    setAccessibleDescription(sentence);
}

void EmptyState::setAction(const QString& text)
{
    m_action->setText(text);
    m_action->setAccessibleName(text);
    m_action->setVisible(!text.isEmpty());
}

}  // namespace otto
