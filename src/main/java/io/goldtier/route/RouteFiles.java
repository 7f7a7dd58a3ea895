package io.goldtier.route;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.impl.DefaultCamelContext;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Checks route files as a start or a reload would, without a running assistant. Only what needs its beans and components,
 * such as the name of a bean in a step, is not looked at.
 */
public final class RouteFiles {

    private final RouteFolder folder;
    private final LastGood lastGood;
    private final Path path;
    private final RouteCheck check;

    /**
     * The files of a folder.
     *
     * @param data the data folder, in which the last good version of each may be
     * @param environment the settings
     */
    public RouteFiles(Path folder, Path data, ConfigurableEnvironment environment) {
        this.folder = new RouteFolder(folder);
        this.lastGood = new LastGood(data);
        this.path = folder;
        this.check = new RouteCheck(environment, null);
    }

    /** How many there are. */
    public int size() throws IOException {
        return folder.read().size();
    }

    /** The file in which a bean or a route is named so. */
    public Optional<String> named(String name) throws IOException {
        return folder.read().entrySet().stream()
                .filter(file -> names(file.getKey(), file.getValue(), name))
                .map(Map.Entry::getKey)
                .sorted()
                .findFirst();
    }

    private static boolean names(String file, String text, String name) {
        try {
            RouteFile read = RouteFile.read(file, text);
            return read.beans().contains(name) || read.routes().containsKey(name);
        } catch (RouteFile.Unreadable e) {
            return false;
        }
    }

    /** What is wrong with any of them. */
    public List<RouteProblem> check() throws IOException {
        return problems(folder.read(), lastGood.all());
    }

    /**
     * What is wrong with a file beside all others; it may lie elsewhere, and is then taken for a new version of the one
     * that has its name.
     */
    public List<RouteProblem> check(Path file) throws IOException {
        Map<String, String> texts = new HashMap<>(folder.read());
        Path whole = file.toAbsolutePath().normalize();
        String last = whole.getFileName().toString();
        if (!last.endsWith(RouteFile.SUFFIX)) {
            return List.of(new RouteProblem(
                    file.toString(),
                    new io.goldtier.json.Yaml.Place(1, 1),
                    "its name is " + last + ", but must end with " + RouteFile.SUFFIX));
        }
        String name = whole.startsWith(path)
                ? path.relativize(whole).toString()
                : texts.keySet().stream()
                        .filter(known -> known.equals(last) || known.endsWith("/" + last))
                        .findFirst()
                        .orElse(last);
        texts.remove(name);
        Map<String, String> others = Map.copyOf(texts);
        texts.put(name, Files.readString(file));
        return problems(texts, others).stream()
                .filter(problem -> problem.file().equals(name))
                .toList();
    }

    /** Settings for outside systems that have no card, a sentence each. */
    public List<String> settingsOfNobody() throws IOException {
        return check.settingsOfNobody(RoutePlan.of(folder.read(), lastGood.all(), check, file -> Optional.empty())
                .inEffect()
                .values());
    }

    private List<RouteProblem> problems(Map<String, String> texts, Map<String, String> settled) {
        DefaultCamelContext camel = new DefaultCamelContext();
        camel.build();
        try {
            RouteTrial trial = new RouteTrial(camel, false);
            return List.copyOf(
                    RoutePlan.of(texts, settled, check, trial::of).problems().values());
        } finally {
            camel.stop();
        }
    }
}
