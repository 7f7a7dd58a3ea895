-- The CEO briefing of each week. A revision that was made after the week had ended is kept as it is; when the books are
-- changed afterwards there is another one.
CREATE TABLE briefings (
    week       TEXT NOT NULL,
    revision   INTEGER NOT NULL,
    as_of      TEXT NOT NULL,
    generated  TEXT NOT NULL,
    complete   INTEGER NOT NULL,
    document   TEXT NOT NULL,
    markdown   TEXT NOT NULL,
    shown      TEXT,
    mail_due   TEXT,
    mail_tries INTEGER NOT NULL,
    PRIMARY KEY (week, revision)
);
CREATE INDEX briefings_to_mail ON briefings (mail_due) WHERE mail_due IS NOT NULL;

-- Since when the weeks count that must have a briefing: the first start of a version that writes them.
CREATE TABLE briefing_start (
    one   INTEGER PRIMARY KEY,
    since TEXT NOT NULL
);

-- What a loop waited for and since when; it ended when the loop next waited for something else, or was over.
CREATE TABLE waits (
    loop_id     TEXT NOT NULL,
    since       TEXT NOT NULL,
    waiting_for TEXT NOT NULL,
    why         TEXT NOT NULL,
    wake_at     TEXT,
    PRIMARY KEY (loop_id, since, waiting_for)
);
CREATE INDEX loops_by_end ON loops (completed) WHERE completed IS NOT NULL;
