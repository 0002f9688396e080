"""Decisions leave as CSV and come back the same, and a spreadsheet can be a place to decide."""

from io import BytesIO

import pytest

from sayso.errors import SaysoError, UsageError
from sayso.ledger import Ledger
from sayso.pipeline import merge
from sayso.records import Decision, Verdict
from sayso.reviewing import Judge, add_decisions, decide, read_decisions, undo, write_decisions
from tests.ledger.builders import MORNING, RAW, start_run
from tests.reviewing.conftest import MIN_SCORE, Shelling


def _written(ledger: Ledger) -> list[str]:
    out = BytesIO()
    write_decisions(ledger.decisions(), out)
    return out.getvalue().decode().splitlines(keepends=True)


def _read(lines: list[str]) -> list[Decision]:
    return list(read_decisions(lines, MORNING))


def _some_decisions(shelling: Shelling) -> None:
    first, second = shelling.hits
    made = decide(shelling.ledger, Verdict.REJECT, [first.id], Judge("Kim", MORNING, "=cmd|' /C calc'!A1"))
    decide(
        shelling.ledger, Verdict.CORRECT, [second.id], Judge("Lee", MORNING, "é, “so”\nand"), {"certainty": "hedged"}
    )
    decide(shelling.ledger, Verdict.DIFFERENT, [shelling.ledger.event_of(first.id).id, shelling.arrests[0].id], KIM)
    undo(shelling.ledger, made[0].id, Judge("Kim", MORNING))


KIM = Judge("Kim", MORNING, "")


def test_decisions_come_back_as_they_were(shelling: Shelling) -> None:
    _some_decisions(shelling)
    assert tuple(_read(_written(shelling.ledger))) == shelling.ledger.decisions()


def test_no_cell_starts_a_formula(shelling: Shelling) -> None:
    _some_decisions(shelling)
    assert not [line for line in _written(shelling.ledger) if ",=cmd" in line]


def test_reading_the_same_file_twice_adds_nothing(shelling: Shelling) -> None:
    _some_decisions(shelling)
    before = shelling.ledger.decisions()
    assert add_decisions(shelling.ledger, _read(_written(shelling.ledger))) == ()
    assert shelling.ledger.decisions() == before


def test_decisions_carry_over_to_another_ledger(shelling: Shelling, ledger: Ledger) -> None:
    _some_decisions(shelling)
    for report, hit, arrest in zip(shelling.reports, shelling.hits, shelling.arrests, strict=True):
        ledger.record(start_run(ledger), report, RAW, (hit, arrest))
    merge(ledger, MIN_SCORE)
    add_decisions(ledger, _read(_written(shelling.ledger)))
    assert ledger.decisions() == shelling.ledger.decisions()


def test_rows_of_a_spreadsheet_are_one_batch_undone_as_one(shelling: Shelling) -> None:
    first, second = shelling.hits
    lines = ["verdict,claims,by,reason\n", f"reject,{first.id},Kim,sport\n", f"reject,{second.id},Kim,sport\n"]
    made = add_decisions(shelling.ledger, _read(lines))
    merge(shelling.ledger, MIN_SCORE)
    assert shelling.ledger.event_ids_of([first.id, second.id]) == {}
    undo(shelling.ledger, made[0].batch or "", KIM)
    merge(shelling.ledger, MIN_SCORE)
    assert len(shelling.ledger.event_ids_of([first.id, second.id])) == 2


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (["verdict,by\n", "accept,Kim\n"], "claims is missing"),
        (["verdict,claims,by\n", "adore,c_1,Kim\n"], "row 2: 'adore' is no verdict"),
        (["verdict,claims,by\n", "accept,,Kim\n"], "row 2: claims is empty"),
        (["verdict,claims,by\n", "accept,c_1,\n"], "row 2: by is empty"),
        (["verdict,claims,by,replacement\n", "correct,c_1,Kim,{\n"], "row 2:"),
        (["id,verdict,claims,by\n", "d_1,accept,c_1,Kim\n"], "does not have the digest"),
    ],
)
def test_a_row_that_makes_no_sense_is_named(lines: list[str], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        _read(lines)


def test_one_unknown_claim_keeps_all_rows_out(shelling: Shelling) -> None:
    lines = ["verdict,claims,by\n", f"reject,{shelling.hits[0].id},Kim\n", "reject,c_unknown,Kim\n"]
    with pytest.raises(SaysoError, match="c_unknown"):
        add_decisions(shelling.ledger, _read(lines))
    assert shelling.ledger.decisions() == ()
