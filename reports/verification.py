"""A submitted list as checked, ready to be rendered, and its forms: JSON, lines for a terminal, and one HTML page."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass

import click

from reports import safe, thai
from reports.terminal import wrap

SCHEMA = "oit-verification/1"
STATES = ("ok", "fault", "undecided")
GRADES = ("fault", "undecided", "advice")  # of a remark; advice never counts
NAMES = {"ok": "ใช้ได้", "fault": "ต้องแก้", "undecided": "ยังบอกไม่ได้"}
SYMBOLS = {"ok": "✓", "fault": "✗", "undecided": "?"}
_COLOURS = {"ok": "green", "fault": "red", "undecided": "yellow"}


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to know about an address or item. ``code`` is a fixed word, ``text`` a Thai sentence."""

    code: str
    grade: str  # GRADES
    text: str


@dataclass(frozen=True, slots=True)
class AddressCheck:
    """One address of the list. ``path`` are the clicks from the home page: words of each link, the page last."""

    url: str
    note: str
    row: int
    state: str  # STATES
    opened: str  # yes, no, unknown
    verdict: str  # of this address alone by the item's rule: an item status; "" when it was not judged
    linked: bool
    path: tuple[str, ...]
    remarks: tuple[Remark, ...]


@dataclass(frozen=True, slots=True)
class ItemCheck:
    """One item with its addresses. ``better`` are addresses that the crawl found and that answer more of it."""

    item: str
    title: str
    year: int
    state: str
    verdict: str  # of all its addresses together
    addresses: tuple[AddressCheck, ...]
    remarks: tuple[Remark, ...]
    better: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verification:
    """A whole list, checked."""

    source: str
    url: str
    agency: str
    criteria: str
    criteria_title: str
    year: int
    tool: str
    checked: str  # when the site was read, ISO 8601
    items: tuple[ItemCheck, ...]
    problems: tuple[str, ...] = ()

    @property
    def state(self) -> str:
        """A fault anywhere, else something undecided, else all well."""
        states = {item.state for item in self.items} | ({"fault"} if self.problems else set())
        return next((state for state in ("fault", "undecided") if state in states), "ok")

    def count(self, state: str) -> int:
        """How many items are in ``state``."""
        return sum(item.state == state for item in self.items)


def as_json(check: Verification) -> str:
    """The check as JSON text in a fixed order of keys, ending in a line feed."""
    data = {"schema": SCHEMA, "state": check.state, **asdict(check)}
    text = json.dumps(data, ensure_ascii=False, indent=2) + "\n"
    return text.encode("utf-8", "replace").decode("utf-8")


def as_terminal(check: Verification, width: int = 100, color: bool = False) -> str:
    """The check as lines of at most ``width`` columns: what is wrong first in full, then what is well in one line."""
    lines = [f"ตรวจรายการที่อยู่ OIT ปี {check.year}: {safe.text(check.source, 80)}"]
    lines += wrap(f"{safe.text(check.agency or check.url, 120)}  {safe.shown(check.url, 100)}", width)
    counts = "   ".join(f"{SYMBOLS[state]} {NAMES[state]} {check.count(state)} ข้อ" for state in STATES)
    lines += ["", counts]
    for problem in check.problems:
        lines += wrap(f"✗ {safe.text(problem, 300)}", width, "  ")
    for item in check.items:
        if item.state != "ok" or any(item.remarks) or any(address.remarks for address in item.addresses):
            lines += ["", *_item(item, width, color)]
    well = [item.item for item in check.items if item.state == "ok"]
    if well:
        lines += ["", *wrap(f"ใช้ได้: {' '.join(well)}", width, "  ")]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _item(item: ItemCheck, width: int, color: bool) -> Iterator[str]:
    head = f"{SYMBOLS[item.state]} {item.item} {safe.text(item.title, 90)}"
    yield click.style(head, fg=_COLOURS[item.state]) if color else head
    for remark in item.remarks:
        yield from _lines(f"{_mark(remark)} {safe.text(remark.text, 500)}", width, 4)
    for address in item.addresses:
        row = f" (แถวที่ {address.row})" if address.row else ""
        yield from _lines(f"{SYMBOLS[address.state]} {safe.shown(address.url, 140)}{row}", width, 4)
        if address.path:
            yield from _lines(f"ทางเข้า: {safe.text(' › '.join(address.path), 300)}", width, 6)
        for remark in address.remarks:
            yield from _lines(f"{_mark(remark)} {safe.text(remark.text, 500)}", width, 6)
    for url in item.better:
        yield from _lines(f"→ ควรใช้: {safe.shown(url, 200)}", width, 4)


def _lines(text: str, width: int, indent: int) -> list[str]:
    """A paragraph in lines, all of them set in by ``indent`` and all but the first by two more."""
    return [" " * indent + line for line in wrap(text, width - indent, "  ")]


def _mark(remark: Remark) -> str:
    return {"fault": "✗", "undecided": "?", "advice": "·"}[remark.grade]


def as_html(check: Verification) -> str:
    """The check as one self-contained HTML page; everything of the list and the site is escaped."""
    from reports.page import page

    return page("verification.html", check=check, names=NAMES, states=STATES, thai=thai)


def as_rows(check: Verification) -> list[tuple[str, ...]]:
    """A row per address (or item without one): item, title, address, result, what is wrong, address to use."""
    rows: list[tuple[str, ...]] = [("ข้อ", "ชื่อข้อ", "ที่อยู่ที่ส่ง", "ผล", "สิ่งที่พบ", "ทางเข้าจากหน้าแรก", "ที่อยู่ที่ควรใช้")]
    for item in check.items:
        common = "\n".join(remark.text for remark in item.remarks)
        better = "\n".join(item.better)
        for at, address in enumerate(item.addresses):
            found = "\n".join([*([common] if common and not at else []), *(r.text for r in address.remarks)])
            path = " › ".join(address.path)
            rows.append((item.item, item.title, address.url, NAMES[address.state], found, path, better))
        if not item.addresses:
            rows.append((item.item, item.title, "", NAMES[item.state], common, "", better))
    return rows
