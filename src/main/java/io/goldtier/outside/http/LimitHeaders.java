package io.goldtier.outside.http;

import io.goldtier.json.Yaml;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Headers in which a system says how many requests it still takes: a line of {@code limits} on its card. Either
 * {@code remaining} names a header with a number, and {@code reset} one with the second since 1970 when it counts anew; or
 * {@code percent} names one with the share that is used, which {@code find} picks out: from 95 on nothing is left. With
 * {@code on} it is about requests whose path ends so; with {@code quota} about that quota instead of the system's.
 */
public final class LimitHeaders {

    private static final Set<String> WORDS = Set.of("on", "quota", "remaining", "reset", "percent", "find");
    private static final double NEARLY_ALL = 95;
    private static final int MOST_DIGITS = 12;

    private final String quota;
    private final Map<?, ?> line;
    private final Pattern find;

    private LimitHeaders(String quota, Map<?, ?> line, Pattern find) {
        this.quota = quota;
        this.line = line;
        this.find = find;
    }

    /**
     * What is left of a quota.
     *
     * @param quota its name
     * @param requests how many requests are left
     * @param reset when it is counted anew; null when the answer does not say
     */
    public record Left(String quota, long requests, Instant reset) {}

    /** What a card says under {@code limits}; a wrong line is an {@code IllegalArgumentException} that names it. */
    public static List<LimitHeaders> of(String system, String yaml) {
        List<LimitHeaders> all = new ArrayList<>();
        for (Object each : Yaml.readLines("limits", yaml)) {
            if (!(each instanceof Map<?, ?> map)
                    || !WORDS.containsAll(map.keySet())
                    || map.containsKey("remaining") == map.containsKey("percent")) {
                throw new IllegalArgumentException(
                        "limits[" + all.size() + "] must have remaining or percent, and may have "
                                + WORDS.stream().sorted().toList() + ", was: " + each);
            }
            all.add(new LimitHeaders(
                    map.get("quota") == null ? system : String.valueOf(map.get("quota")),
                    map,
                    pattern(map.get("find"), all.size())));
        }
        return List.copyOf(all);
    }

    private static Pattern pattern(Object find, int place) {
        try {
            return Pattern.compile(find == null ? "\\d{1," + MOST_DIGITS + "}" : String.valueOf(find));
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "limits[" + place + "].find must be a regular expression, was: " + find, e);
        }
    }

    /** What an answer to a request on this path says; empty when it says nothing. */
    public Optional<Left> read(String path, Answer answer) {
        if (line.get("on") != null && !path.endsWith(String.valueOf(line.get("on")))) {
            return Optional.empty();
        }
        if (line.get("percent") != null) {
            return number(answer, "percent")
                    .filter(percent -> percent >= NEARLY_ALL)
                    .map(percent -> new Left(quota, 0, null));
        }
        Instant reset = line.get("reset") == null
                ? null
                : answer.header(String.valueOf(line.get("reset")))
                        .filter(text -> text.matches("\\d{1," + MOST_DIGITS + "}"))
                        .map(text -> Instant.ofEpochSecond(Long.parseLong(text)))
                        .orElse(null);
        return number(answer, "remaining").map(left -> new Left(quota, left, reset));
    }

    private Optional<Long> number(Answer answer, String word) {
        return answer.header(String.valueOf(line.get(word))).flatMap(text -> {
            Matcher found = find.matcher(text);
            Optional<Long> most = Optional.empty();
            while (found.find()) {
                String number = found.groupCount() == 0 ? found.group() : found.group(1);
                if (number.matches("\\d{1," + MOST_DIGITS + "}")) {
                    long value = Long.parseLong(number);
                    most = Optional.of(
                            most.map(former -> Math.max(former, value)).orElse(value));
                }
            }
            return most;
        });
    }
}
