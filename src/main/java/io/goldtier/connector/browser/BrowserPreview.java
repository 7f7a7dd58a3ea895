package io.goldtier.connector.browser;

import io.goldtier.audit.Redaction;
import io.goldtier.playwright.api.ValueSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;

/** What a person sees who decides about a form: the page as it is, and what would be filled in. */
@Component("browserPreview")
class BrowserPreview {

    private final ValueSource values;

    BrowserPreview(BrowserValues values) {
        this.values = values;
    }

    /**
     * The sentences of the request.
     *
     * @param looked what the look at the page has found
     * @param input the skill's input
     */
    public Map<String, Object> of(@Body Map<String, Object> looked, @Variable("input") Map<String, Object> input) {
        List<String> lines = new ArrayList<>();
        lines.add("The page: " + looked.get("page_title") + " (" + looked.get("url") + ").");
        if (input.get("steps") instanceof List<?> steps) {
            steps.forEach(step -> fields(((Map<?, ?>) step).get("fields"), lines));
        }
        fields(input.get("fields"), lines);
        lines.add("Then a click on " + input.get("submit_selector") + ".");
        if (looked.get("notices") instanceof List<?> notices) {
            notices.forEach(notice -> lines.add(String.valueOf(notice)));
        }
        if (looked.get("screenshot") instanceof String picture) {
            lines.add("Picture: " + picture);
        }
        return Map.of("preview", lines);
    }

    private void fields(Object fields, List<String> lines) {
        if (fields instanceof Map<?, ?> map) {
            Map<String, Object> named = new LinkedHashMap<>();
            map.forEach((selector, value) -> named.put(String.valueOf(selector), value));
            Redaction.mask(named)
                    .forEach((selector, value) ->
                            lines.add("Into " + selector + ": " + words(map.get(selector), value)));
        }
    }

    private String words(Object value, Object masked) {
        if (value instanceof Map<?, ?> named && named.get("secret") instanceof String secret) {
            return "the secret " + secret + ".";
        }
        if (value instanceof Map<?, ?> named && named.get("file") instanceof String file) {
            return "the file " + file
                    + values.file(file)
                            .map(found -> ", " + found.bytes().length + " bytes")
                            .orElse("") + ".";
        }
        return String.valueOf(masked);
    }
}
