"""One page under many addresses: told by rule from the address, and by what the pages say."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from operator import ne
from typing import NamedTuple
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
COUNTERS = 20  # numbers that differ between two looks at one page: with more, each says something of its own
NUMBERS = 200  # of a page that are kept to tell
GROUPS = 4  # pages of the same words and other numbers that are kept to tell further ones from
_COUNTS = re.compile(r"[\d๐-๙]+")
_DIGITS = b"0123456789"
_ONLY_DIGITS = bytes(byte if byte in _DIGITS else 32 for byte in range(256))


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


class Imprint(NamedTuple):
    """What a page says: a hash of its own words and the names of the files it leads to; its numbers, in order."""

    words: str = ""  # "" of a page of few words
    numbers: str = ""  # the first of them, a space between


def imprint(blocks: Iterable[Block], links: Iterable[Link] = ()) -> Imprint:
    """The imprint of a page. Its words are without numbers (visits, days, hours), but with the years."""
    text = " ".join([block.text for block in blocks if block.place in ("main", "aside")])
    if len(text) < LEAST:
        return Imprint()
    text = text[:20_000]
    for thai, digit in zip("๐๑๒๓๔๕๖๗๘๙", "0123456789", strict=True):
        if thai in text:
            text = text.replace(thai, digit)
    written = text.encode("utf-8", "surrogatepass")  # bytes are sifted much faster than characters
    numbers = written.translate(_ONLY_DIGITS).split()
    words = hashlib.sha256(written.translate(None, _DIGITS))
    words.update(b"\n" + b" ".join([number for number in numbers if len(number) == 4 and number[:2] == b"25"]))
    files = {link.url.rpartition("/")[2] for link in links if ending(link.url) in DOCUMENT_ENDINGS}
    for name in sorted(files):
        words.update(b"\n" + name.encode("utf-8", "surrogatepass"))
    return Imprint(words.hexdigest()[:32], b" ".join(numbers[:NUMBERS]).decode("ascii"))


def _alike(one: str, other: str) -> bool:
    """Whether the numbers of two pages of the same words are those of one page, met at two moments."""
    if one == other:
        return True
    these, those = one.split(), other.split()
    differ: int = sum(map(ne, these, those))
    return differ + abs(len(these) - len(those)) <= COUNTERS


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
        self._first: dict[str, list[tuple[str, str]]] = {}  # words: numbers and address of the pages that have them
        self._families: dict[str, list[int]] = {}  # twins, pages of their own
        self._imprints: dict[str, str] = {}  # page without scheme: address of the first page that is as it is
        self._folders: dict[tuple[str, str], list[int]] = {}  # folder and the one it copies: pages alike, unlike
        self._copies: dict[str, str] = {}  # folder that copies another: that one
        self.found = 0  # pages that say what another says
        self.left: dict[str, int] = {}  # family: addresses left out

    def learn(self, url: str, imprint: Imprint) -> None:
        """Take note of a page."""
        if not imprint.words:
            return
        known = self._first.setdefault(imprint.words, [])
        first = next((address for numbers, address in known if _alike(numbers, imprint.numbers)), "")
        if not first and len(known) < GROUPS:
            known.append((imprint.numbers, url))
        name = family(url)
        twin = bool(first)
        for kind in (name, name.partition("?")[0]):
            self._families.setdefault(kind, [0, 0])[not twin] += 1
        self.found += twin
        page = url.partition("://")[2]
        self._imprints[page] = first or url
        if twin:
            self._learn_folder(page, first.partition("://")[2])

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
