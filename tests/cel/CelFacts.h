// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QtTest>

// A row of a table of facts: an expression and what it comes to (test::evaluated).
inline void celColumns()
{
    QTest::addColumn<QString>("expression");
    QTest::addColumn<QString>("result");
}

inline void celFact(const char* expression, const char* result)
{
    QTest::newRow(expression) << QString::fromUtf8(expression) << QString::fromUtf8(result);
}
