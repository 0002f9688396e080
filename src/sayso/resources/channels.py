"""Tell what sort of thing a channel is: a social network, an agency, a court filing."""

from collections.abc import Mapping
from functools import cache

from sayso.resources.lexicons import lexicon


@cache
def channel_kinds() -> Mapping[str, str]:
    """Return the kind of every channel of the lexicon by the name that is shown."""
    return {row.get("name"): row.code for row in lexicon("channels")}
