// SPDX-License-Identifier: Apache-2.0
package otto.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The flags of one round: a payment at most once a rule. */
public final class Flags {
    private final Set<String> subjects = new HashSet<>();
    private final List<String> lines = new ArrayList<>();

    public void raise(String rule, String payment, long second) {
        String subject = rule + ' ' + payment;
        if (subjects.add(subject)) {
            lines.add(subject + ' ' + second);
        }
    }

    /** A line each, sorted, as all peers print them. */
    public String text() {
        Collections.sort(lines);
        StringBuilder out = new StringBuilder();
        for (String line : lines) {
            out.append(line).append('\n');
        }
        return out.toString();
    }
}
