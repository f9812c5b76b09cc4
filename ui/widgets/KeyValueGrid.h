// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/theme/Theme.h"

#include <QList>
#include <QWidget>

class QGridLayout;

namespace otto {

class OttoLabel;

/// Rows of name and value for inspectors: names dimmed, values selectable plain text that wraps.
/// Rows are kept by key, so that a live update changes text without rebuilding widgets or losing a
/// selection.
class KeyValueGrid : public QWidget
{
    Q_OBJECT

public:
    enum class ValueFace { Text, Mono };

    explicit KeyValueGrid(QWidget* parent = nullptr);

    /// Adds the row `key` at the end or changes its value. `key` is what is shown as the name, too.
    void setRow(const QString& key, const QString& value, ValueFace face = ValueFace::Text,
                Tone tone = Tone::Neutral);
    void removeRow(const QString& key);
    void clear();

    QString value(const QString& key) const;
    QStringList keys() const;

private:
    struct Row
    {
        QString key;
        OttoLabel* name = nullptr;
        OttoLabel* value = nullptr;
    };

    QGridLayout* m_grid;
    QList<Row> m_rows;
    int m_nextGridRow = 0;
};

}  // namespace otto
