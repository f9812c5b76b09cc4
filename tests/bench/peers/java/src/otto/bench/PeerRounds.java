// SPDX-License-Identifier: Apache-2.0
package otto.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/**
 * Without rounds: writes the flags to a file. With rounds: each must give the flags in that file,
 * or the program ends with 1; then prints the rows as tests/bench/Row.h does.
 */
public final class PeerRounds {
    /** Not measured: the compiler has settled by then. */
    private static final int WARM_UP = 4;

    /** Takes all facts with a fresh engine; only what the clock measures counts. */
    public interface Round {
        Flags run(RoundClock clock) throws Exception;
    }

    private PeerRounds() {}

    public static void run(String name, int facts, Path flags, int rounds, Round round)
        throws Exception {
        if (rounds == 0) {
            Files.writeString(flags, round.run(new RoundClock()).text());
            return;
        }
        String expected = Files.readString(flags);
        double[] rates = new double[rounds];
        double[] walls = new double[rounds];
        for (int at = -WARM_UP; at < rounds; ++at) {
            System.gc();
            RoundClock clock = new RoundClock();
            if (!round.run(clock).text().equals(expected)) {
                System.err.println(name + ": this round's flags differ, so no time is reported");
                System.exit(1);
            }
            if (at >= 0) {
                rates[at] = facts / clock.cpuSeconds();
                walls[at] = clock.wallSeconds() * 1e9 / facts;
            }
        }
        printRow(name, "facts/s of CPU time", rates);
        printRow(name + ", by the wall", "ns a fact", walls);
    }

    private static void printRow(String name, String unit, double[] rounds) {
        Arrays.sort(rounds);
        System.out.printf(Locale.ROOT, "row\t%s\t%s\t%.3f\t%.3f\t%.3f%n", name, unit,
            rounds[rounds.length / 2], rounds[0], rounds[rounds.length - 1]);
    }
}
