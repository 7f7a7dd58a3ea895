package io.goldtier.outside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.goldtier.outside.http.AnswerRules;
import io.goldtier.outside.http.HttpCall;
import io.goldtier.outside.http.HttpProtocol;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A system's card is checked property by property, and every property is explained. */
class SystemCardTest {

    private static OutsideSystem card() {
        OutsideSystem card = new OutsideSystem();
        card.setDescription("A system of a test.");
        card.setServer("crm-mcp");
        return card;
    }

    @Test
    void aCardNeedsLittle() {
        OutsideSystem card = card().check("crm");
        assertThat(card.title()).isEqualTo("Crm");
        assertThat(card.prefix()).isEqualTo("goldtier.systems.crm");
        assertThat(card.needs()).containsExactly("url");
        assertThatThrownBy(() -> card().check("Crm")).hasMessageContaining("its name must be lower-case letters");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            description | `` | description is missing
            server      | crm | server must be a name such as crm-mcp, was: crm
            prefix      | crm.settings | prefix must be the beginning of settings such as goldtier.systems.crm, was: crm.settings
            address     | ftp://crm.example | address must be an http or https address, or begin with a setting such as {url}, was: ftp
            address     | https://me:secret@crm.example | address must have no name or password in it; auth says which settings hold them
            auth        | bearer | auth must be none, bearer SETTING,
            auth        | digest user key | auth must be none, bearer SETTING,
            pace        | often | pace must be a time such as 500ms, 5s or 1m, was: often
            pace        | -1s | pace must be a time such as 500ms, was: -1s
            connectTimeout | 0s | connectTimeout must be a time such as 5s, was: 0s
            timeout     | never | timeout must be a time such as 500ms, 5s or 1m, was: never
            timeout     | 0 | timeout must be a time such as 5s, was: 0ms
            largest     | much | largest must be a size such as 4MB, was: much
            largest     | 0MB | largest must be a size such as 4MB, was: 0MB
            health      | POST /status | health must be a request such as GET /status or a route such as direct:crm-health, was: POST /status
            answers     | means: permanent | answers must be a list of lines, was: {means=permanent}
            answers     | - {status: 4444, means: permanent} | answers[0].status must be a status such as 404 or 5xx, was: 4444
            answers     | - {status: 404, means: gone} | answers[0].means must be transient, throttled, authentication, permanent or in_doubt, was: gone
            answers     | - {status: 404} | answers[0] must have means and may have
            answers     | - {state: 404, means: permanent} | answers[0] must have means and may have
            answers     | - {header: {X: "("}, means: permanent} | answers[0].header must be a regular expression, was: (
            answers     | - {header: X, means: permanent} | answers[0].header must name headers with a regular expression each, was: X
            answers     | - {at: error, means: permanent} | answers[0].at must name paths with their values, was: error
            answers     | - {status: 429, means: throttled, until: soon} | answers[0].until must be a time such as 15m, or {header, find, unit, otherwise}, was: soon
            answers     | - [ | answers is not YAML
            sandbox     | - a | sandbox is not YAML: expected a mapping
            shows       | word | shows is not YAML: expected a mapping
            settings    | {page-id: number} | settings.page-id must have a pattern and its meaning, was: number
            settings    | {page-id: {pattern: "(", meaning: a number}} | settings.page-id.pattern must be a regular expression, was: (
            expires     | {version: {v1: soon}} | expires.version must name values with their days such as "2026-01-26", was: {v1=soon}
            expires     | {version: v1} | expires.version must name values with their days such as "2026-01-26", was: v1
            """)
    void aWrongValueIsNamedInOneSentence(String property, String value, String sentence) throws Exception {
        OutsideSystem card = card();
        String setter = "set" + property.substring(0, 1).toUpperCase() + property.substring(1);
        OutsideSystem.class.getMethod(setter, String.class).invoke(card, value);

        assertThatThrownBy(() -> card.check("crm"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("The card of system crm is wrong: " + sentence)
                .hasMessageEndingWith(".");
    }

    @Test
    void aNumberOfConnectionsThatCannotBeIsNamed() {
        OutsideSystem card = card();
        card.setConnections(0);
        assertThatThrownBy(() -> card.check("crm"))
                .hasMessage("The card of system crm is wrong: connections must be from 1 to 256, was: 0.");
    }

    @Test
    void theReferenceNamesEveryPropertyOfACard() throws Exception {
        Set<String> properties = Arrays.stream(OutsideSystem.class.getMethods())
                .map(java.lang.reflect.Method::getName)
                .filter(name -> name.matches("set[A-Z].*"))
                .map(name -> Character.toLowerCase(name.charAt(3)) + name.substring(4))
                .collect(Collectors.toSet());

        assertThat(told("## A system's card", "### What answers mean"))
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(properties);
    }

    @Test
    void theReferenceNamesEveryWordOfAnAnswerAndOfACall() throws Exception {
        assertThat(told("### What answers mean", "### A call")).containsExactlyInAnyOrderElementsOf(AnswerRules.WORDS);
        assertThat(told("### A call", "### An example")).containsExactlyInAnyOrderElementsOf(HttpCall.WORDS);
    }

    /** The words in the first column of the tables between two headings. */
    private static List<String> told(String from, String to) throws Exception {
        String reference = Files.readString(Path.of("docs/cards.md"));
        String section = reference.substring(reference.indexOf(from), reference.indexOf(to));
        return Pattern.compile("(?m)^\\| ((?:`\\w+`(?:, )?)+) \\|")
                .matcher(section)
                .results()
                .flatMap(row -> Arrays.stream(row.group(1).split(",")))
                .map(word -> word.replaceAll("[^\\w]", ""))
                .toList();
    }

    @Test
    void callsThatLeadElsewhereAreNone() {
        HttpProtocol protocol = new HttpProtocol(keyed(), null, null);
        List<Object> wrong = List.of(
                "clients",
                "//elsewhere.example/",
                "/clients/../admin",
                "/clients/%2E%2e/admin",
                "/clients/{api-key}",
                List.of(),
                List.of("clients", ".."),
                List.of("clients", " "),
                List.of("clients", "{api-key}"));
        for (Object path : wrong) {
            assertThatThrownBy(() -> protocol.part(Map.of("path", path)))
                    .as("%s", path)
                    .hasMessageStartingWith("A call of outside:crm is wrong: path must");
        }
        assertThat(protocol.part(Map.of("path", List.of("clients", "a/../b?c=d"))))
                .isEqualTo(Part.READ);
        assertThatThrownBy(() -> protocol.part(Map.of("path", "/", "json", 1, "form", Map.of())))
                .hasMessageContaining("a call has one of");
        assertThatThrownBy(() -> protocol.part(Map.of("path", "/", "verb", "GET")))
                .hasMessageContaining("verb is not one of " + new TreeSet<>(HttpCall.WORDS));
        assertThatThrownBy(() -> protocol.part(Map.of("path", "/", "method", "TRACE")))
                .hasMessageContaining("method must be one of");
    }

    private static OutsideSystem keyed() {
        OutsideSystem card = card();
        card.setAuth("bearer api-key");
        return card.check("crm");
    }
}
