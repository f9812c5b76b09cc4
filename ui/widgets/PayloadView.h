// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QWidget>

class QPlainTextEdit;
class QPushButton;

namespace otto {

class OttoLabel;

/// `bytes` as hex dump: offset, 16 bytes, printable ASCII; one line per 16 bytes.
QString hexDump(const QByteArray& bytes, qsizetype firstOffset = 0);

/// A payload as read-only mono text: pretty, raw, headers or hex; the caller formats. Text is shown
/// through visibleText(), so that nothing in a record can hide or reorder what is read. More than
/// kShownAtOnce characters (bytes for setHex) are cut with a notice and a button that shows the rest.
class PayloadView : public QWidget
{
    Q_OBJECT

public:
    static constexpr qsizetype kShownAtOnce = 256 * 1024;

    /// `accessibleName` is what a screen reader calls it ("Payload, pretty").
    explicit PayloadView(const QString& accessibleName, QWidget* parent = nullptr);

    void setText(const QString& text);
    void setHex(const QByteArray& bytes);
    /// A single dimmed line instead of a payload ("Not kept on this desk; fetch from ...").
    void setPlaceholder(const QString& text);

    QString shownText() const;
    bool isTruncated() const { return m_truncated; }

public Q_SLOTS:
    void showAll();

private:
    void render(bool all);
    void applyTheme();

    QString m_text;
    QByteArray m_bytes;
    bool m_hex = false;
    bool m_truncated = false;
    QPlainTextEdit* m_edit;
    QWidget* m_notice;
    OttoLabel* m_noticeText;
    QPushButton* m_showAll;
};

}  // namespace otto
