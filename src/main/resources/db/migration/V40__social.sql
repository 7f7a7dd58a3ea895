-- What the preparations of an action have left outside, such as a container that is not published yet.
ALTER TABLE actions ADD COLUMN progress TEXT;

-- A call from outside that belongs to no plan has no loop that would wait for it: when it is to be tried again.
ALTER TABLE actions ADD COLUMN wake_at TEXT;

-- The tokens of a system that changes them: what its settings say is only the first of them.
CREATE TABLE oauth_tokens (
    system        TEXT PRIMARY KEY,
    seed          TEXT NOT NULL,
    access_token  TEXT,
    refresh_token TEXT,
    expires       TEXT,
    scope         TEXT,
    renewed_by    TEXT,
    renewed_until TEXT
);

-- The plans that are open, of which there are few however many there have been.
CREATE INDEX loops_active ON loops (arrival) WHERE status = 'active';
