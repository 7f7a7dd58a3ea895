package io.goldtier.skill;

import io.goldtier.json.JsonSchema;
import io.goldtier.json.Yaml;
import io.goldtier.skill.system.SystemCard;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.springframework.boot.convert.DurationStyle;

/**
 * A skill's card: the {@code beans:} entry beside its route, from which validation, approval, quota, repetition, audit,
 * tools and documentation are derived.
 *
 * <p>Camel sets the properties from the route file; {@link #check} makes sure that they are all there and mean something.
 */
public class Skill {

    private String name = "";
    private String description = "";
    private String server = "";
    private String approval = "always";
    private String retry = "unsafe";
    private String settles = "";
    private String expiry = "";
    private String system = "";
    private int cost = 1;
    private boolean readOnly;
    private boolean publishes;
    private String needs = "";
    private String check = "";
    private String notBefore = "";
    private String alone = "";
    private Optional<Alone> whatGoesAlone = Optional.empty();
    private String subject = "";
    private Subject.Fields subjectFields = Subject.Fields.NONE;
    private String remedies = "";
    private Map<String, Remedy> remediesByProblem = Map.of();
    private String input = "";
    private String output = "";
    private JsonSchema inputSchema;
    private JsonSchema outputSchema;
    private Function<String, Optional<SystemCard>> systems = name -> Optional.empty();

    /** When a person is asked. */
    public enum Approval {
        /** Every time; nothing can loosen it. */
        ALWAYS,
        /** As the company handbook says. */
        HANDBOOK,
        /** Not at all. */
        NEVER
    }

    /**
     * Reads both schemas and checks every property.
     *
     * @param beanName the name under which the card is registered
     * @param systemCards finds the card of an outside system, from which the server comes
     * @return this card, ready for use
     * @throws IllegalArgumentException with one sentence that names the property, its value and what is allowed
     */
    public synchronized Skill check(String beanName, Function<String, Optional<SystemCard>> systemCards) {
        if (inputSchema != null && name.equals(beanName)) {
            return this;
        }
        name = beanName;
        systems = systemCards;
        try {
            readProperties();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("The card of skill " + name + " is wrong: " + e.getMessage() + ".", e);
        }
        return this;
    }

    private void readProperties() {
        require(!description.isBlank(), "description is missing: say in a sentence what the skill does");
        require(
                server.isEmpty() || server.matches("[a-z][a-z0-9-]{0,40}-mcp"),
                "server must be a name such as crm-mcp, or be left out where the system's card names it, was: "
                        + server);
        require(
                !server.isEmpty() || !system.isEmpty(),
                "server is missing: name it, or the system whose card names it");
        require(
                isOneOf(approval, "always", "handbook", "never") || approval.matches("handbook: *\\w+"),
                "approval must be always, handbook, \"handbook: <line>\" or never, was: " + approval);
        require(
                isOneOf(retry, "safe", "unsafe") || retry.matches("verify: *[\\w-]+"),
                "retry must be safe, unsafe or \"verify: <route>\", was: " + retry);
        require(
                expiry.isEmpty() || expiry.matches("\\d{1,4}[mhd]"),
                "expiry must be a time such as 30m, 12h or 2d, was: " + expiry);
        require(
                settles.isEmpty() || settles.matches("\\d{1,4}[smh]"),
                "settles must be a time such as 30s or 2m, was: " + settles);
        require(cost >= 1 && cost <= 100, "cost must be a number of requests from 1 to 100, was: " + cost);
        require(isOneOf(needs, "", "client"), "needs must be client or be left out, was: " + needs);
        require(
                check.isEmpty() || check.matches("[\\w-]+"),
                "check must be the name of a route that a call to direct: reaches, was: " + check);
        subjectFields = Subject.Fields.read(subject);
        remediesByProblem = Remedy.read(remedies);
        whatGoesAlone = Alone.read(alone);
        JsonSchema checkedInput = schema("input", input);
        checkFields(checkedInput.source());
        outputSchema = schema("output", output);
        inputSchema = checkedInput;
    }

    private static JsonSchema schema(String property, String yaml) {
        require(!yaml.isBlank(), property + " is missing: give the JSON Schema of the skill's " + property);
        Map<String, Object> source = Yaml.readMap(property, yaml);
        JsonSchema schema;
        try {
            schema = JsonSchema.of(source);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(property + " is not a JSON Schema: " + e.getMessage(), e);
        }
        require("object".equals(source.get("type")), property + " must be of type object");
        return schema;
    }

    private void checkFields(Map<String, Object> source) {
        subjectFields.check(source);
        require(
                notBefore.isEmpty()
                        || source.get("properties") instanceof Map<?, ?> fields
                                && fields.get(notBefore) instanceof Map<?, ?> field
                                && "date-time".equals(field.get("format")),
                "notBefore is " + notBefore + ", and the input has no such field of format date-time");
        require(
                needs.isEmpty() || source.get("properties") instanceof Map<?, ?> fields && fields.containsKey(needs),
                "needs is " + needs + ", and the input has no such field");
    }

    private static boolean isOneOf(String value, String... allowed) {
        return Set.of(allowed).contains(value);
    }

    private static void require(boolean condition, String problem) {
        if (!condition) {
            throw new IllegalArgumentException(problem);
        }
    }

    /** The skill's name: that of its bean, its route and its file. */
    public String name() {
        return name;
    }

    /** What it does, in a sentence. */
    public String description() {
        return description;
    }

    /** The MCP server that offers it: the card's own, or that of its system. */
    public String server() {
        return server.isEmpty() ? systems.apply(system).map(SystemCard::server).orElse("") : server;
    }

    /** When a person is asked. */
    public Approval approval() {
        return Approval.valueOf(approval.replaceFirst(":.*", "").toUpperCase(Locale.ROOT));
    }

    /** The line of the handbook that speaks for it where the handbook does not name it, or an empty text. */
    public String handbookLine() {
        return approval.startsWith("handbook:")
                ? approval.substring("handbook:".length()).trim()
                : "";
    }

    /** True when doing it again under the same action id has no second effect. */
    public boolean isRepeatable() {
        return readOnly || "safe".equals(retry);
    }

    /** The retry policy as it stands on the card. */
    public String retry() {
        return retry;
    }

    /** The route that finds out whether an attempt took effect, or an empty text. */
    public String verifyRoute() {
        return retry.startsWith("verify:") ? retry.substring("verify:".length()).trim() : "";
    }

    /** How long a request for approval waits, if that is shorter than usual. */
    public Optional<Duration> expiry() {
        return expiry.isEmpty() ? Optional.empty() : Optional.of(DurationStyle.SIMPLE.parse(expiry));
    }

    /** How long after an attempt the outside may still be acting, so that its absence proves nothing before. */
    public Duration settles() {
        return settles.isEmpty() ? Duration.ofSeconds(10) : DurationStyle.SIMPLE.parse(settles);
    }

    /** How many requests of the system's quota are set aside when it begins. */
    public int cost() {
        return cost;
    }

    /** True when it makes something public: it always asks, and nothing loosens that. */
    public boolean isPublishing() {
        return publishes;
    }

    /** The input field that the work around it must fill, such as {@code client}, or an empty text. */
    public String needs() {
        return needs;
    }

    /** The route that looks, before a person is asked and again before the effect, whether it can be done; or empty. */
    public String checkRoute() {
        return check;
    }

    /** The time before which a call with this input is not begun, if it names one. */
    public Optional<Instant> notBefore(Map<String, Object> given) {
        return notBefore.isEmpty() || !(given.get(notBefore) instanceof String time)
                ? Optional.empty()
                : Optional.of(OffsetDateTime.parse(time).toInstant());
    }

    /** What of it may go by itself, where it speaks to somebody. */
    public Optional<Alone> alone() {
        return whatGoesAlone;
    }

    /** What a call with this input is about. */
    public Subject subject(Map<String, Object> input) {
        return subjectFields.of(input);
    }

    /** The outside system that it works on, or an empty text when it needs none. */
    public String system() {
        return system;
    }

    /** True when it changes nothing outside. */
    public boolean isReadOnly() {
        return readOnly;
    }

    /** What can be done about problems that have a name, by that name. */
    public Map<String, Remedy> remedies() {
        return remediesByProblem;
    }

    /** What it takes. */
    public JsonSchema input() {
        return inputSchema;
    }

    /** What it gives. */
    public JsonSchema output() {
        return outputSchema;
    }

    /** Set from the card. */
    public void setDescription(String description) {
        this.description = description.strip();
    }

    /** Set from the card. */
    public void setServer(String server) {
        this.server = server;
    }

    /** Set from the card; left out means always. */
    public void setApproval(String approval) {
        this.approval = approval;
    }

    /** Set from the card; left out means unsafe. */
    public void setRetry(String retry) {
        this.retry = retry;
    }

    /** Set from the card; left out means as long as the settings say. */
    public void setExpiry(String expiry) {
        this.expiry = expiry;
    }

    /** Set from the card; left out means 10s. */
    public void setSettles(String settles) {
        this.settles = settles;
    }

    /** Set from the card; left out means 1. */
    public void setCost(int cost) {
        this.cost = cost;
    }

    /** Set from the card; left out means that nothing becomes public. */
    public void setPublishes(boolean publishes) {
        this.publishes = publishes;
    }

    /** Set from the card. */
    public void setNeeds(String needs) {
        this.needs = needs;
    }

    /** Set from the card: the name of a route that changes nothing. */
    public void setCheck(String check) {
        this.check = check;
    }

    /** Set from the card: the input field with the time before which a call is not begun. */
    public void setNotBefore(String notBefore) {
        this.notBefore = notBefore;
    }

    /** Set from the card: which input fields tell whether it answers a known contact; in YAML. */
    public void setAlone(String alone) {
        this.alone = alone;
    }

    /** Set from the card: which input fields say who, how much, which words; in YAML. */
    public void setSubject(String subject) {
        this.subject = subject;
    }

    /** Set from the card: the outside system that it works on. */
    public void setSystem(String system) {
        this.system = system;
    }

    /** Set from the card; left out means that it has effects. */
    public void setReadOnly(boolean readOnly) {
        this.readOnly = readOnly;
    }

    /** Set from the card: what can be done about problems, in YAML; left out means that a person is asked. */
    public void setRemedies(String remedies) {
        this.remedies = remedies;
    }

    /** Set from the card: a JSON Schema in YAML. */
    public void setInput(String input) {
        this.input = input;
    }

    /** Set from the card: a JSON Schema in YAML. */
    public void setOutput(String output) {
        this.output = output;
    }
}
