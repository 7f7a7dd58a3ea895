package io.goldtier.audit.chain;

import java.util.Locale;

/** The three logs; each is one hash chain in one file of {@code Logs/}. */
public enum LogName {
    /** Every action and every exchange. */
    AUDIT("audit_log.jsonl"),
    /** The phases of every iteration of every Ralph Wiggum loop. */
    LOOP("ralph_wiggum_log.jsonl"),
    /** Every attempt to recover from an error. */
    ERROR("error_log.jsonl");

    private final String file;

    LogName(String file) {
        this.file = file;
    }

    /** The file's name in {@code Logs/}. */
    public String file() {
        return file;
    }

    /** The name in the database. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
