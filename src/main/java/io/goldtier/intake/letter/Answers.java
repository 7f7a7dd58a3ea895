package io.goldtier.intake.letter;

import io.goldtier.approval.ApprovalRequest;
import io.goldtier.approval.Approvals;
import io.goldtier.approval.Decisions;
import io.goldtier.handbook.KnownContacts;
import io.goldtier.store.Store;
import io.goldtier.trigger.Triggers;
import io.goldtier.trigger.letter.Letters;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Takes an answer to the question of a plan. It counts when it answers the message with the question, or on a messenger comes
 * from the number that was asked; when its sender is proved to be the one who was asked; and when it is one of the choices. It
 * decides nothing but what the answer to that question is.
 */
@Component
public class Answers {

    private static final String QUESTION = "ask_owner";

    private final Store store;
    private final Triggers triggers;
    private final Approvals approvals;
    private final Decisions decisions;

    Answers(Store store, Triggers triggers, Approvals approvals, Decisions decisions) {
        this.store = store;
        this.triggers = triggers;
        this.approvals = approvals;
        this.decisions = decisions;
    }

    /**
     * An answer that can be taken.
     *
     * @param approvalId the question
     * @param triggerId whose plan asks it
     * @param params the question with its answer
     */
    public record Answer(String approvalId, String triggerId, Map<String, Object> params) {}

    /**
     * What a letter answers.
     *
     * @param answered the messages that it says it answers
     * @param proved who has sent it; null when that is not proved
     * @param words its own words
     */
    public Optional<Answer> find(List<String> answered, String proved, String words) {
        return proved == null
                ? Optional.empty()
                : answered.stream()
                        .map(id -> store.read(tx -> Letters.sent(tx, id).map(Letters.Sent::triggerId)))
                        .flatMap(Optional::stream)
                        .map(trigger -> ofTrigger(trigger, proved, words))
                        .flatMap(Optional::stream)
                        .findFirst();
    }

    /** What a message answers that does not say which: the newest question to this number. */
    public Optional<Answer> findByNumber(String proved, String words) {
        List<String> asked = store.read(tx -> tx.query(
                "SELECT trigger_id FROM approvals WHERE skill = ? AND status = 'pending' AND trigger_id IS NOT NULL"
                        + " ORDER BY created DESC LIMIT 50",
                row -> row.string("trigger_id"),
                QUESTION));
        return asked.stream()
                .map(trigger -> ofTrigger(trigger, proved, words))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<Answer> ofTrigger(String triggerId, String proved, String words) {
        boolean same = triggers.find(triggerId)
                .map(trigger -> trigger.sourceData().get("reply_to"))
                .map(String::valueOf)
                .filter(asked -> normal(asked).equals(normal(proved)))
                .isPresent();
        if (!same) {
            return Optional.empty();
        }
        Optional<ApprovalRequest> question = store.read(tx -> tx.first(
                        "SELECT approval_id FROM approvals WHERE trigger_id = ? AND skill = ? AND status = 'pending'",
                        row -> row.string("approval_id"),
                        triggerId,
                        QUESTION))
                .flatMap(approvals::find);
        return question.flatMap(request -> chosen(request.params(), words).map(answer -> {
            Map<String, Object> params = new LinkedHashMap<>(request.params());
            params.put("answer", answer);
            return new Answer(request.approvalId(), triggerId, params);
        }));
    }

    private static String normal(String address) {
        return KnownContacts.email(address)
                .or(() -> KnownContacts.phone(address))
                .orElse(address);
    }

    /** The choice that the words name: by its number, in its own words, or by a part of it that no other has. */
    private static Optional<String> chosen(Map<String, Object> params, String words) {
        String said = words.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .findFirst()
                .orElse("");
        if (said.isEmpty()) {
            return Optional.empty();
        }
        if (!(params.get("choices") instanceof List<?> list)) {
            return Optional.of(
                    words.strip().length() <= 4_000
                            ? words.strip()
                            : words.strip().substring(0, 4_000));
        }
        List<String> choices = list.stream().map(String::valueOf).toList();
        String number = said.replaceFirst("^#?\\s*(\\d{1,2})\\s*[.)!]?$", "$1");
        if (number.matches("\\d{1,2}")) {
            int place = Integer.parseInt(number);
            return place >= 1 && place <= choices.size() ? Optional.of(choices.get(place - 1)) : Optional.empty();
        }
        String wanted = said.toLowerCase(Locale.ROOT).replaceFirst("[.!]+$", "");
        List<String> same = choices.stream()
                .filter(choice -> choice.toLowerCase(Locale.ROOT).equals(wanted))
                .toList();
        List<String> parts = wanted.length() < 3
                ? List.of()
                : choices.stream()
                        .filter(choice -> choice.toLowerCase(Locale.ROOT).contains(wanted))
                        .toList();
        return same.size() == 1
                ? Optional.of(same.get(0))
                : parts.size() == 1 ? Optional.of(parts.get(0)) : Optional.empty();
    }

    /**
     * Takes it.
     *
     * @param who who answers
     * @param how {@code mail} or {@code whatsapp}
     * @return true when it counts
     */
    public boolean take(Answer answer, String who, String how) {
        return decisions.decide(new Decisions.Decision(
                        answer.approvalId(), Decisions.Verdict.APPROVE, answer.params(), who, how, null, null))
                instanceof Decisions.Decided.Counts;
    }
}
