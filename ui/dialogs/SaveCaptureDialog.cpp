// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/SaveCaptureDialog.h"

#include "ui/theme/Theme.h"
#include "ui/widgets/DisplayText.h"
#include "ui/widgets/OttoLabel.h"

#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QVBoxLayout>

namespace otto {

namespace {

const QString kEnding = QStringLiteral(".ottocap");

OttoLabel* paragraph(const QString& text, OttoLabel::Ink ink)
{
    auto* label = new OttoLabel(text, TextRole::BodyText, ink);
    label->setWordWrap(true);
    return label;
}

QRadioButton* choice(const QString& text, const char* name)
{
    auto* button = new QRadioButton(text);
    button->setObjectName(QLatin1String(name));
    button->setAccessibleName(text);
    return button;
}

}  // namespace

SaveCaptureDialog::SaveCaptureDialog(const QString& suggestedFile, Instant historyFrom,
                                     QWidget* parent)
    : QDialog(parent),
      m_file(new QLineEdit(suggestedFile)),
      m_upToNow(choice(tr("Up to &now"), "upToNow")),
      m_keepOn(
          choice(tr("&Go on with what comes, until I stop it or close the console"), "keepOn")),
      m_obstacle(paragraph(QString(), OttoLabel::Ink::Primary))
{
    setWindowTitle(tr("Save capture"));
    setObjectName(QStringLiteral("saveCaptureDialog"));
    setAccessibleName(windowTitle());
    m_file->setObjectName(QStringLiteral("file"));
    m_file->setAccessibleName(tr("File"));
    m_upToNow->setChecked(true);
    m_obstacle->setObjectName(QStringLiteral("obstacle"));
    m_obstacle->setTone(Tone::High);

    auto* browseButton = new QPushButton(tr("&Browse\u2026"));
    browseButton->setObjectName(QStringLiteral("browse"));
    browseButton->setAccessibleName(tr("Browse for a file"));
    browseButton->setAutoDefault(false);
    connect(browseButton, &QPushButton::clicked, this, &SaveCaptureDialog::browse);
    auto* fileRow = new QHBoxLayout;
    fileRow->addWidget(m_file, 1);
    fileRow->addWidget(browseButton);

    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Save | QDialogButtonBox::Cancel);
    m_save = buttons->button(QDialogButtonBox::Save);
    m_save->setObjectName(QStringLiteral("save"));
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_file, &QLineEdit::textChanged, this, &SaveCaptureDialog::refresh);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(kSpace4, kSpace4, kSpace4, kSpace3);
    layout->setSpacing(kSpace3);
    layout->addWidget(paragraph(
        tr("Everything that this desk reads, as records: all facts and answers since %1, and "
           "Otto\u2019s own flags, questions and commands from their beginning. They are read "
           "again from the broker, so nothing that left the screen is missing.")
            .arg(dateTimeText(historyFrom.ms)),
        OttoLabel::Ink::Primary));
    layout->addLayout(fileRow);
    layout->addWidget(m_obstacle);
    layout->addWidget(m_upToNow);
    layout->addWidget(m_keepOn);
    layout->addWidget(
        paragraph(tr("The file holds payments as they are, not encrypted; only you may "
                     "read it at first. Open it with \u201Cotto-console FILE\u201D: no "
                     "broker is needed, and nothing can be sent from it."),
                  OttoLabel::Ink::Secondary));
    layout->addStretch(1);
    layout->addWidget(buttons);
    resize(560, sizeHint().height());
    refresh();
}

QString SaveCaptureDialog::file() const
{
    const QString given = m_file->text().trimmed();
    if (given.isEmpty() || QFileInfo(given).fileName().contains(QLatin1Char('.')))
        return given;
    return given + kEnding;
}

bool SaveCaptureDialog::keepsOn() const
{
    return m_keepOn->isChecked();
}

void SaveCaptureDialog::browse()
{
    // What exists is refused by the writer; asking whether to overwrite would be a false promise.
    const QString chosen =
        QFileDialog::getSaveFileName(this, windowTitle(), file(), tr("Captures (*.ottocap)"),
                                     nullptr, QFileDialog::DontConfirmOverwrite);
    if (!chosen.isEmpty())
        m_file->setText(chosen);
}

void SaveCaptureDialog::refresh()
{
    QString obstacle;
    if (file().isEmpty())
        obstacle = tr("Name a file.");
    else if (QFileInfo::exists(file()))
        obstacle = tr("That file exists already; a capture never overwrites one.");
    m_obstacle->setText(obstacle);
    m_obstacle->setVisible(!obstacle.isEmpty());
    m_save->setEnabled(obstacle.isEmpty());
}

}  // namespace otto
