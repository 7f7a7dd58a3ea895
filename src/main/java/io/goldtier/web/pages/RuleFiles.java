package io.goldtier.web.pages;

import io.goldtier.agent.RuleDraft;
import io.goldtier.settings.Settings;
import io.goldtier.trigger.Trigger;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** The files of rule cards, each changed whole; the assistant takes a change as it takes every edit of a route file. */
@Component
class RuleFiles {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{1,40}");
    private static final Pattern AGENT = Pattern.compile("^ +agent:.*$");
    private static final Pattern PROPERTIES = Pattern.compile("^( +)properties: *$");
    private static final int NAME_WORDS = 3;

    private final Path folder;

    RuleFiles(Settings settings) {
        this.folder = settings.routes().resolve("triggers");
    }

    private Path file(String name) {
        return folder.resolve(name + ".camel.yaml");
    }

    /** A name for a rule about this work that no rule has yet. */
    String freeName(Trigger trigger) {
        StringBuilder words = new StringBuilder();
        int count = 0;
        for (String word : trigger.title().toLowerCase(Locale.ROOT).split("[^a-z]+")) {
            if (word.length() > 2 && count < NAME_WORDS) {
                words.append(words.isEmpty() ? "" : "_").append(word);
                count++;
            }
        }
        String name = words.length() < 3 ? "new_rule" : words.substring(0, Math.min(30, words.length()));
        String free = name;
        for (int number = 2; Files.exists(file(free)); number++) {
            free = name + "_" + number;
        }
        return free;
    }

    /** Writes a new rule; what keeps it from that is said in a sentence. */
    Optional<String> create(String name, String yaml) {
        if (!NAME.matcher(name).matches()) {
            return Optional.of("The name must be small letters, digits and underscores such as project_completed, was: "
                    + name + ".");
        }
        if (Files.exists(file(name))) {
            return Optional.of("There is a rule " + name + " already.");
        }
        Optional<String> fault = RuleDraft.fault(name, yaml);
        if (fault.isEmpty()) {
            write(file(name), yaml);
        }
        return fault;
    }

    /** Sets the agent of a rule; an empty name takes the line away. */
    Optional<String> setAgent(String name, String agent) {
        Path file = file(name);
        if (!NAME.matcher(name).matches() || !Files.isRegularFile(file)) {
            return Optional.of("There is no file of a rule " + name + ".");
        }
        try {
            List<String> lines = new ArrayList<>();
            for (String line : Files.readAllLines(file)) {
                if (AGENT.matcher(line).matches()) {
                    continue;
                }
                lines.add(line);
                var properties = PROPERTIES.matcher(line);
                if (properties.matches() && !agent.isEmpty()) {
                    lines.add(properties.group(1) + "  agent: " + agent);
                }
            }
            String text = String.join("\n", lines) + "\n";
            Optional<String> fault = RuleDraft.fault(name, text);
            if (fault.isPresent()) {
                return Optional.of("Its file cannot be changed here: " + fault.get());
            }
            write(file, text);
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, String text) {
        Path fresh = file.resolveSibling("." + file.getFileName() + ".new");
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(fresh, text);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
