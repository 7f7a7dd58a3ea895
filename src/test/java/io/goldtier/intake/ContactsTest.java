package io.goldtier.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.goldtier.settings.Mode;
import io.goldtier.settings.Settings;
import io.goldtier.vault.Vault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContactsTest {

    @TempDir
    Path home;

    @Test
    void theHandbookSaysWhoIsKnownAndABadEditChangesNothing() throws IOException {
        Vault vault = new Vault(
                new Settings(
                        Mode.SANDBOX,
                        home.resolve("vault"),
                        home.resolve("data"),
                        home.resolve("routes"),
                        ZoneOffset.UTC),
                Clock.systemUTC());
        Contacts contacts = new Contacts(vault);
        assertThat(contacts.isKnown("+1 (234) 567-890")).isTrue();
        assertThat(contacts.isKnown("Somebody <Billing@ABC.example>")).isTrue();
        assertThat(contacts.isKnown("billing@abc.example.evil.example")).isFalse();
        assertThat(contacts.isKnown("\"billing@abc.example\" <eve@nowhere.example>"))
                .isFalse();
        assertThat(contacts.isKnown("")).isFalse();
        assertThat(contacts.isKnown(null)).isFalse();

        Path handbook = vault.root().resolve("Company_Handbook.md");
        Files.writeString(handbook, "---\nknown_contacts: [\n---\n");
        assertThat(contacts.isKnown("billing@abc.example")).isTrue();
        Files.writeString(handbook, "---\nknown_contacts:\n  - {name: New, email: new@abc.example}\n---\n");
        assertThat(contacts.isKnown("billing@abc.example")).isFalse();
        assertThat(contacts.isKnown("NEW@abc.example")).isTrue();
    }
}
