package io.goldtier.skill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a card may say, and what is refused with a sentence when its route file is read. */
class SkillCardTest {

    private static final String INPUT = """
            type: object
            properties:
              client: {type: string}
              amount: {type: number}
              line_items: {type: array, items: {type: object}}
              deal: {type: object, properties: {title: {type: string}}}
              anything: {type: object}
            """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    who: clinet            | subject.who names clinet, and the input has no such field
                    words: deal.tittle     | subject.words names deal.tittle, and the input has no such field
                    whom: client           | subject.whom must be one of
                    who: "${client}"       | subject.who must be one of
                    who: []                | subject.who must be one of
                    amount: [amount, sum]  | subject.amount names sum
                    """)
    void aSubjectThatNamesNoFieldIsRefused(String subject, String problem) {
        Skill card = card();
        card.setSubject(subject);

        assertThatThrownBy(() -> card.check("a_skill", name -> Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("The card of skill a_skill is wrong: ")
                .hasMessageContaining(problem);
    }

    @Test
    void whatIsLeftOutHasTheDefaultOfTheSchema() {
        Skill card = card();
        card.setInput("type: object\nproperties: {limit: {type: integer, default: 20}, name: {type: string}}");
        card.check("a_skill", name -> Optional.empty());

        assertThat(card.input().withDefaults(Map.of("name", "ABC"))).isEqualTo(Map.of("name", "ABC", "limit", 20));
        assertThat(card.input().withDefaults(Map.of("limit", 5))).isEqualTo(Map.of("limit", 5));
    }

    @Test
    void aDefaultMustFitTheSchema() {
        Skill card = card();
        card.setInput("type: object\nproperties: {limit: {type: integer, default: many}}");

        assertThatThrownBy(() -> card.check("a_skill", name -> Optional.empty()))
                .hasMessageContaining("the default does not fit: limit must be of type \"integer\", was: \"many\"");
    }

    @Test
    void whatIsNeededMustBeAField() {
        Skill card = card();
        card.setInput("type: object\nproperties: {customer: {type: string}}");
        card.setNeeds("client");

        assertThatThrownBy(() -> card.check("a_skill", name -> Optional.empty()))
                .hasMessageContaining("needs is client, and the input has no such field");
    }

    @ParameterizedTest
    @CsvSource({
        "always, ALWAYS, ''",
        "handbook, HANDBOOK, ''",
        "handbook: new_client, HANDBOOK, new_client",
        "never, NEVER, ''"
    })
    void anApprovalMayNameALineOfTheHandbook(String approval, Skill.Approval expected, String line) {
        Skill card = card();
        card.setApproval(approval);

        card.check("a_skill", name -> Optional.empty());

        assertThat(card.approval()).isEqualTo(expected);
        assertThat(card.handbookLine()).isEqualTo(line);
    }

    @ParameterizedTest
    @CsvSource({"sometimes", "handbook:", "handbook: two words", "always: new_client", "never: new_client"})
    void anotherApprovalIsRefused(String approval) {
        Skill card = card();
        card.setApproval(approval);

        assertThatThrownBy(() -> card.check("a_skill", name -> Optional.empty()))
                .hasMessageContaining("approval must be always, handbook, \"handbook: <line>\" or never");
    }

    @Test
    void theSubjectIsReadFromTheFirstPathThatHasAValue() {
        Skill card = card();
        card.setSubject("who: [client, anything.at.all]\namount: [amount, line_items]\nwords: deal.title");
        card.check("a_skill", name -> Optional.empty());

        Subject lines = card.subject(Map.of(
                "client",
                " ",
                "anything",
                Map.of("at", Map.of("all", 7)),
                "line_items",
                List.of(Map.of("price_unit", 500.25, "quantity", 2), Map.of("price_unit", -100)),
                "deal",
                Map.of("title", "A\nroof " + "x".repeat(100))));

        assertThat(lines.who()).contains("7");
        assertThat(lines.sum()).contains("1100.50");
        assertThat(lines.line()).startsWith("7, 1,100.50, A roof xxx").hasSize("7, 1,100.50, ".length() + 80);
        assertThat(card.subject(Map.of("line_items", List.of(Map.of("name", "free"))))
                        .amount())
                .isEmpty();
        assertThat(card.subject(Map.of("amount", "1000")).amount()).isEmpty();
    }

    @Test
    void theReferenceNamesEveryPropertyOfACard() throws Exception {
        String reference = Files.readString(Path.of("docs/cards.md"));
        List<String> told = Pattern.compile("(?m)^\\| `(\\w+)` \\|")
                .matcher(reference.substring(
                        reference.indexOf("## A skill's card"), reference.indexOf("## The subject")))
                .results()
                .map(MatchResult::group)
                .map(row -> row.replaceAll("[^\\w]", ""))
                .toList();
        List<String> properties = Arrays.stream(Skill.class.getMethods())
                .map(java.lang.reflect.Method::getName)
                .filter(name -> name.matches("set[A-Z].*"))
                .map(name -> Character.toLowerCase(name.charAt(3)) + name.substring(4))
                .toList();

        assertThat(told).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(properties);
    }

    private static Skill card() {
        Skill card = new Skill();
        card.setDescription("A skill of a test.");
        card.setServer("crm-mcp");
        card.setInput(INPUT);
        card.setOutput("type: object");
        return card;
    }
}
