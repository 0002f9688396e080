"""Keep the table of current claims: a report's latest coding, with what people decided about it applied."""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Connection, Table, bindparam, delete, insert, select, update
from sqlalchemy import func as sql

from sayso.ledger.in_force import Current, claims_that_stand
from sayso.ledger.mentions import mentions_in_reports
from sayso.ledger.rows import claim_row, in_portions, insert_new
from sayso.ledger.stored_claims import every_claim_of_report, last_coding, recorded_order
from sayso.ledger.stored_decisions import decisions_in_reports
from sayso.ledger.tables import claim_blocks, claims, current_claims, event_claims, reports, unmerged


def lock_reports(connection: Connection, report_ids: Iterable[str]) -> None:
    """Let nobody else change what stands of these reports until this transaction is over."""
    for portion in in_portions(sorted(report_ids)):
        connection.execute(
            select(reports.c.id).where(reports.c.id.in_(portion)).order_by(reports.c.id).with_for_update()
        )


def refresh(connection: Connection, report_id: str) -> None:
    """Work out anew which claims of a report are current, and queue what merging must look at again."""
    standing = standing_of_report(connection, report_id)
    _record_corrected(connection, report_id, [current for current in standing if current.corrected_from])
    sequence_of = recorded_order(connection, [current.claim.id for current in standing])
    scores = {sequence_of[current.claim.id]: current.claim.score for current in standing}
    _make_current(connection, report_id, scores)


def standing_of_report(connection: Connection, report_id: str) -> list[Current]:
    """Compute the current claims of a report from its latest coding and the decisions about it."""
    coded = last_coding(connection, report_id)
    made = decisions_in_reports(connection, [report_id])
    if not made:
        return [Current(claim) for claim in coded]
    ever = {quoted.claim.id: quoted.claim for quoted in every_claim_of_report(connection, report_id)}
    return claims_that_stand(coded, ever, mentions_in_reports(connection, [report_id]), made)


def queue(connection: Connection, sequences: set[int]) -> None:
    """Queue claims for merging."""
    if sequences:
        connection.execute(insert_new(connection, unmerged), [{"claim": claim} for claim in sorted(sequences)])


def queue_everything(connection: Connection) -> int:
    """Queue all current claims for merging, and return how many there are."""
    connection.execute(delete(unmerged))
    connection.execute(insert(unmerged).from_select(["claim"], select(current_claims.c.claim)))
    return connection.scalar(select(sql.count()).select_from(current_claims)) or 0


def put_in_blocks(connection: Connection, blocks: Mapping[str, Sequence[str]]) -> None:
    """Put claims into the blocks of these keys, and take them out of all others."""
    sequence_of = recorded_order(connection, blocks)
    _delete_claims(connection, claim_blocks, sequence_of.values())
    rows = [{"key": key, "claim": sequence_of[claim]} for claim, keys in blocks.items() for key in sorted(set(keys))]
    if rows:
        connection.execute(insert(claim_blocks), rows)


def _record_corrected(connection: Connection, report_id: str, corrected: Sequence[Current]) -> None:
    """Record claims that a correction makes; they keep the mention of the claim they were made from."""
    if not corrected:
        return
    text = connection.scalars(select(reports.c.text).where(reports.c.id == report_id)).one()
    origins = {current.corrected_from: current for current in corrected if current.corrected_from}
    rows = connection.execute(
        select(claims.c.id, claims.c.sequence, claims.c.mention).where(claims.c.id.in_(list(origins)))
    )
    new = [
        claim_row(origins[row.id].claim, text) | {"mention": row.mention, "corrected_from": row.sequence}
        for row in rows
    ]
    connection.execute(insert_new(connection, claims), new)


def _make_current(connection: Connection, report_id: str, scores: Mapping[int, float]) -> None:
    rows = connection.execute(
        select(current_claims.c.claim, current_claims.c.score).where(current_claims.c.report_id == report_id)
    )
    before = {row.claim: row.score for row in rows}
    withdrawn, added = before.keys() - scores.keys(), scores.keys() - before.keys()
    changed = {claim for claim, score in scores.items() if before.get(claim) != score}
    _delete_claims(connection, current_claims, withdrawn)
    _delete_claims(connection, claim_blocks, withdrawn)
    if added:
        connection.execute(
            insert(current_claims),
            [{"claim": claim, "report_id": report_id, "score": scores[claim]} for claim in sorted(added)],
        )
    for claim in changed - added:
        connection.execute(update(current_claims).where(current_claims.c.claim == claim).values(score=scores[claim]))
    held = _held(connection, withdrawn)
    _delete_claims(connection, unmerged, withdrawn - held)
    queue(connection, changed | held)


def _held(connection: Connection, sequences: set[int]) -> set[int]:
    """Return those claims that an event holds."""
    held: set[int] = set()
    for portion in in_portions(sequences):
        held.update(connection.scalars(select(event_claims.c.claim).where(event_claims.c.claim.in_(portion))))
    return held


def _delete_claims(connection: Connection, table: Table, sequences: Iterable[int]) -> None:
    gone = [{"gone": claim} for claim in sorted(sequences)]
    if gone:
        connection.execute(delete(table).where(table.c.claim == bindparam("gone")), gone)
