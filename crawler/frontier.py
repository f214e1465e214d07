"""What has been seen and not yet fetched, best first.

The order is a pure function of what was added and in which order: score, then pages before files, then clicks from the
start, then first seen. Endless spaces (calendars, paging, paths that repeat themselves) are bounded by rule.

Pages of one *family* (their addresses differ in numbers or in a long last word) are tried a few at a time: entries of
a board, album or calendar lead nowhere new; once that shows, the others of their family wait until the rest is read.
"""

from __future__ import annotations

import heapq
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from crawler import twins

CALENDAR_CAP = 30  # addresses fetched of one pattern that counts days or months
PATTERN_CAP = 200  # addresses without promise fetched of one pattern that counts, before all others are
FAMILY_CAP = 300  # the same of one script, whatever its parameters are
COMBINED = 24  # sets of parameters after which a script is asked by no further combination of them first
FAINT = 0.52  # promise below which an address is as any other of its site: an entry of a menu at best
MOST = 60_000  # addresses held at once
SURE = 0.5  # score from which an address is asked for whatever its family came to
TRIED = 6  # pages of one family asked for before they must have led to something
FERTILE = 4  # pages of a family for each address worth asking for that they must lead to

_DIGITS = re.compile(r"\d+")
_SLUG = re.compile(r"/[^/?]{30,}(?=/?(?:\?|$))")  # a title as the last word of a path
_DATE_VALUE = re.compile(r"(?:(?:19|20|24|25)\d\d)(?:[-/]?\d\d?){1,2}|\d\d?[-/]\d\d?[-/]\d{4}")
_DATE_PATH = re.compile(r"/(?:19|20|24|25)\d\d(?:/\d\d?){1,2}/?$|/(?:19|20|24|25)\d\d-\d\d?(?:-\d\d?)?/?$")
_DATE_NAMES = re.compile(
    r"(?:tribe-bar-)?(?:event_?)?(?:date|month|year|day|week|yr|mo|mm|yy|dd|cal\w*|ical|outlook-ical|y|m|d)", re.I
)


@dataclass(frozen=True, slots=True)
class Entry:
    """An address to be fetched. ``kind``: page, file (by its ending) or offsite."""

    url: str
    key: str
    depth: int
    score: float
    kind: str
    order: int
    family: str = ""  # what it has in common with others, "" when it is one of its own


def pattern(url: str) -> tuple[str, bool]:
    """The address with every number as #, and whether what it counts are days, months or years."""
    parts = urlsplit(url)
    dated = bool(_DATE_PATH.search(parts.path))
    query = []
    for parameter in sorted(parts.query.split("&")) if parts.query else ():
        name, _, value = parameter.partition("=")
        named = _DATE_NAMES.fullmatch(name) and value.isdigit()
        if named or (_DATE_VALUE.fullmatch(value) and not value.isdigit()):
            dated = True
        query.append(f"{name}={_DIGITS.sub('#', value)}")
    return f"{parts.netloc}{_DIGITS.sub('#', parts.path)}?{'&'.join(query)}", dated


def family(url: str) -> str:
    """What addresses of one kind share, numbers and a long last word aside; "" for one without either."""
    wordy = _SLUG.sub("/*", url)
    return pattern(wordy)[0] if wordy != url or _DIGITS.search(url) else ""


def winding(url: str) -> bool:
    """Whether a path repeats itself the way that relative links on a page that answers to every path make it."""
    segments = [segment for segment in urlsplit(url).path.split("/") if segment]
    return len(segments) > 25 or len(url) > 2000 or any(segments.count(segment) >= 4 for segment in set(segments))


class Frontier:
    """A priority queue of addresses that drops what was seen before."""

    def __init__(
        self,
        most_of_one: int = 400,
        tiresome: Callable[[str], bool] = lambda url: False,
        copied: Callable[[str], str] = lambda url: "",
    ) -> None:
        """``most_of_one``: addresses without promise fetched at most of one pattern that counts, and of what was held
        back of all patterns; ``tiresome``: whether an address without promise would only give again what was read;
        ``copied``: key of the address that one copies, "" when it copies none."""
        self._copied = copied
        self._asked: dict[str, tuple[set[frozenset[str]], set[str]]] = {}  # script: sets of parameters, all of them
        self._extra = 0  # fetched of what was held back
        self._tiresome = tiresome
        self._most_of_one = most_of_one
        self._heap: list[tuple[float, bool, int, int, str]] = []
        self._best: dict[str, Entry] = {}
        self._taken: set[str] = set()
        self._counts: dict[str, int] = {}
        self._held: list[Entry] = []  # left out because their pattern had its share
        self._released = False
        self._order = 0
        self._tried: dict[str, int] = {}  # family: pages taken
        self._led: dict[str, int] = {}  # family: addresses worth asking for that its pages led to
        self._waiting: dict[str, list[Entry]] = {}  # family: what is left of it while nothing comes of it
        self.calendars: dict[str, int] = {}  # pattern: addresses left out
        self.copies: dict[str, str] = {}  # address left out because its folder copies another: key of the original
        self.full = 0  # addresses dropped because too many were held

    def __len__(self) -> int:
        return len(self._best)

    def taken(self, key: str) -> bool:
        """Whether this address was fetched, or is being fetched."""
        return key in self._taken

    def take(self, key: str) -> None:
        """Count an address as fetched, so that it is not asked for again."""
        self._taken.add(key)
        self._best.pop(key, None)

    def add(self, url: str, key: str, depth: int, score: float, kind: str, source: str = "") -> None:
        """Add an address, or lift it when it is seen with more promise or nearer to the start.

        ``source`` is the family of the page that leads to it.
        """
        if key in self._taken:
            return
        known = self._best.get(key)
        if known is not None:
            if score <= known.score and depth >= known.depth:
                return
            score, depth, order = max(score, known.score), min(depth, known.depth), known.order
            url, kind, own = known.url, known.kind, known.family
        elif len(self._best) >= MOST:
            self.full += 1
            return
        else:
            self._order += 1
            order = self._order
            own = family(url) if kind == "page" else ""
            if source and source != own and (score >= SURE or (kind == "page" and not self._barren(own))):
                self._fruit(source)
        entry = Entry(url, key, depth, score, kind, order, own)
        self._best[key] = entry
        heapq.heappush(self._heap, (*self._rank(entry), key))

    @staticmethod
    def _rank(entry: Entry) -> tuple[float, bool, int, int]:
        return (-entry.score, entry.kind != "page", entry.depth, entry.order)

    def pop(self, *, hopeful: bool = False) -> Entry | None:
        """The most promising address, from now on counted as fetched; None when nothing is left.

        ``hopeful``: replies are awaited that may lead to better than what was put back; None rather than that.
        """
        while self._heap or (not hopeful and self._release()):
            *rank, key = heapq.heappop(self._heap)
            entry = self._best.get(key)
            if entry is None or tuple(rank) != self._rank(entry):
                continue
            if hopeful and entry.score < 0:
                heapq.heappush(self._heap, (*self._rank(entry), key))
                return None
            if 0 < entry.score < SURE and self._barren(entry.family):
                self._put_back(entry)
                continue
            del self._best[key]
            self._taken.add(key)
            if self._allowed(entry):
                if entry.family:
                    self._tried[entry.family] = self._tried.get(entry.family, 0) + 1
                return entry
        return None

    def _barren(self, name: str) -> bool:
        """Whether enough pages of a family were asked for, and too little came of them."""
        tried = self._tried.get(name, 0)
        return tried >= TRIED and self._led.get(name, 0) * FERTILE < tried

    def _put_back(self, entry: Entry) -> None:
        """Leave an address until nothing better is left, or its family turns out to lead somewhere."""
        self._waiting.setdefault(entry.family, []).append(entry)
        self._best[entry.key] = later = replace(entry, score=entry.score - 1.0)
        heapq.heappush(self._heap, (*self._rank(later), entry.key))

    def _fruit(self, name: str) -> None:
        """A page of a family led to something worth asking for."""
        self._led[name] = self._led.get(name, 0) + 1
        if name in self._waiting and not self._barren(name):
            for entry in self._waiting.pop(name):
                known = self._best.get(entry.key)
                if known is not None and known.score < entry.score:
                    self._best[entry.key] = entry
                    heapq.heappush(self._heap, (*self._rank(entry), entry.key))

    def _allowed(self, entry: Entry) -> bool:
        original = self._copied(entry.url)
        if original and (original in self._taken or original in self._best):
            self.copies[entry.url] = original
            return False
        faint = entry.score < FAINT
        if faint and entry.kind == "page" and self._tiresome(entry.url):
            return False
        if "?" not in entry.url and not _DIGITS.search(entry.url):
            return True
        name, dated = pattern(entry.url)
        if dated and entry.kind == "page" and self._full(f"days {name}", CALENDAR_CAP):
            self.calendars[name] = self.calendars.get(name, 0) + 1
            return False
        if not faint:
            return True
        script = f"script {twins.family(entry.url)}"
        if self._full(name, PATTERN_CAP) or self._full(script, FAMILY_CAP) or self._combines(entry.url):
            if not self._released or self._extra >= self._most_extra:
                self._held.append(entry)
                return False
            self._extra += 1
        return True

    def _full(self, name: str, share: int) -> bool:
        """Count one more of a kind of addresses; whether it had its share before."""
        count = self._counts.get(name, 0)
        self._counts[name] = count + 1
        return count >= share

    def _combines(self, url: str) -> bool:
        """Whether an address only combines anew what its script was asked by: a search by parts, which has no end."""
        script, mark, query = url.partition("?")
        if not mark:
            return False
        sets, names = self._asked.setdefault(script, (set(), set()))
        asked = frozenset(parameter.partition("=")[0] for parameter in query.split("&"))
        # A script that is asked by a word alone, or by opaque words, has as many parameters as it has pages.
        if len(sets) >= max(COMBINED, 2 * len(names)) and asked not in sets and asked <= names:
            return True
        sets.add(asked)
        names |= asked
        return False

    @property
    def _most_extra(self) -> int:
        return max(0, self._most_of_one - PATTERN_CAP)

    def _release(self) -> bool:
        """Once nothing else is left, take what was held back after all, within a share of the budget."""
        if not self._held or self._extra >= self._most_extra:
            return False
        self._released = True
        held, self._held = self._held, []
        for entry in held:
            self.give_back(entry)
        return True

    def give_back(self, entry: Entry) -> None:
        """Put back an address that was taken and could not be asked for any more."""
        self._taken.discard(entry.key)
        self._best[entry.key] = entry
        heapq.heappush(self._heap, (*self._rank(entry), entry.key))

    def pending(self) -> tuple[str, ...]:
        """The addresses left, most promising first; calendar pages left out by rule are not among them."""
        return tuple(entry.url for entry in sorted([*self._best.values(), *self._held], key=self._rank))

    @property
    def held(self) -> int:
        """Addresses left out because too many others of their pattern had been read."""
        return len(self._held)
