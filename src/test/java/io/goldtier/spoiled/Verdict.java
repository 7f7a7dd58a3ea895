package io.goldtier.spoiled;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How a case ended, and what is wrong with that.
 *
 * @param subject the case
 * @param end the action's state, or for a call over REST the status of its answer
 * @param message what the action or the answer says
 * @param effects how often its effect is there at the far end
 * @param faults what must not be, in words; empty when all is well
 */
record Verdict(Case subject, String end, String message, long effects, List<String> faults) {

    private static final int LONGEST = 160;

    /**
     * Judges a run that has come to its end.
     *
     * @param told everything that people were told about it
     */
    static Verdict of(Run run, String end, String message, String told, FarSide.Books books) {
        Case subject = run.subject();
        long effects = subject.task().effect().of(books, run.marker());
        List<String> faults = new ArrayList<>();
        if (subject.position() >= 0 && subject.kill() == null && run.spoilt() == 0) {
            faults.add("never spoilt");
        }
        if (effects > 1) {
            faults.add("effect " + effects + " times");
        }
        if (effects == 0 && (subject.afterEffect() || end.equals("done"))) {
            faults.add("no effect");
        }
        for (Map.Entry<String, Task.Count> other : subject.task().once().entrySet()) {
            long count = other.getValue().of(books, run.marker());
            if (count > 1) {
                faults.add(other.getKey() + " " + count + " times");
            }
        }
        if (effects > 0 && !end.equals("done") && !end.equals("in_doubt")) {
            faults.add("took effect, but ends as " + end);
        }
        if (effects > 0 && told.toLowerCase(java.util.Locale.ROOT).matches("(?s).*\\bdrop\\b.*")) {
            faults.add("told to drop it again");
        }
        if (end.equals("not accepted")) {
            faults.add("not accepted");
        }
        return new Verdict(subject, end, message, effects, List.copyOf(faults));
    }

    boolean isGood() {
        return faults.isEmpty();
    }

    @Override
    public String toString() {
        String said = message == null ? "" : message.replaceAll("\\s+", " ");
        return "%s -> %s, effects %d: %s (%s)"
                .formatted(
                        subject,
                        end,
                        effects,
                        String.join("; ", faults),
                        said.length() > LONGEST ? said.substring(0, LONGEST) + "…" : said);
    }
}
