package io.goldtier.spoiled;

/**
 * One way to spoil one answer of one task.
 *
 * @param task what is asked for
 * @param protocol over which the outside system is spoken to
 * @param way how it is asked for
 * @param position which of the task's calls is spoilt, from 0
 * @param call its name, for tables
 * @param spoil what becomes of its answer
 * @param always whether the same call is spoilt every time, and not only the first
 * @param afterEffect whether the effect stands when the spoilt answer comes
 * @param kill when the process dies before that, or null
 */
record Case(
        Task task,
        Protocol protocol,
        Way way,
        int position,
        String call,
        Spoil spoil,
        boolean always,
        boolean afterEffect,
        Kill kill) {

    Case(
            Task task,
            Protocol protocol,
            Way way,
            int position,
            String call,
            Spoil spoil,
            boolean always,
            boolean afterEffect) {
        this(task, protocol, way, position, call, spoil, always, afterEffect, null);
    }

    /**
     * A moment at which the process dies.
     *
     * @param position at which of the task's calls, from 0
     * @param call its name, for tables
     * @param moment how far the far end has come by then
     */
    record Kill(int position, String call, Moment moment) {

        /** Where the far end is when the process dies. */
        enum Moment {
            /** It has the request and does nothing with it. */
            BEFORE_ACTING,
            /** It has the request and acts on it in the process's next life. */
            STILL_ACTING,
            /** It has acted, and its answer is on the way. */
            AFTER_ACTING
        }
    }

    /** How a task reaches the assistant. */
    enum Way {
        /** As a file that is dropped into the vault. */
        TRIGGER,
        /** As a call over REST. */
        REST
    }

    /** What is spoken on the wire. */
    enum Protocol {
        JSON2,
        JSONRPC,
        GRAPH,
        LEDGER
    }

    /** The task as it is, with nothing spoilt. */
    static Case unspoilt(Task task, Protocol protocol, Way way) {
        return new Case(task, protocol, way, -1, "", Spoil.NONE, false, false);
    }

    @Override
    public String toString() {
        String killed =
                kill == null ? "" : "killed %s %d %s, then ".formatted(kill.moment(), kill.position(), kill.call());
        return "%s | %s | %s | %s%d %s | %s%s"
                .formatted(
                        task.name(),
                        protocol.name().toLowerCase(java.util.Locale.ROOT),
                        way.name().toLowerCase(java.util.Locale.ROOT),
                        killed,
                        position,
                        call,
                        spoil.name(),
                        always ? ", always" : "");
    }
}
