"""What a rule reads: one page's own part, a section of a page, or a document, in the same form."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from crawler.site import Form, Image, Link, Table

if TYPE_CHECKING:
    from bs4 import BeautifulSoup

QUOTE = 200  # characters of a quotation


@dataclass(frozen=True)
class Agency:
    """Which agency a site belongs to.

    ``kind``: local, province, hospital, school, university, police, central, other.
    """

    name: str = ""
    kind: str = "other"

    @property
    def local(self) -> bool:
        """A local government, which has a political and a permanent side."""
        return self.kind == "local"


@dataclass(frozen=True)
class Content:
    """One piece of evidence as a rule sees it.

    ``lines`` is its own text in reading order, a block or table row (cells separated by tabs) a line; menus and footers
    that the whole site shares are already taken away. ``html`` is the markup of the same part ("" for documents).
    ``unread`` is the cause when all or part of it could not be read.
    """

    url: str
    kind: str  # page, section, document
    title: str = ""
    lines: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
    links: tuple[Link, ...] = ()
    images: tuple[Image, ...] = ()
    forms: tuple[Form, ...] = ()
    html: str = field(default="", repr=False)
    unread: str = ""
    partly: str = ""  # how far it was read when not to its end: what is not there may stand further on
    label: str = ""  # the link text, heading or title by which it was located
    agency: Agency = Agency()
    year: int = 0  # the Buddhist year the item asks for; 0 when none
    site_host: str = ""
    own_year: tuple[int, int, str] = (0, 0, "")  # of a document, by its own heading: from, until (or 0), the words

    @property
    def name(self) -> str | None:
        """A whole content has no name of its own among its subjects."""
        return None

    @cached_property
    def text(self) -> str:
        """The lines, one under the other."""
        return "\n".join(self.lines)

    @cached_property
    def soup(self) -> BeautifulSoup:
        """The markup of this part, parsed (lxml)."""
        from bs4 import BeautifulSoup  # a crawl, which reads labels by the rules' words, need not wait for it

        return BeautifulSoup(self.html, "lxml")

    def find(self, pattern: str | re.Pattern[str]) -> str | None:
        """The first line in which the regular expression occurs, cut to a quotation around it; else None."""
        compiled = re.compile(pattern) if isinstance(pattern, str) else pattern
        for line in self.lines:
            found = compiled.search(line)
            if found:
                return quote(line, found.start(), found.end())
        return None

    def find_all(self, *patterns: str | re.Pattern[str]) -> str | None:
        """Quotations of every pattern joined by " … ", or None when one of them is not found."""
        found = [self.find(pattern) for pattern in patterns]
        if not all(found):
            return None
        return " … ".join(dict.fromkeys(part for part in found if part))


def quote(line: str, start: int = 0, end: int = 0) -> str:
    """``line`` with tabs as " | ", cut to ``QUOTE`` characters around the span, with "…" where it was cut."""
    if len(line) > QUOTE:
        left = max(0, min(start - (QUOTE - (end - start)) // 2, len(line) - QUOTE))
        right = min(len(line), left + QUOTE)
        line = ("…" if left else "") + line[left:right].strip() + ("…" if right < len(line) else "")
    return re.sub(r"\s*\t\s*", " | ", line).strip()
