"""Web addresses: tidying what a person typed, and one spelling for each address.

Nothing here asks the network.
"""

from __future__ import annotations

import ipaddress
import re
import socket
from functools import lru_cache
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from crawler.text import tidy

THAI_SECOND_LEVEL = frozenset(
    {"go.th", "or.th", "ac.th", "mi.th", "in.th", "co.th", "net.th", "องค์กร.ไทย", "รัฐบาล.ไทย"}
)
PORTS = {"http": 80, "https": 443}
_TRACKING = re.compile(r"(?:utm_\w+|fbclid|gclid|dclid|msclkid|igshid|mc_[ce]id|_ga|_gl|yclid|zarsrc)", re.I)
_SESSION = re.compile(r"(?:phpsessid|jsessionid|aspsessionid\w*|cfid|cftoken|asp\.net_sessionid)", re.I)
_MAYBE_SESSION = re.compile(r"(?:sid|s|session|session_?id|osCsid|zenid)", re.I)
_PATH_SESSION = re.compile(r";(?:jsessionid|phpsessid|sid)=[^/?#;]*", re.I)
_TOKEN = re.compile(r"[0-9a-zA-Z,_-]{16,}")
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})?")
_UNRESERVED = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~")
_PLAIN_PATH = re.compile(r"[A-Za-z0-9/_.~!$&'()*+,;=:@-]*")
_HAS_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")

DOCUMENT_ENDINGS = frozenset(
    re.findall(
        r"\w+", "pdf doc docx docm dot dotx rtf odt xls xlsx xlsm xlsb ods csv ppt pptx pps ppsx odp txt zip rar 7z"
    )
)
IMAGE_ENDINGS = frozenset(re.findall(r"\w+", "jpg jpeg jpe jfif png gif bmp webp svg tif tiff ico heic avif"))
# Files that hold no text of an agency's: never asked for.
OTHER_ENDINGS = frozenset(
    re.findall(
        r"\w+",
        "mp3 mp4 m4a m4v avi mov wmv flv mkv webm ogg ogv wav aac swf exe msi apk dmg iso bin css js mjs map json xml"
        " rss atom woff woff2 ttf eot otf psd ai eps ics vcf gz tar tgz bz2 kml kmz",
    )
)


class AddressError(ValueError):
    """What was typed is no web address; the message says why, in Thai and plainly."""


def start_address(typed: str) -> str:
    """The address a crawl begins at, from what a person typed or pasted; https when no scheme is given.

    Raises AddressError when it cannot be a web address.
    """
    text = tidy(typed).strip("\"'<>“”‘’ ").replace("\\", "/")
    if not text:
        raise AddressError("ไม่ได้ใส่ที่อยู่เว็บไซต์ ตัวอย่าง: https://www.example.go.th/")
    match = re.match(r"([A-Za-z][A-Za-z0-9+.-]*)\s*:\s*/+\s*", text)
    if match:
        scheme, rest = match.group(1).lower(), text[match.end() :]
        scheme = {
            "htp": "http",
            "htttp": "http",
            "hhttp": "http",
            "htpp": "http",
            "htps": "https",
            "httpss": "https",
        }.get(scheme, scheme)
    else:
        scheme, rest = "", text.lstrip("/")
        if re.match(r"(?:mailto|javascript|data|file|tel|ftp|about|blob):", rest, re.I):
            scheme = rest.split(":", 1)[0].lower()
    if scheme and scheme not in PORTS:
        raise AddressError(f"ที่อยู่ต้องขึ้นต้นด้วย http:// หรือ https:// ไม่ใช่ {scheme}: — {typed.strip()}")
    authority, slash, path = re.match(r"([^/?#]*)(/?)(.*)", rest, re.S).groups()  # type: ignore[union-attr]
    authority = authority.replace(" ", "").rstrip(",;")
    address = clean(f"{scheme or 'https'}://{authority}{slash or '/'}{path}")
    host = host_of(address) if address else ""
    if not host:
        raise AddressError(f"อ่านเป็นที่อยู่เว็บไซต์ไม่ได้: {typed.strip()} ตัวอย่าง: https://www.example.go.th/")
    if not (
        literal(host) or host == "localhost" or ("." in host and re.fullmatch(r"(?:[\w-]{1,63}\.)+[\w-]{2,63}", host))
    ):
        raise AddressError(f"ชื่อเว็บไซต์ไม่ถูกต้อง: {host} ตัวอย่าง: https://www.example.go.th/")
    if not scheme and (literal(host) or host == "localhost"):
        address = "http" + address.removeprefix("https")
    return address


def alternatives(start: str) -> tuple[str, ...]:
    """Other addresses worth trying when ``start`` does not answer: the other scheme, with and without www."""
    parts = urlsplit(start)
    host, port = parts.hostname or "", parts.port
    if literal(host) or host == "localhost":
        return ()
    other_scheme = "http" if parts.scheme == "https" else "https"
    other_host = host.removeprefix("www.") if host.startswith("www.") else f"www.{host}"
    if port is not None:
        return ()
    tail = urlunsplit(("", "", parts.path, parts.query, ""))
    return (
        f"{other_scheme}://{host}{tail}",
        f"{parts.scheme}://{other_host}{tail}",
        f"{other_scheme}://{other_host}{tail}",
    )


def literal(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """The IP address that ``host`` writes out, in any form a resolver takes (decimal, octal, short), else None."""
    bare = host.strip("[]").split("%", 1)[0]
    try:
        return ipaddress.ip_address(bare)
    except ValueError:
        pass
    if re.fullmatch(r"(?:0x[0-9a-f]*|\d+)(?:\.(?:0x[0-9a-f]*|\d+)){0,3}\.?", bare, re.I):
        try:
            return ipaddress.IPv4Address(socket.inet_aton(bare.rstrip(".")))
        except OSError:
            return ipaddress.IPv4Address(0)  # looks like a number and is none: never a name to be asked
    return None


def _percent(text: str, safe: str) -> str:
    def fix(match: re.Match[str]) -> str:
        code = match.group(1)
        if code is None:
            return "%25"
        char = chr(int(code, 16))
        return char if char in _UNRESERVED else f"%{code.upper()}"

    if "%" in text:
        text = _ESCAPE.sub(fix, text)
    return quote(text, safe=safe)


def _dots(path: str) -> str:
    if "/." not in path:
        return path
    kept: list[str] = []
    segments = path.split("/")[1:]
    for index, segment in enumerate(segments):
        last = index == len(segments) - 1
        if segment == "..":
            if kept:
                kept.pop()
            if last:
                kept.append("")
        elif segment == ".":
            if last:
                kept.append("")
        else:
            kept.append(segment)
    return "/" + "/".join(kept)


@lru_cache(maxsize=4096)
def _host(host: str) -> str:
    host = host.rstrip(".")
    if not host.isascii():
        try:
            return host.encode("idna").decode("ascii").lower()
        except UnicodeError:
            return ""
    return host.lower()


@lru_cache(maxsize=65536)
def clean(url: str) -> str:
    """One spelling of an absolute http or https address, without fragment, session ids or tracking; "" when it is none.

    Thai letters become percent-encoded UTF-8; escapes that need not be are undone; backslashes, dot segments and the
    default port go; the order of the query's parameters stays.
    """
    text = re.sub(r"[\t\r\n\0]", "", url).strip()
    head = text.split("?", 1)
    text = head[0].replace("\\", "/") + ("?" + head[1] if len(head) > 1 else "")
    try:
        parts = urlsplit(text)
        port = parts.port
        name = parts.hostname or ""
    except ValueError:
        return ""
    scheme = parts.scheme
    if scheme not in PORTS or not name:
        return ""
    host = _host(name)
    if not host or re.search(r"[\s<>\"{}|^`]", host):
        return ""
    if ":" in host:
        host = f"[{host}]"
    if port is not None and port != PORTS[scheme]:
        host = f"{host}:{port}"
    path = parts.path or "/"
    if ";" in path:
        path = _PATH_SESSION.sub("", path)
    path = _dots(path)
    if not _PLAIN_PATH.fullmatch(path):
        path = _percent(path, "/!$&'()*+,;=:@~%")
    query = parts.query
    if query:
        query = "&".join(
            _percent(part, "/!$'()*+,;=:@~?%[]") for part in query.split("&") if part and not _dropped(part)
        )
    return urlunsplit((scheme, host, path, query, ""))


def joined(base: str, reference: str) -> str:
    """``clean`` of where ``reference`` leads from ``base``; "" when that is no web address, whatever stands in it."""
    try:
        return clean(urljoin(base, reference))
    except ValueError:  # http://[::1
        return ""


def _dropped(parameter: str) -> bool:
    name, _, value = parameter.partition("=")
    if _TRACKING.fullmatch(name) or _SESSION.fullmatch(name):
        return True
    return bool(_MAYBE_SESSION.fullmatch(name) and _TOKEN.fullmatch(value) and re.search(r"\d", value))


@lru_cache(maxsize=65536)
def key(url: str) -> str:
    """What two spellings of one address share: ``clean`` with the query's parameters sorted; "" when no web address."""
    address = clean(url)
    base, mark, query = address.partition("?")
    return base + "?" + "&".join(sorted(query.split("&"))) if mark else base


def host_of(url: str) -> str:
    """The host name of an address, lower case, without port; "" when there is none."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def port_of(url: str) -> int:
    """The port of an address, the scheme's own when none is written; 0 when it has none."""
    try:
        parts = urlsplit(url)
        return parts.port or PORTS.get(parts.scheme, 0)
    except ValueError:
        return 0


@lru_cache(maxsize=65536)
def ending(url: str) -> str:
    """The file ending of an address's path, lower case without dot; "" when it has none."""
    name = urlsplit(url).path.rsplit("/", 1)[-1]
    stem, dot, tail = name.rpartition(".")
    return tail.lower() if dot and stem and tail.isalnum() and len(tail) <= 5 else ""


def registrable(host: str) -> str:
    """The name under which an agency registered: ``x.go.th`` of ``www.a.x.go.th``; the last two labels elsewhere."""
    labels = host.split(".")
    if literal(host) or len(labels) < 2:
        return host
    take = 3 if ".".join(labels[-2:]) in THAI_SECOND_LEVEL or labels[-1] == "xn--o3cw4h" else 2
    return ".".join(labels[-take:])
