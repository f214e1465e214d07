"""One page under many addresses: told by rule from the address, and by what the pages say."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from crawler.site import Block

LEAST = 120  # characters of a page's own text below which pages are alike by chance
TIRESOME = 6  # twins of one family of addresses after which no more of it is asked for
# Parameters that change how a page looks, not what it says.
_LOOKS = re.compile(
    r"(?:sort(?:_?by|_?order|dir)?|order(?:_?by|dir)?|print(?:able|view)?|fontsize|theme|share|replytocom"
    r"|view_?mode|viewtype)=(?!\d+$).*|(?:dir(?:ection)?|order(?:dir)?)=(?:asc|desc)|print=1|replytocom=\d+|tmpl=component",
    re.I,
)
_COUNTS = re.compile(r"[\d๐-๙]+")
_NUMBER = re.compile("[0-9๐-๙]+")


def core(url: str) -> str:
    """The address without the parameters that only change how its page looks; "" when it has none of them."""
    base, mark, query = url.partition("?")
    if not mark:
        return ""
    parameters = query.split("&")
    kept = [parameter for parameter in parameters if not _LOOKS.fullmatch(parameter)]
    if len(kept) == len(parameters):
        return ""
    return base + ("?" + "&".join(kept) if kept else "")


def family(url: str) -> str:
    """What addresses of one script share: path, numbers aside, and names of parameters; "" for a path alone."""
    parts = urlsplit(url)
    names = sorted({parameter.partition("=")[0] for parameter in parts.query.split("&") if parameter})
    return f"{parts.netloc}{_COUNTS.sub('#', parts.path)}?{'&'.join(names)}"


def imprint(blocks: Iterable[Block]) -> str:
    """A hash of a page's own words, numbers (counters, days, hours; not years) aside; "" when it has few."""
    text = " ".join(" ".join(block.text for block in blocks if block.place in ("main", "aside")).split())
    if len(text) < LEAST:
        return ""
    text = _NUMBER.sub(_uncounted, text[:20_000])
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _uncounted(number: re.Match[str]) -> str:
    """A year as it is; a number of visits, days or hours as a sign."""
    digits = number[0]
    return digits if len(digits) == 4 and digits.startswith(("25", "๒๕")) else "#"


class Twins:
    """Learns from the pages read which families of addresses give the same page again and again."""

    def __init__(self) -> None:
        self._first: dict[str, str] = {}
        self._families: dict[str, list[int]] = {}  # twins, pages of their own
        self.found = 0  # pages that say what another says
        self.left: dict[str, int] = {}  # family: addresses left out

    def learn(self, url: str, imprint: str) -> None:
        """Take note of a page."""
        if not imprint:
            return
        counts = self._families.setdefault(family(url), [0, 0])
        twin = imprint in self._first
        counts[not twin] += 1
        self.found += twin
        self._first.setdefault(imprint, url)

    def tiresome(self, url: str) -> bool:
        """Whether an address is of a family that gave mostly twins so far; counts it when so."""
        name = family(url)
        twins, others = self._families.get(name, (0, 0))
        if twins < TIRESOME or twins < 3 * others:
            return False
        self.left[name] = self.left.get(name, 0) + 1
        return True
