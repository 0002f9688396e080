"""Find whom a report names, so that short names, pronouns and "the group" can be read as who they stand for."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from spacy.tokens import Doc, Span, Token

from sayso.coding.known_actors import role_at
from sayso.coding.mentions import CountryOfPlace
from sayso.records import Actor

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "agent"})
_HE, _SHE = frozenset("he him his".split()), frozenset("she her hers".split())
_THEY, _IT = frozenset("they them their theirs".split()), frozenset("it its".split())
# Whoever is quoted.
SPEAKERS = frozenset("i we me us".split())
_FEMININE = frozenset("mrs ms miss madam queen princess".split())
_MASCULINE = frozenset("mr sir king prince sheikh ayatollah".split())
STANDS_FOR = {
    "group": ("group", "party", "ngo"),
    "organisation": ("group", "ngo", "igo", "party"),
    "organization": ("group", "ngo", "igo", "party"),
    "movement": ("group", "party"),
    "militia": ("group",),
    "party": ("party",),
    "alliance": ("igo", "party", "group"),
    "bloc": ("igo", "party"),
    "country": ("state",),
    "nation": ("state",),
    "agency": ("igo", "ngo", "police", "spy", "media", "ministry"),
    "ministry": ("ministry",),
    **dict.fromkeys(("front", "brigade", "union", "association", "committee", "council", "court", "institute"), ()),
}
_SENTENCES_BACK = 2
# What "it" may stand for, beside names: bodies rather than people.
_BODIES = frozenset(
    """
    army military navy force ministry government group party company office agency court union council parliament senate
    congress movement organisation organization embassy committee commission department federation association
    coalition alliance newspaper channel authority militia regime bank university hospital charity watchdog brigade
    battalion police junta cartel gang administration service institute foundation delegation tribunal mission
    """.split()
)


@dataclass(frozen=True, slots=True)
class Named:
    """One mention, with what a later pronoun must agree with."""

    actor: Actor
    start: int
    sentence: int
    person: bool
    plural: bool
    feminine: bool | None
    subject: bool
    head: str
    kind: str


@dataclass(frozen=True, slots=True)
class ReportActors:
    """Whom a report names: what short names stand for, and what a pronoun may point back at."""

    published: date | None = None
    country_of_place: CountryOfPlace | None = None
    by_name: dict[str, Actor] = field(default_factory=dict)
    named: tuple[Named, ...] = ()
    sentences: tuple[int, ...] = ()
    home: str | None = None
    where: frozenset[str] = frozenset()


def antecedent(pronoun: Token, report: ReportActors) -> Actor | None:
    """Return whom a pronoun stands for: the one agreeing actor of this or the two sentences before, else None."""
    word = pronoun.lower_
    if word in _THEY and _is_quoted(pronoun):
        return None
    before = [named for named in _recent(pronoun, report) if _agrees(named, word)]
    while before:
        latest = [named for named in before if named.sentence == before[-1].sentence]
        for group in ([named for named in latest if named.subject], latest):
            names = {named.actor.name for named in group}
            if len(names) == 1:
                return group[-1].actor
            if names:
                return None
        before = before[: -len(latest)]
    return None


def _is_quoted(token: Token) -> bool:
    """Tell a word inside quotation marks: whom a speaker calls "they" is seldom who was named last."""
    text = token.doc.text
    paragraph = text.rfind("\n", 0, token.idx) + 1
    return text.count('"', paragraph, token.idx) % 2 == 1


def stands_for(mention: Span, report: ReportActors) -> Actor | None:
    """Return the named actor that a bare "the group" or "the ministry" points back at."""
    head = mention.root
    kinds = STANDS_FOR.get(head.lemma_.casefold())
    if kinds is None or len(mention) != 2 or mention[0].lower_ not in {"the", "this", "that"}:
        return None
    for named in reversed(_recent(head, report)):
        same_word = named.head == head.lemma_.casefold() and named.kind == "name"
        if named.kind in kinds or same_word or (named.kind and head.lower_ in named.actor.name.casefold().split()):
            return named.actor
    return None


def same_kind(mention: Span, report: ReportActors) -> str | None:
    """Return the country of "the soldiers" if every soldier named before belongs to it."""
    if mention[0].lower_ not in {"the", "these", "those"} or len(mention) != 2:
        return None
    head = mention.root.lemma_.casefold()
    countries = {
        named.actor.country for named in report.named if named.head == head and named.start < mention.start_char
    }
    known = countries - {None}
    return known.pop() if len(known) == 1 else None


def acronyms(text: str) -> Iterator[tuple[int, str]]:
    """Yield what stands in brackets behind a name, "Federal Security Service (FSB)", and where the name ends."""
    for match in re.finditer(r"(?<=\w) ?\(([A-Z][A-Za-z-]{1,9})\)", text):
        yield match.start(), match.group(1)


def sentence_starts(doc: Doc) -> tuple[int, ...]:
    """Return where each sentence starts, in characters."""
    return tuple(sentence.start_char for sentence in doc.sents)


def named_mention(mention: Span, actor: Actor, sentences: tuple[int, ...], person: bool, kind: str) -> Named:
    """Keep what a pronoun must agree with."""
    head = mention.root
    return Named(
        actor=actor,
        start=mention.start_char,
        sentence=bisect_right(sentences, mention.start_char),
        person=person,
        plural=head.tag_ in {"NNS", "NNPS"} or (not person and any(child.dep_ == "conj" for child in head.children)),
        feminine=_gender(mention) if person else None,
        subject=_is_subject(head),
        head=head.lemma_.casefold(),
        kind=kind,
    )


def _is_subject(head: Token) -> bool:
    while head.dep_ == "conj" and head.head != head:
        head = head.head
    return head.dep_ in _SUBJECTS


def _gender(mention: Span) -> bool | None:
    for token in mention:
        word = token.lower_.rstrip(".")
        if word in _FEMININE or (word.endswith("woman") and role_at(token)):
            return True
        if word in _MASCULINE or (word.endswith("man") and role_at(token)):
            return False
    return None


def _recent(token: Token, report: ReportActors) -> list[Named]:
    sentence = bisect_right(report.sentences, token.idx)
    return [
        named
        for named in report.named
        if named.start < token.idx and sentence - _SENTENCES_BACK <= named.sentence <= sentence
    ]


def _agrees(named: Named, pronoun: str) -> bool:
    if pronoun in _HE:
        return named.person and not named.plural and named.feminine is not True
    if pronoun in _SHE:
        return named.person and not named.plural and named.feminine is not False
    if pronoun in _THEY:
        return named.plural and not named.person and (named.kind == "" or named.actor.sector is not None)
    return pronoun in _IT and not named.person and not named.plural and (named.kind != "" or named.head in _BODIES)
