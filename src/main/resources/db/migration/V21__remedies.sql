-- A step that was added to a plan to mend what kept another one from being done.
ALTER TABLE actions ADD COLUMN remedy_for TEXT;
ALTER TABLE actions ADD COLUMN problem TEXT;
