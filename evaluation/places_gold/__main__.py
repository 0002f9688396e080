"""Print how many cases of our own are read right, and with `--errors` the ones that are not.

python -m evaluation.places_gold --errors
"""

import argparse

from evaluation.places_gold.scores import containment_errors, evaluate, event_place_errors

if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", action="store_true", help="list the cases that are read wrong")
    if parser.parse_args().errors:
        print("\n".join([*containment_errors(), *event_place_errors()]))
    for name, figure in evaluate().items():
        print(f"{name:56} {figure:6.3f}" if isinstance(figure, float) else f"{name:56} {figure:6}")
