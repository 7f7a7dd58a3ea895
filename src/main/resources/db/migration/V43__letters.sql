-- What came by a mailbox or a messenger, each once. The key is what the receiving side calls it (account, folder, UIDVALIDITY
-- and UID; the platform's message id), never what its sender chose.
CREATE TABLE letters (
    letter_key  TEXT PRIMARY KEY,
    origin      TEXT NOT NULL,
    account     TEXT NOT NULL,
    name        TEXT NOT NULL UNIQUE,
    external_id TEXT,
    digest      TEXT,
    sender      TEXT,
    proved      TEXT,
    subject     TEXT,
    payload     TEXT,
    state       TEXT NOT NULL,
    filed       INTEGER NOT NULL DEFAULT 0,
    received    TEXT NOT NULL,
    trigger_id  TEXT
);
CREATE INDEX letters_arrived ON letters (origin, received) WHERE state = 'arrived';
CREATE INDEX letters_unfiled ON letters (account) WHERE filed = 0;
CREATE INDEX letters_by_external_id ON letters (external_id);
CREATE INDEX letters_by_digest ON letters (digest);
CREATE INDEX letters_by_proved ON letters (proved, received);
CREATE INDEX letters_by_sender ON letters (sender, received);
CREATE INDEX letters_by_trigger ON letters (trigger_id);

-- How far each folder of a mailbox has been read.
CREATE TABLE mailbox_places (
    account     TEXT NOT NULL,
    folder      TEXT NOT NULL,
    uidvalidity BIGINT NOT NULL,
    next_uid    BIGINT NOT NULL,
    since       TEXT NOT NULL,
    PRIMARY KEY (account, folder)
);

-- What a messenger says became of the messages that we sent.
CREATE TABLE letter_statuses (
    message_id TEXT NOT NULL,
    status     TEXT NOT NULL,
    at         TEXT NOT NULL,
    PRIMARY KEY (message_id, status)
);
