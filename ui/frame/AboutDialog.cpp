// SPDX-License-Identifier: Apache-2.0
#include "ui/frame/AboutDialog.h"

#include "ui/theme/Theme.h"
#include "ui/widgets/KeyValueGrid.h"
#include "ui/widgets/OttoLabel.h"
#include "ui/widgets/PayloadView.h"

#include <QDialogButtonBox>
#include <QFile>
#include <QPushButton>
#include <QTabWidget>
#include <QVBoxLayout>

namespace otto {

namespace {

QString textOf(const QString& resource)
{
    QFile file(resource);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

QWidget* licencePage(const QString& name, const QString& resource)
{
    auto* page = new PayloadView(name);
    page->setText(textOf(resource));
    return page;
}

}  // namespace

AboutDialog::AboutDialog(QWidget* parent) : QDialog(parent)
{
    setWindowTitle(tr("About Otto Console"));
    setObjectName(QStringLiteral("aboutDialog"));
    setAccessibleName(windowTitle());
    auto* built = new KeyValueGrid;
    built->setRow(tr("Version"), QStringLiteral(OTTO_VERSION));
    built->setRow(tr("Qt"), QString::fromLatin1(qVersion()));
    built->setRow(tr("Otto Console"), tr("Apache License 2.0"));
    built->setRow(tr("Qt libraries"), tr("GNU LGPL 3; Qt Charts: GNU GPL 3"));
    built->setRow(tr("Icons"), tr("Lucide, ISC and MIT"));
    built->setRow(tr("Fonts"), tr("IBM Plex, SIL Open Font License 1.1"));

    auto* about = new QWidget;
    auto* aboutLayout = new QVBoxLayout(about);
    aboutLayout->setContentsMargins(kSpace4, kSpace4, kSpace4, kSpace4);
    aboutLayout->addWidget(built);
    aboutLayout->addStretch(1);
    auto* tabs = new QTabWidget;
    tabs->setDocumentMode(true);
    tabs->setAccessibleName(tr("About and licences"));
    tabs->addTab(about, tr("About"));
    tabs->addTab(licencePage(tr("Icons' licence"), QStringLiteral(":/icons/LICENSE-lucide.txt")),
                 tr("Icons"));
    tabs->addTab(licencePage(tr("Fonts' licence"), QStringLiteral(":/fonts/OFL.txt")), tr("Fonts"));

    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    buttons->button(QDialogButtonBox::Close)->setAutoDefault(false);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(kSpace4, kSpace4, kSpace4, kSpace3);
    layout->setSpacing(kSpace2);
    layout->addWidget(new OttoLabel(QStringLiteral("Otto Console"), TextRole::Heading));
    layout->addWidget(new OttoLabel(tr("Watch payments and repair them by hand."),
                                    TextRole::BodyText, OttoLabel::Ink::Secondary));
    layout->addWidget(tabs, 1);
    layout->addWidget(buttons);
    resize(560, 460);
}

}  // namespace otto
