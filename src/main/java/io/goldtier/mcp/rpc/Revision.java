package io.goldtier.mcp.rpc;

import java.util.List;

/** The revisions of the protocol that are spoken here: the stateless one, and those that begin with a handshake. */
public final class Revision {

    /** Stateless: every request says all that there is to know. */
    public static final String STATELESS = "2026-07-28";
    /** The newest with a handshake and sessions. */
    public static final String NEWEST_SESSION = "2025-11-25";
    /** All, newest first. */
    public static final List<String> ALL = List.of(STATELESS, NEWEST_SESSION, "2025-06-18");

    private Revision() {}

    /** What a handshake ends with: the client's version if it is spoken here with sessions, else the newest such. */
    public static String agreed(Object wanted) {
        return isWithSession(wanted) ? (String) wanted : NEWEST_SESSION;
    }

    /** True for a revision that begins with a handshake and is spoken here. */
    public static boolean isWithSession(Object version) {
        return !STATELESS.equals(version) && version instanceof String && ALL.contains(version);
    }
}
