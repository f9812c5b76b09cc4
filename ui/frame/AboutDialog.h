// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDialog>

namespace otto {

/// Name, version, what it is built with and the licences of what is bundled.
class AboutDialog : public QDialog
{
    Q_OBJECT

public:
    explicit AboutDialog(QWidget* parent = nullptr);
};

}  // namespace otto
