package io.goldtier.route.managed;

import java.util.Set;

/** What people can do with a route or a step in hawtio; each use is in the audit log. */
public final class Controls {

    /** The names of the operations, whatever their parameters. */
    public static final Set<String> ALL = Set.of("start", "stop", "suspend", "resume", "restart", "enable", "disable");

    private Controls() {}
}
