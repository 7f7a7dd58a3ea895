-- Requests for approval with all that is recorded of a decision; one open or granted request for an action.
DROP TABLE approvals;
CREATE TABLE approvals (
    approval_id     TEXT PRIMARY KEY,
    action_id       TEXT NOT NULL,
    trigger_id      TEXT,
    skill           TEXT NOT NULL,
    params          TEXT NOT NULL,
    params_hash     TEXT NOT NULL,
    recipient       TEXT,
    amount          TEXT,
    rule            TEXT NOT NULL,
    reason          TEXT NOT NULL,
    status          TEXT NOT NULL,
    created         TEXT NOT NULL,
    expires         TEXT NOT NULL,
    reminded        TEXT,
    file            TEXT,
    alert           TEXT,
    decided         TEXT,
    decided_by      TEXT,
    decided_how     TEXT,
    decision_reason TEXT,
    approved_params TEXT,
    approved_hash   TEXT
);
CREATE UNIQUE INDEX approvals_by_action ON approvals (action_id) WHERE status IN ('pending', 'approved');
CREATE INDEX approvals_by_status ON approvals (status, created, approval_id);
CREATE INDEX approvals_by_decision ON approvals (decided) WHERE decided IS NOT NULL;

-- What has been begun of each skill, once for each action, to hold budgets against.
CREATE TABLE budget_use (
    action_id TEXT PRIMARY KEY,
    skill     TEXT NOT NULL,
    day       TEXT NOT NULL,
    currency  TEXT NOT NULL,
    amount    BIGINT NOT NULL
);
CREATE INDEX budget_use_by_day ON budget_use (skill, day);
