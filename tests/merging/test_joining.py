from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from sayso.merging.joining import joined

NAMES = "abcdef"


def clusters(scores, members=NAMES, out=()):
    apart = {frozenset(pair) for pair in out}
    return joined(scores, members, 0.6, lambda first, second: any({a, b} in apart for a in first for b in second))


def test_likeness_of_whole_clusters_counts_rather_than_of_single_claims():
    chain = {("a", "b"): 0.9, ("b", "c"): 0.7, ("a", "c"): 0.1}
    assert clusters(chain, "abc") == [("a", "b"), ("c",)]


def test_what_is_ruled_out_stays_apart_whatever_links_it():
    links = {("a", "b"): 0.9, ("b", "c"): 0.8}
    assert clusters(links, "abc", out=[("a", "c")]) == [("a", "b"), ("c",)]


def test_pairs_that_were_never_compared_count_for_nothing():
    assert clusters({("a", "b"): 0.9, ("b", "c"): 0.8}, "abc") == [("a", "b", "c")]


SCORES = st.dictionaries(st.sampled_from(list(combinations(NAMES, 2))), st.sampled_from([0.0, 0.3, 0.6, 0.7, 0.9, 1.0]))


@given(SCORES, st.randoms(use_true_random=False))
def test_every_claim_is_in_one_cluster_and_any_order_gives_the_same(scores, chance):
    found = clusters(scores)
    assert sorted(name for cluster in found for name in cluster) == list(NAMES)
    order, names = list(scores.items()), list(NAMES)
    chance.shuffle(order)
    chance.shuffle(names)
    assert clusters(dict(order), names) == found


@given(SCORES)
def test_no_two_clusters_left_are_alike_enough_to_join(scores):
    found = clusters(scores)
    for one, other in combinations(found, 2):
        between = [scores[pair] for pair in scores if len(set(pair) & set(one)) == 1 == len(set(pair) & set(other))]
        assert not between or sum(between) / len(between) < 0.6
