// SPDX-License-Identifier: Apache-2.0
#include "core/bus/kafka/KafkaClientConf.h"

#include "core/base/Log.h"
#include "core/bus/kafka/KafkaProducer.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace otto {

namespace kafka {

namespace {

constexpr std::size_t kErrorTextBytes = 512;

struct Property
{
    const char* name;
    const char* value;
};

// The figures and their reasons: reliability_performance.md 1.2.
constexpr std::array kCommon{
    Property{"allow.auto.create.topics", "false"},
    Property{"socket.connection.setup.timeout.ms", "5000"},
    Property{"socket.timeout.ms", "10000"},
    Property{"socket.keepalive.enable", "true"},
    Property{"socket.nagle.disable", "true"},
    Property{"reconnect.backoff.ms", "100"},
    Property{"reconnect.backoff.max.ms", "2000"},
    // A record of 10 MB that a hostile or careless system wrote must still be received.
    Property{"receive.message.max.bytes", "67108864"},
};

constexpr std::array kTail{
    // Without a group.id librdkafka refuses assign(); nothing is ever committed under it.
    Property{"group.id", "otto-tail"},
    Property{"enable.auto.commit", "false"},
    Property{"enable.auto.offset.store", "false"},
    Property{"isolation.level", "read_committed"},
    // Never jump silently: the bus reports the gap and says where it goes on.
    Property{"auto.offset.reset", "error"},
    Property{"enable.partition.eof", "true"},
    Property{"max.poll.interval.ms", "86400000"},
    Property{"check.crcs", "true"},
    Property{"fetch.wait.max.ms", "100"},
    Property{"fetch.min.bytes", "1"},
    Property{"fetch.error.backoff.ms", "100"},
    Property{"fetch.message.max.bytes", "1048576"},
    Property{"fetch.max.bytes", "16777216"},
    Property{"queued.min.messages", "100000"},
    Property{"queued.max.messages.kbytes", "65536"},
    Property{"topic.metadata.refresh.interval.ms", "30000"},
};

constexpr std::array kProducer{
    Property{"acks", "all"},
    Property{"enable.idempotence", "true"},
    Property{"partitioner", "murmur2_random"},
    Property{"linger.ms", "2"},
    Property{"queue.buffering.max.messages", "100000"},
    Property{"queue.buffering.max.kbytes", "65536"},
    // A topic that was not there may have been made since.
    Property{"topic.metadata.refresh.interval.ms", "5000"},
    Property{"topic.metadata.propagation.max.ms", "5000"},
};

constexpr std::array kSurveyor{
    // The end offset proper: with read_committed it would be the last stable offset, and records of
    // an open transaction would be missing from a proof of completeness.
    Property{"isolation.level", "read_uncommitted"},
};

/// What the bus promises rests on these; `plugin.library.paths` would load code.
constexpr std::array<std::string_view, 26> kFixed{
    "bootstrap.servers",
    "metadata.broker.list",
    "client.id",
    "acks",
    "request.required.acks",
    "enable.idempotence",
    "enable.gapless.guarantee",
    "transactional.id",
    "partitioner",
    "message.timeout.ms",
    "delivery.timeout.ms",
    "group.id",
    "group.instance.id",
    "enable.auto.commit",
    "auto.commit.enable",
    "enable.auto.offset.store",
    "isolation.level",
    "auto.offset.reset",
    "enable.partition.eof",
    "allow.auto.create.topics",
    "check.crcs",
    "plugin.library.paths",
    "max.in.flight",
    "max.in.flight.requests.per.connection",
    "message.send.max.retries",
    "retries",
};

bool isSecret(std::string_view name)
{
    constexpr std::array<std::string_view, 4> kSecretParts{"password", "secret", "key.pem",
                                                           "oauthbearer.config"};
    return std::any_of(kSecretParts.begin(), kSecretParts.end(), [&](std::string_view part) {
        return name.find(part) != std::string_view::npos;
    });
}

Status set(rd_kafka_conf_t* conf, const std::string& name, const std::string& value)
{
    std::array<char, kErrorTextBytes> text{};
    switch (rd_kafka_conf_set(conf, name.c_str(), value.c_str(), text.data(), text.size())) {
    case RD_KAFKA_CONF_OK: return {};
    case RD_KAFKA_CONF_UNKNOWN:
        return fail("KAFKA_PROPERTY", "there is no Kafka property \"" + name + "\"");
    case RD_KAFKA_CONF_INVALID: break;
    }
    if (isSecret(name)) {
        return fail("KAFKA_PROPERTY", "the value of Kafka property \"" + name + "\" is not valid");
    }
    return fail("KAFKA_PROPERTY",
                "Kafka property \"" + name + "\" cannot be \"" + value + "\": " + text.data());
}

template <std::size_t count>
Status setAll(rd_kafka_conf_t* conf, const std::array<Property, count>& properties)
{
    for (const Property& property : properties) {
        if (Status done = set(conf, property.name, property.value); !done) {
            return done;
        }
    }
    return {};
}

Status setRole(rd_kafka_conf_t* conf, const KafkaConfig& config, ClientRole role)
{
    switch (role) {
    case ClientRole::Tail: return setAll(conf, kTail);
    case ClientRole::Producer:
        if (Status done = setAll(conf, kProducer); !done) {
            return done;
        }
        return set(conf, "message.timeout.ms", std::to_string(config.deliveryTimeout.count()));
    case ClientRole::Surveyor: return setAll(conf, kSurveyor);
    }
    return {};
}

Status setProfile(rd_kafka_conf_t* conf, const KafkaConfig& config)
{
    for (const auto& [name, value] : config.properties) {
        if (std::find(kFixed.begin(), kFixed.end(), name) != kFixed.end()) {
            return fail("KAFKA_PROPERTY", "Kafka property \"" + name
                                              + "\" is set by the program and cannot be changed");
        }
        if (Status done = set(conf, name, value); !done) {
            return done;
        }
    }
    return {};
}

Status checkBroker(std::string_view entry)
{
    const auto bad = [&](const char* why) {
        return fail("KAFKA_BROKERS", "broker \"" + std::string(entry) + "\" " + why
                                         + "; expected host:port, comma separated");
    };
    std::string_view rest = entry;
    if (const std::size_t scheme = rest.find("://"); scheme != std::string_view::npos) {
        rest.remove_prefix(scheme + 3);
    }
    if (rest.find_first_of(" \t\r\n/") != std::string_view::npos) {
        return bad("is not an address");
    }
    const std::size_t bracket = rest.rfind(']');
    const std::size_t colon = rest.rfind(':');
    const bool hasPort =
        colon != std::string_view::npos && (bracket == std::string_view::npos || colon > bracket);
    if ((hasPort ? rest.substr(0, colon) : rest).empty()) {
        return bad("has no host name");
    }
    if (hasPort) {
        const std::string_view digits = rest.substr(colon + 1);
        unsigned port = 0;
        const auto [end, error] =
            std::from_chars(digits.data(), digits.data() + digits.size(), port);
        constexpr unsigned kPortMax = 65535;
        if (error != std::errc{} || end != digits.data() + digits.size() || port == 0
            || port > kPortMax) {
            return bad("has no port between 1 and 65535");
        }
    }
    return {};
}

Status checkBrokers(std::string_view brokers)
{
    if (brokers.empty()) {
        return fail("KAFKA_BROKERS", "no broker is given; expected host:port, comma separated");
    }
    while (true) {
        const std::size_t comma = brokers.find(',');
        if (Status good = checkBroker(brokers.substr(0, comma)); !good) {
            return good;
        }
        if (comma == std::string_view::npos) {
            return {};
        }
        brokers.remove_prefix(comma + 1);
    }
}

void onLog(const rd_kafka_t* /*client*/, int level, const char* facility, const char* text)
{
    // syslog's numbers. Lost connections are told by ConnectionChange; here they are detail.
    constexpr int kCritical = 2;
    constexpr int kNotice = 5;
    const LogLevel severity = level <= kCritical ? LogLevel::Error
                              : level < kNotice  ? LogLevel::Info
                                                 : LogLevel::Debug;
    log(severity, "kafka", std::string(facility) + ": " + text);
}

void onError(rd_kafka_t* /*client*/, int code, const char* text, void* opaque)
{
    static_cast<BrokerErrors*>(opaque)->note(static_cast<rd_kafka_resp_err_t>(code), text);
}

}  // namespace

Result<ConfHandle> clientConf(const KafkaConfig& config, ClientRole role)
{
    if (Status good = checkBrokers(config.brokers); !good) {
        return tl::unexpected(good.error());
    }
    ConfHandle conf(rd_kafka_conf_new());
    Status done = set(conf.get(), "bootstrap.servers", config.brokers);
    done = done ? set(conf.get(), "client.id", config.clientId) : done;
    done = done ? setAll(conf.get(), kCommon) : done;
    done = done ? setRole(conf.get(), config, role) : done;
    done = done ? setProfile(conf.get(), config) : done;
    if (!done) {
        return tl::unexpected(done.error());
    }
    rd_kafka_conf_set_log_cb(conf.get(), onLog);
    return conf;
}

Result<ClientHandle> newClient(const KafkaConfig& config, ClientRole role, BrokerErrors& errors)
{
    Result<ConfHandle> conf = clientConf(config, role);
    if (!conf) {
        return tl::unexpected(conf.error());
    }
    rd_kafka_conf_set_opaque(conf->get(), &errors);
    rd_kafka_conf_set_error_cb(conf->get(), onError);
    if (role == ClientRole::Producer) {
        rd_kafka_conf_set_dr_msg_cb(conf->get(), KafkaProducer::onDelivery);
    }
    const rd_kafka_type_t type =
        role == ClientRole::Producer ? RD_KAFKA_PRODUCER : RD_KAFKA_CONSUMER;
    std::array<char, kErrorTextBytes> text{};
    ClientHandle client(rd_kafka_new(type, conf->get(), text.data(), text.size()));
    if (!client) {
        return fail("KAFKA_CLIENT", "the Kafka client cannot start: " + std::string(text.data()));
    }
    // rd_kafka_new() took the settings.
    static_cast<void>(conf->release());
    return client;
}

}  // namespace kafka

Status KafkaConfig::validate() const
{
    using kafka::ClientRole;
    for (const ClientRole role : {ClientRole::Tail, ClientRole::Producer, ClientRole::Surveyor}) {
        if (const auto conf = kafka::clientConf(*this, role); !conf) {
            return tl::unexpected(conf.error());
        }
    }
    return {};
}

}  // namespace otto
