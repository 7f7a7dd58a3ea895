package io.goldtier.skill;

import static org.assertj.core.api.Assertions.assertThat;

import io.goldtier.Assistant;
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
            if ("yes".equals(System.getenv("GOLDTIER_WRITE_DOCS"))) {
                Files.writeString(document, text);
            }
            assertThat(document).hasContent(text);
        }
    }
}
