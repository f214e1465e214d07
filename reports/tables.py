"""The report as tables of plain cells: what the CSV and the workbook are written from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reports import safe
from reports.model import ElementResult, Finding, Report
from reports.wording import Wording

QUOTES = 3  # of an element
QUOTE = 300  # characters


@dataclass(frozen=True, slots=True)
class Address:
    """A cell that is an address of the site; ``url`` as the site gave it."""

    url: str


Cell = str | float | int | Address


@dataclass(frozen=True, slots=True)
class Column:
    """A heading, a width in characters, and the number of decimals shown (-1: text)."""

    name: str
    width: int
    decimals: int = -1


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet: its name, its columns, and rows of as many cells. ``marked`` is the column that holds a status."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    status: int = -1


def tables(report: Report, t: Wording) -> tuple[Table, ...]:
    """All sheets: summary, items, elements, to-do, evidence, crawl."""
    return (
        summary(report, t),
        items(report, t),
        elements(report, t),
        todo(report, t),
        evidence(report, t),
        crawl(report, t),
    )


def summary(report: Report, t: Wording) -> Table:
    """Names and values: the score, what it may become, how many items are how, and every indicator's score."""
    score = report.score
    rows: list[tuple[Cell, ...]] = [
        (t.say("title"), report.agency or report.host),
        (t.say("site"), Address(report.url)),
        (t.say("checked"), t.moment(report.crawl.started)),
        (t.say("criteria"), f"{report.criteria_title} ({t.say('year_n', year=report.year)})"),
        (t.say("oit_score"), round(score.oit, 2)),
        (t.say("range_possible"), t.say("range_to", low=t.points(score.low), high=t.points(score.high))),
    ]
    if mends := report.best_mends():
        named = ", ".join(line.item for line in mends)
        rows.append((t.say("after_mends", count=len(mends), items=named), round(report.score_after(mends), 2)))
    for word, wording in t.statuses.items():
        count = sum(finding.status == word for finding in report.findings)
        rows.append((t.say("count_of", name=wording.name), count))
    for indicator in score.indicators:
        rows += [(f"{line.code} {line.name}", round(line.score, 2)) for line in (indicator, *indicator.subs)]
    rows += [(t.say("read_first"), line) for line in t.warnings(report)]
    if score.note:
        rows.append((t.say("open_question"), score.note))
    rows.append(("", t.disclaimer))
    rows.append(("", report.tool))
    return Table(t.say("sheet_summary"), (Column(t.say("col_name"), 44), Column(t.say("col_value"), 70)), tuple(rows))


def items(report: Report, t: Wording) -> Table:
    """A row an item."""
    columns = (
        Column(t.say("col_item"), 7),
        Column(t.say("col_title"), 46),
        Column(t.say("col_sub"), 10),
        Column(t.say("col_status"), 14),
        Column(t.say("col_score"), 9, 2),
        Column(t.say("col_low"), 9, 2),
        Column(t.say("col_high"), 9, 2),
        Column(t.say("col_year"), 10),
        Column(t.say("col_gap"), 60),
        Column(t.say("col_advice"), 50),
        Column(t.say("col_unit"), 26),
        Column(t.say("col_example"), 40),
        Column(t.say("col_submit"), 50),
        Column(t.say("col_confidence"), 20),
        Column(t.say("review").rstrip(":"), 40),
    )
    rows = tuple(
        (
            finding.item,
            t.title(finding),
            finding.sub,
            t.status(finding.status).name,
            round(finding.score, 2),
            round(finding.low, 2),
            round(finding.high, 2),
            finding.year or "",
            "; ".join((*t.gaps(finding), *(t.cause(word)[0] for word in finding.causes))),
            t.how(finding) if finding.status != "pass" else "",
            finding.unit,
            finding.example if finding.status != "pass" else "",
            Address(finding.submit[0]) if finding.submit else "",
            t.confidence(finding),
            finding.review.sentence if finding.review else "",
        )
        for finding in report.findings
    )
    return Table(t.say("sheet_items"), columns, rows, 3)


def elements(report: Report, t: Wording) -> Table:
    """A row an element, required ones first; an item that has none has one row all the same."""
    columns = (
        Column(t.say("col_item"), 7),
        Column(t.say("col_title"), 40),
        Column(t.say("col_sub"), 10),
        Column(t.say("col_status"), 14),
        Column(t.say("col_score"), 9, 2),
        Column(t.say("col_year"), 10),
        Column(t.say("col_element"), 18),
        Column(t.say("col_wording"), 46),
        Column(t.say("col_element_status"), 14),
        Column(t.say("col_counted"), 9),
        Column(t.say("col_basis"), 24),
        Column(t.say("col_missing"), 40),
        Column(t.say("col_reason"), 36),
        Column(t.say("col_advice"), 40),
        Column(t.say("col_quote"), 60),
        Column(t.say("col_address"), 50),
        Column(t.say("col_unit"), 22),
    )
    rows = tuple(_element(finding, part, t) for finding in report.findings for part in _parts(finding))
    return Table(t.say("sheet_elements"), columns, rows, 8)


def todo(report: Report, t: Wording) -> Table:
    """A row a thing to mend, in the report's order."""
    by_item = {finding.item: finding for finding in report.findings}
    columns = (
        Column(t.say("col_order"), 7),
        Column(t.say("col_item"), 7),
        Column(t.say("col_title"), 46),
        Column(t.say("col_do"), 70),
        Column(t.say("col_gain"), 12, 2),
        Column(t.say("col_effort"), 16),
        Column(t.say("col_unit"), 28),
    )
    rows = tuple(
        (
            number,
            line.item,
            t.title(by_item[line.item]) if line.item in by_item else "",
            t.mend(line, by_item.get(line.item)),
            round(line.gain, 2),
            t.effort(line.effort),
            line.unit,
        )
        for number, line in enumerate(report.todo, 1)
    )
    return Table(t.say("sheet_todo"), columns, rows)


def evidence(report: Report, t: Wording) -> Table:
    """A row a piece of evidence, best first within its item."""
    columns = (
        Column(t.say("col_item"), 7),
        Column(t.say("col_order"), 7),
        Column(t.say("col_kind"), 16),
        Column(t.say("col_page"), 50),
        Column(t.say("col_address"), 60),
        Column(t.say("col_likeness"), 14),
        Column(t.say("col_why"), 46),
        Column(t.say("col_cause"), 36),
        Column("SHA-256", 20),
        Column(t.say("col_linked_from"), 40),
    )
    rows = tuple(
        (
            finding.item,
            number,
            t.kind(part.kind),
            part.title,
            Address(part.url),
            t.likeness(part.score),
            "; ".join(part.why[:6]),
            t.cause(part.cause)[0],
            part.sha256,
            Address(part.linked_from) if part.linked_from else "",
        )
        for finding in report.findings
        for number, part in enumerate(finding.evidence, 1)
    )
    return Table(t.say("sheet_evidence"), columns, rows)


def crawl(report: Report, t: Wording) -> Table:
    """What was read, and every address that was not, with its cause."""
    seen = report.crawl
    columns = (
        Column(t.say("col_name"), 34),
        Column(t.say("col_value"), 12),
        Column(t.say("col_address"), 70),
        Column(t.say("advice").rstrip(":"), 50),
        Column(t.say("col_detail"), 24),
    )
    rows: list[tuple[Cell, ...]] = [
        (t.say(key), value, "", "", "")
        for key, value in (
            ("pages_read", seen.pages),
            ("documents_read", seen.documents),
            ("rendered", seen.rendered),
            ("failed", len(seen.failures)),
            ("pending", seen.pending),
            ("outside", seen.outside),
        )
    ]
    rows.append((t.say("complete") if seen.complete else t.stopped(seen) or t.say("incomplete"), "", "", "", ""))
    rows += [(line, "", "", "", "") for line in seen.notes]
    for line in sorted(seen.failures, key=lambda line: (line.cause, line.url, line.detail)):
        name, advice = t.cause(line.cause)
        # A hijacked page is no place to send a reader to.
        where: Cell = safe.shown(line.url) if line.cause == "hijacked" else Address(line.url)
        rows.append((name, "", where, advice, line.detail))
    rows += [(t.say("pending"), "", Address(url), "", "") for url in seen.pending_urls]
    rows += [(t.say("outside_list"), "", Address(url), "", "") for url in seen.outside_urls]
    return Table(t.say("sheet_crawl"), columns, tuple(rows))


def _parts(finding: Finding) -> Iterator[ElementResult | None]:
    yield from finding.elements or (None,)
    yield from finding.advisories


def _element(finding: Finding, part: ElementResult | None, t: Wording) -> tuple[Cell, ...]:
    item: tuple[Cell, ...] = (
        finding.item,
        t.title(finding),
        finding.sub,
        t.status(finding.status).name,
        round(finding.score, 2),
        finding.year or "",
    )
    if part is None:
        return (*item, *("",) * 10, finding.unit)
    quotes = list(dict.fromkeys(part.quotes))[:QUOTES]
    open_ = part.status in ("fail", "manual", "error")
    return (
        *item,
        part.name,
        t.wording(part),
        t.element(part.status).name,
        t.say("no" if part.advisory or part in finding.advisories else "yes"),
        t.basis(part.basis).name,
        "; ".join(part.missing),
        t.cause(part.manual_reason)[0],
        t.how_part(part) if open_ else "",
        " / ".join(safe.text(quote.text, QUOTE) for quote in quotes),
        Address(quotes[0].url) if quotes else "",
        finding.unit,
    )
