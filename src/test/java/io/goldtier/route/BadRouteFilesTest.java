package io.goldtier.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.goldtier.Assistant;
import io.goldtier.Refusals;
import io.goldtier.Work;
import io.goldtier.settings.SettingFault;
import io.goldtier.skill.Skills;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.env.StandardEnvironment;

/**
 * Route files that are not in order: before they are saved, at a start and while the assistant runs they are refused in
 * the same words, and what was good before goes on.
 */
class BadRouteFilesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path home;

    /** A bad file, and what is said of it; {@code onlyRunning} when only a running assistant can know. */
    private record Bad(String name, String text, String place, String sentence, boolean onlyRunning) {

        String file() {
            return "skills/" + name + ".camel.yaml";
        }
    }

    private final Map<String, Bad> bad = new LinkedHashMap<>();
    private Assistant assistant;

    /** Also after a failure: what goes on running would be found by the tests that come next. */
    @AfterEach
    void close() {
        if (assistant != null) {
            assistant.close();
        }
    }

    private static String skill(String name, String properties) {
        return skill(name, properties, "said: Hello");
    }

    private static String skill(String name, String properties, String template) {
        return Work.skill(name, properties, """
                - setBody:
                    id: %s-answer
                    expression:
                      language:
                        language: template
                        expression: |
                          %s
                """.formatted(name, template));
    }

    /** A skill on Facebook that makes this call. */
    private static String call(String name, String call) {
        return Work.skill(name, "retry: unsafe\nsystem: facebook", """
                - setBody:
                    id: %1$s-request
                    expression:
                      language:
                        language: template
                        expression: |
                %2$s
                - log: {id: %1$s-log, message: Goes out}
                - to: {id: %1$s-call, uri: "outside:facebook"}
                """.formatted(
                        name, call.indent(10).stripTrailing()));
    }

    private static String route(String name, String step) {
        return """
                - route:
                    id: %s
                    description: A route of a test.
                    from:
                      id: %s-call
                      uri: direct:%s
                      steps:
                        - %s
                """.formatted(name, name, name, step);
    }

    private void add(String name, String text, String place, String sentence) {
        bad.put(name, new Bad(name, text, place, sentence, false));
    }

    private void addRunning(String name, String text, String place, String sentence) {
        bad.put(name, new Bad(name, text, place, sentence, true));
    }

    private void prepare() {
        add("b01", "- route: [unclosed", "line 1", "this is not YAML: expected ',' or ']'");
        add("b02", "route:\n  id: b02\n", "line 1, column 1", "a route file must be a list that begins with");
        add(
                "b03",
                route("b03", "log: {id: b03, message: x}"),
                "line 8, column 17",
                "the id b03 stands in this file twice");
        add(
                "b04",
                skill("b04", "retry: safe").replace("name: b04", "name: b4"),
                "uri: skill:b04",
                "there is no card b04 of type io.goldtier.skill.Skill in this file");
        add(
                "b05",
                skill("other", "retry: safe"),
                "uri: skill:other",
                "the file of skill other must be named other.camel.yaml");
        add(
                "b06",
                skill("b06", "retry: safe").replace("approval: never", "approval: perhaps"),
                "approval: perhaps",
                "approval must be always, handbook");
        add(
                "b07",
                skill("b07", "colour: red"),
                "colour: red",
                "there is no property colour; there are alone, approval, ");
        add("b08", skill("b08", "cost: many"), "cost: many", "cost is many, but must be a whole number");
        add(
                "b09",
                skill("b09", "retry: \"verify: b09-nope\""),
                "retry: \"verify",
                "retry is b09-nope, but no route begins with direct:b09-nope; there are ");
        add(
                "b10",
                skill("b10", "remedies: \"{gone: {skill: b10_nope, input: {}}}\""),
                "remedies: ",
                "remedies.gone.skill is b10_nope, but there is no such skill; there are ");
        add(
                "b11",
                skill("b11", "check: b11-nope"),
                "check: ",
                "check is b11-nope, but no route begins with direct:b11-nope");
        add(
                "b12",
                skill("b12", "system: b12"),
                "system: b12",
                "system is b12, but there is neither a card nor a quota of such a system; there are ");
        add(
                "b13",
                skill("b13", "retry: safe", "said: \"${variable.inptu[text]}\""),
                "${variable.inptu",
                "${variable.inptu} is a variable that nothing sets; there are ");
        add(
                "b14",
                skill("b14", "retry: safe", "said: \"${variable.input[txet]}\""),
                "${variable.input[txet",
                "${variable.input[txet]} is a field that the input does not have; it has text");
        add(
                "b15",
                skill("b15", "retry: safe", "said: \"${uuid}\""),
                "${uuid}",
                "${uuid} has another value in each attempt");
        add(
                "b16",
                skill("b16", "retry: safe").replace("{type: string}", "{type: string, maxLenght: 3}"),
                "input: |",
                "input is not a JSON Schema: \"maxLenght\" is not a word of JSON Schema");
        add(
                "b17",
                skill("b17", "retry: safe").replace("{type: string}", "{type: string, format: dat}"),
                "input: |",
                "format is dat, but must be one of date, date-time, ");
        add(
                "b18",
                route("b18", "logg: {id: b18-log, message: x}"),
                "logg: ",
                "logg is no step of Camel; did you mean log?");
        add(
                "b19",
                route("b19", "log: {id: b19-log, mesage: x}"),
                "mesage: ",
                "log has no field mesage; did you mean message?");
        add(
                "b20",
                route("b20", "to: {id: b20-to, uri: \"direct:b20-nope\"}"),
                "direct:b20-nope",
                "uri is direct:b20-nope, but no route begins with");
        add(
                "b21",
                route("b21", "log: {id: b21-log, message: x}").replace("    id: b21\n", ""),
                "line 1",
                "a route must have an id");
        add(
                "b22",
                route("ralph-wiggum", "log: {id: b22-log, message: x}"),
                "id: ralph-wiggum",
                "the id ralph-wiggum stands in loop/ralph-wiggum.camel.yaml already");
        String wrong = "A call of outside:facebook is wrong: ";
        add(
                "b30",
                call("b30", "method: POST\npath: /x\njson: {expect: 1}\nexpect: [id]"),
                "            expect: [id]",
                wrong + "expect is not one of [bytes, expects, form,");
        add("b31", call("b31", "method: GET\npth: /x"), "pth: /x", wrong + "pth is not one of [");
        add("b32", call("b32", "method: GET"), "method: GET", wrong + "path must begin with one /");
        add(
                "b33",
                call("b33", "path: /x\nknown: id"),
                "known: id",
                wrong + "known must be a map of names with their paths in the answer, was: id.");
        add(
                "b34",
                call("b34", "path: /x\nexpects: id"),
                "expects: id",
                wrong + "expects must be a list of paths in the answer, was: id.");
        add(
                "b35",
                call("b35", "path: /x\nmethod: \"${variable.input[text]}\"\npart: efect"),
                "part: efect",
                wrong + "part must be read, preparation, effect or addition, was: efect.");
        add(
                "b36",
                call("b36", "path: /x")
                        .replace("expression: |\n                  path: /x", "expression: \"{qery: {}, path: /x}\""),
                "qery: {}",
                wrong + "qery is not one of [");
        add(
                "b37",
                skill(
                        "b37",
                        "system: facebook\nremedies: |\n  duplicate_post: {skill: greet, input: {}}\n"
                                + "  duplicat_post: {skill: greet, input: {}}"),
                "  duplicat_post: ",
                "remedies.duplicat_post is against a problem that the answers of no system's card name; there are"
                        + " duplicate_post, window_closed");
        addRunning(
                "b23",
                route("b23", "bean: {id: b23-bean, ref: noSuchBean, method: x}"),
                "noSuchBean",
                "noSuchBean is no bean of the assistant");
        addRunning(
                "b24",
                route("b24", "to: {id: b24-to, uri: \"nocomponent:x\"}"),
                "nocomponent:x",
                "nocomponent://x is an address of no component that is here");
        addRunning(
                "b25",
                route("b25", "setBody: {id: b25-body, expression: {simple: {expression: \"${body.\"}}}"),
                "${body.",
                "expected symbol functionEnd");
        addRunning(
                "b26",
                route("b26", "to: {id: b26-to, uri: \"log:x\", parameters: {levle: WARN}}"),
                "levle: ",
                "levle=WARN is no option of this address");
        addRunning("b27", skill("b27", "retry: safe", "said: ["), "said: [", "The template is not YAML");
        addRunning(
                "b28",
                route("b28", "setBody: {id: b28-body, expression: {simple: {expression: \"{{goldtier.nope}}\"}}}"),
                "{{goldtier.nope}}",
                "Property with key [goldtier.nope] not found");
    }

    private static void isSaid(SoftAssertions all, Bad bad, String said) {
        all.assertThat(said)
                .as("%s%n%s", bad.name(), bad.text())
                .startsWith(bad.file() + ", line ")
                .contains(bad.sentence())
                .doesNotContain("\n");
        int line = Integer.parseInt(
                said.replaceFirst("(?s).*?, line (\\d+), column .*", "$1").replace("null", "1"));
        if (bad.place().startsWith("line ")) {
            all.assertThat(said).contains(bad.place());
        } else {
            all.assertThat(bad.text().split("\n")[line - 1])
                    .as("%s: %s", bad.name(), said)
                    .contains(bad.place());
        }
    }

    @Test
    void isRefusedInTheSameWordsBeforeItIsSavedAtAStartAndLive() throws Exception {
        prepare();
        SoftAssertions all = new SoftAssertions();
        Refusals table = new Refusals("route-files", "File", "Sentence", "Said by");
        assistant = Assistant.in(home)
                .setting("goldtier.systems.b29.url=nowhere")
                .route("skills/greet.camel.yaml", skill("greet", "retry: safe"))
                .start();
        assistant.stop();
        for (Bad each : bad.values()) {
            assistant.route(each.file(), each.text());
        }
        assistant.route(
                "skills/greet.camel.yaml",
                skill("greet", "retry: safe").replace("approval: never", "approval: perhaps"));

        Map<String, String> before = new LinkedHashMap<>();
        RouteFiles files = new RouteFiles(assistant.routes(), home.resolve("none"), new StandardEnvironment());
        for (Bad each : bad.values()) {
            Path draft = home.resolve(each.name() + ".camel.yaml");
            Files.writeString(draft, each.text());
            List<RouteProblem> problems = files.check(draft);
            if (!each.onlyRunning()) {
                all.assertThat(problems).as(each.name()).hasSize(1);
                if (problems.isEmpty()) {
                    continue;
                }
                isSaid(all, each, problems.get(0).toString());
                before.put(each.file(), problems.get(0).toString());
            }
        }

        assistant.start();
        Map<String, RouteProblem> atStart = assistant.bean(RouteReload.class).problems();
        for (Bad each : bad.values()) {
            all.assertThat(atStart).containsKey(each.file());
            isSaid(all, each, String.valueOf(atStart.get(each.file())));
            assertThat(assistant.bean(Skills.class).find(each.name())).isEmpty();
        }
        assertThat(atStart.get("skills/greet.camel.yaml").toString()).contains("approval must be always");
        assertThat(assistant.bean(Skills.class).isStarted("greet"))
                .as("the last good version of a file that is wrong at the start")
                .isTrue();
        assertThat(assistant.get("/actuator/health").toString()).contains("status=DOWN");
        await().atMost(PATIENCE).until(() -> alerts(assistant) == bad.size() + 1);
        assertThat(assistant.text("/")).contains("Route file refused: skills/");

        for (Bad each : bad.values()) {
            Files.delete(assistant.routes().resolve(each.file()));
        }
        assistant.route("skills/greet.camel.yaml", skill("greet", "retry: unsafe"));
        await().atMost(PATIENCE)
                .until(() -> assistant.bean(RouteReload.class).problems().isEmpty());
        await().atMost(PATIENCE).until(() -> alerts(assistant) == 0);

        for (Bad each : bad.values()) {
            assistant.route(each.file(), each.text());
        }
        await().atMost(PATIENCE)
                .until(() -> assistant.bean(RouteReload.class).problems().size() == bad.size());
        Map<String, RouteProblem> live = assistant.bean(RouteReload.class).problems();
        for (Bad each : bad.values()) {
            assertThat(live.get(each.file())).hasToString(String.valueOf(atStart.get(each.file())));
            table.row(
                    each.file(),
                    String.valueOf(live.get(each.file())),
                    before.containsKey(each.file()) ? "check, start, live" : "start, live");
        }
        assertThat(assistant.bean(Skills.class).isStarted("greet")).isTrue();
        table.print();
        all.assertAll();

        aCardWhoseSettingIsWrongIsRefusedLiveAndStopsAStart(assistant);
    }

    private void aCardWhoseSettingIsWrongIsRefusedLiveAndStopsAStart(Assistant assistant) {
        String sentence = "goldtier.systems.b29.url is nowhere, but must be an http or https address";
        assistant.route("connectors/b29.camel.yaml", """
                - beans:
                    - name: b29
                      type: io.goldtier.outside.OutsideSystem
                      properties:
                        description: A system of a test.
                        server: b29-mcp
                """);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(String.valueOf(
                        assistant.bean(RouteReload.class).problems().get("connectors/b29.camel.yaml")))
                .contains(sentence));
        assistant.stop();
        assertThat(SettingFault.sentence(catchThrowable(assistant::start))).isEqualTo(sentence);
    }

    private static long alerts(Assistant assistant) throws IOException {
        return assistant.files("Inbox").stream()
                .filter(name -> name.contains("route-file-refused"))
                .count();
    }
}
