from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from sayso.merging.clustering import Rulings, clusters_around, happenings_around, pairs
from sayso.merging.comparing import Comparison
from sayso.merging.evidence import evidence
from tests.builders import KHERSON, ODESA, UKRAINE, a_claim, a_report, on

TEXTS = {
    "kherson one": ("Shells hit a market in Kherson on Monday.", KHERSON, 6),
    "kherson two": ("A Kherson market was hit by shells on Monday.", KHERSON, 6),
    "odesa": ("Shells hit a market in Odesa on Monday.", ODESA, 6),
    "next day": ("Shells hit a market in Kherson on Tuesday.", KHERSON, 7),
    "country": ("Shells hit a market in Ukraine on Monday.", UKRAINE, 6),
}


def claims(*names):
    made = []
    for name in names:
        text, place, day = TEXTS[name]
        report = a_report(text, url=f"https://example.org/{name}")
        made.append(evidence(a_claim(report, "hit", place=place, time=on(day)), report))
    return made


def grouped(members, rulings=None):
    clusters = clusters_around(members, lambda claim: members, 0.6, rulings or Rulings())
    return {frozenset(claim.id for claim in cluster) for cluster in clusters}


def test_two_strikes_on_two_towns_stay_apart():
    first, second, odesa = claims("kherson one", "kherson two", "odesa")
    assert grouped([first, second, odesa]) == {frozenset({first.id, second.id}), frozenset({odesa.id})}


def test_successive_days_stay_apart():
    assert len(grouped(claims("kherson one", "next day"))) == 2


def test_a_vague_claim_does_not_chain_two_towns_together():
    kherson, odesa, country = claims("kherson one", "odesa", "country")
    for cluster in grouped([kherson, odesa, country]):
        assert not {kherson.id, odesa.id} <= cluster


def test_any_order_gives_the_same_clusters():
    members = claims(*TEXTS)
    assert len({frozenset(grouped(list(order))) for order in permutations(members)}) == 1


@given(st.lists(st.sampled_from(sorted(TEXTS)), unique=True, min_size=1))
def test_every_claim_ends_in_exactly_one_cluster(names):
    members = claims(*names)
    clusters = grouped(members)
    assert sorted(claim_id for cluster in clusters for claim_id in cluster) == sorted(claim.id for claim in members)


def test_a_person_can_part_and_join():
    first, second, odesa = claims("kherson one", "kherson two", "odesa")
    apart = Rulings(different=pairs([first.id, second.id]))
    together = Rulings(same=pairs([first.id, odesa.id]))
    assert len(grouped([first, second], apart)) == 2
    assert len(grouped([first, odesa], together)) == 1


def test_a_sum_joins_none_of_its_members_and_leads_to_each():
    monday, tuesday = claims("kherson one", "next day")
    report = a_report("Three attacks on Kherson this week killed five.", url="https://example.org/sum")
    total = evidence(a_claim(report, "attacks", place=KHERSON, time=on(6, 8)), report)
    found = happenings_around([monday], lambda claim: [monday, tuesday, total], 0.6, Rulings())
    covers = {happening.members[0].id: happening.covers for happening in found}
    assert covers == {monday.id: (), tuesday.id: (), total.id: tuple(sorted((monday.id, tuesday.id)))}


def test_claims_that_no_link_joins_stay_apart_even_if_asked_for_together(monkeypatch):
    scores = {"kherson two": 0.5, "country": 0.9}
    first, second, vague = claims("kherson one", "kherson two", "country")
    by_id = {second.id: scores["kherson two"], vague.id: scores["country"]}

    def scored(one, other):
        pair = {one.id, other.id}
        score = by_id[(pair - {first.id}).pop()] if first.id in pair else 0.5
        return Comparison(min(pair), max(pair), score, (), None)

    monkeypatch.setattr("sayso.merging.clustering.compare", scored)
    expected = {frozenset({first.id, vague.id}), frozenset({second.id})}
    assert grouped([first, second, vague]) == expected
    assert {
        frozenset(m.id for m in c) for c in clusters_around([first], lambda _: [first, second, vague], 0.6, Rulings())
    } == {frozenset({first.id, vague.id})}
