package io.goldtier.connector.odoo.books;

import io.goldtier.connector.odoo.rpc.OdooErrors;
import io.goldtier.connector.odoo.rpc.OdooSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;

/**
 * Looking at any record of the models that the settings name, and at nothing else: fields that hold secrets are neither
 * shown nor searched, since a search tells of what it looks at, too.
 */
@Component("odooRecords")
class OdooRecords {

    private static final Pattern SECRET = Pattern.compile(
            "passw|passphrase|secret|token|api_?key|credential|signature|private_?key|otp|pin_?code|^pin$|card_?number|cvc");

    /** Files and pictures say nothing to who reads a text. */
    private static final Set<String> UNREADABLE = Set.of("binary", "image");

    private static final List<String> ATTRIBUTES =
            List.of("string", "type", "required", "readonly", "relation", "selection");

    private static final int LONGEST_TEXT = 4000;
    private static final int MOST_FIELDS = 200;

    private final OdooSettings settings;

    OdooRecords(OdooSettings settings) {
        this.settings = settings;
    }

    /** The models that may be looked at. */
    public Map<String, Object> models() {
        return Map.of("models", settings.models().stream().sorted().toList());
    }

    /** The question which fields a model has. */
    public Map<String, Object> fieldsQuestion(@Variable("input") Map<String, Object> input) {
        Map<String, Object> question = new LinkedHashMap<>();
        question.put("model", model(input));
        question.put("method", "fields_get");
        question.put("args", Map.of("attributes", ATTRIBUTES));
        question.put("remember", "10m");
        return question;
    }

    /** The fields of a model, by name, without those that are withheld. */
    public Map<String, Object> description(
            @Body Map<String, Object> fields, @Variable("input") Map<String, Object> input) {
        String part = String.valueOf(input.getOrDefault("search", "")).toLowerCase(Locale.ROOT);
        List<Map<String, Object>> shown = new ArrayList<>();
        List<String> withheld = new ArrayList<>();
        new TreeMap<>(fields).forEach((name, about) -> {
            Map<?, ?> field = (Map<?, ?>) about;
            if (isSecret(name)) {
                withheld.add(name);
            } else if (name.contains(part)
                    || String.valueOf(field.get("string"))
                            .toLowerCase(Locale.ROOT)
                            .contains(part)) {
                shown.add(shown(name, field));
            }
        });
        Map<String, Object> description = new LinkedHashMap<>();
        description.put("model", model(input));
        description.put("fields", shown.subList(0, Math.min(shown.size(), MOST_FIELDS)));
        description.put("count", shown.size());
        description.put("truncated", shown.size() > MOST_FIELDS);
        description.put("withheld", withheld);
        return description;
    }

    private static Map<String, Object> shown(String name, Map<?, ?> field) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("name", name);
        for (String attribute : ATTRIBUTES) {
            Object value = field.get(attribute);
            if (value != null && !Boolean.FALSE.equals(value)) {
                shown.put(attribute, value);
            }
        }
        return shown;
    }

    /** The question for a page of records, and for one more to know whether there are more. */
    public Map<String, Object> search(@Variable("input") Map<String, Object> input) {
        List<Object> domain = new ArrayList<>();
        for (Object each : input.get("filters") instanceof List<?> filters ? filters : List.of()) {
            Map<?, ?> filter = (Map<?, ?>) each;
            domain.add(List.of(open(filter.get("field")), filter.get("operator"), value(filter)));
        }
        Map<String, Object> arguments = new LinkedHashMap<>();
        arguments.put("domain", domain);
        arguments.put("fields", fields(input, List.of("id", "display_name")));
        arguments.put("offset", number(input, "offset", 0));
        arguments.put("limit", number(input, "limit", 20) + 1);
        String order = input.get("order_by") instanceof String field
                ? open(field) + (Boolean.TRUE.equals(input.get("descending")) ? " desc, id desc" : ", id")
                : "id";
        arguments.put("order", order);
        return call(model(input), "search_read", arguments);
    }

    private static Object value(Map<?, ?> filter) {
        Object value = filter.get("value");
        boolean list = String.valueOf(filter.get("operator")).endsWith("in");
        if (list != value instanceof List<?>) {
            throw OdooErrors.refusal("The filter on " + filter.get("field") + " with the operator "
                    + filter.get("operator") + " needs " + (list ? "a list" : "one value") + ", was: " + value + ".");
        }
        return value;
    }

    /** A page of records. */
    public Map<String, Object> page(@Body List<?> found, @Variable("input") Map<String, Object> input) {
        int limit = number(input, "limit", 20);
        List<Map<String, Object>> records =
                found.stream().limit(limit).map(OdooRecords::readable).toList();
        Map<String, Object> page = new LinkedHashMap<>();
        page.put("records", records);
        page.put("count", records.size());
        page.put("more", found.size() > limit);
        return page;
    }

    /** The question for one record: the fields that were asked for, or all that a person can read. */
    public Map<String, Object> get(@Body Map<String, Object> known, @Variable("input") Map<String, Object> input) {
        List<String> readable = new TreeMap<>(known)
                .entrySet().stream()
                        .filter(field -> !isSecret(field.getKey()))
                        .filter(field -> field.getValue() instanceof Map<?, ?> about
                                && !UNREADABLE.contains(String.valueOf(about.get("type"))))
                        .map(Map.Entry::getKey)
                        .limit(MOST_FIELDS)
                        .toList();
        Map<String, Object> arguments = new LinkedHashMap<>();
        arguments.put("domain", List.of(List.of("id", "=", input.get("id"))));
        arguments.put("fields", fields(input, readable));
        arguments.put("limit", 1);
        return call(model(input), "search_read", arguments);
    }

    /** The one record. */
    public Map<String, Object> record(@Body List<?> found, @Variable("input") Map<String, Object> input) {
        if (found.isEmpty()) {
            throw OdooErrors.refusal("Odoo shows no record " + input.get("id") + " of " + model(input)
                    + ": there is none, or its user may" + " not see it.");
        }
        return Map.of("record", readable(found.get(0)));
    }

    private static Map<String, Object> readable(Object record) {
        Map<String, Object> readable = new LinkedHashMap<>();
        ((Map<?, ?>) record).forEach((key, value) -> {
            String name = String.valueOf(key);
            if (!isSecret(name)) {
                readable.put(
                        name,
                        value instanceof String text && text.length() > LONGEST_TEXT
                                ? text.substring(0, LONGEST_TEXT - 1) + "…"
                                : value);
            }
        });
        return readable;
    }

    private static Map<String, Object> call(String model, String method, Map<String, Object> arguments) {
        Map<String, Object> call = new LinkedHashMap<>();
        call.put("model", model);
        call.put("method", method);
        call.put("args", arguments);
        return call;
    }

    private String model(Map<String, Object> input) {
        String model = (String) input.get("model");
        if (!settings.models().contains(model)) {
            throw OdooErrors.refusal("The model " + model + " may not be looked at; these may: "
                    + String.join(", ", settings.models().stream().sorted().toList())
                    + " (goldtier.odoo.models).");
        }
        return model;
    }

    private static List<String> fields(Map<String, Object> input, List<String> otherwise) {
        if (!(input.get("fields") instanceof List<?> wanted) || wanted.isEmpty()) {
            return otherwise;
        }
        return wanted.stream().map(OdooRecords::open).toList();
    }

    private static String open(Object field) {
        String name = String.valueOf(field);
        if (isSecret(name)) {
            throw OdooErrors.refusal("The field " + name + " holds a secret: it is neither shown nor searched.");
        }
        return name;
    }

    private static boolean isSecret(String field) {
        return SECRET.matcher(field.toLowerCase(Locale.ROOT)).find();
    }

    private static int number(Map<String, Object> input, String name, int otherwise) {
        return input.get(name) instanceof Number number ? number.intValue() : otherwise;
    }
}
