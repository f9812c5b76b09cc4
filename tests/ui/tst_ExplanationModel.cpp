// SPDX-License-Identifier: Apache-2.0
#include "tests/support/ui/SampleRules.h"
#include "ui/screens/rules/ExplanationModel.h"
#include "ui/theme/Theme.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace otto;
using namespace otto::test;

class tst_ExplanationModel : public QObject
{
    Q_OBJECT

private:
    static void print(const QAbstractItemModel& model, const QModelIndex& parent, int indent,
                      QString& out)
    {
        for (int row = 0; row < model.rowCount(parent); ++row) {
            QStringList cells;
            for (int column = 0; column < model.columnCount(parent); ++column) {
                cells.append(model.index(row, column, parent).data().toString());
            }
            out += QString(indent, QLatin1Char(' ')) + cells.join(QStringLiteral(" | "))
                   + QLatin1Char('\n');
            print(model, model.index(row, 0, parent), indent + 2, out);
        }
    }
    static QString print(const QAbstractItemModel& model)
    {
        QString out;
        print(model, {}, 0, out);
        return out;
    }

private Q_SLOTS:
    void initTestCase() { Theme::install(*qApp, ThemeMode::Light); }

    void partsStandUnderTheOnesTheyAreOf()
    {
        ExplanationModel model;
        const QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setExpressions(sampleExplanation().expressions);
        QCOMPARE(print(model),
                 QStringLiteral(
                     "when:  payment.isFailed && (has(payment.failedReservation) || "
                     "size(payment.limits) > 0) | true | \n"
                     "  payment.isFailed | true | flips it\n"
                     "  has(payment.failedReservation) || size(payment.limits) > 0 | true | \n"
                     "    has(payment.failedReservation) | true | \n"
                     "    size(payment.limits) > 0 | not evaluated | \n"
                     "      size(payment.limits) | not evaluated | \n"
                     "since:  payment.statusSince | timestamp('2026-03-02T15:01:44Z') | \n"));
    }

    /// Depths leap where the engine leaves a part out, and nothing may be lost by it.
    void leapingDepthsStandUnderTheNearest()
    {
        ExplainedExpressionView expression;
        expression.key = "when";
        expression.text = "a";
        for (const std::uint32_t depth : {0U, 3U, 2U, 4U, 1U}) {
            ExplainedPartView part;
            part.text = "p" + std::to_string(depth);
            part.depth = depth;
            expression.parts.push_back(part);
        }
        ExplanationModel model;
        model.setExpressions({expression});
        QCOMPARE(print(model).remove(QStringLiteral(" | not evaluated | ")),
                 QStringLiteral("when:  a\n  p3\n  p2\n    p4\n  p1\n"));
    }

    void expressionWithoutPartsStillHasItsRow()
    {
        ExplainedExpressionView expression;
        expression.key = "for";
        expression.text = "params.restoring";
        expression.value = "2 min";
        ExplanationModel model;
        model.setExpressions({expression});
        QCOMPARE(print(model), QStringLiteral("for:  params.restoring | 2 min | \n"));
        QVERIFY(model.partAt(model.index(0, 0)) == nullptr);
    }

    void freshValuesKeepTheRows()
    {
        ExplanationModel model;
        ExplanationView view = sampleExplanation();
        model.setExpressions(view.expressions);
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        const QPersistentModelIndex kept = model.index(0, 1, model.index(0, 0));
        view.expressions[0].parts[1].value = "false";
        view.expressions[0].parts[1].isTrue = false;
        model.setExpressions(view.expressions);
        QCOMPARE(reset.size(), 0);
        QVERIFY(kept.isValid());
        QCOMPARE(kept.data().toString(), QStringLiteral("false"));
        view.expressions[0].parts.pop_back();
        model.setExpressions(view.expressions);
        QCOMPARE(reset.size(), 1);
    }

    void truthHasAShapeAndIsSpoken()
    {
        ExplanationModel model;
        model.setExpressions(sampleExplanation().expressions);
        const QModelIndex root = model.index(0, 0);
        const QModelIndex failed = model.index(0, 0, root);
        const QModelIndex skipped = model.index(1, 0, model.index(1, 0, root));
        const QModelIndex since = model.index(1, 0);
        const auto picture = [](const QModelIndex& index) {
            return index.data(Qt::DecorationRole).value<QIcon>().pixmap({14, 14}, 1.0).toImage();
        };
        QVERIFY(!picture(failed).isNull());
        QVERIFY(!picture(skipped).isNull());
        QVERIFY(picture(failed) != picture(skipped));
        QVERIFY(picture(since).isNull());
        QCOMPARE(failed.data(Qt::AccessibleTextRole).toString(),
                 QStringLiteral("payment.isFailed: true. Were it the other way round, so would be "
                                "the whole"));
        QCOMPARE(skipped.data(Qt::AccessibleTextRole).toString(),
                 QStringLiteral("size(payment.limits) > 0: not evaluated"));
    }

    void textFromOutsideNeverBecomesMarkup()
    {
        ExplainedExpressionView expression;
        expression.key = "when";
        expression.text = "payment.debtor == '<img src=x>\u202E'";
        ExplanationModel model;
        model.setExpressions({expression});
        const QModelIndex row = model.index(0, 0);
        QVERIFY(!row.data().toString().contains(QChar(0x202E)));
        QVERIFY(!row.data(Qt::ToolTipRole).toString().contains(QStringLiteral("<img")));
    }
};

QTEST_MAIN(tst_ExplanationModel)
#include "tst_ExplanationModel.moc"
