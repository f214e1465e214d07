"""The auditor's report of a scan, read from its database and put together as values for ``reports``.

The reviewers' words in ``FOLDER/agencies/<site>.toml`` are laid over what the program said.
"""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from sqlite3 import Connection
from sys import intern

from checker.errors import UserError
from checker.in_words import points_of
from checker.scan import results, reviewed, standing
from checker.scan.agencies import twins
from checker.score import ItemScore, score
from config.loader import Criteria, CriteriaError, load_criteria
from reports.matrix_model import Cell, ItemColumn, Look, Matrix, Night, Row, Since


@dataclass(frozen=True)
class _Read:
    """What the database holds of one scan."""

    scan: results.ScanRow
    sites: tuple[results.SiteRow, ...]
    found: dict[str, results.ResultRow]
    same: dict[str, str]  # site: earlier one that it is the website of, too; it has no result of its own here
    cells: dict[str, dict[str, Cell]]  # site: item


def matrix(folder: Path, number: int = 0, criteria_name: str | Path = "") -> Matrix:
    """The report of a folder's scan ``number`` (0: the newest), compared with the scan before it.

    ``criteria_name`` stands in for the list that the scan names when that one is no longer where it was. Raises
    UserError when there is no such scan, or its criteria cannot be read.
    """
    try:
        connection = results.connect(folder)
    except FileNotFoundError:
        raise UserError(f"{folder}: ไม่มีผลการตรวจหลายหน่วยงาน ({results.NAME}) ให้เริ่มด้วย oit scan") from None
    except results.ScanVersionError as error:
        raise UserError(f"{folder}: {error}") from error
    with closing(connection):
        known = results.scans(connection)
        at = next((place for place, scan in enumerate(known) if scan.id == (number or known[-1].id)), None)
        if at is None:
            raise UserError(f"{folder}: ไม่มีการตรวจครั้งที่ {number}" if number else f"{folder}: ยังไม่มีการตรวจ")
        criteria = _criteria(known[at], criteria_name)
        now = _read(connection, known[at])
        nights = tuple(_night(_read(connection, scan, cells=False), criteria) for scan in known[: at + 1])
        made = _matrix(folder, criteria, now, nights)
        looks = tuple(_proven(connection, now.scan.id, made.rows[look.row].site, look) for look in made.queue)
        since = _since(connection, made, known[at - 1], now.scan) if at else None
    return replace(made, queue=looks, since=since)


def _criteria(scan: results.ScanRow, name: str | Path) -> Criteria:
    try:
        return load_criteria(name or scan.criteria).filled(scan.year)
    except CriteriaError as error:
        raise UserError(f"อ่านรายการข้อของการตรวจนี้ไม่ได้ ({error}) ให้บอกไฟล์ด้วย --criteria") from error


def _read(connection: Connection, scan: results.ScanRow, *, cells: bool = True) -> _Read:
    sites = results.sites(connection, scan.id)
    found = {row.site: row for row in results.results(connection, scan.id)}
    same = twins(sites, found)
    found = {site: row for site, row in found.items() if site not in same}
    return _Read(scan, sites, found, same, _cells(connection, scan.id) if cells else {})


def _cells(connection: Connection, scan: int) -> dict[str, dict[str, Cell]]:
    """Every finding of a scan; read without the quotations, which make up most of the database."""
    lists: dict[str, tuple[str, ...]] = {}
    made: dict[str, dict[str, Cell]] = {}
    for site, item, status, missing, sure, cause, url, word, note in map(tuple, connection.execute(
        "select site, item, status, missing, confidence, cause, url, reviewer_status, reviewer_note"
        " from findings where scan = ?",
        (scan,),
    )):  # fmt: skip
        if missing not in lists:
            lists[missing] = tuple(json.loads(missing or "[]"))
        said = (note or word) if word == status else ""
        made.setdefault(site, {})[item] = Cell(intern(status), lists[missing], sure, intern(cause), url, "", said)
    return made


def _proven(connection: Connection, scan: int, site: str, look: Look) -> Look:
    row = connection.execute(
        "select url, title, quote, cause_text, reason from findings where scan = ? and site = ? and item = ?",
        (scan, site, look.item),
    ).fetchone()
    return replace(
        look,
        url=row["url"],
        title=row["title"],
        quote=row["quote"],
        reason=look.reason or row["cause_text"] or row["reason"],
    )


def _matrix(folder: Path, criteria: Criteria, now: _Read, nights: tuple[Night, ...]) -> Matrix:
    items = columns(criteria)
    laid = reviewed.words(folder, now.sites, now.found, now.cells)
    names = {site.id: site.name or site.address for site in now.sites}
    rows = [_row(site, now, items, criteria, laid.get(site.id, {}), names) for site in now.sites]
    ordered = ranked(rows)
    place = {row.site: number for number, row in enumerate(ordered)}
    whole = standing.group("all", "", ordered, items)
    scan = now.scan
    return Matrix(
        scan=scan.id,
        list_name=scan.list_name,
        started=scan.started,
        finished=scan.finished,
        year=scan.year,
        criteria=scan.criteria,
        criteria_title=criteria.title,
        tool=scan.program_version,
        levels=_levels(criteria),
        items=items,
        rows=ordered,
        whole=whole,
        kinds=standing.groups("kind", ordered, items),
        provinces=standing.groups("province", ordered, items),
        causes=standing.causes(ordered),
        shared=standing.shared(ordered, items),
        hijacked=tuple(number for number, row in enumerate(ordered) if row.hijacked),
        bins=standing.bins(ordered),
        queue=standing.queue(ordered, items),
        nights=nights,
        versions=_versions(now.found.values()),
        stale_words=tuple(
            (place[site], f"{item}: {word.sentence}")
            for site, words in laid.items()
            for item, word in words.items()
            if word.state in ("stale", "expired")
        ),
    )


def columns(criteria: Criteria) -> tuple[ItemColumn, ...]:
    """The items with what each decides of the score."""
    nothing = {item.code: ItemScore.settled(0.0) for item in criteria.items}
    return tuple(
        ItemColumn(
            code=item.code,
            title=item.title,
            sub=item.sub,
            rule=item.rule,
            weight=score(criteria, nothing | {item.code: ItemScore.settled(100.0)}).oit,
            elements=tuple((element.name, element.wording) for element in item.elements),
        )
        for item in criteria.items
    )


def _levels(criteria: Criteria) -> tuple[tuple[str, str], ...]:
    named = []
    for indicator in criteria.indicators:
        named += [(indicator.code, indicator.name), *((sub.code, sub.name) for sub in indicator.subs)]
    return tuple(named)


def _row(
    site: results.SiteRow, read: _Read, items: Sequence[ItemColumn], criteria: Criteria,
    words: Mapping[str, reviewed.Laid], names: Mapping[str, str],
) -> Row:  # fmt: skip
    result = read.found.get(site.id)
    twin = site.duplicate_of or read.same.get(site.id, "")
    row = Row(
        site=site.id,
        name=site.name or site.address or site.id,
        address=site.address,
        kind=site.kind,
        province=site.province,
        position=site.position,
        state=result.state if result else "duplicate" if twin else "waiting",
        twin=names.get(twin, twin),
        extras=tuple(site.extras.items()),
    )
    if site.problem and result is None:
        return replace(row, state="failed", cause=site.problem)
    if result is None:
        return row
    row = replace(
        row,
        maker=result.maker,
        server=result.server,
        hijacked=bool(result.hijacked),
        report=result.report,
        archive=result.archive,
        versions=f"{result.rules_version} / {result.criteria_version}",
        cause=result.cause or result.cause_text,
    )
    if result.state != "done":
        return row
    found = read.cells.get(site.id, {})
    cells = tuple(_cell(found.get(item.code), words.get(item.code)) for item in items)
    row = replace(row, score=_even(result.score), low=_even(result.low), high=_even(result.high), cells=cells)
    if any(word.counts for word in words.values()):
        points = {
            item.code: points_of(cell.status, criteria.scoring.levels) for item, cell in zip(items, cells, strict=True)
        }
        total = score(criteria, points)
        row = replace(row, score=_even(total.oit), low=_even(total.low), high=_even(total.high))
    return replace(row, passed=sum(cell.status == "pass" for cell in cells))


def _cell(cell: Cell | None, word: reviewed.Laid | None) -> Cell:
    if cell is None:
        return Cell("undecided")
    if word is None or not word.counts:
        return cell
    kept = cell.missing if word.verdict == "partial" else ()
    return replace(
        cell, status=word.verdict, missing=kept, cause="", confidence=1.0, machine=word.machine, said=word.sentence
    )


def ranked(rows: Iterable[Row]) -> tuple[Row, ...]:
    """The rows by score, ties at the same rank and in the list's order; those without a score come last.

    A score may lie anywhere in its range, and so may the rank: ``best`` counts those that are surely above, ``worst``
    those that may be.
    """
    rows = list(rows)
    done = [row for row in rows if row.state == "done"]
    scores = sorted(row.score for row in done)
    lows = sorted(row.low for row in done)
    highs = sorted(row.high for row in done)
    many, same = len(done), Counter(scores)
    made = [
        replace(
            row,
            rank=many - bisect_right(scores, row.score) + 1,
            best=many - bisect_right(lows, row.high) + 1,
            worst=many - bisect_left(highs, row.low),
            tied=same[row.score] > 1,
        )
        for row in done
    ]
    made.sort(key=lambda row: (row.rank, row.position, row.site))
    rest = sorted((row for row in rows if row.state != "done"), key=lambda row: (row.position, row.site))
    return (*made, *rest)


def _night(read: _Read, criteria: Criteria) -> Night:
    scan, found = read.scan, read.found.values()
    done = [row for row in found if row.state == "done"]
    many = max(len(done), 1)
    return Night(
        scan=scan.id,
        started=scan.started,
        listed=len(found),
        judged=len(done),
        failed=sum(row.state == "failed" for row in found),
        score=sum(row.score for row in done) / many,
        low=sum(row.low for row in done) / many,
        high=sum(row.high for row in done) / many,
        met=sum(row.passed for row in done) / (many * len(criteria.items)),
    )


def _since(connection: Connection, made: Matrix, old: results.ScanRow, new: results.ScanRow) -> Since:
    before: dict[str, dict[str, str]] = {}
    query = "select site, item, status from findings where scan = ?"
    for site, item, status in map(tuple, connection.execute(query, (old.id,))):
        before.setdefault(site, {})[item] = intern(status)
    listed = {site.id: site for site in results.sites(connection, old.id)}
    here = {row.site for row in made.rows}
    return Since(
        started=old.started,
        moved=standing.moved(made.rows, made.items, before),
        appeared=tuple(number for number, row in enumerate(made.rows) if row.site not in listed),
        gone=tuple((site.name, site.address) for site in listed.values() if site.id not in here),
        same_rules=(new.rules_version, new.criteria_version) == (old.rules_version, old.criteria_version),
    )


def _versions(found: Iterable[results.ResultRow]) -> tuple[tuple[str, int], ...]:
    counted = Counter(f"{row.rules_version} / {row.criteria_version}" for row in found if row.state == "done")
    return tuple(sorted(counted.items(), key=lambda pair: (-pair[1], pair[0])))


def _even(score: float) -> float:
    """A score without the last digits of arithmetic, so that equal scores are equal."""
    return round(score, 4)
