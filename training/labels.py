"""What each head of the model can answer, in the order of its outputs."""

from sayso.records import Certainty
from sayso.resources.codebooks import plover
from training.marked import NONE, ROLES

TYPES = (*sorted(plover().types), NONE)
MODES = ("-", *(f"{code}:{mode}" for code in sorted(plover().types) for mode in plover().modes(code)))
CERTAINTIES = tuple(str(code.value) for code in Certainty)
ARGUMENTS = ("ARG0", "ARG1", "ARG2", "ARG3", "ARG4", "ARGM-LOC", "ARGM-TMP", "ARGM-NEG", "ARGM-MOD")
__all__ = ["ARGUMENTS", "ARGUMENT_TAGS", "CERTAINTIES", "MODES", "ROLES", "ROLE_TAGS", "TYPES"]


def _tags(labels: tuple[str, ...]) -> tuple[str, ...]:
    """Return the tags of spans: outside, and beginning and inside of each label."""
    return ("O", *(f"{part}-{label}" for label in labels for part in "BI"))


ROLE_TAGS = _tags(ROLES)
ARGUMENT_TAGS = _tags(ARGUMENTS)
