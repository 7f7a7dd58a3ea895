-- The state of everything. Portable between SQLite and PostgreSQL: times are ISO 8601 text in UTC, JSON is text.

CREATE TABLE counters (
    name  TEXT PRIMARY KEY,
    value BIGINT NOT NULL
);

CREATE TABLE triggers (
    trigger_id        TEXT PRIMARY KEY,
    arrival           BIGINT NOT NULL UNIQUE,
    content_key       TEXT NOT NULL UNIQUE,
    source_domain     TEXT NOT NULL,
    source_type       TEXT NOT NULL,
    source_data       TEXT NOT NULL,
    triggered_actions TEXT NOT NULL,
    status            TEXT NOT NULL,
    created           TEXT NOT NULL,
    updated           TEXT NOT NULL,
    context           TEXT NOT NULL,
    task_file         TEXT,
    sender            TEXT,
    trusted           INTEGER NOT NULL,
    filed             INTEGER NOT NULL
);
CREATE INDEX triggers_by_status ON triggers (status, arrival);
CREATE INDEX triggers_unfiled ON triggers (arrival) WHERE filed = 0;

CREATE TABLE actions (
    action_id   TEXT PRIMARY KEY,
    trigger_id  TEXT REFERENCES triggers (trigger_id),
    position    INTEGER NOT NULL,
    type        TEXT NOT NULL,
    params      TEXT NOT NULL,
    state       TEXT NOT NULL,
    attempts    INTEGER NOT NULL,
    retries     INTEGER NOT NULL,
    retry_since TEXT,
    caller      TEXT NOT NULL,
    result      TEXT,
    message     TEXT,
    created     TEXT NOT NULL,
    started     TEXT,
    ended       TEXT
);
CREATE UNIQUE INDEX actions_by_trigger ON actions (trigger_id, position);
CREATE INDEX actions_unsettled ON actions (state, created) WHERE state IN ('running', 'awaiting_approval', 'in_doubt');

CREATE TABLE loops (
    loop_id           TEXT PRIMARY KEY,
    trigger_id        TEXT NOT NULL UNIQUE REFERENCES triggers (trigger_id),
    arrival           BIGINT NOT NULL,
    task_file         TEXT,
    plan_md           TEXT NOT NULL,
    max_iterations    INTEGER NOT NULL,
    current_iteration INTEGER NOT NULL,
    status            TEXT NOT NULL,
    started           TEXT NOT NULL,
    completed         TEXT,
    outcome           TEXT,
    waiting_for       TEXT,
    wake_at           TEXT,
    owner             TEXT,
    lease_until       TEXT
);
CREATE INDEX loops_ready ON loops (arrival) WHERE status = 'active' AND owner IS NULL AND wake_at IS NOT NULL;
CREATE INDEX loops_leased ON loops (lease_until) WHERE status = 'active' AND owner IS NOT NULL;

CREATE TABLE log_heads (
    log  TEXT PRIMARY KEY,
    seq  BIGINT NOT NULL,
    hash TEXT NOT NULL
);

CREATE TABLE log_lines (
    log        TEXT NOT NULL,
    seq        BIGINT NOT NULL,
    at         TEXT NOT NULL,
    trigger_id TEXT,
    line       TEXT NOT NULL,
    PRIMARY KEY (log, seq)
);
CREATE INDEX log_lines_by_trigger ON log_lines (trigger_id, at) WHERE trigger_id IS NOT NULL;
