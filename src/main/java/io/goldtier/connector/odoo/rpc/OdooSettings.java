package io.goldtier.connector.odoo.rpc;

import io.goldtier.settings.Setting;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Where Odoo is and how it is spoken to ({@code goldtier.odoo}).
 *
 * <p>In sandbox mode nothing needs to be set: the stand-in of this process is used. A wrong value is refused with one
 * sentence that names the key, the value and what is allowed.
 *
 * @param url Odoo's address, such as {@code https://mycompany.odoo.com}; null when Odoo is not used
 * @param database name of the database
 * @param login the user's login, which only the older protocol needs
 * @param apiKey the user's API key; never shown
 * @param protocol {@code auto}, {@code json2} or {@code jsonrpc}
 * @param company id of the company to act for; 0 for the user's own
 * @param models the models that the health check wants to have rights on; {@code account.move} must be among them
 * @param connectTimeoutMs how long a connection may take to be made, in milliseconds
 * @param timeoutMs how long an answer may take, in milliseconds
 * @param pace least time between two calls; Odoo Online asks for one second
 * @param connections how many calls may be under way at once; Odoo Online asks for one
 * @param maxResponse the longest answer that is read
 * @param paymentDays days until an invoice is due when nothing else is said
 * @param instances further Odoos by name, each with settings of its own for address, database and user
 */
@ConfigurationProperties("goldtier.odoo")
public record OdooSettings(
        String url,
        String database,
        String login,
        String apiKey,
        @DefaultValue("auto") String protocol,
        @DefaultValue("0") int company,

        @DefaultValue({"account.move", "account.move.line", "account.journal", "res.partner"})
        List<String> models,

        @DefaultValue("5000") int connectTimeoutMs,
        @DefaultValue("60000") int timeoutMs,
        @DefaultValue("0s") Duration pace,
        @DefaultValue("64") int connections,
        @DefaultValue("16MB") DataSize maxResponse,
        @DefaultValue("30") int paymentDays,
        @DefaultValue Map<String, Instance> instances) {

    /** Name of the stand-in's database. */
    public static final String SANDBOX_DATABASE = "sandbox";

    /** Login of the stand-in's accountant. */
    public static final String SANDBOX_LOGIN = "admin";

    /** API key of the stand-in's accountant; it opens nothing else. */
    public static final String SANDBOX_KEY = "sandbox-odoo-key";

    private static final List<String> PROTOCOLS = List.of("auto", "json2", "jsonrpc");

    /** Checks every value. */
    public OdooSettings {
        Instance first = new Instance(url, database, login, apiKey, protocol, company).checked("goldtier.odoo");
        url = first.url();
        login = first.login();
        apiKey = first.apiKey();
        protocol = first.protocol();
        require(
                models.contains("account.move"),
                "goldtier.odoo.models is " + models + ", but must include account.move");
        require(
                connections >= 1 && connections <= 256,
                "goldtier.odoo.connections is " + connections + ", but must be between 1 and 256");
        positive("goldtier.odoo.connect-timeout-ms", connectTimeoutMs);
        positive("goldtier.odoo.timeout-ms", timeoutMs);
        require(company >= 0, "goldtier.odoo.company is " + company + ", but must be the id of a company, or 0");
        require(!pace.isNegative(), "goldtier.odoo.pace is " + pace + ", but must not be negative");
        require(
                maxResponse.toBytes() > 0,
                "goldtier.odoo.max-response is " + maxResponse + ", but must be more than nothing");
        require(paymentDays >= 0, "goldtier.odoo.payment-days is " + paymentDays + ", but must not be negative");
        Map<String, Instance> others = new LinkedHashMap<>();
        instances.forEach((name, other) -> {
            String prefix = "goldtier.odoo.instances." + name;
            require(
                    other.url() != null && !other.url().isBlank(),
                    prefix + ".url is missing: give the address of that Odoo");
            others.put(name, other.checked(prefix));
        });
        instances = others;
    }

    /** The first Odoo, without what holds for all of them; its address is null when Odoo is not used. */
    Instance first() {
        return new Instance(url, database, login, apiKey, protocol, company);
    }

    /**
     * One Odoo.
     *
     * @param url its address
     * @param database its database
     * @param login the user's login
     * @param apiKey the user's API key
     * @param protocol {@code auto}, {@code json2} or {@code jsonrpc}
     * @param company id of the company to act for; 0 for the user's own
     */
    public record Instance(
            String url,
            String database,
            String login,
            String apiKey,
            @DefaultValue("auto") String protocol,
            @DefaultValue("0") int company) {

        /** The same with every value checked, and in the one form in which it is used. */
        private Instance checked(String prefix) {
            String checkedUrl = address(prefix + ".url", url);
            nonEmpty(prefix + ".database", database, checkedUrl);
            return new Instance(
                    checkedUrl,
                    database,
                    Setting.text(login),
                    Setting.text(apiKey),
                    knownProtocol(prefix + ".protocol", protocol),
                    company);
        }

        @Override
        public String toString() {
            return "Instance[url=" + url + ", database=" + database + "]";
        }
    }

    private static String address(String key, String value) {
        if (value == null || value.isBlank()) {
            return null;
        }
        String wanted = key + " is \"" + value.replaceFirst("//[^/]*@", "//***@")
                + "\", but must be an http or https address such as https://mycompany.odoo.com";
        try {
            URI uri = new URI(value.strip());
            require(
                    uri.getHost() != null
                            && uri.getUserInfo() == null
                            && uri.getQuery() == null
                            && List.of("http", "https")
                                    .contains(String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT)),
                    wanted);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(wanted, e);
        }
        return value.strip().replaceAll("/+$", "");
    }

    private static void nonEmpty(String key, String value, String url) {
        require(
                value == null ? url == null : !value.isBlank(),
                key + " is " + (value == null ? "missing" : "\"" + value + "\"")
                        + ", but must be the name of the Odoo database");
    }

    private static String knownProtocol(String key, String value) {
        String protocol = value.strip().toLowerCase(Locale.ROOT);
        require(
                PROTOCOLS.contains(protocol),
                key + " is \"" + value + "\", but must be one of auto, json2 and jsonrpc");
        return protocol;
    }

    private static void positive(String key, int value) {
        require(value > 0, key + " is " + value + ", but must be at least 1 (milliseconds)");
    }

    private static void require(boolean condition, String problem) {
        if (!condition) {
            throw new IllegalArgumentException(problem + ".");
        }
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "OdooSettings[url=" + url + ", database=" + database + ", protocol=" + protocol + "]";
    }
}
