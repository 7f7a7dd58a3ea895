package io.goldtier.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.goldtier.json.Yaml;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NoteTest {

    @Test
    void readsFrontMatterAndBody() {
        Note note = Note.parse("---\ntype: task\nactions:\n  - a: {amount: 10.50}\n---\nfree text\n");
        assertThat(note.frontMatter())
                .isEqualTo(Map.of(
                        "type", "task", "actions", List.of(Map.of("a", Map.of("amount", new BigDecimal("10.50"))))));
        assertThat(note.body()).isEqualTo("free text\n");
    }

    @Test
    void readsWhatOtherSystemsWrite() {
        Note note = Note.parse(
                "\uFEFF---\r\nType: Email\r\nCreated_At: 2026-02-20T10:30:00Z\r\nStatus: PENDING\r\n--- \r\nhi");
        assertThat(note.text("created")).contains("2026-02-20T10:30:00Z");
        assertThat(note.text("action")).contains("Email");
        assertThat(note.status()).contains("pending");
        assertThat(note.body()).isEqualTo("hi");
    }

    @Test
    void aTextWithoutFrontMatterIsAllBody() {
        assertThat(Note.parse("Completed project\n---\nreally").frontMatter()).isEmpty();
        assertThat(Note.parse("").body()).isEmpty();
        assertThat(Note.parse("---\n---\n").frontMatter()).isEmpty();
        assertThat(Note.parse("---\n---").body()).isEmpty();
    }

    @Test
    void aMissingEndOfTheFrontMatterIsNamedWithItsLine() {
        assertThatThrownBy(() -> Note.parse("---\ntype: task\nbody"))
                .hasMessageStartingWith("line 1: front matter begins");
        assertThat(Note.isUnclosed("---\ntype: task")).isTrue();
        assertThat(Note.isUnclosed("---\ntype: task\n---")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    phone: +1234567890    | +1234567890
                    phone: 0123           | 0123
                    time: 10:30           | 10:30
                    country: no           | no
                    day: 2026-02-20       | 2026-02-20
                    """)
    void whatLooksLikeTextStaysText(String line, String value) {
        assertThat(Note.parse("---\n" + line + "\n---\n").frontMatter()).containsValue(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a: !!java.net.URL [x]",
                "a: !!binary aGk=",
                "a: *unknown",
                "a: 1\na: 2",
                "[a, b]: c",
                "- a\n- b",
                "just words",
                "a: [",
                "a: \"\\x07",
                "a: &a [*a]"
            })
    void refusesWhatIsNotPlainAndSafe(String front) {
        assertThatThrownBy(() -> Note.parse("---\n" + front + "\n---\n"))
                .isInstanceOf(NoteProblem.class)
                .hasMessageMatching("(?s)line \\d+: .+");
    }

    @Test
    void namesTheLineOfTheFile() {
        assertThatThrownBy(() -> Note.parse("---\nfine: 1\nbad: [1\n---\n"))
                .isInstanceOfSatisfying(
                        NoteProblem.class, problem -> assertThat(problem.line()).isBetween(3, 4));
        assertThatThrownBy(() -> Note.parse("---\na: 1\nb: 2\na: 3\n---\n")).hasMessageStartingWith("line 4: ");
    }

    @Test
    void refusesBombs() {
        StringBuilder laughs = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 10; i++) {
            laughs.append("a%d: &a%d [*a%d, *a%d, *a%d, *a%d]\n".formatted(i, i, i - 1, i - 1, i - 1, i - 1));
        }
        assertThatThrownBy(() -> Yaml.readForeign(laughs.toString())).isInstanceOf(Yaml.YamlProblem.class);
        assertThatThrownBy(() -> Yaml.readForeign("[".repeat(5_000))).isInstanceOf(Yaml.YamlProblem.class);
        assertThatThrownBy(() -> Yaml.readForeign("a: " + "x".repeat(300_000))).isInstanceOf(Yaml.YamlProblem.class);
        assertThatThrownBy(() -> Yaml.readForeign("[" + "1,".repeat(30_000) + "1]"))
                .isInstanceOf(Yaml.YamlProblem.class);
    }

    @Test
    void writesWhatEveryReaderUnderstandsTheSameWay() {
        Map<String, Object> front = new LinkedHashMap<>();
        front.put("created", Instant.parse("2026-02-20T10:30:00.123Z"));
        front.put("phone", "+1234567890");
        front.put("answer", "no");
        front.put("amount", new BigDecimal("10000.00"));
        front.put("large", new BigDecimal("1E+4"));
        front.put("text", "two\nlines: here");
        front.put("steps", List.of(Map.of("a", 1), "b"));
        Note note = new Note(front, "body\n");
        assertThat(note.render()).isEqualTo("""
                        ---
                        created: 2026-02-20T10:30:00Z
                        phone: '+1234567890'
                        answer: 'no'
                        amount: 10000.00
                        large: 10000
                        text: |-
                          two
                          lines: here
                        steps:
                          - a: 1
                          - b
                        ---
                        body
                        """);
        assertThat(Note.parse(note.render()).frontMatter())
                .containsEntry("phone", "+1234567890")
                .containsEntry("answer", "no")
                .containsEntry("text", "two\nlines: here");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    note.md            | note.md
                    ../../etc/passwd   | _._.._etc_passwd
                    .hidden            | _hidden
                    a\\b               | a_b
                    invoice\u202Efdp.exe | invoice_fdp.exe
                    name.              | name
                    ''                 | unnamed
                    """)
    void namesAreMadeSafe(String name, String safe) {
        assertThat(Names.safe(name)).isEqualTo(safe);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    odoo_create_invoice  | odoo_create_invoice
                    _so_                 | \\_so\\_
                    $10,000 and $5       | \\$10,000 and \\$5
                    a[b](c)              | a\\[b\\](c)
                    <b>                  | \\<b\\>
                    # heading            | \\# heading
                    #tag                 | \\#tag
                    1. list              | 1\\. list
                    10000.00             | 10000.00
                    -5                   | \\-5
                    &lt;b&gt;            | \\&lt;b\\&gt;
                    """)
    void outsideTextMeansNothingToMarkdown(String text, String escaped) {
        assertThat(Markdown.text(text)).isEqualTo(escaped);
    }
}
