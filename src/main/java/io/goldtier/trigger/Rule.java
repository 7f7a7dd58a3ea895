package io.goldtier.trigger;

import io.goldtier.json.Yaml;
import io.goldtier.trigger.phrase.Mood;
import io.goldtier.trigger.phrase.Phrase;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

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
 * unless it names one, are there too, and of a message that came by mail or messenger {@code ${subject}},
 * {@code ${messageId}}, {@code ${replyTo}}, the proved address of who sent it, and {@code ${contact}}, that contact's name in
 * the handbook; {@code ${file}} is the first document that came with it, {@code ${categories}} the handbook's list of them. Of {@code ${one|other}} the first that has something to say is taken; a value whose
 * placeholder has nothing to say is left out.
 *
 * <p>The card is tried on what it says itself: its {@code example} must be understood, and none of its
 * {@code counterExamples} may be.
 */
public class Rule {

    /** Among the built-in values: the names to which the handbook's {@code options} say yes. */
    public static final String OPTIONS = "options";

    /** How many characters of a text are read; who reads longer ones tells that there is more. */
    public static final int LONGEST_TEXT = 256 * 1024;

    /** What a message's channel tells; placeholders of any rule. */
    private static final Set<String> BUILT_IN_NAMES =
            Set.of("text", "sender", "date", "contact", "subject", "messageId", "replyTo", "file", "categories");

    private static final List<String> SOURCES = List.of("file_drop", "email", "gmail", "whatsapp");
    private static final Map<String, Object> BUILT_IN = Map.of("date", "2026-02-20");

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
    private String actions = "";
    private String context = "";
    private String moods = "";
    private String optional = "";
    private String sources = "";
    private String senders = "anyone";
    private Wording wording;
    private Set<String> groups = Set.of();
    private Templates templates = Templates.NONE;

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
        if (wording != null && name.equals(beanName)) {
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
        require(
                senders.equals("anyone") || senders.equals("known"),
                "senders must be anyone or known, was: " + senders);
        require(
                SOURCES.containsAll(sourceList()),
                "sources must be some of " + String.join(", ", SOURCES) + ", was: " + sources);
        Wording ready = wording();
        groups = ready.groups();
        templates = templates();
        checkPlaceholders();
        wording = ready;
        try {
            tryExamples();
        } catch (IllegalArgumentException e) {
            wording = null;
            throw e;
        }
        return this;
    }

    private List<String> sourceList() {
        return Stream.of(sources.split(","))
                .map(String::strip)
                .filter(each -> !each.isEmpty())
                .toList();
    }

    private Wording wording() {
        try {
            return Wording.of(name, pattern, regex, Mood.list(moods));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(sentence(e.getMessage()), e);
        }
    }

    private Templates templates() {
        try {
            return Templates.of(actions, optional, context, allows);
        } catch (Yaml.YamlProblem e) {
            throw new IllegalArgumentException(sentence("actions or context is not YAML: " + e.getMessage()), e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(sentence(e.getMessage()), e);
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

    private void checkPlaceholders() {
        for (String placeholder : templates.placeholders()) {
            require(
                    groups.contains(placeholder)
                            || BUILT_IN_NAMES.contains(placeholder)
                            || placeholder.equals("currency") && groups.contains("amount"),
                    "${" + placeholder + "} is no piece of its pattern; the pieces are " + groups);
        }
    }

    /**
     * Reads a text.
     *
     * @param text the message's words
     * @param builtIn the values of {@code text}, {@code sender}, {@code date} and what else the message's channel tells
     */
    public Finding read(String text, Map<String, Object> builtIn) {
        Wording.Found found = wording.read(text, builtIn);
        if (found.unclear() != null) {
            return new Finding.Unclear(found.unclear());
        }
        return found.matches().isEmpty()
                ? new Finding.Nothing()
                : templates.fill(found.matches(), builtIn.get(OPTIONS));
    }

    /** True when what this rule found in a text encloses all that the other found: it is the more specific of the two. */
    public boolean isMoreSpecificThan(Rule other, String text) {
        return wording.encloses(other.wording, text);
    }

    /**
     * True when it is about messages of this kind.
     *
     * @param sourceType the data model's word for how it came
     * @param known whether its sender is one of the handbook's known contacts or the owner
     */
    public boolean isAbout(String sourceType, boolean known) {
        List<String> allowed = sourceList();
        return (allowed.isEmpty() || allowed.contains(sourceType)) && (known || senders.equals("anyone"));
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
        return templates.skills();
    }

    /** Set from the card: a YAML list of skills that its agent may use beside those of its actions. */
    public void setAllows(String allows) {
        this.allows = allows;
    }

    /** Set from the card; left out means the agent of the settings. */
    public void setAgent(String agent) {
        this.agent = agent.strip();
    }

    /** Set from the card: further actions, by the name under which the handbook's {@code options} must say yes. */
    public void setOptional(String optional) {
        this.optional = optional;
    }

    /** Set from the card: moods of sentences that it understands all the same, such as {@code asks, plans}. */
    public void setMoods(String moods) {
        this.moods = moods;
    }

    /** Set from the card: how messages must have come, such as {@code email, gmail}; left out means in any way. */
    public void setSources(String sources) {
        this.sources = sources;
    }

    /** Set from the card: {@code known} where only messages of known contacts and of the owner count. */
    public void setSenders(String senders) {
        this.senders = senders.strip();
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
