package io.goldtier.skill;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** {@code docs/skills.md}: what every skill does, takes and gives, written from the cards. */
public final class SkillsDocument {

    private static final String HEAD = """
            # Skills

            Written from the cards in `routes/skills/` whenever the assistant is built; do not edit. The running assistant \
            shows the same, of the skills that it has at that moment, on its page *Skills*.

            """;

    private SkillsDocument() {}

    /** The document's text. */
    public static String of(Collection<Skill> skills) {
        StringBuilder text = new StringBuilder(HEAD);
        Map<String, List<Skill>> servers = new TreeMap<>(skills.stream().collect(Collectors.groupingBy(Skill::server)));
        text.append("| skill | server | approval | again after a crash |\n|---|---|---|---|\n");
        servers.forEach((server, cards) -> cards.forEach(skill -> text.append("| [")
                .append(skill.name())
                .append("](#")
                .append(skill.name())
                .append(") | ")
                .append(server)
                .append(" | ")
                .append(skill.approval().name().toLowerCase(Locale.ROOT))
                .append(" | ")
                .append(again(skill))
                .append(" |\n")));
        servers.forEach((server, cards) -> cards.forEach(skill -> section(text, skill)));
        return text.toString();
    }

    private static void section(StringBuilder text, Skill skill) {
        text.append("\n## ")
                .append(skill.name())
                .append("\n\n")
                .append(skill.description())
                .append("\n\n");
        fields(text, "Input", skill.input().source());
        fields(text, "Output", skill.output().source());
    }

    private static void fields(StringBuilder text, String title, Map<String, Object> schema) {
        text.append("**").append(title).append("**\n\n| field | type | required | meaning |\n|---|---|---|---|\n");
        for (Field field : fields(schema)) {
            text.append("| `")
                    .append(field.name())
                    .append("` | ")
                    .append(cell(
                            field.choices().isEmpty()
                                    ? field.type()
                                    : field.choices().stream()
                                            .map(choice -> "`" + choice + "`")
                                            .collect(Collectors.joining(", "))))
                    .append(" | ")
                    .append(field.required() ? "yes" : "no")
                    .append(" | ")
                    .append(cell(field.meaning()))
                    .append(" |\n");
        }
        text.append('\n');
    }

    /**
     * A field of a skill's input or output.
     *
     * @param type the JSON types that it may have, in words
     * @param choices the only values that it may have; empty for any
     */
    public record Field(String name, String type, List<String> choices, boolean required, String meaning) {}

    /** The fields that a schema describes, in its order. */
    public static List<Field> fields(Map<String, Object> schema) {
        List<?> required = schema.get("required") instanceof List<?> list ? list : List.of();
        return schema.get("properties") instanceof Map<?, ?> properties
                ? properties.entrySet().stream()
                        .map(entry -> field(String.valueOf(entry.getKey()), entry.getValue(), required))
                        .toList()
                : List.of();
    }

    private static Field field(String name, Object value, List<?> required) {
        Map<?, ?> field = value instanceof Map<?, ?> map ? map : Map.of();
        Object type = field.get("type");
        String types = type instanceof List<?> several
                ? several.stream().map(String::valueOf).collect(Collectors.joining(" or "))
                : type == null ? "any" : String.valueOf(type);
        List<String> choices = field.get("enum") instanceof List<?> values
                ? values.stream().map(String::valueOf).toList()
                : List.of();
        Object meaning = field.get("description");
        return new Field(name, types, choices, required.contains(name), meaning == null ? "" : String.valueOf(meaning));
    }

    /** What becomes of a call that a crash has cut off, in a few words. */
    public static String again(Skill skill) {
        if (skill.isRepeatable()) {
            return "done again, without a second effect";
        }
        return skill.verifyRoute().isEmpty() ? "a person settles it" : "asks the outside whether it took effect";
    }

    private static String cell(Object value) {
        return value == null ? "" : String.valueOf(value).replace("|", "\\|").replace("\n", " ");
    }
}
