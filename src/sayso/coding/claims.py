"""Join what each module answers about a trigger as one Claim."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from spacy.tokens import Doc
from spacy.tokens import Span as Phrase

from sayso.as_json import claim_id
from sayso.coding.actors import actor_of
from sayso.coding.attribution import AttributedStatement, attributions_of, find_attributions
from sayso.coding.certainty import certainty_of
from sayso.coding.coreference import SPEAKERS, ReportActors
from sayso.coding.event_figures import figures_of_event
from sayso.coding.event_places import place_of_event
from sayso.coding.event_times import time_of_event
from sayso.coding.event_types import Trigger
from sayso.coding.figure_periods import with_periods
from sayso.coding.figures import FigureMention, find_figures
from sayso.coding.place_mentions import PlaceMention
from sayso.coding.report_actors import known_in_report
from sayso.coding.role_reading import completed
from sayso.coding.roles import roles_of
from sayso.coding.times import TimeMention, find_times
from sayso.records import Actor, Attribution, Claim, Place, Report, Span, TimeExpression


@dataclass(frozen=True, slots=True)
class Coding:
    """What was read from one report: its claims, and every place, time and attribution, used in a claim or not."""

    report: Report
    claims: tuple[Claim, ...]
    places: tuple[Place, ...]
    times: tuple[TimeExpression, ...]
    attributions: tuple[Attribution, ...]


@dataclass(frozen=True, slots=True)
class _Found:
    """Everything the modules found in one report."""

    doc: Doc
    published: date | None
    actors: ReportActors
    places: Sequence[PlaceMention]
    times: Sequence[TimeMention]
    figures: Sequence[FigureMention]
    statements: Sequence[AttributedStatement]


def coding_of(
    report: Report,
    doc: Doc,
    places: Sequence[PlaceMention],
    min_score: float,
    triggers_of: Callable[[Doc], Iterable[Trigger]],
) -> Coding:
    """Code one parsed report from the places and triggers found in it; claims under `min_score` are left out."""
    countries = {mention.place.name: mention.place.country for mention in places}
    actors = known_in_report(doc, report.published, countries.get)
    times = find_times(doc, report.published)
    statements = _known_alike([_with_actor(statement, doc, actors) for statement in find_attributions(doc)])
    found = _Found(
        doc=doc,
        published=report.published,
        actors=actors,
        places=places,
        times=times,
        figures=with_periods(find_figures(doc), times, doc, report.published),
        statements=statements,
    )
    triggers = (trigger for trigger in triggers_of(doc) if trigger.strength >= min_score)
    return Coding(
        report=report,
        claims=tuple(_claim(report, trigger, found) for trigger in triggers),
        places=tuple(mention.place for mention in places),
        times=tuple(TimeExpression(m.span, m.type, m.value, m.time) for m in found.times),
        attributions=tuple(statement.attribution for statement in statements),
    )


def _claim(report: Report, trigger: Trigger, found: _Found) -> Claim:
    head = found.doc[trigger.head]
    actors, recipients = completed(roles_of(head, trigger.event_type, found.doc), trigger.roles, found.doc)
    place = place_of_event(head, found.places, found.doc)
    attributions = attributions_of(trigger.span, found.statements)
    speaker = attributions[-1].actor if attributions else None
    claim = Claim(
        id="",
        report_id=report.id,
        sentence=_trimmed(head.sent),
        trigger=trigger.span,
        event_type=trigger.event_type,
        mode=trigger.mode,
        sub_event=trigger.sub_event,
        actors=tuple(_known(actors, found, speaker)),
        recipients=tuple(_known(recipients, found, speaker)),
        place=place[0] if place else None,
        time=time_of_event(head, found.times, found.doc, found.published),
        figures=figures_of_event(head, found.figures, found.doc, trigger.event_type),
        attributions=attributions,
        certainty=certainty_of(head, found.doc, found.statements),
        score=round(trigger.strength, 3),
    )
    return replace(claim, id=claim_id(claim))


def _known(phrases: Iterable[Phrase], found: _Found, speaker: Actor | None) -> Iterator[Actor]:
    """Recognise each phrase, leaving out what can't act or suffer; "we" is of the side that speaks."""
    for phrase in phrases:
        actor = actor_of(phrase, found.doc, found.published, found.actors)
        if actor is not None and speaker is not None and phrase.text.casefold() in SPEAKERS:
            actor = replace(speaker, spans=actor.spans)
        if actor is not None:
            yield actor


def _with_actor(statement: AttributedStatement, doc: Doc, actors: ReportActors) -> AttributedStatement:
    """Give a statement's source its country and sector, where the source is somebody."""
    spans = statement.attribution.source
    phrase = doc.char_span(spans[0].start, spans[-1].end, alignment_mode="expand") if spans else None
    actor = actor_of(phrase, doc, None, actors) if phrase is not None else None
    if actor is None:
        return statement
    name = statement.attribution.name or actor.name
    return replace(statement, attribution=replace(statement.attribution, actor=actor, name=name))


def _known_alike(statements: Sequence[AttributedStatement]) -> list[AttributedStatement]:
    """Let every source of one name be the same actor: what "Mr Haidai" leaves open, the governor's full name tells."""
    known: dict[str | None, Actor] = {}
    for statement in statements:
        actor = statement.attribution.actor
        if actor is not None and (actor.country or actor.sector):
            known.setdefault(statement.attribution.name, actor)
    return [_as_known(statement, known.get(statement.attribution.name)) for statement in statements]


def _as_known(statement: AttributedStatement, known: Actor | None) -> AttributedStatement:
    attribution = statement.attribution
    own = attribution.actor
    if known is None or attribution.name is None or (own is not None and (own.country or own.sector)):
        return statement
    return replace(statement, attribution=replace(attribution, actor=replace(known, spans=attribution.source)))


def _trimmed(sentence: Phrase) -> Span:
    """Return the sentence's span without the white space, or the furniture that the parser sees as such, around it."""
    quote = sentence.text
    start = sentence.start_char + len(quote) - len(quote.lstrip())
    return Span(start, start + len(quote.strip()))
