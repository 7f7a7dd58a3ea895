package io.goldtier.settings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.CommandLinePropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Whether the settings can be meant: every name under {@code goldtier.} is one that something reads, and every value is
 * one that is allowed. The start and {@code doctor} ask the same.
 *
 * <p>What stands under the name of an outside system ({@code goldtier.systems.NAME}, or what its card says) is left to
 * the card, which comes and goes while the assistant runs.
 */
public final class SettingsCheck {

    private static final String ROOT = "goldtier.";

    /** What the launcher, the build and the tests tell each other; no settings. */
    private static final Set<String> OTHERS = Set.of(
            "goldtier_java_opts",
            "goldtier_chromium",
            "goldtier_node_tools",
            "goldtier_bare_sdk",
            "goldtier_mermaid",
            "goldtier_write_docs",
            "goldtier.home",
            "goldtier.cwd",
            "goldtier.tried");

    /** Where the cards of outside systems have their settings. */
    private static final List<String> OF_SYSTEMS = List.of("goldtier.systems", "goldtier.social", "goldtier.whatsapp");

    private static final Pattern PREFIX = Pattern.compile("prefix:\\s*[\"']?(goldtier\\.[a-z0-9.-]+)");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\??(goldtier\\.[a-z0-9.-]+)");
    private static final Set<String> SWITCHES = Set.of("debug", "trace");

    private final ConfigurableEnvironment environment;
    private final Binder binder;
    private final SettingNames names = new SettingNames();
    private final Set<String> leftToCards = new TreeSet<>(OF_SYSTEMS);
    private final Set<String> wrong = new LinkedHashSet<>();

    private SettingsCheck(ConfigurableEnvironment environment) {
        this.environment = environment;
        this.binder = Binder.get(environment);
    }

    /**
     * What is wrong with the settings.
     *
     * @param records the records that settings are read into
     * @return a sentence each; none when all is well
     */
    public static List<String> of(ConfigurableEnvironment environment, Collection<Class<?>> records) {
        SettingsCheck check = new SettingsCheck(environment);
        check.values(records);
        check.whatRoutesRead();
        check.names();
        check.address("server");
        check.address("management.server");
        return List.copyOf(check.wrong);
    }

    private void values(Collection<Class<?>> records) {
        for (Class<?> type : records) {
            names.add(type);
            bind(type.getAnnotation(ConfigurationProperties.class).value(), type);
        }
    }

    private <T> T bind(String name, Class<T> type) {
        try {
            return binder.bindOrCreate(name, type);
        } catch (BindException e) {
            wrong.add(SettingFault.sentence(e));
            return null;
        }
    }

    private void whatRoutesRead() {
        Settings settings;
        try {
            settings = binder.bindOrCreate("goldtier", Settings.class);
        } catch (BindException e) {
            return;
        }
        wrong.addAll(Folders.wrong(settings));
        if (Files.isDirectory(settings.routes())) {
            try (Stream<Path> files = Files.walk(settings.routes())) {
                files.filter(file -> file.toString().endsWith(Folders.ROUTE_FILE))
                        .forEach(this::read);
            } catch (IOException | UncheckedIOException e) {
                wrong.add(Setting.sentence("goldtier.routes", settings.routes(), "a folder that can be read"));
            }
        }
    }

    private void read(Path file) {
        try {
            String text = Files.readString(file);
            leftToCards.addAll(found(PREFIX, text));
            names.add(found(PLACEHOLDER, text));
        } catch (IOException e) {
            // Said when the routes are loaded
        }
    }

    private static List<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(result -> result.group(1)).toList();
    }

    private void names() {
        for (PropertySource<?> source : environment.getPropertySources()) {
            if (source instanceof EnumerablePropertySource<?> some) {
                for (String name : some.getPropertyNames()) {
                    check(source, name);
                }
            }
        }
    }

    private void check(PropertySource<?> source, String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (source instanceof CommandLinePropertySource && !name.contains(".") && !name.contains("_")) {
            if (!SWITCHES.contains(name)
                    && !name.equals(CommandLinePropertySource.DEFAULT_NON_OPTION_ARGS_PROPERTY_NAME)) {
                wrong.add("--" + name + " is no setting; " + names.insteadOf(ROOT + name));
            }
        } else if (OTHERS.contains(lower)) {
            return;
        } else if (source instanceof SystemEnvironmentPropertySource && !lower.startsWith(ROOT)) {
            if (lower.startsWith("goldtier_") && !names.containsVariable(lower) && !isOfCard(lower.replace('_', '.'))) {
                wrong.add("the environment variable " + name + " is no setting; "
                        + names.insteadOf(lower.replace('_', '.')));
            }
        } else if (lower.startsWith(ROOT) && !isOfCard(lower) && !names.contains(name)) {
            wrong.add(name + " is " + shown(name) + ", but there is no such setting; " + names.insteadOf(name));
        }
    }

    private String shown(String name) {
        Matcher secret = Pattern.compile("(?i)key|token|secret|pass").matcher(name);
        String value = String.valueOf(environment.getProperty(name));
        return secret.find() ? "set" : value.isEmpty() ? "empty" : value;
    }

    private boolean isOfCard(String name) {
        return leftToCards.stream().anyMatch(prefix -> name.startsWith(prefix + "."));
    }

    /** Whoever opens the desk to other machines must say so. */
    private void address(String server) {
        String key = server + ".address";
        Integer port = bind(server + ".port", Integer.class, 0);
        if (port != null && (port < -1 || port > 65_535)) {
            wrong.add(
                    Setting.sentence(server + ".port", port, "a port between 1 and 65535, or 0 for any that is free"));
        }
        InetAddress address = bind(key, InetAddress.class, InetAddress.getLoopbackAddress());
        if (address != null
                && !address.isLoopbackAddress()
                && !Boolean.TRUE.equals(bind("goldtier.console.open-to-network", Boolean.class, false))) {
            wrong.add(Setting.sentence(
                    key,
                    environment.getProperty(key),
                    "an address of this machine alone such as 127.0.0.1, or goldtier.console.open-to-network must say"
                            + " true: other machines would reach the desk"));
        }
    }

    private <T> T bind(String name, Class<T> type, T otherwise) {
        try {
            return binder.bind(name, type).orElse(otherwise);
        } catch (BindException e) {
            wrong.add(SettingFault.sentence(e));
            return null;
        }
    }

    /** Gathers sentences for people to read at once. */
    public static String together(List<String> sentences) {
        List<String> lines = new ArrayList<>();
        sentences.forEach(sentence -> lines.add(sentence.matches("(?s).*[.?]") ? sentence : sentence + "."));
        return String.join("\n  ", lines);
    }
}
