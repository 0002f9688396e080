"""Find the people a report names, and tell who acts in a public role from who does not.

Only entities and the words beside them are asked, not the parse, so that a ledger's reports can be read again in bulk.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Phrase

from sayso.coding.actor_lexicon import ELITES
from sayso.coding.known_actors import matches, role_by_words
from sayso.coding.name_cues import perhaps_names, surely_names, with_first_names
from sayso.coding.sentences import language, parseable_text
from sayso.records import Report, Span

_PUBLIC_SECTORS = frozenset("GOV MIL COP JUD LEG SPY PTY PRM REB OPP PRE".split()) | {ELITES}
# Members of armed forces, parties and courts who are named for what befell or was done by them, not for an office.
_RANK_AND_FILE = frozenset(
    """
    private soldier corporal sergeant conscript recruit trooper constable policeman policewoman officer guard fighter
    militant rebel gunman insurgent guerrilla reservist cadet sailor marine airman pilot medic lawyer attorney clerk
    supporter member volunteer veteran bodyguard partisan detainee prisoner inmate suspect deserter defector cadre
    """.split()
)
_HONORIFICS = frozenset("mr mrs ms miss dr sir madam maj lt gen col capt sgt rev hon prof sheikh imam father".split())
# Words by which a body's name is told from a person's.
WORDS_OF_BODIES = frozenset(
    "president minister premier chancellor governor mayor senator deputy secretary ambassador general colonel major "
    "captain lieutenant commander admiral judge justice prosecutor chief spokesman spokeswoman spokesperson king queen "
    "prince princess pope bishop ministry department office agency authority council committee commission parliament "
    "assembly senate congress court army navy force forces guard guards police brigade battalion regiment corps party "
    "front movement union federation association organisation organization league alliance coalition group nations "
    "united republic state states kingdom government administration service services institute university school "
    "college hospital bank company corporation foundation fund society club church mosque news times post tribune "
    "gazette herald press radio television tv media network international national watch rights amnesty".split()
)
_NOT_PEOPLE = frozenset({"ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "LAW", "DATE"})
_WORDS_BEFORE, _WORDS_BEHIND = 6, 8


@dataclass(frozen=True, slots=True)
class PersonNamed:
    """A person's name as it stands in a text, and whether a public role goes with it there or is known of it."""

    name: str
    span: Span
    public: bool


def people_named(report: Report) -> tuple[PersonNamed, ...]:
    """Return every mention of a person's name in a report, title and text, spans as offsets into the text.

    A name from the title carries an empty span.
    """
    with language().select_pipes(enable=["paragraph_starts", "ner"]):
        text, title = language().pipe([parseable_text(report), report.title or ""])
    above = (PersonNamed(one.name, Span(0, 0), one.public) for one in _people_in(title, report.published))
    return (*_people_in(text, report.published), *above)


def _people_in(doc: Doc, published: date | None) -> Iterator[PersonNamed]:
    known = matches(doc.text, 0, published)
    statesmen = [match for match in known if match.kind == "person"]
    yield from (PersonNamed(_name(doc.text[m.start : m.end]), Span(m.start, m.end), True) for m in statesmen)
    taken = [Span(match.start, match.end) for match in known]
    last_names: set[str] = set()
    for name in (*_cued(doc), *_people(doc)):
        span = Span(name.start_char, name.end_char)
        if not any(other.overlaps(span) for other in taken):
            taken.append(span)
            one = PersonNamed(_name(name.text), span, _has_a_public_role(name))
            last_names |= set() if one.public else {name[-1].text}
            yield one
    for span in with_first_names(doc.text, last_names):
        if not any(match.start < span.end and span.start < match.end for match in known):
            yield PersonNamed(_name(span.of(doc.text)), span, False)


def _cued(doc: Doc) -> Iterator[Phrase]:
    for span in surely_names(doc.text):
        name = doc.char_span(span.start, span.end)
        if name is not None and not any(token.lower_ in WORDS_OF_BODIES for token in name):
            yield name
    for span in perhaps_names(doc.text):
        name = doc.char_span(span.start, span.end)
        if name is None or all(token.ent_type_ in _NOT_PEOPLE for token in name):
            continue
        if not any(token.lower_ in WORDS_OF_BODIES for token in name):
            yield name


def _people(doc: Doc) -> Iterator[Phrase]:
    """Yield the names of people, without titles before and possessives behind."""
    for entity in doc.ents:
        if entity.label_ != "PERSON":
            continue
        for name in _lines(entity):
            start, end = name.start, name.end
            while end > start and not doc[end - 1].text[:1].isalnum():
                end -= 1
            while end - start > 1 and doc[end - 1].lower_ in {"'s", "’s", "s"}:
                end -= 1
            while start < end - 1 and (_is_title(doc[start]) or not doc[start].text[:1].isalnum()):
                start += 1
            if end > start and any(token.text[:1].isupper() for token in doc[start:end]):
                yield doc[start:end]


def _lines(entity: Phrase) -> Iterator[Phrase]:
    """Yield the parts of an entity that runs over a line's end."""
    start = entity.start
    for token in entity:
        if "\n" in token.text:
            if token.i > start:
                yield entity.doc[start : token.i]
            start = token.i + 1
    if start < entity.end:
        yield entity.doc[start : entity.end]


def _is_title(token: Token) -> bool:
    return token.lower_.rstrip(".") in _HONORIFICS or role_by_words([token.lower_]) is not None


def _name(text: str) -> str:
    return " ".join(text.split())


def _has_a_public_role(name: Phrase) -> bool:
    return any(sector in _PUBLIC_SECTORS for sector in (_role_before(name), _role_behind(name)))


def _role_before(name: Phrase) -> str | None:
    """Return the sector of the title a name carries: "Governor Ivan Hlushko", "police chief Ana Orlan"."""
    words = [token for token in name.doc[max(0, name.start - _WORDS_BEFORE) : name.start] if not token.is_punct]
    for end in range(len(words), max(0, len(words) - 2), -1):
        last = words[end - 1]
        if last.lower_.rstrip(".") in _HONORIFICS:
            continue
        return _public_sector([token.lower_ for token in words[:end]])
    return None


def _role_behind(name: Phrase) -> str | None:
    """Return the sector of the role that stands behind a name: "Ivan Hlushko, the governor of Toran"."""
    doc = name.doc
    behind = doc[name.end : name.end + _WORDS_BEHIND]
    if len(behind) < 2 or behind[0].text not in {",", "(", "-", "–", "—"}:
        return None
    words: list[str] = []
    for token in behind[1:]:
        if token.is_punct and token.text not in {"-", "'"}:
            break
        words.append(token.lower_)
        sector = _public_sector(words)
        if sector is not None:
            return sector
    return None


def _public_sector(words: list[str]) -> str | None:
    role = role_by_words(words)
    return None if role is None or role.lemmas[-1] in _RANK_AND_FILE or role.kind else role.sector
