package io.goldtier.handbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.goldtier.vault.Note;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoalsTest {

    private static Goals read(String front) {
        return GoalsReader.read(Note.parse("---\n" + front + "\n---\n"));
    }

    @Test
    void theGoalsOfANewVaultAreUnderstood() throws IOException {
        try (InputStream text = GoalsTest.class.getResourceAsStream("/vault/Business_Goals.md")) {
            Goals goals = GoalsReader.read(Note.parse(new String(text.readAllBytes(), StandardCharsets.UTF_8)));
            assertThat(goals.month()).isEqualByComparingTo("20000");
            assertThat(goals.currency()).isEqualTo("USD");
            assertThat(goals.metrics()).hasSize(3);
            assertThat(goals.metric("invoices_paid").orElseThrow().isAlarming(new BigDecimal("79")))
                    .isTrue();
            assertThat(goals.metric("invoices_paid").orElseThrow().isAlarming(new BigDecimal("80")))
                    .isFalse();
            assertThat(goals.metric("software_cost").orElseThrow().isAlarming(new BigDecimal("601")))
                    .isTrue();
            assertThat(goals.projects().get(0).due()).isEqualTo(LocalDate.of(2026, 3, 31));
            assertThat(goals.subscriptions().patterns()).contains("adobe.com").hasSize(5);
            assertThat(goals.subscriptions().unusedDays()).isEqualTo(30);
        }
    }

    @Test
    void whatIsLeftOutIsNoGoal() {
        Goals goals = read("last_updated: 2026-01-05");
        assertThat(goals.month()).isNull();
        assertThat(goals.projects()).isEmpty();
        assertThat(goals.subscriptions().duplicates()).isTrue();
        assertThat(read("subscriptions: {last_used: {Adobe.com: 2026-01-05}, tools: {chat: [slack.com]}}")
                        .subscriptions())
                .satisfies(rules -> {
                    assertThat(rules.lastUsed()).containsEntry("adobe.com", LocalDate.of(2026, 1, 5));
                    assertThat(rules.tools()).containsEntry("slack.com", "chat");
                });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "revenue_target: {month: much}; revenue_target.month must be a number that is not negative, was: much",
                "revenue_target: {month: -1}; revenue_target.month must be a number that is not negative, was: -1",
                "revenue_target: {month: 1, currency: dollars}; revenue_target.currency must be a code such as USD, was: dollars",
                "revenue_target: 20000; revenue_target must be lines of the form 'name: value', was: 20000",
                "metrics: {a: 1}; metrics must be a list of entries",
                "metrics: [{target: 1}]; metrics.name must be a name, was: null",
                "projects: [{name: P, due: soon}]; projects.P.due must be a day such as 2026-03-31, was: soon",
                "projects: [P]; projects must be entries such as",
                "subscriptions: {patterns: adobe.com}; subscriptions.patterns must be a list such as",
                "subscriptions: {tools: {chat: slack.com}}; subscriptions.tools.chat must be a list of subscriptions",
                "subscriptions: {last_used: {adobe.com: never}}; subscriptions.last_used.adobe.com must be a day"
            })
    void whatIsWrongIsNamed(String front, String sentence) {
        assertThatThrownBy(() -> read(front))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(sentence);
    }
}
