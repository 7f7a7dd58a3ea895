package io.goldtier.connector;

import java.util.Map;

/**
 * One of the data model's server entities ({@code odoo-mcp}, {@code social-mcp}, {@code browser-mcp},
 * {@code email-mcp}). Each connector registers one as a bean.
 */
public interface Server {

    /** Such as {@code odoo-mcp}. */
    String serverId();

    /** Its fields as the data model names them, in order; never a credential. */
    Map<String, Object> fields();

    /**
     * Looks whether it can be used now, within a few seconds.
     *
     * @throws RuntimeException if it cannot; the message is a sentence for people
     */
    Health check();

    /** How a check ended. */
    sealed interface Health {

        /**
         * It answers and accepts our credentials.
         *
         * @param notice what a person should see to before long, such as a key that expires; null when there is nothing
         */
        record Active(String notice) implements Health {

            /** All is well. */
            public Active() {
                this(null);
            }
        }

        /** It is not set up or switched off; not a fault. */
        record Inactive(String reason) implements Health {}

        /** It should answer and does not. */
        record Fault(String reason) implements Health {}
    }
}
