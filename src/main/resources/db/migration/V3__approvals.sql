-- What people were asked and how they decided.
CREATE TABLE approvals (
    approval_id   TEXT PRIMARY KEY,
    action_id     TEXT NOT NULL UNIQUE,
    trigger_id    TEXT,
    skill         TEXT NOT NULL,
    params        TEXT NOT NULL,
    rule          TEXT NOT NULL,
    reason        TEXT NOT NULL,
    status        TEXT NOT NULL,
    created       TEXT NOT NULL,
    decided       TEXT,
    decided_by    TEXT,
    decided_how   TEXT
);
CREATE INDEX approvals_pending ON approvals (created) WHERE status = 'pending';
