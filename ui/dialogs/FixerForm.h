// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/view/FixView.h"

#include <QList>
#include <QWidget>

#include <map>

class QButtonGroup;
class QCheckBox;
class QComboBox;
class QLineEdit;
class QPlainTextEdit;
class QVBoxLayout;

namespace otto {

class OttoLabel;

/// What an operator fills in to send a fixer, made from the engine's description: parameters
/// (locked ones as text), one reason code, a comment. Object names: "parameter.<name>",
/// "reason.<number>", "comment".
class FixerForm : public QWidget
{
    Q_OBJECT

public:
    explicit FixerForm(QWidget* parent = nullptr);

    /// Builds the fields the first time and when parameters, choices or reasons changed; otherwise
    /// only takes new values of what the operator has not touched.
    void setForm(const FixerView& form);

    /// Of the fields that are not locked.
    std::map<std::string, std::string> parameters() const;
    std::string reasonCode() const;
    std::string comment() const;

    /// What is still missing, as one sentence; empty when the form is complete.
    QString missing() const;

    /// Chooses the n-th reason (from 1) and moves on to the comment. False when there is none.
    bool chooseReason(int number);

    /// The first field that wants something of the operator.
    void focusFirst();

    bool eventFilter(QObject* watched, QEvent* event) override;

Q_SIGNALS:
    void changed();

private:
    struct Field
    {
        FixerParameter parameter;
        bool isTouched = false;
        OttoLabel* text = nullptr;
        QLineEdit* line = nullptr;
        QComboBox* combo = nullptr;
        QList<QCheckBox*> checks;
    };

    void rebuild(const FixerView& form);
    void addField(QVBoxLayout& layout, const FixerParameter& parameter);
    QWidget* makeEditor(std::size_t at);
    QWidget* makeChecks(std::size_t at);
    void addReasons(QVBoxLayout& layout, const FixerView& form);
    void setValue(Field& field, const std::string& value) const;
    std::string valueOf(const Field& field) const;
    void touch(std::size_t at);

    FixerView m_form;
    std::vector<Field> m_fields;
    /// Parameters and reasons; made anew by rebuild().
    QWidget* m_content = nullptr;
    QVBoxLayout* m_layout;
    QButtonGroup* m_reasons = nullptr;
    QPlainTextEdit* m_comment;
};

}  // namespace otto
