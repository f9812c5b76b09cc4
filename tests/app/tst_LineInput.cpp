// SPDX-License-Identifier: Apache-2.0
#include "app/otto-engine/LineInput.h"

#include <QTest>

#include <array>
#include <string>
#include <string_view>
#include <thread>

#include <unistd.h>

using otto::Duration;
using otto::LineInput;

namespace {

using Lines = std::vector<std::string>;

constexpr Duration kSlice{100};
constexpr int kSlices = 100;

/// A pipe; its ends close with it.
struct Pipe
{
    Pipe()
    {
        if (::pipe(ends.data()) != 0)
            qFatal("no pipe");
    }
    ~Pipe()
    {
        closeWrite();
        ::close(ends[0]);
    }
    Pipe(const Pipe&) = delete;
    Pipe& operator=(const Pipe&) = delete;

    void write(std::string_view bytes) const
    {
        while (!bytes.empty()) {
            const ssize_t count = ::write(ends[1], bytes.data(), bytes.size());
            if (count <= 0)
                qFatal("the pipe takes nothing");
            bytes.remove_prefix(static_cast<std::size_t>(count));
        }
    }
    void closeWrite()
    {
        if (ends[1] >= 0)
            ::close(ends[1]);
        ends[1] = -1;
    }

    std::array<int, 2> ends{-1, -1};
};

/// Collects `count` lines, or what has come when that takes too long.
Lines taken(LineInput& input, std::size_t count)
{
    Lines lines;
    for (int i = 0; i < kSlices && lines.size() < count; ++i) {
        input.wait(kSlice);
        for (std::string& line : input.take())
            lines.push_back(std::move(line));
    }
    return lines;
}

bool endComes(LineInput& input)
{
    for (int i = 0; i < kSlices && !input.isAtEnd(); ++i)
        input.wait(kSlice);
    return input.isAtEnd();
}

}  // namespace

class tst_LineInput : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void linesComeInOrder();
    void lastLineNeedsNoEnd();
    void longLineIsCut();
    void endsWhileInputIsOpen();
    void queueIsBounded();
    void endsWhileTheQueueIsFull();
};

void tst_LineInput::linesComeInOrder()
{
    Pipe pipe;
    LineInput input(pipe.ends[0], 100);
    QVERIFY(!input.isAtEnd());
    pipe.write("one\ntwo\r\n\nth");
    QVERIFY(taken(input, 3) == Lines({"one", "two", ""}));
    pipe.write("ree\n");
    QVERIFY(taken(input, 1) == Lines({"three"}));
    QVERIFY(!input.isAtEnd());
}

void tst_LineInput::lastLineNeedsNoEnd()
{
    Pipe pipe;
    LineInput input(pipe.ends[0], 100);
    pipe.write("one\ntwo");
    pipe.closeWrite();
    QVERIFY(taken(input, 2) == Lines({"one", "two"}));
    QVERIFY(endComes(input));
}

void tst_LineInput::longLineIsCut()
{
    Pipe pipe;
    LineInput input(pipe.ends[0], 10);
    pipe.write(std::string(10, 'a') + "\n" + std::string(50'000, 'b') + "\nc\n");
    QVERIFY(taken(input, 3) == Lines({std::string(10, 'a'), std::string(11, 'b'), "c"}));
}

void tst_LineInput::endsWhileInputIsOpen()
{
    Pipe pipe;
    {
        const LineInput input(pipe.ends[0], 10);
    }
    // What the input does not take stays for the next reader.
    pipe.write("x");
    char byte = 0;
    QCOMPARE(::read(pipe.ends[0], &byte, 1), ssize_t{1});
    QCOMPARE(byte, 'x');
}

void tst_LineInput::queueIsBounded()
{
    Pipe pipe;
    LineInput input(pipe.ends[0], 100);
    constexpr std::size_t kLines = 5 * LineInput::kQueuedMax;
    std::thread writer([&] {
        for (std::size_t i = 0; i < kLines; ++i)
            pipe.write(std::to_string(i) + "\n");
        pipe.closeWrite();
    });
    std::size_t count = 0;
    std::size_t largest = 0;
    bool inOrder = true;
    while (!input.isAtEnd()) {
        input.wait(kSlice);
        const Lines lines = input.take();
        largest = std::max(largest, lines.size());
        for (const std::string& line : lines)
            inOrder = inOrder && line == std::to_string(count++);
    }
    writer.join();
    QCOMPARE(count, kLines);
    QVERIFY(inOrder);
    QVERIFY(largest <= LineInput::kQueuedMax);
}

void tst_LineInput::endsWhileTheQueueIsFull()
{
    Pipe pipe;
    LineInput input(pipe.ends[0], 100);
    // Fits into the pipe, so that nobody need read it.
    std::string lines;
    for (std::size_t i = 0; i < 2 * LineInput::kQueuedMax; ++i)
        lines += "x\n";
    pipe.write(lines);
    input.wait(kSlice);
}

QTEST_APPLESS_MAIN(tst_LineInput)
#include "tst_LineInput.moc"
