package io.goldtier.connector.mail;

import io.goldtier.settings.Setting;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The server that sends our mail. In sandbox mode nothing needs to be set: the stand-in of this process is used.
 *
 * @param host the mail server; null: no mail is sent
 * @param port its port; 0: the usual one for the security
 * @param security how the connection is protected
 * @param user the user's name, or null if the server wants none
 * @param password the password; never shown
 * @param from who the mail comes from
 * @param owner who is told what needs a person, separated by commas
 * @param pace the least time between two mails to the owner
 */
@ConfigurationProperties("goldtier.smtp")
public record SmtpSettings(
        String host,
        @DefaultValue("0") int port,
        @DefaultValue("starttls") Security security,
        String user,
        String password,
        String from,
        String owner,
        @DefaultValue("5m") Duration pace) {

    private static final Pattern ADDRESS = Pattern.compile("[^\\s@<>,;:\"()\\\\]+@[A-Za-z0-9][A-Za-z0-9.-]*");

    /** How a connection is protected. */
    public enum Security {
        /** It begins in the clear and is encrypted before anything is said; a server that cannot is refused. */
        STARTTLS(587),
        /** It is encrypted from the beginning. */
        TLS(465),
        /** It is not. */
        NONE(25);

        private final int port;

        Security(int port) {
            this.port = port;
        }
    }

    /** Checks every value. */
    public SmtpSettings {
        host = Setting.text(host);
        user = Setting.text(user);
        password = Setting.text(password);
        from = Setting.text(from);
        owner = Setting.text(owner);
        require(host == null || Setting.isHost(host), "host", host, "a host's name such as smtp.example.com");
        require(port >= 0 && port <= 65_535, "port", port, "between 1 and 65535, or 0 for the usual one");
        port = port == 0 ? security.port : port;
        require(from == null || ADDRESS.matcher(from).matches(), "from", from, "an e-mail address");
        require(
                owner == null
                        || addresses(owner)
                                .allMatch(each -> ADDRESS.matcher(each).matches()),
                "owner",
                owner,
                "e-mail addresses separated by commas");
        require(
                pace.compareTo(Duration.ofSeconds(10)) >= 0 && pace.compareTo(Duration.ofDays(1)) <= 0,
                "pace",
                pace,
                "between 10s and 1d");
        if (host != null) {
            require(from != null, "from", "empty", "set when goldtier.smtp.host is");
            require(owner != null, "owner", "empty", "set when goldtier.smtp.host is");
            require((user == null) == (password == null), "password", "hidden", "set when user is, and only then");
            require(
                    security != Security.NONE || user == null || Setting.isHere(host),
                    "security",
                    "none",
                    "starttls or tls when a password is sent to another machine");
        }
    }

    /** The owner's addresses. */
    public List<String> owners() {
        return owner == null ? List.of() : addresses(owner).toList();
    }

    private static Stream<String> addresses(String list) {
        return Stream.of(list.split(",", -1)).map(String::strip);
    }

    private static void require(boolean good, String key, Object value, String wanted) {
        Setting.require(good, "goldtier.smtp." + key, value, wanted);
    }

    @Override
    public String toString() {
        return "SmtpSettings[host=" + host + ", port=" + port + ", security=" + security + ", from=" + from + "]";
    }
}
