// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/SectionHeader.h"

#include "ui/widgets/DisplayText.h"
#include "ui/widgets/OttoLabel.h"

#include <QHBoxLayout>

namespace otto {

SectionHeader::SectionHeader(const QString& title, QWidget* parent)
    : QWidget(parent),
      m_title(new OttoLabel(title, TextRole::Title)),
      m_count(new OttoLabel(QString(), TextRole::BodyText, OttoLabel::Ink::Secondary)),
      m_remark(new OttoLabel(QString(), TextRole::Small, OttoLabel::Ink::Secondary)),
      m_layout(new QHBoxLayout(this))
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setAccessibleName(title);
    m_remark->setElideMode(Qt::ElideRight);
    m_count->hide();
    m_layout->setContentsMargins(0, kSpace2, 0, kSpace2);
    m_layout->setSpacing(kSpace2);
    m_layout->addWidget(m_title);
    m_layout->addWidget(m_count);
    m_layout->addWidget(m_remark, 1);
}

void SectionHeader::setTitle(const QString& title)
{
    m_title->setText(title);
    setAccessibleName(title);
}

void SectionHeader::setCount(qint64 count)
{
    m_count->setVisible(count >= 0);
    m_count->setText(count < 0 ? QString() : countText(count));
}

void SectionHeader::setRemark(const QString& remark)
{
    m_remark->setText(remark);
}

void SectionHeader::addWidget(QWidget* widget)
{
    m_layout->addWidget(widget);
}

}  // namespace otto
