"""The results database of a scan, ``scan.db`` in its folder: which sites, what came of each, and every finding.

A result is written whole or not at all, in one transaction with the state of its job; writing it again replaces it.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any, TypeVar

import sqlite_utils

NAME = "scan.db"
VERSION = 1
PATIENCE = 60.0  # seconds to wait for another process that writes


class ScanVersionError(RuntimeError):
    """The database was written by a newer version of the program."""


@dataclass(frozen=True, slots=True)
class ScanRow:
    """One scan, or one judging again. Times are ISO 8601, UTC; ``judged_from`` is the scan whose archives were judged
    again, 0 for a scan that crawled."""

    id: int
    started: str
    finished: str  # "" while it runs
    year: int
    criteria: str
    criteria_version: str
    rules_version: str
    program_version: str
    list_name: str
    judged_from: int = 0
    options: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SiteRow:
    """A site of the list. ``id`` names its files and stays the same from list to list."""

    id: str
    name: str
    address: str  # cleaned; "" when the list's words are no address
    kind: str = ""
    province: str = ""
    extras: dict[str, str] = field(default_factory=dict)
    position: int = 0  # row of the list, from 1
    host: str = ""
    duplicate_of: str = ""  # site with the same address, earlier in the list
    same_site_as: str = ""  # site that this one's address led to, too
    problem: str = ""  # Thai: why the row cannot be scanned; "" when it can


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One item of one site. ``missing`` are the keys of the elements that are not there."""

    item: str
    status: str  # reports.model.ITEM_STATUSES, a reviewer's word laid over
    confidence: float = 0.0  # 0..1
    cause: str = ""  # why undecided: a word of crawler.causes.CAUSES
    cause_text: str = ""  # Thai
    missing: tuple[str, ...] = ()
    url: str = ""
    title: str = ""
    quote: str = ""
    reason: str = ""  # Thai
    year_found: int = 0
    reviewer_status: str = ""
    reviewer_note: str = ""


@dataclass(frozen=True, slots=True)
class ResultRow:
    """What came of one site in one scan. Sizes in bytes, times in seconds, ``peak_mb`` in 1024² bytes."""

    site: str
    state: str  # done, failed
    cause: str = ""
    cause_text: str = ""
    score: float = 0.0
    low: float = 0.0
    high: float = 0.0
    passed: int = 0
    pages: int = 0
    documents: int = 0
    requests: int = 0
    bytes: int = 0
    seconds: float = 0.0
    cpu: float = 0.0
    peak_mb: float = 0.0
    maker: str = ""
    hijacked: int = 0
    archive: str = ""  # relative to the folder; "" when it was not kept
    report: str = ""
    disk: int = 0  # bytes the site takes in the folder
    rules_version: str = ""
    criteria_version: str = ""
    judged_at: str = ""
    finished: str = ""
    reached: str = ""  # the address it was read by, after redirects
    server: str = ""  # IP addresses that it is on, spaces between


_SCHEMA: dict[str, tuple[dict[str, type], str | tuple[str, ...]]] = {
    "scans": (
        {
            "id": int,
            "started": str,
            "finished": str,
            "year": int,
            "criteria": str,
            "criteria_version": str,
            "rules_version": str,
            "program_version": str,
            "list_name": str,
            "judged_from": int,
            "options": str,
        },
        "id",
    ),
    "sites": (
        {
            "id": str,
            "name": str,
            "address": str,
            "kind": str,
            "province": str,
            "extras": str,
            "position": int,
            "host": str,
            "duplicate_of": str,
            "same_site_as": str,
            "problem": str,
        },
        "id",
    ),
    "scan_sites": ({"scan": int, "site": str, "position": int}, ("scan", "site")),
    "jobs": (
        {
            "scan": int,
            "site": str,
            "state": str,
            "attempts": int,
            "lease_until": float,
            "worker": str,
            "heartbeat": float,
            "cause": str,
            "look": int,
            "not_before": float,
            "position": int,
            "round": int,
            "salvage": str,
        },
        ("scan", "site"),
    ),
    "results": (
        {"scan": int}
        | {
            f.name: {"int": int, "float": float}.get(str(f.type), str)  # annotations are strings here
            for f in fields(ResultRow)
        },
        ("scan", "site"),
    ),
    "findings": (
        {"scan": int, "site": str}
        | {f.name: {"int": int, "float": float}.get(str(f.type), str) for f in fields(FindingRow)},
        ("scan", "site", "item"),
    ),
}


def path_in(folder: Path) -> Path:
    """Where the database of a scan's folder stands."""
    return folder / NAME


def connect(folder: Path, *, write: bool = False) -> sqlite3.Connection:
    """Open the database of a folder; with ``write`` it is made when it is not there.

    Raises FileNotFoundError when there is none to read, ScanVersionError when a newer program wrote it.
    """
    path = path_in(folder)
    if not write and not path.is_file():
        raise FileNotFoundError(path)
    how = path.resolve().as_uri() + ("" if write else "?mode=ro")
    connection = sqlite3.connect(how, uri=True, timeout=PATIENCE, isolation_level=None, check_same_thread=False)
    connection.row_factory = sqlite3.Row
    if write:
        connection.execute("pragma journal_mode = wal")
        connection.execute("pragma synchronous = normal")
    known = int(connection.execute("pragma user_version").fetchone()[0])
    if known > VERSION:
        connection.close()
        raise ScanVersionError(f"scan database of version {known}; this program knows up to {VERSION}")
    if write and known < VERSION:
        with transaction(connection):
            _make(connection)
            connection.execute(f"pragma user_version = {VERSION}")
    return connection


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Everything inside is written, or nothing; nobody else writes meanwhile."""
    connection.execute("begin immediate")
    try:
        yield
    except BaseException:
        connection.execute("rollback")
        raise
    connection.execute("commit")


def _make(connection: sqlite3.Connection) -> None:
    db = sqlite_utils.Database(connection)
    for name, (columns, key) in _SCHEMA.items():
        if name not in db.table_names():
            connection.execute(db.create_table_sql(name, columns, pk=key))
    connection.execute("create index if not exists jobs_by_state on jobs (scan, state, position)")
    connection.execute("create index if not exists findings_by_item on findings (scan, item, status)")


def _packed(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: json.dumps(value, ensure_ascii=False, sort_keys=True) if isinstance(value, dict | tuple | list) else value
        for name, value in row.items()
    }


def put(connection: sqlite3.Connection, table: str, row: Mapping[str, Any]) -> None:
    """Write one row in place of the one with the same key."""
    packed = _packed(row)
    names = ", ".join(f'"{name}"' for name in packed)
    marks = ", ".join("?" * len(packed))
    connection.execute(f"insert or replace into {table} ({names}) values ({marks})", tuple(packed.values()))


# --- writing --------------------------------------------------------------------------------------


def begin_scan(connection: sqlite3.Connection, scan: ScanRow) -> int:
    """Store a new scan and return its number; ``scan.id`` is not looked at."""
    row = _packed({name: value for name, value in asdict(scan).items() if name != "id"})
    marks = ", ".join("?" * len(row))
    cursor = connection.execute(f"insert into scans ({', '.join(row)}) values ({marks})", tuple(row.values()))
    return int(cursor.lastrowid or 0)


def put_site(connection: sqlite3.Connection, scan: int, site: SiteRow) -> None:
    """Store a site as the list has it now, as a member of a scan."""
    put(connection, "sites", asdict(site))
    put(connection, "scan_sites", {"scan": scan, "site": site.id, "position": site.position})


def write_result(
    connection: sqlite3.Connection, scan: int, result: ResultRow, findings: tuple[FindingRow, ...] = ()
) -> None:
    """Store what came of a site, in place of what stood there before. Call it inside ``transaction``."""
    connection.execute("delete from findings where scan = ? and site = ?", (scan, result.site))
    put(connection, "results", {"scan": scan} | asdict(result))
    for finding in findings:
        put(connection, "findings", {"scan": scan, "site": result.site} | asdict(finding))


# --- reading --------------------------------------------------------------------------------------

Row = TypeVar("Row", ScanRow, SiteRow, ResultRow, FindingRow)
_JSON = {"options", "extras", "missing"}


def _unpacked(kind: type[Row], row: sqlite3.Row) -> Row:
    values = {f.name: row[f.name] for f in fields(kind)}
    for name in _JSON & values.keys():
        values[name] = json.loads(values[name] or "null") or ({} if name != "missing" else ())
    if "missing" in values:
        values["missing"] = tuple(values["missing"])
    return kind(**values)


def scans(connection: sqlite3.Connection) -> tuple[ScanRow, ...]:
    """All scans of the folder, oldest first."""
    return tuple(_unpacked(ScanRow, row) for row in connection.execute("select * from scans order by id"))


def newest(connection: sqlite3.Connection) -> ScanRow | None:
    """The newest scan, None when there is none."""
    found = scans(connection)
    return found[-1] if found else None


def sites(connection: sqlite3.Connection, scan: int) -> tuple[SiteRow, ...]:
    """The sites of a scan in the order of its list. Names and kinds are those of the newest list."""
    rows = connection.execute(
        "select sites.*, scan_sites.position as place from sites join scan_sites on scan_sites.site = sites.id"
        " where scan_sites.scan = ? order by scan_sites.position, sites.id",
        (scan,),
    )
    return tuple(_unpacked(SiteRow, row) for row in rows)


def results(connection: sqlite3.Connection, scan: int) -> tuple[ResultRow, ...]:
    """What came of the sites of a scan, by site."""
    rows = connection.execute("select * from results where scan = ? order by site", (scan,))
    return tuple(_unpacked(ResultRow, row) for row in rows)


def findings(connection: sqlite3.Connection, scan: int) -> Iterator[tuple[str, FindingRow]]:
    """Every finding of a scan with its site, by site and then as the criteria order their items."""
    rows = connection.execute("select * from findings where scan = ? order by site, rowid", (scan,))
    for row in rows:
        yield row["site"], _unpacked(FindingRow, row)
