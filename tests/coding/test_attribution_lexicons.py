"""Every row of the cue and channel lexicons codes as its example says."""

import pytest

from sayso.coding.attribution import find_attributions
from sayso.coding.channels import ChannelKind
from sayso.coding.cues import CueKind, Sense
from sayso.coding.sentences import language
from sayso.resources.channels import channel_kinds
from sayso.resources.lexicons import Row, lexicon


def name_of(row: Row) -> str:
    return f"{row.line}-{row.pattern}"


@pytest.mark.parametrize("row", lexicon("cues"), ids=name_of)
def test_every_cue_introduces_something_in_its_example(row: Row) -> None:
    doc = language()(row.example)
    words = {row.pattern.split()[0], *row.get("forms").split()}
    cues = [doc[statement.cue] for statement in find_attributions(doc)]
    assert any(words & {cue.lower_, cue.lemma_.lower()} for cue in cues)


@pytest.mark.parametrize("row", lexicon("cues"), ids=name_of)
def test_every_cue_has_a_kind_and_a_sense(row: Row) -> None:
    assert row.code in set(CueKind)
    assert row.get("sense") in set(Sense)


@pytest.mark.parametrize("row", lexicon("channels"), ids=name_of)
def test_every_channel_is_found_in_its_example(row: Row) -> None:
    found = find_attributions(language()(row.example))
    assert row.get("name") in {statement.attribution.channel for statement in found}


def test_every_channel_name_has_one_kind() -> None:
    kinds = {(row.get("name"), row.code) for row in lexicon("channels")}
    assert kinds == {(name, kind) for name, kind in channel_kinds().items()}
    assert {kind for _, kind in kinds} == {kind.value for kind in ChannelKind}


def test_the_lexicons_hold_what_we_promise() -> None:
    assert len(lexicon("cues")) >= 150
    assert len(lexicon("channels")) >= 60
