package io.goldtier.connector.odoo;

import static org.assertj.core.api.Assertions.assertThat;

import io.goldtier.Assistant;
import io.goldtier.connector.odoo.rpc.OdooInstances;
import io.goldtier.json.Json;
import io.goldtier.json.Yaml;
import io.goldtier.skill.Call;
import io.goldtier.skill.Caller;
import io.goldtier.skill.SkillCalls;
import io.goldtier.skill.effect.Outcome;
import io.goldtier.skill.effect.Watcher;
import io.goldtier.store.Store;
import io.goldtier.trigger.Actions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Golden cases of the Odoo skills, {@code src/test/cases/odoo_…/<case>.yaml}: the call, what went over the wire and what
 * came back, the result or the refusal.
 *
 * <p>With {@code -Dcases.record=true} the cases that have no {@code wire} yet are played against the stand-in and
 * written down.
 */
class OdooCasesTest {

    private static final Path CASES = Path.of("src/test/cases");
    private static final Caller OWNER = new Caller("test", "system", null, null, true);

    private static Assistant assistant;
    private static OdooScript odoo;

    @BeforeAll
    static void start(@TempDir Path home) throws IOException {
        odoo = new OdooScript();
        assistant = Assistant.in(home)
                .clock(Clock.fixed(Instant.parse("2026-02-20T10:30:00Z"), ZoneOffset.UTC))
                .setting("goldtier.odoo.url=" + odoo.address())
                .setting("goldtier.odoo.database=sandbox")
                .setting("goldtier.odoo.protocol=json2")
                // The health check must not mix with the script
                .route("policies/health.camel.yaml", "[]");
        try (Stream<Path> skills = Files.list(Path.of("routes", "skills"))) {
            for (Path file : skills.toList()) {
                assistant.route(
                        "skills/" + file.getFileName(),
                        Files.readString(file).replaceFirst("approval: (always|handbook)", "approval: never"));
            }
        }
        assistant.start();
    }

    @AfterAll
    static void stop() {
        assistant.close();
        odoo.close();
    }

    static Stream<Path> cases() throws IOException {
        try (Stream<Path> files = Files.walk(CASES)) {
            return files
                    .filter(file -> file.getParent().getFileName().toString().startsWith("odoo_"))
                    .filter(file -> file.toString().endsWith(".yaml"))
                    .map(CASES::relativize)
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void theCaseGoesAsItStands(Path file) throws IOException {
        Map<String, Object> golden = Yaml.readMap(Files.readString(CASES.resolve(file)));
        boolean record = Boolean.getBoolean("cases.record") && !golden.containsKey("wire");
        if (record) {
            odoo.record(assistant.address() + "/sandbox/odoo");
        } else {
            odoo.play(OdooScript.steps(golden.get("wire")));
        }
        String skill = file.getParent().getFileName().toString();
        @SuppressWarnings("unchecked")
        Map<String, Object> input = (Map<String, Object>) golden.get("call");
        assistant.bean(OdooInstances.class).forget();
        Outcome outcome = golden.containsKey("attempts")
                ? again(skill, input)
                : assistant.bean(SkillCalls.class).call(skill, input, OWNER);
        if (record) {
            write(file, golden, outcome);
            return;
        }
        assertThat(odoo.problem()).isEmpty();
        if (golden.containsKey("refusal")) {
            assertThat(outcome).isInstanceOf(Outcome.Failed.class);
            assertThat(((Outcome.Failed) outcome).sentence()).isEqualTo(golden.get("refusal"));
        } else {
            assertThat(outcome).isInstanceOf(Outcome.Done.class);
            assertThat(Json.write(((Outcome.Done) outcome).output())).isEqualTo(Json.write(golden.get("result")));
        }
        assertThat(odoo.left()).as("calls that were expected and not made").isEmpty();
    }

    /** As after an attempt whose answer was lost. */
    private static Outcome again(String skill, Map<String, Object> input) {
        Call call = new Call(skill, input, "call-" + UUID.randomUUID(), null, 1, OWNER, tx -> {}, Watcher.NOBODY);
        assistant.bean(Store.class).commit(tx -> {
            assistant.bean(Actions.class).add(tx, call.actionId(), skill, input, OWNER.toMap());
            return null;
        });
        CamelContext camel = assistant.bean(CamelContext.class);
        Exchange step = new DefaultExchange(camel);
        step.setVariable("call", call);
        camel.createFluentProducerTemplate()
                .to("skill:" + skill + "?settle=false")
                .withExchange(step)
                .send();
        return step.getMessage().getBody(Outcome.class);
    }

    private static void write(Path file, Map<String, Object> golden, Outcome outcome) throws IOException {
        StringBuilder text = new StringBuilder();
        text.append("description: ")
                .append(Json.write(golden.get("description")))
                .append('\n');
        text.append("call: ").append(Json.write(golden.get("call"))).append('\n');
        List<OdooScript.Step> steps = odoo.recorded();
        text.append(steps.isEmpty() ? "wire: []\n" : "wire:\n");
        for (OdooScript.Step step : steps) {
            text.append("  - request: ").append(step.request()).append('\n');
            text.append("    body: ").append(Json.write(step.body())).append('\n');
            if (step.status() != 200) {
                text.append("    status: ").append(step.status()).append('\n');
            }
            text.append("    answer: ").append(Json.write(step.answer())).append('\n');
        }
        if (outcome instanceof Outcome.Done done) {
            text.append("result: ").append(Json.write(done.output())).append('\n');
        } else if (outcome instanceof Outcome.Failed failed) {
            text.append("refusal: ").append(Json.write(failed.sentence())).append('\n');
        } else {
            throw new IllegalStateException("not a case: " + outcome);
        }
        Files.writeString(CASES.resolve(file), text.toString());
    }
}
