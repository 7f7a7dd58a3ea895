package io.goldtier.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.goldtier.Assistant;
import io.goldtier.TestClock;
import io.goldtier.cli.CliRun;
import io.goldtier.connector.odoo.rpc.OdooSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
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
        return doctor(standIns, odooKey, facebookToken);
    }

    private static CliRun doctor(Assistant standIns, String odooKey, String facebookToken) {
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
                        "--goldtier.social.facebook.access-token=" + facebookToken,
                        "--goldtier.social.instagram.url=" + standIns.address() + "/sandbox/graph",
                        "--goldtier.social.instagram.ig-user-id=200000000000002",
                        "--goldtier.social.instagram.access-token=" + facebookToken)),
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

    @Tag("long")
    @Test
    void aTokenThatEndsSoonOrLacksARightIsSaidInASentence() {
        assertThat(doctor(OdooSettings.SANDBOX_KEY, "graph-read-only").out())
                .containsPattern(
                        "fault +facebook +The token in goldtier.social.facebook.access-token lacks the permission"
                                + " pages_manage_posts: give it to the app, then make a new token")
                .containsPattern("fault +instagram +The token in goldtier.social.instagram.access-token lacks the"
                        + " permission instagram_content_publish");

        // The stand-in lets tokens last for 80 days
        Instant then = Instant.now().minus(Duration.ofDays(70));
        LocalDate ends = LocalDate.ofInstant(then.plus(Duration.ofDays(80)), ZoneOffset.UTC);
        try (Assistant old = Assistant.in(home.resolve("old"))
                .clock(new TestClock(then.toString()))
                .start()) {
            assertThat(doctor(old, OdooSettings.SANDBOX_KEY, "graph").out())
                    .containsPattern("warn +facebook +The token in goldtier.social.facebook.access-token ends on "
                            + ends + ": make a new one before")
                    .containsPattern(
                            "warn +instagram +The token in goldtier.social.instagram.access-token ends on " + ends);
        }
    }
}
