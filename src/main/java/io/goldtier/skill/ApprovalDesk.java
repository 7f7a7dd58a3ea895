package io.goldtier.skill;

import io.goldtier.store.Tx;
import java.util.Map;
import java.util.Optional;

/** Where requests for approval are laid and decisions are looked up. */
public interface ApprovalDesk {

    /**
     * A person's consent.
     *
     * @param rule who gave it and how, for the audit log
     * @param input exactly what was approved, which may have been edited
     */
    record Grant(String rule, Map<String, Object> input) {}

    /** The consent to this action, if a person has given it. */
    Optional<Grant> granted(Tx tx, String actionId);

    /** The consent to this action is used up: the next attempt asks anew. */
    void withdraw(Tx tx, String actionId);

    /**
     * Lays a request on the desk, or finds the open one for this action; returns its id.
     *
     * @param input the call's input with what names of steps in it stand for; the request binds the call's own
     */
    String ask(Tx tx, Skill skill, Call call, Map<String, Object> input, ApprovalPolicy.Ask reason);
}
