"""Find the channel a statement came through: a social network, an agency, a court filing, a press conference."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from sayso.coding.tree import Tree
from sayso.resources.lexicons import lexicon


class ChannelKind(StrEnum):
    """What sort of thing a statement came through, or who the unnamed source is."""

    SOCIAL_NETWORK = "social network"
    BROADCASTER = "broadcaster"
    AGENCY = "agency"
    NEWSPAPER = "newspaper"
    PRESS_CONFERENCE = "press conference"
    INTERVIEW = "interview"
    SPEECH = "speech"
    STATEMENT = "statement"
    COURT_FILING = "court filing"
    VIDEO = "video"
    EYEWITNESS = "eyewitness"
    UNNAMED_OFFICIAL = "unnamed official"


@dataclass(frozen=True, slots=True)
class Channel:
    """A lexicon row: the words to look for and the name to show."""

    words: tuple[str, ...]
    kind: ChannelKind
    name: str


# What a source can be by itself: a nameless person, or a thing that speaks. A broadcaster as source is the source.
_SOURCE_KINDS = frozenset(
    {ChannelKind.EYEWITNESS, ChannelKind.UNNAMED_OFFICIAL, ChannelKind.VIDEO, ChannelKind.COURT_FILING}
)
_NAMELESS = frozenset({ChannelKind.EYEWITNESS, ChannelKind.UNNAMED_OFFICIAL})
_LEADS_TO = frozenset({"on", "in", "at", "to", "via", "through", "with", "by", "over", "during"})
# How a report says that it knows a name and keeps it to itself.
_WITHHELD = frozenset({("anonymity",), ("be", "named"), ("be", "identified"), ("familiar", "with"), ("briefed", "on")})
_WRITES = frozenset({"write", "post", "speak", "talk", "tweet"})
_MEDIA = frozenset({ChannelKind.SOCIAL_NETWORK, ChannelKind.BROADCASTER, ChannelKind.AGENCY, ChannelKind.NEWSPAPER})
# What an office speaks through under its own name: "the army's Telegram channel", "a post on the ministry's page".
_ACCOUNTS = frozenset("channel account page feed website site blog post message tweet statement".split())


@lru_cache(maxsize=1)
def _by_first_word() -> dict[str, tuple[Channel, ...]]:
    index: dict[str, list[Channel]] = {}
    for row in lexicon("channels"):
        channel = Channel(tuple(row.pattern.replace("-", " - ").split()), ChannelKind(row.code), row.get("name"))
        index.setdefault(channel.words[0], []).append(channel)
    return {word: tuple(sorted(group, key=lambda c: -len(c.words))) for word, group in index.items()}


def channel_of(
    tree: Tree, cue: int, source: int | None, content: frozenset[int], stands_for: int | None = None
) -> str | None:
    """Return the channel's name from the words around the cue, else from what the source is; None if not said.

    `stands_for` is the noun behind a source that is a pronoun.
    """
    said_through = list(_found(tree, _around(tree, cue, source, content)))
    for found in sorted(said_through, key=_rank):
        if found.kind not in _NAMELESS:
            return found.name
    somebody = source if stands_for is None else stands_for
    if somebody is None or _is_named(tree, somebody):
        return None
    own = _of_source(tree, somebody) or next((found for found in said_through if found.words in _WITHHELD), None)
    return None if own is None else own.name


def _found(tree: Tree, words: Iterable[int]) -> Iterator[Channel]:
    """Yield the channels that some words name; "court papers" are no paper."""
    covered: set[int] = set()
    for i in words:
        found = _at(tree, i)
        # "The outlet reported": the verb names no report. "Tweeted" does name where.
        if (
            found is not None
            and i not in covered
            and not (tree.pos[i] == "VERB" and found.kind is ChannelKind.STATEMENT)
        ):
            covered.update(range(i, i + len(found.words)))
            yield found


def _rank(channel: Channel) -> tuple[bool, bool]:
    """Put first what says more: a medium before an occasion ("told reporters on Telegram"), a name before a sort."""
    return channel.kind not in _MEDIA, channel.name.islower()


def account_owner(tree: Tree, source: int) -> int | None:
    """Return whose account speaks: "the army" of "the army's Telegram channel", None if it is no account of anybody."""
    if tree.lemmas[source] not in _ACCOUNTS:
        return None
    owner = tree.child(source, "poss")
    if owner is not None:
        return owner
    for child in tree.children[source]:
        noun = tree.child(child, "pobj") if tree.deps[child] == "prep" else None
        if noun is not None and tree.words[child] in ("on", "from", "by", "at"):
            return account_owner(tree, noun)
    return None


def _around(tree: Tree, cue: int, source: int | None, content: frozenset[int]) -> Iterable[int]:
    """Return the words that say through what: the cue, whom it was told, and its phrases with "on", "in", "at"."""
    if tree.pos[cue] != "NOUN":
        yield cue
    for child in tree.children[cue]:
        if child in content or (source is not None and tree.left[child] <= source <= tree.right[child]):
            continue
        told = tree.deps[child] in ("dobj", "dative", "npadvmod") and child > cue
        through = tree.deps[child] in ("prep", "dative", "agent") and tree.words[child] in _LEADS_TO
        if told or through or tree.lemmas[child] in _WRITES:
            yield from (i for i in range(tree.left[child], tree.right[child] + 1) if i not in content)
    if source is not None:
        yield from _beside_source(tree, source)


def _beside_source(tree: Tree, source: int) -> Iterable[int]:
    """Return the words between commas behind a source that say through what, and those of the account it owns."""
    for child in tree.children[source]:
        aside = next((child for child in (child, *tree.children[child]) if tree.words[child] in _LEADS_TO), None)
        after_comma = child > source and "," in (tree.words[child], tree.words[tree.left[child] - 1])
        if after_comma and (aside is not None or tree.lemmas[child] in _WRITES):
            first = child if aside is None else aside
            yield from range(first, tree.right[first] + 1)
    if tree.deps[source] == "poss":
        top = source
        for governor in tree.climb(source):
            if tree.lemmas[governor] in _ACCOUNTS:
                top = governor
            elif tree.pos[governor] == "VERB":
                break
        if top != source:
            yield from range(tree.left[top], tree.right[top] + 1)


def _of_source(tree: Tree, source: int) -> Channel | None:
    """Return the kind of a source without a name of its own: "two officials", "footage", "an officer who asked ..."."""
    first = tree.left[source]
    for i in (source, source - 1, *range(source + 1, tree.right[source] + 1)):
        found = _at(tree, i) if i >= first else None
        if found is not None and (found.kind in _SOURCE_KINDS if i <= source else found.words in _WITHHELD):
            return found
    return None


def _is_named(tree: Tree, source: int) -> bool:
    return any(
        tree.pos[i] == "PROPN" and tree.entities[i][1] == "PERSON"
        for i in range(tree.left[source], tree.right[source] + 1)
    )


def _at(tree: Tree, i: int) -> Channel | None:
    """Return the channel whose words start at `i`, as they stand or as lemmas."""
    index = _by_first_word()
    # The tokenizer takes "X." at a sentence's end for one word.
    for channel in (*index.get(tree.words[i].rstrip("."), ()), *index.get(tree.lemmas[i], ())):
        size = len(channel.words)
        if _reads(tree, i, size, channel.words):
            return channel
    return None


def _reads(tree: Tree, i: int, size: int, words: tuple[str, ...]) -> bool:
    if i + size > len(tree):
        return False
    return all(word in (tree.words[i + n].rstrip("."), tree.lemmas[i + n]) for n, word in enumerate(words))
