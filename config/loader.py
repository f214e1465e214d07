"""Criteria of a year, loaded strictly: what is not understood is refused with file, item and key.

Facts and how well each is founded: ``basis`` of an element is one of ``BASES``.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

# quoted: that year's wording is quoted by public sources; parallel: the same item's wording in a neighbouring year or
# scheme; practice: what agencies published for it; assumed: inferred, never shown as official.
BASES = ("quoted", "parallel", "practice", "assumed")


class CriteriaError(ValueError):
    """A criteria file that cannot be used; the message names file, item and key."""


@dataclass(frozen=True, slots=True)
class Element:
    """One required element. ``name`` is the key of the rule's check; ``manual`` says why a program cannot judge it."""

    name: str
    wording: str  # Thai
    basis: str
    advice: str = ""  # Thai: how to close the gap
    manual: str = ""  # Thai reason; "" when a program judges it


@dataclass(frozen=True, slots=True)
class Item:
    """One item of the list. ``year`` is "N", "N-1" or "" (current, no year asked)."""

    code: str  # O12
    title: str
    sub: str  # sub-indicator code
    rule: str  # name of the module in rules/items; "" when no rule judges it
    manual: str  # Thai reason why the item is left to a person; "" when a rule judges it
    year: str
    year_basis: str
    basis: str  # of the title
    gloss: str  # Thai, one sentence in plain words
    labels: tuple[str, ...]  # other true names
    unlike: tuple[str, ...]  # names one slip away that mean something else
    advice: str  # Thai
    unit: str  # who usually answers for it
    example: str  # a good heading, with {N} and {N-1} for years
    elements: tuple[Element, ...]  # with one named "year" when the item demands a year
    advisories: tuple[Element, ...]  # checked and shown as advice, never counted

    def asked_year(self, assessed: int) -> int:
        """The Buddhist year the evidence must be of when ``assessed`` is the assessed year; 0 when none is asked."""
        return {"N": assessed, "N-1": assessed - 1}.get(self.year, 0)


@dataclass(frozen=True, slots=True)
class Sub:
    """A sub-indicator, e.g. 9.1."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator, e.g. 9, with its sub-indicators in order."""

    code: str
    name: str
    subs: tuple[Sub, ...]


@dataclass(frozen=True, slots=True)
class Scoring:
    """How the year's score is made. ``averaging``: "subindicators" (indicator = mean of its sub-indicators) or "items"."""

    averaging: str
    iit: float
    eit: float
    oit: float
    levels: tuple[float, ...]  # item levels, e.g. 0, 50, 100
    margin: float  # open question about the scoring, in points either way; 0 when settled
    note: str  # Thai, shown with the score


@dataclass(frozen=True, slots=True)
class Criteria:
    """The whole list of one year."""

    name: str
    title: str
    year: int  # Buddhist year the list was made for
    provisional: str  # Thai warning; "" when the list is settled
    scoring: Scoring
    indicators: tuple[Indicator, ...]
    items: tuple[Item, ...]

    def item(self, code: str) -> Item:
        """The item of that code; KeyError when there is none."""
        for item in self.items:
            if item.code == code:
                return item
        raise KeyError(code)


def available() -> tuple[str, ...]:
    """Names of the criteria files that come with the program, newest first."""
    folder = Path(__file__).parent / "criteria"
    return tuple(sorted((path.stem for path in folder.glob("*.toml")), reverse=True))


def load_criteria(name: str | Path) -> Criteria:
    """Load a list by name ("2568") or by a file's path. Raises CriteriaError."""
    raise NotImplementedError
