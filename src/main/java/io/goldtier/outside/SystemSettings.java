package io.goldtier.outside;

import io.goldtier.audit.Redaction;
import io.goldtier.settings.Mode;
import io.goldtier.settings.Settings;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.core.env.Environment;

/**
 * The settings under an outside system's name, {@code goldtier.systems.NAME.*} unless its card says otherwise.
 *
 * <p>In sandbox mode the card's own values hold, which lead to the stand-in of this process, unless the settings name an
 * address on this machine: nothing leaves it.
 */
public final class SystemSettings {

    private static final Pattern NAME = Pattern.compile("\\{([a-z][a-z0-9-]*)}");
    private static final List<String> THIS_MACHINE = List.of("127.0.0.1", "localhost", "[::1]");

    private final Environment environment;
    private final Mode mode;
    private final String prefix;
    private final Map<String, Object> sandbox;

    SystemSettings(Environment environment, Settings settings, String prefix, Map<String, Object> sandbox) {
        this.environment = environment;
        this.mode = settings.mode();
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
        return host(address).filter(THIS_MACHINE::contains).isPresent();
    }

    private static Optional<String> host(String url) {
        try {
            return Optional.ofNullable(new URI(url).getHost());
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /**
     * Checks what is set.
     *
     * @throws IllegalArgumentException with a sentence that names the key, the value and what is allowed
     */
    void check(Map<String, OutsideSystem.SettingForm> forms) {
        set("url").ifPresent(url -> {
            if (url.matches("\\w+://[^/]*@.*")) {
                throw new IllegalArgumentException(key("url")
                        + " must have no name or password in it: they would be shown with the address. Its card says"
                        + " which settings hold them.");
            }
            if (!url.matches("https?://.*") || host(url).isEmpty()) {
                throw new IllegalArgumentException(key("url") + " must be an http or https address, was: " + url + ".");
            }
        });
        forms.forEach((name, form) -> set(name)
                .filter(value -> !form.pattern().matcher(value).matches())
                .ifPresent(value -> {
                    throw new IllegalArgumentException(
                            key(name) + " must be " + form.meaning() + ", was: " + value + ".");
                }));
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
