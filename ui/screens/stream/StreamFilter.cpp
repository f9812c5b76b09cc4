// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/stream/StreamFilter.h"

#include "ui/models/ViewText.h"
#include "ui/screens/stream/StreamText.h"

#include <algorithm>

namespace otto {

namespace {

constexpr char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// `needle` is lower case already.
bool containsFolded(std::string_view text, std::string_view needle)
{
    return std::search(text.begin(), text.end(), needle.begin(), needle.end(),
                       [](char a, char b) { return lower(a) == b; })
           != text.end();
}

}  // namespace

void StreamFilter::setText(const QString& text)
{
    m_words.clear();
    const QStringList words = text.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    for (const QString& word : words) {
        const QString folded = word.toLower();
        const bool isAscii =
            std::all_of(word.begin(), word.end(), [](QChar c) { return c.unicode() < 0x80; });
        m_words.push_back(Word{folded.toStdString(), word, isAscii});
    }
}

bool StreamFilter::matches(const StreamRecord& record) const
{
    if (record.kind == RecordKind::Journal && !m_journalShown)
        return false;
    return std::all_of(m_words.begin(), m_words.end(),
                       [&](const Word& word) { return occurs(word, record); });
}

bool StreamFilter::occurs(const Word& word, const StreamRecord& record)
{
    if (!word.isAscii)
        return qText(record.visibleText()).contains(word.text, Qt::CaseInsensitive);
    if (containsFolded(record.visibleText(), word.folded))
        return true;
    // What is shown but not kept as text.
    const StreamShortText place = positionBytes(record);
    const StreamShortText time = timeBytes(record.arrivedMs);
    return containsFolded(place.view(), word.folded) || containsFolded(time.view(), word.folded)
           || containsFolded(recordKindBytes(record.kind), word.folded)
           || containsFolded(stateWordBytes(record), word.folded)
           || (record.system && containsFolded(wireName(*record.system), word.folded));
}

}  // namespace otto
