"""What plans say: named projects, the money for each, and when they are done; strategy, goals and indicators."""

from __future__ import annotations

import re

from rules.content import Content, quote
from rules.tables import amount, column, either, matching
from rules.wording import AMOUNT, NIL_BUDGET, PERIOD, answered, bare, listed, passage, substantive, words

_FORM = 25  # lines of one project written out as a form: name, reasons, aims, period, money
_PROJECT_HEADING = words(
    r"^[^ก-ฮ]*(?:ลำดับ(?:ที่)?)?(?:ชื่อ|รายชื่อ|รายการ|แผนงาน/|แผน/|ประเด็น/)?(?:แผนงาน|โครงการ|กิจกรรม|หลักสูตร|มาตรการ)"
    r"(?:\s*[/,]?\s*(?:และ|หรือ)?(?:แผนงาน|โครงการ|กิจกรรม|หลักสูตร|มาตรการ|งาน|รายการ|ที่จะดำเนินการ|ที่ดำเนินการ|การพัฒนา|ฝึกอบรม))*[^ก-ฮ]*(?:\([^)]*\))?$"
    r"|ชื่อโครงการ|^รายการ$|^(?:แนวทาง|วิธี)(?:การ)?(?:ดำเนินการ|ดำเนินงาน|ปฏิบัติ)$"
)
_BUDGET_HEADING = words(r"งบประมาณ|วงเงิน|ค่าใช้จ่าย|จำนวนเงิน|เงินงบ|^งบ")
_PERIOD_HEADING = words(
    r"ระยะเวลา|ช่วงเวลา|ห้วงเวลา|ไตรมาส|กำหนดการ|วันเดือนปี|วันที่|เดือน|ปี(?:งบประมาณ)?\s*(?:พ\.ศ\.)?\s*25\d\d|ปีที่ดำเนิน|เวลา(?:ที่)?ดำเนิน|(?:ปฏิทิน|แผน)การดำเนิน"
    r"|^(?:พ\.ศ\.)?\s*25\d\d$"
)
_HEADINGS = (_PROJECT_HEADING, _BUDGET_HEADING, _PERIOD_HEADING)
_NAMED_PROJECT = words(
    r"^[^ก-๙a-z0-9]*(?:\(?\d{1,3}(?:\.\d{1,3})*[.)]?\s*)?(?:ชื่อ)?(?:โครงการ|กิจกรรม|หลักสูตร|มาตรการ)(?![/,]|ที่|ต่าง|ตาม|นี้|และ|ดังกล่าว|ทั้งหมด|พัฒนาแผน)[^\t]{6,}"
)
_BUDGET_TEXT = words(
    r"(?:งบประมาณ|วงเงิน|ค่าใช้จ่าย)[^\d\t]{0,60}(?:จำนวน|รวม|เป็นเงิน)?[^\d\t]{0,20}"
    + AMOUNT.pattern
    + r"|"
    + AMOUNT.pattern
    + r"\s*บาท"
)
_PERIOD_TEXT = words(
    r"(?:ระยะเวลา|ช่วงเวลา|ห้วงเวลา|กำหนด|ดำเนินการ|วันที่|ระหว่าง|เดือน)[^\t]{0,50}?(?:"
    + PERIOD.pattern
    + r")|ไตรมาส(?:ที่)?\s*\d"
)
_PERIOD_CELL = words(rf"^[^ก-๙]*(?:{PERIOD.pattern})[^ก-ฮ]*$")
_MONTH_ABBREVIATION = words(r"(?:ม\.?ค|ก\.?พ|มี\.?ค|เม\.?ย|พ\.?ค|มิ\.?ย|ก\.?ค|ส\.?ค|ก\.?ย|ต\.?ค|พ\.?ย|ธ\.?ค)\.?")
_MARK = re.compile(r"[✓✔√/xX●■▲←→↔<>═*]|[-–—]{2,}|\d")
_ORDINANCE = words(r"(?:ข้อบัญญัติ|เทศบัญญัติ)[^\t]{0,40}งบประมาณ|งบประมาณรายจ่ายประจำปี[^\t]{0,40}(?:ข้อบัญญัติ|เทศบัญญัติ)")
_ACTION_PLAN = words(r"แผน(?:การ)?(?:ดำเนิน|ปฏิบัติ)|แผนการใช้จ่าย|ความก้าวหน้า|ผลการดำเนิน")

_RANGE = words(
    r"(?<!\d)(25[4-9]\d|20[0-4]\d)\s*(?:[-–—−~]|ถึง|จน(?:ถึง)?)\s*(?:พ\.?ศ\.?|ปี)?\s*(?:พ\.?ศ\.?)?\s*(25[4-9]\d|20[0-4]\d|[6-9]\d)(?!\d)"
)
_LONG = words(r"(?:แผน(?:พัฒนา|ยุทธศาสตร์|ปฏิบัติ)?[^\t]{0,30}|ระยะ\s*)(?:\d{1,2}|สาม|สี่|ห้า|สิบ|ยี่สิบ)\s*ปี")
_POLICY = words(r"^[^ก-๙a-z0-9]*\d+(?:\.\d+)*[.)]?\s*(?:นโยบาย|การพัฒนา|พัฒนา)ด้าน[^\t]{6,}")
_STRATEGY = words(
    r"ยุทธศาสตร์(?:การพัฒนา)?ที่\s*\d|^[^ก-๙]*ยุทธศาสตร์\s*\d|ประเด็น(?:ยุทธศาสตร์|การพัฒนา)\s*(?:ที่)?\s*\d|กลยุทธ์(?:ที่)?\s*\d|แนวทาง(?:การ)?พัฒนา(?:ที่)\s*\d"
)
_STRATEGY_HEADING = r"^[^ก-๙]*(?:\d+[.)]\s*)*(?:ประเด็น)?(?:ยุทธศาสตร์|กลยุทธ์|แนวทางการพัฒนา)"
_GOAL_HEADING = r"^[^ก-๙]*(?:เป้าหมาย|เป้าประสงค์|เป้าหมายการพัฒนา|วัตถุประสงค์|จุดมุ่งหมาย)"
_INDICATOR_HEADING = r"^[^ก-๙]*(?:ตัวชี้วัด|ดัชนี|kpi|ค่าเป้าหมาย)"


def projects(content: Content) -> str | None:
    """A project named in a table with its money or time beside it, or named in text with these close by."""
    return column(content, _PROJECT_HEADING, _project_name, row=_plan_cell) or passage(content).near(
        _NAMED_PROJECT,
        words(f"{_BUDGET_TEXT.pattern}|{_PERIOD_TEXT.pattern}|{NIL_BUDGET.pattern}|{AMOUNT.pattern}"),
        within=_FORM,
    )


def budget(content: Content) -> str | None:
    """Money of a project: an amount above zero under งบประมาณ, or an explicit "ไม่ใช้งบประมาณ"."""
    text = passage(content)
    return (
        column(content, _BUDGET_HEADING, either(amount, matching(NIL_BUDGET), matching(r"^[^ก-๙]*ไม่(?:มี|ใช้)[^ก-๙]*$")))
        or text.near(r"โครงการ|กิจกรรม|หลักสูตร|มาตรการ", _BUDGET_TEXT, within=_FORM)
        or (text.near(_NAMED_PROJECT, AMOUNT, within=4) if text.find(_BUDGET_HEADING) else None)
        or text.find(NIL_BUDGET)
    )


def period(content: Content) -> str | None:
    """When a project is done: a date, month, quarter or year under ระยะเวลา, marks in a chart of months, or words."""
    text = passage(content)
    return (
        column(content, _PERIOD_HEADING, either(matching(PERIOD), matching(_MONTH_ABBREVIATION)))
        or _chart(content)
        or text.near(r"โครงการ|กิจกรรม|หลักสูตร|มาตรการ", _PERIOD_TEXT, within=_FORM)
        or (text.near(r"ระยะเวลา|ช่วงเวลา|ห้วงเวลา", PERIOD, within=1) if text.find(_NAMED_PROJECT) else None)
        or listed(text, r"ระยะเวลา|ช่วงเวลา|ห้วงเวลา", matching(_PERIOD_CELL), _HEADINGS)
    )


def _project_name(cell: str) -> bool:
    return substantive(cell, 8) and not _PROJECT_HEADING.search(bare(cell))


def _plan_cell(cell: str) -> bool:
    return (
        amount(cell)
        or bool(NIL_BUDGET.search(bare(cell)))
        or bool(PERIOD.search(bare(cell)))
        or (substantive(cell, 4) and bool(re.search(r"[ก-ฮ]{3}", bare(cell))))
    )


def _chart(content: Content) -> str | None:
    """A row of months above project rows. Arrows drawn in a document leave no text, so there the rows alone suffice."""
    if column(content, "|".join(_MONTHS_OF_CHART), lambda cell: bool(_MARK.search(cell))):
        return quote(_months_line(content) or "")
    line = _months_line(content)
    drawn = content.kind == "document" and projects(content)
    return quote(line) if line and drawn else None


_MONTHS_OF_CHART = (
    r"^ต\.?ค\.?\s*(?:\d\d)?$",
    r"^ม\.?ค\.?\s*(?:\d\d)?$",
    r"^เม\.?ย\.?\s*(?:\d\d)?$",
    r"^ก\.?ค\.?\s*(?:\d\d)?$",
)


def _months_line(content: Content) -> str | None:
    for line in content.lines:
        if len(_MONTH_ABBREVIATION.findall(bare(line))) >= 6:
            return line
    return None


def is_ordinance(content: Content) -> bool:
    """Whether a content is the yearly budget ordinance, which sets money aside but plans no project."""
    head = " ".join(bare(part) for part in (content.title, content.label, *content.lines[:12]))
    return bool(_ORDINANCE.search(head)) and not _ACTION_PLAN.search(head)


def multi_year(content: Content) -> str | None:
    """A plan of more than one year: พ.ศ. 2566-2570, แผนพัฒนาห้าปี, said of a plan or strategy, with a plan's content."""
    if not (strategy(content) or goals(content) or indicators(content) or projects(content)):
        return None
    text = passage(content)
    for _, found in text.spots(r"แผน|ยุทธศาสตร์|ระยะ|งบประมาณ|กลยุทธ์|ปี"):
        hit = _RANGE.search(bare(found))
        if hit and _length(hit) >= 2:
            return found
    for title in (content.title, content.label):
        hit = _RANGE.search(bare(title))
        if hit and _length(hit) >= 2:
            return quote(title)
    return text.find(_LONG)


def _length(hit: re.Match[str]) -> int:
    """Years from the first to the last of a range, both counted."""
    first, last = int(hit[1]), int(hit[2])
    last = last if last > 99 else first - first % 100 + last
    return last - first + 1


def strategy(content: Content) -> str | None:
    """A strategy by number and name: ยุทธศาสตร์ที่ 1 การพัฒนา..., or what is said under ยุทธศาสตร์."""
    text = passage(content)
    named = words(r"(?:" + _STRATEGY.pattern + r")[^ก-๙\t]*[ก-๙][^\t]{7,}")
    return (
        column(content, r"ยุทธศาสตร์|กลยุทธ์|แนวทางการพัฒนา", lambda cell: substantive(cell, 10))
        or text.find(named)
        or text.find(_POLICY)
        or answered(text, _STRATEGY_HEADING)
    )


def goals(content: Content) -> str | None:
    """A goal in words under เป้าหมาย or เป้าประสงค์."""
    return column(
        content, r"เป้าหมาย|เป้าประสงค์|วัตถุประสงค์", lambda cell: substantive(cell, 8) or amount(cell), row=_plan_cell
    ) or answered(passage(content), _GOAL_HEADING)


def indicators(content: Content) -> str | None:
    """An indicator in words under ตัวชี้วัด, or a measured one: ร้อยละ 80 ของ..."""
    text = passage(content)
    return (
        column(content, r"ตัวชี้วัด|kpi|ดัชนี", lambda cell: substantive(cell, 6), row=_plan_cell)
        or answered(text, _INDICATOR_HEADING)
        or (text.find(r"(?:ร้อยละ|จำนวน|ระดับ)(?:ของ|ความ)[^\t]{8,}") if text.find(r"ตัวชี้วัด|kpi") else None)
    )
