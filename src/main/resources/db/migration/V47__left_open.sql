-- True of an attempt that ended, its process alive, with its outcome open: such a one uses up one of the repeats or looks
-- that an action has. One that a kill has cut off uses up none.
ALTER TABLE attempts ADD COLUMN left_open INTEGER NOT NULL DEFAULT 0;
