package io.goldtier.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.goldtier.Assistant;
import io.goldtier.outbox.Errand;
import io.goldtier.vault.Vault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person writes into {@code Dashboard.md} is the person's. */
class DashboardFileTest {

    private static final Errand ERRAND = new Errand(DashboardFile.KIND, DashboardFile.NAME, Map.of(), 1, 0, 0);

    @TempDir
    Path home;

    @Test
    void theFirstNoteAndWhatFormerVersionsWroteMakeRoomAndAllElseStays() {
        String ours = DashboardFile.BEGIN + "\nnew\n" + DashboardFile.END;
        assertThat(DashboardFile.merged("", "new\n")).isEqualTo(ours + "\n");
        assertThat(DashboardFile.merged(
                        "# Dashboard\n\nNothing has happened yet. Drop a file into `Needs_Action/` and look here again.\n",
                        "new"))
                .isEqualTo(ours + "\n");
        assertThat(DashboardFile.merged(
                        "# Dashboard\n\n## Needs you\n\n- Approve it\n\n## Quotas\n\n| quota |\n|---|\n| odoo |\n\nMy own line\n",
                        "new"))
                .startsWith(ours)
                .contains("My own line")
                .doesNotContain("| odoo |", "Approve it");
        assertThat(DashboardFile.merged("# Dashboard of mine\n\ntext", "new"))
                .isEqualTo(ours + "\n\n# Dashboard of mine\n\ntext");
        assertThat(DashboardFile.merged("above\r\n" + ours + "\r\nbelow", "next"))
                .isEqualTo("above\r\n" + ours.replace("\nnew\n", "\nnext\n") + "\r\nbelow");
        // Who takes a comment away keeps what stood there
        assertThat(DashboardFile.merged("above\n" + DashboardFile.BEGIN + "\nold\nmine", "new"))
                .startsWith(ours)
                .contains("above", "old", "mine");
    }

    @Test
    void aPersonsTextIsThereAfterAThousandUpdates() throws Exception {
        try (Assistant assistant = Assistant.in(home).start()) {
            DashboardFile writer = assistant.bean(DashboardFile.class);
            Vault vault = assistant.bean(Vault.class);
            Path file = assistant.vault().resolve("Dashboard.md");
            writer.carryOut(ERRAND);
            StringBuilder above = new StringBuilder("# My notes\n\n");
            StringBuilder below = new StringBuilder("\n\n## Mine\n\n| a | b |\n|---|---|\n");
            Random random = new Random(42);
            for (int i = 0; i < 1_000; i++) {
                if (random.nextInt(20) == 0) {
                    StringBuilder side = random.nextBoolean() ? above : below;
                    side.append("| line ").append(i).append(" | ü $&\\1 |\n");
                    String text = Files.readString(file);
                    int begin = text.indexOf(DashboardFile.BEGIN);
                    int end = text.indexOf(DashboardFile.END) + DashboardFile.END.length();
                    Files.writeString(
                            file, above + text.substring(begin, end) + below, StandardOpenOption.TRUNCATE_EXISTING);
                }
                writer.carryOut(ERRAND);
            }
            assertThat(Files.readString(file))
                    .startsWith(above + DashboardFile.BEGIN)
                    .endsWith(DashboardFile.END + below);

            // What is saved between our look and our write is not written over
            Object stamp = vault.stamp(file);
            Files.writeString(file, "saved just now\n", StandardOpenOption.APPEND);
            assertThat(vault.writeUnlessChanged(file, "ours", stamp)).isFalse();
            assertThat(Files.readString(file)).endsWith("saved just now\n");
        }
    }
}
