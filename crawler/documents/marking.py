"""Where quoted words stand in a run of characters, whatever spaces, marks and separators lie between their letters.

``crawler.camera`` has the same in the browser's language: what is found on a page and in a document is found alike.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from rapidfuzz import fuzz

LEAST = 4  # letters below which a part of a quotation is not looked for by itself
NEAR = 600  # letters from the longest part within which its other parts belong to it
ALIKE = 88  # of 100: how much of a long quotation must agree where a text layer has letters too many or too few
LONG = 16  # letters of a quotation from which likeness counts
_ABOUT = re.compile(r"\[[^\]]*\]?")  # the program's own words about a quotation
_BETWEEN = (re.compile(r"[|\t\n“”\"…();]|[:,]\s|\s{2,}|\s[-–—/]\s"), re.compile(r"[|\s“”\"…();:]+"))


def letters(character: str) -> str:
    """A character as it is compared: letters without marks, digits as Arabic ones, anything else as nothing."""
    if character == "\u0e33":  # sara am: text layers part it in different ways
        return "\u0e32"
    if character.isdigit():
        value = unicodedata.digit(character, None)
        return str(value) if value is not None else ""
    return character.lower() if character.isalpha() else ""


def folded(characters: Sequence[str]) -> tuple[str, list[int]]:
    """All letters as one string, and for each the position it came from."""
    text: list[str] = []
    places: list[int] = []
    for at, character in enumerate(characters):
        for letter in letters(character):
            text.append(letter)
            places.append(at)
    return "".join(text), places


def found(text: str, quote: str) -> list[tuple[int, int]]:
    """Begin and end of each part of ``quote`` in ``text`` (letters only), in order; [] when it is not there."""
    said = _ABOUT.sub(" ", quote)
    whole, _ = folded(said)
    for words in (folded(quote)[0], whole):
        if len(words) >= 2 and (at := text.find(words)) >= 0:
            return [(at, at + len(words))]
    for between in _BETWEEN:
        parts = sorted({folded(part)[0] for part in between.split(said)}, key=lambda part: (-len(part), part))
        parts = [part for part in parts if len(part) >= LEAST and part in text]
        if not parts:
            continue
        first = text.find(parts[0])
        places = {(first, first + len(parts[0]))}
        for part in parts[1:]:
            at = text.find(part, max(0, first - NEAR), first + NEAR + len(parts[0]))
            if at >= 0:
                places.add((at, at + len(part)))
        if sum(end - begin for begin, end in places) * 2 >= len(whole):
            return sorted(places)
    if len(whole) >= LONG and len(text) >= len(whole):
        near = fuzz.partial_ratio_alignment(whole, text, score_cutoff=ALIKE)
        if near is not None and near.dest_end > near.dest_start:
            return [(near.dest_start, near.dest_end)]
    return []
