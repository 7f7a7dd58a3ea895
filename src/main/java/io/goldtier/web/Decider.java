package io.goldtier.web;

import io.goldtier.approval.ApprovalRequest;
import io.goldtier.approval.Decisions;
import io.goldtier.web.answer.Problem;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Brings a decision from the web to where all decisions are made, and tells what became of it. */
@Component
public class Decider {

    private final Decisions decisions;

    Decider(Decisions decisions) {
        this.decisions = decisions;
    }

    /**
     * Decides.
     *
     * @param decision {@code approve} or {@code reject}
     * @param params what may be done; null means what was asked for
     * @param how {@code rest} or {@code console}
     * @throws Problem 404, 409 when it was decided before or has expired, 422 when the decision or the params are wrong
     */
    public ApprovalRequest decide(String id, String decision, Map<String, Object> params, String reason, String how) {
        Decisions.Verdict verdict =
                switch (decision) {
                    case "approve" -> Decisions.Verdict.APPROVE;
                    case "reject" -> Decisions.Verdict.REJECT;
                    default ->
                        throw new Problem(422, "decision must be approve or reject, was: " + decision, "decision");
                };
        Decisions.Decided decided =
                decisions.decide(new Decisions.Decision(id, verdict, params, "owner", how, reason, null));
        if (decided instanceof Decisions.Decided.Unknown) {
            throw new Problem(404, "There is no request for approval " + id + ".");
        }
        if (decided instanceof Decisions.Decided.Invalid invalid) {
            throw new Problem(422, invalid.sentence(), invalid.field());
        }
        if (decided instanceof Decisions.Decided.TooLate late) {
            throw new Problem(409, tooLate(late.request()));
        }
        return ((Decisions.Decided.Counts) decided).request();
    }

    private static String tooLate(ApprovalRequest request) {
        return request.isPending()
                ? "The request expired on " + request.expires() + "."
                : "The request is " + request.status() + " since " + request.decided() + ", by " + request.decidedBy()
                        + ". One decision counts, the first.";
    }
}
