"""Whose address it is: the agency's own hosts, and what the addresses outside them are."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import urlsplit

from crawler.address import DOCUMENT_ENDINGS, PORTS, THAI_SECOND_LEVEL, clean, ending, host_of, key, literal
from crawler.stores.table import SHORT, STORES, under

# Names that an agency puts before its own: taking them away leaves the name whose subdomains are all its own.
_OWN_PREFIXES = frozenset({"www", "www1", "www2", "www3", "web", "web1", "ita", "oit", "main", "new", "home", "portal"})

_SOCIAL = (
    "facebook.com",
    "fb.com",
    "fb.me",
    "fb.watch",
    "m.me",
    "twitter.com",
    "x.com",
    "instagram.com",
    "youtube.com",
    "youtu.be",
    "youtube-nocookie.com",
    "line.me",
    "tiktok.com",
    "messenger.com",
    "linkedin.com",
    "pinterest.com",
    "telegram.me",
    "t.me",
    "threads.net",
)
_ASSESSORS = ("itas.nacc.go.th", "itap.nacc.go.th")
_AGENCY = (".go.th", ".mi.th", ".or.th", ".ac.th", ".รัฐบาล.ไทย", ".xn--r3cj2a1c.xn--o3cw4h")
# Many sites of different owners on one host, each below a folder of so many segments.
_SHARED = {"sites.google.com": 2, "facebook.com": 1, "www.facebook.com": 1}


@lru_cache(maxsize=16384)
def outside_kind(url: str) -> str:
    """What an address outside the site is: assessor, store, short, social, file, agency or other."""
    host = host_of(url)
    if under(host, _ASSESSORS):
        return "assessor"
    if under(host, STORES):
        return "store"
    if under(host, SHORT):
        return "short"
    if under(host, _SOCIAL):
        return "social"
    if ending(url) in DOCUMENT_ENDINGS:
        return "file"
    return "agency" if host.endswith(_AGENCY) else "other"


class Scope:
    """Which addresses are the agency's own, beginning with the start address's.

    A host given by number, ``localhost`` or with a port of its own counts alone, exactly as written; else the name with
    and without www, by either scheme, and its subdomains.
    """

    def __init__(self, start: str, also: tuple[str, ...] = (), folder: str = "") -> None:
        """``also``: further hosts that a person says are the agency's own, as written in addresses; ``folder``: path
        below which the addresses of all other hosts must lie."""
        self.start = start
        self._folder = "/" + folder.strip("/") if folder.strip("/") else ""
        self._also = frozenset(also)
        self._exact: set[str] = set(also)
        self._names: list[str] = []
        self._prefix = self._folder
        self._twins: set[str] = set()
        self._memo: dict[str, bool] = {}
        self._home = ""
        self._place(start)

    def _place(self, url: str) -> None:
        parts = urlsplit(url)
        host = parts.hostname or ""
        self._exact.add(parts.netloc)
        self._home = f"{parts.scheme}://{parts.netloc}"
        self._twins = set()
        if parts.netloc in _SHARED:
            segments = parts.path.split("/")[1 : _SHARED[parts.netloc] + 1]
            self._prefix = "/" + "/".join(segments)
        elif parts.port is None and not literal(host) and "." in host:
            bare = host.removeprefix("www.")
            self._twins = {f"{scheme}://{name}" for scheme in PORTS for name in (bare, f"www.{bare}")}
            first, _, rest = bare.partition(".")
            own = rest if first in _OWN_PREFIXES and "." in rest and rest not in THAI_SECOND_LEVEL else bare
            if own not in THAI_SECOND_LEVEL and own not in self._names:
                self._names.append(own)
        self._memo.clear()

    def adopt(self, url: str) -> None:
        """Count the host of ``url`` as the agency's too, and as the one to write its addresses with."""
        self._place(url)

    @property
    def exact(self) -> bool:
        """True when one host and port is all there is."""
        return not self._names

    @property
    def hosts(self) -> tuple[str, ...]:
        """The agency's hosts, sorted: as written in addresses, and the names whose subdomains are its own."""
        return tuple(sorted(self._exact | set(self._names)))

    def at_home(self, url: str) -> bool:
        """Whether a cleaned address lies on a host of the agency's, in whatever folder."""
        parts = urlsplit(url)
        known = self._memo.get(parts.netloc)
        if known is None:
            known = self._memo[parts.netloc] = self._own_host(parts.netloc, parts.hostname or "")
        return known

    def owns(self, url: str) -> bool:
        """Whether a cleaned address is the agency's own."""
        known = self.at_home(url)
        parts = urlsplit(url) if known and self._prefix else None
        if parts is None or not self._prefix or parts.netloc in self._also:
            return known
        return parts.path == self._prefix or parts.path.startswith(self._prefix + "/")

    def _own_host(self, netloc: str, host: str) -> bool:
        return netloc in self._exact or any(host == name or host.endswith("." + name) for name in self._names)

    def canonical(self, url: str) -> str:
        """``clean``, with the agency's main host written the one way that the start address is."""
        address = clean(url)
        if not self._twins or not address:
            return address
        cut = address.find("/", 8)
        origin = address[:cut]
        return self._home + address[cut:] if origin in self._twins and origin != self._home else address

    def key(self, url: str) -> str:
        """What all spellings of one address share within this site; the scheme does not count."""
        return key(self.canonical(url)).partition("://")[2]
