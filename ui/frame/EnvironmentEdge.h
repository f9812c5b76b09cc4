// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

namespace otto {

/// The strip at the top of the window that nobody can overlook when the profile is QA or
/// production: environment colour, hatch and word. Hidden for the demo.
class EnvironmentEdge : public QWidget
{
    Q_OBJECT

public:
    enum class Kind { None, Quality, Production };

    explicit EnvironmentEdge(QWidget* parent = nullptr);

    void setEnvironment(Kind kind, const QString& profile);

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Kind m_kind = Kind::None;
    QString m_text;
};

}  // namespace otto
