// SPDX-License-Identifier: Apache-2.0
#include "core/bus/kafka/KafkaReason.h"

#include <cctype>

namespace otto::kafka {

namespace {

/// librdkafka writes "host:port/id: what happened (after 3ms in state CONNECT)".
struct BrokerText
{
    std::string broker;
    std::string what;
};

BrokerText parted(std::string_view text)
{
    BrokerText parts;
    const std::size_t slash = text.find('/');
    const std::size_t colon = text.find(": ");
    if (slash != std::string_view::npos && colon != std::string_view::npos && slash < colon) {
        std::string_view broker = text.substr(0, slash);
        if (const std::size_t scheme = text.find("://"); scheme == slash - 1) {
            const std::size_t end = text.find('/', scheme + 3);
            broker = text.substr(scheme + 3, end - scheme - 3);
        }
        parts.broker = broker;
        text.remove_prefix(colon + 2);
    }
    if (const std::size_t after = text.rfind(" (after "); after != std::string_view::npos) {
        text = text.substr(0, after);
    }
    parts.what = text;
    return parts;
}

/// Goes on inside a sentence: "Connection refused" becomes "connection refused"; "SSL" stays.
std::string inSentence(std::string text)
{
    const auto isUpper = [](char c) { return std::isupper(static_cast<unsigned char>(c)) != 0; };
    if (text.size() > 1 && isUpper(text[0]) && !isUpper(text[1])) {
        text[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(text[0])));
    }
    return text;
}

std::string afterLast(const std::string& text, std::string_view mark)
{
    const std::size_t at = text.rfind(mark);
    return at == std::string::npos ? text : text.substr(at + mark.size());
}

std::string transportDetail(const std::string& what)
{
    if (what.starts_with("Connect to ")) {
        return inSentence(afterLast(what, "failed: "));
    }
    if (what.starts_with("Connection setup timed out")) {
        return "no answer";
    }
    if (what == "Disconnected") {
        return "the connection was closed";
    }
    return inSentence(what);
}

std::string place(std::string_view topic, std::int32_t partition)
{
    std::string text = "topic " + std::string(topic);
    if (partition >= 0) {
        text += " partition " + std::to_string(partition);
    }
    return text;
}

}  // namespace

bool isConnectionLoss(rd_kafka_resp_err_t code)
{
    return code == RD_KAFKA_RESP_ERR__ALL_BROKERS_DOWN || code == RD_KAFKA_RESP_ERR__AUTHENTICATION
           || code == RD_KAFKA_RESP_ERR__RESOLVE || code == RD_KAFKA_RESP_ERR__SSL
           || code == RD_KAFKA_RESP_ERR_SASL_AUTHENTICATION_FAILED;
}

std::string connectionReason(rd_kafka_resp_err_t code, std::string_view text,
                             std::string_view brokers)
{
    const BrokerText parts = parted(text);
    const std::string broker = parts.broker.empty() ? std::string(brokers) : parts.broker;
    switch (code) {
    case RD_KAFKA_RESP_ERR__AUTHENTICATION:
    case RD_KAFKA_RESP_ERR_SASL_AUTHENTICATION_FAILED:
        return "the broker at " + broker + " refuses the login (" + inSentence(parts.what) + ")";
    case RD_KAFKA_RESP_ERR__SSL:
        return "no secure connection to the broker at " + broker + " (" + inSentence(parts.what)
               + ")";
    case RD_KAFKA_RESP_ERR__RESOLVE:
        return "the host name of broker " + broker + " is not known ("
               + inSentence(afterLast(parts.what, "': ")) + ")";
    case RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED:
    case RD_KAFKA_RESP_ERR_CLUSTER_AUTHORIZATION_FAILED:
        return "the broker does not let this login see its topics";
    case RD_KAFKA_RESP_ERR__TRANSPORT:
    case RD_KAFKA_RESP_ERR__TIMED_OUT: {
        const std::string what = transportDetail(parts.what);
        const std::string detail = what.empty() ? "" : " (" + what + ")";
        return "no broker answers at " + std::string(brokers) + detail;
    }
    default:
        return "no broker answers at " + std::string(brokers) + " (" + rd_kafka_err2str(code) + ")";
    }
}

std::string deliveryReason(rd_kafka_resp_err_t code, std::string_view topic, std::int32_t partition)
{
    const std::string name = "topic " + std::string(topic);
    switch (code) {
    case RD_KAFKA_RESP_ERR__UNKNOWN_TOPIC:
    case RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART: return name + " does not exist";
    case RD_KAFKA_RESP_ERR__UNKNOWN_PARTITION:
        return name + " has no partition " + std::to_string(partition);
    case RD_KAFKA_RESP_ERR_TOPIC_EXCEPTION:
        return "no topic can be called \"" + std::string(topic) + "\"";
    case RD_KAFKA_RESP_ERR_MSG_SIZE_TOO_LARGE:
        return "the record is larger than " + name + " takes";
    case RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED: return "this login may not write to " + name;
    case RD_KAFKA_RESP_ERR_CLUSTER_AUTHORIZATION_FAILED:
        return "this login may not write to the cluster";
    case RD_KAFKA_RESP_ERR__MSG_TIMED_OUT: return "no broker confirmed the record in time";
    case RD_KAFKA_RESP_ERR__QUEUE_FULL: return "too many records are waiting for the broker";
    case RD_KAFKA_RESP_ERR_NOT_ENOUGH_REPLICAS:
    case RD_KAFKA_RESP_ERR_NOT_ENOUGH_REPLICAS_AFTER_APPEND:
        return name + " has too few replicas in step to take the record";
    case RD_KAFKA_RESP_ERR__PURGE_QUEUE:
        return "the producer was stopped before the record was sent";
    case RD_KAFKA_RESP_ERR__PURGE_INFLIGHT:
        return "the producer was stopped before the broker confirmed the record";
    default: return "the record was not taken by " + name + ": " + rd_kafka_err2str(code);
    }
}

std::string readingReason(rd_kafka_resp_err_t code, std::string_view topic, std::int32_t partition)
{
    switch (code) {
    case RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED:
        return "this login may not read topic " + std::string(topic);
    case RD_KAFKA_RESP_ERR_MSG_SIZE_TOO_LARGE:
        return place(topic, partition) + " holds a record that is too large to receive";
    default: return place(topic, partition) + " cannot be read: " + rd_kafka_err2str(code);
    }
}

}  // namespace otto::kafka
