// SPDX-License-Identifier: Apache-2.0
#include "core/contract/Codec.h"

#include <QtTest>
#include <nlohmann/json.hpp>

#include <fstream>
#include <sstream>

using namespace otto;

class tst_Codec : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void smoke();
};

void tst_Codec::smoke()
{
    QDir dir(QStringLiteral("/work/shared/contract/examples"));
    for (const QString& file : dir.entryList({QStringLiteral("*.json")})) {
        QFile f(dir.filePath(file));
        QVERIFY(f.open(QIODevice::ReadOnly));
        const std::string text = f.readAll().toStdString();
        const auto json = nlohmann::json::parse(text);
        const std::string name = json["type"].get<std::string>();
        const std::string bare = name.substr(7, name.size() - 10);
        const std::string sys = json["source"].get<std::string>().substr(7);
        Record r;
        r.topic = json.contains("sequence") ? "pc.qa.pmt.fct." + sys + "." + bare : "pc.qa.pmt.cmd.otto." + bare;
        r.headers = {{"content-type", "application/cloudevents+json"}};
        r.value = text;
        Decoder d("qa");
        auto m = d.decode(r);
        if (!m) qWarning() << file << m.error().text.c_str();
        QVERIFY(m.has_value());
        for (const auto& o : {encodeBinary(*m), encodeStructured(*m)}) {
            Record back;
            back.topic = o.topic; back.headers = o.headers; back.value = o.value; back.key = o.key;
            auto again = d.decode(back);
            if (!again) qWarning() << file << again.error().text.c_str() << o.value->c_str();
            QVERIFY(again.has_value());
            QVERIFY(*again == *m);
        }
    }
    for (std::size_t depth = 30; depth < 36; ++depth) {
        Record r; r.topic="pc.qa.pmt.fct.cpr.Foo"; r.headers={{"ce_id","x"}};
        r.value = std::string(depth,'[')+std::string(depth,']');
        r.headers={{"ce_specversion","1.0"},{"ce_id","x"},{"ce_source","/pc/qa/cpr"},{"ce_type","pc.pmt.Foo.v1"},{"ce_subject","s"},{"ce_time","2026-03-02T15:04:05.120Z"},{"ce_correlationid","c"},{"ce_sequence","1"}};
        Decoder d("qa");
        auto m = d.decode(r);
        qInfo() << depth << m.has_value() << (m ? "" : m.error().text.c_str());
        r.value = "";
        for (std::size_t i=0;i<depth;++i) *r.value += "{\"a\":";
        *r.value += "1"+std::string(depth,'}');
        m = d.decode(r);
        qInfo() << depth << m.has_value() << (m ? "" : m.error().text.c_str());
    }
    qInfo().noquote() << prettyJson("{\"a\":[1,2,{\"b\":\"x\\\"y\",\"c\":[]}],\"d\":{},\"e\": 1.50}").c_str();
}

QTEST_APPLESS_MAIN(tst_Codec)
#include "tst_Codec.moc"
