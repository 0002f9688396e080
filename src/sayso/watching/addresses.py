"""Write addresses of one page in one way, so that it is not read twice."""

from urllib.parse import urldefrag, urlsplit

from courlan import normalize_url


def canonical(url: str) -> str:
    """Return an address without fragment, tracking parameters and default port, its host in lower case."""
    return str(normalize_url(urldefrag(url.strip()).url)).removesuffix("?")


def limited_host(url: str) -> str:
    """Return the host and port of an address, which share one limit."""
    return urlsplit(url).netloc.lower()
