"""Claims and events keep what they say on their way to JSON and back."""

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings

from sayso.as_json import (
    attribution_layer_json,
    claim_content,
    claim_from_content,
    claim_from_json,
    claim_id,
    claim_json,
    event_content,
    event_from_content,
    event_from_json,
    event_json,
    place_layer_json,
    spans_in,
    time_layer_json,
)
from sayso.errors import ReadingError
from sayso.merging.summary import event_of
from sayso.records import (
    Actor,
    Attribution,
    Basis,
    Claim,
    Counted,
    Event,
    Figure,
    Place,
    Precision,
    Report,
    Span,
)
from tests.builders import KHERSON, a_claim, a_report, killed, on, said_by
from tests.exporting.strategies import reports_with_claims, reports_with_events

few = settings(max_examples=40, deadline=None)


def _through_text(value: Any) -> Any:
    return json.loads(json.dumps(value, ensure_ascii=False, allow_nan=False))


def _quotes_in(value: Any) -> list[dict[str, Any]]:
    if isinstance(value, list):
        return [quote for inner in value for quote in _quotes_in(inner)]
    if not isinstance(value, dict):
        return []
    return [value] if set(value) == {"start", "end", "text"} else _quotes_in(list(value.values()))


@few
@given(reports_with_claims())
def test_a_claim_read_back_from_its_json_is_the_same(made: tuple[Report, tuple[Claim, ...]]) -> None:
    report, claims = made
    for claim in claims:
        assert claim_from_json(_through_text(claim_json(claim, report))) == claim


@few
@given(reports_with_claims())
def test_every_span_of_a_claim_stands_in_its_json_with_its_words(made: tuple[Report, tuple[Claim, ...]]) -> None:
    report, claims = made
    for claim in claims:
        quotes = _quotes_in(claim_json(claim, report))
        assert sorted((quote["start"], quote["end"]) for quote in quotes) == sorted(
            (span.start, span.end) for span in spans_in(claim)
        )
        assert all(quote["text"] == report.text[quote["start"] : quote["end"]] for quote in quotes)


@few
@given(reports_with_claims())
def test_a_claim_read_back_from_its_content_is_the_same(made: tuple[Report, tuple[Claim, ...]]) -> None:
    for claim in made[1]:
        assert claim_from_content(_through_text(claim_content(claim)), claim.id, claim.score) == claim


@few
@given(reports_with_events())
def test_an_event_read_back_from_its_content_is_the_same(made: tuple[Report, tuple[Claim, ...], Event]) -> None:
    event = made[2]
    assert event_from_content(_through_text(event_content(event))) == event


@few
@given(reports_with_events())
def test_an_event_read_back_from_its_json_lacks_only_the_spans(made: tuple[Report, tuple[Claim, ...], Event]) -> None:
    report, claims, event = made
    shown = _through_text(event_json(event, [claim_json(claim, report) for claim in claims]))
    read = event_from_json(shown)
    assert event_json(read) == event_json(event)
    assert [claim_from_json(claim) for claim in shown["claims"]] == list(claims)


def test_a_claims_id_does_not_depend_on_its_score_or_former_id() -> None:
    claim = a_claim(a_report(), "hit")
    assert claim_id(claim) == claim_id(replace(claim, id="c_other", score=0.1))


def test_a_claims_id_depends_on_what_it_says() -> None:
    claim = a_claim(a_report(), "hit")
    assert claim_id(claim) != claim_id(replace(claim, mode="artillery"))


def test_a_whole_number_has_one_spelling() -> None:
    claim = a_claim(a_report(), "hit", figures=(killed(20),))
    same = replace(claim, figures=(Figure((), Counted.KILLED, 20.0, 20.0),))
    assert claim_id(claim) == claim_id(same)


def test_a_claims_id_stays_what_it_was_in_ledgers_written_before() -> None:
    report = Report(id="r_1", text="A shell hit Kherson.")
    assert claim_id(a_claim(report, "hit", place=KHERSON, time=on(8))) == "c_913b1d50944a8e56d63e"


def test_the_json_of_a_claim_is_as_the_contract_says() -> None:
    text = "The governor said on Telegram that a mine killed at least 20 in Kherson on Friday."
    report = a_report(text, id="r_1", url="https://example.org/1", title="Shelling", source_id="17")

    def at(words: str) -> Span:
        return Span(text.index(words), text.index(words) + len(words))

    def shows(words: str) -> dict[str, Any]:
        return {"start": at(words).start, "end": at(words).end, "text": words}

    content = "a mine killed at least 20 in Kherson on Friday"
    governor = Actor((at("The governor"),), "the governor", "UKR", "GOV")
    attribution = Attribution(
        (at("The governor"),), (at("said"),), (at(content),), "Telegram", "the governor", governor
    )
    claim = a_claim(
        report,
        "killed",
        id="c_1",
        mode="artillery",
        sub_event="Armed clash",
        actors=(Actor((at("a mine"),), "a mine"),),
        place=replace(KHERSON, spans=(at("Kherson"),)),
        time=replace(on(3), spans=(at("Friday"),), basis=Basis.RELATIVE),
        figures=(Figure((at("at least 20"),), Counted.KILLED, 20, None, "miners", replace(on(3), spans=()), True),),
        attributions=(attribution,),
    )
    shown = claim_json(claim, report)
    assert shown == {
        "id": "c_1",
        "report": {
            "id": "r_1",
            "url": "https://example.org/1",
            "outlet": "The Daily Example",
            "title": "Shelling",
            "published": "2024-05-08",
            "source_id": "17",
        },
        "sentence": shows(text),
        "trigger": shows("killed"),
        "event_type": "ASSAULT",
        "mode": "artillery",
        "acled": shown["acled"],
        "actors": [{"spans": [shows("a mine")], "name": "a mine", "country": None, "sector": None, "identifier": None}],
        "recipients": [],
        "place": {
            "spans": [shows("Kherson")],
            "name": "Kherson",
            "admin1": "Kherson",
            "country": "UKR",
            "latitude": 46.6358,
            "longitude": 32.6169,
            "precision": "town",
            "gazetteer_id": "geonames:706448",
        },
        "time": {
            "spans": [shows("Friday")],
            "earliest": "2024-05-03",
            "latest": "2024-05-03",
            "basis": "relative to publication",
        },
        "figures": [
            {
                "spans": [shows("at least 20")],
                "counts": "killed",
                "low": 20,
                "high": None,
                "of": "miners",
                "period": {"spans": [], "earliest": "2024-05-03", "latest": "2024-05-03", "basis": "stated"},
                "cumulative": True,
            }
        ],
        "attributions": [
            {
                "source": [shows("The governor")],
                "cue": [shows("said")],
                "content": [shows(content)],
                "channel": "Telegram",
                "channel_kind": "social network",
                "name": "the governor",
                "actor": {
                    "spans": [shows("The governor")],
                    "name": "the governor",
                    "country": "UKR",
                    "sector": "GOV",
                    "identifier": None,
                },
            }
        ],
        "certainty": "asserted",
        "score": 0.9,
    }
    assert list(shown)[:7] == ["id", "report", "sentence", "trigger", "event_type", "mode", "acled"]
    assert shown["acled"]["sub_event_type"] == "Armed clash"


def test_an_event_says_who_names_each_actor() -> None:
    report = a_report()
    army = Actor((), "the army", "RUS", "MIL")
    claim = a_claim(report, "hit", actors=(army,), attributions=(said_by("Mayor Bondar"),))
    shown = event_json(event_of([claim], {report.id: report}))
    assert shown["actors"] == [
        {
            "name": "the army",
            "country": "RUS",
            "sector": "MIL",
            "claims": [claim.id],
            "identifier": None,
            "named_by": ["Mayor Bondar"],
        }
    ]


def test_the_layers_bear_their_report_and_the_members_of_a_claim() -> None:
    report = a_report()
    place = place_layer_json(replace(KHERSON, spans=(Span(12, 19),)), report)
    time = time_layer_json(on(8), report, "DATE", "2024-05-08")
    voice = attribution_layer_json(said_by("the mayor", channel="Telegram"), report)
    assert {layer["report"]["id"] for layer in (place, time, voice)} == {report.id}
    assert place["spans"] == [{"start": 12, "end": 19, "text": "Kherson"}]
    assert (time["type"], time["value"], time["earliest"]) == ("DATE", "2024-05-08", "2024-05-08")
    assert (voice["source"], voice["channel"], voice["channel_kind"]) == ([], "Telegram", "social network")


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"certainty": "sure"}, "'sure' is not a valid Certainty"),
        ({"sentence": None}, "claim"),
        ({"time": {"spans": [], "earliest": "May", "latest": None, "basis": "stated"}}, "May"),
    ],
)
def test_a_member_that_cannot_be_is_named(change: dict[str, Any], complaint: str) -> None:
    report = a_report()
    with pytest.raises(ReadingError, match=complaint):
        claim_from_json(claim_json(a_claim(report, "hit"), report) | change)


def test_a_missing_member_is_named() -> None:
    report = a_report()
    shown = claim_json(a_claim(report, "hit"), report)
    del shown["trigger"]
    with pytest.raises(ReadingError, match="'trigger' is missing"):
        claim_from_json(shown)


def test_a_place_without_coordinates_stays_without() -> None:
    report = a_report()
    place = Place((), "Stara Balka", precision=Precision.PROVINCE)
    shown = claim_json(a_claim(report, "hit", place=place), report)
    assert (shown["place"]["latitude"], shown["place"]["precision"]) == (None, "province")


def test_a_figure_that_says_no_more_than_how_many_keeps_the_content_it_had_before() -> None:
    (figure,) = claim_content(a_claim(a_report(), "hit", figures=(killed(20),)))["figures"]
    assert figure == {"spans": [], "counts": "killed", "low": 20, "high": 20}
