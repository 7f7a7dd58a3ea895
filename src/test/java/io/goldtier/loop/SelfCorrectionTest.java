package io.goldtier.loop;

import static io.goldtier.Work.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.goldtier.Assistant;
import io.goldtier.Work;
import io.goldtier.skill.effect.OutsideException;
import io.goldtier.skill.effect.OutsideException.Kind;
import io.goldtier.trigger.Action;
import io.goldtier.trigger.Actions;
import io.goldtier.trigger.TriggerStatus;
import io.goldtier.trigger.Triggers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SelfCorrectionTest {

    private static final String RENEW = """
            - bean:
                id: get-new
                ref: door
                method: renew
            - setBody:
                id: renewed
                expression:
                  language:
                    language: template
                    expression: "renewed: true"
            """;
    private static final String ENTER = """
            - bean:
                id: go-in
                ref: door
                method: enter
            - setBody:
                id: entered
                expression:
                  language:
                    language: template
                    expression: "entered: true"
            """;

    private static final Door DOOR = new Door();

    private static Assistant assistant;

    /** An outside system whose token has expired until it is renewed. */
    public static class Door {

        private volatile boolean open;

        /** Renews the token. */
        public void renew() {
            open = true;
        }

        /** Works with a good token. */
        public void enter() {
            if (!open) {
                throw new OutsideException(Kind.AUTHENTICATION, "door", "The token has expired.")
                        .named("expired_token");
            }
        }

        /** Never works. */
        public void jam() {
            throw new OutsideException(Kind.PERMANENT, "door", "The door is jammed.").named("jammed");
        }
    }

    @BeforeAll
    static void start(@TempDir Path home) {
        assistant = Assistant.in(home)
                .bean("door", DOOR)
                .route("skills/renew_token.camel.yaml", Work.skill("renew_token", "retry: safe", RENEW))
                .route("skills/enter.camel.yaml", Work.skill("enter", """
                                system: door
                                retry: unsafe
                                remedies: |
                                  expired_token: {skill: renew_token, input: {}}""", ENTER))
                .route(
                        "skills/jam.camel.yaml",
                        Work.skill("jam", """
                                retry: unsafe
                                remedies: |
                                  jammed: {skill: renew_token, input: {}}""", ENTER.replace("enter", "jam").replace("go-in", "push")))
                .setting("goldtier.quotas.door.limit=100000")
                .start();
    }

    @AfterAll
    static void stop() {
        assistant.close();
    }

    private static List<Action> worked(String triggerId, TriggerStatus status, Map<String, Object> step) {
        Triggers triggers = assistant.bean(Triggers.class);
        triggers.accept(Work.of(triggerId, step));
        await().until(() -> triggers.find(triggerId).orElseThrow().status() == status);
        return assistant.bean(Actions.class).of(triggerId);
    }

    private static String plan(String triggerId) throws IOException {
        return Files.readString(assistant
                .vault()
                .resolve(assistant
                        .bean(Loops.class)
                        .ofTrigger(triggerId)
                        .orElseThrow()
                        .planMd()));
    }

    @Test
    void anUnknownClientIsCreatedAsAStepOfThePlan() {
        List<Action> steps = worked(
                "new-client",
                TriggerStatus.COMPLETED,
                step("odoo_create_invoice", Map.of("client", "Never Seen Before", "amount", 120)));

        assertThat(steps)
                .extracting(Action::type, Action::actionId, Action::remedyFor)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                "odoo_create_client", "new-client-a1-unknown_client", "new-client-a1"),
                        org.assertj.core.groups.Tuple.tuple("odoo_create_invoice", "new-client-a1", null));
        await().untilAsserted(() -> assertThat(plan("new-client"))
                .contains("- [x] 1. odoo_create_client")
                .contains("- [x] 2. odoo_create_invoice: Never Seen Before"));
        await().untilAsserted(() -> assertThat(assistant.log("error_log.jsonl").toString())
                .contains("class=self_correction", "problem=unknown_client", "remedy=odoo_create_client"));
    }

    @Test
    void anUnknownAccountGivesWayToTheDefaultOfTheHandbook() {
        List<Action> steps = worked(
                "odd-account",
                TriggerStatus.COMPLETED,
                step("odoo_log_transaction", Map.of("amount", 5, "description", "a lamp", "account", "999999")));

        assertThat(steps).extracting(Action::type).containsExactly("odoo_default_account", "odoo_log_transaction");
        assertThat(steps.get(1).params()).containsEntry("account", "600000");
        assertThat(steps.get(1).result()).containsEntry("account", "600000");
    }

    @Test
    void anExpiredTokenIsRenewedAndNothingIsPaused() {
        DOOR.open = false;

        List<Action> steps = worked("stale-token", TriggerStatus.COMPLETED, step("enter", Map.of()));

        assertThat(steps).extracting(Action::type).containsExactly("renew_token", "enter");
    }

    @Test
    void whatStillFailsGoesToAPersonWithEverythingThatWasTried() throws IOException {
        List<Action> steps = worked("stuck", TriggerStatus.FAILED, step("jam", Map.of()));

        assertThat(steps).extracting(Action::type).containsExactly("renew_token", "jam");
        await().untilAsserted(() -> assertThat(alerts())
                .contains("Step 1, renew_token: done")
                .contains("Step 2, jam: failed")
                .contains("The door is jammed."));
    }

    private static String alerts() throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.list(assistant.vault().resolve("Inbox"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.append(Files.readString(file));
            }
        }
        return all.toString();
    }
}
