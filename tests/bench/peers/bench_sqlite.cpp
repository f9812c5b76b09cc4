// SPDX-License-Identifier: Apache-2.0
// SQLite in memory: one row a payment, prepared statements, one transaction a second of facts.
// Settings that its documentation recommends where nothing has to survive: single-thread mode, no
// memory statistics, no journal, no sync, exclusive locking, temporary tables in memory.
#include "tests/bench/peers/PeerFact.h"
#include "tests/bench/peers/PeerRounds.h"
#include "tests/bench/peers/PeerRules.h"
#include "tests/bench/peers/sqlite/SqliteStatements.h"

#include <sqlite3.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace otto::bench;

[[noreturn]] void fail(sqlite3* database)
{
    std::fprintf(stderr, "SQLite: %s\n", sqlite3_errmsg(database));
    std::exit(1);
}

class Statement
{
public:
    Statement(sqlite3* database, const char* sql) : m_database(database)
    {
        if (sqlite3_prepare_v3(database, sql, -1, SQLITE_PREPARE_PERSISTENT, &m_statement, nullptr)
            != SQLITE_OK) {
            fail(database);
        }
    }
    ~Statement() { sqlite3_finalize(m_statement); }
    Statement(Statement&& other) noexcept
        : m_database(other.m_database), m_statement(std::exchange(other.m_statement, nullptr))
    {}
    Statement& operator=(Statement&&) = delete;

    template <typename... Values>
    void run(Values... values)
    {
        int at = 0;
        (bind(++at, values), ...);
        if (sqlite3_step(m_statement) != SQLITE_DONE) {
            fail(m_database);
        }
        sqlite3_reset(m_statement);
    }

private:
    void bind(int at, std::string_view text)
    {
        sqlite3_bind_text(m_statement, at, text.data(), static_cast<int>(text.size()),
                          SQLITE_STATIC);
    }
    void bind(int at, std::int64_t number) { sqlite3_bind_int64(m_statement, at, number); }

    sqlite3* m_database;
    sqlite3_stmt* m_statement = nullptr;
};

/// An empty database in memory with the schema and the limits of each status.
sqlite3* openDatabase()
{
    sqlite3* database = nullptr;
    if (sqlite3_open_v2(":memory:", &database,
                        SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, nullptr)
        != SQLITE_OK) {
        fail(database);
    }
    std::ifstream file(std::string(OTTO_PEERS_DIR) + "/sqlite/schema.sql");
    const std::string schema{std::istreambuf_iterator<char>(file), {}};
    const std::string setUp = "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
                              "PRAGMA locking_mode = EXCLUSIVE; PRAGMA temp_store = MEMORY;"
                              + schema;
    if (sqlite3_exec(database, setUp.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) {
        fail(database);
    }
    Statement limit(database, "INSERT INTO status_limit VALUES (?1, ?2, ?3)");
    for (const StatusLimit& entry : kStatusLimits) {
        limit.run(entry.rail, entry.status, entry.wait);
    }
    return database;
}

class SqliteRules
{
public:
    explicit SqliteRules(sqlite3* database)
        : m_database(database),
          m_begin(database, "BEGIN"),
          m_commit(database, "COMMIT"),
          m_add(database, kAdd),
          m_changeStatus(database, kChangeStatus),
          m_post(database, kPost),
          m_moveLimit(database, kMoveLimit),
          m_stateAmount(database, kStateAmount),
          m_doubtAmount(database, kDoubtAmount)
    {
        for (const char* sql : kProve) {
            m_prove.emplace_back(database, sql);
        }
        m_begin.run();
    }

    void take(const PeerFact& fact)
    {
        if (fact.kind == FactKind::Added) {
            m_add.run(fact.payment, fact.rail, fact.direction);
        }
        if (!fact.status.empty()) {
            m_changeStatus.run(fact.payment, fact.status, fact.at,
                               std::int64_t{impliesDebit(fact.status)},
                               std::int64_t{isFailure(fact.status)});
        }
        if (fact.kind == FactKind::Posting && fact.isDebit) {
            m_post.run(fact.payment);
        }
        if (fact.kind == FactKind::Limits) {
            const bool isHeld = fact.action != "RELEASED" && fact.action != "RESTORED";
            m_moveLimit.run(fact.payment, std::int64_t{isHeld});
        }
        if (!fact.currency.empty()) {
            const int before = sqlite3_total_changes(m_database);
            m_stateAmount.run(fact.payment, fact.source, fact.minor, fact.currency);
            if (sqlite3_total_changes(m_database) != before) {
                m_doubtAmount.run(fact.payment, fact.source, fact.minor, fact.currency);
            }
        }
    }

    /// All facts before that second have been taken.
    void prove(std::int64_t second)
    {
        for (Statement& statement : m_prove) {
            statement.run(second);
        }
        m_commit.run();
        m_begin.run();
    }

    void finish() { m_commit.run(); }

private:
    sqlite3* m_database;
    Statement m_begin;
    Statement m_commit;
    Statement m_add;
    Statement m_changeStatus;
    Statement m_post;
    Statement m_moveLimit;
    Statement m_stateAmount;
    Statement m_doubtAmount;
    std::vector<Statement> m_prove;
};

std::vector<PeerFlag> flagsIn(sqlite3* database)
{
    std::vector<PeerFlag> out;
    const auto addRow = [](void* flags, int, char** row, char**) {
        static_cast<std::vector<PeerFlag>*>(flags)->push_back({row[0], row[1], std::atoll(row[2])});
        return 0;
    };
    if (sqlite3_exec(database, "SELECT rule, payment, at FROM flag", addRow, &out, nullptr)
        != SQLITE_OK) {
        fail(database);
    }
    return out;
}

std::vector<PeerFlag> runSqlite(const FactFile& facts, RoundClock& clock)
{
    sqlite3* const database = openDatabase();
    {
        SqliteRules rules(database);
        FactReader reader;
        clock.measure([&] {
            std::int64_t second = 0;
            for (const FactLine& line : facts.lines()) {
                const PeerFact& fact = reader.read(line.json);
                for (second = second == 0 ? nextSecond(fact.at) : second; second <= fact.at;
                     second += 1'000) {
                    rules.prove(second);
                }
                rules.take(fact);
            }
            rules.finish();
        });
    }
    std::vector<PeerFlag> out = flagsIn(database);
    sqlite3_close(database);
    return out;
}

}  // namespace

int main(int argc, char** argv)
{
    sqlite3_config(SQLITE_CONFIG_SINGLETHREAD);
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    return runPeer(argc, argv, std::string("peers: SQLite ") + sqlite3_libversion(), runSqlite);
}
