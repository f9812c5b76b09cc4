// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDialog>

namespace otto {

class FilterSchema;

/// How a filter is written, with examples, and the fields there are. Object name "filterHelp".
class FilterHelp : public QDialog
{
    Q_OBJECT

public:
    explicit FilterHelp(const FilterSchema& schema, QWidget* parent = nullptr);
};

}  // namespace otto
