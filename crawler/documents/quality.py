"""How readable a text layer is: whether its letters are the letters that the page shows."""

from __future__ import annotations

import re

_THAI = re.compile("[\u0e01-\u0e2e]")
_LATIN = re.compile("[A-Za-z]")
# Letters that Thai and English documents do not have: what broken glyph maps give.
_STRANGE = re.compile("[\u00a1-\u00b6\u00b8-\u024f\u0250-\u0dff\ufffd\ue000-\uf8ff\x01-\x08\x0e-\x1f\x7f-\x9f]")
# Letters that pdfminer has no character for, and signs of the upper half of Windows' table that prose hardly has.
_NAMELESS = re.compile(r"\(cid:\d+\)")
_ODD = re.compile(
    "[\u0192\u02c6\u02dc\u20ac\u201a\u201e\u2020\u2021\u2030\u2039\u203a\u0152\u0153\u0160\u0161\u017d\u017e\u0178\u2122]"
)
_MARKS = re.compile("[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]")
_TORN = re.compile("(?:^|[^\u0e01-\u0e2e\u0e31\u0e34-\u0e4e])[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]", re.M)
_WORD = re.compile(r"[A-Za-z]{3,}")
_REAL = re.compile(r"^(?:[A-Z]?[a-z]+|[A-Z]+)$")
_VOWEL = re.compile(r"[aeiouyAEIOUY]")
_ADDRESS = re.compile(r"https?:\S+|www\.\S+|\S+@\S+|\S+\.(?:com|net|org|go\.th|or\.th|co\.th|in\.th|ac\.th)\b\S*", re.I)
ENOUGH = 20  # letters below which nothing is said
PAGE = 40  # of one page among sound ones: codes and names alone may look broken
GOOD = 0.7


def letters(text: str) -> int:
    """Thai and Latin letters in ``text``."""
    return len(_THAI.findall(text)) + len(_LATIN.findall(text))


def quality(text: str) -> float:
    """From 0 (no letter is right) to 1; 1 for a text too short to tell."""
    nameless = len(_NAMELESS.findall(text))
    if nameless:
        text = _NAMELESS.sub("", text)
    thai = len(_THAI.findall(text))
    latin = len(_LATIN.findall(text))
    strange = len(_STRANGE.findall(text)) + nameless
    strange += max(0, len(_ODD.findall(text)) - (thai + latin) // 20)
    total = thai + latin + strange
    if total < ENOUGH:
        return 1.0
    words = _WORD.findall(text)
    real = sum(1 for word in words if _REAL.match(word) and _VOWEL.search(word)) / len(words) if words else 0.0
    good = thai + latin * (real if latin > 0.3 * total else 1.0)
    marks = len(_MARKS.findall(text))
    torn = len(_TORN.findall(text)) / marks if marks > 10 else 0.0
    return max(0.0, good / total - max(0.0, torn - 0.25))


def is_broken(page: str) -> bool:
    """Whether the letters of one page are not those that it shows. Addresses are left out: they are no words."""
    text = _ADDRESS.sub(" ", page)
    return letters(text) + len(_STRANGE.findall(text)) >= PAGE and quality(text) < GOOD
