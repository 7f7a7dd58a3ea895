package io.goldtier.cli.author;

import io.goldtier.cli.CommandFault;
import io.goldtier.json.Yaml;
import io.goldtier.trigger.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.springframework.beans.BeanWrapperImpl;
import org.springframework.beans.BeansException;

/** The cards of one kind that lie in a folder of route files, read without starting anything. */
public final class CardFiles {

    private static final String SUFFIX = ".camel.yaml";

    private final Path folder;
    private final String type;

    private CardFiles(Path folder, String type) {
        this.folder = folder;
        this.type = type;
    }

    /** Cards of outside systems. */
    public static CardFiles systems(Path routes) {
        return new CardFiles(routes.resolve("connectors"), "io.goldtier.outside.OutsideSystem");
    }

    /** Cards of skills. */
    public static CardFiles skills(Path routes) {
        return new CardFiles(routes.resolve("skills"), "io.goldtier.skill.Skill");
    }

    /** Rule cards. */
    public static CardFiles rules(Path routes) {
        return new CardFiles(routes.resolve("triggers"), "io.goldtier.trigger.Rule");
    }

    /** Where the file of a card lies, or would. */
    Path file(String name) {
        return folder.resolve(name + SUFFIX);
    }

    /** The names of all cards. */
    public List<String> names() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(SUFFIX))
                    .map(file -> file.substring(0, file.length() - SUFFIX.length()))
                    .filter(name -> properties(name).isPresent())
                    .sorted()
                    .toList();
        }
    }

    /** The properties on a card; empty when there is no file with a card of this name. */
    public Optional<Map<String, Object>> properties(String name) {
        try {
            return Yaml.read(Files.readString(file(name))) instanceof List<?> parts
                    ? parts.stream()
                            .flatMap(part -> members(part, "beans"))
                            .filter(bean -> type.equals(bean.get("type")) && name.equals(bean.get("name")))
                            .map(bean -> copy(bean.get("properties")))
                            .findFirst()
                    : Optional.empty();
        } catch (IOException | Yaml.YamlProblem e) {
            return Optional.empty();
        }
    }

    /**
     * The rule of this name, ready for use.
     *
     * @throws CommandFault if there is none, or its card is not in order
     */
    public Rule rule(String name) {
        try {
            BeanWrapperImpl rule = new BeanWrapperImpl(new Rule());
            rule.setPropertyValues(
                    properties(name).orElseThrow(() -> new CommandFault("There is no rule " + name + ".")));
            return ((Rule) rule.getWrappedInstance()).check(name);
        } catch (BeansException e) {
            throw new CommandFault(
                    "The card of " + name + " is not in order: "
                            + e.getMostSpecificCause().getMessage(),
                    e);
        }
    }

    private static Stream<Map<?, ?>> members(Object part, String key) {
        return part instanceof Map<?, ?> map && map.get(key) instanceof List<?> list
                ? list.stream().filter(Map.class::isInstance).map(member -> (Map<?, ?>) member)
                : Stream.of();
    }

    private static Map<String, Object> copy(Object properties) {
        Map<String, Object> copy = new TreeMap<>();
        if (properties instanceof Map<?, ?> map) {
            map.forEach((key, value) -> copy.put(String.valueOf(key), value));
        }
        return copy;
    }
}
