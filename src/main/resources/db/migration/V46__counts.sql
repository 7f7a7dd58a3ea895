-- How many triggers and loops stand in each status, so that nobody counts a million.
INSERT INTO counters (name, value) SELECT 'triggers.' || status, COUNT(*) FROM triggers GROUP BY status;
INSERT INTO counters (name, value) SELECT 'loops.' || status, COUNT(*) FROM loops GROUP BY status;

-- Those that are not done are few; SQLite takes this index where a query says "state <> 'done'", too.
DROP INDEX actions_unsettled;
DROP INDEX actions_rejected;
CREATE INDEX actions_open ON actions (state, created) WHERE state <> 'done';

-- What was asked for within the last day.
CREATE INDEX triggers_by_created ON triggers (created);
