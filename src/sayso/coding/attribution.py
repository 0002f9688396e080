"""Find who a report relies on for what: source, cue and content of every reported statement, quoted or not."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from sayso.coding.contents import content_of, pieces
from sayso.coding.cues import FoundCue, Sense, candidate_cues, cue_spans
from sayso.coding.linking import Draft, spoken_lines, with_quotations
from sayso.coding.quotations import find_quotations
from sayso.coding.sources import source_of, source_span
from sayso.coding.tree import Tree
from sayso.records import Attribution, Span

_SAY_SOS = frozenset({Sense.SAY, Sense.SHOW, Sense.THINK, Sense.SEEM})


@dataclass(frozen=True, slots=True)
class AttributedStatement:
    """An Attribution with what coding needs to go on: tokens of cue and source, and the statement it is nested in."""

    attribution: Attribution
    cue: int
    source: int | None
    sense: Sense
    parent: int | None = None


def find_attributions(doc: Doc) -> list[AttributedStatement]:
    """Find every attribution of a report in the order of its cues; `parent` is an index into the result."""
    tree = Tree.of(doc)
    drafts = [_best(tree, fits) for _, fits in candidate_cues(tree)]
    quotations = find_quotations(tree)
    drafts = with_quotations(tree, [*drafts, *spoken_lines(tree, quotations)], quotations)
    drafts = sorted((draft for draft in drafts if draft.content), key=lambda draft: draft.found.head)
    drafts = [d for d in drafts if d.source is None or tree.words[d.source] not in ("i", "you", "we")]
    kept = _kept(drafts)
    places = {id(draft): number for number, (draft, _) in enumerate(kept)}
    return [_statement(tree, draft, None if parent is None else places[id(parent)]) for draft, parent in kept]


def _best(tree: Tree, fits: Sequence[FoundCue]) -> Draft:
    """Choose the lexicon row whose content is there; without any, keep the first in case a quotation is."""
    for found in fits:
        content = content_of(tree, found)
        if content:
            return Draft(found, source_of(tree, found), frozenset(content))
    return Draft(fits[-1], source_of(tree, fits[-1]), frozenset())


def _kept(drafts: Sequence[Draft]) -> list[tuple[Draft, Draft | None]]:
    """Pair each draft with the one it is nested in; inside a statement only what people say or show counts."""
    kept: list[tuple[Draft, Draft | None]] = []
    dropped: set[int] = set()
    for draft in drafts:
        parent = _parent(draft, drafts)
        if parent is not None and draft.found.cue.sense not in _SAY_SOS:
            dropped.add(id(draft))
    alive = [draft for draft in drafts if id(draft) not in dropped]
    for draft in alive:
        kept.append((draft, _parent(draft, alive)))
    return kept


def _parent(draft: Draft, drafts: Iterable[Draft]) -> Draft | None:
    """Return the smallest statement whose content holds the draft's cue."""
    holding = [
        d for d in drafts if d is not draft and draft.found.head in d.content and d.found.head not in draft.content
    ]
    return min(holding, key=lambda d: len(d.content), default=None)


def _statement(tree: Tree, draft: Draft, parent: int | None) -> AttributedStatement:
    outside = draft.content | set(draft.found.tokens)
    source = () if draft.source is None else (source_span(tree, draft.source, outside),)
    attribution = Attribution(
        source=source,
        cue=cue_spans(tree, draft.found),
        content=pieces(tree, draft.content, outside=frozenset(draft.found.tokens)),
    )
    return AttributedStatement(attribution, draft.found.head, draft.source, draft.found.cue.sense, parent)


def attributions_of(trigger: Span, statements: Sequence[AttributedStatement]) -> tuple[Attribution, ...]:
    """Return who vouches for what stands at `trigger`, outermost first."""
    holding = [
        number
        for number, statement in enumerate(statements)
        if statement.sense in _SAY_SOS and any(span.covers(trigger) for span in statement.attribution.content)
    ]
    return tuple(statements[number].attribution for number in holding)
