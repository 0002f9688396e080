CREATE TABLE ledger_migrations (
    version INTEGER NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    at TEXT NOT NULL
);

CREATE TABLE runs (
    id $identity,
    code_version TEXT NOT NULL,
    digests TEXT NOT NULL,
    settings TEXT NOT NULL,
    inputs_digest TEXT NOT NULL,
    started TEXT NOT NULL,
    ended TEXT
);

CREATE TABLE pages (
    digest TEXT NOT NULL PRIMARY KEY,
    size BIGINT NOT NULL,
    compressed $bytes NOT NULL
);

CREATE TABLE reports (
    id TEXT NOT NULL PRIMARY KEY,
    url TEXT,
    outlet TEXT,
    title TEXT,
    author TEXT,
    language TEXT,
    published DATE,
    published_source TEXT,
    fetched TEXT,
    raw_digest TEXT,
    source_id TEXT,
    skipped TEXT NOT NULL,
    text TEXT NOT NULL
);

CREATE INDEX reports_raw_digest ON reports (raw_digest);

CREATE TABLE codings (
    id $identity,
    report_id TEXT NOT NULL REFERENCES reports (id),
    run_id $number NOT NULL REFERENCES runs (id)
);

CREATE INDEX codings_report_id ON codings (report_id);

CREATE TABLE claims (
    sequence $identity,
    id TEXT NOT NULL,
    report_id TEXT NOT NULL REFERENCES reports (id),
    mention TEXT NOT NULL,
    quote TEXT NOT NULL,
    content TEXT NOT NULL,
    CONSTRAINT claims_id UNIQUE (id)
);

CREATE INDEX claims_report_id ON claims (report_id);

CREATE INDEX claims_mention ON claims (mention);

CREATE TABLE coded_claims (
    coding_id $number NOT NULL REFERENCES codings (id),
    position INTEGER NOT NULL,
    claim $number NOT NULL REFERENCES claims (sequence),
    score DOUBLE PRECISION NOT NULL,
    PRIMARY KEY (coding_id, position)
);

CREATE INDEX coded_claims_claim ON coded_claims (claim);

CREATE TABLE decisions (
    sequence $identity,
    id TEXT NOT NULL,
    verdict TEXT NOT NULL,
    decided_by TEXT NOT NULL,
    decided_at TEXT NOT NULL,
    reason TEXT NOT NULL,
    replacement TEXT,
    CONSTRAINT decisions_id UNIQUE (id)
);

CREATE TABLE decision_claims (
    decision $number NOT NULL REFERENCES decisions (sequence),
    position INTEGER NOT NULL,
    claim_id TEXT NOT NULL,
    PRIMARY KEY (decision, position)
);

CREATE INDEX decision_claims_claim_id ON decision_claims (claim_id);

CREATE TABLE problems (
    id $identity,
    digest TEXT NOT NULL,
    run_id $number NOT NULL REFERENCES runs (id),
    input TEXT NOT NULL,
    stage TEXT NOT NULL,
    message TEXT NOT NULL,
    report_id TEXT,
    CONSTRAINT problems_digest UNIQUE (digest)
);

CREATE TABLE current_claims (
    claim $number NOT NULL PRIMARY KEY REFERENCES claims (sequence),
    report_id TEXT NOT NULL REFERENCES reports (id),
    score DOUBLE PRECISION NOT NULL
);

CREATE INDEX current_claims_report_id ON current_claims (report_id);

CREATE TABLE claim_blocks (
    key TEXT NOT NULL,
    claim $number NOT NULL REFERENCES claims (sequence),
    PRIMARY KEY (key, claim)
)$without_rowid;

CREATE INDEX claim_blocks_claim ON claim_blocks (claim);

CREATE TABLE unmerged (
    claim $number NOT NULL PRIMARY KEY REFERENCES claims (sequence)
);

CREATE TABLE events (
    number $identity,
    id TEXT NOT NULL,
    revision INTEGER NOT NULL,
    event_type TEXT NOT NULL,
    standing TEXT NOT NULL,
    country TEXT,
    latitude DOUBLE PRECISION,
    longitude DOUBLE PRECISION,
    earliest DATE,
    latest DATE,
    say_so_count INTEGER NOT NULL,
    report_count INTEGER NOT NULL,
    content TEXT NOT NULL,
    CONSTRAINT events_id UNIQUE (id)
);

CREATE INDEX events_latest ON events (latest, id);

CREATE INDEX events_event_type ON events (event_type, latest);

CREATE INDEX events_country ON events (country, latest);

CREATE TABLE event_claims (
    claim $number NOT NULL PRIMARY KEY REFERENCES claims (sequence),
    event $number NOT NULL REFERENCES events (number)
);

CREATE INDEX event_claims_event ON event_claims (event);

CREATE TABLE revisions (
    id $identity,
    event_id TEXT NOT NULL,
    revision INTEGER NOT NULL,
    at TEXT NOT NULL,
    what TEXT NOT NULL,
    CONSTRAINT revisions_event_id UNIQUE (event_id, revision)
);

CREATE INDEX revisions_at ON revisions (at);
