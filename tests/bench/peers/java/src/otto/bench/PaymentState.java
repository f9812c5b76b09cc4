// SPDX-License-Identifier: Apache-2.0
package otto.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;

/** What the four rules keep of a payment in a state store, and its compact form there. */
public final class PaymentState {
    private static final int MAX_SOURCES = 8;
    private static final int MAX_BYTES = 1_024;

    public String rail = "";
    public String direction = "";
    public String status = "";
    public boolean isPosted;
    public boolean isHeld;
    public boolean isClaimed;
    /** When each rule has waited long enough, in milliseconds; 0 while it does not wait. */
    public long stuckAt;
    public long postingAt;
    public long restoringAt;
    /** The latest amount of each source. */
    public int sources;
    public final String[] source = new String[MAX_SOURCES];
    public final long[] minor = new long[MAX_SOURCES];
    public final String[] currency = new String[MAX_SOURCES];

    /** Whether another source states another amount. */
    public boolean state(String from, long amount, String in) {
        int at = 0;
        while (at < sources && !source[at].equals(from)) {
            ++at;
        }
        sources = Math.max(sources, at + 1);
        source[at] = from;
        minor[at] = amount;
        currency[at] = in;
        for (int other = 0; other < sources; ++other) {
            if (minor[other] != amount || !currency[other].equals(in)) {
                return true;
            }
        }
        return false;
    }

    public static Serde<PaymentState> serde() {
        ByteBuffer buffer = ByteBuffer.allocate(MAX_BYTES);
        Serializer<PaymentState> serializer = (topic, state) -> {
            if (state == null) {
                return null;
            }
            state.write(buffer.clear());
            byte[] bytes = new byte[buffer.position()];
            buffer.flip().get(bytes);
            return bytes;
        };
        Deserializer<PaymentState> deserializer = (topic, bytes) ->
            bytes == null ? null : read(ByteBuffer.wrap(bytes));
        return Serdes.serdeFrom(serializer, deserializer);
    }

    private void write(ByteBuffer out) {
        put(out, rail);
        put(out, direction);
        put(out, status);
        out.put((byte) ((isPosted ? 1 : 0) | (isHeld ? 2 : 0) | (isClaimed ? 4 : 0)));
        out.putLong(stuckAt).putLong(postingAt).putLong(restoringAt).put((byte) sources);
        for (int at = 0; at < sources; ++at) {
            put(out, source[at]);
            out.putLong(minor[at]);
            put(out, currency[at]);
        }
    }

    private static PaymentState read(ByteBuffer in) {
        PaymentState out = new PaymentState();
        out.rail = text(in);
        out.direction = text(in);
        out.status = text(in);
        byte bits = in.get();
        out.isPosted = (bits & 1) != 0;
        out.isHeld = (bits & 2) != 0;
        out.isClaimed = (bits & 4) != 0;
        out.stuckAt = in.getLong();
        out.postingAt = in.getLong();
        out.restoringAt = in.getLong();
        out.sources = in.get();
        for (int at = 0; at < out.sources; ++at) {
            out.source[at] = text(in);
            out.minor[at] = in.getLong();
            out.currency[at] = text(in);
        }
        return out;
    }

    private static void put(ByteBuffer out, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        out.put((byte) bytes.length).put(bytes);
    }

    private static String text(ByteBuffer in) {
        int length = in.get();
        String out = new String(in.array(), in.position(), length, StandardCharsets.ISO_8859_1);
        in.position(in.position() + length);
        return out;
    }
}
