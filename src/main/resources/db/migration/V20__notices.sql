-- Which alerts the owner was told of by mail. Those of one mail share its id, and a mail that is tried again keeps it.
CREATE TABLE notices (
    notice   TEXT PRIMARY KEY,
    mail_id  TEXT NOT NULL,
    tries    INTEGER NOT NULL,
    next_try TEXT NOT NULL,
    sent     TEXT
);
