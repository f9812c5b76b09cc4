// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/IdLabel.h"

#include "ui/theme/ThemeIcon.h"
#include "ui/widgets/OttoLabel.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QToolButton>

namespace otto {

IdLabel::IdLabel(const QString& what, QWidget* parent)
    : QWidget(parent), m_label(new OttoLabel(QString(), TextRole::Mono)), m_copy(new QToolButton)
{
    setAccessibleName(what);
    m_label->setElideMode(Qt::ElideMiddle);
    m_label->setObjectName(QStringLiteral("idText"));
    m_copy->setObjectName(QStringLiteral("copyId"));
    m_copy->setIcon(themeIcon("copy", IconTint::Secondary));
    m_copy->setIconSize({14, 14});
    m_copy->setAutoRaise(true);
    m_copy->setToolTip(tr("Copy %1").arg(what.toLower()));
    m_copy->setAccessibleName(m_copy->toolTip());
    m_copy->hide();
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(kSpace1);
    layout->addWidget(m_label);
    layout->addWidget(m_copy);
    layout->addStretch(1);
    connect(m_copy, &QToolButton::clicked, this, &IdLabel::copy);
}

void IdLabel::setId(const QString& id)
{
    m_label->setText(id);
    m_copy->setVisible(!id.isEmpty());
    setAccessibleDescription(id);
}

QString IdLabel::id() const
{
    return m_label->fullText();
}

void IdLabel::setHeading(bool heading)
{
    m_label->setTextRole(heading ? TextRole::Heading : TextRole::Mono);
}

void IdLabel::copy() const
{
    QGuiApplication::clipboard()->setText(id());
}

}  // namespace otto
