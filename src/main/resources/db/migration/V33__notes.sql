-- The notes about a trigger beside its plan, and the work for each client, so that the vault's notes can link to them.
CREATE TABLE related_notes (
    name       TEXT PRIMARY KEY,
    trigger_id TEXT NOT NULL,
    kind       TEXT NOT NULL,
    title      TEXT NOT NULL,
    created    TEXT NOT NULL
);
CREATE INDEX related_notes_by_trigger ON related_notes (trigger_id, created);

CREATE TABLE client_work (
    client     TEXT NOT NULL,
    arrival    BIGINT NOT NULL,
    trigger_id TEXT NOT NULL,
    PRIMARY KEY (client, arrival)
);
