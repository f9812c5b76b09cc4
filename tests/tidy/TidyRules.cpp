// SPDX-License-Identifier: Apache-2.0
#include "tests/tidy/TidyRules.h"

#include <QHash>
#include <QRegularExpression>
#include <QSet>

#include <algorithm>

namespace otto::test {

namespace {

constexpr int kMaxLines = 500;
/// A suite of facts about one thing may be longer than the thing.
constexpr int kMaxTestLines = 800;
constexpr int kMaxColumns = 100;
constexpr qint64 kMaxBytes = 500'000;
constexpr int kHeadLines = 3;

QString finding(const SourceFile& file, qsizetype line, const QString& what)
{
    return QStringLiteral("%1:%2: %3").arg(file.path).arg(line + 1).arg(what);
}

bool startsWithAny(const QString& path, const QStringList& prefixes)
{
    return std::any_of(prefixes.begin(), prefixes.end(),
                       [&](const QString& prefix) { return path.startsWith(prefix); });
}

/// A folder of the product and the headers, by prefix, that its files may include besides its own.
struct Arrow
{
    QString folder;
    QStringList mayInclude;
};

/// The first entry whose folder holds the file counts, so the more special stand first.
const QList<Arrow>& arrows()
{
    const auto folders = [](const char* names) {
        return QString::fromLatin1(names).split(QLatin1Char(' '), Qt::SkipEmptyParts);
    };
    // core/bus/Record*.h are the value types that messages are decoded from; Bus.h next to them is
    // the interface with its events. Neither knows an implementation.
    static const QList<Arrow> table{
        {QStringLiteral("core/bus/embedded/"),
         folders("core/base/ core/bus/Record core/bus/Bus.h")},
        {QStringLiteral("core/bus/kafka/"), folders("core/base/ core/bus/Record core/bus/Bus.h")},
        {QStringLiteral("core/bus/"), folders("core/base/")},
        {QStringLiteral("core/base/"), {}},
        {QStringLiteral("core/contract/"), folders("core/base/ core/bus/Record")},
        {QStringLiteral("core/model/"), folders("core/base/ core/contract/ core/bus/Record")},
        {QStringLiteral("core/cel/"),
         folders("core/base/ core/contract/ core/model/ core/bus/Record")},
        {QStringLiteral("core/filter/"), folders("core/base/ core/cel/")},
        {QStringLiteral("core/rules/"),
         folders("core/base/ core/contract/ core/model/ core/cel/ core/bus/Record")},
        {QStringLiteral("core/suspenders/"),
         folders("core/base/ core/contract/ core/model/ core/cel/ core/bus/Record")},
        {QStringLiteral("core/fixers/"),
         folders("core/base/ core/contract/ core/model/ core/cel/ core/bus/Record")},
        {QStringLiteral("core/journal/"),
         folders("core/base/ core/contract/ core/model/ core/cel/ core/rules/ core/suspenders/ "
                 "core/fixers/ core/bus/Record")},
        {QStringLiteral("core/backtest/"),
         folders("core/base/ core/contract/ core/model/ core/cel/ core/rules/ core/suspenders/ "
                 "core/fixers/ core/journal/ core/bus/Record")},
        {QStringLiteral("core/engine/"),
         folders("core/base/ core/contract/ core/model/ core/cel/ core/rules/ core/suspenders/ "
                 "core/fixers/ core/journal/ core/bus/Record core/bus/Bus.h")},
        {QStringLiteral("core/port/"),
         folders("core/base/ core/contract/ core/model/ core/cel/ core/rules/ core/suspenders/ "
                 "core/fixers/ core/journal/ core/engine/ core/bus/Record core/bus/Bus.h")},
        {QStringLiteral("core/sim/"),
         folders("core/base/ core/contract/ core/model/ core/bus/Record core/bus/Bus.h")},
        {QStringLiteral("ui/"),
         folders("core/port/ core/base/ core/contract/ core/model/ core/cel/ core/filter/ "
                 "core/engine/view/ core/engine/request/")},
        {QStringLiteral("app/"), folders("core/ ui/")},
        {QStringLiteral("tests/"), folders("app/ core/ ui/")},
    };
    return table;
}

/// The file named by an #include on that line, quoted or in angle brackets, as written.
QString includedBy(const SourceFile& file, qsizetype line)
{
    static const QRegularExpression directive(QStringLiteral(R"(^\s*#\s*include\b)"));
    static const QRegularExpression name(QStringLiteral(R"(^\s*#\s*include\s*("[^"]+"|<[^>]+>))"));
    if (!directive.match(file.code.at(line)).hasMatch())
        return {};
    return name.match(file.lines.at(line)).captured(1);
}

/// What is wrong with that include in that file; empty when nothing is.
QString includeFault(const SourceFile& file, const QString& written)
{
    const QString name = written.mid(1, written.size() - 2);
    if (written.startsWith(QLatin1Char('<'))) {
        static const QRegularExpression qt(QStringLiteral("^Q[A-Z]|^Qt[A-Z]\\w*/"));
        if (file.path.startsWith(QStringLiteral("core/")) && qt.match(name).hasMatch())
            return QStringLiteral("core is free of Qt, but this includes <%1>").arg(name);
        if (name.startsWith(QStringLiteral("librdkafka/"))
            && !startsWithAny(file.path,
                              {QStringLiteral("core/bus/kafka/"), QStringLiteral("tests/")}))
            return QStringLiteral("only core/bus/kafka/ may use librdkafka");
        return {};
    }
    static const QRegularExpression generated(
        QStringLiteral(R"(\.moc$|^ui_\w+\.h$|^moc_\w+\.cpp$)"));
    if (generated.match(name).hasMatch())
        return {};
    for (const Arrow& arrow : arrows()) {
        if (!file.path.startsWith(arrow.folder))
            continue;
        if (name.startsWith(arrow.folder) || startsWithAny(name, arrow.mayInclude))
            return {};
        return QStringLiteral("%1 may not include \"%2\"").arg(arrow.folder, name);
    }
    return QStringLiteral("no arrow is drawn for this folder, so it may not include \"%1\"")
        .arg(name);
}

/// A pattern that may stand only in some files.
struct Ban
{
    QString pattern;
    /// Path prefixes in which it is looked for; empty is everywhere.
    QStringList in;
    /// Path prefixes in which it may stand.
    QStringList except;
    QString why;
    /// Looked for in comments and literals too.
    bool alsoInText = false;
};

const QList<Ban>& bans()
{
    const QString core = QStringLiteral("core/");
    static const QList<Ban> table{
        // The hosts of engine and simulated systems are where a process meets time; the bus
        // measures
        // its connection.
        {QStringLiteral(
             R"((system|steady|high_resolution)_clock::now|\bclock_gettime\b|\bgettimeofday\b)"
             R"(|\b(std::)?time\((nullptr|0|NULL)\))"),
         {core},
         {QStringLiteral("core/base/SystemClock"), QStringLiteral("core/base/Clock"),
          QStringLiteral("core/bus/"), QStringLiteral("core/filter/FilterWorker"),
          QStringLiteral("core/port/EngineHost"), QStringLiteral("core/sim/SimHost")},
         QStringLiteral("time is given, never asked for: take an Instant or a Clock")},
        {QStringLiteral(R"(\bsleep_(for|until)\b|\b(u|nano|m)?sleep\(|\bqWait\(|\bqSleep\()"),
         {},
         {},
         QStringLiteral("never sleep: wait for the condition")},
        {QStringLiteral(R"(\bQSKIP\b)"), {}, {}, QStringLiteral("a skipped test proves nothing")},
        {QStringLiteral(R"(\bTO)"
                        R"(DO\b|\bFIX)"
                        R"(ME\b)"),
         {},
         {},
         QStringLiteral("finish it or file an issue"),
         true},
        {QStringLiteral(R"(\bQSortFilterProxyModel\b)"),
         {QStringLiteral("ui/")},
         {},
         QStringLiteral("order and filter are computed outside the table")},
        {QStringLiteral(R"(\bQt::(RichText|AutoText|MarkdownText)\b|\bsetHtml\()"),
         {QStringLiteral("ui/"), QStringLiteral("app/")},
         {},
         QStringLiteral("text from outside is shown as plain text")},
        {QStringLiteral(R"(\bstd::s?rand\b|\b(s?rand|random)\(|\brandom_device\b|\bmt19937)"),
         {core},
         {QStringLiteral("core/bus/")},
         QStringLiteral("random numbers come from a seeded Prng")},
        // From contract up to engine everything is a pure function of its input.
        {QStringLiteral(
             R"(\bgetenv\b|\bstd::(thread|jthread|async|mutex|shared_mutex|fstream|ifstream)"
             R"(|ofstream|filesystem)\b|\bfopen\()"),
         {QStringLiteral("core/contract/"), QStringLiteral("core/model/"),
          QStringLiteral("core/cel/"), QStringLiteral("core/rules/"),
          QStringLiteral("core/suspenders/"), QStringLiteral("core/fixers/"),
          QStringLiteral("core/journal/"), QStringLiteral("core/engine/")},
         {},
         QStringLiteral("no thread, lock, file or environment from the engine down")},
    };
    return table;
}

bool isBannedIn(const Ban& ban, const SourceFile& file)
{
    return (ban.in.isEmpty() || startsWithAny(file.path, ban.in))
           && !startsWithAny(file.path, ban.except);
}

}  // namespace

QStringList checkIncludeArrows(const SourceTree& tree)
{
    QStringList findings;
    for (const SourceFile& file : tree) {
        for (qsizetype line = 0; line < file.code.size() && line < file.lines.size(); ++line) {
            const QString written = includedBy(file, line);
            if (written.isEmpty())
                continue;
            const QString fault = includeFault(file, written);
            if (!fault.isEmpty())
                findings += finding(file, line, fault);
        }
    }
    return findings;
}

QStringList checkBannedWords(const SourceTree& tree)
{
    QStringList findings;
    for (const Ban& ban : bans()) {
        const QRegularExpression pattern(ban.pattern);
        for (const SourceFile& file : tree) {
            if (!isBannedIn(ban, file))
                continue;
            const QStringList& lines = ban.alsoInText || !file.isCpp() ? file.lines : file.code;
            for (qsizetype line = 0; line < lines.size(); ++line) {
                const auto match = pattern.match(lines.at(line));
                if (match.hasMatch())
                    findings += finding(file, line,
                                        QStringLiteral("'%1': %2").arg(match.captured(), ban.why));
            }
        }
    }
    return findings;
}

QStringList checkLengths(const SourceTree& tree)
{
    QStringList findings;
    for (const SourceFile& file : tree) {
        const bool isTest = file.path.startsWith(QStringLiteral("tests/"));
        const int most = isTest ? kMaxTestLines : kMaxLines;
        if (file.lines.size() > most)
            findings += finding(file, most,
                                QStringLiteral("%1 lines, at most %2: look for the missing concept")
                                    .arg(file.lines.size())
                                    .arg(most));
        for (qsizetype line = 0; line < file.lines.size(); ++line) {
            const qsizetype columns = file.lines.at(line).toUcs4().size();
            if (columns > kMaxColumns)
                findings +=
                    finding(file, line,
                            QStringLiteral("%1 columns, at most %2").arg(columns).arg(kMaxColumns));
        }
    }
    return findings;
}

QStringList checkHeads(const SourceTree& tree)
{
    QStringList findings;
    for (const SourceFile& file : tree) {
        if (!file.isWritten())
            continue;
        const QStringList head = file.lines.mid(0, kHeadLines);
        const bool isLicensed = std::any_of(head.begin(), head.end(), [](const QString& line) {
            return line.contains(QStringLiteral("SPDX-License-Identifier: Apache-2.0"));
        });
        if (!isLicensed)
            findings += finding(file, 0, QStringLiteral("no SPDX licence line at the top"));
        if (file.path.endsWith(QStringLiteral(".h"))
            && !file.code.contains(QStringLiteral("#pragma once")))
            findings += finding(file, 0, QStringLiteral("a header without #pragma once"));
    }
    return findings;
}

QStringList checkTestsAreRegistered(const SourceTree& tree)
{
    QHash<QString, QString> listOfFolder;
    for (const SourceFile& file : tree) {
        if (file.path.startsWith(QStringLiteral("tests/")) && file.isCMake())
            listOfFolder.insert(file.path.section(QLatin1Char('/'), 0, -2),
                                file.lines.join(QLatin1Char('\n')));
    }
    const auto mentions = [&](const QString& folder, const QString& word) {
        const QRegularExpression whole(
            QStringLiteral("\\b%1\\b").arg(QRegularExpression::escape(word)));
        return whole.match(listOfFolder.value(folder)).hasMatch();
    };

    QStringList findings;
    for (const SourceFile& file : tree) {
        static const QRegularExpression test(QStringLiteral(R"(^tests/(.*)/(tst_\w+)\.cpp$)"));
        const auto match = test.match(file.path);
        if (!match.hasMatch())
            continue;
        const QString top = match.captured(1).section(QLatin1Char('/'), 0, 0);
        const QString folder = file.path.section(QLatin1Char('/'), 0, -2);
        if (!mentions(folder, match.captured(2)))
            findings += finding(
                file, 0, QStringLiteral("%1/CMakeLists.txt does not build this test").arg(folder));
        else if (!mentions(QStringLiteral("tests"), top))
            findings += finding(
                file, 0,
                QStringLiteral("tests/CMakeLists.txt does not add the folder '%1'").arg(top));
    }
    return findings;
}

QStringList checkFileSizes(const SourceTree& tree)
{
    QStringList findings;
    for (const SourceFile& file : tree) {
        const bool isExempt = file.path.startsWith(QStringLiteral("resources/fonts/"))
                              || file.path.contains(QStringLiteral("screenshots/"));
        if (file.bytes > kMaxBytes && !isExempt)
            findings += finding(
                file, 0, QStringLiteral("%1 bytes, at most %2").arg(file.bytes).arg(kMaxBytes));
    }
    return findings;
}

}  // namespace otto::test
