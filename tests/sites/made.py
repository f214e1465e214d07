"""Invented sites as plain values: pages given as markup go through the program's own extractor, papers are text."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from itertools import groupby
from urllib.parse import urljoin, urlsplit

from papers import PAPERS

from crawler.address import DOCUMENT_ENDINGS, ending
from crawler.extract import extract
from crawler.pagecause import page_cause
from crawler.scope import outside_kind
from crawler.site import Document, Failure, Outside, Page, Site, Table


@dataclass(frozen=True)
class Made:
    """An invented site.

    ``pages``: path → markup. ``papers``: path → text (see ``papers``), "$O5" for the text that fully answers that item,
    or "!cause" for a file that cannot be read.
    ``truth``: item → "present|partial|absent|undecided [path ...]", the paths (or whole addresses) being where an
    assessor would look; any one of them among the first three answers counts. Items not named are not compared.
    """

    agency: str
    pages: Mapping[str, str]
    truth: Mapping[str, str]
    papers: Mapping[str, str] = field(default_factory=dict)
    host: str = "www.thungna.example.go.th"
    head: str = "นายกเทศมนตรี"
    title: str = ""  # what stands after each page's own title

    def paper(self, path: str) -> str:
        """The text of a file."""
        text = self.papers[path]
        return filled(PAPERS[text[1:]] if text.startswith("$") else text, self.agency, self.head)


def filled(text: str, agency: str, head: str = "นายกเทศมนตรี") -> str:
    return text.replace("{agency}", agency).replace("{head}", head)


def markup(text: str) -> str:
    """A paper's text as a page's part: paragraphs and tables."""
    parts = []
    for is_row, lines in groupby(text.splitlines(), key=lambda line: " | " in line):
        if is_row:
            rows = "".join(
                "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in line.split(" | ")) + "</tr>" for line in lines
            )
            parts.append(f"<table>{rows}</table>")
        else:
            parts.extend(f"<p>{escape(line)}</p>" for line in lines)
    return "\n".join(parts)


def site(made: Made) -> Site:
    """What a whole crawl of the site would have stored. Pages and files that no link leads to are left out."""
    start = f"https://{made.host}/"
    pages: dict[str, Page] = {}
    documents: dict[str, Document] = {}
    outside: dict[str, Outside] = {}
    failures: dict[str, Failure] = {}
    queue: list[tuple[str, int]] = [(start, 0)]
    while queue:
        url, depth = queue.pop(0)
        if url in pages or url in documents or url in outside or url in failures:
            continue
        path = url.removeprefix(f"https://{made.host}")
        if urlsplit(url).hostname != made.host:
            outside[url] = Outside(url, outside_kind(url))
        elif path in made.pages:
            markup_of = filled(made.pages[path], made.agency, made.head)
            page = pages[url] = _page(made, url, markup_of, depth)
            queue += [(link.url, depth + 1) for link in page.links if link.url and link.tag != "form"]
        elif path in made.papers:
            documents[url] = _document(url, made.paper(path), depth)
        elif ending(url) in ("jpg", "png", "gif"):
            documents[url] = _document(url, "!scan", depth)
        else:
            failures[url] = Failure(url, "http4xx", "404", 404)
    return Site(
        start, start, (made.host,), tuple(pages.values()), tuple(documents.values()), tuple(outside.values()),
        tuple(failures.values()), (), True, fetched=len(pages) + len(documents),
    )  # fmt: skip


def _page(made: Made, url: str, html: str, depth: int) -> Page:
    if "<html" not in html:
        html = f"<html><head><title>{made.title or made.agency}</title></head><body>{html}</body></html>"
    seen = extract(html, url)
    digest = hashlib.sha256(html.encode()).hexdigest()
    return Page(
        url, 200, seen.title, depth, seen.blocks, seen.links, seen.images, seen.forms, html, digest,
        cause=page_cause(seen, 200, url),
    )  # fmt: skip


def _document(url: str, text: str, depth: int) -> Document:
    kind = ending(url) if ending(url) in DOCUMENT_ENDINGS else "image"
    digest = hashlib.sha256(text.encode()).hexdigest()
    if text.startswith("!"):
        return Document(url, kind, 200, 1000, digest, "", (), (), 1, text[1:], depth=depth)
    lines = text.splitlines()
    tables = tuple(
        Table(tuple(tuple(line.split(" | ")) for line in rows))
        for is_row, rows in groupby(lines, key=lambda line: " | " in line)
        if is_row
    )
    body = text.replace(" | ", "\t")
    return Document(url, kind, 200, len(text), digest, lines[0], (body,), tables, 1, depth=depth)


def absolute(start: str, path: str) -> str:
    """A path of the truth table as an address of the site that begins at ``start``."""
    return urljoin(start, path)
