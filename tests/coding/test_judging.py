"""What rules, lexicon and model make of a candidate together, and what is asked beyond the lexicon."""

from sayso.coding.event_types import find_triggers
from sayso.coding.judging import judgements
from sayso.coding.role_reading import completed
from sayso.coding.sentences import language
from sayso.coding.tree import Tree
from sayso.coding.trigger_matching import fits
from sayso.coding.trigger_model import NONE, Reading
from sayso.coding.unlisted import UNKNOWN, unlisted
from sayso.records import Span


class Model:
    """Stands in for the trained model and says the same of everything."""

    digest = "fixed"

    def __init__(self, event_type, share, roles=()):
        types = {NONE: 0.0, "ASSAULT": 0.0, "AID": 0.0, event_type: 0.0}
        types = {code: share if code == event_type else (1 - share) / (len(types) - 1) for code in types}
        self._reading = Reading(types, {"-": 1.0}, {"asserted": 1.0}, roles)

    def read(self, asked):
        return [self._reading for _ in asked]


def judged(text, model, doubt=0.0):
    tree = Tree.of(language()(text))
    found = [(fit, doubt) for fit in fits(tree, set())]
    return list(judgements(tree, found, model))


def test_without_a_model_the_rules_decide():
    (verdict,) = judged("Rebels shelled the port.", None)
    assert verdict.event_type == "ASSAULT"
    assert 0.5 < verdict.strength <= 1.0


def test_a_model_that_sees_no_event_lowers_the_score_and_one_that_does_raises_it():
    (sure,) = judged("Rebels shelled the port.", Model("ASSAULT", 0.98))
    (unsure,) = judged("Rebels shelled the port.", Model(NONE, 0.999))
    assert unsure.strength < 0.5 < sure.strength


def test_the_lexicons_type_stands_unless_the_model_is_sure_of_another():
    (kept,) = judged("Rebels shelled the port.", Model("PROTEST", 0.4))
    assert kept.event_type in ("ASSAULT", "PROTEST")
    (changed,) = judged("Rebels shelled the port.", Model("PROTEST", 0.9999))
    assert changed.event_type == "PROTEST"


def lemmas_asked(text):
    tree = Tree.of(language()(text))
    taken = {token for fit in fits(tree, set()) for token in fit.tokens}
    return {fit.pattern.text for fit in unlisted(tree, taken) if fit.pattern.event_type == UNKNOWN}


def test_verbs_by_which_somebody_does_something_are_asked_about():
    assert lemmas_asked("The minister upstaged the envoy. The lamp flickered.") == {"upstage"}
    assert lemmas_asked("The minister said that he had eaten.") == set()


def test_unlisted_verbs_become_events_only_where_the_model_is_very_sure():
    doc = language()("The minister upstaged the envoy.")
    assert find_triggers(doc) == []
    assert [t.event_type for t in find_triggers(doc, Model("REJECT", 0.99)) if t.strength >= 0.5] == ["REJECT"]
    assert [t for t in find_triggers(doc, Model("REJECT", 0.6)) if t.strength >= 0.5] == []


def test_the_model_names_who_acts_only_where_the_parse_names_nobody():
    doc = language()("Rebels shelled the port.")
    rebels, port = doc[0:1], doc[2:4]
    read = [("actor", Span(0, 6)), ("recipient", Span(15, 23))]
    assert completed(((), ()), read[:1], doc) == ((rebels,), ())
    assert completed(((rebels,), (port,)), [("actor", Span(15, 23))], doc) == ((rebels,), (port,))
    assert completed(((), (rebels,)), read[:1], doc) == ((), (rebels,))
