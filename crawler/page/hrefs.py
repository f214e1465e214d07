"""Addresses as authors write them, mended and made absolute.

Meaning of an address (same page, own site, file) is judged elsewhere; here it only becomes a well-formed one.
"""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import quote, unquote, urljoin, urlsplit

_SAFE = "!#$%&'()*+,/:;=?@[]~"
_STRAY = re.compile(r"%(?![0-9A-Fa-f]{2})")
_SCHEME = re.compile(r"^([A-Za-z][A-Za-z0-9+.\-]*):")
_HOST_LIKE = re.compile(r"^www\.[\w\-]+\.[\w.\-]+(?:/|$)", re.I)
_CALLED = re.compile(
    r"""(?:location(?:\.href)?\s*=|location\.(?:assign|replace)\s*\(|window\.open\s*\(|\.href\s*=)\s*(['"`])(.*?)\1""",
    re.S,
)
_STRING = re.compile(r"""(['"`])([^'"`\s<>]{3,400})\1""")
_PATH_LIKE = re.compile(
    r"^(?:https?://|/[^/]|\./|\.\./)|\.(?:pdf|docx?|xlsx?|pptx?|zip|rar|html?|php|aspx?|jsp|jpe?g|png)(?:[?#]|$)",
    re.I,
)
OTHER_SCHEMES = frozenset(
    {"mailto", "tel", "sms", "fax", "line", "skype", "callto", "data", "blob", "about", "whatsapp"}
)


def mended(href: str) -> str:
    """``href`` as one well-formed reference: trimmed, one way of slashes, spaces and Thai letters percent-encoded."""
    href = href.strip().translate({9: None, 10: None, 13: None})
    if "\\" in href:
        path, mark, rest = href.partition("?")
        href = path.replace("\\", "/") + mark + rest.replace("\\", "%5C")
    if _HOST_LIKE.match(href):
        href = "http://" + href
    if "%" in href:
        href = _STRAY.sub("%25", href)
    if not href.isascii() or " " in href or '"' in href or "<" in href or "|" in href or "^" in href or "`" in href:
        head, host, tail = _split_host(href)
        href = head + host + quote(tail, safe=_SAFE, errors="replace")
    return href


def _split_host(href: str) -> tuple[str, str, str]:
    """Scheme with slashes, host, and the rest, so that a Thai host name is not percent-encoded."""
    found = re.match(r"^((?:https?:)?//)([^/?#]*)", href, re.I)
    if not found:
        return "", "", href
    return found[1], found[2].replace(" ", ""), href[found.end() :]


def scheme(href: str) -> str:
    """The scheme ``href`` begins with, in lower case; "" for a reference without one."""
    found = _SCHEME.match(href) if ":" in href else None
    return found[1].lower() if found else ""


def called(script: str) -> str:
    """The address that a handler or a ``javascript:`` reference opens, "" when none can be read from it."""
    script = script[:2000]
    if "'" not in script and '"' not in script and "`" not in script:
        script = unquote(script)  # javascript:%20window.open(%27...%27)
    found = _CALLED.search(script)
    if found:
        return found[2].strip()
    for other in _STRING.finditer(script):
        if _PATH_LIKE.search(other[2]):
            return other[2]
    return ""


def _without_dots(absolute: str) -> str:
    """``a/../b`` and ``./`` resolved in the path, as a browser does."""
    path, mark, query = absolute.partition("?")
    head, host, path = _split_host(path)
    kept: list[str] = []
    parts = path.split("/")[1:]
    for number, part in enumerate(parts):
        if part in (".", ".."):
            if part == ".." and kept:
                kept.pop()
            if number == len(parts) - 1:
                kept.append("")
        else:
            kept.append(part)
    return head + host + "/" + "/".join(kept) + mark + query


@lru_cache(maxsize=16384)
def _from_root(origin: str, href: str) -> tuple[str, str] | None:
    """``Joiner.join`` of what leads to the same from every page of an origin, as menus do; None else."""
    href, _, fragment = mended(href).partition("#")
    try:
        if href[:8].lower().startswith(("http://", "https://")):
            parts = urlsplit(href)
            absolute = href
            if not parts.path or parts.netloc != parts.netloc.lower() or not href.startswith("http"):
                absolute = parts._replace(netloc=parts.netloc.lower(), path=parts.path or "/").geturl()
        elif href[:1] == "/" and href[1:2] != "/":
            absolute = origin + href
        else:
            return None
        return _without_dots(absolute) if "/." in absolute else absolute, fragment
    except ValueError:
        return "", ""


class Joiner:
    """Makes references of one page absolute; the common forms without the cost of a full join."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._known: dict[str, tuple[str, str]] = {}
        try:
            parts = urlsplit(address)
            self._origin = f"{parts.scheme}://{parts.netloc.lower()}"
            self._scheme = parts.scheme + ":"
            self._folder = self._origin + (parts.path.rpartition("/")[0] or "") + "/"
        except ValueError:
            self._origin = self._scheme = self._folder = ""

    def join(self, href: str) -> tuple[str, str]:
        """The absolute address and the fragment of ``href``; ("", "") when it cannot be an address."""
        known = self._known.get(href)
        if known is None:
            known = self._known[href] = _from_root(self._origin, href) or self._join(mended(href))
        return known

    def _join(self, href: str) -> tuple[str, str]:
        href, _, fragment = href.partition("#")
        if not href:
            return self.address.partition("#")[0], fragment
        try:
            if href.startswith("//") or href[0] == "?" or _SCHEME.match(href):
                absolute = urljoin(self.address, href)
            else:
                absolute = self._folder + href
            if "/." in absolute:
                absolute = _without_dots(absolute)
        except ValueError:
            return "", ""
        return absolute, fragment
