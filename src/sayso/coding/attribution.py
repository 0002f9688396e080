"""Find who a report relies on for what: source, cue and content of every reported statement, quoted or not."""

from dataclasses import dataclass

from spacy.tokens import Doc

from sayso.coding.contents import content_of, pieces
from sayso.coding.cues import COLON, CueKind, FoundCue, Sense, candidate_cues
from sayso.coding.quotations import Quotation, find_quotations
from sayso.coding.sources import source_of, source_span
from sayso.coding.tree import Tree
from sayso.records import Attribution, Span


@dataclass(frozen=True, slots=True)
class AttributedStatement:
    """An Attribution with what coding needs to go on: tokens of cue and source, and the statement it is nested in."""

    attribution: Attribution
    cue: int
    source: int | None
    sense: Sense
    parent: int | None = None


@dataclass(frozen=True, slots=True)
class _Draft:
    found: FoundCue
    source: int | None
    content: frozenset[int]


def find_attributions(doc: Doc) -> list[AttributedStatement]:
    """Find every attribution of a report in the order of its cues; `parent` is an index into the result."""
    tree = Tree.of(doc)
    quotations = find_quotations(tree)
    drafts = [draft for i, fits in candidate_cues(tree) if (draft := _best(tree, fits)) is not None]
    drafts = [d for d in drafts if d.content]
    return [
        AttributedStatement(
            Attribution(
                source=() if d.source is None else (source_span(tree, d.source),),
                cue=tuple(pieces(tree, d.found.tokens)),
                content=pieces(tree, d.content),
            ),
            d.found.head,
            d.source,
            d.found.cue.sense,
        )
        for d in drafts
    ]


def _best(tree: Tree, fits: tuple[FoundCue, ...]) -> _Draft | None:
    for found in fits:
        content = content_of(tree, found)
        if content:
            return _Draft(found, source_of(tree, found), frozenset(content))
    return None
