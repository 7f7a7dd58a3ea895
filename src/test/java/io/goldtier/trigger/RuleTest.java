package io.goldtier.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class RuleTest {

    private static Rule rule(String pattern, String actions) {
        Rule rule = new Rule();
        rule.setDescription("Work that was done.");
        rule.setPattern(pattern);
        rule.setActions(actions);
        rule.setContext("client_name: \"${client}\"");
        return rule.check("work_done");
    }

    @Test
    void groupsFillTheActionsAndKeepTheirType() {
        Rule rule = rule(
                "done for (?<client>\\w+), (?<amount>)(?: on (?<project>\\w+))?",
                "- odoo_create_invoice: {client: \"${client}\", amount: \"${amount}\", currency: \"${currency}\","
                        + " project: \"${project}\", note: \"${project} for ${client}\"}");
        assertThat(rule.read("done for Acme, $10,000", Map.of()))
                .isEqualTo(new Rule.Finding.Work(
                        List.of(Map.of(
                                "type",
                                "odoo_create_invoice",
                                "params",
                                Map.of(
                                        "client", "Acme",
                                        "amount", new BigDecimal("10000"),
                                        "currency", "USD",
                                        "note", "for Acme"))),
                        Map.of("client_name", "Acme")));
    }

    @Test
    void everyMatchIsWorkButNotTheSameTwice() {
        Rule rule = rule("done for (?<client>\\w+), (?<amount>)", "- x: {client: \"${client}\"}");
        var finding = rule.read("done for A, $1\ndone for B, $2\ndone for A, $1", Map.of());
        assertThat(((Rule.Finding.Work) finding).actions()).hasSize(2);
    }

    @Test
    void anUnclearAmountIsAskedAbout() {
        Rule rule = rule("done for (?<client>\\w+), (?<amount>)", "- x: {}");
        assertThat(rule.read("done for A, 1.234", Map.of()))
                .isEqualTo(new Rule.Finding.Unclear(
                        "The amount \"1.234\" can mean 1234 or 1.234; write it so that it can mean only one of them."));
        assertThat(rule.read("done for A, $0", Map.of())).isInstanceOf(Rule.Finding.Unclear.class);
        assertThat(rule.read("nothing of the kind", Map.of())).isInstanceOf(Rule.Finding.Nothing.class);
    }

    @Test
    @Timeout(10)
    void aPatternThatWouldNeverEndIsGivenUp() {
        Rule rule = rule("(?<client>.*)(.*)(.*)(.*)(.*)(.*)b", "- x: {}");
        assertThat(rule.read("a".repeat(500), Map.of()).toString()).contains("too many steps");
    }

    @Test
    void aWrongCardSaysWhatIsWrong() {
        assertThatThrownBy(() -> rule("(unclosed", "- x: {}")).hasMessageContaining("pattern is no regular expression");
        assertThatThrownBy(() -> rule("(?<client>x)", "- x: {a: \"${nobody}\"}"))
                .hasMessage(
                        "The rule work_done is wrong: ${nobody} is no group of its pattern; the groups are [client].");
        assertThatThrownBy(() -> rule("(?<client>x)", "x: {")).hasMessageContaining("is not YAML");
        assertThatThrownBy(() -> rule("(?<client>x)", "- [1, 2]")).hasMessageContaining("must be a list of entries");
    }
}
