package io.goldtier.agent.model;

import io.goldtier.audit.Redaction;
import io.goldtier.settings.Settings;
import io.goldtier.store.Row;
import io.goldtier.store.Store;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Every question to a model and its answer, as they are kept: for the page, for the budgets, and for after a crash. */
@Component
public class Thoughts {

    private static final int MOST = 200;
    private static final int LONGEST = 100_000;
    private static final BigDecimal A_MILLION_IN_BILLIONTHS = BigDecimal.valueOf(1000);

    private final Store store;
    private final ModelSettings settings;
    private final Settings shared;
    private final Clock clock;

    Thoughts(Store store, ModelSettings settings, Settings shared, Clock clock) {
        this.store = store;
        this.settings = settings;
        this.shared = shared;
        this.clock = clock;
    }

    /**
     * What was used up.
     *
     * @param calls questions
     * @param tokens of questions and answers
     * @param cost in billionths of the currency
     */
    public record Use(long calls, long tokens, long cost) {}

    /** Those about this work, oldest first, the newest 200 at most. */
    public List<Thought> of(String work) {
        List<Thought> newest = store.read(tx -> tx.query(
                "SELECT * FROM thoughts WHERE work = ? ORDER BY thought_id DESC LIMIT " + MOST, Thoughts::read, work));
        return newest.stream()
                .sorted((one, other) -> Long.compare(one.number(), other.number()))
                .toList();
    }

    /** The same without questions and answers, for who only wants to know what came of them. */
    List<Thought> brief(String work) {
        List<Thought> newest = store.read(tx -> tx.query(
                "SELECT thought_id, work, model, asked, took_ms, kind, '' AS question, NULL AS answer, problem, decision,"
                        + " retry_at, tokens_in, tokens_out, cost FROM thoughts WHERE work = ?"
                        + " ORDER BY thought_id DESC LIMIT " + MOST,
                Thoughts::read,
                work));
        return newest.stream()
                .sorted((one, other) -> Long.compare(one.number(), other.number()))
                .toList();
    }

    /** Deletes those older than so many days about work that has ended, as the route {@code retention} does every night. */
    public void retain(int days) {
        Instant before = clock.instant().minus(Duration.ofDays(days));
        store.commit(tx -> tx.update(
                "DELETE FROM thoughts WHERE asked < ? AND NOT EXISTS (SELECT 1 FROM loops WHERE loops.trigger_id ="
                        + " thoughts.work AND loops.status = 'active')",
                before));
    }

    /** What was used up for this work since then. */
    Use used(String work, Instant since) {
        return store.read(tx -> tx.first(
                        "SELECT COUNT(*) AS calls, COALESCE(SUM(tokens_in + tokens_out), 0) AS tokens,"
                                + " COALESCE(SUM(cost), 0) AS cost FROM thoughts WHERE work = ? AND asked >= ?",
                        Thoughts::use,
                        work,
                        since))
                .orElseThrow();
    }

    /** What was used up today. */
    Use usedToday() {
        return store.read(tx -> tx.first(
                        "SELECT COUNT(*) AS calls, COALESCE(SUM(tokens_in + tokens_out), 0) AS tokens,"
                                + " COALESCE(SUM(cost), 0) AS cost FROM thoughts WHERE day = ?",
                        Thoughts::use,
                        today().toString()))
                .orElseThrow();
    }

    LocalDate today() {
        return clock.instant().atZone(shared.zone()).toLocalDate();
    }

    /** When the next day's budget begins. */
    Instant tomorrow() {
        return today().plusDays(1).atStartOfDay(shared.zone()).toInstant();
    }

    /** Notes a question before it leaves, with the most that it can use up; returns its number. */
    long asks(String work, String question, long tokensIn, long tokensOut) {
        return store.commit(tx -> {
            long number = tx.next("thought");
            tx.update(
                    "INSERT INTO thoughts (thought_id, work, day, model, asked, kind, question, tokens_in, tokens_out,"
                            + " cost) VALUES (?, ?, ?, ?, ?, 'asked', ?, ?, ?, ?)",
                    number,
                    work,
                    today().toString(),
                    settings.name(),
                    clock.instant(),
                    kept(question),
                    tokensIn,
                    tokensOut,
                    cost(tokensIn, tokensOut));
            return number;
        });
    }

    /** Notes an answer, what it used up, and what was decided or why it cannot be used; returns when it is durable. */
    void answered(
            long number,
            Duration took,
            String answer,
            String problem,
            Map<String, Object> decision,
            long tokensIn,
            long tokensOut) {
        store.commit(tx -> tx.update(
                "UPDATE thoughts SET kind = ?, took_ms = ?, answer = ?, problem = ?, decision = ?, tokens_in = ?,"
                        + " tokens_out = ?, cost = ? WHERE thought_id = ?",
                decision == null ? Thought.Kind.WRONG : Thought.Kind.DECIDED,
                took.toMillis(),
                kept(answer),
                problem == null ? null : kept(problem),
                decision,
                tokensIn,
                tokensOut,
                cost(tokensIn, tokensOut),
                number));
    }

    /**
     * Notes that no answer came.
     *
     * @param free true when it is known that nothing was used up
     */
    void failed(long number, Duration took, String problem, Instant retryAt, boolean free) {
        store.commit(tx -> tx.update(
                "UPDATE thoughts SET kind = 'trouble', took_ms = ?, problem = ?, retry_at = ?"
                        + (free ? ", tokens_in = 0, tokens_out = 0, cost = 0" : "") + " WHERE thought_id = ?",
                took.toMillis(),
                kept(problem),
                retryAt,
                number));
    }

    /** What so many tokens cost, in billionths of the currency. */
    long cost(long tokensIn, long tokensOut) {
        BigDecimal cost = settings.price()
                .input()
                .multiply(BigDecimal.valueOf(tokensIn))
                .add(settings.price().output().multiply(BigDecimal.valueOf(tokensOut)));
        return billionths(cost.movePointLeft(6));
    }

    /** An amount of money in billionths, bounded to what a column holds. */
    static long billionths(BigDecimal money) {
        return money.multiply(BigDecimal.valueOf(1_000_000))
                .multiply(A_MILLION_IN_BILLIONTHS)
                .toBigInteger()
                .min(BigInteger.valueOf(Long.MAX_VALUE / 4))
                .longValue();
    }

    private static String kept(String text) {
        String masked = Redaction.mask(text);
        return masked.length() <= LONGEST ? masked : masked.substring(0, LONGEST) + "…";
    }

    private static Use use(Row row) {
        return new Use(row.longInt("calls"), row.longInt("tokens"), row.longInt("cost"));
    }

    private static Thought read(Row row) {
        return new Thought(
                row.longInt("thought_id"),
                row.string("work"),
                row.string("model"),
                row.instant("asked"),
                row.longInt("took_ms"),
                Thought.Kind.valueOf(row.string("kind").toUpperCase(Locale.ROOT)),
                row.string("question"),
                row.string("answer"),
                row.string("problem"),
                row.json("decision"),
                row.instant("retry_at"),
                row.longInt("tokens_in"),
                row.longInt("tokens_out"),
                row.longInt("cost"));
    }
}
