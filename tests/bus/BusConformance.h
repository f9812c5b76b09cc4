// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Clock.h"
#include "core/bus/Bus.h"

#include <QObject>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace otto::test {

/// A bus under test and everything it has handed out so far.
class BusClient
{
public:
    explicit BusClient(std::unique_ptr<Bus> bus) : m_bus(std::move(bus)) {}

    Bus* operator->() { return m_bus.get(); }

    /// Polls once.
    void poll(Duration wait, std::size_t maxRecords = 500);
    /// Polls until the condition holds; false when `patience` is over before.
    bool pollUntil(const std::function<bool()>& condition,
                   Duration patience = std::chrono::seconds{20});

    /// Probes until there is a proof that was asked for after this call.
    bool proveCaughtUp();

    /// Produces and waits for the report.
    DeliveryReport deliver(OutgoingRecord record);

    template <typename Event>
    [[nodiscard]] std::vector<Event> eventsOf() const
    {
        std::vector<Event> found;
        for (const BusEvent& event : events) {
            if (const Event* wanted = std::get_if<Event>(&event)) {
                found.push_back(*wanted);
            }
        }
        return found;
    }

    [[nodiscard]] std::size_t reportCount(ProduceToken token) const;
    [[nodiscard]] bool hasFound(std::string_view topic, std::int32_t partitions) const;
    [[nodiscard]] bool isUp() const;
    /// Values of the records read so far, in the order read.
    [[nodiscard]] std::vector<std::string> values() const;
    [[nodiscard]] std::vector<Record> recordsOf(std::string_view topic) const;

    std::vector<Record> records;
    std::vector<BusEvent> events;

private:
    std::unique_ptr<Bus> m_bus;
    ProduceToken m_lastToken = 1'000'000;
};

/// What every Bus promises (core/bus/Bus.h), as one black-box suite. A subclass says how to reach
/// the broker under test. Each test function uses topics of its own, so that they share one broker.
class BusConformance : public QObject
{
    Q_OBJECT

protected:
    /// A new client of the broker under test.
    virtual std::unique_ptr<Bus> connect() = 0;
    virtual Status growTopic(const std::string& name, std::int32_t partitions) = 0;
    /// Takes the broker away as a crash would, and brings it back with what it had.
    virtual void interrupt() = 0;
    virtual void restore() = 0;
    [[nodiscard]] virtual const Clock& clock() const = 0;

    /// A name that only the running test function uses.
    [[nodiscard]] static std::string topicName(std::string_view suffix = "a");
    /// Reads the topics of the running test function.
    static TailOptions tailOf(StartAt startAt, Instant lookbackFrom = {});
    BusClient client();
    void makeTopic(const std::string& name, std::int32_t partitions = 1);
    /// An instant after all that happened before and before all that happens later.
    Instant instantBetween();

private Q_SLOTS:
    void recordsAreReadBackByteForByte();
    void recordsOfAPartitionKeepTheirOrder();
    void aKeyGoesToThePartitionOfMurmur2();
    void beginningReadsWhatIsThere();
    void endReadsOnlyWhatComesAfterwards();
    void lookbackReadsFromTheInstantOn();
    void lookbackAfterTheLastRecordReadsWhatComes();
    void ignoredTopicIsNotRead();
    void everyClientReadsEverything();
    void newTopicIsFoundWhileRunning();
    void newPartitionIsFoundWhileRunning();
    void deliveryIsReportedOnceWithItsOffset();
    void unknownTopicIsReportedAsFailed();
    void unknownPartitionIsReportedAsFailed();
    void existingTopicIsNoErrorWhenMadeAgain();
    void badTopicNameIsRefused();
    void caughtUpComesAfterAllRecordsHeldThen();
    void caughtUpDoesNotComeWhileBehind();
    void emptyTopicsAreProven();
    void topicMadeBeforeTheProbeIsCovered();
    void wakeEndsALongPoll();
    void flushWaitsForTheReports();
    void largeRecordArrives();
    void tooLargeRecordIsReportedAsFailed();
    void statisticsCountAndShowTheLag();
    void lostBrokerIsReportedAndNothingIsLostOrDoubled();
    void probeWhileTheBrokerIsAwayProvesNothing();
};

}  // namespace otto::test
