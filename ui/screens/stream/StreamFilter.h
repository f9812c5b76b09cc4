// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/screens/stream/StreamRecord.h"

#include <QString>
#include <QStringList>

#include <string>
#include <vector>

namespace otto {

/// Which records of the stream are shown: those that hold every word of a free text somewhere in
/// what is visible of them, in any case; Otto's own journal only when wanted. A value.
class StreamFilter
{
public:
    void setText(const QString& text);
    void setJournalShown(bool shown) { m_journalShown = shown; }
    bool isJournalShown() const { return m_journalShown; }
    bool hasWords() const { return !m_words.empty(); }

    bool matches(const StreamRecord& record) const;

private:
    struct Word
    {
        /// Lower case, UTF-8.
        std::string folded;
        QString text;
        bool isAscii = true;
    };

    static bool occurs(const Word& word, const StreamRecord& record);

    std::vector<Word> m_words;
    bool m_journalShown = false;
};

}  // namespace otto
