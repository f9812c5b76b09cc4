// SPDX-License-Identifier: Apache-2.0
package otto.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The four rules of README.md as a processor: one store holds a row a payment, the other who waits,
 * by second. Each whole second of stream time is proven before the first fact of or after it; a
 * punctuator of stream time would come after some of them.
 */
final class FourRules implements Processor<String, Fact, Void, Void> {
    static final String PAYMENTS = "payments";
    static final String WAITS = "waits";
    private static final byte[] NOTHING = {};

    private final Flags flags;
    private final RoundClock clock;
    private final Runnable done;
    private final int total;
    private final Map<String, Long> limits = new HashMap<>();
    private KeyValueStore<String, PaymentState> payments;
    private KeyValueStore<Bytes, byte[]> waits;
    private long second;
    private int count;

    /** `done` runs after so many facts; the clock starts with the first and stops with the last. */
    FourRules(Flags flags, RoundClock clock, int total, Runnable done) {
        this.flags = flags;
        this.clock = clock;
        this.total = total;
        this.done = done;
        for (PeerRules.StatusLimit limit : PeerRules.STATUS_LIMITS) {
            limits.put(limit.rail() + ' ' + limit.status(), limit.allowed());
        }
    }

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        payments = context.getStateStore(PAYMENTS);
        waits = context.getStateStore(WAITS);
    }

    @Override
    public void process(Record<String, Fact> record) {
        Fact fact = record.value();
        if (count == 0) {
            clock.start();
            second = PeerRules.nextSecond(fact.at);
        }
        for (; second <= fact.at; second += 1_000) {
            prove();
        }
        take(record.key(), fact);
        if (++count == total) {
            clock.stop();
            done.run();
        }
    }

    private void take(String payment, Fact fact) {
        PaymentState state = payments.get(payment);
        if (state == null) {
            state = new PaymentState();
        }
        switch (fact.kind) {
            case ADDED -> {
                state.rail = fact.rail;
                state.direction = fact.direction;
            }
            case POSTING -> {
                state.isPosted |= fact.isDebit;
                state.postingAt = fact.isDebit ? 0 : state.postingAt;
            }
            case LIMITS -> {
                state.isHeld = !fact.action.equals("RELEASED") && !fact.action.equals("RESTORED");
                state.restoringAt = state.isHeld ? state.restoringAt : 0;
            }
            default -> { }
        }
        if (fact.status != null) {
            changeStatus(state, payment, fact);
        }
        if (fact.currency != null && state.state(fact.source, fact.minor, fact.currency)) {
            flags.raise("OT07", payment, PeerRules.nextSecond(fact.at));
        }
        payments.put(payment, state);
    }

    private void changeStatus(PaymentState state, String payment, Fact fact) {
        state.status = fact.status;
        Long limit = limits.get(state.rail + ' ' + fact.status);
        state.stuckAt = limit == null ? 0 : await(payment, fact.at + limit);
        boolean impliesDebit = PeerRules.IMPLY_DEBIT.contains(fact.status);
        if (!impliesDebit) {
            state.postingAt = 0;
        } else if (!state.isClaimed) {
            state.isClaimed = true;
            if (!state.isPosted && state.direction.equals("OUTBOUND")) {
                state.postingAt = await(payment, fact.at + PeerRules.POSTING_WAIT);
            }
        }
        state.restoringAt = state.isHeld && PeerRules.FAILURES.contains(fact.status)
            ? await(payment, fact.at + PeerRules.RESTORING_WAIT) : 0;
    }

    /** Looks at the payment again at the first whole second after a time; gives that second. */
    private long await(String payment, long time) {
        long at = PeerRules.nextSecond(time);
        byte[] id = payment.getBytes(StandardCharsets.ISO_8859_1);
        waits.put(Bytes.wrap(ByteBuffer.allocate(8 + id.length).putLong(at).put(id).array()),
            NOTHING);
        return at;
    }

    private void prove() {
        Bytes from = Bytes.wrap(ByteBuffer.allocate(8).putLong(second).array());
        Bytes to = Bytes.wrap(ByteBuffer.allocate(8).putLong(second + 1).array());
        try (KeyValueIterator<Bytes, byte[]> due = waits.range(from, to)) {
            while (due.hasNext()) {
                KeyValue<Bytes, byte[]> entry = due.next();
                byte[] key = entry.key.get();
                judge(new String(key, 8, key.length - 8, StandardCharsets.ISO_8859_1));
                waits.delete(entry.key);
            }
        }
    }

    private void judge(String payment) {
        PaymentState state = payments.get(payment);
        if (state.stuckAt == second) {
            flags.raise("OT01", payment, second);
        }
        if (state.postingAt == second) {
            flags.raise("OT03", payment, second);
        }
        if (state.restoringAt == second) {
            flags.raise("OT05", payment, second);
        }
    }
}
