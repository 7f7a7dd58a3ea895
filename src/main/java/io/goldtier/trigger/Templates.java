package io.goldtier.trigger;

import io.goldtier.json.Yaml;
import io.goldtier.trigger.phrase.Placeholders;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a rule makes of what it found: actions and context, with placeholders that the pieces of its pattern fill.
 *
 * @param actions maps of {@code type} and {@code params}
 * @param optional further actions, by the name under which the handbook's options must say yes
 * @param context what the work is about
 * @param skills those of the actions, and those that the card names beside them
 */
record Templates(
        List<Map<String, Object>> actions,
        Map<String, List<Map<String, Object>>> optional,
        Map<String, Object> context,
        Set<String> skills) {

    /** Of a card that is not read yet. */
    static final Templates NONE = new Templates(List.of(), Map.of(), Map.of(), Set.of());

    /**
     * Reads what stands on a card.
     *
     * @throws Yaml.YamlProblem if one of them is not YAML
     * @throws IllegalArgumentException with what is wrong, the end of a sentence
     */
    static Templates of(String actions, String optional, String context, String allows) {
        List<Map<String, Object>> always = actions(Yaml.read(actions));
        Map<String, List<Map<String, Object>>> options = new LinkedHashMap<>();
        Yaml.readMap(optional).forEach((option, list) -> options.put(option, actions(list)));
        Templates read = new Templates(always, options, Yaml.readMap(context), skills(always, allows));
        if (always.isEmpty()) {
            throw new IllegalArgumentException("actions is missing: name at least one skill with its input");
        }
        return read;
    }

    /** Reads {@code - skill: {param: value}} as well as {@code - {type: skill, params: {…}}}. */
    private static List<Map<String, Object>> actions(Object written) {
        if (!(written instanceof List<?> list)) {
            throw new IllegalArgumentException("actions must be a list of skills with their input");
        }
        List<Map<String, Object>> templates = new ArrayList<>();
        for (Object item : list) {
            templates.add(ActionForm.read(item)
                    .orElseThrow(() -> new IllegalArgumentException(
                            "actions must be a list of entries such as '- odoo_create_invoice: {client: …}', was: "
                                    + item)));
        }
        return templates;
    }

    private static Set<String> skills(List<Map<String, Object>> actions, String allows) {
        Set<String> all = new LinkedHashSet<>();
        actions.forEach(template -> all.add(String.valueOf(template.get("type"))));
        Object more = allows.isBlank() ? List.of() : Yaml.read(allows);
        if (!(more instanceof List<?> list && list.stream().allMatch(String.class::isInstance))) {
            throw new IllegalArgumentException("allows must be a list of skills");
        }
        list.forEach(skill -> all.add((String) skill));
        return all;
    }

    /** The names that stand in them, in the order in which they stand there. */
    Set<String> placeholders() {
        Set<String> names = new LinkedHashSet<>(Placeholders.in(actions));
        names.addAll(Placeholders.in(optional));
        names.addAll(Placeholders.in(context));
        return names;
    }

    /**
     * Fills them with what was found.
     *
     * @param matches the values of the pieces, a map for each place
     * @param options the names to which the handbook's {@code options} say yes, or null
     */
    Rule.Finding.Work fill(Collection<Map<String, Object>> matches, Object options) {
        List<Map<String, Object>> work = new ArrayList<>();
        Map<String, Object> firstContext = null;
        for (Map<String, Object> values : matches) {
            for (Map<String, Object> template : actions) {
                work.add(Placeholders.fill(template, values));
            }
            firstContext = firstContext == null ? Placeholders.fill(context, values) : firstContext;
        }
        if (matches.size() == 1 && options instanceof Collection<?> wanted) {
            // Their steps are counted from the first, so they belong to one find alone
            optional.forEach((option, templates) -> {
                if (wanted.contains(option)) {
                    templates.forEach(template -> work.add(
                            Placeholders.fill(template, matches.iterator().next())));
                }
            });
        }
        return new Rule.Finding.Work(work, firstContext);
    }
}
