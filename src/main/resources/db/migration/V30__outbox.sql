-- What people are still to see: a row for each thing, written with the state that it shows and taken away when it is done.
CREATE TABLE outbox (
    key     TEXT PRIMARY KEY,
    kind    TEXT NOT NULL,
    payload TEXT NOT NULL,
    version BIGINT NOT NULL,
    rest_ms INTEGER NOT NULL,
    tries   INTEGER NOT NULL,
    next    TEXT NOT NULL,
    problem TEXT,
    created TEXT NOT NULL
);
CREATE INDEX outbox_due ON outbox (next);
-- What an earlier version had finished and not yet filed.
INSERT INTO outbox (key, kind, payload, version, rest_ms, tries, next, created)
    SELECT 'loop:' || trigger_id, 'loop', '{}', 1, 0, 0, updated, updated
    FROM triggers WHERE filed = 0 AND status IN ('completed', 'failed');
DROP INDEX triggers_unfiled;
