"""Thai text as text: folding for comparison, digits, tidying. No meaning of any item lives here."""

from __future__ import annotations

import re

_THAI_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_DROPPED = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"), None)


def digits(text: str) -> str:
    """Thai digits as Arabic digits; everything else unchanged."""
    return text.translate(_THAI_DIGITS)


def tidy(text: str) -> str:
    """One line of text: zero-width characters dropped, runs of white space as one space, ends stripped."""
    return re.sub(r"\s+", " ", text.translate(_DROPPED)).strip()


def fold(text: str) -> str:
    """The form in which two Thai texts are compared; ``fold(fold(x)) == fold(x)``.

    Lower case, Arabic digits, one way to write sara am and sara ae, no doubled tone marks, no zero-width characters,
    runs of white space as one space.
    """
    text = digits(tidy(text)).casefold()
    text = text.replace("\u0e4d\u0e32", "\u0e33").replace("\u0e40\u0e40", "\u0e41")
    text = re.sub(r"\u0e4d([\u0e48-\u0e4b])\u0e32", "\\1\u0e33", text)
    return re.sub(r"([\u0e48-\u0e4c])\1+", r"\1", text)
