"""Which addresses of the network may be asked: public ones, whatever they are called and however written.

A page is named by whoever sends a link, and may lead on to anywhere. Without care the program would ask, in
its user's name, what only machines of the same house can reach. So a name is looked up once, what it stands
for is judged, and the connection is made to just that: a second look-up could give another answer.
"""

import ipaddress
import socket
from threading import Thread
from typing import TYPE_CHECKING, Any

from talkscli.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    IpAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
"""So machines without IPv4 reach those that have nothing else; the last 32 bits are the address."""


def resolve_host(host: str, port: int, *, allow_private: bool = False, seconds: float = 30.0) -> list[str]:
    """Look a host up, and return the addresses that may be asked, in the system's order.

    Args:
        host: A name or an address.
        port: The port that will be asked.
        allow_private: Whether machines of the own house and network may be asked too.
        seconds: How long the look-up may take.

    Raises:
        UsageError: there is no such host, or it has no address that may be asked.
        TimeoutError: nobody knew in time.
    """
    try:
        found = _look_up(host, port, seconds)
    except TimeoutError:
        raise
    except (OSError, UnicodeError) as error:
        raise UsageError(f"no host {host!r} was found", hint="check the address and the network") from error
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    allowed = [one for one in addresses if allow_private or is_public(one)]
    if not allowed:
        shown = f" ({addresses[0]})" if addresses and addresses[0] != host else ""
        raise UsageError(
            f"{host}{shown} is a private address, which is not asked",
            hint="--allow-private allows it",
        )
    return allowed


def _look_up(host: str, port: int, seconds: float) -> "list[Any]":
    """Ask the system, which has no time limit of its own, from another thread."""
    answers: list[Any] = []

    def ask() -> None:
        try:
            answers.append(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
        except (OSError, UnicodeError) as error:
            answers.append(error)

    thread = Thread(target=ask, daemon=True)
    thread.start()
    thread.join(max(0.0, seconds))
    if not answers:
        raise TimeoutError
    if isinstance(answers[0], Exception):
        raise answers[0]
    found: list[Any] = answers[0]
    return found


def is_public(text: str) -> bool:
    """Tell whether an address is one of the public network, and everything that is hidden in it too."""
    try:
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return False
    embedded = list(_list_embedded(address))
    if embedded:
        return all(map(_is_public, embedded))
    return _is_public(address)


def _is_public(address: "IpAddress") -> bool:
    return (
        address.is_global
        and not address.is_private
        and not address.is_multicast
        and not address.is_reserved
        and not address.is_unspecified
        and not address.is_loopback
        and not address.is_link_local
        and not (isinstance(address, ipaddress.IPv6Address) and address.is_site_local)
    )


def _list_embedded(address: "IpAddress") -> "Iterator[IpAddress]":
    """List the IPv4 addresses to which an IPv6 address leads in the end."""
    if not isinstance(address, ipaddress.IPv6Address):
        return
    if address.ipv4_mapped is not None:
        yield address.ipv4_mapped
    if address.sixtofour is not None:
        yield address.sixtofour
    if address.teredo is not None:
        yield from address.teredo
    if address in _NAT64:
        yield ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
