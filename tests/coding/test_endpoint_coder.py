"""The coder that asks a language model, against a server of the same protocol on this machine."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from sayso.coding import EndpointCoder
from sayso.errors import ReportError, UsageError
from sayso.records import Report
from sayso.resources.gazetteer import Gazetteer

TEXT = "Soldiers shot two farmers near Kano on Friday, the union said. The union called for an inquiry."
SHOT = {
    "sentence": "Soldiers shot two farmers near Kano on Friday, the union said.", "trigger": "shot", "type": "ASSAULT",
    "mode": "firearms", "actors": ["Soldiers"], "recipients": ["two farmers", "nine shepherds"],
}  # fmt: skip


class Server:
    """Answers every question with what it was told to, and keeps what it was asked."""

    def __init__(self, answer, status=200):
        asked = self.asked = []

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                asked.append((self.path, dict(self.headers), json.loads(body)))
                content = answer if isinstance(answer, str) else json.dumps(answer)
                reply = json.dumps({"choices": [{"message": {"role": "assistant", "content": content}}]}).encode()
                self.send_response(status)
                self.end_headers()
                self.wfile.write(reply)

            def log_message(self, *_):
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}/v1"

    def __enter__(self):
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self._server.shutdown()
        self._server.server_close()


def coded(answer, text=TEXT, **server):
    with Server(answer, **server) as endpoint:
        coder = EndpointCoder(Gazetteer.open(), endpoint.url, "some-model", key="secret")
        return next(iter(coder.code([Report(id="r", text=text)]))), endpoint.asked


def test_what_is_quoted_becomes_a_claim_and_what_is_not_is_dropped():
    coding, _ = coded({"claims": [SHOT]})
    (claim,) = coding.claims
    assert (claim.event_type, claim.mode, claim.trigger.of(TEXT)) == ("ASSAULT", "firearms", "shot")
    assert [span.of(TEXT) for actor in claim.actors for span in actor.spans] == ["Soldiers"]
    assert [span.of(TEXT) for actor in claim.recipients for span in actor.spans] == ["two farmers"]
    assert claim.place.name == "Kano"
    assert claim.attributions[-1].name == "union"


@pytest.mark.parametrize(
    "change",
    [
        {"trigger": "shelled"},
        {"sentence": "Soldiers shot nine."},
        {"type": "MURDER"},
        {"trigger": None},
        {"sentence": ["Soldiers"]},
    ],
)
def test_a_claim_the_report_does_not_bear_out_is_dropped(change):
    coding, _ = coded({"claims": [SHOT | change, "nonsense", None]})
    assert coding.claims == ()


def test_the_model_sees_the_text_and_the_codebook_and_gets_the_key():
    _, ((path, headers, question),) = coded({"claims": []})
    assert path == "/v1/chat/completions"
    assert headers["Authorization"] == "Bearer secret"
    assert question["model"] == "some-model"
    assert question["messages"][1]["content"] == TEXT
    assert "COERCE" in question["messages"][0]["content"]


@pytest.mark.parametrize("answer", ["I think there was a shooting.", {"events": []}, {"claims": "none"}, "[]"])
def test_an_answer_in_another_form_is_a_problem_of_that_report(answer):
    with pytest.raises(ReportError, match="did not answer in the form"):
        coded(answer)


def test_an_endpoint_that_fails_is_named_with_the_setting_to_check():
    with pytest.raises(ReportError, match=r"chat/completions answers with HTTP 500.*SAYSO_ENDPOINT_URL"):
        coded({"claims": []}, status=500)
    with pytest.raises(ReportError, match=r"chat/completions can't be asked.*SAYSO_ENDPOINT_URL"):
        next(iter(EndpointCoder(Gazetteer.open(), "http://127.0.0.1:9", "m").code([Report(id="r", text=TEXT)])))


def test_a_report_that_fails_does_not_stop_the_next():
    with Server("no json") as endpoint:
        coder = EndpointCoder(Gazetteer.open(), endpoint.url, "some-model")
        codings = iter(coder.code([Report(id="a", text=TEXT), Report(id="b", text=TEXT)]))
        for _ in range(2):
            with pytest.raises(ReportError):
                next(codings)


def test_without_an_endpoint_it_says_what_to_set():
    with pytest.raises(UsageError, match="SAYSO_ENDPOINT_MODEL"):
        EndpointCoder(Gazetteer.open(), "", "")
