package io.goldtier.cli.crash;

import java.util.Locale;

/**
 * The skills of the matrix: how they can be repeated, and where the values of their request come from. All are made from
 * one route file; those that are controls have a card that says what is not so.
 */
enum MatrixSkill {
    REPEATABLE_GIVEN("safe", "keyed", Values.ACTION_ID, Values.INPUT, "repeatable", "given beforehand"),
    REPEATABLE_DRAWN("safe", "keyed", Values.DRAWN, Values.DRAWN_AND_TIME, "repeatable", "drawn from the action"),
    VERIFIED_GIVEN("verify: witness-verify", "plain", "", Values.INPUT, "verified", "given beforehand"),
    VERIFIED_DRAWN("verify: witness-verify", "plain", "", Values.DRAWN_AND_TIME, "verified", "drawn from the action"),
    VERIFIED_CHANCE("verify: witness-verify", "plain", "", Values.CHANCE, "verified", "drawn by chance"),
    UNREPEATABLE_GIVEN("unsafe", "plain", "", Values.INPUT, "unrepeatable", "given beforehand"),
    UNREPEATABLE_DRAWN("unsafe", "plain", "", Values.DRAWN_AND_TIME, "unrepeatable", "drawn from the action"),
    UNREPEATABLE_CHANCE("unsafe", "plain", "", Values.CHANCE, "unrepeatable", "drawn by chance"),
    /** It says that it can be repeated, and the far end knows no keys. */
    CONTROL_NO_KEY("safe", "plain", "", Values.INPUT, "control: says repeatable, is not", "given beforehand"),
    /** It says that it can be repeated, and its key is another in each attempt. */
    CONTROL_CHANCE("safe", "keyed", Values.CHANCE, Values.CHANCE, "control: its key too", "drawn by chance");

    /** Where values come from, as expressions of a route. */
    private static final class Values {
        static final String INPUT = "${variable.input[value]}";
        static final String ACTION_ID = "${variable.action_id}";
        static final String DRAWN = "${variable.drawn}";
        static final String DRAWN_AND_TIME = "${variable.drawn} ${variable.begun}";
        static final String CHANCE = "${bean:type:java.util.UUID?method=randomUUID}";
    }

    private final String retry;
    private final String path;
    private final String key;
    private final String value;
    private final String kind;
    private final String source;

    MatrixSkill(String retry, String path, String key, String value, String kind, String source) {
        this.retry = retry;
        this.path = path;
        this.key = key;
        this.value = value;
        this.kind = kind;
        this.source = source;
    }

    /** The skill's name. */
    String skill() {
        return "matrix_" + name().toLowerCase(Locale.ROOT);
    }

    /** How it can be repeated, for a table. */
    String kind() {
        return kind;
    }

    /** Where its values come from, for a table. */
    String source() {
        return source;
    }

    /** True when it is there to show that the counting sees what must not be. */
    boolean isControl() {
        return name().startsWith("CONTROL");
    }

    /** The text of its route file. */
    String routeFile(String template) {
        return template.replace("@name@", skill())
                .replace("@retry@", retry)
                .replace("@path@", path)
                .replace("@key@", key)
                .replace("@value@", value);
    }
}
