// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QList>
#include <QWidget>

class QMenu;
class QPushButton;

namespace otto {

class EngineClient;
class PaymentIdEdit;

/// What a rule is explained on: a payment id, typed with completion from recent payments, or one
/// that the rule has an open flag on. Rules about feeds take `feed:zelle`.
class SubjectEdit : public QWidget
{
    Q_OBJECT

public:
    explicit SubjectEdit(EngineClient& client, QWidget* parent = nullptr);

    /// Shows a subject without announcing it.
    void showSubject(const QString& subject);
    QString subject() const;
    /// What the rule looks at, for the field's hint: a payment, or an example of a feed's subject.
    void setHint(const QString& hint);
    /// Subjects of open flags of the rule, the latest first.
    void setFlagged(const QStringList& subjects);
    QStringList flagged() const { return m_flagged; }

Q_SIGNALS:
    void subjectChosen(const QString& subject);

private:
    void fillMenu();

    PaymentIdEdit* m_id;
    QPushButton* m_flaggedButton;
    QMenu* m_menu;
    QStringList m_flagged;
};

}  // namespace otto
