-- Outside systems that cannot be used now; a system without a row is well.
CREATE TABLE systems (
    system     TEXT PRIMARY KEY,
    state      TEXT NOT NULL,
    since      TEXT NOT NULL,
    next_probe TEXT,
    message    TEXT NOT NULL,
    alerted    INTEGER NOT NULL
);
