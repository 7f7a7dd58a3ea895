package io.goldtier.approval;

import io.goldtier.audit.Redaction;
import io.goldtier.store.Row;
import io.goldtier.store.Times;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A question to a person, and the answer if there is one.
 *
 * @param approvalId its id, which nobody can guess
 * @param actionId the action that waits for it
 * @param triggerId the trigger behind that, or null
 * @param skill the skill that would act
 * @param params its input as it was asked for
 * @param paramsHash SHA-256 of that
 * @param recipient whom it is for, or null
 * @param amount how much it is about, with its currency if one is given, or null
 * @param rule the rule that says that a person must decide
 * @param reason the same as a sentence for that person
 * @param preview what a look at the outside found before the person was asked, in sentences
 * @param status {@code pending}, {@code approved}, {@code rejected} or {@code expired}
 * @param created when it was asked
 * @param expires when it ends unanswered
 * @param file where its note lies, relative to the vault, or null
 * @param alert where the note in the inbox lies that tells of it, or null
 * @param decided when it was decided, or null
 * @param decidedBy by whom, or null
 * @param decidedHow {@code file}, {@code console}, {@code rest} or {@code expiry}, or null
 * @param decisionReason why, in the person's words, or null
 * @param approvedParams what was approved, which may have been edited, or null
 * @param approvedHash SHA-256 of that, or null
 */
public record ApprovalRequest(
        String approvalId,
        String actionId,
        String triggerId,
        String skill,
        Map<String, Object> params,
        String paramsHash,
        String recipient,
        String amount,
        String rule,
        String reason,
        List<String> preview,
        String status,
        Instant created,
        Instant expires,
        String file,
        String alert,
        Instant decided,
        String decidedBy,
        String decidedHow,
        String decisionReason,
        Map<String, Object> approvedParams,
        String approvedHash) {

    /** True while nobody has decided. */
    public boolean isPending() {
        return status.equals("pending");
    }

    /** What is done, or would be: as it was approved, or while that is open as it was asked for. */
    public Map<String, Object> effectiveParams() {
        return approvedParams == null ? params : approvedParams;
    }

    /** True when what was approved is not what was asked. */
    public boolean isEdited() {
        return approvedHash != null && !approvedHash.equals(paramsHash);
    }

    /**
     * A field in which what was approved is not what was asked; secrets are masked.
     *
     * @param field its name
     * @param asked its value as it was asked, or null
     * @param approved its value as it was approved, or null
     */
    public record Change(String field, Object asked, Object approved) {}

    /** What the person who approved it has changed. */
    public List<Change> changes() {
        Map<String, Object> before = Redaction.mask(params);
        Map<String, Object> after = isEdited() ? Redaction.mask(approvedParams) : before;
        return Fingerprint.difference(before, after).keySet().stream()
                .map(name -> new Change(name, before.get(name), after.get(name)))
                .toList();
    }

    /** The same request as it was before anybody had decided. */
    ApprovalRequest asAsked() {
        return new ApprovalRequest(
                approvalId,
                actionId,
                triggerId,
                skill,
                params,
                paramsHash,
                recipient,
                amount,
                rule,
                reason,
                preview,
                "pending",
                created,
                expires,
                file,
                alert,
                decided,
                decidedBy,
                decidedHow,
                decisionReason,
                null,
                null);
    }

    /** The same request about somebody or something else. */
    ApprovalRequest about(String who, String howMuch) {
        return new ApprovalRequest(
                approvalId,
                actionId,
                triggerId,
                skill,
                params,
                paramsHash,
                who,
                howMuch,
                rule,
                reason,
                preview,
                status,
                created,
                expires,
                file,
                alert,
                decided,
                decidedBy,
                decidedHow,
                decisionReason,
                approvedParams,
                approvedHash);
    }

    /** What it is about in a few words, for people. */
    public String title() {
        String words = skill.replace('_', ' ');
        return Character.toUpperCase(words.charAt(0))
                + words.substring(1)
                + (recipient == null ? "" : ": " + recipient);
    }

    /** The request as programs get to see it. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("approval_id", approvalId);
        map.put("trigger_id", triggerId);
        map.put("action_id", actionId);
        map.put("action", skill);
        map.put("amount", amount);
        map.put("recipient", recipient);
        map.put("reason", reason);
        map.put("rule", rule);
        map.put("preview", preview);
        map.put("created", Times.text(created));
        map.put("expires", Times.text(expires));
        map.put("status", status);
        map.put("params", params);
        map.put("decided", decided == null ? null : Times.text(decided));
        map.put("decided_by", decidedBy);
        map.put("decided_how", decidedHow);
        map.put("decision_reason", decisionReason);
        map.put("approved_params", isEdited() ? approvedParams : null);
        map.put("file", file);
        return map;
    }

    static ApprovalRequest read(Row row) {
        return new ApprovalRequest(
                row.string("approval_id"),
                row.string("action_id"),
                row.string("trigger_id"),
                row.string("skill"),
                row.json("params"),
                row.string("params_hash"),
                row.string("recipient"),
                row.string("amount"),
                row.string("rule"),
                row.string("reason"),
                Optional.ofNullable(row.list("preview")).orElse(List.of()).stream()
                        .map(String::valueOf)
                        .toList(),
                row.string("status"),
                row.instant("created"),
                row.instant("expires"),
                row.string("file"),
                row.string("alert"),
                row.instant("decided"),
                row.string("decided_by"),
                row.string("decided_how"),
                row.string("decision_reason"),
                row.json("approved_params"),
                row.string("approved_hash"));
    }
}
