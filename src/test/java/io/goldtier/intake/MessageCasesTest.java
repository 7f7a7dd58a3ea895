package io.goldtier.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.goldtier.Assistant;
import io.goldtier.intake.file.Taken;
import io.goldtier.intake.file.VaultFiles;
import io.goldtier.intake.message.Refusal;
import io.goldtier.json.Json;
import io.goldtier.json.Yaml;
import io.goldtier.trigger.NewWork;
import io.goldtier.vault.Folder;
import io.goldtier.vault.Vault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What files say and what is understood of it: each file in {@code src/test/cases/messages} is one case. */
class MessageCasesTest {

    @TempDir
    static Path home;

    private static Assistant assistant;

    @BeforeAll
    static void start() throws IOException {
        assistant = Assistant.in(home)
                .route(
                        "skills/odoo_create_invoice.camel.yaml",
                        Files.readString(Path.of("src/test/resources/intake/skills/odoo_create_invoice.camel.yaml")))
                .start();
    }

    @AfterAll
    static void stop() {
        assistant.close();
    }

    static List<String> cases() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/test/cases/messages"))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isUnderstoodAsTheCaseSays(String name) throws Throwable {
        @SuppressWarnings("unchecked")
        Map<String, Object> given = (Map<String, Object>)
                Yaml.read(Files.readString(Path.of("src/test/cases/messages").resolve(name)));
        Path file = assistant.bean(Vault.class).folder(Folder.LOGS).resolve("case-" + given.get("file"));
        Files.writeString(file, (String) given.get("text"));
        var taken = new Taken(
                assistant.bean(VaultFiles.class),
                (String) given.get("file"),
                file,
                Instant.parse("2026-02-20T10:30:00Z"));
        if (given.containsKey("refused")) {
            assertThatThrownBy(() -> work(taken))
                    .isInstanceOf(Refusal.class)
                    .message()
                    .startsWith((String) given.get("refused"));
            return;
        }
        @SuppressWarnings("unchecked")
        Map<String, Object> expected = (Map<String, Object>) given.get("work");
        Map<String, Object> actual = told(work(taken).get(0));
        actual.keySet().retainAll(expected.keySet());
        assertThat(Json.write(actual)).isEqualTo(Json.write(inOrderOf(actual, expected)));
    }

    /** What the route makes of it. */
    private static List<NewWork> work(Taken taken) throws Throwable {
        Exchange done = assistant
                .bean(ProducerTemplate.class)
                .send("direct:message-work", exchange -> exchange.getMessage()
                        .setBody(assistant.bean(OpenMessage.class).open(taken)));
        if (done.getException() != null) {
            throw Refusal.in(done.getException(), taken.name());
        }
        @SuppressWarnings("unchecked")
        List<NewWork> work = done.getMessage().getBody(List.class);
        return work;
    }

    private static Map<String, Object> told(NewWork work) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("source_domain", work.trigger().sourceDomain());
        told.put("source_type", work.trigger().sourceType());
        told.put("trusted", work.sender().trusted());
        told.put("sender", work.sender().name());
        told.put("actions", work.trigger().triggeredActions());
        told.put("context", work.trigger().context());
        return told;
    }

    private static Map<String, Object> inOrderOf(Map<String, Object> order, Map<String, Object> values) {
        Map<String, Object> sorted = new LinkedHashMap<>();
        order.keySet().forEach(key -> sorted.put(key, values.get(key)));
        return sorted;
    }
}
