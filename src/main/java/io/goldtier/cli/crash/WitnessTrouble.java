package io.goldtier.cli.crash;

import io.goldtier.skill.effect.OutsideException;
import io.goldtier.skill.effect.OutsideException.Kind;
import java.net.ConnectException;
import java.time.Instant;
import org.apache.camel.http.base.HttpOperationFailedException;

/** Says which class of trouble a failed call to the {@link Witness} is; the crash test's routes name it as a bean. */
public final class WitnessTrouble {

    private static final String SYSTEM = "witness";

    /** Throws the {@link OutsideException} for what went wrong. */
    public void classify(Exception failure) {
        if (failure instanceof HttpOperationFailedException refused && refused.getStatusCode() == 429) {
            long seconds = Long.parseLong(refused.getResponseHeaders().getOrDefault("Retry-After", "1"));
            throw trouble(Kind.THROTTLED, failure, Instant.now().plusSeconds(seconds));
        }
        if (failure instanceof HttpOperationFailedException refused && refused.getStatusCode() / 100 == 4) {
            throw trouble(Kind.PERMANENT, failure, null);
        }
        if (failure instanceof ConnectException) {
            throw trouble(Kind.TRANSIENT, failure, null);
        }
        throw trouble(Kind.IN_DOUBT, failure, null);
    }

    private static OutsideException trouble(Kind kind, Exception failure, Instant retryAt) {
        return new OutsideException(
                kind, SYSTEM, "The witness did not answer as it should: " + failure.getMessage(), retryAt, failure);
    }
}
