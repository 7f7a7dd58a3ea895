-- What agents that think were asked and what they answered, one row a question, secrets masked. "work" is the trigger, or
-- the action where there is none. A row is there before the question leaves, with the most that it can cost.
CREATE TABLE thoughts (
    thought_id BIGINT PRIMARY KEY,
    work       TEXT NOT NULL,
    day        TEXT NOT NULL,
    model      TEXT NOT NULL,
    asked      TEXT NOT NULL,
    took_ms    BIGINT,
    kind       TEXT NOT NULL,
    question   TEXT NOT NULL,
    answer     TEXT,
    problem    TEXT,
    decision   TEXT,
    retry_at   TEXT,
    tokens_in  BIGINT NOT NULL,
    tokens_out BIGINT NOT NULL,
    cost       BIGINT NOT NULL
);

CREATE INDEX thoughts_work ON thoughts (work, thought_id);
CREATE INDEX thoughts_day ON thoughts (day);

-- Which client decides in a loop that is worked on from outside, and until when if it gives no sign of life.
CREATE TABLE loop_leases (
    loop_id     TEXT PRIMARY KEY REFERENCES loops (loop_id),
    lease       TEXT NOT NULL,
    client      TEXT NOT NULL,
    lease_until TEXT NOT NULL
);

-- What such a client has decided. It is taken once; the loop then does it as it does what every other agent decides.
CREATE TABLE loop_orders (
    order_id   BIGINT PRIMARY KEY,
    trigger_id TEXT NOT NULL,
    client     TEXT NOT NULL,
    given      TEXT NOT NULL,
    decision   TEXT NOT NULL
);

CREATE INDEX loop_orders_trigger ON loop_orders (trigger_id, order_id);
