import pytest
from training.check import sentence_files
from training.marked import MarkedTrigger, marked_sentences

from sayso.records import Span

BLOCK = """\
Rebels [shelled] the port of Adra on Friday as the [fighting] went on.
kinds: nominal
1 ASSAULT heavy-weapons asserted | actor: Rebels | place: the port of Adra
2 NONE
"""


def read(tmp_path, text):
    file = tmp_path / "some.txt"
    file.write_text(text)
    return list(marked_sentences(file))


def test_marks_are_taken_out_and_quotes_are_found(tmp_path):
    (sentence,) = read(tmp_path, BLOCK)
    assert sentence.text.startswith("Rebels shelled the port")
    first, second = sentence.triggers
    assert first.span.of(sentence.text) == "shelled"
    assert [(role, span.of(sentence.text)) for role, span in first.roles] == [
        ("actor", "Rebels"), ("place", "the port of Adra"),
    ]  # fmt: skip
    assert second == MarkedTrigger(Span(49, 57), "NONE")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("2 NONE\n", ""), "2 triggers are marked, 1 coded"),
        (("heavy-weapons", "bombs"), "mode bombs"),
        (("| actor: Rebels", "| actor: Rebel"), "“Rebel” does not stand"),
        (("kinds: nominal", "kinds: odd"), "unknown kind odd"),
        (("| place:", "| where:"), "unknown role 'where'"),
        (("2 NONE", "2 NONE - asserted"), "is NONE and so has no"),
    ],
)
def test_a_block_that_does_not_parse_names_its_line(tmp_path, change, said):
    with pytest.raises(ValueError, match=rf"some\.txt, line 1: .*{said}"):
        read(tmp_path, BLOCK.replace(*change))


@pytest.mark.parametrize("file", sentence_files(), ids=lambda file: file.name)
def test_every_sentence_we_train_on_parses(file):
    assert list(marked_sentences(file))
