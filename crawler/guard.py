"""The guard: which addresses may be asked at all, and that a connection goes to the very address that was checked.

Names are resolved here and every result is checked, so that neither a redirect, nor a name that points inwards, nor
another way of writing 127.0.0.1 leads into a private network.
"""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from twisted.internet.address import IPv4Address as TxIPv4
from twisted.internet.address import IPv6Address as TxIPv6
from twisted.internet.interfaces import IHostnameResolver, IHostResolution
from zope.interface import implementer  # type: ignore[import-untyped]

from crawler.address import literal, port_of
from crawler.scope import Scope

IP = ipaddress.IPv4Address | ipaddress.IPv6Address

_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_COMPATIBLE = ipaddress.IPv6Network("::/96")
_UNICAST = ipaddress.IPv6Network("2000::/3")  # all of IPv6 that is handed out; documentation lies inside
_DOCUMENTATION = ipaddress.IPv6Network("3fff::/20")
_RELAY = ipaddress.IPv4Network("192.88.99.0/24")  # 6to4 relays, given up
_ISATAP = 0x5EFE  # third and fourth byte of an interface's half that carries an IPv4 address
_HOST = re.compile(r"[a-z0-9_.-]+", re.I)


def is_public(address: IP) -> bool:
    """Whether an IP address is one of the open internet: not private, loopback, link-local, metadata or reserved.

    IPv6 forms that carry an IPv4 address (mapped, compatible, NAT64, 6to4, Teredo, ISATAP) are judged by what they
    carry.
    """
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
        isatap = int(address) >> 32 & 0xFDFFFFFF == _ISATAP
        if inner is None and (isatap or address in _NAT64 or address in _COMPATIBLE):
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(inner)
        if address not in _UNICAST or address in _DOCUMENTATION:
            return False
    elif address in _RELAY:
        return False
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


def resolve(host: str, port: int) -> tuple[IP, ...]:
    """The IP addresses of a host, in the resolver's order without repeats; () when it has none. Blocks."""
    written = literal(host)
    if written is not None:
        return (written,)
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return ()
    return tuple(dict.fromkeys(ipaddress.ip_address(str(entry[4][0]).split("%", 1)[0]) for entry in found))


class Guard:
    """Says which addresses may be asked.

    ``offsite`` False: none but the site's own. ``allow_private`` opens private IP addresses to the start address's own
    host and port, and to nothing else.
    """

    def __init__(
        self, scope: Scope, *, allow_private: bool, offsite: bool, hosts: tuple[tuple[str, str], ...] = ()
    ) -> None:
        """``hosts``: as in ``CrawlSettings``; what is named there may be private."""
        self.scope = scope
        self._hosts = dict(hosts)
        self.offsite = offsite
        self.refused: set[tuple[str, int]] = set()  # host and port whose address was found and not let through
        parts = urlsplit(scope.start)
        self._private = (parts.hostname or "", port_of(scope.start)) if allow_private else None

    def refuse(self, url: str) -> str:
        """Why this address may not be asked, judged without a network: "guard", "offsite", or "" when it may."""
        try:
            parts = urlsplit(url)
        except ValueError:
            return "guard"
        host = parts.hostname or ""
        if parts.scheme not in ("http", "https") or not host or parts.username is not None:
            return "guard"
        if not self.offsite and not self.scope.at_home(url):
            return "offsite"
        written = literal(host)
        if written is None:
            return "" if _HOST.fullmatch(host) else "guard"  # anything else could be read as another host later
        return "" if self.permits(host, port_of(url), written) else "guard"

    def permits(self, host: str, port: int, address: IP) -> bool:
        """Whether a connection for ``host`` and ``port`` may go to this IP address."""
        return is_public(address) or (self._private is not None and (host.strip("[]"), port) == self._private)

    def instead(self, host: str, port: int) -> tuple[IP, int] | None:
        """The address and port to connect to instead of those of ``host``; None when it is to be resolved."""
        if not self._hosts or literal(host) is not None:
            return None
        named = self._hosts.get(f"{host}:{port}") or self._hosts.get(f"*:{port}")
        if not named:
            return None
        address, _, other = named.rpartition(":")
        return ipaddress.ip_address(address.strip("[]")), int(other)

    def passed(self, host: str, port: int, addresses: Sequence[IP]) -> tuple[IP, ...]:
        """Those of the addresses that may be connected to; remembers a host that lost all of them."""
        good = tuple(address for address in addresses if self.permits(host, port, address))
        if addresses and not good:
            self.refused.add((host.strip("[]"), port))
        return good


@implementer(IHostResolution)
class _Resolution:
    def __init__(self, name: str) -> None:
        self.name = name

    def cancel(self) -> None:
        """A look-up in a thread cannot be called off."""


@implementer(IHostnameResolver)
class GuardedResolver:
    """Scrapy's name resolver, with every address checked by the guard in the setting ``OIT_GUARD``.

    What it hands out is what is connected to: nothing asks for the name again.
    """

    def __init__(self, reactor: Any, guard: Guard) -> None:
        self._reactor = reactor
        self._guard = guard
        self._known: dict[str, tuple[IP, ...]] = {}

    @classmethod
    def from_crawler(cls, crawler: Any, reactor: Any) -> GuardedResolver:
        """Called by Scrapy."""
        return cls(reactor, crawler.settings["OIT_GUARD"])

    def install_on_reactor(self) -> None:
        """Called by Scrapy."""
        self._reactor.installNameResolver(self)

    def resolveHostName(  # the name that Twisted's interface gives it
        self,
        resolutionReceiver: Any,
        hostName: str,
        portNumber: int = 0,
        addressTypes: Any = None,
        transportSemantics: str = "TCP",
    ) -> Any:
        """Resolve in a thread and report the addresses that the guard lets through."""
        receiver = resolutionReceiver
        resolution = _Resolution(hostName)
        receiver.resolutionBegan(resolution)

        def answer(address: IP, port: int) -> None:
            kind = TxIPv4 if address.version == 4 else TxIPv6
            receiver.addressResolved(kind("TCP", str(address), port))

        def report(addresses: tuple[IP, ...]) -> None:
            if addresses:
                self._known[hostName] = addresses
            for address in self._guard.passed(hostName, portNumber, addresses):
                answer(address, portNumber)
            receiver.resolutionComplete()

        if (instead := self._guard.instead(hostName, portNumber)) is not None:
            answer(*instead)
            receiver.resolutionComplete()
        elif hostName in self._known:
            report(self._known[hostName])
        else:
            from twisted.internet.threads import deferToThread

            deferToThread(resolve, hostName, portNumber).addCallback(report)
        return resolution
