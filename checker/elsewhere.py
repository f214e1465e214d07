"""What stands outside the agency's own site, and the page of the site that leads to it."""

from __future__ import annotations

from dataclasses import replace

from crawler.scope import outside_kind
from rules.locate import Candidate, Locator

_FOLDERS = 4  # folders within folders, from a file up to the site


def linked_from(locator: Locator, candidate: Candidate, url: str) -> str:
    """The site's own page that leads to ``url``, where the candidate was found; "" when ``url`` is the site's own."""
    document = locator.documents.get(url)
    if not (document.offsite if document else url in locator.outside or outside_kind(url) == "store"):
        return ""
    source = locator.source_of(candidate)
    for _ in range(_FOLDERS):
        page = locator.pages.get(source)
        if page is None or outside_kind(page.url) != "store":
            return source
        above = (locator.source_of(replace(candidate, url=name, source="")) for name in (page.url, *page.aliases))
        source = next(filter(None, above), "")
    return source or locator.site.start
