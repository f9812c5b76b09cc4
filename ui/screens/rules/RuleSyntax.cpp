// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/rules/RuleSyntax.h"

#include <QStringList>

#include <algorithm>
#include <utility>

namespace otto {

namespace {

enum class Quote { None, Literal, Basic };
enum class Content { Plain, Cel, Template };
enum class Table { Rule, Observed, Examples, Windows };

struct State
{
    /// Of an open multi-line string.
    Quote quote = Quote::None;
    Content content = Content::Plain;
    Table table = Table::Rule;

    static State of(int packed)
    {
        return {static_cast<Quote>(packed & 3), static_cast<Content>((packed >> 2) & 3),
                static_cast<Table>((packed >> 4) & 3)};
    }
    int packed() const
    {
        return static_cast<int>(quote) | static_cast<int>(content) << 2
               | static_cast<int>(table) << 4;
    }
};

bool isWordStart(QChar c)
{
    return c.isLetter() || c == QLatin1Char('_');
}

bool isWordPart(QChar c)
{
    return isWordStart(c) || c.isDigit();
}

Content contentOf(const QString& key, Table table)
{
    static const QStringList celOfRule{
        QStringLiteral("when"),    QStringLiteral("since"),          QStringLiteral("for"),
        QStringLiteral("clear"),   QStringLiteral("resolve-within"), QStringLiteral("after"),
        QStringLiteral("exposure")};
    static const QStringList celOfWindow{QStringLiteral("at"), QStringLiteral("where"),
                                         QStringLiteral("key"), QStringLiteral("value")};
    switch (table) {
    case Table::Observed: return Content::Cel;
    case Table::Examples: return Content::Plain;
    case Table::Windows: return celOfWindow.contains(key) ? Content::Cel : Content::Plain;
    case Table::Rule: break;
    }
    if (celOfRule.contains(key)) {
        return Content::Cel;
    }
    return key == QStringLiteral("text") || key == QStringLiteral("expected") ? Content::Template
                                                                              : Content::Plain;
}

class LineReader
{
public:
    LineReader(const QString& line, State state) : m_line(line), m_state(state) {}

    RuleLine read()
    {
        if (m_state.quote != Quote::None) {
            readMultiLine();
        }
        while (m_at < end()) {
            readToml();
        }
        return {std::move(m_spans), m_state.packed()};
    }

private:
    int end() const { return static_cast<int>(m_line.size()); }
    QChar at(int i) const { return i < end() ? m_line.at(i) : QChar(); }
    void add(int begin, int endOfIt, RuleWord word)
    {
        if (endOfIt > begin) {
            m_spans.push_back({begin, endOfIt - begin, word});
        }
    }

    void readToml()
    {
        const QChar c = at(m_at);
        if (c.isSpace()) {
            ++m_at;
        } else if (c == QLatin1Char('#')) {
            add(m_at, end(), RuleWord::Comment);
            m_at = end();
        } else if (c == QLatin1Char('[') && !m_hasKey && m_line.left(m_at).trimmed().isEmpty()) {
            readTable();
        } else if (c == QLatin1Char('"') || c == QLatin1Char('\'')) {
            readString(c);
        } else if (c.isDigit() || isWordStart(c)) {
            readBareWord();
        } else {
            ++m_at;
        }
    }

    void readTable()
    {
        const int close = static_cast<int>(m_line.indexOf(QLatin1Char(']'), m_at));
        int last = close < 0 ? end() : close + 1;
        while (at(last) == QLatin1Char(']')) {
            ++last;
        }
        QString name = m_line.mid(m_at, last - m_at);
        name.remove(QLatin1Char('[')).remove(QLatin1Char(']'));
        name = name.trimmed();
        m_state.table = name == QStringLiteral("observed")   ? Table::Observed
                        : name == QStringLiteral("examples") ? Table::Examples
                        : name == QStringLiteral("windows")  ? Table::Windows
                                                             : Table::Rule;
        add(m_at, last, RuleWord::Table);
        m_at = last;
    }

    /// A key when `=` follows, else true, 10, 2026-03-02.
    void readBareWord()
    {
        const int begin = m_at;
        while (isWordPart(at(m_at)) || at(m_at) == QLatin1Char('-')
               || at(m_at) == QLatin1Char('.')) {
            ++m_at;
        }
        int next = m_at;
        while (at(next) == QLatin1Char(' ')) {
            ++next;
        }
        if (at(next) != QLatin1Char('=')) {
            add(begin, m_at, RuleWord::Literal);
            return;
        }
        add(begin, m_at, RuleWord::Key);
        if (!m_hasKey) {
            m_hasKey = true;
            m_state.content = contentOf(m_line.mid(begin, m_at - begin), m_state.table);
        }
    }

    void readString(QChar quote)
    {
        const QString triple(3, quote);
        if (QStringView(m_line).mid(m_at).startsWith(triple)) {
            m_state.quote = quote == QLatin1Char('\'') ? Quote::Literal : Quote::Basic;
            add(m_at, m_at + 3, RuleWord::Text);
            m_at += 3;
            readMultiLine();
            return;
        }
        const int begin = m_at;
        int close = begin + 1;
        while (close < end() && at(close) != quote) {
            close += quote == QLatin1Char('"') && at(close) == QLatin1Char('\\') ? 2 : 1;
        }
        close = std::min(close, end());
        add(begin, begin + 1, RuleWord::Text);
        readContent(begin + 1, close);
        m_at = std::min(close + 1, end());
        add(close, m_at, RuleWord::Text);
    }

    /// From within a multi-line string to its end or the line's.
    void readMultiLine()
    {
        const QString triple(3, m_state.quote == Quote::Literal ? QLatin1Char('\'')
                                                                : QLatin1Char('"'));
        const int found = static_cast<int>(m_line.indexOf(triple, m_at));
        const int close = found < 0 ? end() : found;
        readContent(m_at, close);
        m_at = close;
        if (found >= 0) {
            add(close, close + 3, RuleWord::Text);
            m_at = close + 3;
            m_state.quote = Quote::None;
        }
    }

    void readContent(int begin, int close)
    {
        switch (m_state.content) {
        case Content::Plain: add(begin, close, RuleWord::Text); break;
        case Content::Cel: readCel(begin, close); break;
        case Content::Template: readTemplate(begin, close); break;
        }
    }

    void readTemplate(int begin, int close)
    {
        int from = begin;
        for (int i = begin; i < close; ++i) {
            if (at(i) != QLatin1Char('{')) {
                continue;
            }
            int depth = 0;
            int last = i;
            do {
                depth += at(last) == QLatin1Char('{') ? 1 : at(last) == QLatin1Char('}') ? -1 : 0;
                last = at(last) == QLatin1Char('\'') ? afterQuote(last, close) : last + 1;
            } while (depth > 0 && last < close);
            add(from, i, RuleWord::Text);
            readCel(i, last);
            from = last;
            i = last - 1;
        }
        add(from, close, RuleWord::Text);
    }

    /// The place after the string that begins at `begin`.
    int afterQuote(int begin, int close) const
    {
        int last = begin + 1;
        while (last < close && at(last) != at(begin)) {
            last += at(last) == QLatin1Char('\\') ? 2 : 1;
        }
        return std::min(last + 1, close);
    }

    void readCel(int begin, int close)
    {
        for (int i = begin; i < close;) {
            const QChar c = at(i);
            int last = i + 1;
            if (c.isSpace()) {
                i = last;
                continue;
            }
            if (c == QLatin1Char('/') && at(last) == QLatin1Char('/')) {
                add(i, close, RuleWord::Comment);
                return;
            }
            RuleWord word = RuleWord::Operator;
            if (c == QLatin1Char('\'') || c == QLatin1Char('"')) {
                last = afterQuote(i, close);
                word = RuleWord::Literal;
            } else if (c.isDigit()) {
                while (last < close && (isWordPart(at(last)) || at(last) == QLatin1Char('.'))) {
                    ++last;
                }
                word = RuleWord::Literal;
            } else if (isWordStart(c)) {
                while (last < close && isWordPart(at(last))) {
                    ++last;
                }
                word = celWord(i, last);
            } else {
                while (last < close && QStringLiteral("&|=!<>").contains(at(last))
                       && QStringLiteral("&|=!<>").contains(c)) {
                    ++last;
                }
            }
            add(i, last, word);
            i = last;
        }
    }

    RuleWord celWord(int begin, int last) const
    {
        const QStringView word = QStringView(m_line).mid(begin, last - begin);
        if (word == QLatin1String("true") || word == QLatin1String("false")
            || word == QLatin1String("null")) {
            return RuleWord::Literal;
        }
        if (word == QLatin1String("in")) {
            return RuleWord::Operator;
        }
        return at(last) == QLatin1Char('(') ? RuleWord::Function : RuleWord::Name;
    }

    const QString& m_line;
    State m_state;
    std::vector<RuleSpan> m_spans;
    int m_at = 0;
    bool m_hasKey = false;
};

}  // namespace

RuleLine readRuleLine(const QString& line, int state)
{
    return LineReader(line, State::of(std::max(state, 0))).read();
}

}  // namespace otto
