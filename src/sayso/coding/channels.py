"""Find the channel a statement came through: a social network, an agency, a court filing, a press conference."""

from collections.abc import Iterable
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
_MEDIA = frozenset({ChannelKind.SOCIAL_NETWORK, ChannelKind.BROADCASTER, ChannelKind.AGENCY, ChannelKind.NEWSPAPER})


@lru_cache(maxsize=1)
def _by_first_word() -> dict[str, tuple[Channel, ...]]:
    index: dict[str, list[Channel]] = {}
    for row in lexicon("channels"):
        channel = Channel(tuple(row.pattern.replace("-", " - ").split()), ChannelKind(row.code), row.get("name"))
        index.setdefault(channel.words[0], []).append(channel)
    return {word: tuple(sorted(group, key=lambda c: -len(c.words))) for word, group in index.items()}


@lru_cache(maxsize=1)
def kinds_by_name() -> dict[str, ChannelKind]:
    """Return the kind of every channel by the name that is shown."""
    return {channel.name: channel.kind for group in _by_first_word().values() for channel in group}


def channel_of(tree: Tree, cue: int, source: int | None, content: frozenset[int]) -> str | None:
    """Return the channel's name from the words around the cue, else from what the source is; None if not said."""
    named = [(i, _at(tree, i)) for i in _around(tree, cue, source, content)]
    # "the outlet reported": the verb names no report. "tweeted" does name where.
    said_through = [
        found
        for i, found in named
        if found is not None and not (tree.pos[i] == "VERB" and found.kind is ChannelKind.STATEMENT)
    ]
    # "told reporters on Telegram": the medium says more than the occasion.
    for found in sorted(said_through, key=lambda channel: channel.kind not in _MEDIA):
        if found.kind not in _NAMELESS:
            return found.name
    own = None if source is None else _of_source(tree, source)
    return None if own is None else own.name


def _around(tree: Tree, cue: int, source: int | None, content: frozenset[int]) -> Iterable[int]:
    """Return the words that say through what: the cue, whom it was told, and its phrases with "on", "in", "at"."""
    yield cue
    for child in tree.children[cue]:
        if child in content or (source is not None and tree.left[child] <= source <= tree.right[child]):
            continue
        told = tree.deps[child] in ("dobj", "dative", "npadvmod") and child > cue
        through = tree.deps[child] in ("prep", "dative", "agent") and tree.words[child] in _LEADS_TO
        if told or through:
            inside = range(tree.left[child], tree.right[child] + 1)
            yield from (i for i in inside if i not in content)


def _of_source(tree: Tree, source: int) -> Channel | None:
    """Return the kind of a source without a name of its own: "two officials", "footage"."""
    first = tree.left[source]
    named = any(
        tree.pos[i] == "PROPN" and tree.entities[i][1] == "PERSON" for i in range(first, tree.right[source] + 1)
    )
    found = next((c for i in (source, source - 1) if i >= first and (c := _at(tree, i)) is not None), None)
    if found is None or found.kind not in _SOURCE_KINDS or named:
        return None
    return found


def _at(tree: Tree, i: int) -> Channel | None:
    """Return the channel whose words start at `i`, as they stand or as lemmas."""
    index = _by_first_word()
    for channel in (*index.get(tree.words[i], ()), *index.get(tree.lemmas[i], ())):
        size = len(channel.words)
        if _reads(tree, i, size, channel.words):
            return channel
    return None


def _reads(tree: Tree, i: int, size: int, words: tuple[str, ...]) -> bool:
    if i + size > len(tree):
        return False
    return all(word in (tree.words[i + n], tree.lemmas[i + n]) for n, word in enumerate(words))
