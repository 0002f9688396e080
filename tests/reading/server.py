"""A web server on this machine, for tests that must really go over a socket."""

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Answer = Callable[[BaseHTTPRequestHandler], None]


@contextmanager
def serving(answers: Mapping[str, Answer]) -> Iterator[str]:
    """Serve answers by path, anything else as 404, and give the server's address."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            answers.get(self.path, not_found)(self)

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def answer(body: bytes, status: int = 200, **headers: str) -> Answer:
    """Answer with a body; underscores in header names become dashes."""

    def send(handler):
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return send


def not_found(handler: BaseHTTPRequestHandler) -> None:
    """Answer 404."""
    answer(b"nothing here", 404)(handler)
