// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QWidget>

class QPlainTextEdit;
class QPushButton;

namespace otto {

class OttoLabel;

/// `bytes` as hex dump: offset, `bytesPerLine` bytes (8 or 16), the same as printable ASCII.
QString hexDump(const QByteArray& bytes, int bytesPerLine = 16);

/// A payload as read-only mono text: pretty, raw, headers or hex; the caller formats. Text is shown
/// through visibleText(), so that nothing in a record can hide or reorder what is read. More than
/// kShownAtOnce characters (bytes for setHex) are cut with a notice and a button that shows the
/// rest.
class PayloadView : public QWidget
{
    Q_OBJECT

public:
    static constexpr qsizetype kShownAtOnce = qsizetype{256} * 1024;

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

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void render(bool all);
    /// Bytes that fit on a line: broken hex lines cannot be read.
    int fittingBytes(int width) const;
    void applyTheme();

    QString m_text;
    QByteArray m_bytes;
    bool m_hex = false;
    bool m_truncated = false;
    int m_bytesPerLine = 16;
    QPlainTextEdit* m_edit;
    QWidget* m_notice;
    OttoLabel* m_noticeText;
    QPushButton* m_showAll;
};

}  // namespace otto
