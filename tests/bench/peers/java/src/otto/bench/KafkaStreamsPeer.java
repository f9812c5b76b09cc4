// SPDX-License-Identifier: Apache-2.0
package otto.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.AppInfoParser;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.Stores;

/**
 * Kafka Streams from a real broker: one partition, one thread, stores in memory without change log
 * and cache, large fetches. Each round is an application of its own that reads the topic from its
 * beginning. TopologyTestDriver would commit after every record, so it measures nothing.
 * Command line: FACTS FLAGS BOOTSTRAP_SERVERS [ROUNDS]
 */
public final class KafkaStreamsPeer {
    private final String brokers;
    private final String topic;
    private final int facts;
    private final Path folder;
    private int rounds;

    private KafkaStreamsPeer(String brokers, List<FactFile.Line> lines) throws Exception {
        this.brokers = brokers;
        topic = "facts-" + ProcessHandle.current().pid();
        facts = lines.size();
        folder = Files.createTempDirectory("peer");
        folder.toFile().deleteOnExit();
        Map<String, Object> connection = Map.of("bootstrap.servers", brokers);
        try (Admin admin = Admin.create(connection)) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
        }
        Map<String, Object> producing = Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, brokers,
            ProducerConfig.LINGER_MS_CONFIG, 20, ProducerConfig.BATCH_SIZE_CONFIG, 1 << 18);
        try (var producer = new KafkaProducer<>(producing, new StringSerializer(),
            new ByteArraySerializer())) {
            FactReader reader = new FactReader();
            for (FactFile.Line line : lines) {
                long at = reader.read(line.json()).at;
                producer.send(new ProducerRecord<>(topic, 0, at, line.key(), line.json()));
            }
        }
    }

    private Properties settings() {
        Properties out = new Properties();
        out.put(StreamsConfig.APPLICATION_ID_CONFIG, topic + "-" + ++rounds);
        out.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, brokers);
        out.put(StreamsConfig.STATE_DIR_CONFIG, folder.toString());
        out.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 1);
        out.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0);
        out.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, 20_000);
        out.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        out.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 10_000);
        out.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 16 << 20);
        return out;
    }

    private Topology topology(Flags flags, RoundClock clock, Runnable done) {
        FactReader reader = new FactReader();
        Deserializer<Fact> deserializer = (from, json) -> {
            try {
                return reader.read(json);
            } catch (IOException error) {
                throw new SerializationException(error);
            }
        };
        return new Topology()
            .addSource("facts", new StringDeserializer(), deserializer, topic)
            .addProcessor("rules", () -> new FourRules(flags, clock, facts, done), "facts")
            .addStateStore(Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(FourRules.PAYMENTS), Serdes.String(),
                PaymentState.serde()).withLoggingDisabled().withCachingDisabled(), "rules")
            .addStateStore(Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(FourRules.WAITS), Serdes.Bytes(),
                Serdes.ByteArray()).withLoggingDisabled().withCachingDisabled(), "rules");
    }

    private Flags round(RoundClock clock) throws Exception {
        Flags flags = new Flags();
        CountDownLatch done = new CountDownLatch(1);
        try (KafkaStreams streams =
            new KafkaStreams(topology(flags, clock, done::countDown), settings())) {
            streams.setUncaughtExceptionHandler(error -> {
                error.printStackTrace();
                Runtime.getRuntime().halt(1);
                return null;
            });
            streams.start();
            done.await();
        }
        return flags;
    }

    public static void main(String[] args) throws Exception {
        if (args.length != 3 && args.length != 4) {
            System.err.println("usage: KafkaStreamsPeer FACTS FLAGS BOOTSTRAP_SERVERS [ROUNDS]");
            System.exit(2);
        }
        KafkaStreamsPeer peer = new KafkaStreamsPeer(args[2], FactFile.read(Path.of(args[0])));
        PeerRounds.run("peers: Kafka Streams " + AppInfoParser.getVersion() + " from a broker",
            peer.facts, Path.of(args[1]), args.length == 4 ? Integer.parseInt(args[3]) : 0,
            peer::round);
    }
}
