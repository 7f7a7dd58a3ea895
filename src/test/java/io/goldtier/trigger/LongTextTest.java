package io.goldtier.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import io.goldtier.json.Yaml;
import io.goldtier.trigger.amount.Amounts;
import io.goldtier.trigger.phrase.BoundedText;
import io.goldtier.trigger.phrase.Dates;
import io.goldtier.trigger.phrase.Phrase;
import io.goldtier.trigger.phrase.Search;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.BeanWrapperImpl;

/** Rules read long texts as they read short ones, and quickly. */
class LongTextTest {

    private static final Path RULES = Path.of("routes/triggers");
    private static final String ORDER = "\n\nCompleted project for Client ABC, $900\n";
    private static final int LONG = 100_000;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "the quarterly review was held and everyone agreed on the next steps of the work at hand ",
                "we met, and everybody spoke of the work, of the weather and of the journey home, ",
                "The quarterly review was held. Everyone agreed on the next steps of the work at hand.\n",
                "The project is going well, and for 3 days the team has been at work on it; 12 items are done.\n",
                "a ",
                "                                        \n"
            })
    @Timeout(60)
    void anOrderUnderALongTextIsUnderstood(String filling) throws IOException {
        String text = filling.repeat(LONG / filling.length()) + ORDER;
        List<String> understood = new ArrayList<>();
        for (String name : names()) {
            Rule.Finding finding = rule(name).read(text, Map.of("date", "2026-02-20", "text", text));
            assertThat(finding).as(name).isNotInstanceOf(Rule.Finding.Unclear.class);
            if (finding instanceof Rule.Finding.Work) {
                understood.add(name);
            }
        }

        assertThat(understood).containsExactly("project_completed");
    }

    @Test
    void theOrderBehindTheTwentiethPlaceIsNotPassedOver() throws IOException {
        Rule.Finding finding = rule("project_completed")
                .read(ORDER.repeat(20) + ORDER.replace("ABC", "XYZ"), Map.of("date", "2026-02-20"));

        assertThat(finding).isInstanceOfSatisfying(Rule.Finding.Unclear.class, unclear -> assertThat(unclear.sentence())
                .contains("more than 20 places"));
    }

    @Test
    @Timeout(60)
    void aTextThatIsStillTooMuchIsToBeDroppedInParts() throws IOException {
        String text = "the project for x is done 1 ".repeat(LONG / 28) + ORDER;

        assertThat(rule("project_completed").read(text, Map.of("date", "2026-02-20", "text", text)))
                .isInstanceOfSatisfying(Rule.Finding.Unclear.class, unclear -> assertThat(unclear.sentence())
                        .contains("too long")
                        .endsWith("Put the order into a file of its own."));
    }

    static List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(RULES)) {
            return files.map(file -> file.getFileName().toString().replace(".camel.yaml", ""))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void whatIsFoundIsWhatIsFoundWithoutAShortCut(String name) throws IOException {
        StringBuilder all = new StringBuilder();
        for (Path cases : Stream.of("project_completed", name)
                .map(each -> Path.of("src/test/cases/rules", each + ".yaml"))
                .filter(Files::exists)
                .toList()) {
            Map<?, ?> given = (Map<?, ?>) Yaml.read(Files.readString(cases));
            ((List<?>) given.get("match")).forEach(text -> all.append(text).append("\n \t\n\n"));
            ((List<?>) given.get("not")).forEach(text -> all.append(text).append("   "));
        }
        String text = all.toString();
        for (String phrase :
                String.valueOf(properties(name).get("pattern")).strip().split("\\n\\s*\\n")) {
            Pattern pattern = Pattern.compile(Phrase.regex(phrase)
                    .replace("(?<amount>)", "(?<amount>" + Amounts.PATTERN + ")")
                    .replace("(?<date>)", "(?<date>" + Dates.PATTERN + ")"));
            List<Search.Needed> needed =
                    Phrase.anchors(phrase).stream().map(Search.Needed::of).toList();
            assertThat(needed).as(phrase).isNotEmpty();
            List<String> plainly = new ArrayList<>();
            Matcher plain = pattern.matcher(text);
            while (plain.find()) {
                plainly.add(plain.start() + plain.group());
            }
            List<String> found = new ArrayList<>();
            Search search = new Search(pattern, needed, text, new BoundedText(text.repeat(1)));
            while (search.find()) {
                found.add(search.found().start() + search.found().group());
            }
            assertThat(found).as(phrase).isEqualTo(plainly);
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> properties(String name) throws IOException {
        Object file = Yaml.read(Files.readString(RULES.resolve(name + ".camel.yaml")));
        Map<String, Object> beans = (Map<String, Object>) ((List<?>) file).get(0);
        Map<String, Object> card = (Map<String, Object>) ((List<?>) beans.get("beans")).get(0);
        return (Map<String, Object>) card.get("properties");
    }

    private static Rule rule(String name) throws IOException {
        BeanWrapperImpl rule = new BeanWrapperImpl(new Rule());
        rule.setPropertyValues(properties(name));
        return ((Rule) rule.getWrappedInstance()).check(name);
    }
}
