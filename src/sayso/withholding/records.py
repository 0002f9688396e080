"""Take names out of records, whatever their fields: names go, spans move to where their words stand now."""

from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import Any, TypeVar, cast

from sayso.records import Place, Span
from sayso.withholding.masking import Masked, NamesToHide

_Record = TypeVar("_Record")

# Ids, codes and values of closed sets: no text of a report, so no names.
_NO_TEXT = frozenset(
    """
    id report_id claim_id raw_digest event_type mode sub_event country sector gazetteer_id admin1 type value language
    published_source claims reports copies decisions url source_id
    """.split()
)


def without(record: _Record, hidden: NamesToHide, masked: Masked | None) -> _Record:
    """Return a record, or a tuple of records, without the names.

    `masked` is the text that its spans point into; None where they point nowhere, as an event's do.
    """
    return cast(_Record, _without(record, hidden, masked))


def _without(value: Any, hidden: NamesToHide, masked: Masked | None) -> Any:
    if isinstance(value, Span):
        return masked.moved(value) if masked else value
    if isinstance(value, str):
        return value if isinstance(value, Enum) else hidden.mask(value).text
    if isinstance(value, tuple):
        return tuple(_without(one, hidden, masked) for one in value)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    known = isinstance(value, Place) and value.gazetteer_id is not None
    changed = {
        field.name: _without(getattr(value, field.name), hidden, masked)
        for field in fields(value)
        if field.name not in _NO_TEXT and not (known and field.name == "name")
    }
    return replace(value, **changed)
