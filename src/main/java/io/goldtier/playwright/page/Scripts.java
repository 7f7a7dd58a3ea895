package io.goldtier.playwright.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The scripts that run in pages. */
final class Scripts {

    static final String BOUNDS = read("bounds.js");
    static final String FIELD = read("field.js");
    static final String CANDIDATES = read("candidates.js");
    static final String EXTRACT = read("extract.js");
    static final String OUTCOME = read("outcome.js");
    static final String SENSITIVE = read("sensitive.js");

    private Scripts() {}

    private static String read(String name) {
        try (InputStream in = Scripts.class.getResourceAsStream(name)) {
            // What stands before the script explains it; Playwright wants an expression
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replaceAll("(?m)^//.*\\R", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
