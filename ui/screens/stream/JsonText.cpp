// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/stream/JsonText.h"

#include <QStringDecoder>

namespace otto {

namespace {

class Layout
{
public:
    std::optional<QString> of(const QString& json)
    {
        m_out.reserve(json.size() * 3 / 2);
        for (qsizetype at = 0; at < json.size(); ++at) {
            const QChar c = json.at(at);
            if (m_inString)
                inString(c);
            else if (!outside(c, json, at) || m_out.size() > kPrettyCharactersMax)
                return std::nullopt;
        }
        if (m_inString || !m_open.isEmpty())
            return std::nullopt;
        return m_out;
    }

private:
    void inString(QChar c)
    {
        m_out += c;
        if (m_escaped)
            m_escaped = false;
        else if (c == u'\\')
            m_escaped = true;
        else if (c == u'"')
            m_inString = false;
    }

    bool outside(QChar c, const QString& json, qsizetype& at)
    {
        switch (c.unicode()) {
        case u' ':
        case u'\t':
        case u'\r':
        case u'\n': return true;
        case u'{':
        case u'[': return open(c, json, at);
        case u'}':
        case u']': return close(c);
        case u',':
            m_out += c;
            newLine();
            return true;
        case u':': m_out += QStringLiteral(": "); return true;
        case u'"': m_inString = true; break;
        default: break;
        }
        m_out += c;
        return true;
    }

    bool open(QChar c, const QString& json, qsizetype& at)
    {
        const QChar closing = c == u'{' ? u'}' : u']';
        m_out += c;
        qsizetype next = at + 1;
        while (next < json.size() && json.at(next).isSpace())
            ++next;
        if (next < json.size() && json.at(next) == closing) {
            m_out += closing;
            at = next;
            return true;
        }
        if (m_open.size() == kPrettyLevelsMax)
            return false;
        m_open += closing;
        newLine();
        return true;
    }

    bool close(QChar c)
    {
        if (m_open.isEmpty() || m_open.back() != c)
            return false;
        m_open.chop(1);
        newLine();
        m_out += c;
        return true;
    }

    void newLine()
    {
        m_out += u'\n';
        m_out += QString(m_open.size() * 2, u' ');
    }

    QString m_out;
    /// The closing brackets that are due, innermost last.
    QString m_open;
    bool m_inString = false;
    bool m_escaped = false;
};

}  // namespace

std::optional<QString> prettyJson(const QByteArray& bytes)
{
    QStringDecoder decoder(QStringDecoder::Utf8);
    const QString text = decoder.decode(bytes);
    if (decoder.hasError())
        return std::nullopt;
    const QString trimmed = text.trimmed();
    if (!trimmed.startsWith(u'{') && !trimmed.startsWith(u'['))
        return std::nullopt;
    return Layout().of(trimmed);
}

}  // namespace otto
