"""Scores of earlier years: read from TOML or CSV, compared, totalled at each year's weights, with the band.

TOML: a table a year, all ten indicators by number; ``total``, ``band`` and ``[2567.change]`` are what the agency's own
document prints.

    [2567]
    1 = 90.64
    10 = 100.0
    total = 90.65
    eit1 = 86.9
    eit2 = 84.2

CSV: a row an indicator, a column a year; a column ผลต่าง or "change" for the printed differences, a row รวม or "total".
"""

from __future__ import annotations

import csv
import io
import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from statistics import fmean
from typing import Any

from checker.score import ita_total
from config.loader import Scoring, available, load_criteria
from crawler.encoding import decode
from crawler.text import digits
from reports.plan import Comparison, IndicatorYears, YearTotal, points, signed

INDICATORS: dict[str, tuple[str, str]] = {
    "1": ("การปฏิบัติหน้าที่", "IIT"),
    "2": ("การใช้งบประมาณ", "IIT"),
    "3": ("การใช้อำนาจ", "IIT"),
    "4": ("การใช้ทรัพย์สินของราชการ", "IIT"),
    "5": ("การแก้ไขปัญหาการทุจริต", "IIT"),
    "6": ("คุณภาพการดำเนินงาน", "EIT"),
    "7": ("ประสิทธิภาพการสื่อสาร", "EIT"),
    "8": ("การปรับปรุงการทำงาน", "EIT"),
    "9": ("การเปิดเผยข้อมูล", "OIT"),
    "10": ("การป้องกันการทุจริต", "OIT"),
}
PASS = 85.0  # the mark of the assessment
LOWEST = 3
CLOSE = 0.0151  # printed figures are rounded twice
_SETTLED = 2568  # up to this year the weights reproduce published totals
_FIRST = 2562  # the first year of ten indicators
_OLDEST = "2565"  # the oldest criteria file; its weights hold for the years before


class ScoresError(ValueError):
    """A file of scores that cannot be used; the message says which year and indicator, in Thai."""


@dataclass(slots=True)
class YearScores:
    """One year as given: indicators by number, and what its document prints."""

    year: int
    indicators: dict[str, float] = field(default_factory=dict)
    eit1: float | None = None
    eit2: float | None = None
    total: float | None = None
    band: str = ""
    change: dict[str, float] = field(default_factory=dict)  # printed differences; "total" among them


def load_scores(path: Path) -> tuple[YearScores, ...]:
    """The years of a file, oldest first. Raises ScoresError."""
    try:
        body = path.read_bytes()
    except OSError as error:
        raise ScoresError(f"{path}: อ่านไม่ได้ ({error.strerror})") from error
    years = _toml(path, body) if path.suffix.lower() == ".toml" else _csv(path, decode(body)[0])
    if not years:
        raise ScoresError(f"{path}: ไม่มีคะแนนของปีใดเลย")
    for year in years:
        if lacking := [code for code in INDICATORS if code not in year.indicators]:
            raise ScoresError(f"{path}: ปี {year.year} ขาดคะแนนตัวชี้วัดที่ {', '.join(lacking)} ต้องมีครบ 10 ตัวชี้วัด")
    return tuple(sorted(years, key=lambda one: one.year))


def _toml(path: Path, body: bytes) -> list[YearScores]:
    try:
        data = tomllib.loads(body.decode("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ScoresError(f"{path}: {error}") from error
    years = []
    for name, table in data.items():
        place = f"{path}: [{name}]"
        if not re.fullmatch(r"25\d\d", name) or not isinstance(table, dict):
            raise ScoresError(f"{place}: ชื่อตารางต้องเป็นปี พ.ศ. เช่น [2567]")
        year = YearScores(_year(place, name))
        for key, value in table.items():
            if key == "change" and isinstance(value, dict):
                year.change = {code: _number(f"{place} change {code}", one, -100) for code, one in value.items()}
            elif key == "band" and isinstance(value, str):
                year.band = value
            else:
                _put(year, place, key, value)
        years.append(year)
    return years


def _csv(path: Path, text: str) -> list[YearScores]:
    head, *rows = [[cell.strip() for cell in row] for row in csv.reader(io.StringIO(text.lstrip("\ufeff"))) if any(row)]
    columns: dict[int, YearScores] = {}
    changes = -1
    for at, cell in enumerate(head):
        if found := re.search(r"25\d\d", digits(cell)):
            columns[at] = YearScores(_year(str(path), found[0]))
        elif re.search(r"ผลต่าง|เพิ่ม|ลด|change", cell, re.IGNORECASE):
            changes = at
    if not columns:
        raise ScoresError(f"{path}: แถวแรกไม่มีคอลัมน์ของปีใด เช่น ตัวชี้วัด,2566,2567")
    last = max(columns.values(), key=lambda year: year.year)
    for row in rows:
        key = _row_key(row[0])
        if not key:
            continue
        for at, year in columns.items():
            if at < len(row) and row[at]:
                _put(year, f"{path}: ปี {year.year}", key, _text_number(row[at]))
        if 0 <= changes < len(row) and row[changes]:
            last.change[key] = _number(f"{path}: ผลต่าง {key}", _text_number(row[changes]), -100)
    return list(columns.values())


def _row_key(cell: str) -> str:
    folded = digits(cell).casefold()
    if found := re.search(r"eit\D*([12])\b", folded):
        return f"eit{found[1]}"
    if re.search(r"รวม|เฉลี่ย|total|ita\b", folded):
        return "total"
    found = re.search(r"\d+", folded)
    return found[0] if found and found[0] in INDICATORS else ""


def _text_number(cell: str) -> float | str:
    plain = digits(cell).replace("−", "-").replace("–", "-").replace("%", "").replace(" ", "")
    try:
        return float(plain)
    except ValueError:
        return cell


def _put(year: YearScores, place: str, key: str, value: Any) -> None:
    if key in INDICATORS:
        year.indicators[key] = _number(f"{place} ตัวชี้วัดที่ {key}", value)
    elif key in ("eit1", "eit2", "total"):
        setattr(year, key, _number(f"{place} {key}", value))
    else:
        raise ScoresError(f"{place}: ไม่รู้จัก {key!r} ใช้ได้คือ 1 ถึง 10, eit1, eit2, total, band และ change")


def _number(place: str, value: Any, least: float = 0.0) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool) or not least <= value <= 100:
        raise ScoresError(f"{place}: ต้องเป็นตัวเลข {least:g} ถึง 100 ไม่ใช่ {value!r}")
    return float(value)


def _year(place: str, text: str) -> int:
    newest = int(available()[0])
    if not _FIRST <= int(text) <= newest:
        raise ScoresError(f"{place}: ไม่ทราบน้ำหนักคะแนนของปี {text} (ใช้ได้ {_FIRST} ถึง {newest})")
    return int(text)


def weights(year: int) -> Scoring:
    """How the year's total is made."""
    name = str(year)
    return load_criteria(name if name in available() else _OLDEST).scoring


def band(year: int, total: float, iit: float, eits: tuple[float, ...], oit: float) -> str:
    """The band of a total and its tools, by the words of that year."""
    if year < 2566:
        marks = ((95, "AA"), (85, "A"), (75, "B"), (65, "C"))
        return next((name for least, name in marks if round(total, 2) >= least), "ต่ำกว่า C")
    lowest = min(iit, oit, *eits)
    if total >= 95 and lowest >= 95:
        return "ผ่านดีเยี่ยม"
    if total >= PASS:
        return "ผ่านดี" if lowest >= PASS else "ผ่าน"
    return "ต้องปรับปรุง" if total >= 70 else "ต้องปรับปรุงโดยด่วน"


def compare(years: tuple[YearScores, ...]) -> Comparison:
    """The years side by side, the lowest indicators of the last one, and where printed figures do not agree."""
    totals = tuple(_total(year) for year in years)
    rows = []
    for code, (name, tool) in INDICATORS.items():
        values = tuple(year.indicators[code] for year in years)
        change = round(values[-1] - values[-2], 2) if len(values) > 1 else 0.0
        rows.append(IndicatorYears(code, name, tool, values, change, years[-1].change.get(code)))
    ordered = sorted(rows, key=lambda row: (row.values[-1], int(row.code)))
    lowest = tuple(row for at, row in enumerate(ordered) if at < LOWEST or row.values[-1] < PASS)
    change = round(totals[-1].total - totals[-2].total, 2) if len(totals) > 1 else 0.0
    return Comparison(
        years=tuple(year.year for year in years),
        rows=tuple(rows),
        totals=totals,
        change=change,
        lowest=lowest,
        remarks=tuple(_remarks(years, rows, totals, change)),
    )


def _total(year: YearScores) -> YearTotal:
    def mean(tool: str) -> float:
        return fmean(year.indicators[code] for code, (_, own) in INDICATORS.items() if own == tool)

    iit, eit, oit = mean("IIT"), mean("EIT"), mean("OIT")
    total = round(ita_total(weights(year.year), iit=iit, eit=eit, oit=oit), 2)
    eits = tuple(part for part in (year.eit1, year.eit2) if part is not None) or (eit,)
    return YearTotal(year.year, iit, eit, oit, total, band(year.year, total, iit, eits, oit), year.total)


def _remarks(
    years: tuple[YearScores, ...], rows: list[IndicatorYears], totals: tuple[YearTotal, ...], change: float
) -> list[str]:
    told = []
    for year, total in zip(years, totals, strict=True):
        if total.printed is not None and abs(total.printed - total.total) > CLOSE:
            told.append(
                f"ปี {year.year}: คะแนนรวมที่พิมพ์ไว้ {points(total.printed)} แต่คำนวณตามน้ำหนักของปีได้ {points(total.total)}"
            )
        if year.band and year.band.strip('“”" ') != total.band:
            told.append(f"ปี {year.year}: ระดับที่พิมพ์ไว้คือ “{year.band}” แต่จากคะแนนที่ให้มาได้ “{total.band}”")
        if year.year >= 2566 and (year.eit1 is None or year.eit2 is None) and total.band in ("ผ่านดีเยี่ยม", "ผ่านดี"):
            mark = 95 if total.band == "ผ่านดีเยี่ยม" else 85
            told.append(
                f"ปี {year.year}: ไม่ได้ให้คะแนน EIT ส่วนที่ 1 และ 2 ระดับ “{total.band}” จึงถือว่าทั้งสองส่วนได้ {mark} ขึ้นไป "
                "หากส่วนใดต่ำกว่านั้น ระดับจะต่ำลง"
            )
        if year.year > _SETTLED:
            told.append(f"ปี {year.year}: น้ำหนักคะแนนของแบบวัดยังไม่ยืนยันจากคู่มือ คะแนนรวมจึงเป็นการประมาณ")
    for row in rows:
        told += _printed(f"ตัวชี้วัดที่ {row.code} {row.name}", row.printed, row.change)
    told += _printed("คะแนนรวม", years[-1].change.get("total"), change)
    return told


def _printed(what: str, printed: float | None, change: float) -> list[str]:
    if printed is None or abs(printed - change) <= CLOSE:
        return []
    if abs(printed + change) <= CLOSE:
        return [f"{what}: เอกสารพิมพ์ผลต่าง {signed(printed)} เครื่องหมายผิด ผลต่างจริงคือ {signed(change)}"]
    return [f"{what}: เอกสารพิมพ์ผลต่าง {signed(printed)} แต่ผลต่างจริงคือ {signed(change)}"]
