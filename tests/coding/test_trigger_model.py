"""The trained model: what it says of a trigger, and how rules and model judge together."""

import numpy as np
import pytest

from sayso.coding.event_types import find_triggers
from sayso.coding.sentences import language
from sayso.coding.span_tags import best_tags, spans_of
from sayso.coding.trigger_model import NONE, trigger_model
from sayso.errors import ResourceError
from sayso.records import Span
from sayso.resources import models

TAGS = ["O", "B-actor", "I-actor", "B-place", "I-place"]


def scores(*best):
    """Score tags so that each row prefers one of them."""
    return np.array([[float(i == number) for i in range(len(TAGS))] for number in best], dtype=np.float32)


def test_a_span_begins_before_it_goes_on():
    assert best_tags(scores(1, 2, 0, 3), TAGS) == [1, 2, 0, 3]
    tags = [TAGS[number] for number in best_tags(scores(0, 2, 2), TAGS)]
    assert all(tag[0] != "I" or before[2:] == tag[2:] for before, tag in zip(["O", *tags], tags, strict=False))
    assert best_tags(scores(), TAGS) == []


def test_a_words_first_piece_decides_for_the_word():
    offsets = [(0, 0), (0, 3), (3, 6), (7, 9), (0, 0)]
    found = spans_of(scores(0, 1, 3, 3, 0), offsets, [None, 0, 0, 1, None], TAGS)
    assert found == [("actor", 0, 6), ("place", 7, 9)]


def read(text, word):
    start = text.index(word)
    return trigger_model().read([(text, Span(start, start + len(word)))])[0]


def test_shares_add_up_and_roles_stand_in_the_sentence():
    text = "Soldiers shot two farmers in Ruwan on Friday."
    reading = read(text, "shot")
    assert sum(reading.types.values()) == pytest.approx(1.0, abs=1e-4)
    assert max(reading.types, key=reading.types.__getitem__) == "ASSAULT"
    assert ("actor", "Soldiers") in [(role, span.of(text)) for role, span in reading.roles]


def test_the_marked_word_is_judged_and_not_the_sentence():
    text = "Police arrested nine people on Monday after the union called for a march."
    arrested, called = read(text, "arrested"), read(text, "called for")
    assert max(arrested.types, key=arrested.types.__getitem__) == "COERCE"
    assert max(called.types, key=called.types.__getitem__) == "REQUEST"


def test_answers_do_not_depend_on_what_is_asked_beside():
    asked = [("The minister met his guest.", Span(13, 16)), ("Rebels shelled the port for two days.", Span(7, 14))]
    together = trigger_model().read(asked)
    for one, alone in zip(together, [trigger_model().read([question])[0] for question in asked], strict=True):
        assert one.types[NONE] == pytest.approx(alone.types[NONE], abs=0.1)


def test_a_very_long_sentence_is_read_around_its_trigger():
    text = "word " * 400 + "the rebels shelled the port " + "word " * 400
    assert read(text, "shelled").eventness > 0


def test_weights_that_are_not_the_ones_named_are_refused(monkeypatch):
    facts = {**models.model_facts("trigger_reader"), "sha256": "0" * 64}
    monkeypatch.setattr(models, "model_facts", lambda name: facts)
    models.model_files.cache_clear()
    with pytest.raises(ResourceError, match="trigger_reader"):
        models.model_files("trigger_reader")
    models.model_files.cache_clear()


def types(text):
    return [t.event_type for t in find_triggers(language()(text), trigger_model()) if t.strength >= 0.5]


def test_rules_and_model_together_code_what_rules_alone_do():
    assert types("Rebels shelled the port of Adra on Friday and seized two trucks.") == ["ASSAULT", "COERCE"]


def test_the_model_overrules_the_lexicon_where_a_word_only_could_name_an_event():
    text = "Analysts warn that another coup could follow."
    assert "ASSAULT" in [t.event_type for t in find_triggers(language()(text)) if t.strength >= 0.5]
    assert types(text) == []
