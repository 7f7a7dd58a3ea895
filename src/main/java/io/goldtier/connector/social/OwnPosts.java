package io.goldtier.connector.social;

import java.text.Normalizer;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Looks among our own recent posts for the one that an attempt may have made. That there is none is said only when the list
 * would have shown it: every entry dated, and reaching back before the attempt began.
 */
final class OwnPosts {

    private static final Duration CLOCKS_DIFFER_BY = Duration.ofMinutes(2);

    private OwnPosts() {}

    /** A post in a list. */
    record Post(String id, String words, Instant created, String url) {}

    /**
     * What the list proves.
     *
     * @param answer the list of posts, newest first, in {@code data}
     * @param reader reads one of them; empty when it cannot be read
     * @param words of the post that is looked for
     * @param attempted when the first attempt began that may have posted
     * @param others the results of other posts since then, whose traces are not this one's
     * @return {@code {done, output}}, or {@code {reason}} when nothing is proved
     */
    static Map<String, Object> find(
            Object answer,
            Function<Map<?, ?>, Optional<Post>> reader,
            String words,
            Instant attempted,
            List<Map<String, Object>> others) {
        if (!(answer instanceof Map<?, ?> page) || !(page.get("data") instanceof List<?> entries)) {
            return unknown("the answer is no list of posts");
        }
        Instant begun = attempted.minus(CLOCKS_DIFFER_BY);
        Set<Object> foreign =
                others.stream().map(result -> result.get("post_id")).collect(Collectors.toSet());
        String wanted = normalized(words);
        // An empty list does not reach back: a page without posts and an answer without its posts look the same
        Instant oldest = Instant.MAX;
        boolean allRead = true;
        for (Object entry : entries) {
            Optional<Post> read = entry instanceof Map<?, ?> map ? reader.apply(map) : Optional.empty();
            if (read.isEmpty()) {
                allRead = false;
                continue;
            }
            Post post = read.get();
            oldest = post.created().isBefore(oldest) ? post.created() : oldest;
            if (normalized(post.words()).equals(wanted)
                    && !post.created().isBefore(begun)
                    && !foreign.contains(post.id())) {
                return Map.of("done", true, "output", output(post));
            }
        }
        if (!allRead) {
            return unknown("a post of the list has no id, words or time that can be read");
        }
        return oldest.isBefore(begun)
                ? Map.of("done", false)
                : unknown("the list does not reach back before the attempt");
    }

    /** Nothing is proved. */
    static Map<String, Object> unknown(String reason) {
        return Map.of("reason", reason);
    }

    /** The words as the platforms keep them: trimmed, with one form of each letter, white space and line end. */
    private static String normalized(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC)
                .replaceAll("\\s+", " ")
                .strip();
    }

    private static Map<String, Object> output(Post post) {
        Map<String, Object> output = new LinkedHashMap<>();
        output.put("post_id", post.id());
        if (post.url() != null && post.url().startsWith("https://")) {
            output.put("post_url", post.url());
        }
        return output;
    }
}
