package io.goldtier.settings;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.ConfigurationProperties;

/** The names of all settings that something reads. A star stands for a name that people choose, such as a quota's. */
final class SettingNames {

    private static final String ANY = "*";

    /** How many letters may differ for one name to be taken for a misspelling of another. */
    private static final int NEAR = 3;

    private final TreeSet<String> names = new TreeSet<>();

    /** All that stand in a record of settings. */
    void add(Class<?> settings) {
        add(settings.getAnnotation(ConfigurationProperties.class).value(), settings);
    }

    /** Names from elsewhere, such as the routes. */
    void add(Collection<String> others) {
        names.addAll(others);
    }

    private void add(String prefix, Class<?> settings) {
        for (RecordComponent component : settings.getRecordComponents()) {
            add(prefix + "." + kebab(component.getName()), component.getGenericType());
        }
    }

    private void add(String name, Type type) {
        if (type instanceof Class<?> settings && settings.isRecord()) {
            add(name, settings);
        } else if (type instanceof ParameterizedType generic && generic.getRawType() == Map.class) {
            add(name + "." + ANY, generic.getActualTypeArguments()[1]);
        } else if (type instanceof ParameterizedType generic && generic.getRawType() == List.class) {
            names.add(name);
            add(name + "[]", generic.getActualTypeArguments()[0]);
        } else {
            names.add(name);
        }
    }

    private static String kebab(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    /** True when something reads this name, in whichever of Spring's ways it is written. */
    boolean contains(String key) {
        String wanted = plain(key);
        return names.stream().anyMatch(name -> pattern(name).matcher(wanted).matches());
    }

    /** The same for the name of an environment variable, in which dots, dashes and underscores are one. */
    boolean containsVariable(String variable) {
        String wanted = variable.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
        return names.stream()
                .map(name -> plain(name).replaceAll("[^a-z0-9*]", "").replace(ANY, "[a-z0-9]+"))
                .anyMatch(wanted::matches);
    }

    /** The setting that was probably meant, or else those that there are beside it. */
    String insteadOf(String key) {
        List<String> all =
                names.stream().map(name -> named(name, key)).distinct().toList();
        String members = members(all, key);
        if (!members.isEmpty()) {
            return "it is a group of settings: " + members;
        }
        String wanted = plain(key);
        String last = key.substring(key.lastIndexOf('.') + 1);
        Optional<String> near = all.stream()
                .filter(name -> distance(plain(name), wanted) <= NEAR || name.endsWith("." + last))
                .min(Comparator.comparingInt(name -> distance(plain(name), wanted)));
        if (near.isPresent()) {
            return "did you mean " + near.get() + "?";
        }
        for (String group = key; group.contains("."); ) {
            group = group.substring(0, group.lastIndexOf('.'));
            members = members(all, group);
            if (!members.isEmpty()) {
                return "under " + group + " there are " + members;
            }
        }
        return "application.yaml lists them all";
    }

    private static String members(List<String> all, String group) {
        return all.stream()
                .filter(name -> name.startsWith(group + "."))
                .map(name -> name.substring(group.length() + 1).replaceFirst("[.\\[].*", ""))
                .map(name -> name.equals(ANY) ? "names of your own" : name)
                .distinct()
                .collect(Collectors.joining(", "));
    }

    /** A name with the stars in it replaced by what stands there in a key. */
    private static String named(String name, String key) {
        String[] parts = name.split("\\.");
        String[] given = key.split("\\.");
        for (int i = 0; i < parts.length && i < given.length; i++) {
            parts[i] = parts[i].equals(ANY) ? given[i] : parts[i];
        }
        return String.join(".", parts);
    }

    private static Pattern pattern(String name) {
        String regex = plain(name).replace(".", "\\.").replace("[]", "(\\[\\d+])?");
        return Pattern.compile(regex.replace(ANY, "[^.\\[]+"));
    }

    /** Without what Spring takes for the same: capitals, dashes and underscores. */
    private static String plain(String key) {
        return key.toLowerCase(Locale.ROOT).replaceAll("[-_]", "");
    }

    /** How many letters must be changed, added or left out to make one text of the other. */
    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int i = 0; i <= other.length(); i++) {
            row[i] = i;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[other.length()];
    }
}
