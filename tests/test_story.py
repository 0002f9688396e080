"""Read this first: two reports become one event, stage by stage, as pipeline.py does it."""

import json
from datetime import UTC, date, datetime
from io import BytesIO

from sayso.as_json import claim_json
from sayso.coding import ReportCoder
from sayso.exporting import EXPORTERS, ExportContext
from sayso.ledger import Ledger
from sayso.merging.blocking import blocks_of
from sayso.merging.comparing import compare
from sayso.merging.evidence import evidence
from sayso.merging.summary import event_of
from sayso.pipeline import merge, rebuilt_events
from sayso.reading import ReadingOptions, read
from sayso.records import Certainty, Standing
from sayso.resources.gazetteer import Gazetteer
from sayso.verify import verify

NOW = datetime(2024, 5, 10, 12, tzinfo=UTC)
OPTIONS = ReadingOptions(today=NOW.date(), now=NOW)
ROWS = (
    {
        "outlet": "Harbour Post",
        "published": "2024-05-08",
        "title": "Shells hit market in Kherson",
        "text": "Russian troops shelled a market in Kherson on Tuesday, killing at least four people, "
        "Governor Olena Marchuk said on Telegram.",
    },
    {
        "outlet": "Morning Ledger",
        "published": "2024-05-09",
        "title": "Kherson mourns",
        "text": "Four people were killed on Tuesday when shells hit a market in Kherson, the Harbour Post reported, "
        "citing Governor Olena Marchuk.",
    },
)


def test_two_reports_of_one_governors_post_become_one_event_with_one_say_so(tmp_path):
    rows = tmp_path / "rows.jsonl"
    rows.write_text("\n".join(json.dumps(row) for row in ROWS))

    # Reading: each row becomes a Report whose text is kept to the letter.
    readings = list(read([str(rows)], OPTIONS))
    first, second = (reading.report for reading in readings)
    assert (first.text, first.published) == (ROWS[0]["text"], date(2024, 5, 8))

    # Coding: one place in the text that says that something happened becomes a Claim, every part with its characters.
    coder = ReportCoder(Gazetteer.open())
    codings = list(coder.code([first, second]))
    shelled = next(claim for claim in codings[0].claims if claim.trigger.of(first.text) == "shelled")
    shown = claim_json(shelled, first)
    assert (shown["event_type"], shown["mode"]) == ("ASSAULT", "heavy-weapons")
    assert [(actor["country"], actor["sector"]) for actor in shown["actors"]] == [("RUS", "MIL")]
    assert (shown["place"]["name"], shown["place"]["country"]) == ("Kherson", "UKR")
    assert (shown["time"]["earliest"], shown["time"]["latest"]) == ("2024-05-07", "2024-05-07")
    assert ("killed", 4, None) in [(f["counts"], f["low"], f["high"]) for f in shown["figures"]]
    assert shown["attributions"][-1]["channel"] == "Telegram"
    assert "Olena Marchuk" in shown["attributions"][-1]["name"]
    assert shelled.certainty is Certainty.ASSERTED

    # Merging: claims that share a block are compared, and the score gives its reasons.
    hit = next(claim for claim in codings[1].claims if claim.trigger.of(second.text) == "hit")
    assert set(blocks_of(shelled)) & set(blocks_of(hit))
    comparison = compare(evidence(shelled, first), evidence(hit, second))
    assert comparison.score > 0.6
    assert "place" in [reason.what for reason in comparison.reasons]

    # An event counts say-sos: the second outlet cites the first, which cites the governor.
    event = event_of([shelled, hit], {first.id: first, second.id: second})
    assert len(event.say_sos) == 1
    assert "Olena Marchuk" in event.say_sos[0].source
    assert event.standing is Standing.REPORTED

    # The ledger keeps all of it, and what it holds can be computed again from claims and decisions.
    with Ledger.open(tmp_path / "sayso.db") as ledger:
        run = ledger.start_run("0", coder.digests, {}, NOW)
        for reading, coding in zip(readings, codings, strict=True):
            ledger.record(run, reading.report, reading.raw, coding.claims)
        merge(ledger, 0.6)
        kept = ledger.event_of(shelled.id)
        assert set(kept.reports) == {first.id, second.id}
        assert verify(ledger, lambda: rebuilt_events(ledger, 0.6)) == []

        # Exporting: one event a line, with the sentences it rests on.
        out = BytesIO()
        context = ExportContext(claim=ledger.claim, report=ledger.report)
        EXPORTERS["jsonl"].write([kept], context, out)
        assert json.loads(out.getvalue())["id"] == kept.id
