// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/theme/Theme.h"

#include <QStringList>
#include <QStyledItemDelegate>

namespace otto {

/// Set on a table whose acts are about one cell: the current one is then underlined.
inline constexpr const char* kMarksCellProperty = "marksCell";

/// Base of all table cells: paints background, focus and text itself, without a style sheet's or a
/// document's cost, so that a screen of cells repaints in about a millisecond. Reads DisplayRole,
/// SecondaryTextRole, ToneRole (text colour), NotchRole, ToolTipRole.
class CellDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    enum class Face { Text, Strong, Mono, Dimmed };

    explicit CellDelegate(QObject* parent = nullptr);
    /// Ids: Face::Mono with Qt::ElideMiddle. Numbers: Qt::AlignRight.
    CellDelegate(Face face, Qt::Alignment alignment, Qt::TextElideMode elide = Qt::ElideRight,
                 QObject* parent = nullptr);

    /// The time that cells showing age or time left are drawn for; UTC ms since the epoch.
    void setNow(qint64 epochMs) { m_now = epochMs; }
    qint64 now() const { return m_now; }

    /// The row under the pointer, drawn on surfaceAlt; TableView keeps it. -1 for none.
    void setHoveredRow(int row) { m_hoveredRow = row; }

    /// True if the picture depends on now(): TableView then repaints once a second.
    virtual bool dependsOnTime() const { return false; }

    /// The cell as words, also where it is drawn as a shape: for screen readers, tooltips and
    /// tests.
    virtual QString plainText(const QModelIndex& index) const;

    /// The cell as fields of tab-separated text, and the headers of these fields.
    virtual QStringList copyFields(const QModelIndex& index) const;
    virtual QStringList copyHeaders(const QString& header) const;

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QString displayText(const QVariant& value, const QLocale& locale) const override;
    bool helpEvent(QHelpEvent* event, QAbstractItemView* view, const QStyleOptionViewItem& option,
                   const QModelIndex& index) override;

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;

protected:
    /// What a subclass draws with: the inner rectangle and colours that fit the row's state.
    struct Ink
    {
        QRect box;
        QColor background;
        QColor text;
        QColor secondary;
        bool selected = false;
    };

    /// Draws the cell's content; the background, the separator and the notch are there already.
    virtual void paintContent(QPainter& painter, const Ink& ink, const QModelIndex& index) const;

    /// Full text when the shown one is elided; empty for none.
    virtual QString toolTip(const QModelIndex& index) const;

    void drawText(QPainter& painter, const QRect& box, const QString& text, const QColor& color,
                  const QFont& font, Qt::Alignment alignment, Qt::TextElideMode elide) const;

    QFont textFont() const { return m_font; }
    QFont smallFont() const { return m_smallFont; }

    /// Tone colour that is legible on the row's background: plain text colour on a selected row.
    QColor toneInk(Tone tone, const Ink& ink) const;

private:
    void applyTheme();

    Face m_face = Face::Text;
    Qt::Alignment m_alignment = Qt::AlignLeft;
    Qt::TextElideMode m_elide = Qt::ElideRight;
    QFont m_font;
    QFont m_smallFont;
    qint64 m_now = 0;
    int m_hoveredRow = -1;
};

/// Tone of an index's ToneRole, Neutral if none.
Tone toneOf(const QModelIndex& index);

}  // namespace otto
