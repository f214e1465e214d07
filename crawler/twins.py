"""One page under many addresses: told by rule from the address, and by what the pages say."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from crawler.address import DOCUMENT_ENDINGS, ending
from crawler.site import Block, Link

LEAST = 120  # characters of a page's own text below which pages are alike by chance
COPIED = 5  # pages of one folder that are as those of another before it counts as its copy
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


def _script(url: str) -> str:
    """What all addresses of one script share, whatever they ask of it."""
    return family(url).partition("?")[0]


def imprint(blocks: Iterable[Block], links: Iterable[Link] = ()) -> str:
    """A hash of a page's own words and the names of the files it leads to; "" when it has few words.

    Numbers in the words (counters, days, hours; not years) are left aside.
    """
    text = " ".join(" ".join(block.text for block in blocks if block.place in ("main", "aside")).split())
    if len(text) < LEAST:
        return ""
    text = _NUMBER.sub(_uncounted, text[:20_000])
    files = {link.url.rpartition("/")[2] for link in links if ending(link.url) in DOCUMENT_ENDINGS}
    if files:
        text += "\n" + "\n".join(sorted(files))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _uncounted(number: re.Match[str]) -> str:
    """A year as it is; a number of visits, days or hours as a sign."""
    digits = number[0]
    return digits if len(digits) == 4 and digits.startswith(("25", "๒๕")) else "#"


def _roots(page: str, first: str) -> Iterator[tuple[str, str]]:
    """The folders, with a slash at the end, below which two addresses are the same; the nearest to the root first."""
    a, b = page.partition("?")[0].split("/"), first.partition("?")[0].split("/")
    same = 0
    while same < min(len(a), len(b)) - 1 and a[-1 - same] == b[-1 - same]:
        same += 1
    for length in range(same, 0, -1):
        copy, own = "/".join(a[:-length]) + "/", "/".join(b[:-length]) + "/"
        if copy != own:
            yield copy, own


class Twins:
    """Learns from the pages read which families of addresses give the same page again and again."""

    def __init__(self) -> None:
        self._first: dict[str, str] = {}
        self._families: dict[str, list[int]] = {}  # twins, pages of their own
        self._imprints: dict[str, str] = {}  # page without scheme: its imprint
        self._folders: dict[tuple[str, str], list[int]] = {}  # folder and the one it copies: pages alike, unlike
        self._copies: dict[str, str] = {}  # folder that copies another: that one
        self.found = 0  # pages that say what another says
        self.left: dict[str, int] = {}  # family: addresses left out

    def learn(self, url: str, imprint: str) -> None:
        """Take note of a page."""
        if not imprint:
            return
        counts = self._families.setdefault(family(url), [0, 0])
        twin = imprint in self._first
        counts[not twin] += 1
        self._families.setdefault(_script(url), [0, 0])[not twin] += 1
        self.found += twin
        self._first.setdefault(imprint, url)
        page = url.partition("://")[2]
        self._imprints[page] = imprint
        if twin:
            self._learn_folder(page, self._first[imprint].partition("://")[2])

    def _learn_folder(self, page: str, first: str) -> None:
        """Whether the folders of two pages that are alike and have the same name are copies in all that is known."""
        for copy, own in _roots(page, first):
            counts = self._folders.setdefault((copy, own), [0, 0])
            counts[0] += 1
            if counts[0] == COPIED:
                pages = [name for name in self._imprints if name.startswith(copy) and not name.startswith(own + copy)]
                both = [(name, own + name[len(copy) :]) for name in pages]
                alike = [self._imprints[a] == self._imprints[b] for a, b in both if b in self._imprints]
                if sum(alike) >= 0.9 * len(alike):
                    self._copies[copy] = own

    def original(self, url: str) -> str:
        """The address that ``url`` copies when its folder copies another throughout; "" when it does not."""
        if not self._copies:
            return ""
        scheme, mark, page = url.partition("://")
        for copy, own in self._copies.items():
            if page.startswith(copy) and not (own.startswith(copy) and page.startswith(own)):
                return f"{scheme}{mark}{own}{page[len(copy) :]}"
        return ""

    def tiresome(self, url: str) -> bool:
        """Whether an address is of a family that gave mostly twins so far; counts it when so."""
        name = family(url)
        twins, others = self._families.get(name, (0, 0))
        all_twins, all_others = self._families.get(_script(url), (0, 0))
        if (twins < TIRESOME or twins < 3 * others) and (all_twins < 4 * TIRESOME or all_twins < 12 * all_others):
            return False
        self.left[name] = self.left.get(name, 0) + 1
        return True
