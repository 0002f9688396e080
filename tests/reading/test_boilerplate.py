import pytest

from sayso.reading.boilerplate import skipped_parts
from sayso.resources.lexicons import lexicon


@pytest.mark.parametrize("row", lexicon("boilerplate"), ids=lambda row: row.example)
def test_every_rows_example_is_skipped_for_its_reason(row):
    assert [part.reason for part in skipped_parts(row.example)] == [row.code]


@pytest.mark.parametrize(
    "line",
    [
        "Read more than thirty names were, and nobody in the square moved.",
        "The share of votes counted rose to 80 percent.",
        "“Watch: this is how they treat us,” the mayor said.",
        "Police said they had closed comments on the page after threats.",
        "Subscribers to the state pension fund marched through the capital.",
        "The website of the ministry was attacked on Friday.",
        "Copyrighted songs blared from the trucks of the protesters.",
        "Advertisements for the junta were torn down in Mandalay.",
        "Photographs of the dead were shown at the hearing.",
        "X was blocked in three provinces on Sunday.",
        "He said [the video] was authentic.",
        "Accept the terms or face sanctions, the president told them.",
    ],
)
def test_a_line_of_news_is_never_skipped(line):
    assert skipped_parts(line) == ()


def test_offsets_hold():
    text = "A shell hit Kherson.\nREAD MORE: Ten things about shells\nTwo people died."
    (part,) = skipped_parts(text)
    assert part.span.of(text) == "READ MORE: Ten things about shells"
