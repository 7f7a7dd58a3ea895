package io.goldtier.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.goldtier.Assistant;
import io.goldtier.cli.CliRun;
import io.goldtier.connector.odoo.rpc.OdooSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The doctor asks the outside systems itself, also while no assistant runs on its folders. */
class OutsideCheckTest {

    @TempDir
    static Path home;

    private static Assistant standIns;

    @BeforeAll
    static void start() {
        standIns = Assistant.in(home.resolve("far")).start();
    }

    @AfterAll
    static void stop() {
        standIns.close();
    }

    private static CliRun doctor(String odooKey, String facebookToken) {
        Path near = home.resolve("near");
        return CliRun.of(
                new ArrayList<>(List.of(
                        "--goldtier.mode=live",
                        "--goldtier.vault=" + near.resolve("vault"),
                        "--goldtier.data=" + near.resolve("data"),
                        "--goldtier.routes=" + Path.of("routes").toAbsolutePath(),
                        "--goldtier.odoo.url=" + standIns.address() + "/sandbox/odoo",
                        "--goldtier.odoo.database=sandbox",
                        "--goldtier.odoo.login=" + OdooSettings.SANDBOX_LOGIN,
                        "--goldtier.odoo.api-key=" + odooKey,
                        "--goldtier.social.facebook.url=" + standIns.address() + "/sandbox/graph",
                        "--goldtier.social.facebook.page-id=100000000000001",
                        "--goldtier.social.facebook.access-token=" + facebookToken)),
                "doctor");
    }

    @Test
    void goodCredentialsAreWellAndWrongOnesAreNamed() {
        assertThat(doctor(OdooSettings.SANDBOX_KEY, "graph").out())
                .containsPattern("ok +odoo +it answers, takes our credentials")
                .containsPattern("ok +facebook +it answers, takes our credentials");

        CliRun wrong = doctor("a-key-of-nobody", "a-token-of-nobody");
        assertThat(wrong.code()).isEqualTo(1);
        assertThat(wrong.out())
                .containsPattern("fault +odoo .*(key|credentials)")
                .containsPattern("fault +facebook +Facebook does not accept the access token")
                .doesNotContain("a-key-of-nobody")
                .doesNotContain("a-token-of-nobody");
    }
}
