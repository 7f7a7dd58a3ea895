-- What has been used of each quota in its current window.
CREATE TABLE quotas (
    name         TEXT PRIMARY KEY,
    window_start TEXT NOT NULL,
    window_end   TEXT NOT NULL,
    used         BIGINT NOT NULL,
    ceiling      BIGINT
);
