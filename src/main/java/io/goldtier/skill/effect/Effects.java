package io.goldtier.skill.effect;

import io.goldtier.skill.Skill;
import io.goldtier.skill.Skills;
import io.goldtier.store.Store;
import io.goldtier.store.Tx;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * The effect marks in the store: of every attempt that cannot be repeated, and of every one whose outcome is open.
 *
 * <p>An action that ended without doubt has no rows.
 */
@Component
public class Effects {

    private final Store store;
    private final Skills skills;
    private final Clock clock;

    /** The attempts in this store. */
    public Effects(Store store, Skills skills, Clock clock) {
        this.store = store;
        this.skills = skills;
        this.clock = clock;
    }

    /** What is known, from the store, of the effect of an action. */
    public sealed interface Finding {

        /** No attempt can have taken effect. */
        record Nothing() implements Finding {}

        /**
         * One may have.
         *
         * @param since when the first of those began that may have
         * @param latest when the last of them began
         */
        record Open(Instant since, Instant latest) implements Finding {}

        /** One has; this is known of the skill's output. */
        record Took(Map<String, Object> known) implements Finding {}
    }

    /** What is known of the effect of this action. */
    public Finding of(Tx tx, String actionId) {
        List<Attempt.Past> attempts = before(tx, actionId, Integer.MAX_VALUE);
        Optional<Attempt.Past> took = attempts.stream()
                .filter(each -> each.mark() == EffectMark.TOOK_EFFECT)
                .findFirst();
        if (took.isPresent()) {
            return new Finding.Took(took.get().known());
        }
        List<Attempt.Past> open =
                attempts.stream().filter(each -> !each.mark().isHarmless()).toList();
        return open.isEmpty()
                ? new Finding.Nothing()
                : new Finding.Open(open.get(0).at(), open.get(open.size() - 1).at());
    }

    /**
     * Proof that no earlier attempt of this action may have taken effect, when there is one.
     *
     * @param attempts how often it has been begun before
     */
    public Optional<NoEffect> proof(String actionId, int attempts) {
        boolean none = attempts == 0 || store.read(tx -> of(tx, actionId)) instanceof Finding.Nothing;
        return none ? Optional.of(NoEffect.NOT_BEGUN) : Optional.empty();
    }

    /**
     * The process died in this attempt of a skill that can be repeated, whose marks are not kept before it acts: it may
     * have acted, whatever the next attempts hear.
     */
    public void mayHaveActed(Tx tx, String actionId, int attempt, Instant since) {
        write(tx, actionId, new Attempt.Past(attempt, EffectMark.ABOUT_TO_ACT, Map.of(), null, false, since));
    }

    /** A look at the outside proves that no attempt so far took effect. */
    public void provedNone(Tx tx, String actionId) {
        tx.update("UPDATE attempts SET mark = ? WHERE action_id = ?", EffectMark.REFUSED, actionId);
    }

    /** Whoever settles an action, or orders it anew, starts from a clean sheet. */
    public void forget(Tx tx, String actionId) {
        tx.update("DELETE FROM attempts WHERE action_id = ?", actionId);
        tx.update("UPDATE actions SET progress = NULL WHERE action_id = ? AND progress IS NOT NULL", actionId);
    }

    /** With what a remedy found out another request may be sent, unless a former one may have taken effect. */
    public void forgetHarmless(Tx tx, String actionId) {
        if (of(tx, actionId) instanceof Finding.Nothing) {
            forget(tx, actionId);
        }
    }

    /** True when another action of the same skill and input has an open mark: what is found outside may be that one's. */
    public boolean hasRival(Tx tx, String actionId, String skill, Map<String, Object> input) {
        return tx.first(
                        "SELECT a.action_id FROM attempts e JOIN actions a ON a.action_id = e.action_id"
                                + " WHERE e.mark = ? AND a.type = ? AND a.action_id <> ? AND a.params = ? LIMIT 1",
                        row -> row.string("action_id"),
                        EffectMark.ABOUT_TO_ACT,
                        skill,
                        actionId,
                        input)
                .isPresent();
    }

    /** True when every producer that this skill writes with keeps its mark, as those of an outside system do. */
    boolean areMarked(Skill skill) {
        return !skill.system().isEmpty() && skills.system(skill.system()).isPresent();
    }

    /** The attempts before this one. */
    public List<Attempt.Past> before(Tx tx, String actionId, int number) {
        return number == 1
                ? List.of()
                : tx.query(
                        "SELECT * FROM attempts WHERE action_id = ? AND attempt < ? ORDER BY attempt",
                        row -> new Attempt.Past(
                                row.integer("attempt"),
                                row.constant("mark", EffectMark.class),
                                row.json("known"),
                                row.string("request") == null ? null : row.json("request"),
                                row.flag("left_open"),
                                row.instant("at")),
                        actionId,
                        number);
    }

    /** Joins the commit that begins an attempt whose producers keep no mark. */
    public void begins(Tx tx, Attempt attempt, Skill skill) {
        if (!attempt.isMarked() && !skill.isRepeatable()) {
            write(tx, attempt.actionId(), attempt.asOf(clock.instant()));
        }
    }

    /** Keeps what was prepared with the action; returns when that is durable. */
    void keepNow(Attempt attempt) {
        Map<String, Object> progress = attempt.progress();
        store.commit(
                tx -> tx.update("UPDATE actions SET progress = ? WHERE action_id = ?", progress, attempt.actionId()));
    }

    /** Records where an attempt stands; returns when it is durable. */
    void recordNow(Attempt attempt) {
        Attempt.Past now = attempt.asOf(clock.instant());
        store.commit(tx -> write(tx, attempt.actionId(), now));
    }

    /** Records where an attempt stands; whatever is handed to the store later finds it. */
    void record(Attempt attempt) {
        Attempt.Past now = attempt.asOf(clock.instant());
        store.submit(tx -> write(tx, attempt.actionId(), now));
    }

    private static int write(Tx tx, String actionId, Attempt.Past attempt) {
        return tx.update(
                "INSERT INTO attempts (action_id, attempt, mark, known, request, left_open, at)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?)"
                        + " ON CONFLICT (action_id, attempt) DO UPDATE SET mark = excluded.mark, known = excluded.known,"
                        + " request = COALESCE(excluded.request, attempts.request), left_open = excluded.left_open",
                actionId,
                attempt.number(),
                attempt.mark(),
                attempt.known(),
                attempt.request(),
                attempt.leftOpen(),
                attempt.at());
    }
}
