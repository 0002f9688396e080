"""A ledger can be copied to either database, backed up while others write, and brought back."""

from pathlib import Path

import pytest

from sayso.errors import LedgerError
from sayso.ledger import EventQuery, Ledger
from sayso.pipeline import merge, rebuilt_events
from sayso.records import Verdict
from sayso.reviewing import Judge, decide
from sayso.verify import verify
from tests.builders import KHERSON, on, said_by
from tests.ledger.builders import MORNING, RAW, record_shelling, shelling_report, start_run


@pytest.fixture
def filled(ledger: Ledger) -> Ledger:
    """Return a ledger with reports, events, a correction, a problem, and a run that ended."""
    for number in range(3):
        _, claims = record_shelling(ledger, number, place=KHERSON, time=on(8), attributions=(said_by("Olena Bondar"),))
    merge(ledger, 0.6)
    decide(ledger, Verdict.CORRECT, [claims[0].id], Judge("Kim", MORNING), {"certainty": "hedged"})
    merge(ledger, 0.6)
    ledger.end_run(1, MORNING)
    return ledger


def _is_sound(ledger: Ledger) -> bool:
    return verify(ledger, lambda: rebuilt_events(ledger, 0.6)) == []


def test_a_copy_holds_everything_and_goes_on_by_itself(filled: Ledger, other_place: str) -> None:
    with Ledger.open(other_place) as other:
        filled.copy_to(other)
        assert other.counts() == filled.counts()
        assert other.decisions() == filled.decisions()
        assert list(other.events()) == list(filled.events())
        assert other.newest_link() == filled.newest_link()
        assert list(other.feed()) == list(filled.feed())
        assert other.event_count(EventQuery(words="bondar kherson")) == filled.event_count(EventQuery(words="bondar"))
        assert _is_sound(other)
        record_shelling(other, 9)
        merge(other, 0.6)
        decide(other, Verdict.REJECT, [next(other.events()).id], Judge("Lee", MORNING))
        merge(other, 0.6)
        assert _is_sound(other)


def test_a_ledger_that_holds_something_is_not_copied_over(filled: Ledger, other_place: str) -> None:
    with Ledger.open(other_place) as other:
        report, _ = record_shelling(other, 7)
        with pytest.raises(LedgerError, match="holds reports or runs already"):
            filled.copy_to(other)
        assert [kept.id for kept in other.reports()] == [report.id]


def test_a_backup_is_the_ledger_as_it_was_while_others_write_on(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "sayso.db") as ledger:
        record_shelling(ledger, 1)
        merge(ledger, 0.6)
        ledger.back_up_file(tmp_path / "backup.db")
        record_shelling(ledger, 2)
    with Ledger.open(tmp_path / "backup.db", create=False) as backup:
        assert backup.counts().reports == 1
        assert backup.event_count(EventQuery(words="shell")) == backup.event_count()
        assert _is_sound(backup)


def test_a_backup_does_not_overwrite(tmp_path: Path) -> None:
    (tmp_path / "backup.db").write_text("precious")
    with Ledger.open(tmp_path / "sayso.db") as ledger, pytest.raises(LedgerError, match="there already"):
        ledger.back_up_file(tmp_path / "backup.db")
    assert (tmp_path / "backup.db").read_text() == "precious"


def test_the_feed_goes_on_after_a_sequence_number(filled: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sayso.ledger.stored_events._FEED_PORTION", 2)
    whole = list(filled.feed())
    assert len(whole) >= 2
    assert [note.sequence for note in whole] == sorted({note.sequence for note in whole})
    assert list(filled.feed(after=whole[0].sequence)) == whole[1:]
    assert list(filled.feed(after=whole[-1].sequence)) == []


def test_the_feed_starts_at_a_moment(filled: Ledger) -> None:
    assert list(filled.feed(since="2024-05-09T08:00:00.000000+00:00")) == list(filled.feed())
    assert list(filled.feed(since="2030")) == []


def test_everything_can_be_merged_anew_and_comes_out_the_same(filled: Ledger) -> None:
    before = list(filled.events())
    assert filled.queue_everything() == filled.counts().claims
    merge(filled, 0.6)
    assert list(filled.events()) == before
    assert _is_sound(filled)


def test_a_problem_and_a_skipped_report_are_copied_too(ledger: Ledger, other_place: str) -> None:
    ledger.record(start_run(ledger), shelling_report(5), RAW, ())
    with Ledger.open(other_place) as other:
        ledger.copy_to(other)
        assert other.has_report(shelling_report(5).id)
