package io.goldtier.trigger;

import io.goldtier.json.Yaml;
import io.goldtier.trigger.amount.Amount;
import io.goldtier.trigger.amount.Amounts;
import io.goldtier.trigger.phrase.Dates;
import io.goldtier.trigger.phrase.Phrase;
import io.goldtier.trigger.phrase.PhraseProblem;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A rule card: which words in a message mean which work. It is a {@code beans:} entry in a route file of its own; Camel
 * sets the properties.
 *
 * <p>What it looks for stands in {@code pattern}, in words and named pieces, which {@link Phrase} explains:
 * {@code project for {client}, {amount}}. What cannot be said so is a regular expression with named groups in
 * {@code regex} instead, in which the empty groups {@code (?<amount>)} and {@code (?<date>)} stand for any amount of money
 * and any date.
 *
 * <p>The pieces are the placeholders of actions and context: {@code ${client}}. {@code ${amount}} is a number, with
 * {@code ${currency}} beside it. {@code ${text}}, {@code ${sender}} and {@code ${date}}, the day on which the message came
 * unless it names one, are there too. Of {@code ${one|other}} the first that has something to say is taken; a value whose
 * placeholder has nothing to say is left out.
 *
 * <p>The card is tried on what it says itself: its {@code example} must be understood, and none of its
 * {@code counterExamples} may be.
 */
public class Rule {

    private static final Pattern GROUP = Pattern.compile("\\(\\?<([a-zA-Z][a-zA-Z0-9]*)>");
    private static final Map<String, Object> BUILT_IN = Map.of("date", "2026-02-20");
    private static final int LONGEST_TEXT = 64 * 1024;
    private static final int MOST_MATCHES = 20;

    private String name = "";
    private String description = "";
    private String example = "";
    private String counterExamples = "";
    private String pattern = "";
    private String regex = "";
    private String sourceDomain = "business";
    private int priority;
    private String agent = "";
    private String allows = "";
    private Set<String> skills = Set.of();
    private String actions = "";
    private String context = "";
    private Pattern compiled;
    private Set<String> groups = Set.of();
    private List<Map<String, Object>> actionTemplates = List.of();
    private Map<String, Object> contextTemplate = Map.of();

    /** What a rule found in a text. */
    public sealed interface Finding {

        /** Nothing that the rule is about. */
        record Nothing() implements Finding {}

        /**
         * Work.
         *
         * @param actions maps of {@code type} and {@code params}
         * @param context client name, amount, project, …
         */
        record Work(List<Map<String, Object>> actions, Map<String, Object> context) implements Finding {}

        /**
         * Something that the rule is about, but that it cannot be sure of.
         *
         * @param sentence what its writer must say better
         */
        record Unclear(String sentence) implements Finding {}
    }

    /**
     * Prepares the card and checks every property.
     *
     * @param beanName the name under which the card is registered
     * @return this card, ready for use
     * @throws IllegalArgumentException with one sentence that names the property, its value and what is allowed
     */
    public synchronized Rule check(String beanName) {
        if (compiled != null && name.equals(beanName)) {
            return this;
        }
        name = beanName;
        require(!description.isBlank(), "description is missing: say in a sentence which messages it is about");
        require(
                pattern.isBlank() != regex.isBlank(),
                "pattern is missing, or regex stands beside it: give one of them, such as pattern: Paid {amount} for"
                        + " {what}");
        require(
                !pattern.contains("(?"),
                "pattern is a regular expression: give it as regex, or say it in words and pieces such as {client}");
        require(
                sourceDomain.equals("personal") || sourceDomain.equals("business"),
                "sourceDomain must be personal or business, was: " + sourceDomain);
        String source = source();
        Pattern readyPattern = compile(source);
        groups = groupNames(source);
        try {
            actionTemplates = actionTemplates();
            contextTemplate = Yaml.readMap(context);
            skills = allSkills();
        } catch (Yaml.YamlProblem e) {
            throw new IllegalArgumentException(sentence("actions or context is not YAML: " + e.getMessage()), e);
        }
        require(!actionTemplates.isEmpty(), "actions is missing: name at least one skill with its input");
        checkPlaceholders(actionTemplates);
        checkPlaceholders(contextTemplate);
        compiled = readyPattern;
        try {
            tryExamples();
        } catch (IllegalArgumentException e) {
            compiled = null;
            throw e;
        }
        return this;
    }

    private String source() {
        try {
            return regex.isBlank() ? Phrase.regex(pattern) : regex.strip();
        } catch (PhraseProblem e) {
            throw new IllegalArgumentException(sentence("pattern: " + e.getMessage()), e);
        }
    }

    private Pattern compile(String source) {
        try {
            return Pattern.compile(source.replace("(?<amount>)", "(?<amount>" + Amounts.PATTERN + ")")
                    .replace("(?<date>)", "(?<date>" + Dates.PATTERN + ")"));
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    sentence(
                            regex.isBlank()
                                    ? "pattern: " + e.getDescription()
                                    : "regex is no regular expression: " + e.getDescription() + " near character "
                                            + e.getIndex()),
                    e);
        }
    }

    private void tryExamples() {
        require(
                example.isEmpty() || read(example, BUILT_IN) instanceof Finding.Work,
                "its example is not understood by its pattern: " + example);
        Object against;
        try {
            against = counterExamples.isBlank() ? List.of() : Yaml.read(counterExamples);
        } catch (Yaml.YamlProblem e) {
            throw new IllegalArgumentException(sentence("counterExamples is not YAML: " + e.getMessage()), e);
        }
        require(against instanceof List, "counterExamples must be a list of texts");
        for (Object text : (List<?>) against) {
            require(
                    !(read(String.valueOf(text), BUILT_IN) instanceof Finding.Work),
                    "its pattern understands one of its counterExamples: " + text);
        }
    }

    private static Set<String> groupNames(String source) {
        Set<String> names = new LinkedHashSet<>();
        Matcher found = GROUP.matcher(source);
        while (found.find()) {
            names.add(found.group(1));
        }
        return names;
    }

    /** Reads {@code - skill: {param: value}} as well as {@code - {type: skill, params: {…}}}. */
    private List<Map<String, Object>> actionTemplates() {
        if (!(Yaml.read(actions) instanceof List<?> list)) {
            throw new IllegalArgumentException(sentence("actions must be a list of skills with their input"));
        }
        List<Map<String, Object>> templates = new ArrayList<>();
        for (Object item : list) {
            templates.add(ActionForm.read(item)
                    .orElseThrow(() -> new IllegalArgumentException(sentence(
                            "actions must be a list of entries such as '- odoo_create_invoice: {client: …}', was: "
                                    + item))));
        }
        return templates;
    }

    private Set<String> allSkills() {
        Set<String> all = new LinkedHashSet<>();
        actionTemplates.forEach(template -> all.add(String.valueOf(template.get("type"))));
        Object more = allows.isBlank() ? List.of() : Yaml.read(allows);
        require(
                more instanceof List<?> list && list.stream().allMatch(String.class::isInstance),
                "allows must be a list of skills");
        ((List<?>) more).forEach(skill -> all.add((String) skill));
        return all;
    }

    private void checkPlaceholders(Object template) {
        for (String placeholder : Placeholders.in(template)) {
            require(
                    groups.contains(placeholder)
                            || Set.of("text", "sender", "date").contains(placeholder)
                            || placeholder.equals("currency") && groups.contains("amount"),
                    "${" + placeholder + "} is no piece of its pattern; the pieces are " + groups);
        }
    }

    /**
     * Reads a text.
     *
     * @param text the message's words
     * @param builtIn the values of {@code text}, {@code sender} and {@code date}
     */
    public Finding read(String text, Map<String, Object> builtIn) {
        String start = text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) : text;
        Set<Map<String, Object>> matches = new LinkedHashSet<>();
        Matcher matcher = compiled.matcher(new BoundedText(start));
        try {
            while (matches.size() < MOST_MATCHES && matcher.find()) {
                Map<String, Object> values = new LinkedHashMap<>(builtIn);
                if (StepValues.looksLikeOne(start)) {
                    return new Finding.Unclear("What a message says cannot name what a step gives: ${steps.…}.");
                }
                for (String group : groups) {
                    Finding.Unclear unclear = put(values, group, matcher.group(group));
                    if (unclear != null) {
                        return unclear;
                    }
                }
                matches.add(values);
            }
        } catch (BoundedText.TooManySteps | StackOverflowError e) {
            return new Finding.Unclear(
                    "The rule " + name
                            + " could not be tried, because its pattern needs too many steps on this text; simplify the pattern.");
        }
        return matches.isEmpty() ? new Finding.Nothing() : work(matches);
    }

    private static Finding.Unclear put(Map<String, Object> values, String group, String found) {
        if (found != null && StepValues.looksLikeOne(found)) {
            return new Finding.Unclear("What a message says cannot name what a step gives: " + found.strip() + ".");
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
        return new Finding.Unclear(
                amount instanceof Amount.Ambiguous ambiguous
                        ? ambiguous.sentence()
                        : ((Amount.Refused) amount).sentence());
    }

    /** Without a date in the text, the day on which it came stays. */
    private static Finding.Unclear putDate(Map<String, Object> values, String text) {
        if (text.isEmpty()) {
            return null;
        }
        Optional<LocalDate> date = Dates.read(text);
        date.ifPresent(day -> values.put("date", day.toString()));
        return date.isPresent() ? null : new Finding.Unclear("There is no such day: \"" + text + "\".");
    }

    private Finding work(Set<Map<String, Object>> matches) {
        List<Map<String, Object>> work = new ArrayList<>();
        Map<String, Object> firstContext = null;
        for (Map<String, Object> values : matches) {
            for (Map<String, Object> template : actionTemplates) {
                work.add(Placeholders.fill(template, values));
            }
            firstContext = firstContext == null ? Placeholders.fill(contextTemplate, values) : firstContext;
        }
        return new Finding.Work(work, firstContext);
    }

    private void require(boolean condition, String problem) {
        if (!condition) {
            throw new IllegalArgumentException(sentence(problem));
        }
    }

    private String sentence(String problem) {
        return "The rule " + name + " is wrong: " + problem + ".";
    }

    /** The rule's name: that of its bean and its file. */
    public String name() {
        return name;
    }

    /** Which messages it is about. */
    public String description() {
        return description;
    }

    /** A message that it understands, or an empty text. */
    public String example() {
        return example;
    }

    /** {@code personal} or {@code business}. */
    public String sourceDomain() {
        return sourceDomain;
    }

    /** Which of several rules that find something is followed: the one with the highest number. */
    public int priority() {
        return priority;
    }

    /** Which agent works on what it finds; an empty text for that of the settings. */
    public String agent() {
        return agent;
    }

    /** The skills that its agent may use: those of its actions, and those that the card names beside them. */
    public Set<String> skills() {
        return skills;
    }

    /** Set from the card: a YAML list of skills that its agent may use beside those of its actions. */
    public void setAllows(String allows) {
        this.allows = allows;
    }

    /** Set from the card; left out means the agent of the settings. */
    public void setAgent(String agent) {
        this.agent = agent.strip();
    }

    /** Set from the card. */
    public void setDescription(String description) {
        this.description = description.strip();
    }

    /** Set from the card. */
    public void setExample(String example) {
        this.example = example.strip();
    }

    /** Set from the card: a YAML list of texts that it must not understand. */
    public void setCounterExamples(String counterExamples) {
        this.counterExamples = counterExamples;
    }

    /** Set from the card; a regular expression in place of a pattern. */
    public void setRegex(String regex) {
        this.regex = regex;
    }

    /** Set from the card: words and pieces, see {@link Phrase}. */
    public void setPattern(String pattern) {
        this.pattern = pattern;
    }

    /** Set from the card; left out means business. */
    public void setSourceDomain(String sourceDomain) {
        this.sourceDomain = sourceDomain;
    }

    /** Set from the card; left out means 0. */
    public void setPriority(int priority) {
        this.priority = priority;
    }

    /** Set from the card: a YAML list of skills with their input. */
    public void setActions(String actions) {
        this.actions = actions;
    }

    /** Set from the card: a YAML mapping. */
    public void setContext(String context) {
        this.context = context;
    }
}
