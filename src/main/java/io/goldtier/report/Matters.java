package io.goldtier.report;

import io.goldtier.approval.ApprovalRequest;
import io.goldtier.approval.Approvals;
import io.goldtier.store.Store;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * What a person is told of: the alerts in the inbox, and the requests for approval that wait. Each has a name that begins,
 * as the names of alerts do, with {@code ALERT_} and its time.
 */
@Component
class Matters {

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final String REQUEST = "_request-";
    private static final String QUESTION = "ask_owner";
    private static final int MOST_REQUESTS = 1_000;

    private final Inbox inbox;
    private final Approvals approvals;
    private final Store store;

    Matters(Inbox inbox, Approvals approvals, Store store) {
        this.inbox = inbox;
        this.approvals = approvals;
        this.store = store;
    }

    /** The names of all, newest first. */
    List<String> names() {
        List<String> requests = store.read(tx -> tx.query(
                "SELECT approval_id, created FROM approvals WHERE status = 'pending' ORDER BY created LIMIT "
                        + MOST_REQUESTS,
                row -> name(row.string("approval_id"), row.instant("created"))));
        return Stream.concat(inbox.names().stream(), requests.stream())
                .sorted(Comparator.reverseOrder())
                .toList();
    }

    private static String name(String approvalId, Instant created) {
        return "ALERT_" + STAMP.format(created) + REQUEST + approvalId;
    }

    /** The matter of this name; empty when it is settled. */
    Optional<Inbox.Alert> read(String name) {
        int id = name.indexOf(REQUEST);
        return id < 0 || name.endsWith(".md")
                ? inbox.read(name)
                : approvals
                        .find(name.substring(id + REQUEST.length()))
                        .filter(ApprovalRequest::isPending)
                        .map(request -> matter(name, request));
    }

    private static Inbox.Alert matter(String name, ApprovalRequest request) {
        Object question = request.skill().equals(QUESTION) ? request.params().get("question") : null;
        return new Inbox.Alert(
                name,
                "info",
                question == null ? "Approval needed: " + request.title() : "A question: " + question,
                question == null
                        ? request.title() + (request.amount() == null ? "" : " (" + request.amount() + ")")
                                + " waits for your decision: " + request.reason()
                        : String.valueOf(question),
                request.triggerId(),
                request.actionId(),
                null,
                request.created(),
                question == null ? decision(request) : answer(request));
    }

    private static List<String> decision(ApprovalRequest request) {
        return List.of(
                "Read its note in Pending_Approval/ and move it to Approved/ or Rejected/",
                "Approve it: ./goldtier approve " + request.approvalId(),
                "Reject it: ./goldtier reject " + request.approvalId());
    }

    private static List<String> answer(ApprovalRequest request) {
        String choices = request.params().get("choices") instanceof List<?> list && !list.isEmpty()
                ? " (" + list.stream().map(String::valueOf).collect(Collectors.joining(", ")) + ")"
                : "";
        return List.of(
                "Answer it by mail, with a line that begins: Answer " + request.approvalId() + ": and your words"
                        + choices,
                "Or write the answer into its note in Pending_Approval/ and move it to Approved/");
    }
}
