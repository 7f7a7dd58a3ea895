-- What a look at the outside found before a person was asked: sentences, as a JSON list.
ALTER TABLE approvals ADD COLUMN preview TEXT;
