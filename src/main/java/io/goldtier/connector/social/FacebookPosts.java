package io.goldtier.connector.social;

import java.text.Normalizer;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;

/**
 * Looks among the page's own recent posts for the one that an attempt may have made. That there is none is said only when
 * the list would have shown it: every entry dated, and reaching back before the attempt began.
 */
@Component("facebookPosts")
class FacebookPosts {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss[xxx][xx]");
    private static final Duration CLOCKS_DIFFER_BY = Duration.ofMinutes(2);

    private record Post(String id, String words, Instant created, Object url) {}

    /**
     * What the list proves.
     *
     * @param answer the page's posts, newest first, as the Graph API lists them
     * @param input the input of the skill
     * @param attempted when the first attempt began that may have posted
     * @param others the results of other posts since then, whose traces are not this one's
     * @return {@code {done, output}}, or {@code {reason}} when nothing is proved
     */
    public Map<String, Object> find(
            @Body Object answer,
            @Variable("input") Map<String, Object> input,
            @Variable("attempted") Instant attempted,
            @Variable("others") List<Map<String, Object>> others) {
        if (!(answer instanceof Map<?, ?> page) || !(page.get("data") instanceof List<?> entries)) {
            return unknown("the answer is no list of posts");
        }
        Instant begun = attempted.minus(CLOCKS_DIFFER_BY);
        Set<Object> foreign =
                others.stream().map(result -> result.get("post_id")).collect(Collectors.toSet());
        String words = normalized(input.get("message"));
        // An empty list does not reach back: a page without posts and an answer without its posts look the same
        Instant oldest = Instant.MAX;
        boolean allDated = true;
        for (Object entry : entries) {
            Optional<Post> read = read(entry);
            if (read.isEmpty()) {
                allDated = false;
                continue;
            }
            Post post = read.get();
            oldest = post.created().isBefore(oldest) ? post.created() : oldest;
            if (post.words().equals(words) && !post.created().isBefore(begun) && !foreign.contains(post.id())) {
                return Map.of("done", true, "output", output(post));
            }
        }
        if (!allDated) {
            return unknown("a post of the list has no id, words or time that can be read");
        }
        return oldest.isBefore(begun)
                ? Map.of("done", false)
                : unknown("the list does not reach back before the attempt");
    }

    private static Map<String, Object> unknown(String reason) {
        return Map.of("reason", reason);
    }

    private static Optional<Post> read(Object entry) {
        if (!(entry instanceof Map<?, ?> post) || !(post.get("id") instanceof String id) || id.isBlank()) {
            return Optional.empty();
        }
        Object message = post.get("message");
        if (post.containsKey("message") && !(message instanceof String)) {
            return Optional.empty();
        }
        try {
            Instant created = OffsetDateTime.parse(String.valueOf(post.get("created_time")), TIME)
                    .toInstant();
            return Optional.of(new Post(id, normalized(message), created, post.get("permalink_url")));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** The words as the platform keeps them: trimmed, with one form of each letter, white space and line end. */
    private static String normalized(Object text) {
        return text == null
                ? ""
                : Normalizer.normalize(String.valueOf(text), Normalizer.Form.NFC)
                        .replaceAll("\\s+", " ")
                        .strip();
    }

    private static Map<String, Object> output(Post post) {
        Map<String, Object> output = new LinkedHashMap<>();
        output.put("post_id", post.id());
        if (post.url() instanceof String url && url.startsWith("https://")) {
            output.put("post_url", url);
        }
        return output;
    }
}
