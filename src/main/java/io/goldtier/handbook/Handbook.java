package io.goldtier.handbook;

import io.goldtier.vault.Note;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The rules of engagement in the front matter of {@code Company_Handbook.md}.
 *
 * @param rules when a person is asked, by skill or by the line that a card names
 * @param agentRules what an agent that thinks may do by itself, by skill; what is not named asks
 * @param budgets what may go by itself in a day or month, by skill
 * @param contacts the known contacts
 * @param anyone true when strangers may ask for work as known contacts do
 * @param tables other tables, such as {@code categories} and {@code default_accounts}: by the table's name, then by the
 *     entry's name in lower case
 */
public record Handbook(
        Map<String, Rule> rules,
        Map<String, Rule> agentRules,
        Map<String, Budget> budgets,
        KnownContacts contacts,
        boolean anyone,
        Map<String, Map<String, String>> tables) {

    /** The line that speaks for skills whose card says {@code approval: "handbook: new_client"}. */
    private static final String NEW_CLIENT = "new_client";

    /** When a person is asked about a skill. */
    public sealed interface Rule {

        /** Every time, as these words of the handbook say. */
        record Always(String words) implements Rule {}

        /** Not at all, if the sender is trusted, as these words of the handbook say. */
        record Never(String words) implements Rule {}

        /** Above this amount, and in any other currency. */
        record Above(BigDecimal amount, String currency) implements Rule {}
    }

    /**
     * What may go by itself.
     *
     * @param monthly per month rather than per day
     * @param count how often, or -1 for any number
     * @param amount sum of the amounts, or null for any
     * @param currency its currency
     */
    public record Budget(boolean monthly, long count, BigDecimal amount, String currency) {}

    /** The rules of a company that has written none: everything asks. */
    static Handbook strict() {
        return new Handbook(Map.of(), Map.of(), Map.of(), KnownContacts.NONE, false, Map.of());
    }

    /** The rule for a skill, or of a line that a card names, if there is one. */
    public Optional<Rule> rule(String name) {
        return Optional.ofNullable(rules.get(name));
    }

    /** What the handbook lets an agent that thinks do by itself with this skill, if it says anything. */
    public Optional<Rule> agentRule(String skill) {
        return Optional.ofNullable(agentRules.get(skill));
    }

    /** A table's entries, by their names in lower case; empty when the handbook has no such table. */
    public Map<String, String> table(String name) {
        return tables.getOrDefault(name, Map.of());
    }

    /**
     * Reads the front matter.
     *
     * @throws IllegalArgumentException with a sentence that names the rule, its value and what is allowed
     */
    static Handbook of(Note note) {
        Map<String, Rule> rules = new LinkedHashMap<>();
        map(note.value("approval").orElse(Map.of()), "approval").forEach((skill, rule) -> {
            rules.put(skill, rule("approval." + skill, rule));
        });
        Map<String, Rule> agentRules = new LinkedHashMap<>();
        map(note.value("agents").orElse(Map.of()), "agents").forEach((skill, rule) -> {
            agentRules.put(skill, rule("agents." + skill, rule));
        });
        boolean newClientAsks = word(note, NEW_CLIENT, "allow", "ask").equals("ask");
        rules.putIfAbsent(
                NEW_CLIENT, newClientAsks ? new Rule.Always("new_client: ask") : new Rule.Never("new_client: allow"));
        Map<String, Budget> budgets = new LinkedHashMap<>();
        map(note.value("budgets").orElse(Map.of()), "budgets").forEach((skill, budget) -> {
            budgets.put(skill, budget(skill, map(budget, "budgets." + skill)));
        });
        return new Handbook(
                rules,
                agentRules,
                budgets,
                KnownContacts.of(note.value("known_contacts").orElse(List.of())),
                word(note, "senders", "known_only", "anyone").equals("anyone"),
                tables(note));
    }

    private static Rule rule(String place, Object value) {
        if ("always".equals(value)) {
            return new Rule.Always("always");
        }
        if ("never".equals(value)) {
            return new Rule.Never("never");
        }
        if (value instanceof Map<?, ?> map
                && map.get("above") instanceof Number above
                && map.get("currency") instanceof String currency
                && map.size() == 2) {
            return new Rule.Above(new BigDecimal(above.toString()), currency(currency));
        }
        throw new IllegalArgumentException(
                place + " must be always, never or {above: AMOUNT, currency: CODE}, was: " + value);
    }

    private static Budget budget(String skill, Map<String, Object> value) {
        Object per = value.get("per");
        if (!"day".equals(per) && !"month".equals(per)) {
            throw new IllegalArgumentException("budgets." + skill + ".per must be day or month, was: " + per);
        }
        Object count = value.get("count");
        Object amount = value.get("amount");
        if (count == null && amount == null) {
            throw new IllegalArgumentException("budgets." + skill + " must have a count, an amount or both");
        }
        if (count != null && !(count instanceof Integer) || amount != null && !(amount instanceof Number)) {
            throw new IllegalArgumentException(
                    "budgets." + skill + ": count must be a whole number and amount a number, was: " + value);
        }
        if (amount != null && !(value.get("currency") instanceof String)) {
            throw new IllegalArgumentException("budgets." + skill + ".currency is missing");
        }
        return new Budget(
                per.equals("month"),
                count == null ? -1 : ((Integer) count).longValue(),
                amount == null ? null : new BigDecimal(amount.toString()),
                amount == null ? "" : currency((String) value.get("currency")));
    }

    private static String currency(String code) {
        if (!code.matches("[A-Z]{3}")) {
            throw new IllegalArgumentException("a currency must be a code such as USD, was: " + code);
        }
        return code;
    }

    private static Map<String, Map<String, String>> tables(Note note) {
        Map<String, Map<String, String>> tables = new LinkedHashMap<>();
        note.frontMatter().forEach((name, value) -> {
            if (value instanceof Map<?, ?> map) {
                Map<String, String> table = new LinkedHashMap<>();
                map.forEach((key, entry) ->
                        table.put(String.valueOf(key).strip().toLowerCase(Locale.ROOT), String.valueOf(entry)));
                tables.put(name, table);
            }
        });
        return tables;
    }

    private static String word(Note note, String key, String usual, String other) {
        String word = note.text(key).map(text -> text.toLowerCase(Locale.ROOT)).orElse(usual);
        if (!word.equals(usual) && !word.equals(other)) {
            throw new IllegalArgumentException(key + " must be " + usual + " or " + other + ", was: " + word);
        }
        return word;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object value, String name) {
        if (value instanceof Map<?, ?> map && map.keySet().stream().allMatch(String.class::isInstance)) {
            return (Map<String, Object>) map;
        }
        throw new IllegalArgumentException(name + " must be lines of the form 'name: value', was: " + value);
    }
}
