"""Events as FollowTheMoney entities: valid to its own library, linked, and each once."""

import json
from typing import Any

from followthemoney import model
from hypothesis import given

from sayso.records import Actor
from tests.exporting.strategies import reports_with_events
from tests.exporting.test_exporters import Made, few, shelling, written

RUSSIA = Actor((), "Russia", "RUS", "MIL")


def entities(raw: bytes) -> list[Any]:
    """Read entities as the library does."""
    return [model.get_proxy(json.loads(line)) for line in raw.splitlines()]


@few
@given(reports_with_events())
def test_the_library_reads_any_event_back(made: Made) -> None:
    report, claims, event = made
    found = entities(written("ftm", [event], report, claims))
    assert found[0].schema.name == "Event"
    assert found[0].first("recordId") == event.id
    ids = {entity.id for entity in found}
    assert set(found[0].get("involved")) | set(found[0].get("proof")) <= ids


def test_an_event_leads_to_its_parties_and_reports() -> None:
    report, claims, event = shelling(actors=(RUSSIA,))
    found = {entity.id: entity for entity in entities(written("ftm", [event], report, claims))}
    happening = next(entity for entity in found.values() if entity.schema.name == "Event")
    (party,) = (found[identity] for identity in happening.get("involved"))
    (article,) = (found[identity] for identity in happening.get("proof"))
    assert (party.schema.name, party.caption, party.get("country")) == ("PublicBody", "Russia", ["ru"])
    assert (article.schema.name, article.get("sourceUrl")) == ("Article", [report.url])


def test_an_entity_is_written_once() -> None:
    report, claims, event = shelling(actors=(RUSSIA,))
    found = entities(written("ftm", [event, event], report, claims))
    assert len({entity.id for entity in found}) == len(found)
