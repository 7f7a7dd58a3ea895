package io.goldtier.approval;

import io.goldtier.json.Listed;
import io.goldtier.skill.ApprovalDesk;
import io.goldtier.skill.ApprovalPolicy;
import io.goldtier.skill.Call;
import io.goldtier.skill.Skill;
import io.goldtier.skill.Subject;
import io.goldtier.store.Store;
import io.goldtier.store.Tx;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** The requests for approval in the store: laid here by the gate, looked up by everyone. */
@Component
public class Approvals implements ApprovalDesk {

    private static final String LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";
    private static final int ID_LENGTH = 12;
    /** A preview is made of what the outside answers, and a person has to read it. */
    private static final int MOST_SENTENCES = 20;

    private static final int LONGEST_SENTENCE = 500;

    private final Store store;
    private final Clock clock;
    private final ApprovalSettings settings;
    private final ApprovalNotes notes;
    private final SecureRandom random = new SecureRandom();

    Approvals(Store store, Clock clock, ApprovalSettings settings, ApprovalNotes notes) {
        this.store = store;
        this.clock = clock;
        this.settings = settings;
        this.notes = notes;
    }

    @Override
    public Optional<Grant> granted(Tx tx, String actionId) {
        return tx.first(
                "SELECT * FROM approvals WHERE action_id = ? AND status = 'approved'",
                row -> {
                    ApprovalRequest request = ApprovalRequest.read(row);
                    return new Grant(
                            "approved by " + request.decidedBy() + " (" + request.decidedHow() + ", "
                                    + request.approvalId() + ")",
                            request.approvedParams());
                },
                actionId);
    }

    @Override
    public void withdraw(Tx tx, String actionId) {
        tx.update("UPDATE approvals SET status = 'used' WHERE action_id = ? AND status = 'approved'", actionId);
    }

    @Override
    public String ask(Tx tx, Skill skill, Call call, Map<String, Object> input, ApprovalPolicy.Ask ask) {
        Optional<String> open = tx.first(
                "SELECT approval_id FROM approvals WHERE action_id = ? AND status = 'pending'",
                row -> row.string("approval_id"),
                call.actionId());
        if (open.isPresent()) {
            return open.get();
        }
        String approvalId = newId();
        Subject subject = skill.subject(input);
        Instant now = clock.instant();
        tx.update(
                "INSERT INTO approvals (approval_id, action_id, trigger_id, skill, params, params_hash, recipient,"
                        + " amount, rule, reason, preview, status, created, expires)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'pending', ?, ?)",
                approvalId,
                call.actionId(),
                call.triggerId(),
                skill.name(),
                call.input(),
                Fingerprint.of(call.input()),
                subject.who().orElse(null),
                subject.sum().orElse(null),
                ask.rule(),
                ask.reason(),
                ask.preview().stream()
                        .limit(MOST_SENTENCES)
                        .map(Approvals::bounded)
                        .toList(),
                now,
                now.plus(skill.expiry()
                        .filter(expiry -> expiry.compareTo(settings.expiry()) < 0)
                        .orElse(settings.expiry())));
        notes.show(tx, approvalId);
        return approvalId;
    }

    /** The request with this id. */
    public Optional<ApprovalRequest> find(String approvalId) {
        return store.read(tx -> find(tx, approvalId));
    }

    Optional<ApprovalRequest> find(Tx tx, String approvalId) {
        return tx.first("SELECT * FROM approvals WHERE approval_id = ?", ApprovalRequest::read, approvalId);
    }

    /** The newest request about this action. */
    public Optional<ApprovalRequest> ofAction(String actionId) {
        return store.read(tx -> tx.first(
                "SELECT * FROM approvals WHERE action_id = ? ORDER BY created DESC LIMIT 1",
                ApprovalRequest::read,
                actionId));
    }

    /**
     * Requests in this status, oldest first; decided ones newest first.
     *
     * @param status the status, or null for all
     * @param cursor the id of the last request of the page before, or null
     */
    public List<ApprovalRequest> list(String status, String cursor, int limit) {
        boolean oldestFirst = "pending".equals(status);
        List<Object> arguments = new ArrayList<>();
        StringBuilder sql = new StringBuilder("SELECT * FROM approvals WHERE 1 = 1");
        if (status != null) {
            sql.append(" AND status = ?");
            arguments.add(status);
        }
        return store.read(tx -> {
            Optional<ApprovalRequest> last = cursor == null ? Optional.empty() : find(tx, cursor);
            if (last.isPresent()) {
                String sign = oldestFirst ? ">" : "<";
                sql.append(" AND (created " + sign + " ? OR created = ? AND approval_id " + sign + " ?)");
                arguments.addAll(List.of(last.get().created(), last.get().created(), cursor));
            }
            String order = oldestFirst ? " ORDER BY created, approval_id" : " ORDER BY created DESC, approval_id DESC";
            sql.append(order).append(" LIMIT ").append(limit);
            return tx.query(sql.toString(), ApprovalRequest::read, arguments.toArray());
        });
    }

    /** The requests that wait, oldest first: so many of them. */
    public Listed<ApprovalRequest> pending(int limit) {
        List<ApprovalRequest> oldest = list("pending", null, limit);
        return Listed.of(
                oldest,
                store.read(tx -> tx.first(
                                "SELECT COUNT(*) AS n FROM approvals WHERE status = 'pending'",
                                row -> row.longInt("n")))
                        .orElse(0L));
    }

    /** The ids of all requests that wait. */
    Set<String> pendingIds() {
        return store.read(tx -> new HashSet<>(tx.query(
                "SELECT approval_id FROM approvals WHERE status = 'pending'", row -> row.string("approval_id"))));
    }

    private static String bounded(String sentence) {
        String line = sentence.replaceAll("\\s+", " ").strip();
        return line.length() <= LONGEST_SENTENCE ? line : line.substring(0, LONGEST_SENTENCE - 1) + "…";
    }

    private String newId() {
        StringBuilder id = new StringBuilder("ap-");
        for (int i = 0; i < ID_LENGTH; i++) {
            id.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return id.toString();
    }
}
