package io.goldtier.report.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Weeks are those of ISO 8601, where the owner is. */
class BriefingWeekTest {

    @ParameterizedTest
    @CsvSource({
        "2026-W08, 2026-02-16", "2025-W52, 2025-12-22", "2026-W01, 2025-12-29", "2026-W52, 2026-12-21",
        "2026-W53, 2026-12-28", "2027-W01, 2027-01-04", "2020-W53, 2020-12-28", "2021-W01, 2021-01-04"
    })
    void aWeekHasItsDays(String text, LocalDate monday) {
        BriefingWeek week = BriefingWeek.parse(text);
        assertThat(week.monday()).isEqualTo(monday);
        assertThat(week.sunday()).isEqualTo(monday.plusDays(6));
        assertThat(week.text()).isEqualTo(text);
        assertThat(week.id()).isEqualTo("CEO-" + text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"2025-W53", "2027-W53", "2026-W00", "2026-W54", "2026-8", "", "next", "2026-W8", "20260-W08"})
    void whatIsNoWeekIsRefusedByName(String text) {
        assertThatThrownBy(() -> BriefingWeek.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2026-W08")
                .hasMessageEndingWith("was: " + text);
    }

    /** Any moment lies in exactly one week, which begins on a Monday there and ends with the next one's beginning. */
    @Test
    void everyMomentLiesInOneWeek() {
        Random random = new Random(8);
        for (String name :
                new String[] {"UTC", "Pacific/Auckland", "America/Los_Angeles", "Europe/Berlin", "Asia/Kolkata"}) {
            ZoneId zone = ZoneId.of(name);
            for (int i = 0; i < 2_000; i++) {
                Instant time = Instant.ofEpochSecond(1_577_836_800L + random.nextInt(400_000_000));
                BriefingWeek week = BriefingWeek.of(time, zone);
                assertThat(time).isBetween(week.start(zone), week.end(zone).minusMillis(1));
                assertThat(week.monday().getDayOfWeek()).isEqualTo(DayOfWeek.MONDAY);
                assertThat(BriefingWeek.parse(week.text())).isEqualTo(week);
                assertThat(week.next().start(zone)).isEqualTo(week.end(zone));
                assertThat(Duration.between(week.due(zone), week.end(zone))).isEqualTo(Duration.ofMinutes(1));
            }
        }
    }

    @Test
    void workIsMeantToTakeWhatItSaysOrWhatIsUsual() {
        Instant start = Instant.parse("2026-02-16T09:00:00Z");
        assertThat(Expected.of(Map.of("expected", "2 days"), start, null, ZoneOffset.UTC))
                .isEqualTo(Duration.ofDays(2));
        assertThat(Expected.of(Map.of("expected_days", 1.5), start, null, ZoneOffset.UTC))
                .isEqualTo(Duration.ofHours(36));
        assertThat(Expected.of(Map.of("expected", "90 min"), start, null, ZoneOffset.UTC))
                .isEqualTo(Duration.ofMinutes(90));
        assertThat(Expected.of(Map.of("due", "2026-02-17"), start, null, ZoneOffset.UTC))
                .isEqualTo(Duration.ofHours(39));
        assertThat(Expected.of(Map.of("expected", "soon", "due", "never"), start, new BigDecimal("8"), ZoneOffset.UTC))
                .isEqualTo(Duration.ofHours(8));
        assertThat(Expected.of(Map.of(), start, null, ZoneOffset.UTC)).isEqualTo(Duration.ofDays(1));
        assertThat(Expected.words(Duration.ofDays(3))).isEqualTo("3 days");
        assertThat(Expected.words(Duration.ofHours(24))).isEqualTo("1 day");
        assertThat(Expected.words(Duration.ofMinutes(150))).isEqualTo("3 hours");
        assertThat(Expected.words(Duration.ofMinutes(20))).isEqualTo("20 minutes");
    }

    @Test
    void amountsAreWrittenAsInTheDataModel() {
        assertThat(Money.shown(new BigDecimal("15000"), "USD")).isEqualTo("$15,000");
        assertThat(Money.shown(new BigDecimal("-0.5"), "EUR")).isEqualTo("-€0.50");
        assertThat(Money.shown(new BigDecimal("1234.005"), "CHF")).isEqualTo("CHF 1,234.01");
        assertThat(Money.shown(new BigDecimal("1E+3"), "JPY")).isEqualTo("¥1,000");
    }
}
