// SPDX-License-Identifier: Apache-2.0
package otto.bench;

import java.util.List;
import java.util.Set;

/** The times and words of the four rules (README.md); times in milliseconds. */
public final class PeerRules {
    public static final long POSTING_WAIT = 60_000;
    public static final long RESTORING_WAIT = 120_000;

    /** How long a payment of a rail may stay in a status. */
    public record StatusLimit(String rail, String status, long allowed) {}

    /** resources/rules/sla.toml, as far as the facts go. */
    public static final List<StatusLimit> STATUS_LIMITS = List.of(
        new StatusLimit("ZELLE", "RECEIVED", 5_000),
        new StatusLimit("ZELLE", "LIMIT_RESERVED", 30_000),
        new StatusLimit("ZELLE", "DEBIT_PENDING", 30_000),
        new StatusLimit("ZELLE", "DEBITED", 15_000),
        new StatusLimit("ZELLE", "SENT", 25_000),
        new StatusLimit("ZELLE", "ACCEPTED", 60_000),
        new StatusLimit("RTP", "RECEIVED", 5_000),
        new StatusLimit("RTP", "LIMIT_RESERVED", 30_000),
        new StatusLimit("RTP", "DEBIT_PENDING", 30_000),
        new StatusLimit("RTP", "DEBITED", 15_000),
        new StatusLimit("RTP", "SENT", 25_000),
        new StatusLimit("RTP", "ACCEPTED", 60_000),
        new StatusLimit("ACH", "RECEIVED", 300_000),
        new StatusLimit("ACH", "LIMIT_RESERVED", 300_000),
        new StatusLimit("ACH", "DEBIT_PENDING", 300_000),
        new StatusLimit("ACH", "DEBITED", 87_300_000),
        new StatusLimit("ACH", "SENT", 86_400_000),
        new StatusLimit("ACH", "ACCEPTED", 172_800_000));

    /** DEBITED and what comes after it on the way to RECONCILED. */
    public static final Set<String> IMPLY_DEBIT = Set.of("DEBITED", "BATCHED", "SENT",
        "SEND_UNKNOWN", "ACCEPTED", "SETTLED", "RECONCILED");
    public static final Set<String> FAILURES = Set.of("FAILED", "REJECTED", "CANCELLED", "EXPIRED",
        "REVERSED");

    private PeerRules() {}

    /** The first whole second after a time: when a condition of that time is first looked at. */
    public static long nextSecond(long ms) {
        return (ms / 1_000 + 1) * 1_000;
    }
}
