"""What each document of an archive is, kept in the archive beside it: the table ``document_identities``."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import sqlite_utils

from checker.agency import AgencyFile
from checker.engine import matcher_for
from config.loader import Criteria
from crawler.site import Site
from rules.agency import agency_of
from rules.content import Agency
from rules.document_item import Papers
from rules.document_kind import identity

TABLE = "document_identities"


def keep(path: Path, site: Site, criteria: Criteria, agency: AgencyFile) -> None:
    """Write what every document of ``site`` is by its own word into the archive, in place of what stood there."""
    with closing(sqlite3.connect(path)) as connection, connection:
        table = sqlite_utils.Database(connection).table(TABLE)
        columns = {"url": str, "kind": str, "about": str, "title": str, "agency": str, "year": int, "until": int}
        columns |= {"no_year": str, "criteria": str, "item": str, "part": int, "why": str}
        table.create(columns, pk="url", replace=True)
        table.insert_all(rows(site, criteria, agency))


def rows(site: Site, criteria: Criteria, agency: AgencyFile) -> Iterator[dict[str, Any]]:
    """One row for each document with text, in order of address; where ``year`` is 0, ``no_year`` says why."""
    found = agency_of(site)
    papers = Papers(matcher_for(criteria), Agency(agency.name or found.name, agency.kind or found.kind))
    for document in sorted(site.documents, key=lambda one: one.url):
        if not any(page.strip() for page in document.pages):
            continue
        known, answer = identity(document.pages, document.title), papers.answer(document)
        yield {
            "url": document.url,
            "kind": known.kind,
            "about": known.about,
            "title": known.title,
            "agency": known.agency,
            "year": known.year,
            "until": known.until,
            "no_year": known.no_year,
            "criteria": criteria.name,
            "item": answer.item,
            "part": int(answer.part),
            "why": answer.why,
        }
