package io.goldtier.cli.crash;

import java.util.HashSet;
import java.util.List;
import java.util.StringJoiner;

/** What became of the actions of one skill whose process was killed at one barrier. */
final class MatrixCell {

    private int once;
    private int doubtDone;
    private int doubtNotDone;
    private int twice;
    private int lost;
    private int different;

    /**
     * Counts one action.
     *
     * @param entry what the assistant says of it, or null
     * @param requests the values of its requests, as the far end got them
     * @param effects the values of its effects, as the far end keeps them
     */
    void count(Ledger.Entry entry, List<String> requests, List<String> effects) {
        boolean done = entry != null && entry.state().equals("done");
        boolean doubt = entry != null && entry.state().equals("in_doubt");
        boolean isTwice = effects.size() > 1;
        boolean isLost = done ? effects.isEmpty() : !doubt;
        boolean isDifferent = new HashSet<>(requests).size() > 1
                || done && effects.size() == 1 && !effects.get(0).equals(entry.result("value"));
        twice += isTwice ? 1 : 0;
        lost += isLost ? 1 : 0;
        different += isDifferent ? 1 : 0;
        if (isTwice || isLost || isDifferent) {
            return;
        }
        if (done) {
            once++;
        } else if (effects.isEmpty()) {
            doubtNotDone++;
        } else {
            doubtDone++;
        }
    }

    /** Done, and took effect once, with the value that its result says. */
    int once() {
        return once;
    }

    /** In doubt, with one effect or none. */
    int inDoubt() {
        return doubtDone + doubtNotDone;
    }

    /** Took effect more than once. */
    int twice() {
        return twice;
    }

    /** Said to be done without an effect, or neither done nor in doubt in the end. */
    int lost() {
        return lost;
    }

    /** Two tries sent different values, or the result is not what took effect. */
    int different() {
        return different;
    }

    /** For a table. */
    @Override
    public String toString() {
        StringJoiner text = new StringJoiner(", ");
        add(text, once, "once");
        add(text, doubtDone, "in doubt (done)");
        add(text, doubtNotDone, "in doubt (not done)");
        add(text, twice, "**twice**");
        add(text, lost, "**lost**");
        add(text, different, "**different**");
        return text.toString();
    }

    private static void add(StringJoiner text, int count, String what) {
        if (count > 0) {
            text.add(count + " " + what);
        }
    }
}
