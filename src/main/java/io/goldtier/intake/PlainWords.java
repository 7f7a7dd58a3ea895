package io.goldtier.intake;

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
import org.springframework.stereotype.Component;

/** Reads what people write with the rule cards. */
@Component
class PlainWords {

    private static final int LONGEST_KEPT = 20_000;

    private final Rules rules;
    private final BusinessRules businessRules;

    PlainWords(Rules rules, BusinessRules businessRules) {
        this.rules = rules;
        this.businessRules = businessRules;
    }

    private record Match(Rule rule, Rule.Finding.Work work) {}

    /**
     * The work that a message asks for.
     *
     * @throws Refusal if no rule understands it, or several do, or one that understands it needs to know more
     */
    NewWork read(Message message) {
        List<Rule> all = rules.byPriority();
        String text = words(message);
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
        return work(message, text, matches.get(0));
    }

    private NewWork work(Message message, String text, Match match) {
        Map<String, Object> sourceData = new LinkedHashMap<>();
        sourceData.put("message", text.length() > LONGEST_KEPT ? text.substring(0, LONGEST_KEPT) : text);
        if (message.sender() != null) {
            sourceData.put("sender", message.sender());
        }
        sourceData.put("file", message.reference());
        sourceData.put("rule", match.rule().name());
        sourceData.put("timestamp", message.received().toString());
        Trigger trigger = new Trigger(
                ContentKey.triggerId(message.contentKey()),
                match.rule().sourceDomain(),
                message.sourceType(),
                sourceData,
                match.work().actions(),
                TriggerStatus.PENDING,
                message.received(),
                message.received(),
                match.work().context());
        return new NewWork(
                businessRules.check(trigger),
                message.contentKey(),
                message.taskFile(),
                message.sender(),
                message.trusted());
    }

    /** Subject and text, without the lines that quote another message. */
    private static String words(Message message) {
        String text =
                message.text().lines().filter(line -> !line.startsWith(">")).collect(Collectors.joining("\n"));
        return (message.subject().isBlank() ? "" : message.subject() + "\n") + text.strip();
    }

    private static Map<String, Object> builtIn(Message message, String text) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("text", text);
        values.put("sender", message.sender());
        values.put(
                "date", message.received().atZone(ZoneOffset.UTC).toLocalDate().toString());
        return values;
    }

    private static List<String> lookedFor(List<Rule> all) {
        return all.stream()
                .map(rule -> "Looked for by the rule " + rule.name() + ": " + rule.description()
                        + (rule.example().isEmpty() ? "" : " Example: `" + rule.example() + "`"))
                .toList();
    }
}
