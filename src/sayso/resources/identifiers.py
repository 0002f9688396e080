"""Look up by which identifier the world knows an actor: Wikidata's, where it is certain."""

from functools import lru_cache

from sayso.resources.lexicons import lexicon


def identifier_of(name: str, country: str | None) -> str | None:
    """Return the identifier of an actor by its coded name and country, such as `wikidata:Q212`, or None.

    States and intergovernmental bodies have one, most people and groups none: an actor without is not unknown.
    """
    of_country, of_any = _identifiers()
    return of_country.get((name, country or "")) or of_any.get(name)


@lru_cache(maxsize=1)
def _identifiers() -> tuple[dict[tuple[str, str], str], dict[str, str]]:
    rows = lexicon("identifiers")
    of_country = {(row.pattern, row.get("country")): row.code for row in rows if row.get("country")}
    return of_country, {row.pattern: row.code for row in rows if not row.get("country")}
