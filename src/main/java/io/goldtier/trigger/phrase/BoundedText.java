package io.goldtier.trigger.phrase;

/**
 * A text that can be read only so many times, so that a regular expression that tries endless combinations ends with a
 * sentence and not with a processor at work for ever.
 */
public final class BoundedText implements CharSequence {

    /** A pattern needed more steps than a pattern may. */
    public static final class TooManySteps extends RuntimeException {
        TooManySteps() {
            super("the pattern needs too many steps on this text", null, false, false);
        }
    }

    private static final long MOST_STEPS = 5_000_000;
    private static final long FOR_EACH_CHARACTER = 50;

    private final CharSequence text;
    private final long most;
    private final long[] steps;

    /** The text, to be read so often and no more. */
    public BoundedText(CharSequence text) {
        this(text, MOST_STEPS + FOR_EACH_CHARACTER * text.length(), new long[1]);
    }

    private BoundedText(CharSequence text, long most, long[] steps) {
        this.text = text;
        this.most = most;
        this.steps = steps;
    }

    @Override
    public char charAt(int index) {
        if (++steps[0] > most) {
            throw new TooManySteps();
        }
        return text.charAt(index);
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return new BoundedText(text.subSequence(start, end), most, steps);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
