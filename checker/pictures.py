"""Pictures of the places that a report quotes: which are wanted, how each is had, and how the report names them.

A picture made before is used again while the quotation and the page or document are the same.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import zip_longest
from typing import TYPE_CHECKING

from config.settings import CrawlSettings
from crawler.documents.marking import folded, found
from crawler.site import Document, Page, Site
from reports.model import PICTURE_CAUSES, ElementResult, Finding, LeftOut, Picture, Pictures, Report

if TYPE_CHECKING:
    from crawler.camera import Camera

MOST = 60  # pictures of a site
SECONDS = 120.0  # for all pictures of a site, and
SHARE = 0.25  # of the time for the crawl, when that is less
DRAWN = frozenset({"pdf", "image"})  # kinds of documents that pictures are made of

Key = tuple[str, str, str]  # address, quotation, hash of the page or document


@dataclass(frozen=True, slots=True)
class Place:
    """Words that are to have a picture, and where they stand."""

    url: str
    text: str
    instead: str = ""  # what to show when these words, of who or what lacks an element, are not found


@dataclass(frozen=True, slots=True)
class Taken:
    """A picture with its bytes."""

    source: str  # hash of the page or document it shows
    picture: Picture
    data: bytes


@dataclass(slots=True)
class _Studio:
    """What there is to make pictures of."""

    site: Site
    settings: CrawlSettings | None  # None: the site is not asked
    body: Callable[[str], bytes | None]
    earlier: Mapping[Key, tuple[Picture, bytes]]
    taken: dict[Place, Taken] = field(default_factory=dict)
    again: list[Place] = field(default_factory=list)
    left: dict[str, int] = field(default_factory=lambda: dict.fromkeys(PICTURE_CAUSES, 0))

    def take(self, place: Place, source: str, picture: Picture, data: bytes) -> None:
        """Keep a picture; one that does not show who lacks something gives way to one of what is there."""
        if place.instead and not picture.marked:
            self.again.append(Place(place.url, place.instead))
        else:
            self.taken[place] = Taken(source, picture, data)

    def miss(self, place: Place, cause: str) -> None:
        """Note that there is no picture, unless there is something else to show."""
        if place.instead:
            self.again.append(Place(place.url, place.instead))
        else:
            self.left[cause] += 1

    def of(self, place: Place | None) -> Taken | None:
        """The picture for a place, or of what is shown instead."""
        if place is None:
            return None
        return self.taken.get(place) or self.taken.get(Place(place.url, place.instead))


def take(
    report: Report,
    site: Site,
    settings: CrawlSettings | None,
    body: Callable[[str], bytes | None],
    earlier: Mapping[Key, tuple[Picture, bytes]],
) -> tuple[Report, list[Taken]]:
    """The report with its pictures, and the pictures.

    ``settings`` of the crawl: pages are shown by the browser; None: nothing is asked of the site, and only what
    ``earlier`` holds is there of pages. ``body`` gives a document as it was fetched, by its hash.
    """
    wanted = places(report)
    studio = _Studio(site, settings, body, earlier)
    studio.left["many"] = len(wanted[MOST:])
    end = time.monotonic() + min(SECONDS, SHARE * settings.deadline if settings else SECONDS)
    pages = {url: page for page in site.pages for url in (page.url, *page.aliases)}
    documents = {url: document for document in site.documents for url in (document.url, *document.aliases)}
    todo = wanted[:MOST]
    leading = _leading(site, {place.url for place in wanted} - pages.keys() - documents.keys())
    while todo:
        on_pages: dict[str, list[tuple[Place, str]]] = {}
        in_documents: list[tuple[Place, Document]] = []
        for place in todo:
            source: Page | Document | None = pages.get(place.url) or documents.get(place.url)
            url, text = place.url, place.text
            if source is None and not place.instead:  # not opened: its link is what is known of it
                source, text = _nearest(leading.get(url, ()), text)
                url = source.url if source else url
            if source is None:
                studio.miss(place, "unkept")
            elif (url, text, source.sha256) in earlier:
                studio.take(place, source.sha256, *earlier[url, text, source.sha256])
            elif isinstance(source, Document):
                in_documents.append((place, source))
            else:
                on_pages.setdefault(url, []).append((place, text))
        _documents(studio, in_documents, end)
        with _camera(studio, on_pages) as camera:
            for url, shown in on_pages.items():
                _page(studio, camera, pages[url], shown, end)
        todo = [place for place in dict.fromkeys(studio.again) if place not in studio.taken]
        studio.again = []
    left = tuple(LeftOut(cause, count) for cause, count in studio.left.items() if count)
    findings = tuple(_with(finding, studio) for finding in report.findings)
    taken = [studio.taken[place] for place in sorted(studio.taken, key=lambda place: (place.url, place.text))]
    made = sum(studio.of(place) is not None for place in wanted)
    return replace(report, findings=findings, pictures=Pictures(made, len(wanted), left)), taken


def _leading(site: Site, urls: Set[str]) -> dict[str, list[tuple[Page, str]]]:
    """The pages that lead to each of the addresses, with the words of their links."""
    found: dict[str, list[tuple[Page, str]]] = {}
    with site.open():
        for page in site.pages if urls else ():
            for link in page.links:
                if link.url in urls:
                    found.setdefault(link.url, []).append((page, link.text))
    return found


def _nearest(leading: Iterable[tuple[Page, str]], text: str) -> tuple[Page | None, str]:
    """Of pages that lead somewhere the nearest to the start, if possible one in words of ``text``, and its words."""
    said = folded(text)[0]
    best: tuple[bool, int, str] | None = None
    found: tuple[Page | None, str] = (None, text)
    for page, label in leading:
        if words := folded(label)[0]:
            rank = (words not in said and said not in words, page.depth, page.url)
            if best is None or rank < best:
                best, found = rank, (page, label)
    return found


def places(report: Report) -> list[Place]:
    """A place for each element, each once: of every item the first before of any the second.

    Of an element that is lacking, the place of the first that lacks it, on the page that holds the others; else the
    first quotation.
    """
    by_item = ([_place(finding, element) for element in _in_order(finding)] for finding in report.findings)
    found: dict[Place, None] = {}
    for round_ in zip_longest(*by_item):
        found |= dict.fromkeys(place for place in round_ if place is not None)
    return list(found)


def _in_order(finding: Finding) -> list[ElementResult]:
    return sorted(finding.elements, key=lambda element: element.status != "fail")


def _place(finding: Finding, element: ElementResult) -> Place | None:
    quote = element.quotes[0] if element.quotes else None
    if element.status == "fail" and element.missing and element.name != "year":
        where = quote.url if quote else finding.evidence[0].url if finding.evidence else ""
        return Place(where, element.missing[0], quote.text if quote else "") if where else None
    return Place(quote.url, quote.text) if quote else None


def _with(finding: Finding, studio: _Studio) -> Finding:
    elements = []
    for element in finding.elements:
        taken = studio.of(_place(finding, element))
        elements.append(replace(element, picture=taken.picture if taken else None))
    return replace(finding, elements=tuple(elements))


def _documents(studio: _Studio, asked: list[tuple[Place, Document]], end: float) -> None:
    from crawler.documents.reader import Reader

    with Reader(CrawlSettings()) as reader:
        for place, document in asked:
            if document.kind not in DRAWN:
                studio.miss(place, "kind")
            elif time.monotonic() > end:
                studio.miss(place, "time")
            elif (data := studio.body(document.sha256)) is None:
                studio.miss(place, "unkept")
            else:
                shot = reader.picture(data, document.url, place.text, sheet_of(document, place.text))
                if shot is None or not is_webp(shot.data):
                    studio.miss(place, "failed")
                    continue
                digest = hashlib.sha256(shot.data).hexdigest()
                size = shot.width, shot.height
                picture = Picture(digest, place.url, place.text, "document", shot.marked, *size, shot.page)
                studio.take(place, document.sha256, picture, shot.data)


def sheet_of(document: Document, text: str) -> int:
    """The page of a document that words were read on, from 1; 0 when none is known."""
    whole, _ = folded(text)
    texts = [folded(page)[0] for page in document.pages]
    for number, page in enumerate(texts, 1):
        if whole and whole in page:
            return number
    return next((number for number, page in enumerate(texts, 1) if found(page, text)), 0)


def is_webp(data: bytes) -> bool:
    """Whether bytes that another process gave are what they should be."""
    return data[:4] == b"RIFF" and data[8:12] == b"WEBP"


@contextmanager
def _camera(studio: _Studio, asked: Mapping[str, list[tuple[Place, str]]]) -> Iterator[Camera | None]:
    settings = studio.settings
    if not asked or settings is None or not settings.render:
        yield None
        return
    from crawler.camera import Camera
    from crawler.guard import Guard
    from crawler.scope import Scope

    scope = Scope(studio.site.start, settings.also, settings.folder)
    camera = Camera(settings, Guard(scope, allow_private=settings.allow_private, offsite=settings.offsite))
    try:
        yield camera
    finally:
        camera.close()


def _page(studio: _Studio, camera: Camera | None, page: Page, shown: list[tuple[Place, str]], end: float) -> None:
    photos = camera.photograph(page, [text for _, text in shown], end) if camera else [None] * len(shown)
    for (place, text), photo in zip(shown, photos, strict=True):
        if photo is None:
            late = time.monotonic() > end - 1
            blind = camera is None or camera.missing
            offline = studio.settings is None
            studio.miss(place, "offline" if offline else "browser" if blind else "time" if late else "failed")
            continue
        digest = hashlib.sha256(photo.data).hexdigest()
        size = photo.width, photo.height
        picture = Picture(digest, page.url, text, "page", photo.marked, *size, opened=photo.opened)
        studio.take(place, page.sha256, picture, photo.data)
