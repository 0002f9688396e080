"""Find the stretch of days that a figure runs over: "killed since Friday", "over the weekend 12 people died"."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from spacy.tokens import Doc

from sayso.coding.figures import FigureMention
from sayso.coding.tense import governing_verb
from sayso.coding.time_ranges import with_ends
from sayso.coding.time_readings import SET
from sayso.coding.time_tagger import TimeMention
from sayso.records import Time


def with_periods(
    figures: Sequence[FigureMention], times: Sequence[TimeMention], doc: Doc, published: date | None
) -> list[FigureMention]:
    """Give each figure the stretch of days in its clause, if the clause gives one; a single day is no period."""
    periods = [
        (mention, period)
        for mention in times
        if mention.type != SET and (period := _stretch(mention, times, doc, published)) is not None
    ]
    return [_with_period(figure, periods, doc) for figure in figures]


def _with_period(mention: FigureMention, periods: Sequence[tuple[TimeMention, Time]], doc: Doc) -> FigureMention:
    own = [(time, period) for time, period in periods if _is_of_clause(mention, time, doc)]
    if not own:
        return mention
    _, nearest = min(own, key=lambda one: abs(one[0].token_start - mention.token_end))
    return replace(mention, figure=replace(mention.figure, period=nearest))


def _is_of_clause(figure: FigureMention, time: TimeMention, doc: Doc) -> bool:
    """Tell whether a time stands in the figure's clause, or opens the sentence."""
    head, root = doc[figure.head], doc[time.token_start : time.token_end].root
    if head.sent != root.sent:
        return False
    clause = governing_verb(head)
    opens = all(
        not token.is_alpha or token.pos_ in ("ADP", "ADV", "SCONJ") for token in doc[head.sent.start : time.token_start]
    )
    return opens or head in root.ancestors or (clause is not None and governing_verb(root) == clause)


def _stretch(mention: TimeMention, times: Sequence[TimeMention], doc: Doc, published: date | None) -> Time | None:
    """Return a mention's days if they are more than one, ended at publication: nobody counts what is to come."""
    time = with_ends(mention, times, doc, published)
    if time is None or time.earliest is None:
        return None
    latest = time.latest
    if published is not None and time.earliest <= published and (latest is None or latest > published):
        latest = published
    return replace(time, latest=latest) if latest is None or latest > time.earliest else None
