"""Where quotations start and end, and which run on."""

import pytest

from sayso.coding.quotations import find_quotations
from sayso.coding.sentences import language
from sayso.coding.tree import Tree


def quotations(text: str) -> list[str]:
    tree = Tree.of(language()(text))
    return [tree.span(found.first, found.last).of(text) for found in find_quotations(tree)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He said "the dam broke" and left.', ['"the dam broke"']),
        ("''The dam broke,'' he said.", ["''The dam broke,''"]),
        ("'The dam broke,' he said.", ["'The dam broke,'"]),
        ("The workers' dam broke, and it's gone.", []),
        ('"The dam," he said, "broke."', ['"The dam,"', '"broke."']),
        ('"The dam broke.\n\nNobody knew.', ['"The dam broke.']),
        ('A 6" pipe broke.', []),
    ],
)
def test_quotations_are_found_in_their_paragraph(text: str, expected: list[str]) -> None:
    assert quotations(text) == expected


def test_a_paragraph_left_open_is_continued_by_the_next() -> None:
    tree = Tree.of(language()('"The dam broke.\n"Nobody knew."'))
    assert [(found.continues, found.open_ended) for found in find_quotations(tree)] == [(False, True), (True, False)]
