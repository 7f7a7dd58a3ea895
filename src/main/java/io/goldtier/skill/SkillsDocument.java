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

            Written from the cards in `routes/skills/`; do not edit. `./goldtier test` says when it is out of date, \
            `GOLDTIER_WRITE_DOCS=yes ./goldtier test -Dtest=SkillsDocumentTest` writes it anew.

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
        List<?> required = schema.get("required") instanceof List<?> list ? list : List.of();
        if (schema.get("properties") instanceof Map<?, ?> properties) {
            properties.forEach((name, value) -> {
                Map<?, ?> field = value instanceof Map<?, ?> map ? map : Map.of();
                text.append("| `")
                        .append(name)
                        .append("` | ")
                        .append(type(field))
                        .append(" | ")
                        .append(required.contains(name) ? "yes" : "no")
                        .append(" | ")
                        .append(cell(field.get("description")))
                        .append(" |\n");
            });
        }
        text.append('\n');
    }

    private static String type(Map<?, ?> field) {
        if (field.get("enum") instanceof List<?> values) {
            return cell(String.join(
                    ", ", values.stream().map(value -> "`" + value + "`").toList()));
        }
        Object type = field.get("type");
        if (type instanceof List<?> types) {
            return cell(String.join(" or ", types.stream().map(String::valueOf).toList()));
        }
        return type == null ? "any" : cell(type);
    }

    private static String again(Skill skill) {
        if (skill.isRepeatable()) {
            return "done again, without a second effect";
        }
        return skill.verifyRoute().isEmpty() ? "a person settles it" : "asks the outside whether it took effect";
    }

    private static String cell(Object value) {
        return value == null ? "" : String.valueOf(value).replace("|", "\\|").replace("\n", " ");
    }
}
