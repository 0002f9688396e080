import pytest

from sayso.merging.corrections import corrects
from sayso.resources.lexicons import lexicon


@pytest.mark.parametrize("row", lexicon("corrections"), ids=lambda row: row.pattern)
def test_each_rows_example_corrects(row):
    assert corrects(row.example)


@pytest.mark.parametrize(
    "sentence",
    ["The police corrected the traffic flow.", "Soldiers withdrew to the river.", "He reported an attack on Monday."],
)
def test_other_sentences_correct_nothing(sentence):
    assert not corrects(sentence)
