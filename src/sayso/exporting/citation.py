"""Describe an exported dataset so that it can be cited, and checked against its file and its ledger later.

The description is DataCite metadata (schema 4.5) as JSON, which archives such as Zenodo take.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sayso.errors import ReadingError

_SCHEMA = "http://datacite.org/schema/kernel-4.5"
_FILE_DIGEST, _CHAIN_LINK, _FILE = "SHA-256 of the file", "link of the ledger's chain", "file name"


@dataclass(frozen=True, slots=True)
class Citation:
    """What was exported, by whom, from which state of a ledger.

    `digest` is the SHA-256 of the file in hex; `link` the newest link of the ledger's chain, None if it has none yet.
    `filters` are those that chose the events, by name.
    """

    title: str
    authors: tuple[str, ...]
    exported: date
    format: str
    file: str
    digest: str
    link: str | None
    version: str
    filters: Mapping[str, str]


def as_datacite(citation: Citation) -> str:
    """Write a citation as DataCite JSON."""
    chosen = "; ".join(f"{name}: {value}" for name, value in citation.filters.items()) or "all events"
    identifiers = [(_FILE, citation.file), (_FILE_DIGEST, citation.digest), (_CHAIN_LINK, citation.link)]
    shown = {
        "schemaVersion": _SCHEMA,
        "types": {"resourceTypeGeneral": "Dataset", "resourceType": "Event data"},
        "creators": [{"name": author} for author in citation.authors],
        "titles": [{"title": citation.title}],
        "publisher": {"name": citation.authors[0]},
        "publicationYear": citation.exported.year,
        "dates": [{"date": citation.exported.isoformat(), "dateType": "Created"}],
        "formats": [citation.format],
        "version": citation.version,
        "alternateIdentifiers": [
            {"alternateIdentifierType": kind, "alternateIdentifier": value} for kind, value in identifiers if value
        ],
        "descriptions": [
            {
                "descriptionType": "Methods",
                "description": (
                    f"Events that sayso {citation.version} kept from news reports. Chosen by: {chosen}. "
                    "`sayso verify --cited` checks the file and the ledger against this description."
                ),
            }
        ],
    }
    return json.dumps(shown, ensure_ascii=False, indent=1) + "\n"


@dataclass(frozen=True, slots=True)
class Cited:
    """What a citation lets one check: the file's name and digest, and the link that the ledger's chain must hold."""

    file: str
    digest: str
    link: str | None


def cited_in(written: str) -> Cited:
    """Read a citation back.

    Raises:
        ReadingError: it is no citation that sayso wrote.
    """
    try:
        listed: list[Mapping[str, Any]] = json.loads(written)["alternateIdentifiers"]
        told = {one["alternateIdentifierType"]: str(one["alternateIdentifier"]) for one in listed}
        return Cited(told[_FILE], told[_FILE_DIGEST], told.get(_CHAIN_LINK))
    except (ValueError, KeyError, TypeError) as error:
        raise ReadingError("This is no citation that sayso wrote: it names no file and digest.") from error
