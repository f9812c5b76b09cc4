// SPDX-License-Identifier: Apache-2.0
package otto.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What otto_bench_write_facts wrote, in memory before any time is taken. */
public final class FactFile {
    /** One fact as it lies in a broker. */
    public record Line(String key, byte[] json) {}

    private FactFile() {}

    public static List<Line> read(Path path) throws IOException {
        byte[] bytes = Files.readAllBytes(path);
        List<Line> lines = new ArrayList<>();
        for (int from = 0; from < bytes.length;) {
            int key = after(bytes, from, '\t');
            int json = after(bytes, key, '\t');
            int next = after(bytes, json, '\n');
            lines.add(new Line(new String(bytes, key, json - 1 - key, StandardCharsets.UTF_8),
                Arrays.copyOfRange(bytes, json, next - 1)));
            from = next;
        }
        return lines;
    }

    private static int after(byte[] bytes, int from, char mark) throws IOException {
        for (int at = from; at < bytes.length; ++at) {
            if (bytes[at] == mark) {
                return at + 1;
            }
        }
        throw new IOException("a line without topic, key and JSON");
    }
}
