package io.goldtier.intake.message;

import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Words that were read, and what beside them was not: nobody must take silence about the rest for "there was nothing in it".
 *
 * @param text the words
 * @param only how much was read, such as {@code the first 20 of 31 pages}; null when all was
 */
public record Excerpt(String text, String only) {

    /** All of it. */
    public static Excerpt whole(String text) {
        return new Excerpt(text, null);
    }

    /** The beginning of a text, as far as it is read. */
    public static Excerpt first(int most, String text) {
        return text.length() <= most
                ? whole(text)
                : new Excerpt(Bounds.start(text, most), first(most, text.length(), "characters"));
    }

    /** How much of something was read, for {@link #only}. */
    public static String first(long read, long all, String things) {
        return String.format(Locale.ROOT, "the first %,d of %,d %s", read, all, things);
    }

    /** The same words, read otherwise; what was not read stays so. */
    public Excerpt with(UnaryOperator<String> reading) {
        return new Excerpt(reading.apply(text), only);
    }

    /** At most so many characters of the words. */
    public Excerpt atMost(int most) {
        Excerpt less = first(most, text);
        return new Excerpt(
                less.text(),
                Stream.of(less, this)
                        .map(Excerpt::only)
                        .filter(each -> each != null)
                        .reduce((characters, outer) -> characters + " in " + outer)
                        .orElse(null));
    }

    /** The sentence that tells a person; empty when all was read. */
    public Optional<String> notRead(String name) {
        return Optional.ofNullable(only).map(read -> "Of " + name + " only " + read + " were read.");
    }

    /** Several such sentences as one text; null when there are none. */
    public static String together(Stream<String> sentences) {
        String all = sentences.distinct().collect(Collectors.joining(" "));
        return all.isEmpty() ? null : all;
    }
}
