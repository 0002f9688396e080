"""Turn a host's name into a connection to an address that was checked, within a deadline.

The check sits where the socket is opened. What was checked is what is connected to, so a name that resolves
differently a moment later (DNS rebinding) gains nothing, and redirects can't go round it.
"""

import ssl
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import certifi
import httpcore
import httpx

from sayso.errors import FetchError
from sayso.reading.addresses import Resolver, allowed_addresses


class Deadline:
    """The moment by which a fetch must be done. Every wait on the network is cut to what is left of it."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def left(self, timeout: float | None = None) -> float:
        """Return the seconds left, at most `timeout`.

        Raises:
            httpcore.ReadTimeout: none are left.
        """
        left = self._end - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("the time for this page is over")
        return left if timeout is None else min(left, timeout)


class _TimedStream(httpcore.NetworkStream):
    """A network stream that keeps a deadline: a server that drips a byte at a time can't hold it."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        secured = self._stream.start_tls(ssl_context, server_hostname, self._deadline.left(timeout))
        return _TimedStream(secured, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class _CheckedBackend(httpcore.NetworkBackend):
    """Opens sockets only to addresses that were checked."""

    def __init__(self, resolver: Resolver, allow_private: bool, deadline: Deadline) -> None:
        self._resolver = resolver
        self._allow_private = allow_private
        self._deadline = deadline
        self._sockets = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        addresses = allowed_addresses(host, port, self._resolver, self._allow_private)
        failure: httpcore.NetworkError | None = None
        for address in addresses:
            try:
                wait = self._deadline.left(timeout)
                stream = self._sockets.connect_tcp(address, port, wait, local_address, socket_options)
            except httpcore.NetworkError as error:
                failure = error
            else:
                return _TimedStream(stream, self._deadline)
        raise failure or FetchError(f"the host {host} has no address. Check the address.")


class _Body(httpx.SyncByteStream):
    def __init__(self, response: httpcore.Response) -> None:
        self._response = response

    def __iter__(self) -> Iterator[bytes]:
        with network_errors_as_httpx():
            yield from self._response.iter_stream()

    def close(self) -> None:
        self._response.close()


class CheckedTransport(httpx.BaseTransport):
    """An httpx transport for one fetch: its addresses checked, its deadline kept, no proxy, no connection reused."""

    def __init__(self, resolver: Resolver, allow_private: bool, seconds: float) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=_ssl_context(),
            max_keepalive_connections=0,
            network_backend=_CheckedBackend(resolver, allow_private, Deadline(seconds)),
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request and return its response, with the body still to be read."""
        core = httpcore.Request(
            method=request.method,
            url=httpcore.URL(
                scheme=request.url.raw_scheme,
                host=request.url.raw_host,
                port=request.url.port,
                target=request.url.raw_path,
            ),
            headers=request.headers.raw,
            extensions=request.extensions,
        )
        with network_errors_as_httpx():
            response = self._pool.handle_request(core)
        return httpx.Response(response.status, headers=response.headers, stream=_Body(response))

    def close(self) -> None:
        """Close what is still open."""
        self._pool.close()


@contextmanager
def network_errors_as_httpx() -> Iterator[None]:
    """Raise httpcore's errors as httpx's, of which there is one family to catch."""
    try:
        yield
    except httpcore.TimeoutException as error:
        raise httpx.ReadTimeout(str(error)) from error
    except (httpcore.NetworkError, httpcore.ProtocolError) as error:
        raise httpx.NetworkError(str(error)) from error


@cache
def _ssl_context() -> ssl.SSLContext:
    return ssl.create_default_context(cafile=certifi.where())
