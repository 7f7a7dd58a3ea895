package io.goldtier.cli.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.goldtier.agent.ScriptedModel;
import io.goldtier.agent.ScriptedModel.Question;
import io.goldtier.agent.ScriptedModel.Reply;
import io.goldtier.audit.chain.AuditVerifier;
import io.goldtier.cli.bench.AssistantProcess;
import io.goldtier.cli.bench.Workplace;
import io.goldtier.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * SIGKILL while a model thinks, once its decision is durable, and around what it has decided. The model says something else
 * each time that it is asked, so a decision that is asked for again shows. There is one effect in the end, and it is that of
 * the decision that was kept.
 */
@Tag("long")
class AgentKilledTest {

    private static final int AT_ONCE = 6;
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Pattern MARK = Pattern.compile("matter-[a-z_]+-\\d+");
    private static final String SKILL = MatrixSkill.REPEATABLE_GIVEN.skill();

    private static final Map<String, AtomicInteger> ASKED = new ConcurrentHashMap<>();
    private static final Semaphore QUESTIONS = new Semaphore(0);
    private static final AtomicBoolean THINKS_FOR_EVER = new AtomicBoolean();

    private static ScriptedModel model;
    private static HoldingWitness witness;
    private static Workplace workplace;
    private static AssistantProcess assistant;

    /** When the process dies. */
    enum Moment {
        DURING_THE_ANSWER,
        DECIDED,
        BEFORE_EFFECT,
        BEFORE_RECORD,
        AFTER_RECORD
    }

    @BeforeAll
    static void start() throws Exception {
        model = new ScriptedModel(AgentKilledTest::answer);
        witness = HoldingWitness.start();
        workplace = Workplace.create(Path.of("routes").toAbsolutePath(), List.of());
        workplace.addRoute("connectors/witness.camel.yaml", Workplace.resource("matrix/witness.camel.yaml"));
        workplace.addRoute(
                "skills/" + SKILL + ".camel.yaml",
                MatrixSkill.REPEATABLE_GIVEN.routeFile(Workplace.resource("matrix/skill.camel.yaml")));
        Files.writeString(
                workplace.vault().resolve("Company_Handbook.md"),
                "---\nsenders: known_only\nagents: {" + SKILL + ": never}\n---\n");
        assistant = launch();
    }

    @AfterAll
    static void stop() throws IOException {
        assistant.close();
        model.close();
        witness.close();
        workplace.delete();
    }

    /** Another value for each question about the same matter. */
    private static Reply answer(Question question) {
        Matcher mark = MARK.matcher(question.text());
        if (!mark.find()) {
            return ScriptedModel.calls(ScriptedModel.call("finish", Map.of("why", "Nothing is asked for.")));
        }
        if (question.says("\"state\" : \"done\"") && question.says(SKILL)) {
            return ScriptedModel.calls(ScriptedModel.call("finish", Map.of("why", "It is done.")));
        }
        String matter = mark.group();
        int time = ASKED.computeIfAbsent(matter, key -> new AtomicInteger()).incrementAndGet();
        QUESTIONS.release();
        return THINKS_FOR_EVER.get()
                ? new Reply.Silent()
                : ScriptedModel.calls(ScriptedModel.call(SKILL, Map.of("id", matter, "value", "thought " + time)));
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    void theSameStepIsDoneOnce(Moment moment) throws Exception {
        List<String> matters = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            matters.add("matter-" + moment.name().toLowerCase(java.util.Locale.ROOT) + "-" + i);
        }
        QUESTIONS.drainPermits();
        THINKS_FOR_EVER.set(moment == Moment.DURING_THE_ANSWER);
        Barrier barrier =
                switch (moment) {
                    case BEFORE_EFFECT, DECIDED -> Barrier.BEFORE_EFFECT;
                    case BEFORE_RECORD -> Barrier.BEFORE_RECORD;
                    default -> Barrier.AFTER_RECORD;
                };
        try (HoldingWitness.Hold hold = witness.hold(barrier, AT_ONCE)) {
            for (String matter : matters) {
                Path draft = workplace.folder().resolve(matter + ".txt");
                Files.writeString(draft, "Leave word about " + matter + ", please.\n");
                workplace.publish(draft);
            }
            switch (moment) {
                case DURING_THE_ANSWER -> QUESTIONS.acquire(AT_ONCE);
                case DECIDED ->
                    Awaitility.await()
                            .atMost(PATIENCE)
                            .pollInterval(Duration.ofMillis(2))
                            .until(() -> decided(matters.get(0)).size() == 1);
                case BEFORE_EFFECT, BEFORE_RECORD ->
                    assertThat(hold.awaitLast(PATIENCE.toSeconds())).isTrue();
                default ->
                    Awaitility.await()
                            .atMost(PATIENCE)
                            .pollInterval(Duration.ofMillis(5))
                            .until(() -> done(matters) == AT_ONCE);
            }
            assistant.kill();
        }
        Map<String, List<String>> before = new ConcurrentHashMap<>();
        for (String matter : matters) {
            before.put(matter, decided(matter));
        }
        long kept = before.values().stream().filter(each -> !each.isEmpty()).count();
        THINKS_FOR_EVER.set(false);
        assistant = launch();
        Awaitility.await().atMost(PATIENCE).until(() -> done(matters) == AT_ONCE && ended(matters) == AT_ONCE);

        int again = 0;
        for (String matter : matters) {
            List<String> steps = decided(matter);
            assertThat(steps).as("decisions about " + matter).hasSize(1);
            if (!before.get(matter).isEmpty()) {
                assertThat(steps).as(matter).isEqualTo(before.get(matter));
            }
            assertThat(witness.effects(matter)).as("effects of " + matter).isEqualTo(steps);
            assertThat(witness.requests(matter)).as("requests of " + matter).containsOnly(steps.get(0));
            again += ASKED.get(matter).get() - 1;
        }
        assertThat(AuditVerifier.verify(workplace.vault().resolve("Logs"), workplace.data())
                        .problems())
                .isEmpty();
        if (moment == Moment.DURING_THE_ANSWER) {
            assertThat(kept).as("no decision was kept").isZero();
            assertThat(again).as("each was asked once more").isEqualTo(AT_ONCE);
        } else if (moment != Moment.DECIDED) {
            assertThat(kept).isEqualTo(AT_ONCE);
            assertThat(again).as("no question was asked again").isZero();
        }
        System.out.println(moment + ": " + kept + " of " + AT_ONCE + " decisions kept before the kill, " + again
                + " asked again, " + AT_ONCE + " effects, 0 twice, 0 other than decided");
    }

    private static AssistantProcess launch() throws Exception {
        List<String> settings = workplace.settings();
        settings.add("--goldtier.systems.witness.url=" + witness.address());
        settings.add("--goldtier.agent.model.name=scripted");
        settings.add("--goldtier.agent.model.url=" + model.url());
        AssistantProcess started = AssistantProcess.start(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-XX:TieredStopAtLevel=1",
                        "io.goldtier.Application"),
                settings,
                Path.of("").toAbsolutePath(),
                workplace.log());
        started.awaitReady();
        return started;
    }

    /** The values of the steps that were decided about a matter and are kept. */
    private static List<String> decided(String matter) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:sqlite:file:" + workplace.data().resolve("goldtier.db") + "?mode=ro");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT decision FROM thoughts WHERE kind = 'decided' AND decision LIKE '%\"" + matter
                                + "\"%'")) {
            while (rows.next()) {
                Map<?, ?> step = (Map<?, ?>)
                        ((List<?>) Json.readObject(rows.getString(1)).get("steps")).get(0);
                values.add(String.valueOf(((Map<?, ?>) step.get("params")).get("value")));
            }
        }
        return values;
    }

    private static long done(List<String> matters) throws SQLException {
        return new Ledger(workplace.data())
                .read().stream()
                        .filter(entry ->
                                entry.skill().equals(SKILL) && entry.state().equals("done"))
                        .filter(entry -> entry.result("value") != null)
                        .filter(entry -> matters.stream().anyMatch(matter -> ofMatter(entry, matter)))
                        .count();
    }

    private static boolean ofMatter(Ledger.Entry entry, String matter) {
        return witness.effects(matter).contains(entry.result("value"))
                && triggerOf(matter).equals(entry.triggerId());
    }

    /** How many of them have come to their end. */
    private static long ended(List<String> matters) throws SQLException {
        return count(matters, "SELECT COUNT(*) FROM loops WHERE status = 'completed' AND trigger_id = '%s'");
    }

    private static long count(List<String> matters, String question) throws SQLException {
        long all = 0;
        for (String matter : matters) {
            all += Long.parseLong(one(String.format(question, triggerOf(matter))));
        }
        return all;
    }

    private static String triggerOf(String matter) {
        try {
            return one("SELECT trigger_id FROM triggers WHERE source_data LIKE '%" + matter + "%' LIMIT 1");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String one(String question) throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:sqlite:file:" + workplace.data().resolve("goldtier.db") + "?mode=ro");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(question)) {
            return rows.next() ? rows.getString(1) : "";
        }
    }
}
