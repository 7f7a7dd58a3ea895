package io.goldtier.report.briefing;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Media;
import io.goldtier.Assistant;
import io.goldtier.TestClock;
import io.goldtier.web.Browser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The pages of figures in a real browser, and the Mermaid blocks drawn by the library that Obsidian draws them with. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BriefingPagesTest {

    private static final Pattern CHART = Pattern.compile("(?s)```mermaid\n(.*?)```");

    private static Assistant assistant;
    private static Browser browser;

    @BeforeAll
    static void start(@TempDir Path home) throws Exception {
        assistant =
                Assistant.in(home).clock(new TestClock("2026-02-22T18:00:00Z")).start();
        SeededOdoo odoo = new SeededOdoo(assistant);
        odoo.invoice("Client ABC", "Consulting", "2026-02-17", "10000");
        odoo.invoice("Client XYZ", "Development", "2026-02-20", "5000");
        odoo.invoice("Client \"<script>\" & | Söhne; #1", "Deve`lop$ment$ | [[x]]", "2026-02-18", "1234.56");
        for (int week = 1; week <= 8; week++) {
            odoo.invoice(
                    "Client ABC",
                    "Consulting",
                    java.time.LocalDate.of(2026, 2, 17).minusWeeks(week).toString(),
                    String.valueOf(4000 + 700 * week));
            odoo.expense(
                    "Landlord",
                    "Rent: office",
                    java.time.LocalDate.of(2026, 2, 17).minusWeeks(week).toString(),
                    "900");
        }
        odoo.expense("Paper Shop", "Office Supplies: paper", "2026-02-18", "150");
        odoo.expense("Adobe", "Software Licenses: adobe.com", "2026-01-18", "200");
        odoo.expense("Adobe", "Software Licenses: adobe.com", "2026-02-18", "300");
        browser = new Browser();
    }

    @AfterAll
    static void stop() {
        browser.close();
        assistant.close();
    }

    private static Page page(int width, boolean dark) throws Exception {
        Page page = browser.page(width, 900, dark);
        page.navigate(assistant.address() + "/?token="
                + Files.readString(assistant.data().resolve("token")).strip());
        return page;
    }

    private static void screenshot(Page page, String name) {
        String folder = System.getProperty("screenshots");
        if (folder != null) {
            page.screenshot(new Page.ScreenshotOptions()
                    .setPath(Path.of(folder, name + ".png"))
                    .setFullPage(true));
        }
    }

    @Test
    @Order(1)
    void aBriefingIsWrittenReadAndPrinted() throws Exception {
        Page page = page(1280, false);
        page.navigate(assistant.address() + "/briefings");
        assertThat(page.getByText("No briefing yet")).isVisible();
        page.getByLabel("Week").fill("2026-W08");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Write it now"))
                .click();
        assertThat(page.locator("h1")).hasText("CEO Briefing, week 2026-W08");
        assertThat(page.locator("tbody").first()).containsText("Client \"<script>\" & | Söhne; #1");
        assertThat(page.locator("svg.chart")).not().hasCount(0);
        assertThat(page.locator(".insights li").first()).isVisible();
        assertThat(page.getByText("dearer by 50 %").first()).isVisible();
        screenshot(page, "briefing");
        page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
        assertThat(page.locator(".bar")).isHidden();
        assertThat(page.locator("svg.chart").first()).isVisible();
        byte[] pdf = page.pdf();
        assertThat(new String(pdf, 0, 5, java.nio.charset.StandardCharsets.ISO_8859_1))
                .isEqualTo("%PDF-");
        page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.SCREEN));
        page.navigate(assistant.address() + "/figures");
        assertThat(page.locator("figure")).hasCount(4);
        assertThat(page.locator("svg.chart").first()).isVisible();
        screenshot(page, "figures");
        for (String path :
                List.of("/figures", "/briefings", "/briefings/CEO-2026-W08", "/log", "/skills/odoo_create_invoice")) {
            Page phone = page(390, true);
            phone.navigate(assistant.address() + path);
            assertThat(phone.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
                    .as(path)
                    .isEqualTo(true);
            phone.context().close();
        }
        // What was questioned waits for the owner, once
        assistant.post("/api/briefings", Map.of("week", "2026-W08"));
        String asked = assistant.get("/api/approvals?status=pending").toString();
        assertThat(asked)
                .containsOnlyOnce("question=Cancel the subscription adobe.com ($300, last booked on 2026-02-18)?");
    }

    @Test
    @Order(2)
    void aSkillIsTriedFromItsForm() throws Exception {
        Page page = page(1280, false);
        page.navigate(assistant.address() + "/skills");
        page.locator("#odoo_overdue_invoices summary").click();
        page.locator("#odoo_overdue_invoices").getByRole(AriaRole.LINK).click();
        page.getByLabel("limit").fill("many");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Call it"))
                .click();
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("limit must be a number, was: many");
        page.getByLabel("limit").fill("2");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Call it"))
                .click();
        assertThat(page.locator("#outcome .chip").first()).hasText("done");
        assertThat(page.locator("#outcome")).containsText("INV/2025/00001");
        screenshot(page, "try");
        page.navigate(assistant.address() + "/skills/facebook_post");
        page.getByLabel("message").fill("Hello from a form");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Call it"))
                .click();
        assertThat(page.locator("#outcome .chip").first()).hasText("awaiting approval");
        assertThat(page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Decide")))
                .isVisible();
        page.navigate(assistant.address() + "/skills/no_skill");
        assertThat(page.locator("main")).containsText("no_skill");
    }

    @Test
    @Order(3)
    void theLogIsFilteredAndVerified() throws Exception {
        Page page = page(1280, false);
        page.navigate(assistant.address() + "/log?action=write_briefing&from=2026-02-22");
        assertThat(page.locator("tbody tr").first()).containsText("Write briefing");
        assertThat(page.locator("#verified")).containsText("not verified");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Verify now"))
                .click();
        assertThat(page.locator("#verified")).containsText("whole");
        page.navigate(assistant.address() + "/log?from=2026-02-24");
        assertThat(page.getByText("No entries")).isVisible();
        screenshot(page, "log");
    }

    @Test
    @Order(4)
    void mermaidDrawsEveryBlock() throws Exception {
        String setting = System.getenv("GOLDTIER_MERMAID");
        Path mermaid = Path.of(setting == null ? ".goldtier/mermaid.min.js" : setting);
        assumeTrue(setting != null || Files.exists(mermaid), "./goldtier test fetches Mermaid");
        Set<String> charts = new LinkedHashSet<>();
        for (String file : List.of("Briefings/CEO-2026-W08.md", "Dashboard.md")) {
            Path path = assistant.vault().resolve(file);
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> Files.exists(path) && Files.readString(path).contains("```mermaid"));
            Matcher chart = CHART.matcher(Files.readString(path));
            while (chart.find()) {
                charts.add(chart.group(1));
            }
        }
        Map<String, Object> document = new java.util.LinkedHashMap<>();
        document.put("waiting_hours", Map.of("in doubt", 3.5, "waiting for others", 20));
        document.put("revenue", Map.of("by_client", Map.of("a\"b#c;d%%e\\", 1, "``` -->|x| [y]{z}", 2, "Ω≈ 日本 😀", 3)));
        document.put("currency", "USD");
        document.put(
                "weeks",
                List.of(
                        Map.of("week_start", "2026-02-09", "revenue", -5, "expenses", 0),
                        Map.of("week_start", "2026-02-16", "revenue", 0.5, "expenses", 0)));
        for (String block : List.of(
                BriefingCharts.waiting(document),
                BriefingCharts.revenueByClient(document),
                BriefingCharts.weekOnWeek(document))) {
            Matcher chart = CHART.matcher(block);
            assertThat(chart.find()).isTrue();
            charts.add(chart.group(1));
        }
        assertThat(charts).hasSizeGreaterThanOrEqualTo(5);
        Page page = browser.page(800, 600, false);
        page.setContent("<div id=place></div>");
        page.addScriptTag(new Page.AddScriptTagOptions().setPath(mermaid));
        Object drawn = page.evaluate(
                "async charts => { mermaid.initialize({startOnLoad: false}); const bad = [];"
                        + " for (let i = 0; i < charts.length; i++) { try {"
                        + " const {svg} = await mermaid.render('chart' + i, charts[i]);"
                        + " if (!svg.includes('<svg') || svg.includes('Syntax error')) bad.push(charts[i]); }"
                        + " catch (e) { bad.push(charts[i] + e); } } return bad.join('\\n'); }",
                List.copyOf(charts));
        assertThat(String.valueOf(drawn)).isEmpty();
    }
}
