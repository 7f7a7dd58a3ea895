package io.goldtier.cli.doctor;

/**
 * One line of {@code doctor}.
 *
 * @param level how bad it is
 * @param subject what was looked at, in a word or two
 * @param sentence what was found and, for a fault, what to do
 */
public record Finding(Level level, String subject, String sentence) {

    /** How bad a finding is; only a fault changes the exit code. */
    enum Level {
        OK,
        WARN,
        FAULT
    }

    static Finding ok(String subject, String sentence) {
        return new Finding(Level.OK, subject, sentence);
    }

    static Finding warn(String subject, String sentence) {
        return new Finding(Level.WARN, subject, sentence);
    }

    static Finding fault(String subject, String sentence) {
        return new Finding(Level.FAULT, subject, sentence);
    }
}
