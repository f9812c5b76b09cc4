// SPDX-License-Identifier: Apache-2.0
// CLIPS (Rete) with clips/rules.clp, embedded through its C API.
// Settings: no check for duplicate facts (none comes twice), breadth strategy, templates
// looked up once, one run for all facts of a second.
#include "tests/bench/peers/PeerFact.h"
#include "tests/bench/peers/PeerRounds.h"
#include "tests/bench/peers/PeerRules.h"

extern "C" {
#include <clips/clips.h>
}

#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace otto::bench;

class ClipsEnvironment
{
public:
    ClipsEnvironment() : m_env(CreateEnvironment())
    {
        EnvSetFactDuplication(m_env, TRUE);
        EnvSetStrategy(m_env, BREADTH_STRATEGY);
        const std::string rules = std::string(OTTO_PEERS_DIR) + "/clips/rules.clp";
        if (EnvLoad(m_env, rules.c_str()) != 1) {
            std::fprintf(stderr, "CLIPS cannot load %s\n", rules.c_str());
            std::exit(1);
        }
        EnvReset(m_env);
        m_payment = EnvFindDeftemplate(m_env, "payment");
        m_status = EnvFindDeftemplate(m_env, "status");
        m_amount = EnvFindDeftemplate(m_env, "amount");
        m_limit = EnvFindDeftemplate(m_env, "limit");
        m_posting = EnvFindDeftemplate(m_env, "posting");
        m_flag = EnvFindDeftemplate(m_env, "flag");
        void* const limit = EnvFindDeftemplate(m_env, "status-limit");
        for (const StatusLimit& entry : kStatusLimits) {
            void* const fact = EnvCreateFact(m_env, limit);
            put(fact, "rail", entry.rail);
            put(fact, "status", entry.status);
            put(fact, "wait", entry.wait);
            EnvAssert(m_env, fact);
        }
        EnvRun(m_env, -1);
    }
    ~ClipsEnvironment() { DestroyEnvironment(m_env); }
    ClipsEnvironment(const ClipsEnvironment&) = delete;
    ClipsEnvironment& operator=(const ClipsEnvironment&) = delete;

    void take(const PeerFact& heard)
    {
        if (heard.kind == FactKind::Added) {
            void* const fact = EnvCreateFact(m_env, m_payment);
            put(fact, "id", heard.payment);
            put(fact, "rail", heard.rail);
            put(fact, "direction", heard.direction);
            EnvAssert(m_env, fact);
        }
        if (!heard.status.empty()) {
            void* const fact = EnvCreateFact(m_env, m_status);
            put(fact, "payment", heard.payment);
            put(fact, "name", heard.status);
            put(fact, "since", heard.at);
            EnvAssert(m_env, fact);
        }
        if (!heard.currency.empty()) {
            void* const fact = EnvCreateFact(m_env, m_amount);
            put(fact, "payment", heard.payment);
            put(fact, "source", heard.source);
            put(fact, "money", std::to_string(heard.minor).append(heard.currency));
            put(fact, "since", heard.at);
            EnvAssert(m_env, fact);
        }
        if (heard.kind == FactKind::Limits) {
            void* const fact = EnvCreateFact(m_env, m_limit);
            put(fact, "payment", heard.payment);
            put(fact, "action", heard.action);
            put(fact, "since", heard.at);
            EnvAssert(m_env, fact);
        }
        if (heard.kind == FactKind::Posting && heard.isDebit) {
            void* const fact = EnvCreateFact(m_env, m_posting);
            put(fact, "payment", heard.payment);
            EnvAssert(m_env, fact);
        }
    }

    /// All facts before that second have been taken.
    void prove(std::int64_t second)
    {
        EnvAssertString(m_env, ("(tick " + std::to_string(second) + ")").c_str());
        EnvRun(m_env, -1);
    }

    [[nodiscard]] std::vector<PeerFlag> flags() const
    {
        std::vector<PeerFlag> out;
        for (void* fact = EnvGetNextFactInTemplate(m_env, m_flag, nullptr); fact != nullptr;
             fact = EnvGetNextFactInTemplate(m_env, m_flag, fact)) {
            DATA_OBJECT rule;
            DATA_OBJECT payment;
            DATA_OBJECT at;
            EnvGetFactSlot(m_env, fact, "rule", &rule);
            EnvGetFactSlot(m_env, fact, "payment", &payment);
            EnvGetFactSlot(m_env, fact, "at", &at);
            out.push_back(
                {ValueToString(rule.value), ValueToString(payment.value), ValueToLong(at.value)});
        }
        return out;
    }

private:
    void put(void* fact, const char* slot, std::string_view symbol)
    {
        m_text = symbol;
        DATA_OBJECT object;
        object.type = SYMBOL;
        object.value = EnvAddSymbol(m_env, m_text.c_str());
        EnvPutFactSlot(m_env, fact, slot, &object);
    }
    void put(void* fact, const char* slot, std::int64_t number)
    {
        DATA_OBJECT object;
        object.type = INTEGER;
        object.value = EnvAddLong(m_env, number);
        EnvPutFactSlot(m_env, fact, slot, &object);
    }

    void* m_env;
    void* m_payment = nullptr;
    void* m_status = nullptr;
    void* m_amount = nullptr;
    void* m_limit = nullptr;
    void* m_posting = nullptr;
    void* m_flag = nullptr;
    std::string m_text;
};

std::vector<PeerFlag> runClips(const FactFile& facts, RoundClock& clock)
{
    ClipsEnvironment clips;
    FactReader reader;
    clock.measure([&] {
        std::int64_t second = 0;
        for (const FactLine& line : facts.lines()) {
            const PeerFact& fact = reader.read(line.json);
            for (second = second == 0 ? nextSecond(fact.at) : second; second <= fact.at;
                 second += 1'000) {
                clips.prove(second);
            }
            clips.take(fact);
        }
    });
    return clips.flags();
}

}  // namespace

int main(int argc, char** argv)
{
    return runPeer(argc, argv, "peers: CLIPS 6.30", runClips);
}
