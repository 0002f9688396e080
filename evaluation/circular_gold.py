"""Count the say-sos behind happenings that outlets tell after one another, and compare with a person's count.

    python -m evaluation.circular_gold            # the figures
    python -m evaluation.circular_gold --errors   # and the cases of the dev half that go wrong

The cases in evaluation/circular_gold are hand-coded claims beside invented report texts: who vouches is given, so that
corroboration is measured apart from attribution. Nothing is tuned on the test half.
"""

import argparse

from evaluation.hand_coded import SPLITS, Case, cases
from sayso.merging.copies import copies_of
from sayso.merging.corroboration import say_sos_of, standing_of
from sayso.records import SaySo


def evaluate() -> dict[str, float]:
    """Return shares of cases by half: say-sos counted right, grouped right, and the standing that follows."""
    figures: dict[str, float] = {}
    for split in SPLITS:
        judged = [(case, _say_sos(case)) for case in cases(split)]
        figures |= {
            f"{split}: cases": len(judged),
            f"{split}: say-sos counted right": _share([len(found) == len(case.say_sos) for case, found in judged]),
            f"{split}: reports put with the right voice": _share(
                [_grouped(case, found) == case.say_sos for case, found in judged]
            ),
            f"{split}: standing right": _share([standing_of(found) == case.standing for case, found in judged]),
        }
    return figures


def _say_sos(case: Case) -> tuple[SaySo, ...]:
    return say_sos_of(tuple(case.claims.values()), case.reports, copies_of(case.reports))


def _grouped(case: Case, found: tuple[SaySo, ...]) -> frozenset[frozenset[str]]:
    letter = {claim.id: key for key, claim in case.claims.items()}
    return frozenset(frozenset(letter[claim_id] for claim_id in say_so.claims) for say_so in found)


def _share(right: list[bool]) -> float:
    return sum(right) / max(1, len(right))


def main(errors: bool) -> None:
    """Print the figures, and the dev cases that go wrong if wanted."""
    for name, figure in evaluate().items():
        print(f"{name:44} {figure:6.3f}")
    for case in cases("dev") if errors else []:
        found = _say_sos(case)
        groups = _grouped(case, found)
        if groups != case.say_sos or standing_of(found) != case.standing:
            shown = "; ".join(f"{say_so.source} ({say_so.certainty})" for say_so in found)
            print(f"{case.about}: {sorted(map(sorted, groups))}, {standing_of(found)} [{case.standing}]: {shown}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--errors", action="store_true", help="print the dev cases that go wrong")
    main(parser.parse_args().errors)
