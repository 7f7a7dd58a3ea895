package io.goldtier.connector.odoo.books;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.goldtier.settings.Mode;
import io.goldtier.settings.Settings;
import io.goldtier.vault.Vault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OdooTransactionTest {

    @TempDir
    Path home;

    private OdooTransaction transaction() throws IOException {
        Settings settings = new Settings(
                Mode.SANDBOX, home.resolve("vault"), home.resolve("data"), home.resolve("routes"), ZoneOffset.UTC);
        Vault vault = new Vault(settings, Clock.systemUTC());
        Path elsewhere = Files.createDirectories(home.resolve("elsewhere"));
        Files.writeString(elsewhere.resolve("secret.txt"), "not ours");
        Files.writeString(vault.root().resolve("Done/receipt.txt"), "two reams of paper");
        Files.writeString(vault.root().resolve("Logs/audit_log.jsonl"), "{}");
        Files.createSymbolicLink(vault.root().resolve("Done/away"), elsewhere);
        Files.createSymbolicLink(vault.root().resolve("Done/link.txt"), elsewhere.resolve("secret.txt"));
        return new OdooTransaction(Clock.systemUTC(), settings, null, vault);
    }

    @Test
    void aReceiptIsAFileOfTheVault() throws IOException {
        assertThat(transaction().receipt(Map.of("receipt", "Done/receipt.txt"))).containsEntry("name", "receipt.txt");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Done/away/secret.txt | There is no receipt "Done/away/secret.txt" among the documents of the vault
            Done/link.txt | There is no receipt "Done/link.txt" among the documents of the vault
            Done/none.txt | There is no receipt "Done/none.txt" among the documents of the vault
            Logs/audit_log.jsonl | There is no receipt "Logs/audit_log.jsonl" among the documents of the vault, which lie in Attachments/, Done/, Inbox/ or a folder of your own.
            ../elsewhere/secret.txt     | The receipt "../elsewhere/secret.txt" is not in the vault.
            """)
    void whatLiesElsewhereIsNeverSentToOdoo(String receipt, String sentence) throws IOException {
        OdooTransaction transaction = transaction();
        assertThatThrownBy(() -> transaction.receipt(Map.of("receipt", receipt)))
                .hasMessageStartingWith(sentence);
    }
}
