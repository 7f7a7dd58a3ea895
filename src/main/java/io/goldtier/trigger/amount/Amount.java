package io.goldtier.trigger.amount;

import java.math.BigDecimal;
import java.util.List;

/** What an amount of money in somebody's words turned out to be. */
public sealed interface Amount {

    /**
     * It can only mean this.
     *
     * @param value above zero, with as many decimals as were written
     * @param currency ISO 4217 code, or null when none was named
     */
    record Exact(BigDecimal value, String currency) implements Amount {}

    /**
     * It can mean several things; only its writer knows which.
     *
     * @param text as it was written
     * @param readings what it can mean, such as {@code 1234 USD} and {@code 1.234 USD}
     */
    record Ambiguous(String text, List<String> readings) implements Amount {

        /** The question to the writer. */
        public String sentence() {
            return "The amount \"" + text + "\" can mean " + String.join(" or ", readings)
                    + "; write it so that it can mean only one of them.";
        }
    }

    /**
     * It is no amount that anything can be done with.
     *
     * @param sentence names the amount and what is wrong with it
     */
    record Refused(String sentence) implements Amount {}
}
