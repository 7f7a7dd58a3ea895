package io.goldtier.outside.health;

import java.util.Map;

/** How the health check of a system ended. */
public sealed interface Health {

    /** The word of the server entity: active, inactive or error. */
    String word();

    /** A sentence for people, or null when there is nothing to say. */
    String message();

    /**
     * It answers and accepts our credentials.
     *
     * @param message what a person should see to before long, such as a key that expires; null when there is nothing
     * @param shows fields for its server's entity that only it can tell, such as its version
     */
    record Active(String message, Map<String, Object> shows) implements Health {

        @Override
        public String word() {
            return "active";
        }
    }

    /** It is not set up or switched off; not a fault. */
    record Inactive(String message) implements Health {

        @Override
        public String word() {
            return "inactive";
        }
    }

    /**
     * It should answer and does not, or not as it should.
     *
     * @param away true when it cannot be reached or answers with internal errors: work for it will fail
     * @param answered true when it answered
     */
    record Fault(String message, boolean away, boolean answered) implements Health {

        @Override
        public String word() {
            return "error";
        }
    }
}
