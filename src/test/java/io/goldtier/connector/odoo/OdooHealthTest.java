package io.goldtier.connector.odoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.goldtier.connector.odoo.rpc.OdooSettings;
import io.goldtier.skill.AsSkill;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;

/** What the health check finds out, asked of a stand-in in another application. */
class OdooHealthTest {

    private static final String LIMITED_KEY = "sandbox-odoo-limited-key";

    @TempDir
    Path data;

    private final List<ConfigurableApplicationContext> running = new ArrayList<>();

    @AfterEach
    void stop() {
        running.forEach(ConfigurableApplicationContext::close);
    }

    private ConfigurableApplicationContext start(Map<String, Object> settings) {
        ConfigurableApplicationContext context = OdooApp.start(data.resolve("app-" + running.size()), settings);
        running.add(context);
        return context;
    }

    private static String address(ConfigurableApplicationContext standIn) {
        return "http://127.0.0.1:" + standIn.getEnvironment().getProperty("local.server.port") + "/sandbox/odoo";
    }

    private static Map<String, Object> check(ConfigurableApplicationContext context) {
        @SuppressWarnings("unchecked")
        Map<String, Object> found =
                context.getBean(ProducerTemplate.class).requestBody("direct:odoo-health", null, Map.class);
        return found;
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 18, 19})
    void everyVersionTellsOfTheRightsThatAreThere(int version) {
        assertThat(check(start(Map.of("goldtier.sandbox.odoo-version", version))))
                .containsOnlyKeys("shows");
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 19})
    void aMissingRightAndAMissingModelAreNamed(int version) {
        String url = address(start(Map.of("goldtier.sandbox.odoo-version", version)));
        Map<String, Object> health = check(start(Map.of(
                "goldtier.odoo.url",
                url,
                "goldtier.odoo.database",
                "sandbox",
                "goldtier.odoo.login",
                "limited",
                "goldtier.odoo.api-key",
                LIMITED_KEY,
                "goldtier.odoo.models",
                "account.move,res.partner,project.project")));
        assertThat((String) health.get("fault"))
                .contains("The Odoo user lacks rights on account.move (read, create, write), res.partner (create),"
                        + " account.payment.register (create, for payments), account.move.send.wizard (create,"
                        + " for sending): give it Accounting/Invoicing and Contact/Creation in Odoo")
                .contains("The model project.project cannot be used")
                .contains("module may not be installed")
                .doesNotContain(LIMITED_KEY);
    }

    @Test
    void aKeyThatExpiresWithinAWeekIsSaidAndOneThatLastsIsNot() {
        ConfigurableApplicationContext odoo = start(Map.of());
        Object key = ((List<?>) call(
                        odoo,
                        "res.users.apikeys",
                        "create",
                        Map.of(
                                "vals_list",
                                List.of(Map.of(
                                        "name",
                                        "Gold Tier",
                                        "user_id",
                                        2,
                                        "expiration_date",
                                        in(Duration.ofDays(30))))),
                        List.of()))
                .get(0);
        assertThat(check(odoo)).containsOnlyKeys("shows");
        String soon = in(Duration.ofDays(3));
        call(odoo, "res.users.apikeys", "write", Map.of("vals", Map.of("expiration_date", soon)), List.of(key));
        assertThat((String) check(odoo).get("notice"))
                .contains("The API key \"Gold Tier\" of the Odoo user expires on " + soon);
        assertThat((Map<?, ?>) check(odoo).get("shows"))
                .extracting("key_expires")
                .isEqualTo(soon);
    }

    private static String in(Duration time) {
        return DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss")
                .format(LocalDateTime.ofInstant(Instant.now().plus(time), ZoneOffset.UTC));
    }

    @Test
    void severalOdoosAndCompaniesAreChosenByName() {
        String url = address(start(Map.of()));
        Map<String, Object> settings = new LinkedHashMap<>();
        for (String name : List.of("second", "limited", "elsewhere")) {
            settings.put("goldtier.odoo.instances." + name + ".url", url + "/");
            settings.put("goldtier.odoo.instances." + name + ".database", "sandbox");
            settings.put("goldtier.odoo.instances." + name + ".api-key", OdooSettings.SANDBOX_KEY);
        }
        settings.put("goldtier.odoo.instances.second.company", 1);
        settings.put("goldtier.odoo.instances.limited.api-key", LIMITED_KEY);
        settings.put("goldtier.odoo.instances.elsewhere.company", 7);
        ConfigurableApplicationContext here = start(settings);

        call(here, "second", "res.partner", "create", Map.of("vals_list", List.of(Map.of("name", "Only there"))));
        Map<String, Object> named = Map.of("domain", List.of(List.of("name", "=", "Only there")));
        assertThat(call(here, "second", "res.partner", "search_count", named)).isEqualTo(1);
        assertThat(call(here, "default", "res.partner", "search_count", named)).isEqualTo(0);
        assertThatThrownBy(() -> call(here, "limited", "account.move", "search_count", Map.of("domain", List.of())))
                .rootCause()
                .hasMessageContaining("You are not allowed to access 'Journal Entry' (account.move) records.");
        assertThatThrownBy(() -> call(here, "elsewhere", "res.partner", "search_count", named))
                .rootCause()
                .hasMessageContaining("unauthorized or invalid companies");
        assertThatThrownBy(() -> call(here, "third", "res.partner", "search_count", named))
                .hasRootCauseMessage("There is no Odoo called \"third\" in the settings; there are [default,"
                        + " elsewhere, limited, second].");
        assertThat((String) check(here).get("fault"))
                .contains("Odoo \"limited\": The Odoo user lacks rights on")
                .contains("Odoo \"elsewhere\": ")
                .doesNotContain("Odoo \"second\"");
    }

    private static Object call(
            ConfigurableApplicationContext context,
            String instance,
            String model,
            String method,
            Map<String, Object> args) {
        return AsSkill.call(
                context.getBean(ProducerTemplate.class),
                "odoo",
                Map.of("instance", instance, "model", model, "method", method, "args", args));
    }

    private static Object call(
            ConfigurableApplicationContext context,
            String model,
            String method,
            Map<String, Object> args,
            List<?> ids) {
        return AsSkill.call(
                context.getBean(ProducerTemplate.class),
                "odoo",
                Map.of("model", model, "method", method, "args", args, "ids", ids));
    }
}
