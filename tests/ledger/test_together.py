"""Several programs write to one ledger and read from it at once; nothing is lost, and no reader sees half a change."""

from evaluation.soak import soak


def test_writers_and_readers_at_once_lose_nothing(ledger_place: str) -> None:
    figures = soak(ledger_place, writers=3, readers=2, seconds=4)
    assert figures["told as recorded"] > 0
    assert figures["pieces of work read"] > 0
    wrong = ("lost", "errors of writers", "errors of readers", "verify findings")
    assert {name: figures[name] for name in wrong} == dict.fromkeys(wrong, 0)
