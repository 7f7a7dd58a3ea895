package io.goldtier.skill.effect;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a skill's route draws for itself while it runs, such as a key or a time. It must be the same in every attempt of an
 * action: after a crash another value would be another effect, whatever reference it goes under.
 */
public final class Drawn {

    private static final Pattern DIFFERING = Pattern.compile("\\$(?:simple)?\\{\\s*("
            + "(?:uuid|random|shuffle|exchangeId|id|messageTimestamp|threadId|threadName)(?=\\s*[}(])"
            + "|date(?:-with-timezone)?:(?:now|millis|exchangeCreated)\\b)");

    private Drawn() {}

    /** A UUID that belongs to the action: the same in every attempt, and in no other action. */
    public static String uuid(String actionId) {
        return UUID.nameUUIDFromBytes(actionId.getBytes(StandardCharsets.UTF_8)).toString();
    }

    /**
     * The first function of Simple in a route file whose value differs between two attempts.
     *
     * @return a sentence that names it and says what to use instead, or empty
     */
    public static Optional<String> differing(String routeFile) {
        Matcher found = DIFFERING.matcher(routeFile);
        return found.find()
                ? Optional.of("${" + found.group(1)
                        + "} has another value in each attempt, so an effect could come twice, each time another: use"
                        + " ${variable.drawn} (a UUID), ${variable.begun} (a time) or ${variable.action_id}, which are"
                        + " the same in every attempt.")
                : Optional.empty();
    }
}
