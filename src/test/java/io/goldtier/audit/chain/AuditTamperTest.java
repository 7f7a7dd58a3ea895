package io.goldtier.audit.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.goldtier.Assistant;
import io.goldtier.TestClock;
import io.goldtier.audit.AuditEntry;
import io.goldtier.audit.AuditLog;
import io.goldtier.audit.Status;
import io.goldtier.cli.CliRun;
import io.goldtier.json.Json;
import io.goldtier.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Does to a log of two days what somebody with something to hide would do, and reads what verification says. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuditTamperTest {

    private static final int A_DAY = 250;

    @TempDir
    static Path written;

    @TempDir
    Path spoilt;

    private Path closed;
    private Path current;
    private int firstDay;
    private int all;

    /** The assistant itself writes the log, and closes the first day's segment when the second begins. */
    @BeforeAll
    void writeTwoDays() {
        TestClock clock = new TestClock("2026-02-20T10:00:00Z");
        try (Assistant assistant = Assistant.in(written)
                .clock(clock)
                .setting("goldtier.audit.anchor-copy=" + written.resolve("elsewhere/anchor.json"))
                .start()) {
            append(assistant, "first");
            clock.pass(Duration.ofDays(1));
            append(assistant, "second");
        }
    }

    private static void append(Assistant assistant, String day) {
        AuditLog log = assistant.bean(AuditLog.class);
        for (int i = 0; i < A_DAY; i++) {
            String number = day + " " + i;
            assistant.bean(Store.class).commit(tx -> {
                log.append(tx, AuditEntry.of("test", "test", Status.SUCCESS).detail("number", number));
                return null;
            });
        }
    }

    @BeforeEach
    void copy() throws IOException {
        try (var files = Files.walk(written)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = spoilt.resolve(written.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
            }
        }
        current = logs().resolve("audit_log.jsonl");
        List<Path> archived = Segments.archived(logs(), LogName.AUDIT);
        assertThat(archived).hasSize(1);
        closed = archived.get(0);
        firstDay = Files.readAllLines(closed).size();
        all = firstDay + Files.readAllLines(current).size();
        assertThat(firstDay).isGreaterThanOrEqualTo(A_DAY);
        assertThat(all - firstDay).isGreaterThanOrEqualTo(A_DAY);
    }

    @Test
    void whatWasNotTouchedIsWhole() {
        CliRun run = verify();

        assertThat(run.out()).startsWith("The logs are whole:");
        assertThat(run.code()).isZero();
    }

    @Test
    void aHundredLinesCutOffAtTheEnd() throws IOException {
        List<String> lines = Files.readAllLines(current);
        Files.write(current, lines.subList(0, lines.size() - 100));

        assertSays("lines are missing at the end: the log ends at number " + (all - 100) + ", but number " + all
                + " had been written (100 lines were cut off)");
    }

    @Test
    void theWholeLastDayRemoved() throws IOException {
        Files.delete(current);

        assertSays("lines are missing at the end: the log ends at number " + firstDay + ", but number " + all
                + " had been written");
    }

    @Test
    void oneLineRemovedInTheMiddle() throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(closed));
        lines.remove(100);
        Files.write(closed, lines);

        assertSays("a line is missing after number 100: number 102 follows");
    }

    @Test
    void theLastLineOfADayRemoved() throws IOException {
        List<String> lines = Files.readAllLines(closed);
        Files.write(closed, lines.subList(0, lines.size() - 1));

        assertSays("a line is missing after number " + (firstDay - 1) + ": number " + (firstDay + 1) + " follows");
    }

    @Test
    void severalLinesRemovedInTheMiddle() throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(closed));
        lines.subList(100, 110).clear();
        Files.write(closed, lines);

        assertSays("10 lines are missing after number 100: number 111 follows");
    }

    @Test
    void twoLinesSwapped() throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(closed));
        Collections.swap(lines, 100, 140);
        Files.write(closed, lines);

        assertSays("lines are out of order at number 101: number 141 is found in its place");
    }

    @Test
    void twoLinesOfDifferentDaysSwapped() throws IOException {
        List<String> first = new ArrayList<>(Files.readAllLines(closed));
        List<String> second = new ArrayList<>(Files.readAllLines(current));
        String moved = first.set(firstDay - 1, second.get(0));
        second.set(0, moved);
        Files.write(closed, first);
        Files.write(current, second);

        assertSays("lines are out of order at number " + firstDay + ": number " + (firstDay + 1)
                + " is found in its place");
    }

    @Test
    void oneLineThereTwice() throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(closed));
        lines.add(100, lines.get(99));
        Files.write(closed, lines);

        // Number 101 is there, one line late
        assertSays("lines are out of order at number 101: number 100 is found in its place");
    }

    @Test
    void everythingRewrittenWithAFreshChain() throws IOException {
        rewriteLogs();

        assertSays(
                "the whole log was rewritten",
                "the chain does not meet the anchor in " + spoilt.resolve("data/log-anchor.json"));
    }

    @Test
    void theCopyOfTheAnchorFindsOutThatTheDataFolderWasRewrittenToo() throws IOException {
        Path copy = spoilt.resolve("elsewhere/anchor.json");
        assertThat(copy).hasSameTextualContentAs(spoilt.resolve("data/log-anchor.json"));
        assertThat(verify("--goldtier.audit.anchor-copy=" + copy).code()).isZero();
        Chain.Link end = rewriteLogs();
        Anchor forged = Anchor.load(spoilt.resolve("data"));
        forged.last(LogName.AUDIT, new Anchor.Mark(end.seq(), end.hash()));
        forged.save();

        assertThat(verify().code()).as("without the copy it goes unnoticed").isZero();
        CliRun run = verify("--goldtier.audit.anchor-copy=" + copy);
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out())
                .contains("the whole log was rewritten", "the chain does not meet the anchor's copy in " + copy);
    }

    @Test
    void theCopyOfTheAnchorFindsOutThatTheBeginningWasRemoved() throws IOException {
        Files.delete(closed);
        Anchor forged = Anchor.load(spoilt.resolve("data"));
        String lastOfDay = String.valueOf(
                Json.readObject(Files.readAllLines(current).get(0)).get("prev_hash"));
        forged.before(LogName.AUDIT, new Anchor.Mark(firstDay, lastOfDay));
        forged.save();

        assertThat(verify().code())
                .as("without the copy it looks as if it was its age")
                .isZero();
        CliRun run = verify("--goldtier.audit.anchor-copy=" + spoilt.resolve("elsewhere/anchor.json"));
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).contains("do not agree on where the log begins");
    }

    @Test
    void anotherEndOfALine() throws IOException {
        Files.writeString(closed, Files.readString(closed).replaceFirst("\n", "\r\n"));

        assertSays("line 1: the line does not match its own hash");
    }

    @Test
    void bytesThatAreNoText() throws IOException {
        byte[] bytes = Files.readAllBytes(closed);
        bytes[bytes.length / 2] = (byte) 0xFF;
        Files.write(closed, bytes);

        assertSays("the line is not UTF-8: it was changed after it was written");
    }

    @Test
    void withoutTheAnchorNothingIsCalledWhole() throws IOException {
        Files.delete(spoilt.resolve("data/log-anchor.json"));

        assertSays("the anchor is not there");
    }

    @Test
    void aCopyOfTheAnchorThatIsAwayIsToldInPlaceOfComparing() {
        Path away = spoilt.resolve("unmounted/anchor.json");

        CliRun run = verify("--goldtier.audit.anchor-copy=" + away);

        assertThat(run.out())
                .contains(away.toString(), "the anchor's copy is not there")
                .doesNotContain("whole:");
        assertThat(run.code()).isEqualTo(1);
    }

    /** Every line says something else, and every hash fits. */
    private Chain.Link rewriteLogs() throws IOException {
        Chain.Link head = new Chain.Link(0, Chain.START, "");
        for (Path file : List.of(closed, current)) {
            List<String> lines = new ArrayList<>();
            for (String line : Files.readAllLines(file)) {
                Map<String, Object> fields = new LinkedHashMap<>(Json.readObject(line));
                List.of("seq", "prev_hash", "hash").forEach(fields::remove);
                fields.put("user", "nobody");
                head = Chain.link(head.seq(), head.hash(), Chain.members(fields));
                lines.add(head.line());
            }
            Files.write(file, lines);
        }
        return head;
    }

    private void assertSays(String... sentences) {
        CliRun run = verify();

        assertThat(run.out()).contains(sentences).doesNotContain("whole:");
        assertThat(run.code()).isEqualTo(1);
    }

    /** {@code audit verify} as a person types it. */
    private CliRun verify(String... more) {
        List<String> settings = new ArrayList<>(
                List.of("--goldtier.vault=" + spoilt.resolve("vault"), "--goldtier.data=" + spoilt.resolve("data")));
        settings.addAll(List.of(more));
        return CliRun.of(settings, "audit", "verify");
    }

    private Path logs() {
        return spoilt.resolve("vault/Logs");
    }
}
