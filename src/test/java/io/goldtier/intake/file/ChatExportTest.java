package io.goldtier.intake.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.goldtier.intake.message.Excerpt;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

class ChatExportTest {

    private static byte[] zip(String name, byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("picture.jpg"));
            zip.write(new byte[1000]);
            zip.putNextEntry(new ZipEntry(name));
            zip.write(content);
        }
        return bytes.toByteArray();
    }

    @Test
    void theChatIsRead() throws IOException {
        byte[] chat = "20.02.26, 10:30 - Client ABC: Grüße".getBytes(StandardCharsets.UTF_8);

        assertThat(ChatExport.of(zip("_chat.txt", chat)))
                .contains(Excerpt.whole("20.02.26, 10:30 - Client ABC: Grüße"));
        assertThat(ChatExport.of(zip("WhatsApp Chat with Client ABC.txt", chat)))
                .isPresent();
        assertThat(ChatExport.of(zip("notes.txt", chat))).isEmpty();
        assertThat(ChatExport.of("PK nothing".getBytes(StandardCharsets.UTF_8))).isEmpty();
    }

    @Test
    void aBombIsNotUnpacked() throws IOException {
        Excerpt bomb =
                ChatExport.of(zip("_chat.txt", new byte[80 * 1024 * 1024])).orElseThrow();
        assertThat(bomb.text()).hasSize(1024 * 1024);
        assertThat(bomb.notRead("chat.zip")).contains("Of chat.zip only the first 1 MiB of its bytes were read.");
        assertThat(ChatExport.of(zip("zeros", new byte[80 * 1024 * 1024]))).isEmpty();
    }
}
