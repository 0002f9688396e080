"""Run the desk on a socket."""

import socket
from collections.abc import Callable

import uvicorn
from fastapi import FastAPI

from sayso.errors import UsageError


def serve_app(app: FastAPI, host: str, port: int, announce: Callable[[str], None]) -> None:
    """Serve until interrupted; `announce` is told the address once the desk listens.

    Raises:
        UsageError: nothing can listen there.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((host, port))
        except OSError as error:
            raise UsageError(
                f"Nothing can listen on {host}:{port}: {error.strerror}. Choose another --port."
            ) from error
        bound = listening.getsockname()[1]
        announce(f"http://{f'[{host}]' if ':' in host else host}:{bound}/")
        config = uvicorn.Config(app, log_level="warning", server_header=False, date_header=False)
        uvicorn.Server(config).run(sockets=[listening])
