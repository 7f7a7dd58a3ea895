package io.goldtier.cli.doctor;

import io.goldtier.cli.Causes;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** Reads every route file as YAML; what a route means is checked by Camel when it is loaded. */
final class RoutesCheck {

    private static final String SUBJECT = "routes";
    private static final String SUFFIX = ".camel.yaml";

    private RoutesCheck() {}

    static Finding check(Path folder) {
        if (!Files.isDirectory(folder)) {
            return Finding.fault(SUBJECT, "there is no folder " + folder + ": set goldtier.routes");
        }
        List<String> wrong = new ArrayList<>();
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.filter(f -> f.toString().endsWith(SUFFIX)).sorted().toList();
        } catch (IOException e) {
            return Finding.fault(SUBJECT, folder + " cannot be read: " + Causes.sentence(e));
        }
        for (Path file : files) {
            String fault = fault(file);
            if (fault != null) {
                wrong.add(folder.relativize(file) + ": " + fault);
            }
        }
        return wrong.isEmpty()
                ? Finding.ok(SUBJECT, files.size() + " files in " + folder)
                : Finding.fault(SUBJECT, String.join("; ", wrong));
    }

    private static String fault(Path file) {
        LoaderOptions limits = new LoaderOptions();
        limits.setAllowDuplicateKeys(false);
        try (Reader reader = Files.newBufferedReader(file)) {
            Object content = new Yaml(new SafeConstructor(limits)).load(reader);
            boolean entries =
                    content instanceof List<?> list && list.stream().allMatch(entry -> entry instanceof Map<?, ?>);
            return entries ? null : "expected a list that begins with \"- route:\" or \"- beans:\"";
        } catch (YAMLException | IOException e) {
            return e.getMessage().lines().findFirst().orElse("cannot be read");
        }
    }
}
