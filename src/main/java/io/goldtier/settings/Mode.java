package io.goldtier.settings;

import java.util.Locale;

/** How far the assistant's hands reach ({@code goldtier.mode}). */
public enum Mode {
    /** Everything is real but the far end: Odoo, Graph and X are served by this process under {@code /sandbox}. */
    SANDBOX("Sandbox mode: Odoo, the platforms and mail are played by the assistant itself; nothing here is real."),
    /** The settings of {@link #LIVE}, but every effect is stopped at the connector and recorded as skipped. */
    DRY_RUN("Dry-run mode: it reads and writes nothing; what it would have done is recorded as skipped."),
    /** The real thing. */
    LIVE("Live mode: what is done here is real.");

    private final String meaning;

    Mode(String meaning) {
        this.meaning = meaning;
    }

    /** What that means for whoever looks, in a sentence. */
    public String meaning() {
        return meaning;
    }

    /** As it stands in settings and is shown: {@code dry-run}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
