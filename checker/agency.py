"""The agency's own file: its name and kind, further hosts, and addresses that a person pinned to items.

[agency]
name = "เทศบาลตำบลตัวอย่าง"
kind = "local"
hosts = ["ita.example.go.th"]

[pins]
O12 = ["https://www.example.go.th/procurement/2568"]

[verdicts.O12]                    # a reviewer's word, as ``oit review`` writes it
verdict = "pass"
by = "นางสาวสุดา แก้วใส"
date = 2025-03-14
reason = "read_by_hand"
machine = "undecided"
addresses = ["https://www.example.go.th/procurement/2568"]
seen = "sha256 of what stood there"
expires = 2025-09-30
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

KINDS = ("local", "province", "hospital", "school", "university", "police", "central", "other")


class AgencyFileError(ValueError):
    """An agency file that cannot be used; the message names file and key."""


# Why a person's word differs from the machine's: the word in the file, and what it means.
REASONS = {
    "read_by_hand": "เปิดอ่านสิ่งที่โปรแกรมอ่านไม่ได้แล้ว",
    "misread": "โปรแกรมอ่านหรือเทียบผิด",
    "elsewhere": "หลักฐานอยู่ในที่ที่โปรแกรมไม่ได้เปิด",
    "interpretation": "ตีความหลักเกณฑ์ของข้อนี้ต่างจากโปรแกรม",
    "assessor": "ผู้ประเมินวินิจฉัยแล้ว",
    "other": "เหตุอื่น",
}
VERDICTS = ("pass", "partial", "stale", "missing")
_VERDICT_KEYS = ("verdict", "by", "date", "reason", "note", "machine", "addresses", "seen", "expires")


@dataclass(frozen=True, slots=True)
class Word:
    """A reviewer's word on one item. ``seen`` is the fingerprint of ``addresses`` when it was given."""

    verdict: str
    by: str
    date: str  # ISO 8601, as all dates here
    reason: str
    note: str = ""
    machine: str = ""  # the machine's status then
    addresses: tuple[str, ...] = ()
    seen: str = ""
    expires: str = ""


@dataclass(frozen=True)
class AgencyFile:
    """What a person said about the agency. Empty values mean: find out by program."""

    name: str = ""
    kind: str = ""
    hosts: tuple[str, ...] = ()
    pins: dict[str, tuple[str, ...]] = field(default_factory=dict)
    verdicts: dict[str, Word] = field(default_factory=dict)


def load_agency(path: Path) -> AgencyFile:
    """Read an agency file strictly. Raises AgencyFileError."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise AgencyFileError(f"{path}: cannot be read ({error.strerror})") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise AgencyFileError(f"{path}: {error}") from error
    _only(path, "", data, ("agency", "pins", "verdicts"))
    agency = data.get("agency", {})
    _only(path, "agency.", agency, ("name", "kind", "hosts"))
    kind = agency.get("kind", "")
    if kind and kind not in KINDS:
        raise AgencyFileError(f"{path}: agency.kind: {kind!r} is none of {', '.join(KINDS)}")
    pins = data.get("pins", {})
    for item, urls in pins.items():
        if not isinstance(urls, list) or not all(isinstance(u, str) and u.startswith("http") for u in urls):
            raise AgencyFileError(f"{path}: pins.{item}: must be a list of addresses that begin with http")
    return AgencyFile(
        str(agency.get("name", "")),
        kind,
        tuple(agency.get("hosts", ())),
        {item: tuple(urls) for item, urls in sorted(pins.items())},
        _verdicts(path, data.get("verdicts", {})),
    )


def _verdicts(path: Path, table: object) -> dict[str, Word]:
    if not isinstance(table, dict):
        raise AgencyFileError(f"{path}: verdicts: must be tables, one an item: [verdicts.O12]")
    return {item: _word(path, f"verdicts.{item}", entry) for item, entry in sorted(table.items())}


def _word(path: Path, place: str, entry: object) -> Word:
    _only(path, f"{place}.", entry, _VERDICT_KEYS)
    assert isinstance(entry, dict)

    def text(key: str, needed: bool = False) -> str:
        value = entry.get(key, "")
        if not isinstance(value, str) or (needed and not value.strip()):
            raise AgencyFileError(f"{path}: {place}.{key}: must be text")
        return value

    def day(key: str, needed: bool = False) -> str:
        value = entry.get(key)
        if isinstance(value, date) or (value is None and not needed):
            return value.isoformat()[:10] if value else ""
        raise AgencyFileError(f"{path}: {place}.{key}: must be a date such as 2025-03-14, without quotation marks")

    if text("verdict", True) not in VERDICTS:
        raise AgencyFileError(f"{path}: {place}.verdict: {entry['verdict']!r} is none of {', '.join(VERDICTS)}")
    if text("reason", True) not in REASONS:
        raise AgencyFileError(f"{path}: {place}.reason: {entry['reason']!r} is none of {', '.join(REASONS)}")
    if entry["reason"] == "other" and not text("note").strip():
        raise AgencyFileError(f"{path}: {place}.note: must say why when the reason is 'other'")
    addresses = entry.get("addresses", [])
    if not isinstance(addresses, list) or not all(isinstance(url, str) for url in addresses):
        raise AgencyFileError(f"{path}: {place}.addresses: must be a list of addresses")
    return Word(
        verdict=entry["verdict"],
        by=text("by", True),
        date=day("date", True),
        reason=entry["reason"],
        note=text("note"),
        machine=text("machine"),
        addresses=tuple(addresses),
        seen=text("seen"),
        expires=day("expires"),
    )


def _only(path: Path, prefix: str, table: object, known: tuple[str, ...]) -> None:
    if not isinstance(table, dict):
        raise AgencyFileError(f"{path}: {prefix.rstrip('.')}: must be a table")
    for key in table:
        if key not in known:
            raise AgencyFileError(f"{path}: unknown key {prefix}{key}; known: {', '.join(known)}")
