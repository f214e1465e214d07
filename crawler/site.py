"""A crawled site as plain values: what the archive holds. Of a large site the contents of pages are taken from it when
they are looked at (``crawler.shelf``); nobody else needs to know.

Everything here is immutable and ordered by address, then position, so that whatever reads it gives the same
result whatever order the rows were stored in.
"""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from typing import Protocol

# Where on a page something stands.
PLACES = ("main", "nav", "header", "footer", "aside")


@dataclass(frozen=True, slots=True)
class Block:
    """One block of visible text, in reading order.

    ``kind`` is ``h1``..``h6``, ``p``, ``li``, ``tr`` (cells separated by tabs), ``caption``, ``label`` or ``summary``;
    ``place`` is one of ``PLACES``.
    """

    kind: str
    place: str
    text: str


CUT_SHORT = frozenset({"deadline", "interrupt", "silent", "crash"})  # ``Site.stopped_by`` of what may be gone on with


@dataclass(frozen=True, slots=True)
class Link:
    """A reference from a page to an address, with the words a reader sees around it."""

    source: str  # address of the page it stands on
    order: int  # position on that page, from 0
    url: str  # absolute address without fragment; "" when it leads nowhere
    fragment: str
    text: str  # visible text, else the picture's alt text, else title or aria-label
    headings: tuple[str, ...]  # headings, accordion and tab titles it stands under, outermost first
    menu: tuple[str, ...]  # labels of the menu or list entries that enclose it, outermost first
    around: str  # the table row (cells separated by tabs), list entry or paragraph it stands in, at most 300 characters
    place: str
    tag: str  # a, area, iframe, frame, embed, object, meta, onclick, form, data
    dead: str = ""  # why it leads nowhere: "empty" (no href or "#"), "self" (its own page), "script" (javascript: only)


@dataclass(frozen=True, slots=True)
class Image:
    """A picture on a page. ``width`` and ``height`` in pixels as the markup states them, 0 when it does not."""

    source: str
    order: int
    url: str
    alt: str
    width: int
    height: int
    near: str  # the text standing closest to it (caption, same cell, next block), at most 200 characters
    place: str
    link: str  # address it links to, "" when none
    code: str = ""  # what its QR codes say, a line each; after a tab, where a short address leads; "" also when unread


@dataclass(frozen=True, slots=True)
class Form:
    """A form on a page: its address, method, the visible names of its fields and the text inside it."""

    source: str
    order: int
    action: str
    method: str
    fields: tuple[str, ...]
    text: str
    place: str


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, from a page, a sheet or a document; ``name`` is a caption or the sheet's name."""

    rows: tuple[tuple[str, ...], ...]
    name: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """An HTML page as it was read. ``html`` is the decoded source (after rendering, when ``rendered`` says why)."""

    url: str
    status: int
    title: str
    depth: int  # clicks from the start page
    blocks: tuple[Block, ...]
    links: tuple[Link, ...]
    images: tuple[Image, ...]
    forms: tuple[Form, ...]
    html: str
    sha256: str
    charset: str = "utf-8"
    rendered: str = ""  # why the browser was used; "" when plain HTML was enough
    cause: str = ""  # why it is no real content: soft404, construction, parked, hijacked, login, botwall, shell
    aliases: tuple[str, ...] = ()  # other addresses that led here


@dataclass(frozen=True, slots=True)
class Document:
    """A file, with the text that could be read of it.

    ``cause`` is "" when it was read; otherwise why not: ``scan`` (pictures only), ``encrypted``, ``damaged``,
    ``empty``, ``html`` (a page named as a file), ``too_large``, ``timeout``, ``unsupported``, ``garbled`` (broken text
    layer).
    """

    url: str
    kind: str  # pdf, docx, doc, xlsx, xls, ods, odt, pptx, csv, txt, image, zip, other
    status: int
    size: int  # bytes
    sha256: str
    title: str  # its own title: first page or properties, never the link's text
    pages: tuple[str, ...]  # text page by page, or sheet by sheet
    tables: tuple[Table, ...]
    page_count: int  # pages it has; may exceed len(pages)
    cause: str = ""
    engine: str = ""  # what read it
    offsite: bool = False
    depth: int = 0
    aliases: tuple[str, ...] = ()
    unread: tuple[int, ...] = ()  # pages, from 1, whose text was not read: scanned, or their letters are broken

    @property
    def text(self) -> str:
        """All pages' text, a blank line between pages."""
        return "\n\n".join(self.pages)


@dataclass(frozen=True, slots=True)
class Outside:
    """An address outside the site that a page links to. ``cause`` says why it was not looked at."""

    url: str
    kind: str  # file, store (Drive and the like), short, agency (another public agency), social, assessor, other
    cause: str = "offsite"
    target: str = ""  # where it leads, when it is a short link or a redirect that was followed


@dataclass(frozen=True, slots=True)
class Failure:
    """An address of the site that could not be read. ``cause`` is a word of ``crawler.causes.CAUSES``."""

    url: str
    cause: str
    detail: str = ""
    status: int = 0
    attempts: int = 1


class Openable(Protocol):
    """What gives the contents of pages that are not held."""

    def open(self) -> AbstractContextManager[object]: ...


@dataclass(frozen=True, slots=True)
class Site:
    """All that was seen of one site."""

    start: str  # address the crawl began at, after normalisation and redirects
    asked: str  # address as the user typed it
    hosts: tuple[str, ...]  # hosts counted as the agency's own
    pages: tuple[Page, ...]
    documents: tuple[Document, ...]
    outside: tuple[Outside, ...]
    failures: tuple[Failure, ...]
    pending: tuple[str, ...]  # seen but not fetched, most promising first
    complete: bool  # every address in scope was fetched or has a failure
    stopped_by: str = ""  # "", pages, bytes, deadline, interrupt, silent, crash, unreachable
    started: str = ""  # ISO 8601, UTC
    finished: str = ""
    fetched: int = 0  # requests answered
    notes: tuple[str, ...] = field(default=())
    shelf: Openable | None = field(default=None, repr=False, compare=False)  # where not all pages are held

    def open(self) -> AbstractContextManager[object]:
        """Keep the archive open meanwhile: many pages are then looked at faster. It can be moved only afterwards."""
        return self.shelf.open() if self.shelf else nullcontext()
