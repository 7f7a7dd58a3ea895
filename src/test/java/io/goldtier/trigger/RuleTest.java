package io.goldtier.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleTest {

    private static Rule rule(String pattern, String actions) {
        Rule rule = new Rule();
        rule.setDescription("Work that was done.");
        rule.setRegex(pattern);
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
        assertThatThrownBy(() -> rule("(unclosed", "- x: {}")).hasMessageContaining("regex is no regular expression");
        assertThatThrownBy(() -> rule("(?<client>x)", "- x: {a: \"${nobody}\"}"))
                .hasMessage(
                        "The rule work_done is wrong: ${nobody} is no piece of its pattern; the pieces are [client].");
        assertThatThrownBy(() -> rule("(?<client>x)", "x: {")).hasMessageContaining("is not YAML");
        assertThatThrownBy(() -> rule("(?<client>x)", "- [1, 2]")).hasMessageContaining("must be a list of entries");
    }

    private static Rule said(String pattern, String template) {
        Rule rule = new Rule();
        rule.setDescription("Something that was said.");
        rule.setPattern(pattern);
        rule.setActions("- x: {found: \"" + template + "\"}");
        return rule.check("said");
    }

    @ParameterizedTest(name = "{0} in \"{1}\"")
    @CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "-", textBlock = """
            call {client}                        | Please CALL Smith, Jones & Co.  | ${client}  | Smith, Jones & Co
            call {client}                        | recall Anna                     | ${client}  | -
            call {client} about {what}           | Call Anna about the roof. Now.  | ${what}    | the roof
            call {client} about {what}           | Call Anna about the roof. Now.  | ${client}  | Anna
            buy {what} [for {whom}]              | Buy milk for Anna               | ${what}    | milk
            buy {what} [for {whom}]              | Buy milk                        | ${what}    | milk
            buy {what} [for {whom}]              | buy milk and tea, please        | ${what}    | milk and tea
            `(buy {what} | get {other}) today`     | get milk today                  | ${other}   | milk
            {start} buy {what}                   | please buy milk                 | ${what}    | -
            pay "(no." {n: number} ")" {amount}  | Pay (no. 12) $5                 | ${n}       | 12
            due on {date}                        | Due on Feb 20, 2026 at noon     | ${date}    | 2026-02-20
            due on {date}                        | due on 3 March 2026.            | ${date}    | 2026-03-03
            due [on {date}]                      | due now                         | ${date}    | 2026-02-20
            due - {what}                         | due – the rent                  | ${what}    | the rent
            due - {what}                         | due -5 units                    | ${what}    | -
            café {who}                           | CAFÉ Anna                       | ${who}     | Anna
            """)
    void aPatternIsWrittenInWordsAndPieces(String pattern, String text, String template, String found) {
        Rule.Finding finding = said(pattern.replace("`", ""), template).read(text, Map.of("date", "2026-02-20"));
        assertThat(
                        finding instanceof Rule.Finding.Work work
                                ? ((Map<?, ?>) work.actions().get(0).get("params")).get("found")
                                : null)
                .isEqualTo(found);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            call {client           | the bracket { is not closed (at character 6)
            call (you, me          | the bracket ( is not closed (at character 6)
            call you]              | the bracket ] closes nothing (at character 9)
            call ( )               | something is missing before it
            call {a: colour}       | a piece is of the kind amount, date, number, name or words, was: colour
            call {your name}       | a piece is called by letters and digits
            pay {sum: amount}      | a piece of the kind amount is called {amount}, was: {sum}
            call {a} or {a}        | Named capturing group <a> is already defined
            (?<client>.*)          | pattern is a regular expression: give it as regex
            """)
    void aPatternThatCannotBeReadSaysWhere(String pattern, String sentence) {
        assertThatThrownBy(() -> said(pattern, "${text}")).hasMessageContaining(sentence);
    }

    @Test
    void aCardIsTriedOnItsOwnExamples() {
        Rule rule = new Rule();
        rule.setDescription("Something that was said.");
        rule.setPattern("pay {amount}");
        rule.setActions("- x: {amount: \"${amount}\"}");
        rule.setExample("Give me $5");
        assertThatThrownBy(() -> rule.check("pay"))
                .hasMessage("The rule pay is wrong: its example is not understood by its pattern: Give me $5.");
        rule.setExample("Pay $5");
        rule.setCounterExamples("- Now pay $5\n- \"pay: nobody\"");
        assertThatThrownBy(() -> rule.check("pay"))
                .hasMessage("The rule pay is wrong: its pattern understands one of its counterExamples: Now pay $5.");
        rule.setCounterExamples("- Repay $5");
        assertThat(rule.check("pay").read("there is no such day: pay $5", Map.of()))
                .isInstanceOf(Rule.Finding.Work.class);
    }

    @Test
    void aDayThatDoesNotExistIsAskedAbout() {
        assertThat(said("due on {date}", "${date}").read("due on 2026-02-31", Map.of()))
                .isEqualTo(new Rule.Finding.Unclear("There is no such day: \"2026-02-31\"."));
    }
}
