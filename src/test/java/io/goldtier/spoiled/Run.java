package io.goldtier.spoiled;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** One case on its way: counts its calls, says which are spoilt, and keeps what was said. */
final class Run {

    /** A call and what the far end said to it. */
    record Said(OutsideCall call, Answer answer) {}

    private final Case subject;
    private final String marker;
    private final List<Said> trail = new ArrayList<>();
    private int calls;
    private int spoilt;
    private boolean killed;
    private LongSupplier effects;
    private int effectAt = -1;

    Run(Case subject, String marker) {
        this.subject = subject;
        this.marker = marker;
    }

    Case subject() {
        return subject;
    }

    /** What tells this run's work from that of all others: the trigger's id, a text on the invoice, the post's words. */
    String marker() {
        return marker;
    }

    /** Finds out which call has the effect, by counting after each write. */
    void watch(LongSupplier count) {
        effects = count;
    }

    /** A call arrives; what will become of its answer. */
    synchronized Spoil arrived(OutsideCall call) {
        int position = calls++;
        Case.Kill kill = subject.kill();
        if (kill != null && !killed) {
            if (position != kill.position()) {
                return Spoil.NONE;
            }
            killed = true;
            calls = 0;
            return Spoil.of(
                    switch (kill.moment()) {
                        case BEFORE_ACTING -> Spoil.Way.KILL_BEFORE;
                        case STILL_ACTING -> Spoil.Way.KILL_WHILE;
                        case AFTER_ACTING -> Spoil.Way.KILL_AFTER;
                    });
        }
        if (kill != null) {
            // The next life may take another way
            boolean first = call.name().equals(subject.call()) && (spoilt == 0 || subject.always());
            spoilt += first ? 1 : 0;
            return first ? subject.spoil() : Spoil.NONE;
        }
        boolean now = position == subject.position()
                || subject.always()
                        && subject.position() >= 0
                        && position > subject.position()
                        && call.name().equals(subject.call());
        if (now) {
            spoilt++;
        }
        return now ? subject.spoil() : Spoil.NONE;
    }

    /** The far end has answered. */
    synchronized void answered(OutsideCall call, Answer answer) {
        trail.add(new Said(call, answer));
        if (effects != null && effectAt < 0 && call.writes() && effects.getAsLong() > 0) {
            effectAt = trail.size() - 1;
        }
    }

    /** The position of the call that had the effect; negative when none has. */
    synchronized int effectAt() {
        return effectAt;
    }

    synchronized List<Said> trail() {
        return List.copyOf(trail);
    }

    /** How many answers were spoilt. */
    synchronized int spoilt() {
        return spoilt;
    }
}
