package io.goldtier.spoiled;

import io.goldtier.json.Json;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/** Ways in which the list of a page's own posts can be wrong, when it is asked whether an attempt has made one. */
final class LookUps {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssZ");

    private LookUps() {}

    /**
     * A list that is not what it should be.
     *
     * @param name for tables
     * @param change from the real answer and what the words of the post that is looked for contain
     */
    record LookUp(String name, BiFunction<Answer, String, Answer> change) {}

    /** Those that were seen, and those that come first to mind. */
    static List<LookUp> few() {
        return all().stream()
                .filter(one -> List.of(
                                "{}",
                                "text trimmed",
                                "time missing",
                                "data null",
                                "html",
                                "does not reach back",
                                "its clock is behind")
                        .contains(one.name()))
                .toList();
    }

    /** All there are. */
    static List<LookUp> all() {
        List<LookUp> all = new ArrayList<>();
        for (String json : List.of("{}", "[]", "null", "false", "{\"data\": {}}", "{\"data\": \"none\"}", "{\"dat")) {
            all.add(new LookUp(json, (answer, words) -> Answer.json(200, json)));
        }
        all.add(new LookUp("data null", (answer, words) -> Answer.json(200, "{\"data\": null}")));
        all.add(new LookUp("data empty", (answer, words) -> Answer.json(200, "{\"data\": []}")));
        all.add(new LookUp("html", (answer, words) -> Answer.html(200)));
        all.add(new LookUp("cut", (answer, words) -> Answer.none()));
        all.add(new LookUp("empty body", (answer, words) -> Answer.empty(200)));
        for (int status : new int[] {403, 404, 429, 500, 503}) {
            all.add(new LookUp(status + " html", (answer, words) -> Answer.html(status)));
            all.add(new LookUp(
                    status + " json",
                    (answer, words) -> Answer.json(
                            status,
                            "{\"error\": {\"message\": \"spoilt\", \"type\": \"OAuthException\", \"code\": 2}}")));
        }
        all.add(new LookUp(
                "error with 200",
                (answer, words) -> Answer.json(200, "{\"error\": {\"message\": \"spoilt\", \"code\": 1}}")));
        all.add(ours(
                "text trimmed",
                post -> with(
                        post, "message", String.valueOf(post.get("message")).strip())));
        all.add(ours(
                "text with other spaces",
                post -> with(
                        post, "message", String.valueOf(post.get("message")).replaceAll("\\s+", " "))));
        all.add(ours(
                "text in another form of letters",
                post -> with(
                        post,
                        "message",
                        java.text.Normalizer.normalize(
                                String.valueOf(post.get("message")), java.text.Normalizer.Form.NFD))));
        all.add(ours("text missing", post -> without(post, "message")));
        all.add(ours("id missing", post -> without(post, "id")));
        all.add(ours("time missing", post -> without(post, "created_time")));
        all.add(ours("time null", post -> with(post, "created_time", null)));
        all.add(ours("time nonsense", post -> with(post, "created_time", "yesterday")));
        all.add(ours("time a number", post -> with(post, "created_time", 1771583400)));
        all.add(ours("its clock is behind", post -> with(post, "created_time", aMinuteBefore(post))));
        all.add(ours("no object", post -> null));
        all.add(new LookUp(
                "does not reach back",
                (answer, words) -> list(answer, posts -> posts.stream()
                        .filter(post -> !isOurs(post, words))
                        .map(post -> with(post, "created_time", "2036-02-20T10:30:00+0000"))
                        .toList())));
        all.add(new LookUp("cut off at one entry, with a next page", (answer, words) -> {
            Map<String, Object> body = new LinkedHashMap<>(Json.readObject(answer.text()));
            body.put("data", List.of());
            body.put("paging", Map.of("next", "https://graph.example/next", "cursors", Map.of("after", "abc")));
            return Answer.json(200, Json.write(body));
        }));
        all.add(new LookUp(
                "posts of another page",
                (answer, words) -> list(answer, posts -> posts.stream()
                        .filter(post -> !isOurs(post, words))
                        .map(post -> with(post, "id", "200000000000002_1"))
                        .toList())));
        return all;
    }

    /** The list is right but for our own post. */
    private static LookUp ours(String name, UnaryOperator<Map<String, Object>> change) {
        return new LookUp(
                name,
                (answer, words) -> list(answer, posts -> {
                    List<Map<String, Object>> changed = new ArrayList<>();
                    posts.forEach(post -> changed.add(isOurs(post, words) ? change.apply(post) : post));
                    return changed;
                }));
    }

    private static boolean isOurs(Map<String, Object> post, String words) {
        return String.valueOf(post.get("message")).contains(words);
    }

    private static Answer list(Answer answer, UnaryOperator<List<Map<String, Object>>> change) {
        Map<String, Object> body = new LinkedHashMap<>(Json.readObject(answer.text()));
        List<Map<String, Object>> posts = new ArrayList<>();
        for (Object post : (List<?>) body.get("data")) {
            Map<String, Object> copy = new LinkedHashMap<>();
            ((Map<?, ?>) post).forEach((name, value) -> copy.put(String.valueOf(name), value));
            posts.add(copy);
        }
        body.put("data", change.apply(posts));
        return Answer.json(200, Json.write(body));
    }

    private static String aMinuteBefore(Map<String, Object> post) {
        return TIME.format(OffsetDateTime.parse(String.valueOf(post.get("created_time")), TIME)
                .minusMinutes(1));
    }

    private static Map<String, Object> with(Map<String, Object> post, String field, Object value) {
        Map<String, Object> copy = new LinkedHashMap<>(post);
        copy.put(field, value);
        return copy;
    }

    private static Map<String, Object> without(Map<String, Object> post, String field) {
        Map<String, Object> copy = new LinkedHashMap<>(post);
        copy.remove(field);
        return copy;
    }
}
