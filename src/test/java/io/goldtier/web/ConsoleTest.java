package io.goldtier.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.goldtier.Work.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.goldtier.Assistant;
import io.goldtier.Work;
import io.goldtier.approval.ApprovalRequest;
import io.goldtier.approval.Approvals;
import io.goldtier.trigger.Triggers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The console in a real Chromium. */
class ConsoleTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    static Path home;

    private static Assistant assistant;
    private static Browser browser;

    @BeforeAll
    static void start() {
        assistant = Assistant.in(home).start();
        browser = new Browser();
    }

    @AfterAll
    static void stop() {
        browser.close();
        assistant.close();
    }

    @Test
    void decidesThreeRequestsAndRunsAFailedOneAgain() throws IOException {
        accept(
                "desk-1",
                step(
                        "facebook_post",
                        post("The new site of Client ABC is online: three months of work, one happy client.")));
        accept("desk-2", step("facebook_post", post("We are hiring.")));
        accept("desk-3", step("facebook_post", post("Spam, spam, spam.")));
        accept("desk-4", step("odoo_create_invoice", Map.of("amount", 10, "client", "")));
        await().atMost(PATIENCE)
                .until(() -> assistant
                                .bean(Approvals.class)
                                .list("pending", null, 10)
                                .size()
                        == 3);
        Page page = signIn(1280, 900);

        assertThat(page.locator(".task").filter(new Locator.FilterOptions().setHasText("approval")))
                .hasCount(3);
        screenshot(page, "desk");

        card(page, "hiring").getByRole(AriaRole.LINK, named("Edit")).click();
        page.getByLabel("message").fill("We are hiring engineers.");
        screenshot(page, "approval");
        page.getByLabel("link").fill("no address");
        page.getByRole(AriaRole.BUTTON, button("Approve with these changes")).click();
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("link");
        assertThat(page.getByLabel("message")).hasValue("We are hiring engineers.");
        page.getByLabel("link").fill("https://abc.example/jobs");
        page.getByRole(AriaRole.BUTTON, button("Approve with these changes")).click();
        assertThat(page.locator(".plan .chip").first()).hasText("done");

        page.navigate(assistant.address() + "/");
        card(page, "new site").getByRole(AriaRole.BUTTON, named("Approve")).click();
        assertThat(page.locator(".plan .chip").first()).hasText("done");
        assertThat(page.getByText("Approved by owner (console)").first()).isVisible();
        screenshot(page, "trigger");

        page.navigate(assistant.address() + "/");
        card(page, "Spam").getByRole(AriaRole.LINK, named("Reject")).click();
        page.getByLabel("Why?").fill("Not our tone");
        page.getByRole(AriaRole.BUTTON, button("Reject")).click();
        assertThat(page.locator(".plan")).containsText("Not our tone");

        assertThat(assistant.get("/sandbox/state").toString())
                .contains(
                        "The new site of Client ABC is online: three months of work, one happy client.",
                        "We are hiring engineers.")
                .doesNotContain("We are hiring.", "Spam");

        page.navigate(assistant.address() + "/triggers?status=failed");
        page.locator(".row").first().click();
        page.getByRole(AriaRole.BUTTON, button("Run again from the failed step"))
                .click();
        assertThat(page.locator(".crumb")).containsText("desk-4-again-");
    }

    @Test
    void pagesRefreshThemselvesAndFitAPhone() {
        Page page = signIn(390, 844);
        assertThat(page.locator(".live-dot")).hasText("connected");

        accept("phone-1", step("social_generate_summary", Map.of("content", "Seen without a reload")));

        assertThat(page.getByText("Do phone-1")).isVisible();
        for (String path : List.of("/", "/triggers", "/triggers/phone-1", "/approvals", "/log", "/vault", "/nowhere")) {
            page.navigate(assistant.address() + path);
            assertThat((int) page.evaluate("document.documentElement.scrollWidth - innerWidth"))
                    .as("overflow of " + path)
                    .isLessThanOrEqualTo(0);
        }
    }

    @Test
    void everyPageWorksWithTheKeyboardAndNamesItsFields() {
        Page page = signIn(1280, 900);
        for (String path : List.of("/", "/triggers", "/approvals", "/log", "/vault")) {
            page.navigate(assistant.address() + path);
            page.keyboard().press("Tab");
            assertThat(page.locator(":focus")).hasText("Skip to the page's content");
            assertThat(page.locator("h1")).hasCount(1);
            assertThat(
                            (int)
                                    page.evaluate(
                                            "[...document.querySelectorAll('input:not([type=hidden]), select, textarea')].filter(f => !f.labels.length && !f.ariaLabel).length"))
                    .as("fields without a name in " + path)
                    .isZero();
        }
    }

    @Test
    void noScriptOfAMessageRuns() {
        List<String> complaints = new ArrayList<>();
        accept(
                "xss-1",
                step(
                        "facebook_post",
                        post("<script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">")));
        await().atMost(PATIENCE)
                .until(() ->
                        assistant.bean(Approvals.class).ofAction("xss-1-a1").isPresent());
        ApprovalRequest request =
                assistant.bean(Approvals.class).ofAction("xss-1-a1").orElseThrow();
        Page page = signIn(1280, 900);
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                complaints.add(message.text());
            }
        });

        for (String path : List.of("/", "/triggers/xss-1", "/approvals/" + request.approvalId(), "/log")) {
            page.navigate(assistant.address() + path);
            assertThat(page.title()).contains("Gold Tier").doesNotContain("owned");
        }
        assertThat(page.locator("main img")).hasCount(0);
        assertThat(complaints).isEmpty();
        assistant.post("/api/approvals/" + request.approvalId(), Map.of("decision", "reject"));
    }

    private static Map<String, Object> post(String words) {
        return Map.of("message", words);
    }

    private static void accept(String id, Map<String, Object> step) {
        assistant.bean(Triggers.class).accept(Work.of(id, step));
    }

    private static Locator card(Page page, String words) {
        return page.locator(".task").filter(new Locator.FilterOptions().setHasText(words));
    }

    private static Locator.GetByRoleOptions named(String name) {
        return new Locator.GetByRoleOptions().setName(name);
    }

    private static Page.GetByRoleOptions button(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }

    private static Page signIn(int width, int height) {
        Page page = browser.page(width, height, false);
        try {
            page.navigate(assistant.address() + "/?token="
                    + Files.readString(assistant.data().resolve("token")).strip());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        assertThat(page.url()).isEqualTo(assistant.address() + "/");
        return page;
    }

    private static void screenshot(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/screenshots/" + name + ".png")));
    }
}
