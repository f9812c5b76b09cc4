// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/KeyValueGrid.h"

#include "ui/widgets/OttoLabel.h"

#include <QGridLayout>

#include <algorithm>

namespace otto {

KeyValueGrid::KeyValueGrid(QWidget* parent) : QWidget(parent), m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(kSpace4);
    m_grid->setVerticalSpacing(6);
    m_grid->setColumnStretch(1, 1);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
}

void KeyValueGrid::setRow(const QString& key, const QString& value, ValueFace face, Tone tone)
{
    auto row = std::find_if(m_rows.begin(), m_rows.end(),
                            [&key](const Row& candidate) { return candidate.key == key; });
    if (row == m_rows.end()) {
        Row added{key, new OttoLabel(key, TextRole::Small, OttoLabel::Ink::Secondary),
                  new OttoLabel(QString(), TextRole::BodyText)};
        added.name->setAlignment(Qt::AlignLeft | Qt::AlignTop);
        added.name->setContentsMargins(0, 1, 0, 0);
        added.value->setWordWrap(true);
        added.value->setSelectable(true);
        added.value->setAlignment(Qt::AlignLeft | Qt::AlignTop);
        added.name->setBuddy(added.value);
        m_grid->addWidget(added.name, m_nextGridRow, 0);
        m_grid->addWidget(added.value, m_nextGridRow, 1);
        ++m_nextGridRow;
        m_rows.append(added);
        row = m_rows.end() - 1;
    }
    row->value->setTextRole(face == ValueFace::Mono ? TextRole::Mono : TextRole::BodyText);
    row->value->setTone(tone);
    row->value->setText(value.isEmpty() ? QStringLiteral("–") : value);
    row->value->setAccessibleName(key + QStringLiteral(": ") + row->value->text());
}

void KeyValueGrid::removeRow(const QString& key)
{
    for (qsizetype i = 0; i < m_rows.size(); ++i) {
        if (m_rows.at(i).key == key) {
            delete m_rows.at(i).name;
            delete m_rows.at(i).value;
            m_rows.removeAt(i);
            return;
        }
    }
}

void KeyValueGrid::clear()
{
    for (const Row& row : std::as_const(m_rows)) {
        delete row.name;
        delete row.value;
    }
    m_rows.clear();
}

QString KeyValueGrid::value(const QString& key) const
{
    for (const Row& row : m_rows) {
        if (row.key == key) {
            return row.value->fullText();
        }
    }
    return {};
}

QStringList KeyValueGrid::keys() const
{
    QStringList keys;
    for (const Row& row : m_rows) {
        keys.append(row.key);
    }
    return keys;
}

}  // namespace otto
