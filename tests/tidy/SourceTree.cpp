// SPDX-License-Identifier: Apache-2.0
#include "tests/tidy/SourceTree.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>

#include <algorithm>

namespace otto::test {

namespace {

bool isIdentifierPart(QChar c)
{
    return c.isLetterOrNumber() || c == QLatin1Char('_');
}

/// Walks over C++ text once and blanks what is not code.
class Blanker
{
public:
    explicit Blanker(const QString& text) : m_text(text), m_result(text) {}

    QString run()
    {
        while (m_at < m_text.size())
            step();
        return m_result;
    }

private:
    [[nodiscard]] QChar peek(qsizetype ahead = 0) const
    {
        const qsizetype at = m_at + ahead;
        return at < m_text.size() ? m_text.at(at) : QChar();
    }

    void step()
    {
        const QChar c = peek();
        const QChar next = peek(1);
        if (c == QLatin1Char('/') && next == QLatin1Char('/'))
            blankTo(m_text.indexOf(QLatin1Char('\n'), m_at));
        else if (c == QLatin1Char('/') && next == QLatin1Char('*'))
            blankTo(after(m_text.indexOf(QStringLiteral("*/"), m_at + 2), 2));
        else if (c == QLatin1Char('"') || c == QLatin1Char('\''))
            blankQuoted(c);
        else if (isIdentifierPart(c))
            skipWordOrNumber();
        else
            ++m_at;
    }

    /// Leaves words and numbers alone (a number may hold quotes: 1'000) and finds raw strings.
    void skipWordOrNumber()
    {
        const bool isNumber = peek().isDigit();
        const qsizetype start = m_at;
        while (isIdentifierPart(peek())
               || (isNumber && peek() == QLatin1Char('\'') && isIdentifierPart(peek(1))))
            ++m_at;
        const QString word = m_text.mid(start, m_at - start);
        static const QStringList rawPrefixes{QStringLiteral("R"), QStringLiteral("LR"),
                                             QStringLiteral("uR"), QStringLiteral("UR"),
                                             QStringLiteral("u8R")};
        if (peek() == QLatin1Char('"') && rawPrefixes.contains(word)) {
            const qsizetype open = m_text.indexOf(QLatin1Char('('), m_at);
            const QString close =
                QLatin1Char(')') + m_text.mid(m_at + 1, open - m_at - 1) + QLatin1Char('"');
            blankTo(after(m_text.indexOf(close, open), close.size()));
        }
    }

    /// Blanks between the quotes; the quotes stay. An unclosed literal ends with its line.
    void blankQuoted(QChar quote)
    {
        ++m_at;
        while (m_at < m_text.size() && peek() != quote && peek() != QLatin1Char('\n')) {
            const qsizetype width =
                peek() == QLatin1Char('\\') && peek(1) != QLatin1Char('\n') ? 2 : 1;
            blankTo(m_at + width);
        }
        ++m_at;
    }

    [[nodiscard]] static qsizetype after(qsizetype found, qsizetype width)
    {
        return found < 0 ? -1 : found + width;
    }

    /// Blanks up to `end`; -1 is the end of the text.
    void blankTo(qsizetype end)
    {
        const qsizetype stop = end < 0 ? m_text.size() : std::min(end, m_text.size());
        for (; m_at < stop; ++m_at) {
            if (m_text.at(m_at) != QLatin1Char('\n'))
                m_result[m_at] = QLatin1Char(' ');
        }
    }

    const QString& m_text;
    QString m_result;
    qsizetype m_at = 0;
};

QString fileName(const QString& path)
{
    return path.section(QLatin1Char('/'), -1);
}

bool isSkippedFolder(const QString& path)
{
    const QStringList parts = path.split(QLatin1Char('/'));
    const bool isHidden = std::any_of(parts.begin(), parts.end(), [](const QString& part) {
        return part.startsWith(QLatin1Char('.')) && part != QStringLiteral(".ci");
    });
    return isHidden || parts.first() == QStringLiteral("build")
           || parts.first() == QStringLiteral("out");
}

}  // namespace

bool SourceFile::isCpp() const
{
    return path.endsWith(QStringLiteral(".h")) || path.endsWith(QStringLiteral(".cpp"));
}

bool SourceFile::isCMake() const
{
    return path.endsWith(QStringLiteral(".cmake"))
           || fileName(path) == QStringLiteral("CMakeLists.txt");
}

bool SourceFile::isScript() const
{
    return path.endsWith(QStringLiteral(".sh")) || path.endsWith(QStringLiteral(".py"))
           || path == QStringLiteral(".ci/run");
}

bool SourceFile::isPeer() const
{
    return path.endsWith(QStringLiteral(".java")) || path.endsWith(QStringLiteral(".sql"))
           || path.endsWith(QStringLiteral(".epl")) || path.endsWith(QStringLiteral(".clp"));
}

QString withoutCommentsAndLiterals(const QString& text)
{
    return Blanker(text).run();
}

SourceTree readSourceTree(const QString& root)
{
    SourceTree tree;
    const QDir base(root);
    QDirIterator walk(root, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (walk.hasNext()) {
        const QString absolute = walk.next();
        SourceFile file;
        file.path = base.relativeFilePath(absolute);
        if (file.path.contains(QLatin1Char('/'))
            && isSkippedFolder(file.path.section(QLatin1Char('/'), 0, -2)))
            continue;
        file.bytes = walk.fileInfo().size();
        if (file.isWritten()) {
            QFile source(absolute);
            if (!source.open(QIODevice::ReadOnly))
                continue;
            const QString text = QString::fromUtf8(source.readAll());
            file.lines = text.split(QLatin1Char('\n'));
            if (!file.lines.isEmpty() && file.lines.last().isEmpty())
                file.lines.removeLast();
            if (file.isCpp())
                file.code = withoutCommentsAndLiterals(text).split(QLatin1Char('\n'));
        }
        tree.push_back(std::move(file));
    }
    std::sort(tree.begin(), tree.end(),
              [](const SourceFile& a, const SourceFile& b) { return a.path < b.path; });
    return tree;
}

}  // namespace otto::test
