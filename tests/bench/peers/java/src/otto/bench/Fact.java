// SPDX-License-Identifier: Apache-2.0
package otto.bench;

/** What the four rules need of a fact. */
public final class Fact {
    public enum Kind { ADDED, STATUS_CHANGED, FAILED, LIMITS, POSTING }

    public Kind kind;
    public String payment;
    /** {@code /pc/dev/zelle}. */
    public String source;
    /** Milliseconds since 1970. */
    public long at;
    /** Of ADDED, STATUS_CHANGED and FAILED; null otherwise. */
    public String status;
    /** The amount that the source states for the payment; no currency when it states none. */
    public long minor;
    public String currency;
    /** Of ADDED. */
    public String rail;
    public String direction;
    /** Of LIMITS: RESERVED, CONSUMED, RELEASED, RESTORED. */
    public String action;
    /** Of POSTING. */
    public boolean isDebit;
}
