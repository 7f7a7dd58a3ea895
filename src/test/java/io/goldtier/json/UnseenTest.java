package io.goldtier.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.goldtier.vault.Markdown;
import io.goldtier.vault.YamlText;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What nobody sees is shown as being there, and comes back as it was where it is written to be read again. */
class UnseenTest {

    @ParameterizedTest
    @ValueSource(
            ints = {0x202E, 0x2066, 0x200B, 0x200F, 0xAD, 0xFEFF, 0x2800, 0x3164, 0xFFA0, 0x115F, 0xE0041, 0xE0101})
    void isShownInTextsAndEscapedInYaml(int character) {
        String text = "to Ann" + Character.toString(character) + "a";

        assertThat(Unseen.isIn(text)).isTrue();
        assertThat(Unseen.shown(text)).isEqualTo("to Ann\uFFFDa");
        assertThat(Markdown.text(text)).isEqualTo("to Ann\uFFFDa");
        assertThat(Markdown.fenced(text, "text")).contains("to Ann\uFFFDa");

        String yaml = YamlText.write(Map.of("recipient", text, "list", List.of(text, text + "\nmore")));
        assertThat(Unseen.isIn(yaml)).isFalse();
        assertThat(Yaml.readMap(yaml)).isEqualTo(Map.of("recipient", text, "list", List.of(text, text + "\nmore")));
    }

    @Test
    void isNotFoundInWhatPeopleWrite() {
        String text = "Grüße, 你好, שלום, مرحبا, 👩‍👧 ❤️\n\tline";

        assertThat(Unseen.shown(text)).isEqualTo(text);
    }

    @Test
    void aBackslashBesideItStaysWhatItWas() {
        String text = "C:\\u202E \u202E \"quoted\" \\";

        assertThat(Yaml.readMap(YamlText.write(Map.of("path", text)))).isEqualTo(Map.of("path", text));
    }

    @Test
    void controlsDoNotReachATerminal() {
        assertThat(Unseen.shown("a\u001B[2Jb\u0007")).isEqualTo("a\uFFFD[2Jb\uFFFD");
    }

    @Test
    void whateverCharacterIsInAParameterANoteGivesItBack() {
        for (int block = 0; block <= 0xFFFF; block += 64) {
            String alone = IntStream.range(block, block + 64)
                    .filter(c -> !Character.isSurrogate((char) c))
                    .mapToObj(c -> "a" + (char) c + "b")
                    .collect(Collectors.joining("-"));
            Map<String, Object> params =
                    Map.of("one", alone, "two", alone.replace('-', '\n') + "\n", "three", " " + alone);
            String fenced = Markdown.fenced(YamlText.write(params), "yaml");
            String written = fenced.substring(fenced.indexOf('\n') + 1, fenced.lastIndexOf("```"));
            assertThat(Yaml.readMap(written)).as("from U+%04X on", block).isEqualTo(params);
        }
    }
}
