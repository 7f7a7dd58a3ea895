package io.goldtier.playwright.call;

import io.goldtier.playwright.api.PlaywrightTrouble;
import io.goldtier.playwright.api.PlaywrightTrouble.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One thing to be read from a page.
 *
 * @param name under which it is given back
 * @param selector where it is
 * @param attribute which attribute, or null for its words
 * @param all every element that fits, and not the first
 * @param table its rows, as maps by the names of its columns
 * @param optional no fault when it is not there
 */
public record Wanted(String name, String selector, String attribute, boolean all, boolean table, boolean optional) {

    private static final Set<String> WORDS = Set.of("selector", "attribute", "all", "table", "optional");

    /** {@code selectors} of a call: a list of selectors, or names with a selector or {@code {selector, attribute, all, table}}. */
    static List<Wanted> of(Object selectors) {
        List<Wanted> wanted = new ArrayList<>();
        if (selectors instanceof List<?> list) {
            for (Object each : list) {
                if (!(each instanceof String selector) || selector.isBlank()) {
                    throw Words.wrong("selectors", each, "a list of selectors, or a map of names to selectors");
                }
                wanted.add(new Wanted(selector, selector, null, false, false, false));
            }
        } else if (selectors instanceof Map<?, ?> map) {
            map.forEach((name, how) -> wanted.add(one(String.valueOf(name), how)));
        }
        if (wanted.isEmpty()) {
            throw new PlaywrightTrouble(
                    Kind.INVALID, "selectors is missing: give a list of selectors, or a map of names to selectors.");
        }
        return List.copyOf(wanted);
    }

    private static Wanted one(String name, Object how) {
        if (how instanceof String selector && !selector.isBlank()) {
            return new Wanted(name, selector, null, false, false, false);
        }
        if (!(how instanceof Map<?, ?> map)) {
            throw Words.wrong(
                    "selectors[" + name + "]", how, "a selector or {selector, attribute, all, table, optional}");
        }
        Words words = new Words(map);
        words.only(WORDS);
        if (words.text("selector") == null) {
            throw new PlaywrightTrouble(Kind.INVALID, "selectors[" + name + "].selector is missing.");
        }
        return new Wanted(
                name,
                words.text("selector"),
                words.text("attribute"),
                words.flag("all", false),
                words.flag("table", false),
                words.flag("optional", false));
    }
}
