ALTER TABLE claims ADD COLUMN corrected_from $number REFERENCES claims (sequence);

ALTER TABLE decisions ADD COLUMN undoes TEXT NOT NULL DEFAULT '[]';

ALTER TABLE decisions ADD COLUMN batch TEXT;

CREATE INDEX decisions_verdict ON decisions (verdict);

CREATE INDEX decisions_batch ON decisions (batch);

CREATE TABLE chain (
    number $identity,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    digest TEXT NOT NULL,
    link TEXT NOT NULL,
    CONSTRAINT chain_subject UNIQUE (kind, subject)
);

ALTER TABLE events ADD COLUMN worth DOUBLE PRECISION NOT NULL DEFAULT 0;

CREATE INDEX events_worth ON events (worth, id);

INSERT INTO unmerged (claim) SELECT claim FROM current_claims WHERE claim NOT IN (SELECT claim FROM unmerged);
