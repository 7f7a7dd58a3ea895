package io.goldtier.skill;

import static org.assertj.core.api.Assertions.assertThat;

import io.goldtier.Assistant;
import io.goldtier.cli.author.SkillsDocumentWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SkillsDocumentTest {

    @TempDir
    Path home;

    @Test
    void theDocumentIsWhatTheCardsSay() throws Exception {
        Path document = Path.of("docs/skills.md");
        try (Assistant assistant = Assistant.in(home).start()) {
            String text = SkillsDocument.of(assistant.bean(Skills.class).all());
            Path built = home.resolve("skills.md");
            SkillsDocumentWriter.main(new String[] {"routes", built.toString()});
            assertThat(document).as("what ./goldtier run writes").hasContent(Files.readString(built));
            assertThat(document).as("what the running assistant says").hasContent(text);
            assertThat(assistant.text("/skills")).contains("odoo_create_invoice", "asks as the handbook says");
        }
    }
}
