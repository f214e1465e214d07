"""The auditor's list: agencies with their addresses, from CSV, XLSX (XLS, ODS) or text.

Nothing of a row is lost: columns that are not known are kept as extras, rows whose address is none are kept with the
reason, and a second row with the same address is kept and points to the first.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

from checker.scan.results import ResultRow, SiteRow
from checker.submission import SubmissionError, addresses, workbook_rows
from crawler.address import AddressError, host_of, key, start_address
from crawler.encoding import decode
from crawler.text import fold, tidy

MAX_BYTES = 50_000_000
MAX_ROWS = 100_000

_HEADS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("address", re.compile(r"url|ลิงก์|ลิงค์|เว็บ|เวบ|website|address|domain|โดเมน|^ที่อยู่$|ที่อยู่เว็บ|homepage")),
    ("province", re.compile(r"จังหวัด|province|changwat")),
    ("kind", re.compile(r"ประเภท|ชนิด|กลุ่ม|kind|type|category")),
    ("name", re.compile(r"ชื่อ|หน่วยงาน|agency|name|organi[sz]ation")),
)
_POSTAL = re.compile(r"ที่อยู่(?:หน่วยงาน|ไปรษณีย์|ที่ตั้ง)|postal|street|mail")  # an address, and not of a website
_NUMBER = re.compile(r"^(?:ที่|ลำดับ(?:ที่)?|no\.?|#|id)$")
_SLUG = re.compile(r"[^a-z0-9.-]+")


class AgencyListError(ValueError):
    """A list that cannot be used; the message says why, in Thai."""


@dataclass(frozen=True, slots=True)
class AgencyList:
    """A list as read. ``notes`` are Thai sentences about what was found odd."""

    name: str  # of the file
    sites: tuple[SiteRow, ...]
    notes: tuple[str, ...] = ()

    @property
    def to_scan(self) -> tuple[SiteRow, ...]:
        """The sites that can be scanned, each once."""
        return tuple(site for site in self.sites if not site.problem and not site.duplicate_of)


def read_list(path: Path) -> AgencyList:
    """Read a list. Raises AgencyListError when it cannot be read or holds no address at all."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise AgencyListError(f"{path}: ใหญ่เกินไปสำหรับรายชื่อหน่วยงาน")
        body = path.read_bytes()
    except OSError as error:
        raise AgencyListError(f"{path}: อ่านไม่ได้ ({error.strerror})") from error
    table = _rows(path, body)
    columns, first = _columns(table)
    sites: list[SiteRow] = []
    for number, row in enumerate(table[first:], first + 1):
        if any(row):
            sites.append(_site(number, row, columns))
    if not any(not site.problem for site in sites):
        raise AgencyListError(
            f"{path}: ไม่พบที่อยู่เว็บไซต์เลย ต้องมีคอลัมน์ที่อยู่เว็บไซต์ (เช่น หัวคอลัมน์ url หรือ เว็บไซต์) หรือข้อความบรรทัดละหนึ่งที่อยู่"
        )
    sites = _numbered(sites)
    return AgencyList(path.name, tuple(sites), _notes(sites, len(table)))


def _rows(path: Path, body: bytes) -> list[list[str]]:
    if body[:4] in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0"):
        try:
            sheets = workbook_rows(path, body)
        except SubmissionError as error:
            raise AgencyListError(str(error)) from error
        best = max(sheets, key=lambda rows: sum(bool(addresses(cell)) for row in rows for cell in row), default=[])
        return [[tidy(cell) for cell in row] for row in best[:MAX_ROWS]]
    text = decode(body)[0].replace("\x00", "")
    if path.suffix.lower() in (".csv", ".tsv"):
        head = text[:4000]
        mark = max((",", ";", "\t"), key=lambda each: (head.count(each), each == ","))
        try:
            return [[tidy(cell) for cell in row] for row in csv.reader(io.StringIO(text), delimiter=mark)][:MAX_ROWS]
        except csv.Error as error:
            raise AgencyListError(f"{path}: อ่านเป็น CSV ไม่ได้ ({error})") from error
    return [_line(line) for line in text.splitlines()[:MAX_ROWS]]


def _line(line: str) -> list[str]:
    """A line of text: an address, and a name before or after it; ``#`` begins a remark."""
    line = tidy(line)
    if line.startswith("#"):
        return []
    found = next((word for word in re.split(r"[\s,;]+", line) if "." in word and _address(word)), "")
    return [tidy(line.replace(found, " ")).strip(",;: "), found] if found else [line, ""] if line else []


def _columns(table: Sequence[Sequence[str]]) -> tuple[dict[int, str], int]:
    """What every column is, by its heading or, without headings, by what stands in it; and the first row of data."""
    for number, row in enumerate(table[:10]):
        named: dict[int, str] = {}
        for column, cell in enumerate(row):
            folded = fold(cell)
            if not folded or len(folded) > 60 or addresses(cell) or _POSTAL.search(folded):
                continue
            for name, words in _HEADS:
                if name not in named.values() and words.search(folded):
                    named[column] = name
                    break
        if "address" in named.values():
            rest = {at: tidy(cell) for at, cell in enumerate(row) if at not in named and cell}
            return {at: f"+{head}" for at, head in rest.items() if not _NUMBER.match(fold(head))} | named, number + 1
    return {}, 0


def _site(number: int, row: Sequence[str], columns: dict[int, str]) -> SiteRow:
    if columns:
        cells = {name: row[at] for at, name in columns.items() if at < len(row) and row[at]}
    else:
        at = next((at for at, cell in enumerate(row) if addresses(cell) or ("." in cell and _address(cell))), None)
        others = [cell for place, cell in enumerate(row) if place != at and cell and not cell.isdigit()]
        cells = dict(zip(("name", "kind", "province"), others, strict=False))
        cells |= {f"+{place}": cell for place, cell in enumerate(others[3:], 4)}
        if at is not None:
            cells["address"] = row[at]
    written = cells.pop("address", "")
    address, problem = "", ""
    try:
        address = start_address((addresses(written) or (written,))[0])
    except AddressError as error:
        problem = str(error) if written else "ไม่มีที่อยู่เว็บไซต์"
    return SiteRow(
        id="",
        name=cells.get("name", ""),
        address=address,
        kind=cells.get("kind", ""),
        province=cells.get("province", ""),
        extras={name[1:]: cell for name, cell in cells.items() if name.startswith("+")}
        | ({"address": written} if problem and written else {}),
        position=number,
        host=host_of(address),
        problem=problem,
    )


def _address(word: str) -> str:
    try:
        return start_address(word)
    except AddressError:
        return ""


def _numbered(sites: Sequence[SiteRow]) -> list[SiteRow]:
    """Every row with an id of its own; rows whose address was there before point to it."""
    first: dict[str, str] = {}
    ids: set[str] = set()
    found: list[SiteRow] = []
    for site in sites:
        same = same_site(site.address) if site.address else ""
        base = site_id(site.address) if site.address else "row-" + _short(f"{site.name}|{site.extras}")
        name = base
        if same in first or name in ids:
            name = f"{base}~{_short(site.name)}"
        while name in ids:
            name += "+"
        ids.add(name)
        found.append(replace(site, id=name, duplicate_of=first.get(same, "") if same else ""))
        if same:
            first.setdefault(same, name)
    return found


def same_site(address: str) -> str:
    """What two spellings of one site's address share: neither scheme nor www counts."""
    return key(address).partition("://")[2].removeprefix("www.").rstrip("/")


def twins(sites: Iterable[SiteRow], found: Mapping[str, ResultRow]) -> dict[str, str]:
    """Of sites in the order of their list, those whose address led to the website that an earlier one's led to, too;
    each with the earlier one. Only what was read is known to be the same."""
    first: dict[str, str] = {}
    same = {}
    for site in sites:
        result = found.get(site.id)
        if result is None or result.state != "done" or not result.reached:
            continue
        owner = first.setdefault(same_site(result.reached), site.id)
        if owner != site.id:
            same[site.id] = owner
    return same


def site_id(address: str) -> str:
    """The name that a site's files go by: its host, then its port and a mark of its folder when it has one."""
    parts = urlsplit(address)
    name = _SLUG.sub("-", (parts.hostname or "").strip("[]").replace(":", "-"))
    if parts.port:
        name += f"-{parts.port}"
    if parts.path.strip("/") or parts.query:
        name += f"_{_short(f'{parts.path}?{parts.query}')}"
    return name[:120]


def _short(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def _notes(sites: Sequence[SiteRow], rows: int) -> tuple[str, ...]:
    notes = []
    bad = [site for site in sites if site.problem]
    twice = [site for site in sites if site.duplicate_of]
    if bad:
        shown = "; ".join(f"แถว {site.position} {site.name}: {site.problem}" for site in bad[:5])
        notes.append(f"ใช้ไม่ได้ {len(bad)} แถว: {shown}{' …' if len(bad) > 5 else ''}")
    if twice:
        shown = "; ".join(f"แถว {site.position} ซ้ำกับ {site.duplicate_of}" for site in twice[:5])
        notes.append(f"ที่อยู่ซ้ำ {len(twice)} แถว: {shown}{' …' if len(twice) > 5 else ''}")
    if rows >= MAX_ROWS:
        notes.append(f"อ่านเพียง {MAX_ROWS} แถวแรก")
    return tuple(notes)
