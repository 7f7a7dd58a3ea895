package io.goldtier.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.goldtier.Work.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.RequestOptions;
import io.goldtier.Assistant;
import io.goldtier.Work;
import io.goldtier.approval.ApprovalRequest;
import io.goldtier.approval.Approvals;
import io.goldtier.cli.bench.AssistantProcess;
import io.goldtier.cli.bench.Workplace;
import io.goldtier.cli.crash.CrashTestTest;
import io.goldtier.json.Json;
import io.goldtier.trigger.TriggerStatus;
import io.goldtier.trigger.Triggers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** What pages, plans and answers say is what is so; in a real Chromium. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TruthTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Page.GetByRoleOptions REJECT =
            new Page.GetByRoleOptions().setName("Reject").setExact(true);

    @TempDir
    static Path home;

    private static Assistant assistant;
    private static Browser browser;
    private static Page page;

    @BeforeAll
    static void start() throws IOException {
        assistant = Assistant.in(home).start();
        browser = new Browser();
        page = browser.page(1280, 900, false);
        page.navigate(assistant.address() + "/?token="
                + Files.readString(assistant.data().resolve("token")).strip());
    }

    @AfterAll
    static void stop() {
        browser.close();
        assistant.close();
    }

    private static void accept(String id, List<Map<String, Object>> steps) {
        assistant.bean(Triggers.class).accept(Work.of(id, steps));
    }

    private static ApprovalRequest asked(String actionId) {
        return await().atMost(PATIENCE)
                .until(() -> assistant.bean(Approvals.class).ofAction(actionId), java.util.Optional::isPresent)
                .orElseThrow();
    }

    private static void awaitStatus(String id, TriggerStatus status) {
        await().atMost(PATIENCE)
                .until(() ->
                        assistant.bean(Triggers.class).find(id).orElseThrow().status() == status);
    }

    private static String plan(String id) throws IOException {
        Path plan = assistant.vault().resolve("Plans/PLAN_" + id + ".md");
        return Files.exists(plan) ? Files.readString(plan) : "";
    }

    @Test
    @Order(1)
    void anEditedApprovalShowsWhatWentOutBesideWhatWasAskedAndHeadingAndBadgeAreLive() {
        assertThat(page.locator("h1")).hasText("All clear");
        accept("edited", List.of(step("facebook_post", Map.of("message", "We are hiring."))));
        assertThat(page.locator("h1")).hasText("One thing needs you");
        assertThat(page.locator(".nav .count")).containsText("1");

        assistant.post(
                "/api/approvals/" + asked("edited-a1").approvalId(),
                Map.of("decision", "approve", "params", Map.of("message", "We are hiring engineers.")));
        awaitStatus("edited", TriggerStatus.COMPLETED);

        assertThat(page.locator(".nav .count")).hasCount(0);
        page.navigate(assistant.address() + "/triggers/edited");
        assertThat(page.locator(".plan .facts").first()).containsText("We are hiring engineers.");
        Locator change = page.locator(".changes tbody tr");
        assertThat(change).hasCount(1);
        assertThat(change).containsText("We are hiring.");
        assertThat(change).containsText("We are hiring engineers.");
        assertThat(assistant.get("/api/triggers/edited").toString())
                .contains("params={message=We are hiring engineers.}", "asked_params={message=We are hiring.}");
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(plan("edited")).contains("[x] 1.").contains("hiring engineers"));
    }

    @Test
    @Order(2)
    void whatNobodyWouldSeeIsShownToWhoeverDecidesAndGoesOutAsItWasAsked() throws IOException {
        String words = "Pay \u202E001$ now\u2800!";
        accept("unseen", List.of(step("facebook_post", Map.of("message", words))));
        String id = asked("unseen-a1").approvalId();

        page.navigate(assistant.address() + "/approvals/" + id);
        assertThat(page.locator(".preview")).containsText("Pay \uFFFD001$ now\uFFFD!");
        assertThat(page.locator("#edit textarea, #edit input[name='p.message']").first())
                .hasValue(words);
        Path note = assistant.vault().resolve("Pending_Approval/APPROVAL_" + id + "_facebook_post.md");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(note)
                .content()
                .contains("Pay \uFFFD001\\$ now\uFFFD!", "message: \"Pay \\u202E001$ now\\u2800!\""));

        Files.move(note, assistant.vault().resolve("Approved").resolve(note.getFileName()));
        awaitStatus("unseen", TriggerStatus.COMPLETED);
        assertThat(assistant.bean(Approvals.class).find(id).orElseThrow().isEdited())
                .isFalse();
    }

    @Test
    @Order(2)
    void aRejectedStepIsToldEverywhere() {
        accept(
                "partly",
                List.of(
                        step("facebook_post", Map.of("message", "Nobody wants this.")),
                        step("social_generate_summary", Map.of("content", "The rest of the plan"))));
        assistant.post(
                "/api/approvals/" + asked("partly-a1").approvalId(),
                Map.of("decision", "reject", "reason", "Not our tone"));
        awaitStatus("partly", TriggerStatus.COMPLETED);

        page.navigate(assistant.address() + "/triggers?status=rejected");
        assertThat(page.locator(".row")).hasCount(1);
        assertThat(page.locator(".row .chip")).hasText("completed, 1 step rejected");
        page.locator(".row").click();
        assertThat(page.locator(".head .chip")).hasText("completed, 1 step rejected");
        assertThat(page.locator(".plan .chip").first()).hasText("rejected");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(plan("partly"))
                .contains("- [-] 1. facebook_post", "Not our tone", "- [x] 2.")
                .contains("Completed, 1 step rejected."));
        assertThat(assistant.get("/api/triggers/partly").toString())
                .contains("status=completed", "outcome=Completed, 1 step rejected.");
        assertThat(assistant
                        .get("/api/audit?trigger=partly&action=finish_trigger")
                        .toString())
                .contains("Completed, 1 step rejected.");
    }

    @Test
    @Order(3)
    void aFailedStepIsToldWithoutTheWordsOfPrograms() {
        accept(
                "broken",
                List.of(
                        step("facebook_post", Map.of("message", "Look", "link", "no address")),
                        step("none", Map.of())));
        awaitStatus("broken", TriggerStatus.FAILED);

        page.navigate(assistant.address() + "/triggers/broken");
        assertThat(page.locator(".head .chip")).hasText("failed");
        assertThat(page.locator(".plan .chip").first()).hasText("failed");
        assertThat(page.locator(".plan .why").first()).containsText("link does not have the form that is asked for");
        assertThat(page.locator("main").innerText()).doesNotContain("^http", "null", "{", "java.");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(plan("broken")).contains("- [!] 1. facebook_post", "- [ ] 2. none"));
    }

    @Test
    @Order(4)
    void stopIsOnEveryPageInStatusAndHealthWithAWayToGoOn() throws IOException {
        page.navigate(assistant.address() + "/log");
        Files.createFile(assistant.vault().resolve("STOP"));

        assertThat(page.locator("#stopped")).containsText("nothing acts");
        for (String path : List.of("/", "/triggers", "/approvals", "/vault", "/nowhere")) {
            page.navigate(assistant.address() + path);
            assertThat(page.locator("#stopped")).containsText("nothing acts");
        }
        assertThat(assistant.get("/api/status").toString()).contains("stopped=true");
        assertThat(assistant.text("/actuator/health")).contains("OUT_OF_SERVICE", "STOP lies in the vault");

        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Go on"))
                .click();
        assertThat(page.locator("#stopped")).not().containsText("nothing acts");
        assertThat(assistant.vault().resolve("STOP")).doesNotExist();
        assertThat(assistant.get("/api/status").toString()).contains("stopped=false");
    }

    @Tag("long")
    @Test
    @Order(5)
    void aPageWhoseServerIsKilledSaysSoHoldsItsFormsAndGoesOn() throws IOException, InterruptedException {
        Workplace place = Workplace.create(Path.of("routes"), List.of());
        AssistantProcess killed = process(place);
        try {
            killed.awaitReady();
            Page own = browser.page(1280, 500, false);
            own.navigate(place.address() + "/?token=" + place.token());
            String asked = own.request()
                    .post(
                            place.address() + "/api/skills/facebook_post",
                            RequestOptions.create()
                                    .setHeader("Authorization", "Bearer " + place.token())
                                    .setData(Map.of("message", "Is anybody there?")))
                    .text();
            own.navigate(
                    place.address() + "/approvals/" + Json.readObject(asked).get("approval_id"));
            assertThat(own.locator(".live-dot")).hasText("connected");
            String address = own.url();

            killed.kill();

            assertThat(own.locator("#gone")).containsText("has not answered since", patiently());
            own.getByLabel("Why?").fill("Typed while it was away");
            own.getByRole(AriaRole.BUTTON, REJECT).click();
            assertThat(own.getByLabel("Why?")).hasValue("Typed while it was away");
            assertThat(own.locator("#gone")).isInViewport();
            assertThat(own.url()).isEqualTo(address);
            own.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/screenshots/gone.png")));

            killed = process(place);
            killed.awaitReady();
            assertThat(own.locator(".live-dot")).hasText("connected", within());
            assertThat(own.locator("#gone")).isHidden();
            assertThat(own.getByLabel("Why?")).hasValue("Typed while it was away");
            own.getByRole(AriaRole.BUTTON, REJECT).click();
            assertThat(own.locator("main")).containsText("rejected");
            assertThat(own.locator("main")).containsText("Typed while it was away");
        } finally {
            killed.kill();
            place.delete();
        }
    }

    private static AssistantProcess process(Workplace place) throws IOException {
        return AssistantProcess.start(
                CrashTestTest.launch(), place.settings(), Path.of("").toAbsolutePath(), place.log());
    }

    private static LocatorAssertions.HasTextOptions within() {
        return new LocatorAssertions.HasTextOptions().setTimeout(PATIENCE.toMillis());
    }

    private static LocatorAssertions.ContainsTextOptions patiently() {
        return new LocatorAssertions.ContainsTextOptions().setTimeout(PATIENCE.toMillis());
    }
}
