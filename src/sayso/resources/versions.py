"""Say which lexicons coding used, as digests of their files."""

from functools import cache
from importlib.resources import files

from sayso.records import digest


@cache
def lexicon_digests() -> dict[str, str]:
    """Return the SHA-256 of every lexicon, by name."""
    folder = files("sayso.resources.lexicons") / "en"
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".csv"))
    return {f"lexicon {name.removesuffix('.csv')}": digest((folder / name).read_bytes()) for name in names}
