// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/view/RuleView.h"

#include <QWidget>

#include <cstddef>
#include <optional>
#include <vector>

class QPlainTextEdit;

namespace otto {

class OttoLabel;

/// What is wrong with rules that were refused: file, line, column and reason of every fault, to be
/// read and copied. A click on a fault, or Enter on the line of the cursor, asks for its place.
/// Hidden while nothing is wrong. The list is "<name>.list".
class RuleErrorList : public QWidget
{
    Q_OBJECT

public:
    explicit RuleErrorList(const QString& name, QWidget* parent = nullptr);

    /// Of the latest set, when that was refused.
    void setErrors(const RulesView& view);
    void setErrors(const QString& title, const std::vector<RuleErrorView>& errors);
    void clear();
    QString title() const;
    /// Asks for the place of the next fault, after the last one comes the first.
    void activateNext();

Q_SIGNALS:
    void errorActivated(const otto::RuleErrorView& error);

protected:
    void paintEvent(QPaintEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void applyTheme();
    void fitHeight();
    void activate(std::size_t error);
    /// The fault that the cursor's line belongs to.
    std::size_t errorAtCursor() const;
    void markActive();

    OttoLabel* m_glyph;
    OttoLabel* m_title;
    OttoLabel* m_hint;
    QPlainTextEdit* m_list;
    std::vector<RuleErrorView> m_errors;
    /// First line of each fault in the list.
    std::vector<int> m_firstLines;
    /// The fault whose place was asked for last.
    std::optional<std::size_t> m_active;
};

}  // namespace otto
