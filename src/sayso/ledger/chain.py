"""Chain runs and decisions: each link is a digest over the link before, so that nothing can be changed or taken out
without every later link changing.

A run has two links: when it starts, over the code, data and settings it uses, and when it ends, over every claim it
read. Whoever notes the newest link can prove later that the ledger still holds all it held then.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, insert, select

from sayso.decision_json import decision_json
from sayso.ledger.locks import lock_chain
from sayso.ledger.stored_decisions import every_decision
from sayso.ledger.tables import chain, claims, coded_claims, codings, runs
from sayso.records import Decision, digest_of

START = digest_of(["sayso"])
_STARTED, _ENDED, _DECIDED = "run started", "run ended", "decision"


@dataclass(frozen=True, slots=True)
class Link:
    """One link: what it is about, the digest of that, and the digest over it and the link before."""

    number: int
    kind: str
    subject: str
    digest: str
    link: str


def run_started(connection: Connection, run_id: int) -> None:
    """Add the link of a run that starts."""
    _add(connection, _STARTED, str(run_id), _start_of_run(connection, run_id))


def run_ended(connection: Connection, run_id: int) -> None:
    """Add the link of a run that ends."""
    _add(connection, _ENDED, str(run_id), _end_of_run(connection, run_id))


def decided(connection: Connection, decision: Decision) -> None:
    """Add the link of a decision."""
    _add(connection, _DECIDED, decision.id, digest_of([decision_json(decision)]))


def newest(connection: Connection) -> Link | None:
    """Return the newest link."""
    row = connection.execute(select(chain).order_by(chain.c.number.desc()).limit(1)).one_or_none()
    return None if row is None else Link(*row)


def subjects(connection: Connection) -> list[tuple[str, str]]:
    """Return the kind and subject of every link, in order."""
    rows = connection.execute(select(chain.c.kind, chain.c.subject).order_by(chain.c.number))
    return [(row.kind, row.subject) for row in rows]


def has(connection: Connection, link: str) -> bool:
    """Tell whether the chain holds a link."""
    return connection.scalar(select(chain.c.number).where(chain.c.link == link)) is not None


def breaks(connection: Connection) -> Iterator[tuple[str, str]]:
    """Yield what does not hold, as the subject and what is wrong with it."""
    now = dict(_digests_now(connection))
    before = START
    for row in connection.execute(select(chain).order_by(chain.c.number)):
        found = Link(*row)
        what = f"{found.kind} {found.subject}"
        if found.link != _link(before, found.kind, found.subject, found.digest):
            yield what, "its link does not follow from the one before: a link was changed, added or taken out"
        digest = now.pop((found.kind, found.subject), None)
        if digest is None:
            yield what, "the chain holds it, but the ledger does not"
        elif digest != found.digest:
            yield what, "it is not what it was when it was recorded"
        before = found.link
    for kind, subject in now:
        yield f"{kind} {subject}", "the ledger holds it, but the chain does not"


def _add(connection: Connection, kind: str, subject: str, digest: str) -> None:
    lock_chain(connection)
    last = newest(connection)
    link = _link(last.link if last else START, kind, subject, digest)
    connection.execute(insert(chain).values(kind=kind, subject=subject, digest=digest, link=link))


def _link(before: str, kind: str, subject: str, digest: str) -> str:
    return digest_of([before, kind, subject, digest])


def _digests_now(connection: Connection) -> Iterator[tuple[tuple[str, str], str]]:
    """Yield the digest of everything that should have a link, as it is now."""
    for run_id, ended in connection.execute(select(runs.c.id, runs.c.ended).order_by(runs.c.id)).all():
        yield (_STARTED, str(run_id)), _start_of_run(connection, run_id)
        if ended is not None:
            yield (_ENDED, str(run_id)), _end_of_run(connection, run_id)
    for decision in every_decision(connection):
        yield (_DECIDED, decision.id), digest_of([decision_json(decision)])


def _start_of_run(connection: Connection, run_id: int) -> str:
    chosen = select(
        runs.c.id, runs.c.code_version, runs.c.digests, runs.c.settings, runs.c.inputs_digest, runs.c.started
    )
    return digest_of(_members(connection.execute(chosen.where(runs.c.id == run_id)).one()))


def _end_of_run(connection: Connection, run_id: int) -> str:
    """Digest when a run ended and every claim it read, report by report in the order of coding."""
    ended = connection.scalar(select(runs.c.ended).where(runs.c.id == run_id))
    read = sha256()
    codings_of_run = (
        select(codings.c.report_id, claims.c.id, coded_claims.c.score)
        .join_from(codings, coded_claims, coded_claims.c.coding_id == codings.c.id, isouter=True)
        .join(claims, claims.c.sequence == coded_claims.c.claim, isouter=True)
        .where(codings.c.run_id == run_id)
        .order_by(codings.c.id, coded_claims.c.position)
    )
    for row in connection.execute(codings_of_run):
        read.update(digest_of(_members(row)).encode())
    return digest_of([run_id, ended, read.hexdigest()])


def _members(row: Any) -> list[Any]:
    return list(row)


def link_what_stands(connection: Connection) -> None:
    """Give the runs and decisions of a ledger made before there was a chain their links; do nothing if it has one."""
    if newest(connection) is not None:
        return
    for (kind, subject), digest in list(_digests_now(connection)):
        _add(connection, kind, subject, digest)
