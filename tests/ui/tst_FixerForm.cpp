// SPDX-License-Identifier: Apache-2.0
#include "tests/support/ui/ScreenRig.h"
#include "ui/dialogs/FixerForm.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/OttoLabel.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QRadioButton>
#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace otto;
using namespace otto::test;

namespace {

FixerParameter parameter(const char* name, ParameterType type, const char* value = "")
{
    FixerParameter p;
    p.name = name;
    p.label = std::string("Label of ") + name;
    p.type = type;
    p.value = value;
    return p;
}

FixerView form()
{
    FixerView f;
    f.name = "Sample";
    f.parameters = {parameter("locked", ParameterType::Text, "LR-77120"),
                    parameter("text", ParameterType::Text, "889120017"),
                    parameter("status", ParameterType::StatusName),
                    parameter("windows", ParameterType::LimitWindows, "DAILY"),
                    parameter("amount", ParameterType::Money, "125.50 USD")};
    f.parameters[0].isLocked = true;
    f.parameters[2].choices = {"DEBITED", "FAILED"};
    f.parameters[3].choices = {"DAILY", "30D"};
    f.reasonCodes = {{"FIRST", "The first reason."}, {"SECOND", "The second reason."}};
    return f;
}

}  // namespace

class tst_FixerForm : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { Theme::install(*qApp, ThemeMode::Light); }

    void init()
    {
        m_form = std::make_unique<FixerForm>();
        m_form->setForm(form());
        m_form->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_form.get()));
    }

    void everyParameterHasAFieldOfItsKind()
    {
        QCOMPARE(child<OttoLabel>(*m_form, "parameter.locked").text(), QStringLiteral("LR-77120"));
        QCOMPARE(child<QLineEdit>(*m_form, "parameter.text").text(), QStringLiteral("889120017"));
        QCOMPARE(child<QComboBox>(*m_form, "parameter.status").count(), 3);
        QVERIFY(child<QCheckBox>(*m_form, "choice.DAILY").isChecked());
        QVERIFY(!child<QCheckBox>(*m_form, "choice.30D").isChecked());
        QCOMPARE(child<QLineEdit>(*m_form, "parameter.amount").text(),
                 QStringLiteral("125.50 USD"));
    }

    void lockedValuesAreNotSentBack()
    {
        const auto values = m_form->parameters();
        QCOMPARE(values.size(), std::size_t{4});
        QVERIFY(!values.contains("locked"));
        QCOMPARE(values.at("windows"), std::string("DAILY"));
        QCOMPARE(values.at("status"), std::string());
    }

    void checkedWindowsAreJoinedByCommas()
    {
        QSignalSpy changed(m_form.get(), &FixerForm::changed);
        child<QCheckBox>(*m_form, "choice.30D").click();
        QCOMPARE(changed.size(), 1);
        QCOMPARE(m_form->parameters().at("windows"), std::string("DAILY,30D"));
    }

    void missingNamesWhatIsStillToDo()
    {
        QCOMPARE(m_form->missing(), QStringLiteral("\"Label of status\" is missing."));
        auto& status = child<QComboBox>(*m_form, "parameter.status");
        status.setFocus();
        QTest::keyClick(&status, Qt::Key_Down);
        QCOMPARE(m_form->parameters().at("status"), std::string("DEBITED"));
        QCOMPARE(m_form->missing(), QStringLiteral("Choose a reason."));
        QVERIFY(m_form->chooseReason(2));
        QCOMPARE(m_form->reasonCode(), std::string("SECOND"));
        QCOMPARE(m_form->missing(), QStringLiteral("Write a comment."));
        QVERIFY(child<QPlainTextEdit>(*m_form, "comment").hasFocus());
        QTest::keyClicks(&child<QPlainTextEdit>(*m_form, "comment"), QStringLiteral("   "));
        QCOMPARE(m_form->missing(), QStringLiteral("Write a comment."));
        QTest::keyClicks(&child<QPlainTextEdit>(*m_form, "comment"), QStringLiteral("because "));
        QCOMPARE(m_form->missing(), QString());
        QCOMPARE(m_form->comment(), std::string("because"));
    }

    void reasonsBeyondTheListAreIgnored()
    {
        QVERIFY(!m_form->chooseReason(3));
        QVERIFY(!m_form->chooseReason(0));
        QCOMPARE(m_form->reasonCode(), std::string());
    }

    void freshValuesFillOnlyWhatIsUntouched()
    {
        auto& text = child<QLineEdit>(*m_form, "parameter.text");
        text.setFocus();
        text.selectAll();
        QTest::keyClicks(&text, QStringLiteral("mine"));
        FixerView fresh = form();
        fresh.parameters[0].value = "LR-2";
        fresh.parameters[1].value = "theirs";
        fresh.parameters[4].value = "99.00 USD";
        m_form->setForm(fresh);
        QCOMPARE(child<OttoLabel>(*m_form, "parameter.locked").text(), QStringLiteral("LR-2"));
        QCOMPARE(text.text(), QStringLiteral("mine"));
        QVERIFY(text.hasFocus());
        QCOMPARE(m_form->parameters().at("amount"), std::string("99.00 USD"));
    }

    void otherChoicesRebuildTheFormAndKeepWhatWasTyped()
    {
        m_form->chooseReason(1);
        QTest::keyClicks(&child<QPlainTextEdit>(*m_form, "comment"), QStringLiteral("kept"));
        auto& text = child<QLineEdit>(*m_form, "parameter.text");
        text.clear();
        QTest::keyClicks(&text, QStringLiteral("typed"));
        FixerView other = form();
        other.parameters[3].choices = {"WEEKLY"};
        m_form->setForm(other);
        QVERIFY(m_form->findChild<QCheckBox*>(QStringLiteral("choice.DAILY")) == nullptr);
        QCOMPARE(m_form->parameters().at("text"), std::string("typed"));
        QCOMPARE(m_form->reasonCode(), std::string("FIRST"));
        QCOMPARE(m_form->comment(), std::string("kept"));
    }

    void firstFieldThatWantsSomethingGetsTheFocus()
    {
        m_form->focusFirst();
        QVERIFY(child<QComboBox>(*m_form, "parameter.status").hasFocus());
        FixerView nothingToFill = form();
        nothingToFill.parameters.erase(nothingToFill.parameters.begin() + 1,
                                       nothingToFill.parameters.end());
        m_form->setForm(nothingToFill);
        m_form->focusFirst();
        QVERIFY(child<QRadioButton>(*m_form, "reason.1").hasFocus());
    }

    void hostileTextsStayText()
    {
        FixerView f = form();
        f.parameters[0].value = "<b>x</b>\xE2\x80\xAE";
        f.parameters[2].choices = {"<img src=x>", std::string(10'000, 'A')};
        f.reasonCodes = {{"A&B", "<u>Reason</u> &File\xE2\x80\xAE"}};
        m_form->setForm(f);
        auto& reason = child<QRadioButton>(*m_form, "reason.1");
        QVERIFY(reason.text().contains(QStringLiteral("&&File")));
        QVERIFY(reason.text().contains(QStringLiteral("U+202E")));
        m_form->chooseReason(1);
        QCOMPARE(m_form->reasonCode(), std::string("A&B"));
        QVERIFY(!m_form->grab().isNull());
    }

private:
    std::unique_ptr<FixerForm> m_form;
};

QTEST_MAIN(tst_FixerForm)
#include "tst_FixerForm.moc"
