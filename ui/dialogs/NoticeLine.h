// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Result.h"
#include "ui/theme/Tone.h"

#include <QWidget>

namespace otto {

class OttoLabel;

/// What came of an action, in the place where it was taken: a glyph, a title and the engine's
/// reason in full, on a quiet fill. Hidden while there is nothing to say. Object name "notice".
class NoticeLine : public QWidget
{
    Q_OBJECT

public:
    explicit NoticeLine(QWidget* parent = nullptr);

    /// Tone::High for what a person has to read, Ok and Info for what was accepted.
    void setNotice(Tone tone, const QString& title, const QString& reason = QString());
    /// The engine refused: its sentence, then its code.
    void setRefusal(const QString& title, const Error& error);
    void clear();

    bool isEmpty() const;
    QString title() const;
    QString reason() const;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Tone m_tone = Tone::Info;
    OttoLabel* m_glyph;
    OttoLabel* m_title;
    OttoLabel* m_reason;
};

}  // namespace otto
