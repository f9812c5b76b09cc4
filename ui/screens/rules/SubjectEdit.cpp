// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/rules/SubjectEdit.h"

#include "ui/screens/payment/PaymentIdEdit.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/VisibleText.h"

#include <QHBoxLayout>
#include <QMenu>
#include <QPushButton>

namespace otto {

SubjectEdit::SubjectEdit(EngineClient& client, QWidget* parent)
    : QWidget(parent),
      m_id(new PaymentIdEdit(client)),
      m_flaggedButton(new QPushButton),
      m_menu(new QMenu(this))
{
    m_id->setObjectName(QStringLiteral("rule.subject"));
    m_id->setAccessibleName(tr("Payment or feed to explain the rule on"));
    m_menu->setObjectName(QStringLiteral("rule.flaggedMenu"));
    m_flaggedButton->setObjectName(QStringLiteral("rule.flagged"));
    m_flaggedButton->setMenu(m_menu);
    auto* line = new QHBoxLayout(this);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(kSpace2);
    line->addWidget(m_id, 1);
    line->addWidget(m_flaggedButton);
    setFocusProxy(m_id);
    connect(m_menu, &QMenu::aboutToShow, this, &SubjectEdit::fillMenu);
    connect(m_id, &PaymentIdEdit::paymentChosen, this, &SubjectEdit::subjectChosen);
    setFlagged({});
}

void SubjectEdit::showSubject(const QString& subject)
{
    m_id->showId(subject);
}

QString SubjectEdit::subject() const
{
    return m_id->text().trimmed();
}

void SubjectEdit::setHint(const QString& hint)
{
    m_id->setPlaceholderText(hint);
}

void SubjectEdit::setFlagged(const QStringList& subjects)
{
    m_flagged = subjects;
    m_flaggedButton->setEnabled(!m_flagged.isEmpty());
    m_flaggedButton->setText(tr("Flagged"));
    const QString tip = m_flagged.isEmpty() ? tr("The rule has no open flag.")
                                            : tr("What the rule has an open flag on");
    m_flaggedButton->setToolTip(tip);
    m_flaggedButton->setAccessibleName(tip);
}

void SubjectEdit::fillMenu()
{
    m_menu->clear();
    for (const QString& subject : std::as_const(m_flagged)) {
        // An ampersand would be taken for a mnemonic.
        QAction* action =
            m_menu->addAction(visibleText(subject).replace(QLatin1Char('&'), QStringLiteral("&&")));
        connect(action, &QAction::triggered, this, [this, subject] {
            showSubject(subject);
            Q_EMIT subjectChosen(subject);
        });
    }
}

}  // namespace otto
