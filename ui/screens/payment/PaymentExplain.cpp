// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/payment/PaymentExplain.h"

#include "ui/models/ViewText.h"
#include "ui/screens/rules/ExplainPanel.h"
#include "ui/screens/rules/RuleBook.h"
#include "ui/screens/rules/RuleWords.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/VisibleText.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>

namespace otto {

PaymentExplain::PaymentExplain(EngineClient& client, QWidget* parent)
    : QWidget(parent),
      m_book(RuleBook::of(client)),
      m_rules(new QComboBox),
      m_panel(new ExplainPanel(client))
{
    m_rules->setObjectName(QStringLiteral("payment.rule"));
    m_rules->setAccessibleName(tr("Rule to explain on the payment"));
    m_rules->view()->setAccessibleName(tr("Rules about payments"));
    m_rules->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_rules->setMinimumContentsLength(16);
    auto* line = new QVBoxLayout;
    line->setContentsMargins(kSpace3, kSpace2, kSpace3, 0);
    line->addWidget(m_rules);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(line);
    layout->addWidget(m_panel, 1);
    connect(&m_book, &RuleBook::changed, this, &PaymentExplain::fillRules);
    connect(m_rules, &QComboBox::currentIndexChanged, this, &PaymentExplain::explain);
    connect(m_panel, &ExplainPanel::recordRequested, this, &PaymentExplain::recordRequested);
    setFocusProxy(m_rules);
    fillRules();
}

void PaymentExplain::setSubject(const PaymentId& payment, const QString& rule)
{
    m_payment = payment;
    if (!rule.isEmpty() && rule != m_flagRule) {
        m_flagRule = rule;
        const QSignalBlocker quiet(m_rules);
        m_rules->setCurrentIndex(m_rules->findData(rule));
    }
    explain();
}

void PaymentExplain::clear()
{
    m_payment = {};
    m_flagRule.clear();
    explain();
}

void PaymentExplain::fillRules()
{
    QStringList ids;
    QStringList labels;
    for (const RuleView& rule : m_book.view().rules) {
        if (rule.subject == "payment") {
            ids.append(qText(rule.id));
            labels.append(visibleText(ruleLabel(rule)));
        }
    }
    bool isSame = ids.size() == m_rules->count();
    for (int i = 0; isSame && i < m_rules->count(); ++i) {
        isSame =
            m_rules->itemData(i).toString() == ids.at(i) && m_rules->itemText(i) == labels.at(i);
    }
    if (isSame) {
        return;
    }
    const QString before = m_rules->count() > 0 ? m_rules->currentData().toString() : m_flagRule;
    {
        const QSignalBlocker quiet(m_rules);
        m_rules->clear();
        for (int i = 0; i < ids.size(); ++i) {
            m_rules->addItem(labels.at(i), ids.at(i));
        }
        m_rules->setCurrentIndex(std::max(0, m_rules->findData(before)));
    }
    explain();
}

void PaymentExplain::explain()
{
    const QString rule = m_rules->currentData().toString();
    if (m_payment.empty() || rule.isEmpty()) {
        m_panel->setEmpty(tr("Nothing to explain"), m_payment.empty()
                                                        ? tr("Open a payment first.")
                                                        : tr("Choose one of the rules above."));
        return;
    }
    m_panel->explain(rule, qText(m_payment));
}

}  // namespace otto
