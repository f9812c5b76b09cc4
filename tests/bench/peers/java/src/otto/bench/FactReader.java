// SPDX-License-Identifier: Apache-2.0
package otto.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.LocalDate;

/** Reads CloudEvents in structured mode with Jackson's streaming parser. One thread at a time. */
public final class FactReader {
    private final JsonFactory factory = new JsonFactory();

    /** @throws IOException when the fact is none of the five kinds */
    public Fact read(byte[] json) throws IOException {
        Fact fact = new Fact();
        try (JsonParser parser = factory.createParser(json)) {
            expect(parser.nextToken() == JsonToken.START_OBJECT, "no object");
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                switch (name) {
                    case "type" -> fact.kind = kindOf(parser.getText());
                    case "source" -> fact.source = parser.getText();
                    case "subject" -> fact.payment = parser.getText();
                    case "time" -> fact.at = millisecondsOf(parser);
                    case "data" -> readData(parser, fact);
                    default -> parser.skipChildren();
                }
            }
        }
        boolean isStated = switch (fact.kind) {
            case LIMITS -> fact.action.equals("RESERVED");
            case POSTING -> fact.isDebit;
            default -> true;
        };
        if (!isStated) {
            fact.currency = null;
        }
        return fact;
    }

    private static void readData(JsonParser parser, Fact fact) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            switch (name) {
                case "status" -> fact.status = parser.getText();
                case "amount", "delta" -> readMoney(parser, fact);
                case "rail" -> fact.rail = parser.getText();
                case "direction" -> fact.direction = parser.getText();
                case "action" -> fact.action = parser.getText();
                case "drCr" -> fact.isDebit = parser.getText().equals("DEBIT");
                default -> parser.skipChildren();
            }
        }
    }

    private static void readMoney(JsonParser parser, Fact fact) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            switch (name) {
                case "amount" -> fact.minor = minorOf(parser);
                case "currency" -> fact.currency = parser.getText();
                default -> parser.skipChildren();
            }
        }
    }

    private static Fact.Kind kindOf(String type) throws IOException {
        return switch (type) {
            case "pc.pmt.PaymentAdded.v1" -> Fact.Kind.ADDED;
            case "pc.pmt.PaymentStatusChanged.v1" -> Fact.Kind.STATUS_CHANGED;
            case "pc.pmt.PaymentFailed.v1" -> Fact.Kind.FAILED;
            case "pc.pmt.LimitsUpdated.v1" -> Fact.Kind.LIMITS;
            case "pc.pmt.TrnAdded.v1" -> Fact.Kind.POSTING;
            default -> throw new IOException("no fact of the four rules: " + type);
        };
    }

    /** {@code 2026-03-02T15:04:05.120Z}, without the cost of java.time's own parser. */
    private static long millisecondsOf(JsonParser parser) throws IOException {
        char[] text = parser.getTextCharacters();
        int from = parser.getTextOffset();
        expect(parser.getTextLength() == 24, "no time in milliseconds");
        long day = LocalDate.of(number(text, from, 4), number(text, from + 5, 2),
            number(text, from + 8, 2)).toEpochDay();
        return day * 86_400_000L + number(text, from + 11, 2) * 3_600_000L
            + number(text, from + 14, 2) * 60_000L + number(text, from + 17, 2) * 1_000L
            + number(text, from + 20, 3);
    }

    private static int number(char[] text, int from, int digits) {
        int out = 0;
        for (int i = from; i < from + digits; ++i) {
            out = out * 10 + (text[i] - '0');
        }
        return out;
    }

    /** {@code 125.50}. */
    private static long minorOf(JsonParser parser) throws IOException {
        char[] text = parser.getTextCharacters();
        int from = parser.getTextOffset();
        int length = parser.getTextLength();
        expect(length > 3 && text[from + length - 3] == '.', "no amount with two digits");
        long out = 0;
        for (int i = from; i < from + length; ++i) {
            out = text[i] == '.' ? out : out * 10 + (text[i] - '0');
        }
        return out;
    }

    private static void expect(boolean isSo, String otherwise) throws IOException {
        if (!isSo) {
            throw new IOException(otherwise);
        }
    }
}
