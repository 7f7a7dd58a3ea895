package io.goldtier.cli.author;

import io.goldtier.cli.CommandFault;
import io.goldtier.cli.Configuration;
import io.goldtier.json.Yaml;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes a route file that works as it is, for a person to change; nothing that exists is overwritten. */
@Command(name = "new", description = "Writes a route file that works: a system, a skill on it, or a rule.")
public final class NewCommand implements Callable<Integer> {

    private static final String SUFFIX = ".camel.yaml";

    /** What can be written, and where it belongs. */
    enum Kind {
        SYSTEM("connectors"),
        SKILL("skills"),
        RULE("triggers");

        private final String folder;

        Kind(String folder) {
            this.folder = folder;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Configuration configuration;

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "system|skill|rule", description = "What to write.")
    private String kind;

    @Parameters(index = "1", paramLabel = "NAME", description = "Its name, such as crm, crm_note or client_note.")
    private String name;

    @Option(names = "--system", description = "For a skill: the system it works on; else what its name begins with.")
    private String system;

    @Option(names = "--skill", description = "For a rule: the skill that it asks for; else that of the same name.")
    private String skill;

    /** Writes into the routes folder of this configuration. */
    public NewCommand(Configuration configuration) {
        this.configuration = configuration;
    }

    @Override
    public Integer call() throws IOException {
        Kind wanted = Stream.of(Kind.values())
                .filter(each -> each.word().equals(kind))
                .findFirst()
                .orElseThrow(() -> new CommandFault("What to write must be system, skill or rule, was: " + kind + "."));
        if (!name.matches("[a-z][a-z0-9]*(_[a-z0-9]+)*") || name.length() > 40) {
            throw new CommandFault(
                    "NAME must be lower-case letters, digits and single _, at most 40 in all, was: " + name + ".");
        }
        String text =
                switch (wanted) {
                    case SYSTEM -> template(wanted).replace("TITLE", title(name));
                    case SKILL -> template(wanted).replace("SYSTEM", systemOfSkill());
                    case RULE -> rule(template(wanted));
                };
        Path file = folder(wanted).resolve(name + SUFFIX);
        write(file, text.replace("NAME", name));
        PrintWriter out = spec.commandLine().getOut();
        out.println("Wrote " + file);
        next(wanted).forEach(line -> out.println("  " + line));
        return 0;
    }

    private List<String> next(Kind wanted) {
        return switch (wanted) {
            case SYSTEM ->
                List.of(
                        "It leads to a stand-in until goldtier.systems." + name + ".url and .api-key are set.",
                        "Next: ./goldtier new skill " + name + "_note");
            case SKILL ->
                List.of(
                        "Next: ./goldtier new rule " + name,
                        "A person is asked unless the handbook has a rule for it.");
            case RULE -> List.of("Next: ./goldtier try " + name + " \"" + words() + " for Client ABC: hello\"");
        };
    }

    private String words() {
        return name.replace('_', ' ');
    }

    private static String title(String name) {
        return "The " + name.replace('_', ' ').toUpperCase(Locale.ROOT);
    }

    private String systemOfSkill() throws IOException {
        List<String> systems = names(Kind.SYSTEM).stream()
                .filter(each -> isCard(Kind.SYSTEM, each, "io.goldtier.outside.OutsideSystem"))
                .toList();
        String wanted = system == null ? name.replaceFirst("_.*", "") : system;
        if (!systems.contains(wanted)) {
            throw new CommandFault("There is no system " + wanted + ". The systems are: " + String.join(", ", systems)
                    + ". Name one with --system, or begin with ./goldtier new system " + wanted + ".");
        }
        return wanted;
    }

    private String rule(String template) throws IOException {
        List<String> skills = names(Kind.SKILL);
        String wanted = skill == null ? name : skill;
        if (!skills.contains(wanted)) {
            throw new CommandFault("There is no skill " + wanted + ". The skills are: " + String.join(", ", skills)
                    + ". Name one with --skill.");
        }
        Map<String, String> fields = fields(wanted);
        boolean money = fields.containsValue("${amount}");
        String input = fields.entrySet().stream()
                .map(field -> "              " + field.getKey() + ": \"" + field.getValue() + "\"\n")
                .collect(Collectors.joining());
        return template.replace("SKILL", wanted)
                .replace("WORDS", words())
                .replace("EXAMPLE_MONEY", money ? ", $100" : "")
                .replace("PATTERN_MONEY", money ? " , {amount}" : "")
                .replace("              INPUT\n", input);
    }

    /** What the skill must be given, from the pieces that the rule reads. */
    private Map<String, String> fields(String wanted) {
        Object schema = card(Kind.SKILL, wanted, "io.goldtier.skill.Skill").get("input");
        Map<String, Object> input = Yaml.readMap(String.valueOf(schema));
        Map<String, String> fields = new TreeMap<>();
        if (input.get("required") instanceof List<?> required) {
            for (Object field : required) {
                fields.put(
                        String.valueOf(field),
                        switch (String.valueOf(field)) {
                            case "client", "vendor", "name", "recipient" -> "${client}";
                            case "amount" -> "${amount}";
                            case "currency" -> "${currency}";
                            default -> "${words}";
                        });
            }
        }
        return fields;
    }

    private boolean isCard(Kind in, String named, String type) {
        return !card(in, named, type).isEmpty();
    }

    /** The properties of a card; empty when the file has none of this type and name. */
    private Map<String, Object> card(Kind in, String named, String type) {
        try {
            Object document = Yaml.read(Files.readString(folder(in).resolve(named + SUFFIX)));
            if (document instanceof List<?> parts) {
                for (Object part : parts) {
                    if (part instanceof Map<?, ?> map && map.get("beans") instanceof List<?> beans) {
                        for (Object bean : beans) {
                            if (bean instanceof Map<?, ?> card
                                    && type.equals(card.get("type"))
                                    && card.get("properties") instanceof Map<?, ?> properties) {
                                Map<String, Object> found = new TreeMap<>();
                                properties.forEach((key, value) -> found.put(String.valueOf(key), value));
                                return found;
                            }
                        }
                    }
                }
            }
            return Map.of();
        } catch (IOException | Yaml.YamlProblem e) {
            return Map.of();
        }
    }

    private List<String> names(Kind in) throws IOException {
        if (!Files.isDirectory(folder(in))) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder(in))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(SUFFIX))
                    .map(file -> file.substring(0, file.length() - SUFFIX.length()))
                    .sorted()
                    .toList();
        }
    }

    private Path folder(Kind in) {
        return configuration.settings().routes().resolve(in.folder);
    }

    /** The file appears whole, as an assistant that runs reads it at once. */
    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        if (Files.exists(file)) {
            throw new CommandFault("There is " + file + " already; nothing was written.");
        }
        Path draft = Files.createTempFile(file.getParent(), ".new-", ".tmp");
        try {
            Files.writeString(draft, text);
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException e) {
            throw new CommandFault("There is " + file + " already; nothing was written.", e);
        } catch (UnsupportedOperationException e) {
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private static String template(Kind wanted) throws IOException {
        try (InputStream text = NewCommand.class.getResourceAsStream("/new/" + wanted.word() + SUFFIX)) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
