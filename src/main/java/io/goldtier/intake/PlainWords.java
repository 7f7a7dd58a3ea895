package io.goldtier.intake;

import io.goldtier.agent.Agents;
import io.goldtier.agent.StepCheck;
import io.goldtier.handbook.HandbookFile;
import io.goldtier.intake.document.DocumentText;
import io.goldtier.intake.message.Bounds;
import io.goldtier.intake.message.ContentKey;
import io.goldtier.intake.message.Excerpt;
import io.goldtier.intake.message.Form;
import io.goldtier.intake.message.Message;
import io.goldtier.intake.message.OwnWords;
import io.goldtier.intake.message.Refusal;
import io.goldtier.intake.message.Stated;
import io.goldtier.intake.message.Trust;
import io.goldtier.trigger.NewWork;
import io.goldtier.trigger.Rule;
import io.goldtier.trigger.Rules;
import io.goldtier.trigger.Trigger;
import io.goldtier.trigger.TriggerStatus;
import io.goldtier.vault.Vault;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.Handler;
import org.springframework.stereotype.Component;

/** Reads what people write with the rule cards. */
@Component("words")
class PlainWords {

    private static final int MOST_CATEGORIES = 10;

    private final Rules rules;
    private final BusinessRules businessRules;
    private final Trust trust;
    private final OpenWork openWork;
    private final ReceiptWords receipts;
    private final HandbookFile handbook;
    private final Vault vault;
    private final Agents agents;

    PlainWords(
            Rules rules,
            BusinessRules businessRules,
            Trust trust,
            OpenWork openWork,
            ReceiptWords receipts,
            HandbookFile handbook,
            Vault vault,
            Agents agents) {
        this.agents = agents;
        this.rules = rules;
        this.businessRules = businessRules;
        this.trust = trust;
        this.openWork = openWork;
        this.receipts = receipts;
        this.handbook = handbook;
        this.vault = vault;
    }

    private record Match(Rule rule, Rule.Finding.Work work) {}

    /**
     * The message with what its own words say of who wrote it: a line such as {@code From: …}, an exported chat.
     */
    Message stated(Message message) {
        return message.isOwners()
                ? message.reading(Stated.in(unquoted(message).text()), message.subject(), message.text())
                : message;
    }

    /**
     * The work that a message asks for.
     *
     * @throws Refusal if no rule understands it, or several do, or one that understands it needs to know more
     */
    @Handler
    List<NewWork> read(Message message) {
        ReceiptWords.Documents documents = receipts.of(message);
        try {
            List<NewWork> work = read(message, documents);
            String notRead = notRead(message, documents);
            return work.stream().map(each -> each.notRead(notRead)).toList();
        } catch (Refusal e) {
            throw e.notRead(notRead(message, documents));
        }
    }

    /** What of a message was not read, and may ask for something else. */
    private static String notRead(Message message, ReceiptWords.Documents documents) {
        return Excerpt.together(Stream.of(
                        Optional.ofNullable((String) message.about().get(Message.NOT_READ)),
                        unquoted(message).notRead(message.reference()),
                        documents.notRead())
                .flatMap(Optional::stream));
    }

    private List<NewWork> read(Message message, ReceiptWords.Documents documents) {
        Optional<String> document = isDocument(message) ? documents.receipt() : Optional.empty();
        String written = document.orElseGet(() -> written(message));
        Optional<List<NewWork>> work = written.isBlank() ? Optional.empty() : find(message, written);
        Optional<String> receipt = work.isPresent() || document.isPresent() ? Optional.empty() : documents.receipt();
        String text = receipt.map(line -> (written + "\n" + line).strip()).orElse(written);
        if (receipt.isPresent()) {
            work = find(message, text);
        }
        if (work.isEmpty() && agents.understands()) {
            String words = (text + documents.words()).strip();
            if (!words.isEmpty()) {
                return List.of(toBeThoughtAbout(message, words));
            }
        }
        List<Rule> all = rules.byPriority();
        if (text.isBlank()) {
            throw new Refusal(
                    "No text",
                    "No text can be read out of " + message.reference() + ".",
                    lookedFor(all),
                    choices(message, "Write into a text file what is to be done about it, and drop that."));
        }
        if (work.isEmpty()) {
            throw new Refusal(
                    "Not understood",
                    "No rule understands " + message.reference() + ".",
                    lookedFor(all),
                    choices(
                            message,
                            "Say it in the words of one of the examples, or name the actions in the front matter of a"
                                    + " note; the vault's README.md shows how."));
        }
        return work.get();
    }

    private static List<String> choices(Message message, String usual) {
        List<String> choices = new ArrayList<>();
        message.attachments().stream().limit(MOST_CATEGORIES).forEach(each -> DocumentText.remedy(each.name())
                .ifPresent(choices::add));
        choices.add(usual);
        return choices.stream().distinct().toList();
    }

    /** A page or a table that was dropped is a receipt first, and words that somebody wrote only if it is none. */
    private boolean isDocument(Message message) {
        return message.attachments().stream()
                .anyMatch(each -> vault.relative(each.file()).equals(message.taskFile()));
    }

    private static String written(Message message) {
        return (message.subject().isBlank() ? "" : message.subject() + "\n")
                + unquoted(message).text();
    }

    /** What the rules make of a text; empty when none understands it. */
    private Optional<List<NewWork>> find(Message message, String text) {
        List<Rule> all = rules.byPriority();
        List<Match> matches = new ArrayList<>();
        List<String> unclear = new ArrayList<>();
        Map<String, Object> builtIn = builtIn(message, text);
        boolean known = trust.in(message).trusted();
        for (Rule rule : all) {
            if (!rule.isAbout(message.sourceType(), known)) {
                continue;
            }
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
        Optional<Match> mostSpecific = matches.stream()
                .filter(one -> matches.stream()
                        .allMatch(other -> other == one || one.rule().isMoreSpecificThan(other.rule(), text)))
                .findFirst();
        mostSpecific.ifPresent(one -> matches.retainAll(List.of(one)));
        if (!unclear.isEmpty() && matches.isEmpty()) {
            throw new Refusal("Not clear", String.join(" ", unclear));
        }
        if (matches.size() > 1) {
            throw new Refusal(
                    "Understood in several ways",
                    "Several rules understand " + message.reference() + ": "
                            + matches.stream().map(match -> match.rule().name()).collect(Collectors.joining(", "))
                            + ". Drop the parts as files of their own, or give one of the rules a higher priority.");
        }
        return matches.isEmpty() ? Optional.empty() : Optional.of(List.of(work(message, text, matches.get(0))));
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

    /** What no rule understands is thought about by an agent, which is given what is kept; its steps then ask a person. */
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
                        Map.of())
                .notRead(Bounds.excerpt(text).notRead(message.reference()).orElse(null));
    }

    private static Map<String, Object> sourceData(Message message, String text) {
        Map<String, Object> sourceData = new LinkedHashMap<>();
        sourceData.put("message", Bounds.kept(text));
        sourceData.putAll(message.about());
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
        Trigger checked = businessRules.check(trigger);
        openWork.check(message, checked);
        return new NewWork(checked, message.contentKey(), message.taskFile(), trust.in(message));
    }

    /** What its writer says himself: without what he quotes, forwards or signs with. */
    private static Excerpt unquoted(Message message) {
        return OwnWords.of(message.text(), message.form() == Form.MAIL);
    }

    private Map<String, Object> builtIn(Message message, String text) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("text", text);
        values.put("sender", message.sender());
        values.put("date", day(message));
        values.put("subject", message.subject().isBlank() ? null : message.subject());
        values.put("contact", message.about().get("contact"));
        values.put("messageId", message.about().get("message_id"));
        values.put("replyTo", message.about().get("reply_to"));
        values.put(
                Rule.OPTIONS,
                handbook.now().table(Rule.OPTIONS).entrySet().stream()
                        .filter(option -> List.of("true", "yes").contains(option.getValue()))
                        .map(Map.Entry::getKey)
                        .toList());
        List<String> categories = handbook.now().table("categories").keySet().stream()
                .limit(MOST_CATEGORIES)
                .toList();
        values.put("categories", categories.size() < 2 ? null : categories);
        values.put(
                "file",
                message.attachments().stream()
                        .filter(each -> each.name().matches("(?i).*\\.(pdf|png|jpe?g|gif|webp|tiff?|csv|html?)"))
                        .map(each -> vault.relative(each.file()))
                        .findFirst()
                        .orElse(null));
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
