"""Give each source the fullest name the report has for it: "Mr Haidai", "he" and "the governor" are one person."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sayso.coding.antecedents import (
    GROUP_WORDS,
    IT,
    REACH,
    RELATIVE,
    THEY,
    Speaker,
    antecedent,
    named_before,
)
from sayso.coding.coreference import acronyms
from sayso.coding.speakers import is_speaking_noun
from sayso.coding.tree import SUBJECTS, Tree

_TITLES = frozenset({"mr", "mrs", "ms", "miss", "dr", "mr.", "mrs.", "ms.", "dr.", "sir", "lord", "lady"})
_FEMALE_TITLES = frozenset({"mrs", "ms", "miss", "mrs.", "ms.", "lady"})
_MALE_TITLES = frozenset({"mr", "mr.", "sir", "lord"})
_HE, _SHE = frozenset({"he", "him", "his"}), frozenset({"she", "her", "hers"})
_ARTICLES = frozenset({"the", "a", "an"})
_POINTING = frozenset({"the", "this", "that"})
_NAME_PARTS = frozenset({"PROPN", "NOUN", "ADJ", "X"})
_FORGOTTEN_AFTER = 3
_LONGEST_NAME = 12
_PERSON_WORDS = frozenset(
    "official diplomat source officer spokesman spokeswoman spokesperson minister mayor governor witness eyewitness "
    "resident lawyer doctor nurse prosecutor commander general colonel survivor neighbour neighbor farmer activist "
    "analyst expert envoy ambassador bishop priest judge teacher driver worker soldier lawmaker senator".split()
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A named person or body: the words of the name, who it is by last word, and what it is called besides."""

    text: str
    words: tuple[str, ...]
    head: int
    sentence: int
    person: bool

    @property
    def gender(self) -> frozenset[str] | None:
        """The pronouns a title allows; None if the name says nothing."""
        words = set(self.words)
        return _SHE if words & _FEMALE_TITLES else _HE if words & _MALE_TITLES else None


class Names:
    """The names of one report."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._mentions = tuple(_mentions(tree))
        self._by_last_word: dict[str, list[Mention]] = {}
        for mention in self._mentions:
            self._by_last_word.setdefault(tree.words[mention.head], []).append(mention)
        self._by_acronym = dict(_spelled_out(tree))

    def speaker(self, source: int, heard: Sequence[Speaker]) -> Speaker:
        """Return the fullest name of the source whose head is `source`; `heard` are those quoted before, in order."""
        tree, word = self._tree, self._tree.words[source]
        head: int | None = source
        if word in IT or word in THEY or tree.tags[source] in RELATIVE:
            head = antecedent(tree, source, heard)
            if head is not None and head != source:
                return self.speaker(head, heard)
        if word in self._by_acronym and tree.left[source] >= source - 1:
            return Speaker(self._by_acronym[word], source, tree.sentences[source], person=False, named=True)
        mention = self._mention(source, heard)
        own = _phrase(tree, source)
        name = own if mention is None or (not mention.person and len(own) > len(mention.text)) else mention.text
        if mention is None:
            name = named_before(tree, source, heard) or self._unnamed_person(source, heard) or own
        person = mention.person if mention is not None else word in _HE or word in _SHE
        return Speaker(name, source, tree.sentences[source], person, mention is not None)

    def _mention(self, source: int, heard: Sequence[Speaker]) -> Mention | None:
        """Return the fullest mention the source stands for."""
        tree, word = self._tree, self._tree.words[source]
        if word in _HE or word in _SHE:
            return self._behind_pronoun(source, word, heard)
        if tree.pos[source] == "PROPN":
            return self._fullest(source)
        if tree.pos[source] == "NOUN":
            apposed = next(
                (c for c in tree.children[source] if tree.deps[c] == "appos" and tree.pos[c] == "PROPN"), None
            )
            if apposed is not None:
                return self._fullest(apposed)
            if tree.words[tree.left[source]] in _POINTING:
                return self._behind_role(source, word) or self._behind_group(source, word, heard)
        return None

    def _behind_group(self, source: int, word: str, heard: Sequence[Speaker]) -> Mention | None:
        """Return the body named just before as the subject of its sentence, for "the group" that nobody quoted yet."""
        tree = self._tree
        if word not in GROUP_WORDS or tree.right[source] > source or any(s.named and not s.person for s in heard):
            return None
        bodies = (
            m
            for m in reversed(self._mentions)
            if m.head < source and not m.person and tree.deps[m.head] in SUBJECTS and tree.entities[m.head][1] == "ORG"
        )
        body = next(bodies, None)
        near = body is not None and tree.sentences[source] - body.sentence <= REACH
        return self._fullest(body.head) if body is not None and near else None

    def _unnamed_person(self, source: int, heard: Sequence[Speaker]) -> str | None:
        """Return "an Austrian diplomat" for "he" where the last who was quoted is one person without a name."""
        word, here = self._tree.words[source], self._tree.sentences[source]
        if (word not in _HE and word not in _SHE) or not heard:
            return None
        last = heard[-1]
        # "Her lawyer said she had told": she is no lawyer.
        if last.name.casefold().split()[0] in (_HE if word in _HE else _SHE):
            return None
        near = here - last.sentence < _FORGOTTEN_AFTER and self._tree.tags[last.head] == "NN"
        return last.name if near and self._tree.words[last.head] in _PERSON_WORDS else None

    def _fullest(self, source: int) -> Mention | None:
        """Return the longest name that ends in the same word, if all such names can be the same one's."""
        key = self._tree.words[source]
        own = next((m for m in self._by_last_word.get(key, ()) if m.head == source), None)
        if own is None:
            return None
        proper = [w for w in own.words if w not in _TITLES]
        same = [m for m in self._by_last_word[key] if _can_be(m, own)]
        firsts = {m.words[-2] for m in same if m.person and len(m.words) > 1 and m.words[-2] not in _TITLES}
        if len(firsts) > 1 and len(proper) == 1:
            return own
        return max(same, key=lambda m: (sum(w not in _TITLES for w in m.words), -m.head), default=own)

    def _behind_pronoun(self, source: int, word: str, heard: Sequence[Speaker]) -> Mention | None:
        """Return who "he" is: the last person quoted, else the only person named just before."""
        pronouns = _HE if word in _HE else _SHE
        here = self._tree.sentences[source]
        near = [
            m
            for m in self._mentions
            if m.person and m.head < source and here - m.sentence < _FORGOTTEN_AFTER and m.gender in (None, pronouns)
        ]
        subjects = [m for m in near if self._tree.deps[m.head] in ("nsubj", "nsubjpass") and m.sentence == here]
        spoke = next((speaker for speaker in reversed(heard) if speaker.person and speaker.named), None)
        if spoke is not None and not subjects and here - spoke.sentence < _FORGOTTEN_AFTER:
            known = next((m for m in self._mentions if m.text == spoke.name), None)
            if known is not None and known.gender in (None, pronouns):
                return known
        people = {m.words[-1]: m for m in subjects or near}
        if len(people) != 1:
            return None
        return self._fullest(next(iter(people.values())).head)

    def _behind_role(self, source: int, word: str) -> Mention | None:
        """Return the one person of the report who is called this: "the governor", after "Governor Serhiy Haidai"."""
        tree = self._tree
        if tree.right[source] > source + 1 or source - tree.left[source] > 1:
            return None
        holders = {}
        for mention in self._mentions:
            if (
                mention.head < source
                and mention.person
                and word in (*mention.words[:-1], *_apposed(tree, mention.head))
            ):
                full = self._fullest(mention.head) or mention
                holders[full.words[-1]] = full
        return next(iter(holders.values())) if len(holders) == 1 else None


def _can_be(other: Mention, own: Mention) -> bool:
    """Tell whether two names ending in one word can be one: no differing first names, no differing titles."""
    if own.person != other.person:
        return False
    if not own.person:
        return set(own.words) <= set(other.words)
    if own.gender is not None and other.gender is not None and own.gender != other.gender:
        return False
    if len(own.words) == 1 or own.words[-2] in _TITLES or len(other.words) == 1 or other.words[-2] in _TITLES:
        return True
    return own.words[-2] == other.words[-2] or own.words[-2] in other.words or other.words[-2] in own.words


def _mentions(tree: Tree) -> Iterable[Mention]:
    for i, pos in enumerate(tree.pos):
        if pos != "PROPN" or tree.deps[i] in ("compound", "nmod"):
            continue
        first = _first_of_name(tree, i)
        last = _last_of_name(tree, i)
        words = tuple(tree.words[k] for k in range(first, last + 1))
        person = tree.entities[i][1] == "PERSON" or words[0] in _TITLES or _looks_like_person(tree, first, i)
        yield Mention(tree.text[tree.starts[first] : tree.ends[last]], words, i, tree.sentences[i], person)


def _spelled_out(tree: Tree) -> Iterable[tuple[str, str]]:
    """Yield each acronym in brackets with the name before it whose capitals it is made of."""
    for end, acronym in acronyms(tree.text):
        last = bisect_left(tree.ends, end)
        initials = ""
        for i in range(last, max(-1, last - _LONGEST_NAME), -1):
            letter = tree.text[tree.starts[i]]
            initials = letter + initials if letter.isupper() else initials
            if initials == acronym.upper():
                yield acronym.casefold(), tree.text[tree.starts[i] : tree.ends[last]]
                break


def _last_of_name(tree: Tree, head: int) -> int:
    """Go right over what belongs to a body's name: "Organisation for Displaced Families"."""
    number, kind = tree.entities[head]
    last = head
    while kind == "ORG" and last + 1 < len(tree) and tree.entities[last + 1] == (number, kind):
        last += 1
    return last


def _first_of_name(tree: Tree, head: int) -> int:
    """Go left over titles and first names: "Luhansk Governor Serhiy Haidai", "police chief Ana Orlan"."""
    first = head
    while first > tree.left[head] and tree.pos[first - 1] in _NAME_PARTS and "\n" not in tree.words[first - 1]:
        first -= 1
    return first


def _apposed(tree: Tree, head: int) -> list[str]:
    return [tree.words[c] for c in tree.children[head] if tree.deps[c] == "appos"]


def _phrase(tree: Tree, source: int) -> str:
    """Return an unnamed source's own words with what tells it from others, without article or bracket."""
    first, last = tree.left[source], source
    for child in tree.children[source]:
        if child <= source:
            continue
        if not _belongs(tree, child) or tree.left[child] != last + 1 or tree.words[last + 1] == "(":
            break
        last = tree.right[child] if tree.deps[child] != "cc" else child
    if tree.words[first] in _ARTICLES and first < source:
        first += 1
    return tree.text[tree.starts[first] : tree.ends[last]]


def _belongs(tree: Tree, child: int) -> bool:
    """Tell what makes an unnamed source a certain one: "of the port", "close to the talks", "and aid workers"."""
    dep = tree.deps[child]
    return dep in ("amod", "cc", "conj", "appos") or (
        dep == "prep" and tree.words[child] in ("of", "for", "from", "in", "at", "with")
    )


def _looks_like_person(tree: Tree, first: int, last: int) -> bool:
    """Tell a person the entity recogniser took for a body: a bare double name with a post or an age behind it."""
    if last - first not in (1, 2) or tree.words[first] in _ARTICLES or tree.entities[last][1] in ("GPE", "NORP"):
        return False
    if any(tree.pos[i] != "PROPN" for i in range(first, last + 1)) or tree.left[last] < first:
        return False
    for child in tree.children[last]:
        if tree.deps[child] == "appos" and (tree.words[child].isdigit() or tree.pos[child] == "NOUN"):
            return is_speaking_noun(tree, child) or tree.words[child].isdigit()
    return False
