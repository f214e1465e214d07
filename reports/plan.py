"""The improvement plan as values: a table to be edited by people, and the scores of the years it answers."""

from __future__ import annotations

from dataclasses import dataclass

DRAFT = (
    "ร่าง — จัดทำโดยโปรแกรมจากผลตรวจเว็บไซต์และคะแนนที่ให้มา ผู้รับผิดชอบต้องตรวจ แก้ไข และเติมสาเหตุจริงของหน่วยงาน ก่อนเสนอผู้บริหารลงนาม"
)
COLUMNS = (
    "ประเด็น/ตัวชี้วัด",
    "ผลการวิเคราะห์",
    "มาตรการ/แนวทาง",
    "ขั้นตอน/วิธีการปฏิบัติ",
    "ช่วงเวลาดำเนินการ",
    "ผู้รับผิดชอบ",
    "การกำกับติดตามและรายงานผล",
)


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One measure. ``about`` is an item's code or an indicator's number."""

    about: str
    issue: str
    analysis: str
    measure: str
    steps: tuple[str, ...]
    period: str
    unit: str
    follow_up: str

    @property
    def cells(self) -> tuple[str, ...]:
        """The row in the order of ``COLUMNS``; steps numbered, a line each."""
        steps = "\n".join(f"{number}. {step}" for number, step in enumerate(self.steps, 1))
        return (self.issue, self.analysis, self.measure, steps, self.period, self.unit, self.follow_up)


@dataclass(frozen=True, slots=True)
class IndicatorYears:
    """One indicator's scores, a value a year in the order of ``Comparison.years``."""

    code: str
    name: str
    tool: str  # IIT, EIT, OIT
    values: tuple[float, ...]
    change: float  # the last year against the one before; 0 when there is one year only
    printed: float | None = None  # the difference as the agency's own document prints it


@dataclass(frozen=True, slots=True)
class YearTotal:
    """A year's tools, total and band. ``printed`` is the total as published, None when not given."""

    year: int
    iit: float
    eit: float
    oit: float
    total: float
    band: str
    printed: float | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Scores of the years, oldest first. ``remarks`` are Thai sentences; ``lowest`` names indicators, lowest first."""

    years: tuple[int, ...]
    rows: tuple[IndicatorYears, ...]
    totals: tuple[YearTotal, ...]
    change: float
    lowest: tuple[IndicatorYears, ...]
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """The whole plan for the fiscal year ``year`` (Buddhist)."""

    agency: str
    year: int
    assessed: int  # the year whose list the website was checked against
    rows: tuple[PlanRow, ...]
    basis: str  # Thai: what the plan rests on
    comparison: Comparison | None = None
    tool: str = ""

    @property
    def title(self) -> str:
        """The plan's title."""
        return f"(ร่าง) มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน ประจำปีงบประมาณ พ.ศ. {self.year}"


def points(value: float) -> str:
    """A score with two decimals."""
    return f"{value:.2f}"


def signed(value: float) -> str:
    """A difference with its sign: +0.76, -7.11, 0.00."""
    return f"{value:+.2f}" if round(value, 2) else "0.00"


def score_table(comparison: Comparison) -> list[tuple[str, ...]]:
    """The comparison of years as rows of cells, the heading first, the totals last."""
    two = len(comparison.years) > 1
    head = ("ที่", "ตัวชี้วัด", "เครื่องมือ", *(f"ปี {year}" for year in comparison.years), *(("ผลต่าง",) if two else ()))
    rows: list[tuple[str, ...]] = [head]
    for row in comparison.rows:
        change = (signed(row.change),) if two else ()
        rows.append((row.code, row.name, row.tool, *map(points, row.values), *change))
    for tool, name in (("iit", "IIT"), ("eit", "EIT"), ("oit", "OIT")):
        values = [getattr(total, tool) for total in comparison.totals]
        change = (signed(values[-1] - values[-2]),) if two else ()
        rows.append(("", f"คะแนนแบบวัด {name}", name, *map(points, values), *change))
    total = (signed(comparison.change),) if two else ()
    rows.append(("", "คะแนนรวม ITA", "", *(points(one.total) for one in comparison.totals), *total))
    rows.append(("", "ระดับผลการประเมิน", "", *(one.band for one in comparison.totals), *(("",) if two else ())))
    return rows


def as_html(plan: Plan) -> str:
    """The plan as one self-contained HTML page for A4 on its side."""
    from reports.page import page

    table = score_table(plan.comparison) if plan.comparison else []
    return page("plan.html", plan=plan, columns=COLUMNS, draft=DRAFT, table=table, say=points)
