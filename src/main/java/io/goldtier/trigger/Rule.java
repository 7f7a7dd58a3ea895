package io.goldtier.trigger;

import io.goldtier.json.Yaml;
import io.goldtier.trigger.amount.Amount;
import io.goldtier.trigger.amount.Amounts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A rule card: which words in a message mean which work. It is a {@code beans:} entry in a route file of its own; Camel
 * sets the properties.
 *
 * <p>The pattern's named groups are the placeholders of actions and context: {@code ${client}}. An empty group
 * {@code (?<amount>)} stands for any amount of money; it gives {@code ${amount}} as a number and {@code ${currency}}.
 * {@code ${text}}, {@code ${sender}} and {@code ${date}} are there too. Of
 * {@code ${one|other}} the first that has something to say is taken; a value whose placeholder has nothing to say is
 * left out.
 */
public class Rule {

    private static final Pattern GROUP = Pattern.compile("\\(\\?<([a-zA-Z][a-zA-Z0-9]*)>");
    private static final int LONGEST_TEXT = 64 * 1024;
    private static final int MOST_MATCHES = 20;

    private String name = "";
    private String description = "";
    private String example = "";
    private String pattern = "";
    private String sourceDomain = "business";
    private int priority;
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
        require(!pattern.isBlank(), "pattern is missing: give a regular expression with named groups");
        require(
                sourceDomain.equals("personal") || sourceDomain.equals("business"),
                "sourceDomain must be personal or business, was: " + sourceDomain);
        Pattern readyPattern = compile();
        groups = groupNames();
        try {
            actionTemplates = actionTemplates();
            contextTemplate = Yaml.readMap(context);
        } catch (Yaml.YamlProblem e) {
            throw new IllegalArgumentException(sentence("actions or context is not YAML: " + e.getMessage()), e);
        }
        require(!actionTemplates.isEmpty(), "actions is missing: name at least one skill with its input");
        checkPlaceholders(actionTemplates);
        checkPlaceholders(contextTemplate);
        compiled = readyPattern;
        return this;
    }

    private Pattern compile() {
        try {
            return Pattern.compile(pattern.strip().replace("(?<amount>)", "(?<amount>" + Amounts.PATTERN + ")"));
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    sentence("pattern is no regular expression: " + e.getDescription() + " near character "
                            + e.getIndex()),
                    e);
        }
    }

    private Set<String> groupNames() {
        Set<String> names = new LinkedHashSet<>();
        Matcher found = GROUP.matcher(pattern);
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

    private void checkPlaceholders(Object template) {
        for (String placeholder : Placeholders.in(template)) {
            require(
                    groups.contains(placeholder)
                            || Set.of("text", "sender", "date").contains(placeholder)
                            || placeholder.equals("currency") && groups.contains("amount"),
                    "${" + placeholder + "} is no group of its pattern; the groups are " + groups);
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
        String text = found == null ? "" : found.strip().replaceAll("\\s+", " ");
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

    /** Set from the card. */
    public void setDescription(String description) {
        this.description = description.strip();
    }

    /** Set from the card. */
    public void setExample(String example) {
        this.example = example.strip();
    }

    /** Set from the card. */
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
