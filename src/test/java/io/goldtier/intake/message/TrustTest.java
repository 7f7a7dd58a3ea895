package io.goldtier.intake.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.goldtier.handbook.HandbookFile;
import io.goldtier.settings.Mode;
import io.goldtier.settings.Settings;
import io.goldtier.vault.Alert;
import io.goldtier.vault.Vault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is trusted, by each kind of evidence; the vault is new and has the handbook that it starts with. */
class TrustTest {

    @TempDir
    Path home;

    private Vault vault;
    private Trust trust;
    private final List<Alert> told = new ArrayList<>();

    @BeforeEach
    void open() {
        Settings settings = new Settings(
                Mode.SANDBOX, home.resolve("vault"), home.resolve("data"), home.resolve("routes"), ZoneOffset.UTC);
        home.resolve("data").toFile().mkdirs();
        vault = new Vault(settings, Clock.systemUTC());
        trust = new Trust(new HandbookFile(vault, settings, told::add));
    }

    private boolean trusts(Evidence evidence, String sourceType, String sender) {
        return trust.in(new Message(
                        Form.WORDS,
                        sourceType,
                        "x",
                        sender,
                        "",
                        "words",
                        List.of(),
                        Instant.EPOCH,
                        evidence,
                        null,
                        "key",
                        Map.of()))
                .trusted();
    }

    @Test
    void aProvedAddressIsHeldAgainstItsOwnField() {
        assertThat(trusts(Evidence.receivingServer("Billing@ABC.example"), "email", "billing@abc.example"))
                .isTrue();
        assertThat(trusts(Evidence.signature("1234567890"), "whatsapp", "Client ABC"))
                .isTrue();
        assertThat(trusts(Evidence.signature("+1 (234) 567-890"), "whatsapp", null))
                .isTrue();

        assertThat(trusts(Evidence.receivingServer("eve@nowhere.example"), "email", "billing@abc.example"))
                .isFalse();
        assertThat(trusts(Evidence.receivingServer("+1234567890"), "email", null))
                .isFalse();
        assertThat(trusts(Evidence.receivingServer("Client ABC"), "email", null))
                .isFalse();
        assertThat(trusts(Evidence.receivingServer("billing@abc.example.evil.example"), "email", null))
                .isFalse();
        assertThat(trusts(Evidence.receivingServer("<billing@abc.example>"), "email", null))
                .isFalse();
        assertThat(trusts(Evidence.receivingServer("billing@abc.example "), "email", null))
                .isFalse();
        assertThat(trusts(Evidence.signature("billing@abc.example"), "whatsapp", null))
                .isFalse();
        assertThat(trusts(Evidence.signature("234567890"), "whatsapp", null)).isFalse();
        assertThat(trusts(Evidence.signature("Client ABC"), "whatsapp", null)).isFalse();
    }

    @Test
    void whatIsPutInByHandIsTheOwnersUnlessItSaysOtherwise() {
        assertThat(trusts(Evidence.BY_HAND, "file_drop", null)).isTrue();
        assertThat(trusts(Evidence.BY_HAND, "file_drop", "billing@abc.example")).isFalse();
        assertThat(trusts(Evidence.BY_HAND, "email", null)).isFalse();
        assertThat(trusts(Evidence.NONE, "file_drop", null)).isFalse();
    }

    @Test
    void anyoneIsAnyoneButNotTheAssistantItself() throws IOException {
        Files.writeString(vault.root().resolve("Company_Handbook.md"), "---\nsenders: anyone\n---\n");
        assertThat(trusts(Evidence.NONE, "email", "eve@nowhere.example")).isTrue();
        assertThat(trusts(Evidence.BY_HAND, "email", "eve@nowhere.example")).isTrue();
        assertThat(trusts(Evidence.ASSISTANT, "file_drop", null)).isFalse();
    }

    @Test
    void aBadEditOfTheHandbookLeavesTheLastGoodContacts() throws IOException {
        assertThat(trusts(Evidence.receivingServer("billing@abc.example"), "email", null))
                .isTrue();
        Path handbook = vault.root().resolve("Company_Handbook.md");
        for (String bad : List.of("[", "\n  - {name: X, email: X <x@abc.example>}", "\n  - {phone: call me}")) {
            Files.writeString(handbook, "---\nknown_contacts: " + bad + "\n---\n");
            assertThat(trusts(Evidence.receivingServer("billing@abc.example"), "email", null))
                    .isTrue();
        }
        assertThat(told).extracting(Alert::title).containsOnly("Company handbook not understood");
        assertThat(told).hasSize(3);
        Files.writeString(handbook, "---\nknown_contacts:\n  - {name: New, email: new@abc.example}\n---\n");
        assertThat(trusts(Evidence.receivingServer("billing@abc.example"), "email", null))
                .isFalse();
        assertThat(trusts(Evidence.receivingServer("NEW@abc.example"), "email", null))
                .isTrue();
    }

    @Test
    void evidenceThatProvesNothingCarriesNoAddress() {
        assertThatThrownBy(() -> new Evidence(Evidence.Kind.NONE, "billing@abc.example"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
