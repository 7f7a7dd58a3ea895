package io.goldtier.trigger;

import io.goldtier.json.Cut;
import io.goldtier.trigger.amount.Amount;
import io.goldtier.trigger.amount.Amounts;
import io.goldtier.trigger.phrase.BoundedText;
import io.goldtier.trigger.phrase.Dates;
import io.goldtier.trigger.phrase.Mood;
import io.goldtier.trigger.phrase.Phrase;
import io.goldtier.trigger.phrase.PhraseProblem;
import io.goldtier.trigger.phrase.Search;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;

/**
 * The wordings that a rule looks for, tried one after the other; of two that find something at one place, the first counts.
 * What is found in a sentence that denies, asks, supposes, plans or quotes is shown to a person.
 */
final class Wording {

    private static final Pattern GROUP = Pattern.compile("\\(\\?<([a-zA-Z][a-zA-Z0-9]*)>");
    private static final Pattern PARAGRAPHS = Pattern.compile("\\n\\s*\\n");
    private static final int MOST_MATCHES = 20;

    private final String rule;
    private final List<One> wordings;
    private final Set<Mood> allowed;

    private Wording(String rule, List<One> wordings, Set<Mood> allowed) {
        this.rule = rule;
        this.wordings = wordings;
        this.allowed = allowed;
    }

    private record One(Pattern pattern, Set<String> groups, List<Search.Needed> needed) {}

    private record Span(int start, int end) {

        boolean meets(Span other) {
            return start < other.end() && other.start() < end;
        }
    }

    /**
     * What was found.
     *
     * @param matches the values of the pieces, a map for each place
     * @param unclear what its writer must say better, or null
     */
    record Found(Collection<Map<String, Object>> matches, String unclear) {}

    /**
     * Prepares the wordings of a card.
     *
     * @throws IllegalArgumentException with what is wrong, the end of a sentence
     */
    static Wording of(String rule, String pattern, String regex, Set<Mood> allowed) {
        List<One> wordings = new ArrayList<>();
        if (regex.isBlank()) {
            for (String paragraph : PARAGRAPHS.split(pattern.strip())) {
                wordings.add(one(phrase(paragraph), anchors(paragraph), false));
            }
        } else {
            wordings.add(one(regex.strip(), List.of(), true));
        }
        return new Wording(rule, wordings, allowed);
    }

    private static String phrase(String paragraph) {
        try {
            return Phrase.regex(paragraph);
        } catch (PhraseProblem e) {
            throw new IllegalArgumentException("pattern: " + e.getMessage(), e);
        }
    }

    private static List<Search.Needed> anchors(String paragraph) {
        return Phrase.anchors(paragraph).stream().map(Search.Needed::of).toList();
    }

    private static One one(String source, List<Search.Needed> needed, boolean isRegex) {
        try {
            Set<String> names = new LinkedHashSet<>();
            Matcher found = GROUP.matcher(source);
            while (found.find()) {
                names.add(found.group(1));
            }
            Pattern compiled = Pattern.compile(source.replace("(?<amount>)", "(?<amount>" + Amounts.PATTERN + ")")
                    .replace("(?<date>)", "(?<date>" + Dates.PATTERN + ")"));
            return new One(compiled, names, needed);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    isRegex
                            ? "regex is no regular expression: " + e.getDescription() + " near character "
                                    + e.getIndex()
                            : "pattern: " + e.getDescription(),
                    e);
        }
    }

    /** The names of all pieces. */
    Set<String> groups() {
        return wordings.stream()
                .flatMap(each -> each.groups().stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Reads a text. */
    Found read(String text, Map<String, Object> builtIn) {
        String start = start(text);
        BoundedText bounded = new BoundedText(start);
        Set<Map<String, Object>> matches = new LinkedHashSet<>();
        Map<Span, Map<String, Object>> places = new LinkedHashMap<>();
        try {
            for (One wording : wordings) {
                Search search = new Search(wording.pattern(), wording.needed(), start, bounded);
                Matcher matcher = search.found();
                while (search.find()) {
                    Span span = new Span(matcher.start(), matcher.end());
                    if (places.keySet().stream().anyMatch(span::meets)) {
                        continue;
                    }
                    if (places.size() == MOST_MATCHES) {
                        return new Found(
                                List.of(),
                                "The text speaks at more than " + MOST_MATCHES + " places of what the rule " + rule
                                        + " looks for, and no more are read. Put the orders into files of their own.");
                    }
                    Map<String, Object> values = new LinkedHashMap<>(builtIn);
                    String unclear = read(start, wording, matcher, values);
                    if (unclear != null) {
                        return new Found(List.of(), unclear);
                    }
                    places.put(span, values);
                }
            }
        } catch (BoundedText.TooManySteps | StackOverflowError e) {
            return new Found(
                    List.of(),
                    "The text is too long and too full of what the rule " + rule
                            + " looks for: its pattern needs too many steps on it. Put the order into a file of its own.");
        }
        places.entrySet().stream()
                .sorted((one, other) -> one.getKey().start() - other.getKey().start())
                .forEach(place -> matches.add(place.getValue()));
        return new Found(matches, null);
    }

    private static String start(String text) {
        return text.length() > Rule.LONGEST_TEXT ? text.substring(0, Rule.LONGEST_TEXT) : text;
    }

    /** Reads what is found at one place; returns why it is not clear, or null. */
    private String read(String text, One wording, Matcher matcher, Map<String, Object> values) {
        if (StepValues.looksLikeOne(text)) {
            return "What a message says cannot name what a step gives: ${steps.…}.";
        }
        for (String group : wording.groups()) {
            String unclear = put(values, group, matcher.group(group));
            if (unclear != null) {
                return unclear;
            }
        }
        Optional<Mood> mood = Mood.of(text, matcher.start(), matcher.end()).stream()
                .filter(each -> !allowed.contains(each))
                .findFirst();
        return mood.map(each -> "A sentence that speaks of it (rule " + rule + ") " + each.words()
                        + ", so it is no order: \"" + Cut.line(200, matcher.group()) + "\".")
                .orElse(null);
    }

    private static String put(Map<String, Object> values, String group, String found) {
        if (found != null && StepValues.looksLikeOne(found)) {
            return "What a message says cannot name what a step gives: " + found.strip() + ".";
        }
        String text = found == null ? "" : found.strip().replaceAll("\\s+", " ");
        if (group.equals("date")) {
            return putDate(values, text);
        }
        if (!group.equals("amount") || text.isEmpty()) {
            values.put(group, text.isEmpty() ? null : text);
            return null;
        }
        Amount amount = Amounts.read(text);
        if (amount instanceof Amount.Exact exact) {
            values.put("amount", exact.value());
            values.put("currency", exact.currency());
            return null;
        }
        return amount instanceof Amount.Ambiguous ambiguous
                ? ambiguous.sentence()
                : ((Amount.Refused) amount).sentence();
    }

    /** Without a date in the text, the day on which it came stays. */
    private static String putDate(Map<String, Object> values, String text) {
        if (text.isEmpty()) {
            return null;
        }
        Optional<LocalDate> date = Dates.read(text);
        date.ifPresent(day -> values.put("date", day.toString()));
        return date.isPresent() ? null : "There is no such day: \"" + text + "\".";
    }

    /** True when all places of the other lie within places of this, and this says more. */
    boolean encloses(Wording other, String text) {
        List<Span> mine = spans(start(text));
        List<Span> its = other.spans(start(text));
        return !its.isEmpty()
                && !mine.equals(its)
                && its.stream().allMatch(span -> mine.stream()
                        .anyMatch(wide -> wide.start() <= span.start() && span.end() <= wide.end()));
    }

    private List<Span> spans(String text) {
        List<Span> spans = new ArrayList<>();
        try {
            for (One wording : wordings) {
                Search search = new Search(wording.pattern(), wording.needed(), text, new BoundedText(text));
                Matcher matcher = search.found();
                while (spans.size() < MOST_MATCHES && search.find()) {
                    Span span = new Span(matcher.start(), matcher.end());
                    if (spans.stream().noneMatch(span::meets)) {
                        spans.add(span);
                    }
                }
            }
        } catch (BoundedText.TooManySteps | StackOverflowError e) {
            return List.of();
        }
        return spans;
    }
}
