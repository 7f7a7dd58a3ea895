package io.goldtier.skill.system;

import java.util.Map;

/** Thrown in place of a call to the outside in a dry run; carries the request that would have been sent. */
public class DryRun extends RuntimeException {

    private final transient Map<String, Object> request;

    /** A request that was not sent. */
    public DryRun(Map<String, Object> request) {
        super("Dry run: nothing was sent.");
        this.request = request;
    }

    /** The request that would have been sent. */
    public Map<String, Object> request() {
        return request;
    }
}
