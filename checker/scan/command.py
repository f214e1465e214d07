"""``oit scan``: a list and a folder become a scan, or a scan that was cut short is gone on with."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from checker import check
from checker.errors import EXIT_OK, EXIT_UNDECIDED, UserError
from checker.scan import jobs, progress, results
from checker.scan.agencies import AgencyList, AgencyListError, read_list
from checker.scan.cluster import Cluster, own_address
from checker.scan.engine import Engine, Workers
from checker.scan.limiter import Limiter
from checker.scan.matrix_files import write_matrix
from checker.scan.options import ScanOptions, workers_here
from checker.scan.pool import Pool
from checker.scan.results import ResultRow, ScanRow, SiteRow, transaction
from checker.scan.rows import criteria_version, rules_version
from checker.scan.show import Board
from checker.scan.summary import closing_words, note_same_sites
from checker.scan.task import CAUSES
from checker.version import VERSION

LOCK = "scan.lock"


def scan_command(
    list_file: Path | None,
    folder: Path,
    *,
    only: str = "",
    resume: bool = False,
    fresh: bool = False,
    scheduler: str = "",
    quiet: bool = False,
    **chosen: Any,
) -> int:
    """Scan a list into a folder. ``chosen`` are fields of ``ScanOptions``, None where nothing was said.

    Returns the exit code; raises UserError before anything is asked of the network.
    """
    said = {name: value for name, value in chosen.items() if value is not None}
    listed = _listed(list_file)
    if listed is None and not (resume or only):
        raise UserError("ใส่ไฟล์รายชื่อหน่วยงาน (CSV, XLSX หรือข้อความ) หรือ --resume เพื่อทำต่อจากครั้งก่อน")
    _make(folder)
    with alone(folder), closing(open_folder(folder)) as db:
        scan = _begin(db, listed, said, only=only, resume=resume, fresh=fresh)
        options = ScanOptions.of(scan.options, **_of_this_machine(said))
        sites = results.sites(db, scan.id)
        here = own_address(scheduler) if scheduler else "127.0.0.1"
        workers: Workers
        if scheduler:
            workers = Cluster(scheduler, folder)
        else:
            workers = Pool(workers_here(options), f"{options.criteria}:{options.year}")
        limiter = Limiter(options.connections, options.delay, here)
        limiter.start()
        try:
            with Board(quiet=quiet) as board:

                def tell(engine: Engine) -> None:
                    state = progress.state_of(engine, db)
                    progress.write(folder, state)
                    board.show(state)

                engine = Engine(folder, db, scan.id, options, sites, workers, limiter, limiter.place(here), tell)
                finished = engine.run()
        finally:
            limiter.close()
        note_same_sites(db, scan.id)
        if finished:
            db.execute("update scans set finished = ? where id = ?", (now(), scan.id))
        if not quiet:
            click.echo(closing_words(db, scan.id, engine))
        written = write_matrix(folder)
        if not quiet:
            click.echo(f"ตารางหน่วยงาน × ข้อ: {', '.join(str(path) for path in written)}")
        return EXIT_OK if finished else EXIT_UNDECIDED


def _of_this_machine(said: dict[str, Any]) -> dict[str, Any]:
    """What a scan that is gone on with takes from the command and not from its beginning."""
    taken = {name: said[name] for name in ("workers", "deadline", "memory", "second_look") if name in said}
    return {"deadline": 0.0} | taken  # the time there was last time is over


def _listed(path: Path | None) -> AgencyList | None:
    if path is None:
        return None
    try:
        listed = read_list(path)
    except AgencyListError as error:
        raise UserError(str(error)) from error
    for note in listed.notes:
        click.echo(note, err=True)
    return listed


def _make(folder: Path) -> None:
    try:
        for each in (folder, folder / "sites", folder / "logs", folder / "reports"):
            each.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(f"เขียนในโฟลเดอร์ {folder} ไม่ได้ ({error.strerror})") from error


def open_folder(folder: Path) -> sqlite3.Connection:
    try:
        return results.connect(folder, write=True)
    except results.ScanVersionError as error:
        raise UserError(f"{folder}: สร้างด้วยโปรแกรมรุ่นใหม่กว่า ให้ปรับรุ่นโปรแกรมก่อน ({error})") from error
    except sqlite3.DatabaseError as error:
        raise UserError(f"{results.path_in(folder)}: ไม่ใช่ฐานข้อมูลของการสแกน หรือเสียหาย ({error})") from error


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Nobody else works in the folder meanwhile. The system lets go of the lock however this process ends."""
    lock = sqlite3.connect(folder / LOCK, timeout=5.0, isolation_level=None)
    try:
        try:
            lock.execute("begin exclusive")
        except sqlite3.OperationalError as error:
            raise UserError(f"มีการสแกนในโฟลเดอร์ {folder} อยู่แล้ว ดูความคืบหน้าด้วย oit scan --status {folder}") from error
        yield
    finally:
        lock.close()


# --- which scan -----------------------------------------------------------------------------------


def _begin(
    db: sqlite3.Connection, listed: AgencyList | None, said: dict[str, Any], *, only: str, resume: bool, fresh: bool
) -> ScanRow:
    """The scan to work on: the newest when it was cut short, or when a part of it is asked for anew, else a new one."""
    if only:
        return _anew(db, only)
    newest = next((scan for scan in reversed(results.scans(db)) if not scan.judged_from), None)
    if newest is not None and not newest.finished and not fresh:
        wanted = _wanted(listed, said) if listed is not None else None
        if resume or wanted is None or all(newest.options.get(name) == value for name, value in wanted.items()):
            click.echo(f"ทำต่อจากการสแกนที่เริ่มเมื่อ {newest.started[:16].replace('T', ' ')}", err=True)
            return newest
        raise UserError("โฟลเดอร์นี้มีการสแกนที่ยังไม่จบ ของรายชื่อหรือตัวเลือกอื่น ใส่ --resume เพื่อทำต่อ หรือ --fresh เพื่อเริ่มใหม่")
    if listed is None:
        raise UserError("ไม่มีการสแกนที่ค้างอยู่ในโฟลเดอร์นี้")
    return _new(db, listed, said)


def _wanted(listed: AgencyList, said: dict[str, Any]) -> dict[str, Any]:
    """What tells one scan from another."""
    name, year = _criteria(said)
    marks = "\n".join(f"{site.id} {site.address}" for site in listed.sites)
    return {"criteria": name, "year": year, "list": hashlib.sha256(marks.encode()).hexdigest()[:16]}


def _criteria(said: dict[str, Any]) -> tuple[str, int]:
    criteria, year = check.criteria_for(said.get("criteria"), said.get("year"))
    return check._told(said.get("criteria"), criteria), year


def _new(db: sqlite3.Connection, listed: AgencyList, said: dict[str, Any]) -> ScanRow:
    wanted = _wanted(listed, said)
    options = ScanOptions.of(said | {"criteria": wanted["criteria"], "year": wanted["year"]})
    criteria, year = check.criteria_for(options.criteria, options.year)
    scan = ScanRow(
        id=0,
        started=now(),
        finished="",
        year=year,
        criteria=options.criteria,
        criteria_version=criteria_version(criteria),
        rules_version=rules_version(),
        program_version=VERSION,
        list_name=listed.name,
        options=options.stored() | {"list": wanted["list"]},
    )
    with transaction(db):
        number = results.begin_scan(db, scan)
        for site in listed.sites:
            results.put_site(db, number, site)
            if site.problem:
                results.write_result(db, number, _unusable(site))
        jobs.add(db, number, [(site.id, site.position) for site in listed.to_scan])
    return replace(scan, id=number)


def _unusable(site: SiteRow) -> ResultRow:
    words = f"{CAUSES['address']}: {site.problem}"
    return ResultRow(site.id, "failed", "address", words, high=100.0, finished=now())


def _anew(db: sqlite3.Connection, only: str) -> ScanRow:
    """Ask for a part of the newest scan's sites anew; the results of the others stay."""
    scans = [scan for scan in results.scans(db) if not scan.judged_from]
    if not scans:
        raise UserError("--only ใช้กับโฟลเดอร์ที่สแกนแล้วเท่านั้น")
    scan = scans[-1]
    with transaction(db):
        chosen = part_of_scan(db, scan.id, only, [one.id for one in scans[:-1]])
        jobs.again(db, scan.id, chosen)
        db.execute("update scans set finished = '' where id = ?", (scan.id,))
    click.echo(f"ดูใหม่ {len(chosen)} เว็บไซต์", err=True)
    return replace(scan, finished="")


def part_of_scan(db: sqlite3.Connection, scan: int, only: str, before: Sequence[int]) -> list[str]:
    """The sites of a scan that ``--only`` means: ``failed``, ``undecided`` (some item is), or ``changed`` (verdicts, or
    the address in the list, are others than in the scan before; all when there is none)."""
    if only == "failed":
        rows = db.execute(
            "select site from jobs where scan = ? and state in ('failed', 'done') and site in"
            " (select site from results where scan = ? and state = 'failed') order by position, site",
            (scan, scan),
        )
    elif only == "undecided":
        rows = db.execute(
            "select site from jobs where scan = ? and site in"
            " (select site from findings where scan = ? and status = 'undecided') order by position, site",
            (scan, scan),
        )
    else:
        last = before[-1] if before else 0
        rows = db.execute(
            "select site from jobs where scan = ?1 and (not exists (select 1 from scan_sites s where s.scan = ?2"
            " and s.site = jobs.site) or exists (select 1 from findings n left join findings o on o.scan = ?2"
            " and o.site = n.site and o.item = n.item where n.scan = ?1 and n.site = jobs.site"
            " and o.status is not n.status)) order by position, site",
            (scan, last),
        )
    return [str(row[0]) for row in rows]


def status_command(folder: Path) -> int:
    """Say how far the newest scan of a folder is. Returns the exit code."""
    state = progress.read(folder)
    if state is None:
        raise UserError(f"ยังไม่มีการสแกนในโฟลเดอร์ {folder}")
    from checker.scan.show import as_lines

    click.echo(as_lines(state))
    if not state.alive and (state.running or state.waiting or state.later):
        click.echo("ไม่มีโปรแกรมทำงานอยู่ ทำต่อด้วย oit scan --resume -o " + str(folder))
    return EXIT_OK


def now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
