"""A coder that asks a language model what happened, and believes it only where it quotes the report.

The model stands behind an OpenAI-compatible endpoint, on this machine or elsewhere; nothing is sent unless a user sets
`SAYSO_CODER=endpoint` and names one. It names triggers, types and who did what to whom; places, times, figures, sources
and certainty are read by the same rules as ever.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import httpx
from spacy.tokens import Doc

from sayso.coding.claims import Coding, coding_of
from sayso.coding.event_types import Trigger
from sayso.coding.place_mentions import PlaceMention
from sayso.coding.places import EarlierReports, no_earlier_reports, placed
from sayso.coding.sentences import parsed
from sayso.errors import ReportError, UsageError
from sayso.records import Report, Span
from sayso.resources.codebooks import plover
from sayso.resources.gazetteer import Gazetteer
from sayso.resources.versions import lexicon_digests

_SCORE = 0.75
_ASKED = """
You code news reports. List every politically relevant act that the report says happened, is happening, is planned,
demanded, threatened or denied. Leave out sport, business, weather, accidents and generic talk. Answer with JSON alone:
{{"claims": [{{"sentence": "", "trigger": "", "type": "", "mode": null, "actors": [""], "recipients": [""]}}]}}
"sentence" is the whole sentence, "trigger" the few words in it that name the act, actors and recipients the phrases in
it that say who acts and who is acted on; copy each letter by letter. "type" is one of:
{types}
""".strip()


class EndpointCoder:
    """Codes with the triggers that a language model finds. Every quote that the report lacks is dropped."""

    def __init__(
        self,
        gazetteer: Gazetteer,
        url: str,
        model: str,
        key: str | None = None,
        min_score: float = 0.5,
        timeout_seconds: float = 120.0,
        earlier: EarlierReports = no_earlier_reports,
    ) -> None:
        """Ask `model` at `url`, the address before `/chat/completions`.

        Raises:
            UsageError: no address or model is given.
        """
        if not url or not model:
            raise UsageError(
                "The endpoint coder has no endpoint. Set SAYSO_ENDPOINT_URL, such as http://localhost:8080/v1, and "
                "SAYSO_ENDPOINT_MODEL."
            )
        self._gazetteer, self._min_score, self._earlier = gazetteer, min_score, earlier
        self._url, self._model = f"{url.rstrip('/')}/chat/completions", model
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        self._client = httpx.Client(timeout=timeout_seconds, headers=headers)

    @property
    def digests(self) -> Mapping[str, str]:
        """Name the lexicons, the gazetteer and which model was asked where."""
        return {**lexicon_digests(), "gazetteer": self._gazetteer.digest, "endpoint": f"{self._model} at {self._url}"}

    def code(self, reports: Iterable[Report]) -> Iterator[Coding]:
        """Code reports one after another; one that fails raises ReportError, and the next call goes on behind it."""
        return map(self._coding, placed(parsed(reports), self._gazetteer, self._earlier))

    def _coding(self, read: tuple[Report, Doc, list[PlaceMention]]) -> Coding:
        report, doc, places = read
        triggers = list(_triggers(doc, self._answer(doc.text)))
        return coding_of(report, doc, places, self._min_score, lambda _: triggers)

    def _answer(self, text: str) -> list[Any]:
        """Return the claims that the model lists.

        Raises:
            ReportError: the endpoint can't be reached, or answers with something else.
        """
        question = {
            "model": self._model,
            "temperature": 0,
            "response_format": {"type": "json_object"},
            "messages": [{"role": "system", "content": _instructions()}, {"role": "user", "content": text}],
        }
        try:
            response = self._client.post(self._url, json=question).raise_for_status()
            claims = json.loads(response.json()["choices"][0]["message"]["content"])["claims"]
        except httpx.HTTPStatusError as error:
            status = error.response.status_code
            raise ReportError(
                f"{self._url} answers with HTTP {status}. Check SAYSO_ENDPOINT_URL, _MODEL and _KEY."
            ) from error
        except httpx.HTTPError as error:
            raise ReportError(f"{self._url} can't be asked: {error}. Check SAYSO_ENDPOINT_URL.") from error
        except (ValueError, KeyError, IndexError, TypeError) as error:
            raise ReportError(f"{self._url} did not answer in the form asked for. Try another model.") from error
        if not isinstance(claims, list):
            raise ReportError(f"{self._url} did not answer in the form asked for. Try another model.")
        return claims


def _instructions() -> str:
    types = (f"{entry.code} ({entry.definition} Modes: {_modes(entry.code)})" for entry in plover().event_types)
    return _ASKED.format(types="\n".join(types))


def _modes(code: str) -> str:
    return ", ".join(plover().modes(code)) or "none"


def _triggers(doc: Doc, claims: Iterable[Any]) -> Iterator[Trigger]:
    """Yield what is quoted rightly as triggers, each word once, in the order of the text."""
    found = {trigger.head: trigger for claim in claims if (trigger := _trigger(doc, claim)) is not None}
    for head in sorted(found):
        yield found[head]


def _trigger(doc: Doc, claim: Any) -> Trigger | None:
    """Return one listed claim as a trigger, or None if its type is unknown or its quotes don't stand in the report."""
    if not isinstance(claim, dict) or claim.get("type") not in plover().types:
        return None
    sentence = _quoted(doc.text, claim.get("sentence"), Span(0, len(doc.text)))
    span = _quoted(doc.text, claim.get("trigger"), sentence) if sentence else None
    words = doc.char_span(span.start, span.end, alignment_mode="expand") if span else None
    if sentence is None or span is None or words is None:
        return None
    mode = claim.get("mode")
    return Trigger(
        span=span,
        token_start=words.start,
        token_end=words.end,
        head=words.root.i,
        event_type=claim["type"],
        mode=mode if mode in plover().modes(claim["type"]) else None,
        sub_event=None,
        strength=_SCORE,
        pattern="",
        roles=tuple(_roles(doc.text, claim, sentence)),
    )


def _roles(text: str, claim: Mapping[str, Any], sentence: Span) -> Iterator[tuple[str, Span]]:
    for role, name in (("actor", "actors"), ("recipient", "recipients")):
        quotes = claim.get(name)
        for quote in quotes if isinstance(quotes, list) else ():
            span = _quoted(text, quote, sentence)
            if span is not None:
                yield role, span


def _quoted(text: str, quote: Any, within: Span) -> Span | None:
    """Return where a quote stands, or None if it does not."""
    if not isinstance(quote, str) or not quote.strip():
        return None
    start = text.find(quote.strip(), within.start, within.end)
    return Span(start, start + len(quote.strip())) if start >= 0 else None
