"""Find who a report relies on for what: source, cue and content of every reported statement, quoted or not."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc

from sayso.coding.antecedents import Speaker
from sayso.coding.channels import channel_of
from sayso.coding.contents import content_of, pieces
from sayso.coding.cues import FoundCue, Sense, candidate_cues, cue_spans
from sayso.coding.linking import Draft, spoken_lines, with_quotations
from sayso.coding.names import Names
from sayso.coding.quotations import find_quotations
from sayso.coding.sources import source_of, source_span
from sayso.coding.tree import Tree
from sayso.records import Attribution, Span

_SAY_SOS = frozenset({Sense.SAY, Sense.SHOW, Sense.THINK})
_NESTING = _SAY_SOS | {Sense.SEEM}
# Outside quotation marks these are the outlet and its reader, and the outlet is implied anyway.
_OWN_VOICE = frozenset({"i", "you", "we"})
_CITING = frozenset({("citing",), ("quoting",)})


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
    quotations = find_quotations(tree)
    drafts = [_best(tree, fits) for _, fits in candidate_cues(tree)]
    drafts = with_quotations(tree, [*drafts, *spoken_lines(tree, quotations)], quotations)
    drafts = sorted((draft for draft in drafts if draft.content), key=lambda draft: draft.found.head)
    return list(_statements(tree, _worth_keeping(tree, drafts)))


def attributions_of(trigger: Span, statements: Sequence[AttributedStatement]) -> tuple[Attribution, ...]:
    """Return who vouches for what stands at `trigger`, outermost first; one voice twice in a row is one.

    A cue without a source says nothing more where somebody is named behind it: "It was reported that the widow said".
    """
    holding = [
        statement
        for statement in statements
        if statement.sense in _SAY_SOS and any(span.covers(trigger) for span in statement.attribution.content)
    ]
    holding.sort(key=lambda s: (_depth(s, statements), -sum(span.end - span.start for span in s.attribution.content)))
    named = next((n for n, statement in enumerate(holding) if statement.attribution.source), 0)
    chain: list[Attribution] = []
    for attribution in (statement.attribution for statement in holding[named:]):
        if not chain or attribution.name is None or attribution.name != chain[-1].name:
            chain.append(attribution)
    return tuple(chain)


def _depth(statement: AttributedStatement, statements: Sequence[AttributedStatement]) -> int:
    """Count the statements around a statement."""
    depth = 0
    while statement.parent is not None:
        statement, depth = statements[statement.parent], depth + 1
    return depth


def _best(tree: Tree, fits: Sequence[FoundCue]) -> Draft:
    """Choose the lexicon row whose content is there; without any, keep the first in case a quotation is."""
    for found in fits:
        content = content_of(tree, found)
        if content:
            return Draft(found, source_of(tree, found), frozenset(content))
    return Draft(fits[-1], source_of(tree, fits[-1]), frozenset())


def _worth_keeping(tree: Tree, drafts: Iterable[Draft]) -> list[Draft]:
    """Leave out the outlet's own voice and, inside a statement, what nobody says: wishes and judgements."""
    drafts = [d for d in drafts if d.source is None or tree.words[d.source] not in _OWN_VOICE]
    drafts = [d for d in drafts if not _is_echo(d, drafts)]
    return [d for d in drafts if d.found.cue.sense in _NESTING or _parent(d, drafts) is None]


def _is_echo(draft: Draft, drafts: Sequence[Draft]) -> bool:
    """Tell the "statement" of "said in a statement that", which repeats what its own verb says."""
    return draft.source is None and any(
        other.source is not None and other is not draft and other.content == draft.content for other in drafts
    )


def _parent(draft: Draft, drafts: Sequence[Draft]) -> int | None:
    """Return the number of the smallest statement whose content holds the draft's cue."""
    head = draft.found.head
    if draft.found.cue.words in _CITING:
        # "Reuters, citing diplomats, reported that": the diplomats told Reuters.
        same = next((n for n, o in enumerate(drafts) if o is not draft and o.content == draft.content), None)
        if same is not None:
            return same
    holding = [
        (len(other.content), number)
        for number, other in enumerate(drafts)
        if other is not draft
        and (head in other.content or head in other.found.tokens[1:])
        and other.found.head not in draft.content
    ]
    return min(holding)[1] if holding else None


def _statements(tree: Tree, drafts: Sequence[Draft]) -> Iterator[AttributedStatement]:
    names = Names(tree)
    heard: list[Speaker] = []
    for draft in drafts:
        parent = _parent(draft, drafts)
        speaker = None if draft.source is None else names.speaker(draft.source, heard)
        if speaker is not None and parent is None:
            heard.append(replace(speaker, sentence=tree.sentences[draft.found.head]))
        yield AttributedStatement(
            _attribution(tree, draft, speaker), draft.found.head, draft.source, draft.found.cue.sense, parent
        )


def _attribution(tree: Tree, draft: Draft, speaker: Speaker | None) -> Attribution:
    cue = frozenset(draft.found.tokens)
    source = () if draft.source is None else (source_span(tree, draft.source, draft.content | cue),)
    return Attribution(
        source=source,
        cue=cue_spans(tree, draft.found),
        content=pieces(tree, draft.content, outside=cue),
        channel=channel_of(tree, draft.found.head, draft.source, draft.content, speaker.head if speaker else None),
        name=speaker.name if speaker else None,
    )
