package io.goldtier.sandbox;

/** What one stand-in holds, for people and tests that want to see what has arrived at the far end. */
public interface SandboxState {

    /** The name in {@code GET /sandbox/state}: {@code odoo}, {@code graph}, {@code x}, {@code mail}. */
    String name();

    /** Maps, lists and scalars, shaped as the outside system shows them. */
    Object state();
}
