// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QLineEdit>
#include <QTimer>

class QCompleter;
class QStandardItemModel;

namespace otto {

class EngineClient;

/// The field for a payment's id: Enter takes what was typed or pasted; while typing, payments whose
/// id, end-to-end id or network reference holds the text are offered below (FindPaymentsQuery).
class PaymentIdEdit : public QLineEdit
{
    Q_OBJECT

public:
    static constexpr int kPauseMs = 150;
    static constexpr int kOffered = 12;

    explicit PaymentIdEdit(EngineClient& client, QWidget* parent = nullptr);

    /// Shows an id without asking for completions.
    void showId(const QString& id);

Q_SIGNALS:
    /// Enter on the field, or one of the offered payments.
    void paymentChosen(const QString& id);

private:
    void find();
    void choose(const QString& id);

    EngineClient& m_client;
    QTimer m_pause;
    QCompleter* m_completer;
    QStandardItemModel* m_found;
    /// Newest search; replies to older ones are dropped.
    quint64 m_asked = 0;
};

}  // namespace otto
