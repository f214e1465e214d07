"""Words of strangers made fit to show: what a site calls itself must not rule the page, the terminal or the reader."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote, unquote, urlsplit

LONGEST = 2000  # characters of any one text, where nothing shorter is asked for
LONGEST_LINK = 1500  # characters of an address that is still made a link
_ADDRESS = re.compile(r"https?://[^\s“”\"<>()\[\]]+")
_MARKS_IN_A_ROW = 3  # Thai needs two; more only serve to paint over other lines
# Nearly all texts: ASCII and Thai, marks in order. They need no look at every
# character. Possessive, so that no text can make it go back over itself.
_PLAIN = re.compile(
    "(?:[ -~\u0e01-\u0e30\u0e32\u0e33\u0e3f-\u0e46\u0e4f-\u0e5b–—…“”·]++[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]{0,3}+)*+"
)


def text(value: str, longest: int = LONGEST) -> str:
    """``value`` as one line of plain text of at most ``longest`` characters.

    Control and format characters go (among them terminal escapes, direction marks and zero-width characters), white
    space becomes single spaces, stray surrogates and what is no character become U+FFFD and long runs of combining
    marks are thinned.
    """
    value = value[: longest * 4]
    if not _PLAIN.fullmatch(value):
        value = _cleaned(value)
    return cut(re.sub(" +", " ", value).strip(), longest)


def _cleaned(value: str) -> str:
    kept: list[str] = []
    marks = 0
    for character in value:
        category = unicodedata.category(character)
        if category in ("Zs", "Zl", "Zp") or character in "\t\n\r\v\f":
            character = " "
        elif category in ("Cc", "Cf"):
            continue
        elif category == "Cs" or ord(character) & 0xFFFE == 0xFFFE:  # half a character, or none: XML refuses both
            character = "\ufffd"
        marks = marks + 1 if category in ("Mn", "Me") else 0
        if marks <= _MARKS_IN_A_ROW:
            kept.append(character)
    return "".join(kept)


def sentence(value: str, longest: int = LONGEST) -> str:
    """``value`` as ``text``, the addresses in it as ``shown``."""
    return text(_ADDRESS.sub(lambda found: shown(found[0], 120), value[: longest * 4]), longest)


def cut(value: str, longest: int) -> str:
    """``value``, or its beginning with "…" (``longest`` characters in all), never parting a letter from its marks."""
    if len(value) <= longest:
        return value
    end = max(longest - 1, 0)
    while end and (unicodedata.category(value[end]) in ("Mn", "Me") or value[end] == "\u0e33"):
        end -= 1
    return value[:end].rstrip() + "…"


def href(url: str, longest: int = LONGEST_LINK) -> str:
    """``url`` when a reader may follow it, else "": only http and https, with a host and no user name, of sane length.

    An address with white space, control or direction characters is no link either: what is shown would not be
    what opens.
    """
    if len(url) > longest or url != text(url, longest) or re.search(r"[\s\"<>\\]", url):
        return ""
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return ""
    return url if parts.scheme in ("http", "https") and host and "@" not in parts.netloc else ""


def beside(path: str, base: str = "") -> str:
    """A link to a file below the folder ``base``, itself as a page names it ("" for its own); "" when it leads out."""
    parts = path.split("/")
    if not path or path.startswith("/") or ".." in parts or re.search(r"[\\:\x00-\x1f]", path):
        return ""
    return quote(f"{base.rstrip('/')}/{path}" if base else path)


def shown(url: str, longest: int = 160) -> str:
    """``url`` for reading: percent-encoded Thai decoded, the middle left out when it is longer than ``longest``."""
    try:
        readable = unquote(url, errors="strict")
    except UnicodeDecodeError:  # an old Thai code page: the encoded form is at least exact
        readable = url
    readable = text(readable)
    if len(readable) <= longest:
        return readable
    tail = readable[-(longest // 3) :]
    while tail and (unicodedata.category(tail[0]) in ("Mn", "Me") or tail[0] == "\u0e33"):
        tail = tail[1:]
    return cut(readable, longest - len(tail)) + tail
