package io.goldtier.playwright.page;

import com.microsoft.playwright.Locator;
import io.goldtier.playwright.api.PlaywrightTrouble;
import io.goldtier.playwright.api.PlaywrightTrouble.Kind;
import io.goldtier.playwright.call.PageCall;
import io.goldtier.playwright.call.Wanted;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads what a call asks for, a bounded part at a time. */
final class Extractor {

    /** How many letters a call gives back at most. */
    private static final int LONGEST = 200_000;

    private final Selectors selectors;
    private final PageCall call;

    Extractor(Selectors selectors, PageCall call) {
        this.selectors = selectors;
        this.call = call;
    }

    Map<String, Object> read() {
        Map<String, Object> data = new LinkedHashMap<>();
        Map<String, Object> totals = new LinkedHashMap<>();
        int left = LONGEST;
        boolean cut = false;
        boolean more = false;
        for (Wanted wanted : call.wanted()) {
            Map<?, ?> found = read(wanted, left);
            List<?> values = (List<?>) found.get("values");
            int total = ((Number) found.get("total")).intValue();
            if (total < 0) {
                throw new PlaywrightTrouble(
                        Kind.UNFIT,
                        "selectors[" + wanted.name() + "] fits something that is no table: take table away.");
            }
            boolean several = wanted.all() || wanted.table();
            data.put(wanted.name(), several ? whole(values) : values.isEmpty() ? null : whole(values.get(0)));
            left -= length(data.get(wanted.name()));
            cut |= Boolean.TRUE.equals(found.get("cut"));
            if (several) {
                totals.put(wanted.name(), total);
                more |= call.from() + values.size() < total;
            }
        }
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("extracted_data", data);
        if (!totals.isEmpty()) {
            result.put("totals", totals);
        }
        if (more) {
            result.put("next_offset", next(data));
        }
        if (cut) {
            result.put("cut", true);
        }
        return result;
    }

    /** From where on the next call reads: behind the shortest list that was given, so that none is left out. */
    private int next(Map<String, Object> data) {
        int given = data.values().stream()
                .filter(List.class::isInstance)
                .mapToInt(list -> ((List<?>) list).size())
                .filter(size -> size > 0)
                .max()
                .orElse(call.most());
        return call.from() + given;
    }

    private Map<?, ?> read(Wanted wanted, int left) {
        String word = "selectors[" + wanted.name() + "]";
        Locator found = wanted.optional() ? selectors.find(wanted.selector()) : selectors.some(word, wanted.selector());
        boolean several = wanted.all() || wanted.table();
        Map<String, Object> how = new LinkedHashMap<>();
        how.put("attribute", wanted.attribute());
        how.put("table", wanted.table());
        how.put("from", several ? call.from() : 0);
        how.put("most", several ? call.most() : 1);
        how.put("longest", Math.max(0, left));
        return (Map<?, ?>) found.evaluateAll(Scripts.EXTRACT, how);
    }

    /** Numbers as whole ones; all else as it is. */
    private static Object whole(Object value) {
        if (value instanceof List<?> list) {
            List<Object> copy = new ArrayList<>();
            list.forEach(each -> copy.add(whole(each)));
            return copy;
        }
        return value instanceof Double number && number == Math.rint(number) ? (Object) number.longValue() : value;
    }

    private static int length(Object value) {
        if (value instanceof String text) {
            return text.length();
        }
        if (value instanceof List<?> list) {
            return list.stream().mapToInt(Extractor::length).sum();
        }
        return value instanceof Map<?, ?> map
                ? map.values().stream().mapToInt(Extractor::length).sum()
                : 0;
    }
}
