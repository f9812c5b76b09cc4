// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Time.h"

#include <QDialog>

class QLineEdit;
class QPushButton;
class QRadioButton;

namespace otto {

class OttoLabel;

/// Asks where a capture goes and how far, and says what will be in it. Object names (test API):
/// "file", "upToNow", "keepOn", "browse", "save".
class SaveCaptureDialog : public QDialog
{
    Q_OBJECT

public:
    SaveCaptureDialog(const QString& suggestedFile, Instant historyFrom, QWidget* parent = nullptr);

    /// With the ending .ottocap if none was given.
    QString file() const;
    bool keepsOn() const;

private:
    void browse();
    void refresh();

    QLineEdit* m_file;
    QRadioButton* m_upToNow;
    QRadioButton* m_keepOn;
    OttoLabel* m_obstacle;
    QPushButton* m_save = nullptr;
};

}  // namespace otto
