"""What the modules read of one report is joined."""

from sayso.coding.claims import coding_of
from sayso.coding.sentences import language
from sayso.records import Report


def speakers(text: str) -> list[tuple[str | None, str | None]]:
    """Return the name and the country of every source of a text."""
    coding = coding_of(Report(id="r", text=text), language()(text), [], 0.5, lambda doc: ())
    return [(a.name, a.actor.country if a.actor else None) for a in coding.attributions]


def test_one_source_has_one_country_by_whatever_name_it_is_called() -> None:
    text = "The Kenyan Wildlife Service (KWS) said rangers were shot. The KWS said it arrested two men."
    assert speakers(text) == [("Kenyan Wildlife Service", "KEN")] * 2


def test_sources_of_different_names_keep_what_is_known_of_each() -> None:
    text = "French officials said the camp was bombed. Residents said soldiers fled."
    assert speakers(text) == [("French officials", "FRA"), ("Residents", None)]
