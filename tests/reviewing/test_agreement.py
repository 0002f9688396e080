"""Agreement is Krippendorff's alpha over what at least two people judged."""

from datetime import timedelta

import pytest

from sayso.records import Verdict
from sayso.reviewing import Judge, agreement, decide
from sayso.reviewing.agreement import measured
from tests.ledger.builders import MORNING
from tests.reviewing.conftest import Shelling

KIM, LEE = Judge("Kim", MORNING), Judge("Lee", MORNING + timedelta(minutes=1))


def test_a_published_example_gives_its_published_alpha() -> None:
    """Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), example C: nominal data, missing values."""
    rows = {
        "A": "1 2 3 3 2 1 4 1 2 . . .",
        "B": "1 2 3 3 2 2 4 1 2 5 . 3",
        "C": ". 3 3 3 2 3 4 2 2 5 1 .",
        "D": "1 2 3 3 2 4 4 1 2 5 1 .",
    }
    ratings: dict[str, dict[str, str]] = {}
    for person, values in rows.items():
        for unit, value in enumerate(values.split()):
            if value != ".":
                ratings.setdefault(str(unit), {})[person] = value
    found = measured("example", ratings)
    assert (found.units, found.people) == (11, 4)
    assert found.alpha == pytest.approx(0.743, abs=0.001)


def test_perfect_agreement_is_one(shelling: Shelling) -> None:
    first, second = shelling.hits
    for judge in (KIM, LEE):
        decide(shelling.ledger, Verdict.ACCEPT, [first.id], judge)
        decide(shelling.ledger, Verdict.REJECT, [second.id], judge)
    found = {about.what: about for about in agreement(shelling.ledger)}
    assert found["verdict"].alpha == 1
    assert found["verdict"].units == 2


def test_values_are_compared_member_by_member(shelling: Shelling) -> None:
    first, second = shelling.hits
    for judge, certainty in ((KIM, "hedged"), (LEE, "denied")):
        decide(shelling.ledger, Verdict.CORRECT, [first.id], judge, {"certainty": certainty, "time": "2024-05-07"})
        decide(shelling.ledger, Verdict.CORRECT, [second.id], judge, {"certainty": "planned"})
    found = {about.what: about.alpha for about in agreement(shelling.ledger)}
    assert found["time"] == 1
    assert found["certainty"] is not None
    assert found["certainty"] < 1


def test_nothing_judged_twice_has_no_alpha(shelling: Shelling) -> None:
    decide(shelling.ledger, Verdict.ACCEPT, [shelling.hits[0].id], KIM)
    assert {(about.units, about.alpha) for about in agreement(shelling.ledger)} == {(0, None)}


def test_people_may_agree_on_what_belongs_together(shelling: Shelling) -> None:
    hits, arrests = [claim.id for claim in shelling.hits], [claim.id for claim in shelling.arrests]
    for judge in (KIM, LEE):
        decide(shelling.ledger, Verdict.SAME, hits, judge)
        decide(shelling.ledger, Verdict.DIFFERENT, [hits[0], arrests[0]], judge)
    pairs = next(about for about in agreement(shelling.ledger) if about.what == "same happening")
    assert (pairs.units, pairs.alpha) == (2, 1)
