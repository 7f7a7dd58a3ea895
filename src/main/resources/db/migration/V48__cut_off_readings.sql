-- What was being read when the assistant was stopped, and how often: what kills the process is not read for ever.
CREATE TABLE cut_off_readings (
    identity TEXT PRIMARY KEY,
    times    INTEGER NOT NULL,
    last     TEXT NOT NULL
);
