"""Which links to follow first: a pure function of the link, handed to the crawler, which knows nothing of OIT."""

from __future__ import annotations

import re
from functools import lru_cache
from operator import or_

from config.loader import Criteria, load_criteria
from crawler.site import Link
from crawler.text import digits
from rules.labels import INDEX
from rules.match import Matcher

_ENDLESS = re.compile(
    r"calendar|ปฏิทิน|login|เข้าสู่ระบบ|logout|register|สมัครสมาชิก|search|ค้นหา|gallery|อัลบั้ม|print|พิมพ์", re.I
)
_PAGING = re.compile(r"\W*(?:\d{1,3}|ถัดไป|หน้าถัดไป|หน้าต่อไป|next|ดูทั้งหมด|อ่านทั้งหมด)\W*|[›»>]+", re.I)
_SAMPLED = 0.47  # an entry of a list of news: a few of them, before other pages of no promise
_SURVEY = re.compile(r"(?<![a-z])e[\s_-]?i[\s_-]?t(?![a-z])|ผู้มีส่วนได้(?:ส่วน)?เสียภายนอก", re.I)
_NEWS = re.compile(r"ข่าว|กิจกรรม|news|activity|blog", re.I)


@lru_cache(maxsize=4)
def _criteria(name: str) -> Criteria:
    return load_criteria(name)


@lru_cache(maxsize=4)
def _matcher(criteria: str) -> Matcher:
    return Matcher(_criteria(criteria))


@lru_cache(maxsize=4)
def _news(criteria: str) -> frozenset[str]:
    """The items that a few news answer: no more than a sample of them is wanted."""
    return frozenset(item.code for item in _criteria(criteria).items if item.rule == "news")


@lru_cache(maxsize=4)
def _years(criteria: str) -> tuple[str, str]:
    """The assessed year and the one before it."""
    year = _criteria(criteria).year
    return str(year), str(year - 1)


@lru_cache(maxsize=16384)
def _signs(words: str) -> tuple[bool, bool, bool]:
    """Whether a label or an address speaks of an index of items, of what has no end or no content, of news."""
    return bool(INDEX.search(words)), bool(_ENDLESS.search(words)), bool(_NEWS.search(words))


@lru_cache(maxsize=4096)
def _under(criteria: str, above: tuple[str, ...]) -> float:
    """The priority that a link has from what it stands under; 0 when that says nothing."""
    if INDEX.search(" ".join(above)):
        return 0.7
    for heading in above:
        match = _matcher(criteria).match(heading)
        if match.best and not match.negative:
            return _SAMPLED if match.best in _news(criteria) else 0.55
    return 0.0


class Prefer:
    """Callable from a link to a priority between 0 (last) and 1 (first). Can be sent to another process."""

    def __init__(self, criteria: str) -> None:
        self.criteria = criteria

    def __getstate__(self) -> dict[str, str]:
        return {"criteria": self.criteria}

    @property
    def _matcher(self) -> Matcher:
        return _matcher(self.criteria)

    def __call__(self, link: Link) -> float:
        """The priority of ``link``."""
        index, endless, news = map(or_, _signs(link.text), _signs(link.url))
        if index:
            return 1.0
        match = self._matcher.match(link.text, (*link.menu, *link.headings)) if link.text else None
        if match is not None and match.best and not match.negative:
            if match.best in _news(self.criteria) and link.place not in ("nav", "header"):
                return _SAMPLED
            return 0.6 + 0.35 * match.score
        if _SURVEY.search(link.text):
            return 0.6
        if endless:
            return 0.05
        above = link.headings[-1:] + link.menu[-1:]
        if above and (score := _under(self.criteria, above)):
            return score
        if news:
            return 0.25
        if link.place in ("nav", "header"):
            return 0.5
        if _PAGING.fullmatch(link.text):
            return 0.34
        if "2" not in link.text and "๒" not in link.text:
            return 0.35
        asked, before = _years(self.criteria)
        said = digits(link.text)
        return 0.46 if asked in said else 0.44 if before in said else 0.35
