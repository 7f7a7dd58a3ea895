package io.goldtier.settings;

/** How far the assistant's hands reach ({@code goldtier.mode}). */
public enum Mode {
    /** Everything is real but the far end: Odoo, Graph and X are served by this process under {@code /sandbox}. */
    SANDBOX,
    /** The settings of {@link #LIVE}, but every effect is stopped at the connector and recorded as skipped. */
    DRY_RUN,
    /** The real thing. */
    LIVE
}
