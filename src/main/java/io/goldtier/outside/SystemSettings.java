package io.goldtier.outside;

import io.goldtier.audit.Redaction;
import io.goldtier.settings.Mode;
import io.goldtier.settings.Setting;
import io.goldtier.settings.Settings;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.Environment;

/**
 * The settings under an outside system's name, {@code goldtier.systems.NAME.*} unless its card says otherwise.
 *
 * <p>In sandbox mode the card's own values hold, which lead to the stand-in of this process, unless the settings name an
 * address on this machine: nothing leaves it.
 */
public final class SystemSettings {

    private static final Pattern NAME = Pattern.compile("\\{([a-z][a-z0-9-]*)}");

    private final Environment environment;
    private final Mode mode;
    private final String prefix;
    private final Map<String, Object> sandbox;

    SystemSettings(Environment environment, Settings settings, String prefix, Map<String, Object> sandbox) {
        this(environment, settings.mode(), prefix, sandbox);
    }

    private SystemSettings(Environment environment, Mode mode, String prefix, Map<String, Object> sandbox) {
        this.environment = environment;
        this.mode = mode;
        this.prefix = prefix;
        this.sandbox = sandbox;
    }

    /** The key of a setting, for sentences. */
    public String key(String name) {
        return prefix + "." + name;
    }

    /** True when the far ends are the stand-ins of this process. */
    public boolean isSandbox() {
        return mode == Mode.SANDBOX;
    }

    /** The value of a setting; empty when it is not set. */
    public Optional<String> find(String name) {
        if (!isSandbox()) {
            return set(name);
        }
        Optional<String> standIn = Optional.ofNullable(sandbox.get(name)).map(String::valueOf);
        if (isHere()) {
            return set(name).or(() -> standIn.flatMap(this::reachable));
        }
        return standIn.isPresent() || name.equals("url") ? standIn.flatMap(this::reachable) : set(name);
    }

    /** The value as it is set, whatever holds in sandbox mode. */
    Optional<String> set(String name) {
        return Optional.ofNullable(environment.getProperty(key(name)))
                .map(String::strip)
                .filter(value -> !value.isEmpty());
    }

    private boolean isHere() {
        return set("url").filter(SystemSettings::isHere).isPresent();
    }

    /** True when an address is one of this machine. */
    public static boolean isHere(String address) {
        return host(address).filter(Setting::isHere).isPresent();
    }

    private static Optional<String> host(String url) {
        try {
            return Optional.ofNullable(new URI(url).getHost());
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /**
     * Checks what is set for a system.
     *
     * @param readElsewhere keys of settings that routes read
     * @throws IllegalArgumentException with a sentence that names the key, the value and what is allowed
     */
    static void check(ConfigurableEnvironment environment, OutsideSystem card, Set<String> readElsewhere) {
        SystemSettings settings = new SystemSettings(environment, Mode.LIVE, card.prefix(), Map.of());
        settings.checkAddress();
        card.settingForms().forEach((name, form) -> settings.set(name)
                .ifPresent(value -> Setting.require(
                        form.pattern().matcher(value).matches(), settings.key(name), value, form.meaning())));
        if (card.protocol() == null && !card.address().isEmpty()) {
            settings.checkNames(environment, card, readElsewhere);
        }
    }

    private void checkAddress() {
        set("url").ifPresent(url -> {
            Setting.require(
                    !url.matches("\\w+://[^/]*@.*"),
                    key("url"),
                    "hidden",
                    "an address without a name or password in it, which would be shown with it; its card says which"
                            + " settings hold them");
            Setting.require(
                    url.matches("https?://.*") && host(url).isPresent(), key("url"), url, "an http or https address");
        });
    }

    private void checkNames(ConfigurableEnvironment environment, OutsideSystem card, Set<String> readElsewhere) {
        Set<String> names = new TreeSet<>(card.settingNames());
        environment.getPropertySources().stream()
                .filter(EnumerablePropertySource.class::isInstance)
                .flatMap(source -> Arrays.stream(((EnumerablePropertySource<?>) source).getPropertyNames()))
                .filter(key -> key.startsWith(prefix + ".") && !readElsewhere.contains(key))
                .map(key -> key.substring(prefix.length() + 1))
                .filter(name -> names.stream().noneMatch(known -> plain(known).equals(plain(name))))
                .findFirst()
                .ifPresent(name -> {
                    throw new IllegalArgumentException(key(name) + " is set, but the system " + card.name()
                            + " has no such setting; its settings are " + String.join(", ", names));
                });
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[-_]", "");
    }

    /** An address of this process is known only when its web server runs. */
    private Optional<String> reachable(String value) {
        if (!value.startsWith("/")) {
            return Optional.of(value);
        }
        return Optional.ofNullable(environment.getProperty("local.server.port"))
                .map(port -> "http://127.0.0.1:" + port + value);
    }

    /** The value of a setting that is never shown, masked from now on wherever it appears. */
    public Optional<String> secret(String name) {
        Optional<String> secret = find(name);
        secret.ifPresent(Redaction::learn);
        return secret;
    }

    /** The text with each {@code {name}} replaced by the setting of that name. */
    public String fill(String text) {
        Matcher names = NAME.matcher(text);
        StringBuilder filled = new StringBuilder();
        while (names.find()) {
            names.appendReplacement(
                    filled, Matcher.quoteReplacement(find(names.group(1)).orElse("")));
        }
        return names.appendTail(filled).toString();
    }

    /** The names of the settings that a text uses. */
    public static List<String> names(String text) {
        return NAME.matcher(text)
                .results()
                .map(found -> found.group(1))
                .distinct()
                .toList();
    }
}
