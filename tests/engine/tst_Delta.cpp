// SPDX-License-Identifier: Apache-2.0
#include "core/engine/view/Delta.h"

#include <QtTest>

using namespace otto;

namespace {

Delta deltaOf(const std::string& flag, const std::string& sentence, std::uint64_t row)
{
    Delta delta;
    FlagView view;
    view.id = FlagId(flag);
    view.sentence = sentence;
    delta.flags = {view};
    StreamRow stream;
    stream.index = row;
    delta.streamRows = {stream};
    delta.status.records = row;
    return delta;
}

QStringList print(const Delta& delta)
{
    QStringList out;
    for (const FlagView& flag : delta.flags) {
        out << QString::fromStdString(flag.id.value + "=" + flag.sentence);
    }
    for (const StreamRow& row : delta.streamRows) {
        out << QString::number(row.index);
    }
    out << QString::number(delta.streamRowsSkipped) << QString::number(delta.status.records);
    return out;
}

}  // namespace

class tst_Delta : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aLaterRowReplacesTheEarlierOneOfTheSameId()
    {
        Delta delta = deltaOf("F", "old", 1);
        delta.merge(deltaOf("F", "new", 2));
        QCOMPARE(print(delta),
                 (QStringList{QStringLiteral("F=new"), QStringLiteral("1"), QStringLiteral("2"),
                              QStringLiteral("0"), QStringLiteral("2")}));
    }

    void mergingIsAssociative()
    {
        Delta left = deltaOf("F", "1", 1);
        left.merge(deltaOf("G", "2", 2));
        left.merge(deltaOf("F", "3", 3));
        Delta tail = deltaOf("G", "2", 2);
        tail.merge(deltaOf("F", "3", 3));
        Delta right = deltaOf("F", "1", 1);
        right.merge(std::move(tail));
        QCOMPARE(print(left), print(right));
    }

    void streamRowsBeyondTheLimitAreCountedNotLost()
    {
        Delta delta;
        for (std::size_t i = 0; i < Delta::kStreamRowsMax + 5; ++i) {
            Delta one;
            one.streamRows.resize(1);
            one.streamRows[0].index = i;
            delta.merge(std::move(one));
        }
        QCOMPARE(delta.streamRows.size(), Delta::kStreamRowsMax);
        QCOMPARE(delta.streamRowsSkipped, std::uint64_t{5});
        QCOMPARE(delta.streamRows.front().index, std::uint64_t{5});
    }
};

QTEST_APPLESS_MAIN(tst_Delta)
#include "tst_Delta.moc"
