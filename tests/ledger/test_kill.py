"""A ledger whose writers are killed holds everything that they were told is recorded, and stays sound."""

from evaluation.kill import killed

KILLS = 6


def test_what_was_told_as_recorded_outlives_the_death_of_who_adds_and_who_reviews(ledger_place: str) -> None:
    counts = killed(ledger_place, KILLS, seed=2022)
    assert counts["told as recorded"] > KILLS
    assert (counts["records lost"], counts["verify findings"]) == (0, 0)
