"""Name the ledger's tables, as the latest migration leaves them.

Three kinds. *Truth* is only ever added to: runs, pages, reports, codings, claims, decisions, chain, problems. *Working
tables* say which claims are current and which await merging. *Events* are computed and can be dropped and rebuilt.

Rows that exist in millions point at a claim by its `sequence`, a small integer that is also its place in the order of
recording; people and programs outside see its `id` only. Moments are ISO 8601 text in UTC, on every database alike.
"""

from sqlalchemy import (
    BigInteger,
    Column,
    Date,
    Double,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData()

# SQLite numbers rows by itself only where the column is spelled INTEGER.
_Number = BigInteger().with_variant(Integer, "sqlite")


def _number(name: str) -> Column[int]:
    return Column(name, _Number, primary_key=True)


def _claim(name: str = "claim", *, primary_key: bool = False) -> Column[int]:
    return Column(name, _Number, ForeignKey("claims.sequence"), primary_key=primary_key, nullable=False)


migrations = Table(
    "ledger_migrations",
    metadata,
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
    Column("at", Text, nullable=False),
)

# --- truth: only ever added to --------------------------------------------------------------------------------------

runs = Table(
    "runs",
    metadata,
    _number("id"),
    Column("code_version", Text, nullable=False),
    Column("digests", Text, nullable=False),
    Column("settings", Text, nullable=False),
    Column("inputs_digest", Text, nullable=False),
    Column("started", Text, nullable=False),
    Column("ended", Text),
)

pages = Table(
    "pages",
    metadata,
    Column("digest", Text, primary_key=True),
    Column("size", BigInteger, nullable=False),
    Column("compressed", LargeBinary, nullable=False),
)

reports = Table(
    "reports",
    metadata,
    Column("id", Text, primary_key=True),
    Column("url", Text),
    Column("outlet", Text),
    Column("title", Text),
    Column("author", Text),
    Column("language", Text),
    Column("published", Date),
    Column("published_source", Text),
    Column("fetched", Text),
    Column("raw_digest", Text),
    Column("source_id", Text),
    Column("skipped", Text, nullable=False),
    Column("text", Text, nullable=False),
    Index("reports_raw_digest", "raw_digest"),
    Index("reports_outlet", "outlet"),
)

codings = Table(
    "codings",
    metadata,
    _number("id"),
    Column("report_id", Text, ForeignKey("reports.id"), nullable=False),
    Column("run_id", _Number, ForeignKey("runs.id"), nullable=False),
    Index("codings_report_id", "report_id"),
)

claims = Table(
    "claims",
    metadata,
    _number("sequence"),
    Column("id", Text, nullable=False),
    Column("report_id", Text, ForeignKey("reports.id"), nullable=False),
    Column("mention", Text, nullable=False),
    Column("quote", Text, nullable=False),
    Column("content", Text, nullable=False),
    Column("corrected_from", _Number, ForeignKey("claims.sequence")),
    UniqueConstraint("id", name="claims_id"),
    Index("claims_report_id", "report_id"),
    Index("claims_mention", "mention"),
)

coded_claims = Table(
    "coded_claims",
    metadata,
    Column("coding_id", _Number, ForeignKey("codings.id"), primary_key=True, nullable=False),
    Column("position", Integer, primary_key=True, nullable=False),
    _claim(),
    Column("score", Double, nullable=False),
    Index("coded_claims_claim", "claim"),
)

decisions = Table(
    "decisions",
    metadata,
    _number("sequence"),
    Column("id", Text, nullable=False),
    Column("verdict", Text, nullable=False),
    Column("decided_by", Text, nullable=False),
    Column("decided_at", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("replacement", Text),
    Column("undoes", Text, nullable=False),
    Column("batch", Text),
    UniqueConstraint("id", name="decisions_id"),
    Index("decisions_verdict", "verdict"),
    Index("decisions_batch", "batch"),
)

decision_claims = Table(
    "decision_claims",
    metadata,
    Column("decision", _Number, ForeignKey("decisions.sequence"), primary_key=True, nullable=False),
    Column("position", Integer, primary_key=True, nullable=False),
    Column("claim_id", Text, nullable=False),
    Index("decision_claims_claim_id", "claim_id"),
)

problems = Table(
    "problems",
    metadata,
    _number("id"),
    Column("digest", Text, nullable=False),
    Column("run_id", _Number, ForeignKey("runs.id"), nullable=False),
    Column("input", Text, nullable=False),
    Column("stage", Text, nullable=False),
    Column("message", Text, nullable=False),
    Column("report_id", Text),
    UniqueConstraint("digest", name="problems_digest"),
)

chain = Table(
    "chain",
    metadata,
    _number("number"),
    Column("kind", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("link", Text, nullable=False),
    UniqueConstraint("kind", "subject", name="chain_subject"),
)

# --- working tables: what is current, what waits --------------------------------------------------------------------

current_claims = Table(
    "current_claims",
    metadata,
    _claim(primary_key=True),
    Column("report_id", Text, ForeignKey("reports.id"), nullable=False),
    Column("score", Double, nullable=False),
    Index("current_claims_report_id", "report_id"),
)

claim_blocks = Table(
    "claim_blocks",
    metadata,
    Column("key", Text, primary_key=True, nullable=False),
    _claim(primary_key=True),
    Index("claim_blocks_claim", "claim"),
)

unmerged = Table("unmerged", metadata, _claim(primary_key=True))

# --- events: computed, and can be computed again --------------------------------------------------------------------

events = Table(
    "events",
    metadata,
    _number("number"),
    Column("id", Text, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("event_type", Text, nullable=False),
    Column("standing", Text, nullable=False),
    Column("country", Text),
    Column("latitude", Double),
    Column("longitude", Double),
    Column("earliest", Date),
    Column("latest", Date),
    Column("say_so_count", Integer, nullable=False),
    Column("report_count", Integer, nullable=False),
    Column("content", Text, nullable=False),
    Column("worth", Double, nullable=False),
    UniqueConstraint("id", name="events_id"),
    Index("events_latest", "latest", "id"),
    Index("events_event_type", "event_type", "latest"),
    Index("events_country", "country", "latest"),
    Index("events_worth", "worth", "id"),
    Index("events_voices", "latest", "id"),
    Index("events_voices_type", "event_type", "latest"),
    Index("events_voices_country", "country", "latest"),
    Index("events_standing", "standing", "latest"),
)

event_claims = Table(
    "event_claims",
    metadata,
    _claim(primary_key=True),
    Column("event", _Number, ForeignKey("events.number"), nullable=False),
    Index("event_claims_event", "event"),
)

revisions = Table(
    "revisions",
    metadata,
    _number("id"),
    Column("event_id", Text, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("at", Text, nullable=False),
    Column("what", Text, nullable=False),
    UniqueConstraint("event_id", "revision", name="revisions_event_id"),
    Index("revisions_at", "at"),
)
