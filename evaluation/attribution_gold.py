"""Score who vouches for what on the invented sentences and passages of evaluation/attribution_gold.

python -m evaluation.attribution_gold                # both halves
python -m evaluation.attribution_gold --errors       # and what went wrong in the half for development
"""

import argparse
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sayso.coding.attribution import attributions_of, find_attributions
from sayso.coding.sentences import parsed
from sayso.records import Attribution, Report, Span
from sayso.resources.channels import channel_kinds

GOLD = Path(__file__).parent / "attribution_gold"
HALVES = ("dev", "test")
_NOBODY, _OUTLET = "(nobody)", "(outlet)"
_CHANNEL = re.compile(r"\[(?P<kind>[^]:]+)(: (?P<name>[^]]+))?\]")
_EMPTY_WORDS = frozenset("the a an mr mrs ms mr. mrs. ms.".split())


@dataclass(frozen=True, slots=True)
class Voice:
    """Who vouches: the words a name must hold, none for a cue without source; kind and name of the channel, if said."""

    words: frozenset[str]
    channel: tuple[str, str | None] | None


@dataclass(frozen=True, slots=True)
class GoldClaim:
    """What is said to have happened, in the item's words, and who vouches for it, outermost first."""

    words: str
    chain: tuple[Voice, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """One sentence or passage with its claims."""

    subject: str
    text: str
    claims: tuple[GoldClaim, ...]


@dataclass(frozen=True, slots=True)
class Answered:
    """A gold claim beside what was read."""

    item: Item
    claim: GoldClaim
    said: tuple[Attribution, ...]


def items(half: str) -> list[Item]:
    """Read one half of the gold.

    Raises:
        ValueError: the words of a claim don't stand exactly once in its text.
    """
    found = []
    for path in sorted((GOLD / half).glob("*.txt")):
        for text, lines in _blocks(path.read_text(encoding="utf-8")):
            claims = tuple(_claim(line) for line in lines)
            for claim in claims:
                if text.count(claim.words) != 1:
                    raise ValueError(f"{path.name}: {claim.words!r} stands {text.count(claim.words)} times in {text!r}")
            found.append(Item(path.stem, text, claims))
    return found


def _blocks(text: str) -> Iterator[tuple[str, list[str]]]:
    """Yield each item's text and claim lines: an item ends where text follows its claim lines."""
    body: list[str] = []
    claims: list[str] = []
    for line in [*text.splitlines(), "---"]:
        if line.startswith("> "):
            claims.append(line[2:])
            continue
        if claims:
            yield "\n".join(body).strip(), claims
            body, claims = [], []
        if line != "---":
            body.append(line)


def _claim(line: str) -> GoldClaim:
    words, chain = line.split(": ", 1)
    voices = () if chain == _OUTLET else tuple(_voice(part) for part in chain.split(" / "))
    return GoldClaim(words, voices)


def _voice(part: str) -> Voice:
    channel = _CHANNEL.search(part)
    name = _CHANNEL.sub("", part).strip()
    return Voice(
        words=frozenset() if name == _NOBODY else _words(name),
        channel=None if channel is None else (channel["kind"], channel["name"]),
    )


def _words(name: str) -> frozenset[str]:
    return frozenset(re.findall(r"[\w'-]+", name.casefold().replace("\u2019", "'"))) - _EMPTY_WORDS


def answers(gold: Sequence[Item]) -> list[Answered]:
    """Read every item and return, for each of its claims, who is read to vouch for it."""
    reports = [Report(id=str(number), text=item.text) for number, item in enumerate(gold)]
    found = []
    for report, doc in parsed(reports):
        item = gold[int(report.id)]
        statements = find_attributions(doc)
        for claim in item.claims:
            start = item.text.index(claim.words)
            said = attributions_of(Span(start, start + len(claim.words)), statements)
            found.append(Answered(item, claim, said))
    return found


def names(attribution: Attribution, voice: Voice) -> bool:
    """Tell whether an attribution's full name is that of the voice; nobody is named by nobody."""
    said = _words(attribution.name or "") if attribution.source else frozenset()
    return voice.words <= said if voice.words else not said


def right_channel(attribution: Attribution, voice: Voice) -> bool:
    """Tell whether the channel is of the voice's kind, and its name, if the gold has one, the same."""
    if attribution.channel is None or voice.channel is None:
        return attribution.channel is None and voice.channel is None
    kind, name = voice.channel
    return channel_kinds().get(attribution.channel) == kind and (name is None or name == attribution.channel)


def _paired(answer: Answered) -> list[tuple[Attribution, Voice]]:
    left = list(answer.claim.chain)
    pairs = []
    for attribution in answer.said:
        voice = next((voice for voice in left if names(attribution, voice)), None)
        if voice is not None:
            left.remove(voice)
            pairs.append((attribution, voice))
    return pairs


def is_right(answer: Answered) -> bool:
    """Tell whether the whole chain is right, in its order."""
    chain = answer.claim.chain
    return len(answer.said) == len(chain) and all(map(names, answer.said, chain))


def scores(answered: Sequence[Answered]) -> dict[str, float]:
    """Return F1 of sources and of channels per claim, and the shares of right chains and of the outlet's claims."""
    counts: Counter[str] = Counter()
    for answer in answered:
        pairs = _paired(answer)
        counts["sources right"] += len(pairs)
        counts["sources"] += len(answer.said) + len(answer.claim.chain)
        counts["channels right"] += sum(a.channel is not None and right_channel(a, v) for a, v in pairs)
        counts["channels"] += sum(a.channel is not None for a in answer.said)
        counts["channels"] += sum(v.channel is not None for v in answer.claim.chain)
    nested = [answer for answer in answered if len(answer.claim.chain) > 1]
    own = [answer for answer in answered if not answer.claim.chain]
    return {
        "claims": len(answered),
        "source linked to the right claim": 2 * counts["sources right"] / max(1, counts["sources"]),
        "channel": 2 * counts["channels right"] / max(1, counts["channels"]),
        "nesting order": sum(map(is_right, nested)) / max(1, len(nested)),
        "the outlet's own voice": sum(map(is_right, own)) / max(1, len(own)),
        "whole chains right": sum(map(is_right, answered)) / max(1, len(answered)),
    }


def evaluate() -> dict[str, float]:
    """Return the scores of both halves."""
    return {f"{half}: {name}": score for half in HALVES for name, score in scores(answers(items(half))).items()}


def errors(answered: Sequence[Answered]) -> Iterator[str]:
    """Say of each claim that was misread what was wanted and what was read."""
    for answer in answered:
        pairs = _paired(answer)
        if is_right(answer) and all(right_channel(a, v) for a, v in pairs):
            continue
        wanted = " / ".join(
            " ".join(sorted(v.words)) + (f" {v.channel}" if v.channel else "") for v in answer.claim.chain
        )
        read = " / ".join(f"{a.name if a.source else '(nobody)'} [{a.channel}]" for a in answer.said)
        yield f"{answer.item.subject}: {answer.item.text}"
        yield f"   {answer.claim.words}: {wanted or '-'}   READ {read or '-'}"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--errors", action="store_true", help="print what was misread in the half for development")
    if parser.parse_args().errors:
        for line in errors(answers(items("dev"))):
            print(line)
    for name, score in evaluate().items():
        print(f"{name:44} {score:8.3f}")
