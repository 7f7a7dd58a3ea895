-- How far each attempt of an action has come with its one effect. Rows are there for attempts that cannot be repeated and
-- for those whose outcome is open; an action that ended without doubt has none.
CREATE TABLE attempts (
    action_id TEXT NOT NULL REFERENCES actions (action_id),
    attempt   INTEGER NOT NULL,
    mark      TEXT NOT NULL,
    known     TEXT NOT NULL,
    request   TEXT,
    at        TEXT NOT NULL,
    PRIMARY KEY (action_id, attempt)
);

-- When the action was begun for the first time: what is computed from the time is the same in every attempt.
ALTER TABLE actions ADD COLUMN begun TEXT;
UPDATE actions SET begun = started;

-- Of what was under way before marks were kept, nobody knows more than this.
INSERT INTO attempts (action_id, attempt, mark, known, request, at)
SELECT action_id, attempts, 'about_to_act', '{}', NULL, COALESCE(started, created)
FROM actions
WHERE state IN ('running', 'in_doubt') AND attempts > 0;

-- The action, or the health check, whose call failed first: a system counts as offline when another one fails, too.
ALTER TABLE systems ADD COLUMN witness TEXT;

CREATE INDEX actions_waiting_calls ON actions (created) WHERE trigger_id IS NULL AND state = 'waiting';
CREATE INDEX actions_done_by_type ON actions (type, ended) WHERE state = 'done';
