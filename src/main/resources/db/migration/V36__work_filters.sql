-- Work is looked for by steps that a person has rejected.
CREATE INDEX actions_rejected ON actions (trigger_id) WHERE state = 'rejected';
