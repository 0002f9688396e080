"""Turn a host's name into the addresses that sayso may connect to."""

import ipaddress
import socket
from collections.abc import Callable, Sequence

from sayso.errors import FetchError

Resolver = Callable[[str, int], Sequence[str]]
Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


def resolve(host: str, port: int) -> list[str]:
    """Return a host's addresses as the system resolves them; numbers in any notation come out as addresses too."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def allowed_addresses(host: str, port: int, resolver: Resolver, allow_private: bool) -> list[str]:
    """Return the addresses of a host that may be connected to.

    Raises:
        FetchError: the host is unknown, or all its addresses are private, loopback, link-local or otherwise not public.
    """
    try:
        addresses = [ipaddress.ip_address(address) for address in resolver(host, port)]
    except (OSError, ValueError) as error:
        raise FetchError(f"the host {host} is not known ({error}). Check the address and the connection.") from error
    allowed = [str(address) for address in addresses if allow_private or is_public(address)]
    if not allowed:
        shown = ", ".join(map(str, addresses)) or "no address"
        raise FetchError(
            f"the host {host} leads to {shown}, which is not public. "
            "If you mean to read from your own network, set SAYSO_ALLOW_PRIVATE_ADDRESSES=true."
        )
    return allowed


def is_public(address: Address) -> bool:
    """Tell whether an address, and any IPv4 address it wraps, belongs to the public internet."""
    inner = _wrapped(address)
    if inner is not None:
        return is_public(inner)
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


def _wrapped(address: Address) -> Address | None:
    """Return the IPv4 address that an IPv6 one leads to, if it is of a kind that does."""
    if not isinstance(address, ipaddress.IPv6Address):
        return None
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
