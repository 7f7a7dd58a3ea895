-- What the watched pages said when their last change became work.
CREATE TABLE watched_pages (
    name    TEXT PRIMARY KEY,
    words   TEXT NOT NULL,
    changes BIGINT NOT NULL,
    at      TEXT NOT NULL
);
