package io.goldtier.outside.http;

import io.goldtier.json.Paths;
import io.goldtier.json.Yaml;
import io.goldtier.outside.OutsideSystem;
import io.goldtier.skill.effect.OutsideException;
import io.goldtier.skill.effect.OutsideException.Kind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.boot.convert.DurationStyle;

/**
 * What the answers of a system mean: the table {@code answers} of its card, first the line that fits, and defaults that
 * are safe behind it.
 *
 * <p>A line names what must hold ({@code status}, {@code header}, {@code at}: a path into the body with its values) and
 * what it {@code means}: {@code transient}, {@code throttled}, {@code authentication}, {@code permanent} or
 * {@code in_doubt}; with {@code problem} for remedies, {@code say} for people, {@code until} for when to come again.
 */
public final class AnswerRules {

    /** The words that a line of a card's {@code answers} may use. */
    public static final Set<String> WORDS = Set.of("status", "header", "at", "means", "problem", "say", "until");

    private static final Duration PAUSE = Duration.ofMinutes(1);
    private static final Duration LONGEST_PAUSE = Duration.ofDays(1);
    private static final int LONGEST_WORDS = 400;

    private final List<Rule> rules;

    private AnswerRules(List<Rule> rules) {
        this.rules = rules;
    }

    private record Rule(
            List<String> statuses,
            Map<String, Pattern> headers,
            Map<String, List<Object>> values,
            Kind kind,
            String problem,
            String say,
            Until until) {

        boolean fits(Answer answer, Object body) {
            boolean status = statuses.isEmpty()
                    || statuses.stream()
                            .anyMatch(wanted -> String.valueOf(answer.status()).matches(wanted.replace("x", "\\d")));
            return status
                    && headers.entrySet().stream().allMatch(each -> answer.header(each.getKey())
                            .filter(value -> each.getValue().matcher(value).find())
                            .isPresent())
                    && values.entrySet().stream().allMatch(each -> Paths.at(body, each.getKey())
                            .filter(found -> each.getValue().stream().anyMatch(wanted -> same(wanted, found)))
                            .isPresent());
        }

        private static boolean same(Object wanted, Object found) {
            String text = String.valueOf(wanted);
            return "*".equals(wanted)
                    || (text.startsWith("~")
                            ? Pattern.compile(text.substring(1))
                                    .matcher(String.valueOf(found))
                                    .find()
                            : text.equals(String.valueOf(found)));
        }
    }

    /** When to come again: a header with a number of units or a date in it, and how long when it has none. */
    private record Until(String header, Pattern find, Duration unit, Duration otherwise) {}

    /** What a card says under {@code answers}; a wrong line is an {@code IllegalArgumentException} that names it. */
    public static AnswerRules of(String yaml) {
        List<Rule> rules = new ArrayList<>();
        for (Object line : Yaml.readLines("answers", yaml)) {
            rules.add(rule(line, "answers[" + rules.size() + "]"));
        }
        return new AnswerRules(List.copyOf(rules));
    }

    private static Rule rule(Object line, String place) {
        if (!(line instanceof Map<?, ?> map) || !WORDS.containsAll(map.keySet()) || map.get("means") == null) {
            throw new IllegalArgumentException(place + " must have means and may have "
                    + WORDS.stream().sorted().toList() + ", was: " + line);
        }
        return new Rule(
                each(map.get("status"))
                        .map(String::valueOf)
                        .map(status -> status(status, place))
                        .toList(),
                headers(map.get("header"), place),
                values(map.get("at"), place),
                kind(map.get("means"), place),
                map.get("problem") == null ? null : String.valueOf(map.get("problem")),
                map.get("say") == null ? null : String.valueOf(map.get("say")).strip(),
                until(map.get("until"), place));
    }

    private static String status(String text, String place) {
        if (!text.matches("[1-5][0-9x]{2}")) {
            throw new IllegalArgumentException(place + ".status must be a status such as 404 or 5xx, was: " + text);
        }
        return text;
    }

    private static Map<String, Pattern> headers(Object given, String place) {
        Map<String, Pattern> headers = new java.util.LinkedHashMap<>();
        if (given instanceof Map<?, ?> map) {
            map.forEach((name, value) -> headers.put(String.valueOf(name), pattern(value, place + ".header")));
        } else if (given != null) {
            throw new IllegalArgumentException(
                    place + ".header must name headers with a regular expression each, was: " + given);
        }
        return headers;
    }

    private static Pattern pattern(Object value, String place) {
        try {
            return Pattern.compile(String.valueOf(value));
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    place + " must be a regular expression, was: " + value + " (" + e.getDescription() + ")", e);
        }
    }

    private static Map<String, List<Object>> values(Object given, String place) {
        Map<String, List<Object>> values = new java.util.LinkedHashMap<>();
        if (given instanceof Map<?, ?> map) {
            map.forEach((path, wanted) -> {
                each(wanted)
                        .map(String::valueOf)
                        .filter(text -> text.startsWith("~"))
                        .forEach(text -> pattern(text.substring(1), place + ".at"));
                values.put(
                        String.valueOf(path),
                        each(wanted).map(Object.class::cast).toList());
            });
        } else if (given != null) {
            throw new IllegalArgumentException(place + ".at must name paths with their values, was: " + given);
        }
        return values;
    }

    private static Stream<?> each(Object value) {
        return value instanceof List<?> list ? list.stream() : Stream.ofNullable(value);
    }

    private static Kind kind(Object word, String place) {
        return Stream.of(Kind.values())
                .filter(kind -> kind != Kind.NOT_YET)
                .filter(kind -> kind.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(place
                        + ".means must be transient, throttled, authentication, permanent or in_doubt, was: " + word));
    }

    private static Until until(Object given, String place) {
        if (given == null) {
            return null;
        }
        try {
            if (given instanceof Map<?, ?> map && map.get("header") != null) {
                return new Until(
                        String.valueOf(map.get("header")),
                        map.get("find") == null ? null : pattern(map.get("find"), place + ".until.find"),
                        map.get("unit") == null
                                ? Duration.ofSeconds(1)
                                : DurationStyle.SIMPLE.parse("1" + map.get("unit")),
                        map.get("otherwise") == null
                                ? PAUSE
                                : DurationStyle.SIMPLE.parse(String.valueOf(map.get("otherwise"))));
            }
            return new Until(null, null, Duration.ZERO, DurationStyle.SIMPLE.parse(String.valueOf(given)));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    place + ".until must be a time such as 15m, or {header, find, unit, otherwise}, was: " + given, e);
        }
    }

    /** The problems that its lines name. */
    public Set<String> problems() {
        return rules.stream().map(Rule::problem).filter(Objects::nonNull).collect(Collectors.toSet());
    }

    /**
     * What an answer means that is no success.
     *
     * @param writing false when the call only reads: what is unclear is then simply tried again
     */
    OutsideException refusal(OutsideSystem system, Answer answer, boolean writing, Clock clock) {
        Object body = answer.readable().orElse(null);
        Optional<Rule> found =
                rules.stream().filter(rule -> rule.fits(answer, body)).findFirst();
        Kind kind = found.map(Rule::kind).orElseGet(() -> usual(answer.status()));
        Kind unclear = answer.status() >= 300 && answer.status() < 400 ? Kind.PERMANENT : Kind.TRANSIENT;
        Kind meant = kind == Kind.IN_DOUBT && !writing ? unclear : kind;
        boolean couldBeDone = writing || kind != Kind.IN_DOUBT;
        String said = found.map(Rule::say)
                .map(say -> couldBeDone ? filled(say, body) : notRead(system, answer, words(body)))
                .orElseGet(() -> sentence(system, answer, kind, words(body)));
        Instant until = meant == Kind.THROTTLED || meant == Kind.TRANSIENT
                ? until(found.map(Rule::until).orElse(null), answer, meant, clock)
                : null;
        OutsideException refusal = new OutsideException(meant, system.name(), said, until, null).answered();
        return found.map(Rule::problem).map(refusal::named).orElse(refusal);
    }

    /** True when a line of the card says that this success is none. */
    boolean refuses(Answer answer) {
        Object body = answer.readable().orElse(null);
        return rules.stream()
                .anyMatch(rule -> (!rule.statuses().isEmpty() || !rule.values().isEmpty()) && rule.fits(answer, body));
    }

    private static Kind usual(int status) {
        if (status == 401) {
            return Kind.AUTHENTICATION;
        }
        if (status == 429) {
            return Kind.THROTTLED;
        }
        if (status == 408 || status == 425) {
            return Kind.TRANSIENT;
        }
        return status >= 400 && status < 500 ? Kind.PERMANENT : Kind.IN_DOUBT;
    }

    private static String sentence(OutsideSystem system, Answer answer, Kind kind, Optional<String> words) {
        String said = words.map(text -> ": " + text).orElse(" (status " + answer.status() + ").");
        return switch (kind) {
            case AUTHENTICATION ->
                system.title() + " does not accept our credentials: check " + system.prefix() + ".*"
                        + words.map(text -> " It says: " + text).orElse(".");
            case THROTTLED -> system.title() + " asks us to slow down.";
            case TRANSIENT, NOT_YET -> system.title() + " cannot do it now" + said;
            case PERMANENT -> system.title() + " refused" + said;
            case IN_DOUBT -> unclear(system, answer);
        };
    }

    private static String unclear(OutsideSystem system, Answer answer) {
        if (answer.status() >= 300 && answer.status() < 400) {
            return system.title() + " points elsewhere (status " + answer.status() + "): set its final address.";
        }
        return answer.isSuccess()
                ? system.title() + "'s answer cannot be read."
                : system.title() + " answered with an internal error (status " + answer.status() + ").";
    }

    /** What a card says of doubt is said of what may have been done; reading does nothing. */
    private static String notRead(OutsideSystem system, Answer answer, Optional<String> words) {
        return system.title() + " did not give what was asked for"
                + words.map(text -> ": " + text).orElse(" (status " + answer.status() + ").");
    }

    /** What a system says in the places where most say it: bounded, on one line, with a full stop. */
    private static Optional<String> words(Object body) {
        return Stream.of("error.message", "message", "error_description", "detail", "error", "title")
                .map(path -> Paths.at(body, path))
                .flatMap(Optional::stream)
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .filter(text -> !text.isBlank())
                .findFirst()
                .map(AnswerRules::bounded);
    }

    private static String bounded(String text) {
        String line = text.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
        String cut = line.length() <= LONGEST_WORDS ? line : line.substring(0, LONGEST_WORDS - 1) + "…";
        return cut.matches(".*[.!?…]$") ? cut : cut + ".";
    }

    /** The card's sentence with {@code {path}} filled from the body. */
    private static String filled(String say, Object body) {
        Matcher paths = Pattern.compile("\\{([\\w.]+)}").matcher(say);
        StringBuilder text = new StringBuilder();
        while (paths.find()) {
            String value = Paths.at(body, paths.group(1))
                    .map(String::valueOf)
                    .map(AnswerRules::bounded)
                    .orElse("no reason was given.");
            paths.appendReplacement(text, Matcher.quoteReplacement(value));
        }
        return paths.appendTail(text).toString();
    }

    private static Instant until(Until until, Answer answer, Kind kind, Clock clock) {
        if (until == null) {
            return retryAfter(answer, clock)
                    .orElse(kind == Kind.THROTTLED ? clock.instant().plus(PAUSE) : null);
        }
        return Optional.ofNullable(until.header())
                .flatMap(answer::header)
                .flatMap(value -> number(value, until.find()))
                .flatMap(value -> moment(value, until.unit(), clock))
                .orElseGet(() -> clock.instant().plus(until.otherwise()));
    }

    /** When a system wants to be asked again, by the header {@code Retry-After}. */
    public static Optional<Instant> retryAfter(Answer answer, Clock clock) {
        return answer.header("Retry-After").flatMap(value -> moment(value, Duration.ofSeconds(1), clock));
    }

    private static Optional<String> number(String value, Pattern find) {
        if (find == null) {
            return Optional.of(value);
        }
        Matcher found = find.matcher(value);
        return found.find() ? Optional.of(found.groupCount() == 0 ? found.group() : found.group(1)) : Optional.empty();
    }

    /** A number of units from now, seconds since 1970 when it is that large, or a date of HTTP; at most a day ahead. */
    private static Optional<Instant> moment(String value, Duration unit, Clock clock) {
        String text = value.strip();
        Instant now = clock.instant();
        Optional<Instant> moment = Optional.empty();
        if (text.matches("\\d{1,12}")) {
            long number = Long.parseLong(text);
            moment = number == 0
                    ? Optional.empty()
                    : Optional.of(
                            number > 1_000_000_000
                                    ? Instant.ofEpochSecond(number)
                                    : now.plus(unit.multipliedBy(number)));
        } else {
            try {
                moment = Optional.of(ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                        .toInstant());
            } catch (DateTimeParseException e) {
                return Optional.empty();
            }
        }
        Instant last = now.plus(LONGEST_PAUSE);
        return moment.filter(at -> at.isAfter(now)).map(at -> at.isAfter(last) ? last : at);
    }
}
