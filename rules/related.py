"""Links named like a neighbouring page, which may hold part of an answer though its name is another."""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz import fuzz

from config.loader import Criteria
from crawler.site import Link
from crawler.text import fold

_NEAR = 80  # of 100: how near a label must come to a related name
_LONGEST = 80  # letters of a label
_APART = re.compile(r"[\s0-9๐-๙]+")


class Related:
    """The names that a criteria list gives as related to its items, against the links of one site."""

    def __init__(self, criteria: Criteria) -> None:
        self._names = [(item.code, _bare(name)) for item in criteria.items for name in item.related]
        self._seen: set[tuple[str, str]] = set()
        self._item = lru_cache(maxsize=20_000)(self._nearest)

    def item(self, link: Link) -> str:
        """The code of the item that ``link`` is related to by its words, once for each address and words; else ""."""
        if not self._names or not link.text or len(link.text) > _LONGEST:
            return ""
        code = self._item(_bare(link.text))
        if not code or (link.url, link.text) in self._seen:
            return ""
        self._seen.add((link.url, link.text))
        return code

    def _nearest(self, words: str) -> str:
        return next((code for code, name in self._names if _names(words, name)), "")


def _bare(text: str) -> str:
    """Words without numbers and spaces, as they are compared."""
    return fold(_APART.sub("", text))


def _names(words: str, name: str) -> bool:
    """Whether a label is a related name, or holds a long one among few other words."""
    if fuzz.ratio(words, name) >= _NEAR:
        return True
    return len(name) >= 10 and name in words and len(words) <= 3 * len(name)
