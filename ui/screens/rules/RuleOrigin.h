// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/theme/Tone.h"

#include <QString>
#include <QWidget>

#include <cstdint>
#include <optional>

class QPushButton;

namespace otto {

class EngineClient;
class OttoLabel;
class RuleBook;
class RulePort;

/// Where the rules in force come from and since when, and the button that reads their folder again.
/// Object names (test API): "rules.origin", "rules.reload".
class RuleOrigin : public QWidget
{
    Q_OBJECT

public:
    explicit RuleOrigin(EngineClient& client, QWidget* parent = nullptr);

    /// Null: the rules are those the program was built with. The port outlives the widget.
    void setPort(RulePort* port);
    /// The book has other rules, or the same ones again.
    void showRules();
    void refreshTimes();
    /// Reads the folder, or says why there is none to read.
    void reload();

Q_SIGNALS:
    void noticeRequested(otto::Tone tone, const QString& title, const QString& reason);

private:
    QString obstacle() const;
    void tellOfReload();

    EngineClient& m_client;
    RuleBook& m_book;
    RulePort* m_port = nullptr;
    QPushButton* m_reload;
    OttoLabel* m_text;
    QString m_digest;
    /// Revision at which the operator asked to read the folder again.
    std::optional<std::uint64_t> m_reloadAt;
};

}  // namespace otto
