package io.goldtier.playwright.guard;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The head of a request or an answer.
 *
 * @param first its first line
 * @param lines its headers
 */
record Head(String first, List<String> lines) {

    private static final int LONGEST = 256 * 1024;

    /** Reads one, and not a byte more; null when the other side has nothing more to say. */
    static Head read(InputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
        int ends = 0;
        while (ends < 2) {
            int next = in.read();
            if (next < 0) {
                return null;
            }
            if (bytes.size() > LONGEST) {
                throw new IOException("A head of more than " + LONGEST + " bytes");
            }
            bytes.write(next);
            ends = next == '\n' ? ends + 1 : next == '\r' ? ends : 0;
        }
        List<String> all = bytes.toString(StandardCharsets.ISO_8859_1)
                .lines()
                .filter(line -> !line.isEmpty())
                .toList();
        return all.isEmpty() ? null : new Head(all.get(0), all.subList(1, all.size()));
    }

    /** The value of a header, or null. */
    String value(String name) {
        return lines.stream()
                .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst()
                .orElse(null);
    }

    /** This head behind another first line, for a connection that ends after it. */
    String with(String newFirst) {
        StringBuilder text = new StringBuilder(newFirst).append("\r\n");
        lines.stream().filter(line -> !Passage.isOfConnection(line)).forEach(line -> text.append(line)
                .append("\r\n"));
        return text.append("Connection: close\r\n\r\n").toString();
    }
}
