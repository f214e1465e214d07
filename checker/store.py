"""Results in SQLite, in the same file as the crawl: runs, findings, elements, quotes, evidence, and two views."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

import sqlite_utils

from reports.json_report import from_dict, to_dict
from reports.model import Report

RESULTS_VERSION = 1


class ResultsVersionError(RuntimeError):
    """The results in a database were written by a newer version of the program."""


def save(path: Path, report: Report) -> int:
    """Store ``report`` as a new run, all or nothing. Returns the run's number. Raises ResultsVersionError."""
    with closing(sqlite3.connect(path)) as connection:
        db = sqlite_utils.Database(connection)
        _prepare(db)
        with connection:
            return _insert(connection, report)


RESULTS = ("runs", "findings", "elements", "quotes", "evidence")


def carry(old: Path, new: Path) -> None:
    """Copy the results of earlier runs into an archive that has none of its own. Raises ResultsVersionError."""
    with closing(sqlite3.connect(new)) as connection:
        connection.execute("attach ? as old", (str(old),))
        names = {row[0] for row in connection.execute("select name from old.sqlite_master where type = 'table'")}
        mine = {row[0] for row in connection.execute("select name from main.sqlite_master where type = 'table'")}
        if "runs" in mine or not names.issuperset((*RESULTS, "results_meta")):
            return
        row = connection.execute("select value from old.results_meta where key = 'version'").fetchone()
        if row and int(row[0]) > RESULTS_VERSION:
            raise ResultsVersionError(f"results of version {row[0]}; this program knows up to {RESULTS_VERSION}")
        _prepare(sqlite_utils.Database(connection))
        with connection:
            for name in RESULTS:
                connection.execute(f"insert into main.{name} select * from old.{name}")


def latest(path: Path, run: int = 0) -> Report | None:
    """The stored report of ``run`` (0: the newest), or None when nothing was judged yet or the run is old."""
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        names = {row[0] for row in connection.execute("select name from sqlite_master where type = 'table'")}
        if "runs" not in names:
            return None
        _check_version(connection)
        where = "where id = ?" if run else "order by id desc limit 1"
        row = connection.execute(f"select report from runs {where}", (run,) if run else ()).fetchone()
    return from_dict(json.loads(row[0])) if row and row[0] else None


def _check_version(connection: sqlite3.Connection) -> None:
    row = connection.execute("select value from results_meta where key = 'version'").fetchone()
    if row and int(row[0]) > RESULTS_VERSION:
        raise ResultsVersionError(f"results of version {row[0]}; this program knows up to {RESULTS_VERSION}")


def _prepare(db: sqlite_utils.Database) -> None:
    if "results_meta" in db.table_names():
        _check_version(db.conn)
        return
    with db.conn:
        db.table("results_meta").create({"key": str, "value": str}, pk="key")
        db.table("runs").create(
            {
                "id": int,
                "url": str,
                "agency": str,
                "criteria": str,
                "year": int,
                "tool": str,
                "crawled": str,
                "oit": float,
                "low": float,
                "high": float,
                "report": str,
            },
            pk="id",
        )
        db.table("findings").create(
            {
                "run": int,
                "item": str,
                "rule": str,
                "title": str,
                "sub": str,
                "status": str,
                "score": float,
                "confidence": float,
                "year": int,
                "advice": str,
                "unit": str,
            },
            pk=("run", "item"),
            foreign_keys=[("run", "runs", "id")],
        )
        db.table("elements").create(
            {
                "run": int,
                "item": str,
                "name": str,
                "wording": str,
                "status": str,
                "basis": str,
                "reason": str,
                "missing": str,
            },
            pk=("run", "item", "name"),
            foreign_keys=[("run", "runs", "id")],
        )
        db.table("quotes").create(
            {"run": int, "item": str, "element": str, "position": int, "url": str, "text": str},
            pk=("run", "item", "element", "position"),
            foreign_keys=[("run", "runs", "id")],
        )
        db.table("evidence").create(
            {
                "run": int,
                "item": str,
                "position": int,
                "url": str,
                "kind": str,
                "title": str,
                "score": float,
                "why": str,
                "cause": str,
            },
            pk=("run", "item", "position"),
            foreign_keys=[("run", "runs", "id")],
        )
        db.create_view(
            "gaps",
            "select f.run, f.item, f.title, f.status, e.name as element, e.wording, e.status as element_status, "
            "e.missing, e.reason, f.unit from findings f join elements e on e.run = f.run and e.item = f.item "
            "where e.status in ('fail', 'error', 'manual')",
        )
        db.create_view(
            "coverage",
            "select run, status, count(*) as items, group_concat(item, ' ') as list from findings group by run, status",
        )
        db.table("results_meta").insert({"key": "version", "value": str(RESULTS_VERSION)})


def _insert(connection: sqlite3.Connection, report: Report) -> int:
    cursor = connection.execute(
        "insert into runs (url, agency, criteria, year, tool, crawled, oit, low, high, report)"
        " values (?,?,?,?,?,?,?,?,?,?)",
        (
            report.url,
            report.agency,
            report.criteria,
            report.year,
            report.tool,
            report.crawl.started,
            report.score.oit,
            report.score.low,
            report.score.high,
            json.dumps(to_dict(report), ensure_ascii=False, sort_keys=True),
        ),
    )
    run = int(cursor.lastrowid or 0)
    for finding in report.findings:
        _many(
            connection,
            "findings",
            [
                (
                    run,
                    finding.item,
                    finding.rule,
                    finding.title,
                    finding.sub,
                    finding.status,
                    finding.score,
                    finding.confidence,
                    finding.year,
                    finding.advice,
                    finding.unit,
                )
            ],
        )
        for element in finding.elements:
            _many(
                connection,
                "elements",
                [
                    (
                        run,
                        finding.item,
                        element.name,
                        element.wording,
                        element.status,
                        element.basis,
                        element.manual_reason,
                        "; ".join(element.missing),
                    )
                ],
            )
            _many(
                connection,
                "quotes",
                (
                    (run, finding.item, element.name, at, quote.url, quote.text)
                    for at, quote in enumerate(element.quotes, 1)
                ),
            )
        _many(
            connection,
            "evidence",
            (
                (run, finding.item, at, e.url, e.kind, e.title, e.score, "; ".join(e.why), e.cause)
                for at, e in enumerate(finding.evidence, 1)
            ),
        )
    return run


def _many(connection: sqlite3.Connection, table: str, rows: Iterable[tuple[Any, ...]]) -> None:
    for row in rows:
        connection.execute(f"insert into {table} values ({','.join('?' * len(row))})", row)
