package io.goldtier.outside;

import io.goldtier.outside.http.AnswerRules;
import io.goldtier.outside.http.Authorization;
import io.goldtier.outside.http.LimitHeaders;
import io.goldtier.outside.http.RequestSigner;
import io.goldtier.skill.system.Quotas.QuotaSettings.Quota;
import io.goldtier.skill.system.SystemCard;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.util.unit.DataSize;

/**
 * An outside system's card: the {@code beans:} entry at the head of its file in {@code routes/connectors/}. All that the
 * assistant has to know of a system is derived from it; {@code docs/cards.md} lists the properties.
 *
 * <p>Camel sets the properties from the route file; {@link #check} makes sure that they mean something.
 */
public final class OutsideSystem implements SystemCard {

    private static final Pattern QUOTA = Pattern.compile("([1-9]\\d{0,9}) in ([1-9]\\d{0,5}[smhd])");

    private static final int MOST_CONNECTIONS = 256;

    private String name = "";
    private String description = "";
    private String title = "";
    private String server = "";
    private String prefix = "";
    private String address = "{url}";
    private String auth = "none";
    private Protocol protocol;
    private RequestSigner signer;
    private String pace = "0s";
    private int connections = 8;
    private String connectTimeout = "5s";
    private String timeout = "60s";
    private String largest = "4MB";
    private String health = "";
    private String answers = "";
    private String sandbox = "";
    private String quota = "";
    private String limits = "";
    private List<LimitHeaders> limitHeaders = List.of();
    private String shows = "";
    private String expires = "";
    private String settings = "";
    private Authorization authorization;
    private AnswerRules rules;
    private CardSettings cardSettings = CardSettings.NONE;

    /**
     * Reads and checks every property.
     *
     * @param beanName the name under which the card is registered
     * @return this card, ready for use
     * @throws IllegalArgumentException with one sentence that names the property, its value and what is allowed
     */
    public synchronized OutsideSystem check(String beanName) {
        if (rules != null && name.equals(beanName)) {
            return this;
        }
        name = beanName;
        require(!description.isBlank(), "description is missing: say in a sentence what the system is");
        require(name.matches("[a-z][a-z0-9_-]{0,40}"), "its name must be lower-case letters, digits, - and _");
        require(server.matches("[a-z][a-z0-9-]{0,40}-mcp"), "server must be a name such as crm-mcp, was: " + server);
        require(
                prefix.isEmpty() || prefix.matches("goldtier\\.[a-z][a-z0-9.-]*"),
                "prefix must be the beginning of settings such as goldtier.systems.crm, was: " + prefix);
        require(
                !address.matches("\\w+://[^/]*@.*"),
                "address must have no name or password in it; auth says which settings hold them");
        require(
                protocol != null || address.isEmpty() || address.matches("(\\{[a-z][a-z0-9-]*}|https?://[^/]+)\\S*"),
                "address must be an http or https address, or begin with a setting such as {url}, was: " + address);
        require(
                connections >= 1 && connections <= MOST_CONNECTIONS,
                "connections must be from 1 to " + MOST_CONNECTIONS + ", was: " + connections);
        require(
                health.isEmpty() || health.matches("(GET|HEAD) /\\S*|direct:[\\w-]+"),
                "health must be a request such as GET /status or a route such as direct:crm-health, was: " + health);
        try {
            require(!pace().isNegative(), "pace must be a time such as 500ms, was: " + pace);
            require(
                    connectTimeout().toMillis() > 0,
                    "connectTimeout must be a time such as 5s, was: " + connectTimeout);
            require(timeout().toMillis() > 0, "timeout must be a time such as 5s, was: " + timeout);
            require(largest() > 0, "largest must be a size such as 4MB, was: " + largest);
            authorization = Authorization.of(auth);
            AnswerRules read = AnswerRules.of(answers);
            cardSettings = CardSettings.of(sandbox, shows, expires, settings);
            quota();
            limitHeaders = LimitHeaders.of(name, limits);
            rules = read;
        } catch (IllegalArgumentException e) {
            throw e.getMessage().startsWith("The card") ? e : new IllegalArgumentException(sentence(e.getMessage()), e);
        }
        return this;
    }

    private static Duration duration(String property, String text) {
        try {
            return DurationStyle.detectAndParse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(property + " must be a time such as 500ms, 5s or 1m, was: " + text, e);
        }
    }

    private void require(boolean condition, String problem) {
        if (!condition) {
            throw new IllegalArgumentException(sentence(problem));
        }
    }

    private String sentence(String problem) {
        return "The card of system " + name + " is wrong: " + problem + ".";
    }

    /** The system's name: that of its bean, its file and {@code outside:NAME}. */
    public String name() {
        return name;
    }

    /** What it is, in a sentence. */
    public String description() {
        return description;
    }

    @Override
    public String title() {
        return title.isEmpty() ? name.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + name.substring(1) : title;
    }

    @Override
    public String server() {
        return server;
    }

    /** What its settings' keys begin with. */
    public String prefix() {
        return prefix.isEmpty() ? "goldtier.systems." + name : prefix;
    }

    /** Where it is, with the names of settings in braces. */
    public String address() {
        return address;
    }

    /** How a request proves who sends it. */
    public Authorization authorization() {
        return authorization;
    }

    /** The protocol that a bean speaks, or null for HTTP with JSON. */
    public Protocol protocol() {
        return protocol;
    }

    /** What signs each request, or null. */
    public RequestSigner signer() {
        return signer;
    }

    /** The least time between two requests. */
    Duration pace() {
        return duration("pace", pace);
    }

    /** How many requests may be under way at once. */
    public int connections() {
        return connections;
    }

    /** How long a connection may take to be made. */
    public Duration connectTimeout() {
        return duration("connectTimeout", connectTimeout);
    }

    /** How long an answer may take to begin, and to go on. */
    public Duration timeout() {
        return duration("timeout", timeout);
    }

    /** The longest answer that is read, in bytes. */
    public long largest() {
        try {
            return DataSize.parse(largest).toBytes();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("largest must be a size such as 4MB, was: " + largest, e);
        }
    }

    /** A request such as {@code GET /status}, a route such as {@code direct:crm-health}, or an empty text. */
    public String health() {
        return health;
    }

    /** What its answers mean. */
    public AnswerRules rules() {
        return rules;
    }

    @Override
    public Optional<Quota> quota() {
        if (quota.isBlank()) {
            return Optional.empty();
        }
        Matcher words = QUOTA.matcher(quota.strip());
        require(words.matches(), "quota must be requests in a time, such as 100 in 15m, was: " + quota);
        return Optional.of(new Quota(Long.parseLong(words.group(1)), DurationStyle.SIMPLE.parse(words.group(2))));
    }

    /** Headers of its answers that say how many requests it still takes. */
    List<LimitHeaders> limitHeaders() {
        return limitHeaders;
    }

    /** Settings that hold in sandbox mode. */
    public Map<String, Object> sandboxValues() {
        return cardSettings.sandbox();
    }

    /** Fields of its server's entity, in which settings stand in braces. */
    public Map<String, Object> shownValues() {
        return cardSettings.shown();
    }

    /** Until when values of a setting can be used: {@code {api-version: {v18.0: 2026-01-26}}}. */
    public Map<String, Object> expires() {
        return cardSettings.expires();
    }

    /** The forms of settings, by name. */
    Map<String, CardSettings.Form> settingForms() {
        return cardSettings.forms();
    }

    /** The names of all its settings. */
    Set<String> settingNames() {
        Set<String> names = new TreeSet<>(needs());
        // In sandbox mode the address decides whether the settings are used at all
        names.add("url");
        names.addAll(cardSettings.names());
        names.addAll(SystemSettings.names(shows + health));
        return names;
    }

    /**
     * Checks the settings that its name stands over.
     *
     * @param readElsewhere keys of settings that routes read
     * @throws IllegalArgumentException with a sentence that names the key, the value and what is allowed
     */
    public void checkSettings(ConfigurableEnvironment environment, Set<String> readElsewhere) {
        SystemSettings.check(environment, this, readElsewhere);
    }

    /** The names of the settings without which it cannot be called; a protocol of its own knows them itself. */
    public List<String> needs() {
        if (protocol != null) {
            return List.of();
        }
        return java.util.stream.Stream.concat(SystemSettings.names(address).stream(), authorization.settings().stream())
                .distinct()
                .toList();
    }

    /** Set from the card. */
    public void setDescription(String description) {
        this.description = description.strip();
    }

    /** Set from the card: its name for people; left out means the card's name with a capital letter. */
    public void setTitle(String title) {
        this.title = title;
    }

    /** Set from the card: the MCP server that offers its skills. */
    public void setServer(String server) {
        this.server = server;
    }

    /** Set from the card; left out means {@code goldtier.systems.NAME}. */
    public void setPrefix(String prefix) {
        this.prefix = prefix;
    }

    /** Set from the card; left out means the setting {@code url}. */
    public void setAddress(String address) {
        this.address = address;
    }

    /** Set from the card: how requests show who we are. */
    public void setAuth(String auth) {
        this.auth = auth;
    }

    /** Set from the card: a bean; left out means HTTP with JSON. */
    public void setProtocol(Protocol protocol) {
        this.protocol = protocol;
    }

    /** Set from the card: a bean that adds to each request what proves it to be ours. */
    public void setSigner(RequestSigner signer) {
        this.signer = signer;
    }

    /** Set from the card; left out means none. */
    public void setPace(String pace) {
        this.pace = pace;
    }

    /** Set from the card; left out means 8. */
    public void setConnections(int connections) {
        this.connections = connections;
    }

    /** Set from the card; left out means 5s. */
    public void setConnectTimeout(String connectTimeout) {
        this.connectTimeout = connectTimeout.matches("\\d+") ? connectTimeout + "ms" : connectTimeout;
    }

    /** Set from the card; left out means 60s. */
    public void setTimeout(String timeout) {
        this.timeout = timeout.matches("\\d+") ? timeout + "ms" : timeout;
    }

    /** Set from the card; left out means 4MB. */
    public void setLargest(String largest) {
        this.largest = largest;
    }

    /** Set from the card; left out means that its health is known only from its calls. */
    public void setHealth(String health) {
        this.health = health;
    }

    /** Set from the card: what refusals mean, in YAML. */
    public void setAnswers(String answers) {
        this.answers = answers;
    }

    /** Set from the card: how many requests in how much time, such as {@code 100 in 15m}. */
    public void setQuota(String quota) {
        this.quota = quota;
    }

    /** Set from the card: headers of its answers that say how many requests it still takes, in YAML. */
    public void setLimits(String limits) {
        this.limits = limits;
    }

    /** Set from the card: settings that hold in sandbox mode, in YAML. */
    public void setSandbox(String sandbox) {
        this.sandbox = sandbox;
    }

    /** Set from the card: fields of its server's entity, in YAML. */
    public void setShows(String shows) {
        this.shows = shows;
    }

    /** Set from the card: the forms of settings, in YAML: {@code {page-id: {pattern: …, meaning: …}}}. */
    public void setSettings(String settings) {
        this.settings = settings;
    }

    /** Set from the card: until when values of settings can be used, in YAML. */
    public void setExpires(String expires) {
        this.expires = expires;
    }
}
