package io.goldtier.intake;

import io.goldtier.agent.Agents;
import io.goldtier.agent.StepCheck;
import io.goldtier.intake.message.Bounds;
import io.goldtier.intake.message.ContentKey;
import io.goldtier.intake.message.Message;
import io.goldtier.intake.message.Refusal;
import io.goldtier.intake.message.Stated;
import io.goldtier.intake.message.Trust;
import io.goldtier.trigger.NewWork;
import io.goldtier.trigger.Rule;
import io.goldtier.trigger.Rules;
import io.goldtier.trigger.Trigger;
import io.goldtier.trigger.TriggerStatus;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.Handler;
import org.springframework.stereotype.Component;

/** Reads what people write with the rule cards. */
@Component("words")
class PlainWords {

    private final Rules rules;
    private final BusinessRules businessRules;
    private final Trust trust;
    private final Agents agents;

    PlainWords(Rules rules, BusinessRules businessRules, Trust trust, Agents agents) {
        this.agents = agents;
        this.rules = rules;
        this.businessRules = businessRules;
        this.trust = trust;
    }

    private record Match(Rule rule, Rule.Finding.Work work) {}

    /**
     * The message with what its own words say of who wrote it: a line such as {@code From: …}, an exported chat.
     */
    Message stated(Message message) {
        return message.isOwners()
                ? message.reading(Stated.in(unquoted(message)), message.subject(), message.text())
                : message;
    }

    /**
     * The work that a message asks for.
     *
     * @throws Refusal if no rule understands it, or several do, or one that understands it needs to know more
     */
    @Handler
    List<NewWork> read(Message message) {
        String unquoted = unquoted(message);
        List<Rule> all = rules.byPriority();
        String text = (message.subject().isBlank() ? "" : message.subject() + "\n") + unquoted;
        if (text.isBlank()) {
            throw new Refusal(
                    "No text",
                    "No text can be read out of " + message.reference() + ".",
                    lookedFor(all),
                    List.of("Write into a text file what is to be done about it, and drop that."));
        }
        List<Match> matches = new ArrayList<>();
        List<String> unclear = new ArrayList<>();
        Map<String, Object> builtIn = builtIn(message, text);
        for (Rule rule : all) {
            if (!matches.isEmpty() && rule.priority() < matches.get(0).rule().priority()) {
                break;
            }
            Rule.Finding finding = rule.read(text, builtIn);
            if (finding instanceof Rule.Finding.Work work) {
                matches.add(new Match(rule, work));
            } else if (finding instanceof Rule.Finding.Unclear question) {
                unclear.add(question.sentence());
            }
        }
        if (!unclear.isEmpty() && matches.isEmpty()) {
            throw new Refusal("Not clear", String.join(" ", unclear));
        }
        if (matches.isEmpty() && agents.understands()) {
            return List.of(toBeThoughtAbout(message, text));
        }
        if (matches.isEmpty()) {
            throw new Refusal(
                    "Not understood",
                    "No rule understands " + message.reference() + ".",
                    lookedFor(all),
                    List.of("Say it in the words of one of the examples, or name the actions in the front matter of a"
                            + " note; the vault's README.md shows how."));
        }
        if (matches.size() > 1) {
            throw new Refusal(
                    "Understood in several ways",
                    "Several rules understand " + message.reference() + ": "
                            + matches.stream().map(match -> match.rule().name()).collect(Collectors.joining(", "))
                            + ". Drop the parts as files of their own, or give one of the rules a higher priority.");
        }
        return List.of(work(message, text, matches.get(0)));
    }

    private NewWork work(Message message, String text, Match match) {
        Map<String, Object> sourceData = sourceData(message, text);
        sourceData.put("rule", match.rule().name());
        return work(
                message,
                match.rule().sourceDomain(),
                sourceData,
                match.work().actions(),
                match.work().context());
    }

    /** What no rule understands is thought about by an agent, whose steps then ask a person. */
    private NewWork toBeThoughtAbout(Message message, String text) {
        Map<String, Object> params = new LinkedHashMap<>();
        params.put("message", Bounds.kept(text));
        if (message.sender() != null) {
            params.put("sender", message.sender());
        }
        params.put("date", day(message));
        return work(
                message,
                "business",
                sourceData(message, text),
                List.of(Map.of("type", StepCheck.PLAN, "params", params)),
                Map.of());
    }

    private static Map<String, Object> sourceData(Message message, String text) {
        Map<String, Object> sourceData = new LinkedHashMap<>();
        sourceData.put("message", Bounds.kept(text));
        if (message.sender() != null) {
            sourceData.put("sender", message.sender());
        }
        sourceData.put("file", message.reference());
        sourceData.put("timestamp", message.received().toString());
        return sourceData;
    }

    private NewWork work(
            Message message,
            String sourceDomain,
            Map<String, Object> sourceData,
            List<Map<String, Object>> actions,
            Map<String, Object> context) {
        Trigger trigger = new Trigger(
                ContentKey.triggerId(message.contentKey()),
                sourceDomain,
                message.sourceType(),
                sourceData,
                actions,
                TriggerStatus.PENDING,
                message.received(),
                message.received(),
                context);
        return new NewWork(businessRules.check(trigger), message.contentKey(), message.taskFile(), trust.in(message));
    }

    /** The text without the lines that quote another message. */
    private static String unquoted(Message message) {
        return message.text()
                .lines()
                .filter(line -> !line.startsWith(">"))
                .collect(Collectors.joining("\n"))
                .strip();
    }

    private static Map<String, Object> builtIn(Message message, String text) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("text", text);
        values.put("sender", message.sender());
        values.put("date", day(message));
        return values;
    }

    private static String day(Message message) {
        return message.received().atZone(ZoneOffset.UTC).toLocalDate().toString();
    }

    private static List<String> lookedFor(List<Rule> all) {
        return all.stream()
                .map(rule -> "Looked for by the rule " + rule.name() + ": " + rule.description()
                        + (rule.example().isEmpty() ? "" : " Example: `" + rule.example() + "`"))
                .toList();
    }
}
