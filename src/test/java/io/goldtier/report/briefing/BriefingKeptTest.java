package io.goldtier.report.briefing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.goldtier.Assistant;
import io.goldtier.TestClock;
import io.goldtier.json.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How briefings are kept: completed when Odoo is back, the same for a closed week, revised when the books were changed. */
@Tag("long")
class BriefingKeptTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path home;

    private final TestClock clock = new TestClock("2026-02-18T09:00:00Z");
    private Assistant assistant;
    private SeededOdoo odoo;

    private void start() {
        assistant = Assistant.in(home)
                .clock(clock)
                .setting("goldtier.briefing.mail=true")
                .start();
        odoo = new SeededOdoo(assistant);
    }

    @Test
    void aBriefingLivesThroughOutagesChangedBooksAndMissedSundays() throws Exception {
        start();
        try {
            assertThat(assistant
                            .post("/api/briefings", Map.of("week", "2026-54"))
                            .body())
                    .contains("2026-W08, was: 2026-54");
            assertThat(assistant
                            .post("/api/briefings", Map.of("week", "2026-W09"))
                            .body())
                    .contains("must not lie in the future");
            assertThat(assistant
                            .post("/api/briefings", Map.of("weeks", "2026-W08"))
                            .statusCode())
                    .isEqualTo(422);

            odoo.invoice("Client ABC", "Consulting", "2026-02-17", "100.50");
            fault(Map.of("refuse", true));
            Map<String, Object> incomplete = write("2026-W08");
            assertThat(incomplete).containsEntry("status", "incomplete");
            assertThat(((Map<?, ?>) incomplete.get("revenue")).get("total")).isNull();
            String file = "Briefings/CEO-2026-W08.md";
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(read(file)).contains("Not known: ", "when Odoo is back"));

            fault(null);
            recover();
            Map<String, Object> known = write("2026-W08");
            assertThat(known).containsEntry("status", "complete").containsEntry("revision", 1);
            assertThat(total(known)).isEqualTo("100.5");
            assertThat(known).containsKey("completed_later");

            // Odoo away on Sunday night: what was known stays, and it is completed by itself
            clock.pass(Duration.between(clock.instant(), Instant.parse("2026-02-22T23:59:10Z")));
            fault(Map.of("refuse", true));
            due();
            Map<String, Object> sunday = find("CEO-2026-W08");
            assertThat(sunday).containsEntry("status", "incomplete").containsEntry("revision", 1);
            assertThat(total(sunday)).isEqualTo("100.5");
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(read(file)).contains("Odoo could not be asked again", "$100.50"));
            assertThat(assistant.text("/briefings/CEO-2026-W08"))
                    .contains("Odoo could not be asked again: ", "The figures are those of " + known.get("generated"));
            fault(null);
            recover();
            clock.pass(Duration.ofMinutes(6));
            due();
            Map<String, Object> complete = find("CEO-2026-W08");
            assertThat(complete).containsEntry("status", "complete").containsEntry("as_of", "2026-02-23T00:00:00Z");

            // The same each time
            String text = await().atMost(PATIENCE)
                    .until(() -> read(file), found -> found.contains(String.valueOf(complete.get("generated"))));
            clock.pass(Duration.ofDays(1));
            assertThat(write("2026-W08")).isEqualTo(complete);
            assertThat(read(file)).isEqualTo(text);

            // Books that were changed afterwards, and a note that a person wrote into
            odoo.invoice("Client XYZ", "Development", "2026-02-19", "50");
            Files.writeString(assistant.vault().resolve(file), "\nRead, signed.\n", StandardOpenOption.APPEND);
            Map<String, Object> revised = write("2026-W08");
            assertThat(revised).containsEntry("revision", 2);
            assertThat(revised.get("changes").toString())
                    .contains("Revenue: $150.50, not $100.50.", "Revenue of Client XYZ, Development: $50, not $0.");
            assertThat(revised.get("task_summary")).isEqualTo(complete.get("task_summary"));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(read(file)).contains("**Revision 2**", "$150.50, not $100.50"));
            assertThat(assistant.files("Briefings")).contains("CEO-2026-W08-edited.md");
            assertThat(read("Briefings/CEO-2026-W08-edited.md")).endsWith("\nRead, signed.\n");

            await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                            assistant.get("/sandbox/state").toString())
                    .contains("CEO Briefing 2026-W08", "CEO Briefing 2026-W08, revision 2"));
            assertThat(assistant.text("/briefings/CEO-2026-W08")).contains("$150.50", "revision 2");

            // Two Sundays go by while nothing runs
            assistant.stop();
            clock.pass(Duration.ofDays(14));
            start();
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(((Map<?, ?>) assistant.get("/api/briefings"))
                            .get("items")
                            .toString())
                    .contains("CEO-2026-W09", "CEO-2026-W10"));
            assertThat(find("CEO-2026-W10")).containsEntry("status", "complete");
            assertThat(assistant.log("audit_log.jsonl").stream()
                            .filter(line -> "write_briefing".equals(line.get("action"))
                                    && line.toString().contains("CEO-2026-W09")))
                    .hasSize(1);
        } finally {
            assistant.close();
        }
    }

    private Map<String, Object> write(String week) {
        return Json.readObject(
                assistant.post("/api/briefings", Map.of("week", week)).body());
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> find(String id) {
        return (Map<String, Object>) assistant.get("/api/briefings/" + id);
    }

    private static String total(Map<String, Object> document) {
        return String.valueOf(((Map<?, ?>) document.get("revenue")).get("total"));
    }

    private void due() {
        assistant.bean(ProducerTemplate.class).requestBody("direct:briefings-due", "");
    }

    /** A call that gets through says that Odoo is back. */
    private void recover() {
        clock.pass(Duration.ofMinutes(6));
        await().atMost(PATIENCE)
                .until(() -> assistant
                                .post("/api/skills/odoo_overdue_invoices", Map.of())
                                .statusCode()
                        == 200);
    }

    private void fault(Map<String, Object> fault) {
        assertThat(assistant
                        .post("/sandbox/faults", Map.of("odoo", fault == null ? Map.of() : fault))
                        .statusCode())
                .isEqualTo(200);
    }

    private String read(String file) throws Exception {
        Path path = assistant.vault().resolve(file);
        return Files.exists(path) ? Files.readString(path) : "";
    }
}
