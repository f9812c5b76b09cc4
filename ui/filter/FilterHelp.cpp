// SPDX-License-Identifier: Apache-2.0
#include "ui/filter/FilterHelp.h"

#include "core/filter/FilterSchema.h"
#include "ui/models/ViewText.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/OttoLabel.h"
#include "ui/widgets/SectionHeader.h"

#include <QDialogButtonBox>
#include <QGridLayout>
#include <QScrollArea>
#include <QVBoxLayout>

#include <array>

namespace otto {

namespace {

struct Example
{
    const char* text;
    const char* meaning;
};

constexpr std::array kExamples{
    Example{"zelle failed",
            QT_TRANSLATE_NOOP("otto::FilterHelp", "Both words, anywhere in the row, in any case")},
    Example{"\"not restored\"",
            QT_TRANSLATE_NOOP("otto::FilterHelp", "A phrase; in quotes everything is plain text")},
    Example{"-recon",
            QT_TRANSLATE_NOOP("otto::FilterHelp", "Not in the row; - works before anything")},
    Example{"status:SENT,FAILED",
            QT_TRANSLATE_NOOP("otto::FilterHelp", "The field is one of these")},
    Example{"payment:PMT-4*",
            QT_TRANSLATE_NOOP("otto::FilterHelp", "* is anything, ? one character; :~ contains")},
    Example{"owner:\"\"   owner:*", QT_TRANSLATE_NOOP("otto::FilterHelp", "Has no value; has one")},
    Example{"amount:>100   amount:100..500",
            QT_TRANSLATE_NOOP("otto::FilterHelp", "Compared in each amount's own currency")},
    Example{"amount:>100USD", QT_TRANSLATE_NOOP("otto::FilterHelp", "Only amounts in US dollars")},
    Example{"time:>14:30   time:>-15m",
            QT_TRANSLATE_NOOP("otto::FilterHelp", "Today's clock; since 15 minutes ago")},
    Example{"age:>1h30m", QT_TRANSLATE_NOOP("otto::FilterHelp", "A time span: ms, s, m, h, d")},
    Example{"severity:>=high", QT_TRANSLATE_NOOP("otto::FilterHelp", "Where values have an order")},
    Example{"status == 'SENT' && size > 900",
            QT_TRANSLATE_NOOP("otto::FilterHelp", "Operators make the line CEL; so does =")},
    Example{"zelle (size > 900 || duplicate)",
            QT_TRANSLATE_NOOP("otto::FilterHelp", "CEL in parentheses, between words and pills")},
};

void addLine(QGridLayout& grid, const QString& left, const QString& right)
{
    const int row = grid.rowCount();
    auto* text = new OttoLabel(left, TextRole::Mono);
    text->setSelectable(true);
    grid.addWidget(text, row, 0, Qt::AlignTop);
    auto* meaning = new OttoLabel(right, TextRole::BodyText, OttoLabel::Ink::Secondary);
    meaning->setWordWrap(true);
    grid.addWidget(meaning, row, 1);
}

/// " Info, High, Critical." after the tip; nothing for a field of any value.
QString valuesOf(const FilterField& field)
{
    QStringList choices;
    for (const std::string& choice : field.choices)
        choices.append(qText(choice));
    return choices.isEmpty()
               ? QString()
               : QStringLiteral(" ") + choices.join(QStringLiteral(", ")) + QLatin1Char('.');
}

}  // namespace

FilterHelp::FilterHelp(const FilterSchema& schema, QWidget* parent) : QDialog(parent)
{
    setObjectName(QStringLiteral("filterHelp"));
    setWindowTitle(tr("Filters"));
    setAccessibleName(windowTitle());
    setAttribute(Qt::WA_DeleteOnClose);
    auto* page = new QWidget;
    auto* grid = new QGridLayout(page);
    grid->setContentsMargins(kSpace6, kSpace2, kSpace6, kSpace4);
    grid->setHorizontalSpacing(kSpace6);
    grid->setVerticalSpacing(6);
    grid->setColumnStretch(1, 1);
    grid->addWidget(new SectionHeader(tr("How to write one")), 0, 0, 1, 2);
    for (const Example& example : kExamples)
        addLine(*grid, QString::fromUtf8(example.text), tr(example.meaning));
    grid->addWidget(new SectionHeader(tr("Fields")), grid->rowCount(), 0, 1, 2);
    for (const FilterField& field : schema.fields())
        addLine(*grid, qText(field.name), qText(field.tip) + valuesOf(field));
    grid->setRowStretch(grid->rowCount(), 1);
    auto* area = new QScrollArea;
    area->setWidget(page);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setAccessibleName(windowTitle());
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, kSpace2, 0, kSpace3);
    layout->addWidget(area);
    auto* foot = new QHBoxLayout;
    foot->setContentsMargins(kSpace6, 0, kSpace6, 0);
    foot->addWidget(buttons);
    layout->addLayout(foot);
    resize(760, 620);
}

}  // namespace otto
