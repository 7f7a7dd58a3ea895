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
        servers.forEach((server, cards) -> cards.forEach(skill -> text.append("| [%1$s](#%1$s) | %2$s | %3$s | %4$s |\n"
                .formatted(skill.name(), server, skill.approval().name().toLowerCase(Locale.ROOT), again(skill)))));
        servers.values().forEach(cards -> cards.forEach(skill -> text.append(section(skill))));
        return text.toString();
    }

    private static String section(Skill skill) {
        return "\n## " + skill.name() + "\n\n" + skill.description() + "\n\n"
                + table("Input", skill.input().source())
                + table("Output", skill.output().source());
    }

    private static String table(String title, Map<String, Object> schema) {
        return fields(schema).stream()
                .map(field -> "| `%s` | %s | %s | %s |\n"
                        .formatted(
                                field.name(),
                                cell(
                                        field.choices().isEmpty()
                                                ? field.type()
                                                : field.choices().stream()
                                                        .map(choice -> "`" + choice + "`")
                                                        .collect(Collectors.joining(", "))),
                                field.required() ? "yes" : "no",
                                cell(field.meaning())))
                .collect(Collectors.joining(
                        "", "**" + title + "**\n\n| field | type | required | meaning |\n|---|---|---|---|\n", "\n"));
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

    private static String cell(String value) {
        return value.replace("|", "\\|").replace("\n", " ");
    }
}
