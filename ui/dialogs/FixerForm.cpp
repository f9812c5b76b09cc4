// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/FixerForm.h"

#include "ui/models/ViewText.h"
#include "ui/theme/ThemeIcon.h"
#include "ui/widgets/OttoLabel.h"
#include "ui/widgets/SectionHeader.h"
#include "ui/widgets/VisibleText.h"

#include <QButtonGroup>
#include <QCheckBox>
#include <QComboBox>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QRadioButton>
#include <QVBoxLayout>

#include <algorithm>

namespace otto {

namespace {

constexpr int kCommentLines = 3;
constexpr QLatin1Char kListSeparator(',');

/// A label of a button or box: visible, and without mnemonics.
QString buttonText(const QString& text)
{
    return visibleText(text.left(200)).replace(QLatin1Char('&'), QStringLiteral("&&"));
}

bool isSameShape(const FixerView& a, const FixerView& b)
{
    const auto isSame = [](const FixerParameter& p, const FixerParameter& q) {
        return p.name == q.name && p.label == q.label && p.help == q.help && p.type == q.type
               && p.isRequired == q.isRequired && p.isLocked == q.isLocked
               && p.choices == q.choices;
    };
    return a.name == b.name && a.reasonCodes == b.reasonCodes
           && std::equal(a.parameters.begin(), a.parameters.end(), b.parameters.begin(),
                         b.parameters.end(), isSame);
}

}  // namespace

FixerForm::FixerForm(QWidget* parent)
    : QWidget(parent), m_layout(new QVBoxLayout(this)), m_comment(new QPlainTextEdit)
{
    setAccessibleName(tr("Fixer form"));
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(0);
    auto* title = new SectionHeader(tr("Comment"));
    title->setRemark(tr("Why, in your own words; the record and the journal keep it."));
    m_comment->setObjectName(QStringLiteral("comment"));
    m_comment->setAccessibleName(tr("Comment, required"));
    m_comment->setTabChangesFocus(true);
    m_comment->setPlaceholderText(tr("For example: customer called; the core shows no posting."));
    m_comment->setFixedHeight(m_comment->fontMetrics().lineSpacing() * kCommentLines + kSpace4);
    m_layout->addWidget(title);
    m_layout->addWidget(m_comment);
    connect(m_comment, &QPlainTextEdit::textChanged, this, &FixerForm::changed);
}

void FixerForm::setForm(const FixerView& form)
{
    if (m_content == nullptr || !isSameShape(form, m_form)) {
        rebuild(form);
        return;
    }
    m_form = form;
    for (std::size_t i = 0; i < m_fields.size(); ++i) {
        m_fields[i].parameter = form.parameters[i];
        if (!m_fields[i].isTouched) {
            setValue(m_fields[i], form.parameters[i].value);
        }
    }
}

void FixerForm::rebuild(const FixerView& form)
{
    const std::map<std::string, std::string> typed = [this] {
        std::map<std::string, std::string> values;
        for (const Field& field : m_fields) {
            if (field.isTouched) {
                values[field.parameter.name] = valueOf(field);
            }
        }
        return values;
    }();
    const std::string reason = reasonCode();
    const QWidget* focused = focusWidget();
    const QString focusedName =
        focused != nullptr && focused != m_comment ? focused->objectName() : QString();
    m_form = form;
    m_fields.clear();
    delete m_content;
    m_reasons = nullptr;
    m_content = new QWidget;
    auto* layout = new QVBoxLayout(m_content);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(kSpace1);
    m_fields.reserve(form.parameters.size());
    for (const FixerParameter& parameter : form.parameters) {
        addField(*layout, parameter);
    }
    addReasons(*layout, form);
    m_layout->insertWidget(0, m_content);
    // Otherwise shown a turn of the event loop later, and what is not shown cannot take the focus.
    if (isVisible()) {
        m_content->show();
    }
    for (Field& field : m_fields) {
        const auto found = typed.find(field.parameter.name);
        if (found != typed.end() && !field.parameter.isLocked) {
            setValue(field, found->second);
            field.isTouched = true;
        }
    }
    if (m_reasons != nullptr) {
        for (QAbstractButton* button : m_reasons->buttons()) {
            button->setChecked(button->property("code").toString() == qText(reason)
                               && !reason.empty());
        }
    }
    if (auto* again =
            focusedName.isEmpty() ? nullptr : m_content->findChild<QWidget*>(focusedName)) {
        again->setFocus(Qt::OtherFocusReason);
    }
}

void FixerForm::addField(QVBoxLayout& layout, const FixerParameter& parameter)
{
    m_fields.push_back(Field{parameter, false, nullptr, nullptr, nullptr, {}});
    const QString required =
        parameter.isLocked || !parameter.isRequired ? QString() : tr(", required");
    auto* name = new OttoLabel(qText(parameter.label), TextRole::Small, OttoLabel::Ink::Secondary);
    QWidget* editor = makeEditor(m_fields.size() - 1);
    editor->setObjectName(QStringLiteral("parameter.") + qText(parameter.name));
    editor->setAccessibleName(visibleText(qText(parameter.label)) + required
                              + (parameter.isLocked ? tr(", from the model") : QString()));
    editor->setAccessibleDescription(visibleText(qText(parameter.help)));
    name->setBuddy(editor);
    layout.addWidget(name);
    layout.addWidget(editor);
    if (!parameter.help.empty() && !parameter.isLocked) {
        auto* help =
            new OttoLabel(qText(parameter.help), TextRole::Caption, OttoLabel::Ink::Secondary);
        help->setWordWrap(true);
        layout.addWidget(help);
    }
    layout.addSpacing(kSpace1);
    setValue(m_fields.back(), parameter.value);
}

QWidget* FixerForm::makeEditor(std::size_t at)
{
    Field& field = m_fields[at];
    if (field.parameter.isLocked) {
        field.text = new OttoLabel(QString(), TextRole::BodyText);
        field.text->setWordWrap(true);
        field.text->setSelectable(true);
        return field.text;
    }
    switch (field.parameter.type) {
    case ParameterType::StatusName:
    case ParameterType::Choice:
        field.combo = new QComboBox;
        field.combo->addItem(tr("Choose…"), QString());
        for (const std::string& choice : field.parameter.choices) {
            field.combo->addItem(visibleText(qText(choice)), qText(choice));
        }
        field.combo->installEventFilter(this);
        connect(field.combo, &QComboBox::activated, this, [this, at] { touch(at); });
        return field.combo;
    case ParameterType::LimitWindows: return makeChecks(at);
    case ParameterType::Text:
    case ParameterType::Money:
    case ParameterType::Date:
    case ParameterType::Time:
    case ParameterType::Number: break;
    }
    field.line = new QLineEdit;
    field.line->setMaxLength(4096);
    if (field.parameter.type == ParameterType::Money) {
        field.line->setPlaceholderText(QStringLiteral("125.50 USD"));
    } else if (field.parameter.type == ParameterType::Date) {
        field.line->setPlaceholderText(QStringLiteral("2026-03-02"));
    } else if (field.parameter.type == ParameterType::Time) {
        field.line->setPlaceholderText(QStringLiteral("2026-03-02T17:00:00Z"));
    }
    connect(field.line, &QLineEdit::textEdited, this, [this, at] { touch(at); });
    return field.line;
}

QWidget* FixerForm::makeChecks(std::size_t at)
{
    auto* box = new QWidget;
    auto* layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(kSpace1);
    for (const std::string& choice : m_fields[at].parameter.choices) {
        auto* check = new QCheckBox(buttonText(qText(choice)));
        check->setProperty("choice", qText(choice));
        check->setObjectName(QStringLiteral("choice.") + qText(choice));
        check->setAccessibleName(
            tr("%1: %2").arg(qText(m_fields[at].parameter.label), visibleText(qText(choice))));
        connect(check, &QCheckBox::clicked, this, [this, at] { touch(at); });
        layout->addWidget(check);
        m_fields[at].checks.append(check);
    }
    if (m_fields[at].checks.isEmpty()) {
        layout->addWidget(new OttoLabel(tr("none on this payment"), TextRole::BodyText,
                                        OttoLabel::Ink::Secondary));
    }
    return box;
}

void FixerForm::addReasons(QVBoxLayout& layout, const FixerView& form)
{
    auto* title = new SectionHeader(tr("Reason"));
    title->setRemark(tr("Press its number."));
    layout.addWidget(title);
    m_reasons = new QButtonGroup(m_content);
    int number = 0;
    for (const auto& [code, sentence] : form.reasonCodes) {
        ++number;
        const QString text = sentence.empty() ? qText(code) : qText(sentence);
        auto* button =
            new QRadioButton(QStringLiteral("%1   %2").arg(number).arg(buttonText(text)));
        button->setObjectName(QStringLiteral("reason.%1").arg(number));
        button->setAccessibleName(tr("Reason %1: %2").arg(number).arg(visibleText(text)));
        button->setAccessibleDescription(visibleText(qText(code)));
        button->setToolTip(visibleText(qText(code)).toHtmlEscaped());
        button->setProperty("code", qText(code));
        m_reasons->addButton(button, number);
        layout.addWidget(button);
        connect(button, &QRadioButton::clicked, this, &FixerForm::changed);
    }
}

void FixerForm::setValue(Field& field, const std::string& value) const
{
    if (field.text != nullptr) {
        field.text->setText(value.empty() ? QStringLiteral("–") : qText(value));
    } else if (field.combo != nullptr) {
        field.combo->setCurrentIndex(std::max(0, field.combo->findData(qText(value))));
    } else if (field.line != nullptr) {
        if (field.line->text() != qText(value)) {
            field.line->setText(qText(value));
        }
    } else {
        const QStringList chosen = qText(value).split(kListSeparator);
        for (QCheckBox* check : std::as_const(field.checks)) {
            check->setChecked(chosen.contains(check->property("choice").toString()));
        }
    }
}

std::string FixerForm::valueOf(const Field& field) const
{
    if (field.text != nullptr) {
        return field.parameter.value;
    }
    if (field.combo != nullptr) {
        return stdText(field.combo->currentData().toString());
    }
    if (field.line != nullptr) {
        return stdText(field.line->text());
    }
    QStringList chosen;
    for (const QCheckBox* check : field.checks) {
        if (check->isChecked()) {
            chosen.append(check->property("choice").toString());
        }
    }
    return stdText(chosen.join(kListSeparator));
}

void FixerForm::touch(std::size_t at)
{
    m_fields[at].isTouched = true;
    Q_EMIT changed();
}

std::map<std::string, std::string> FixerForm::parameters() const
{
    std::map<std::string, std::string> values;
    for (const Field& field : m_fields) {
        if (!field.parameter.isLocked) {
            values[field.parameter.name] = valueOf(field);
        }
    }
    return values;
}

std::string FixerForm::reasonCode() const
{
    const QAbstractButton* chosen = m_reasons == nullptr ? nullptr : m_reasons->checkedButton();
    return chosen == nullptr ? std::string() : stdText(chosen->property("code").toString());
}

std::string FixerForm::comment() const
{
    return stdText(m_comment->toPlainText().trimmed());
}

QString FixerForm::missing() const
{
    for (const Field& field : m_fields) {
        if (!field.parameter.isLocked && field.parameter.isRequired && valueOf(field).empty()) {
            return tr("\"%1\" is missing.").arg(qText(field.parameter.label));
        }
    }
    if (!m_form.reasonCodes.empty() && reasonCode().empty()) {
        return tr("Choose a reason.");
    }
    return comment().empty() ? tr("Write a comment.") : QString();
}

bool FixerForm::chooseReason(int number)
{
    QAbstractButton* button = m_reasons == nullptr ? nullptr : m_reasons->button(number);
    if (button == nullptr) {
        return false;
    }
    button->setChecked(true);
    m_comment->setFocus(Qt::OtherFocusReason);
    Q_EMIT changed();
    return true;
}

/// A list would search its entries for a digit; here digits choose the reason.
bool FixerForm::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key >= Qt::Key_0 && key <= Qt::Key_9) {
            event->ignore();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void FixerForm::focusFirst()
{
    for (const Field& field : m_fields) {
        if (field.parameter.isLocked || !field.parameter.isRequired || !valueOf(field).empty()) {
            continue;
        }
        QWidget* editor = field.combo != nullptr ? static_cast<QWidget*>(field.combo) : field.line;
        if (editor == nullptr && !field.checks.isEmpty()) {
            editor = field.checks.constFirst();
        }
        if (editor != nullptr) {
            editor->setFocus(Qt::OtherFocusReason);
            return;
        }
    }
    if (m_reasons != nullptr && !m_reasons->buttons().isEmpty()) {
        m_reasons->buttons().constFirst()->setFocus(Qt::OtherFocusReason);
    } else {
        m_comment->setFocus(Qt::OtherFocusReason);
    }
}

}  // namespace otto
