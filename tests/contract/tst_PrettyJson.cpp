// SPDX-License-Identifier: Apache-2.0
#include "core/contract/Codec.h"

#include <QtTest>

using namespace otto;

class tst_PrettyJson : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tokensStayAsTheyAre();
    void otherTextStaysAlone();
};

void tst_PrettyJson::tokensStayAsTheyAre()
{
    QCOMPARE(
        prettyJson("{\"a\":[1,2.50,{\"b\":\"x\\\"]\\u202e\"}],\"c\":{},\"d\" : [ ],\"a\":1e2}"),
        std::string("{\n"
                    "  \"a\": [\n"
                    "    1,\n"
                    "    2.50,\n"
                    "    {\n"
                    "      \"b\": \"x\\\"]\\u202e\"\n"
                    "    }\n"
                    "  ],\n"
                    "  \"c\": {},\n"
                    "  \"d\": [],\n"
                    "  \"a\": 1e2\n"
                    "}"));
}

void tst_PrettyJson::otherTextStaysAlone()
{
    const std::string deep(200000, '[');
    for (const std::string& text :
         {std::string(), std::string("{\"a\":"), std::string("hello"), std::string("\xFF\xFE"),
          deep, deep + std::string(200000, ']')}) {
        QCOMPARE(prettyJson(text), text);
    }
}

QTEST_APPLESS_MAIN(tst_PrettyJson)
#include "tst_PrettyJson.moc"
