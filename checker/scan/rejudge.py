"""``oit rejudge``: the stored archives of a scan judged by the rules and criteria as they are now, site by site in
parallel, into a set of results of its own."""

from __future__ import annotations

import sqlite3
from collections import Counter
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from checker import check
from checker.errors import EXIT_OK, EXIT_UNDECIDED, UserError
from checker.scan import jobs, progress, results
from checker.scan.command import alone, now, open_folder
from checker.scan.engine import Engine
from checker.scan.limiter import Limiter
from checker.scan.matrix_files import write_matrix
from checker.scan.options import ScanOptions
from checker.scan.pool import Pool
from checker.scan.results import ResultRow, ScanRow, transaction
from checker.scan.rows import criteria_version, rules_version
from checker.scan.show import Board
from checker.version import VERSION

SHOWN = 20  # changed verdicts named one by one


def rejudge_command(
    folder: Path,
    *,
    year: int | None = None,
    criteria: str | None = None,
    workers: int | None = None,
    quiet: bool = False,
) -> int:
    """Judge the newest scan of a folder again. Returns the exit code."""
    if not results.path_in(folder).is_file():
        raise UserError(f"{folder}: ไม่มีผลการสแกน (scan.db) ในโฟลเดอร์นี้")
    with alone(folder), closing(open_folder(folder)) as db:
        scan, base = _begin(folder, db, criteria, year)
        earlier = {row.site: row for row in results.results(db, base.id) if judged_anew(folder, row)}
        options = ScanOptions.of(
            base.options, criteria=scan.criteria, year=scan.year, workers=workers or _cores(), delay=0.0
        )
        limiter = Limiter(options.connections)
        pool = Pool(options.workers, f"{scan.criteria}:{scan.year}")
        with Board(quiet=quiet) as board:

            def tell(engine: Engine) -> None:
                state = progress.state_of(engine, db)
                progress.write(folder, state)
                board.show(state)

            sites = results.sites(db, scan.id)
            finished = Engine(folder, db, scan.id, options, sites, pool, limiter, "", tell, earlier).run()
        if finished:
            db.execute("update scans set finished = ? where id = ?", (now(), scan.id))
        if not quiet:
            click.echo(changes_in_words(db, base, scan))
        write_matrix(folder)
        return EXIT_OK if finished else EXIT_UNDECIDED


def _begin(folder: Path, db: sqlite3.Connection, criteria: str | None, year: int | None) -> tuple[ScanRow, ScanRow]:
    """The scan that takes the new results, gone on with when it was cut short, and the one it judges again."""
    scans = results.scans(db)
    crawled = [scan for scan in scans if not scan.judged_from]
    if not crawled:
        raise UserError("ยังไม่มีผลการสแกนให้ตัดสินใหม่")
    base = crawled[-1]
    rules_list, assessed = check.criteria_for(criteria or base.criteria, year or base.year)
    scan = ScanRow(
        id=0,
        started=now(),
        finished="",
        year=assessed,
        criteria=check._told(criteria or base.criteria, rules_list),
        criteria_version=criteria_version(rules_list),
        rules_version=rules_version(),
        program_version=VERSION,
        list_name=base.list_name,
        judged_from=base.id,
        options=base.options,
    )
    last = scans[-1]
    if last.judged_from == base.id and not last.finished and _same(last, scan):
        return last, base
    with transaction(db):
        number = results.begin_scan(db, scan)
        db.execute(
            "insert into scan_sites (scan, site, position) select ?, site, position from scan_sites where scan = ?",
            (number, base.id),
        )
        _take_over(db, base.id, number)
        kept = {row.site for row in results.results(db, base.id) if judged_anew(folder, row)}
        jobs.add(db, number, [(one.id, one.position) for one in results.sites(db, number) if one.id in kept])
    return replace(scan, id=number), base


def _same(one: ScanRow, other: ScanRow) -> bool:
    names = ("criteria", "criteria_version", "rules_version", "program_version", "year")
    return all(getattr(one, name) == getattr(other, name) for name in names)


def _take_over(db: sqlite3.Connection, base: int, scan: int) -> None:
    """Results stay as they were until they are judged again: those of sites without an archive do for good."""
    for table in ("results", "findings"):
        columns = [row["name"] for row in db.execute(f"pragma table_info({table})") if row["name"] != "scan"]
        names = ", ".join(f'"{name}"' for name in columns)
        db.execute(
            f"insert into {table} (scan, {names}) select ?, {names} from {table} where scan = ? order by rowid",
            (scan, base),
        )


def judged_anew(folder: Path, row: ResultRow) -> bool:
    """Whether the archive of a result is there, whole enough to be judged."""
    path = folder / row.archive if row.archive else None
    if path is None or not path.is_file():
        return False
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as db:
        return db.execute("select 1 from meta where name = 'kept' and value = 'text'").fetchone() is None


def changed_verdicts(db: sqlite3.Connection, before: int, after: int) -> list[dict[str, Any]]:
    """Every verdict that is another now, by site and item, with what is said of it then and now."""
    rows = db.execute(
        "select n.site, n.item, o.status as was, n.status as is_now, o.missing as missed, n.missing as misses,"
        " n.reason, n.cause_text, n.quote, n.url, o.url as url_before from findings n join findings o"
        " on o.scan = ? and o.site = n.site and o.item = n.item"
        " where n.scan = ? and n.status <> o.status order by n.site, n.rowid",
        (before, after),
    )
    return [dict(row) for row in rows]


def why(change: dict[str, Any]) -> str:
    """Why a verdict is another now: what proves it, what is missing, or what could not be read, in Thai."""
    if change["url"] != change["url_before"] and change["url"]:
        return f"หลักฐานเป็น {change['url']}"
    return change["cause_text"] or change["reason"] or (f"“{change['quote'][:80]}”" if change["quote"] else "")


def changes_in_words(db: sqlite3.Connection, base: ScanRow, scan: ScanRow) -> str:
    """What judging again changed, in Thai."""
    changes = changed_verdicts(db, base.id, scan.id)
    judged = db.execute("select count(*) from jobs where scan = ? and state = 'done'", (scan.id,)).fetchone()[0]
    lines = [f"ตัดสินใหม่ {judged} เว็บไซต์ ผลเปลี่ยน {len(changes)} ข้อ ใน {len({one['site'] for one in changes})} เว็บไซต์"]
    if base.rules_version != scan.rules_version:
        lines.append(f"กติกา {base.rules_version} → {scan.rules_version}")
    if base.criteria_version != scan.criteria_version:
        lines.append(f"หลักเกณฑ์ {base.criteria} ({base.criteria_version}) → {scan.criteria} ({scan.criteria_version})")
    kinds = Counter((one["was"], one["is_now"]) for one in changes)
    lines += [f"  {was} → {is_now}: {count}" for (was, is_now), count in sorted(kinds.items())]
    for one in changes[:SHOWN]:
        lines.append(f"  {one['site']} {one['item']}: {one['was']} → {one['is_now']} {why(one)}".rstrip())
    if len(changes) > SHOWN:
        lines.append(f"  … อีก {len(changes) - SHOWN} ข้อ")
    old = db.execute(
        "select count(*) from results where scan = ? and rules_version <> ? and archive = ''",
        (scan.id, scan.rules_version),
    ).fetchone()[0]
    if old:
        lines.append(f"ไม่มีฐานข้อมูลให้ตัดสินใหม่ {old} เว็บไซต์ ใช้ผลเดิม")
    return "\n".join(lines)


def _cores() -> int:
    import os

    return os.cpu_count() or 1
