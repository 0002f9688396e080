"""Check files of marked sentences: do they parse, is every candidate of the lexicon marked, how are they mixed.

python -m training.check                        # every file in training/sentences
python -m training.check FILE [FILE ...]        # these alone
"""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from sayso.coding.sentences import language
from sayso.coding.tree import Tree
from sayso.coding.trigger_matching import fits, words_in_names
from training.marked import NONE, MarkedSentence, blocks, sentence_of

SENTENCES = Path(__file__).parent / "sentences"


def sentence_files() -> list[Path]:
    """Return the files of marked sentences, in order of name."""
    return sorted(SENTENCES.glob("*.txt"))


def unmarked(sentences: Sequence[MarkedSentence]) -> Iterator[tuple[MarkedSentence, str]]:
    """Yield each sentence with a word that the trigger lexicon knows and no mark covers."""
    for sentence, doc in zip(sentences, language().pipe(s.text for s in sentences), strict=True):
        tree = Tree.of(doc)
        for fit in fits(tree, words_in_names(tree)):
            word = doc[fit.head]
            span = range(word.idx, word.idx + len(word))
            if not any(t.span.start < span.stop and span.start < t.span.end for t in sentence.triggers):
                yield sentence, word.text


def mixture(sentences: Iterable[MarkedSentence]) -> dict[str, float]:
    """Return how the sentences are mixed: counts, shares, kinds and types."""
    sentences = list(sentences)
    triggers = [trigger for sentence in sentences for trigger in sentence.triggers]
    events = [sum(t.event_type != NONE for t in sentence.triggers) for sentence in sentences]
    return {
        "sentences": len(sentences),
        "sentences said twice": len(sentences) - len({sentence.text for sentence in sentences}),
        "share with two or more events": sum(count > 1 for count in events) / max(1, len(events)),
        "candidates": len(triggers),
        "share of candidates that are NONE": sum(t.event_type == NONE for t in triggers) / max(1, len(triggers)),
        **{f"kind {kind}": n for kind, n in Counter(k for s in sentences for k in s.kinds).most_common()},
        **{f"type {code}": n for code, n in Counter(t.event_type for t in triggers).most_common()},
        **{f"certainty {code}": n for code, n in Counter(t.certainty for t in triggers if t.certainty).most_common()},
    }


def _read(files: Iterable[Path]) -> Iterator[MarkedSentence | str]:
    """Read every block of every file, yielding the complaint in place of a block that does not parse."""
    for where, lines in (block for file in files for block in blocks(file)):
        try:
            yield sentence_of(where, lines)
        except ValueError as complaint:
            yield str(complaint)


def main(arguments: Sequence[str]) -> int:
    """Print complaints, then the mixture; return 1 if a file does not parse."""
    read = list(_read([Path(name) for name in arguments] or sentence_files()))
    sentences = [one for one in read if isinstance(one, MarkedSentence)]
    complaints = [one for one in read if isinstance(one, str)]
    for sentence, word in unmarked(sentences):
        print(f"{sentence.where}: the lexicon knows “{word}”: mark it, and code it if only as NONE.")
    for complaint in complaints:
        print(complaint)
    for name, value in mixture(sentences).items():
        print(f"{name:40} {value:>10.3f}" if isinstance(value, float) else f"{name:40} {value:>10}")
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
