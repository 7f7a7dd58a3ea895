package io.goldtier.playwright.guard;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which hosts a browser may reach, and at which address.
 *
 * <p>A rule is {@code example.com} (ports 80 and 443), {@code example.com:8443}, {@code example.com:*}, {@code
 * *.example.com} (every name below it, not itself), or {@code *} (every name). A name may lead only to public addresses. What
 * lies in a private network, or on this machine, is allowed by its address ({@code 10.1.2.3:8080}, {@code [::1]:80}) or
 * by a name that is tied to one: {@code intranet.example@10.1.2.3}, which is then not looked up at all.
 */
public final class HostRules {

    private static final Pattern RULE =
            Pattern.compile("(?<host>\\*|(?:\\*\\.)?[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?|\\[[0-9a-f:.]+])"
                    + "(?::(?<port>\\d{1,5}|\\*))?(?:@(?<address>[0-9.]+|[0-9a-f:.]+))?");
    private static final Pattern ADDRESS = Pattern.compile("\\d{1,3}(?:\\.\\d{1,3}){3}|\\[[0-9a-f:.]+]");
    private static final int HIGHEST_PORT = 65_535;

    private final List<Rule> rules;
    private final Resolver resolver;

    private record Rule(String host, String port, InetAddress address) {

        boolean fits(String name, int at) {
            boolean named = host.equals("*")
                    ? !ADDRESS.matcher(name).matches()
                    : host.startsWith("*.") ? name.endsWith(host.substring(1)) : host.equals(name);
            return named
                    && (port == null ? at == 80 || at == 443 : port.equals("*") || port.equals(String.valueOf(at)));
        }
    }

    /**
     * A way out that is allowed.
     *
     * @param address the one that was checked: connect to this, and do not look the name up again
     */
    public record Way(String host, InetAddress address, int port) {}

    /** Why there is no way to a host; the message is for people. */
    public static final class NoWay extends Exception {

        private final boolean allowed;

        NoWay(String message, boolean allowed) {
            super(message);
            this.allowed = allowed;
        }

        /** True when the host is allowed, but cannot be found now. */
        public boolean isAllowed() {
            return allowed;
        }
    }

    /**
     * Reads the rules.
     *
     * @throws IllegalArgumentException with a sentence that says which one is wrong
     */
    public HostRules(List<String> texts, Resolver resolver) {
        this.rules = texts.stream().map(HostRules::read).toList();
        this.resolver = resolver;
    }

    private static Rule read(String text) {
        Matcher words = RULE.matcher(text.strip().toLowerCase(Locale.ROOT));
        String port = words.matches() ? words.group("port") : null;
        if (!words.matches()
                || port != null
                        && !port.equals("*")
                        && (Integer.parseInt(port) < 1 || Integer.parseInt(port) > HIGHEST_PORT)) {
            throw new IllegalArgumentException("allowed hosts must be names such as example.com, example.com:8443,"
                    + " *.example.com, 10.1.2.3:8080 or intranet.example@10.1.2.3, was: " + text);
        }
        String host = words.group("host");
        String tied = words.group("address") != null
                ? words.group("address")
                : ADDRESS.matcher(host).matches() ? host.replaceAll("[\\[\\]]", "") : null;
        try {
            return new Rule(host, port, tied == null ? null : InetAddress.getByName(tied));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("allowed hosts must name addresses that there are, was: " + text, e);
        }
    }

    /** True when nothing is allowed. */
    public boolean isEmpty() {
        return rules.isEmpty();
    }

    /** True when a host may be reached at all, whatever its address. */
    public boolean isAllowed(String host, int port) {
        return find(host, port).isPresent();
    }

    private Optional<Rule> find(String host, int port) {
        String name = plain(host);
        // A rule that ties a name to an address counts before one that is wider
        return rules.stream()
                .filter(rule -> rule.fits(name, port))
                .min((one, other) -> Boolean.compare(one.address() == null, other.address() == null));
    }

    private static String plain(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }

    /**
     * The way to a host. All addresses of its name must be public: one that is not shows what the name is for.
     *
     * @throws NoWay when it is not allowed or cannot be found
     */
    public Way way(String host, int port) throws NoWay {
        String name = plain(host);
        Rule rule = find(name, port)
                .orElseThrow(() -> new NoWay(
                        name + (port == 80 || port == 443 ? "" : ":" + port) + " is not among the allowed hosts",
                        false));
        if (rule.address() != null) {
            return new Way(name, rule.address(), port);
        }
        InetAddress[] found;
        try {
            found = resolver.resolve(name);
        } catch (UnknownHostException e) {
            throw new NoWay(name + " has no address", true);
        }
        Optional<InetAddress> inside =
                Arrays.stream(found).filter(Addresses::isPrivate).findFirst();
        if (found.length == 0) {
            throw new NoWay(name + " has no address", true);
        }
        if (inside.isPresent()) {
            throw new NoWay(
                    name + " leads to " + inside.get().getHostAddress() + ", which is not a public address", false);
        }
        return new Way(name, found[0], port);
    }
}
