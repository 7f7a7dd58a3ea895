package io.goldtier.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.goldtier.route.RouteFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.env.StandardEnvironment;

class RulesTest {

    private static Rule rule(String pattern) {
        Rule rule = new Rule();
        rule.setDescription("A rule of a test.");
        rule.setRegex(pattern);
        rule.setActions("- social_generate_summary: {content: \"${text}\"}");
        return rule;
    }

    @Test
    void aRuleThatIsAddedOrChangedHoldsAtOnceAndABadEditDoesNot() throws Exception {
        try (var camel = new DefaultCamelContext()) {
            Rules rules = new Rules(camel);
            assertThat(rules.all()).isEmpty();

            Rule first = rule("one");
            camel.getRegistry().bind("b_rule", first);
            camel.getRegistry().bind("a_rule", rule("other"));
            assertThat(rules.all()).extracting(Rule::name).containsExactly("a_rule", "b_rule");

            Rule second = rule("two");
            camel.getRegistry().bind("b_rule", second);
            assertThat(rules.all()).contains(second).doesNotContain(first);

            camel.getRegistry().bind("b_rule", rule("(broken"));
            assertThat(rules.all()).hasSize(2).contains(second);
            assertThatThrownBy(rules::check)
                    .hasMessageStartingWith("The rule b_rule is wrong: regex is no regular expression");
        }
    }

    @Test
    void theOneWithTheHighestPriorityIsAskedFirst() throws Exception {
        try (var camel = new DefaultCamelContext()) {
            Rule important = rule("one");
            important.setPriority(5);
            camel.getRegistry().bind("a_rule", rule("one"));
            camel.getRegistry().bind("z_rule", important);
            assertThat(new Rules(camel).byPriority()).extracting(Rule::name).containsExactly("z_rule", "a_rule");
        }
    }

    @Test
    void aWrongRuleIsRefused(@TempDir Path home) throws IOException {
        Path file = Files.writeString(home.resolve("greeting.camel.yaml"), """
                        - beans:
                            - name: greeting
                              type: io.goldtier.trigger.Rule
                              properties:
                                description: Somebody says hello.
                                pattern: hello
                                actions: |
                                  - social_generate_summary: {content: "${nobody}"}
                        """);
        assertThat(new RouteFiles(home, home.resolve("none"), new StandardEnvironment()).check(file))
                .singleElement()
                .asString()
                .contains("The rule greeting is wrong: ${nobody} is no piece of");
    }
}
