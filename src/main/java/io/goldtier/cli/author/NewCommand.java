package io.goldtier.cli.author;

import io.goldtier.cli.CommandFault;
import io.goldtier.cli.Configuration;
import io.goldtier.json.Yaml;
import io.goldtier.route.RouteFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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

    /** What can be written, and where it belongs. */
    enum Kind {
        SYSTEM,
        SKILL,
        RULE;

        CardFiles cards(Path routes) {
            return switch (this) {
                case SYSTEM -> CardFiles.systems(routes);
                case SKILL -> CardFiles.skills(routes);
                case RULE -> CardFiles.rules(routes);
            };
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What a subject's parts are read from. */
    private static final Map<String, String> PIECES = pieces();

    private final Configuration configuration;

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "system|skill|rule", description = "What to write.")
    private String kind;

    @Parameters(index = "1", paramLabel = "NAME", description = "Its name, such as crm, crm_note or client_note.")
    private String name;

    @Option(names = "--system", description = "For a skill: the system it works on; else what its name begins with.")
    private String system;

    @Option(names = "--skill", description = "For a rule: the skill that it asks for.")
    private String skill;

    private static Map<String, String> pieces() {
        Map<String, String> pieces = new LinkedHashMap<>();
        pieces.put("who", "${client}");
        pieces.put("amount", "${amount}");
        pieces.put("currency", "${currency}");
        pieces.put("words", "${words}");
        return pieces;
    }

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
        requireFree();
        String text =
                switch (wanted) {
                    case SYSTEM -> template(wanted).replace("TITLE", title(name));
                    case SKILL -> template(wanted).replace("SYSTEM", systemOfSkill());
                    case RULE -> rule(template(wanted));
                };
        Path file = wanted.cards(routes()).file(name);
        write(file, text.replace("NAME", name));
        PrintWriter out = spec.commandLine().getOut();
        out.println("Wrote " + file);
        next(wanted).forEach(line -> out.println("  " + line));
        return 0;
    }

    /** Cards of all kinds and routes are found by their names, so each name is given once. */
    private void requireFree() throws IOException {
        for (Kind other : Kind.values()) {
            if (other.cards(routes()).names().contains(name)) {
                throw new CommandFault("There is a " + other.word() + " " + name + " already; nothing was written.");
            }
        }
        Optional<String> other =
                new RouteFiles(routes(), configuration.settings().data(), configuration.environment()).named(name);
        if (other.isPresent()) {
            throw new CommandFault("The name " + name + " is taken by " + other.get() + "; nothing was written.");
        }
    }

    private List<String> next(Kind wanted) {
        return switch (wanted) {
            case SYSTEM ->
                List.of(
                        "It leads to a stand-in until goldtier.systems." + name + ".url and .api-key are set.",
                        "Next: ./goldtier new skill " + name + "_note");
            case SKILL ->
                List.of(
                        "Next: ./goldtier new rule " + name + "_wanted --skill " + name,
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
        List<String> systems = CardFiles.systems(routes()).names();
        String wanted = system == null ? name.replaceFirst("_.*", "") : system;
        if (!systems.contains(wanted)) {
            throw new CommandFault("There is no system " + wanted + ". The systems are: " + String.join(", ", systems)
                    + ". Name one with --system, or begin with ./goldtier new system " + wanted + ".");
        }
        return wanted;
    }

    private String rule(String template) throws IOException {
        List<String> skills = CardFiles.skills(routes()).names();
        if (skill == null || !skills.contains(skill)) {
            throw new CommandFault((skill == null
                            ? "Name the skill that it asks for with --skill."
                            : "There is no skill " + skill + ".")
                    + " The skills are: " + String.join(", ", skills) + ".");
        }
        Map<String, String> fields = fields(skill);
        boolean money = fields.containsValue("${amount}");
        String input = fields.entrySet().stream()
                .map(field -> "              " + field.getKey() + ": \"" + field.getValue() + "\"\n")
                .collect(Collectors.joining());
        return template.replace("SKILL", skill)
                .replace("WORDS", words())
                .replace("EXAMPLE_MONEY", money ? ", $100" : "")
                .replace("PATTERN_MONEY", money ? " , {amount}" : "")
                .replace("              INPUT\n", input);
    }

    /** What the skill is given: the subject of its card from the pieces that the rule reads, and what else it requires. */
    private Map<String, String> fields(String wanted) {
        Map<String, Object> card = CardFiles.skills(routes()).properties(wanted).orElse(Map.of());
        Map<String, Object> subject = Yaml.readMap(String.valueOf(card.getOrDefault("subject", "")));
        Map<String, Object> input = Yaml.readMap(String.valueOf(card.getOrDefault("input", "")));
        Map<String, String> fields = new LinkedHashMap<>();
        PIECES.forEach((part, piece) -> {
            Object path = subject.get(part) instanceof List<?> paths ? paths.get(0) : subject.get(part);
            if (path != null && !String.valueOf(path).contains(".")) {
                fields.put(String.valueOf(path), piece);
            }
        });
        if (input.get("required") instanceof List<?> required) {
            required.forEach(field -> fields.putIfAbsent(String.valueOf(field), "${words}"));
        }
        return fields;
    }

    private Path routes() {
        return configuration.settings().routes();
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
        try (InputStream text = NewCommand.class.getResourceAsStream("/new/" + wanted.word() + ".camel.yaml")) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
