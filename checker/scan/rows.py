"""A site's report as rows of the results database."""

from __future__ import annotations

import hashlib
import re
from functools import cache, lru_cache
from pathlib import Path

import rules
from checker.scan.results import FindingRow
from config.loader import Criteria
from crawler.causes import CAUSES, thai
from crawler.site import Site
from reports.model import ElementResult, Finding, Report

QUOTE = 300  # characters kept of a quotation; the site's own report has it whole
_YEAR = re.compile(r"25[5-9]\d")
_GENERATOR = re.compile(r"<meta[^>]+name\s*=\s*[\"']?generator[\"']?[^>]*>", re.I)
_CONTENT = re.compile(r"content\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", re.I)
_NUMBERS = re.compile(r"\s*[vV]?\d+(?:\.\d+)*.*$")


@cache
def rules_version() -> str:
    """A mark of the rules as they are: it changes whenever a file of theirs does."""
    digest = hashlib.sha256()
    for path in sorted(Path(rules.__file__).parent.rglob("*.py")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:12]


@lru_cache(maxsize=8)
def criteria_version(criteria: Criteria) -> str:
    """A mark of a list of items as it was loaded."""
    return hashlib.sha256(repr(criteria).encode()).hexdigest()[:12]


def findings_of(report: Report) -> tuple[FindingRow, ...]:
    """A row an item, in the order of the criteria."""
    return tuple(_finding(finding) for finding in report.findings)


def _finding(finding: Finding) -> FindingRow:
    undecided = finding.status in ("undecided", "manual")
    cause = finding.causes[0] if undecided and finding.causes else ""
    quote = _quote(finding.elements)
    best = finding.evidence[0] if finding.evidence else None
    review = finding.review if finding.review is not None and finding.review.state == "used" else None
    return FindingRow(
        item=finding.item,
        status=finding.status,
        confidence=round(finding.confidence, 3),
        cause=cause if cause in CAUSES else ("manual" if finding.status == "manual" else "other" if cause else ""),
        cause_text="; ".join(thai(one) for one in finding.causes) if undecided else "",
        missing=tuple(one.name for one in finding.elements if one.status == "fail"),
        url=best.url if best else "",
        title=best.title if best else "",
        quote=quote[:QUOTE],
        reason="; ".join(finding.gaps) or finding.searched,
        year_found=_year(finding),
        reviewer_status=review.verdict if review else "",
        reviewer_note=review.sentence if review else "",
    )


def _quote(elements: tuple[ElementResult, ...]) -> str:
    """The first words that prove something of the item."""
    return next((one.quotes[0].text for one in elements if one.status == "pass" and one.quotes), "")


def _year(finding: Finding) -> int:
    """The Buddhist year that the item's proof of the year names; 0 when it names none."""
    for element in finding.elements:
        if element.name == "year":
            for quote in element.quotes:
                if years := _YEAR.findall(quote.text):
                    wanted = str(finding.year)
                    return int(wanted if element.status == "pass" and wanted in years else years[0])
    return 0


def maker_of(site: Site) -> str:
    """What made the site, as its pages' generator tag says, without version numbers; "" when they do not say."""
    for page in sorted(site.pages, key=lambda page: (page.depth, page.url))[:5]:
        if (tag := _GENERATOR.search(page.html)) and (words := _CONTENT.search(tag[0])):
            said = _NUMBERS.sub("", (words[1] or words[2] or "").strip()).strip(" -,;!")
            if said:
                return said[:80]
    return ""


def is_hijacked(site: Site) -> bool:
    """Whether the site shows what those who broke in left there: a page of theirs, or links hidden on its pages."""
    return any(page.cause == "hijacked" for page in site.pages) or any("แฮ็ก" in note for note in site.notes)
