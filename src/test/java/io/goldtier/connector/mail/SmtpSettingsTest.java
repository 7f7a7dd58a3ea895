package io.goldtier.connector.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.goldtier.connector.mail.SmtpSettings.Security;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmtpSettingsTest {

    private static final Duration PACE = Duration.ofMinutes(5);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "smtp:25 | 0 | STARTTLS | - | - | a@b.example | c@d.example | must be a host's name",
                "mail.example | 70000 | TLS | - | - | a@b.example | c@d.example | must be between 1",
                "mail.example | 0 | TLS | - | - | nobody | c@d.example | goldtier.smtp.from is nobody, but must be an e-mail address",
                "mail.example | 0 | TLS | - | - | - | c@d.example | must be set",
                "mail.example | 0 | TLS | - | - | a@b.example | - | must be set",
                "mail.example | 0 | TLS | - | - | a@b.example | c@d.example,, | must be e-mail addresses",
                "mail.example | 0 | TLS | me | - | a@b.example | c@d.example | must be set when user is",
                "mail.example | 0 | NONE | me | pw | a@b.example | c@d.example | must be starttls or tls",
            })
    void aWrongValueIsNamedWithWhatIsAllowed(
            String host,
            int port,
            Security security,
            String user,
            String password,
            String from,
            String owner,
            String sentence) {
        assertThatThrownBy(() -> new SmtpSettings(host, port, security, user, password, from, owner, PACE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(sentence)
                .hasMessageNotContaining("pw");
    }

    @Test
    void anAddressCannotSmuggleInALine() {
        assertThatThrownBy(() -> new SmtpSettings(
                        "mail.example",
                        0,
                        Security.TLS,
                        null,
                        null,
                        "a@b.example\r\nBcc: x@y.example",
                        "c@d.example",
                        PACE))
                .hasMessageContaining("goldtier.smtp.from");
    }

    @Test
    void thePortFollowsTheSecurityAndThePasswordIsNeverShown() {
        SmtpSettings settings = new SmtpSettings(
                "mail.example", 0, Security.TLS, "me", "hidden-word", "a@b.example", "c@d.example, e@f.example", PACE);

        assertThat(settings.port()).isEqualTo(465);
        assertThat(settings.owners()).containsExactly("c@d.example", "e@f.example");
        assertThat(settings.toString()).doesNotContain("hidden-word");
        assertThat(new SmtpSettings("", 0, Security.STARTTLS, "", "", "", "", PACE).owners())
                .isEmpty();
    }
}
