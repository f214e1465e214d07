"""Pictures of the places that a report quotes: which are wanted, how each is had, and how the report names them.

A picture made before is used again while the quotation and the page or document are the same.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from itertools import zip_longest

from config.settings import CrawlSettings
from crawler.documents.marking import folded, found
from crawler.site import Document, Page, Site
from reports.model import PICTURE_CAUSES, Finding, LeftOut, Picture, Pictures, Report

MOST = 60  # pictures of a site
SECONDS = 120.0  # for all pictures of a site, and
SHARE = 0.25  # of the time for the crawl, when that is less
DRAWN = frozenset({"pdf", "image"})  # kinds of documents that pictures are made of

Key = tuple[str, str, str]  # address, quotation, hash of the page or document


@dataclass(frozen=True, slots=True)
class Place:
    """A quotation that is to have a picture, and where it stands."""

    item: str
    element: str
    url: str
    quote: str


@dataclass(frozen=True, slots=True)
class Taken:
    """A picture with its bytes, of which place."""

    place: Place
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
    taken: list[Taken] = field(default_factory=list)
    left: dict[str, int] = field(default_factory=lambda: dict.fromkeys(PICTURE_CAUSES, 0))

    def take(self, place: Place, source: str, picture: Picture, data: bytes) -> None:
        self.taken.append(Taken(place, source, picture, data))

    def miss(self, cause: str, count: int = 1) -> None:
        self.left[cause] += count


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
    studio.miss("many", len(wanted[MOST:]))
    end = time.monotonic() + min(SECONDS, SHARE * settings.deadline if settings else SECONDS)
    pages = {url: page for page in site.pages for url in (page.url, *page.aliases)}
    documents = {url: document for document in site.documents for url in (document.url, *document.aliases)}
    on_pages: dict[str, list[Place]] = {}
    in_documents: list[tuple[Place, Document]] = []
    for place in wanted[:MOST]:
        source: Page | Document | None = pages.get(place.url) or documents.get(place.url)
        if source is None:
            studio.miss("failed")
        elif (place.url, place.quote, source.sha256) in earlier:
            studio.take(place, source.sha256, *earlier[place.url, place.quote, source.sha256])
        elif isinstance(source, Document):
            in_documents.append((place, source))
        else:
            on_pages.setdefault(place.url, []).append(place)
    _documents(studio, in_documents, end)
    _pages(studio, [(pages[url], shown) for url, shown in on_pages.items()], end)
    order = {place: at for at, place in enumerate(wanted)}
    studio.taken.sort(key=lambda one: order[one.place])
    left = tuple(LeftOut(cause, count) for cause, count in studio.left.items() if count)
    by_place = {(one.place.url, one.place.quote): one.picture for one in studio.taken}
    findings = tuple(_with(finding, by_place) for finding in report.findings)
    return replace(report, findings=findings, pictures=Pictures(len(studio.taken), len(wanted), left)), studio.taken


def places(report: Report) -> list[Place]:
    """The first quotation of each element, each once: of every item the first before of any the second."""
    by_item = (
        [
            Place(finding.item, element.name, element.quotes[0].url, element.quotes[0].text)
            for element in finding.elements
            if element.quotes
        ]
        for finding in report.findings
    )
    found: dict[tuple[str, str], Place] = {}
    for round_ in zip_longest(*by_item):
        for place in round_:
            if place is not None:
                found.setdefault((place.url, place.quote), place)
    return list(found.values())


def _with(finding: Finding, pictures: Mapping[tuple[str, str], Picture]) -> Finding:
    elements = tuple(
        replace(
            element,
            quotes=tuple(replace(quote, picture=pictures.get((quote.url, quote.text))) for quote in element.quotes),
        )
        for element in finding.elements
    )
    return replace(finding, elements=elements)


def _documents(studio: _Studio, asked: list[tuple[Place, Document]], end: float) -> None:
    from crawler.documents.reader import Reader

    with Reader(CrawlSettings()) as reader:
        for place, document in asked:
            if document.kind not in DRAWN:
                studio.miss("kind")
            elif time.monotonic() > end:
                studio.miss("time")
            elif (data := studio.body(document.sha256)) is None:
                studio.miss("unkept")
            else:
                shot = reader.picture(data, document.url, place.quote, sheet_of(document, place.quote))
                if shot is None or not is_webp(shot.data):
                    studio.miss("failed")
                    continue
                digest = hashlib.sha256(shot.data).hexdigest()
                picture = Picture(digest, "document", shot.marked, shot.width, shot.height, shot.page)
                studio.take(place, document.sha256, picture, shot.data)


def sheet_of(document: Document, quote: str) -> int:
    """The page of a document that a quotation was read on, from 1; 0 when none is known."""
    whole, _ = folded(quote)
    texts = [folded(text)[0] for text in document.pages]
    for number, text in enumerate(texts, 1):
        if whole and whole in text:
            return number
    return next((number for number, text in enumerate(texts, 1) if found(text, quote)), 0)


def is_webp(data: bytes) -> bool:
    """Whether bytes that another process gave are what they should be."""
    return data[:4] == b"RIFF" and data[8:12] == b"WEBP"


def _pages(studio: _Studio, asked: list[tuple[Page, list[Place]]], end: float) -> None:
    if not asked:
        return
    settings = studio.settings
    if settings is None or not settings.render:
        studio.miss("offline" if settings is None else "browser", sum(len(shown) for _, shown in asked))
        return
    from crawler.camera import Camera
    from crawler.guard import Guard
    from crawler.scope import Scope

    scope = Scope(studio.site.start, settings.also, settings.folder)
    camera = Camera(settings, Guard(scope, allow_private=settings.allow_private, offsite=settings.offsite))
    try:
        for page, shown in asked:
            photos = camera.photograph(page, [place.quote for place in shown], end)
            for place, photo in zip(shown, photos, strict=True):
                if photo is None:
                    studio.miss("browser" if camera.missing else "time" if time.monotonic() > end - 1 else "failed")
                    continue
                digest = hashlib.sha256(photo.data).hexdigest()
                picture = Picture(digest, "page", photo.marked, photo.width, photo.height, opened=photo.opened)
                studio.take(place, page.sha256, picture, photo.data)
    finally:
        camera.close()
