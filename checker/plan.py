"""The draft of an improvement plan: a measure for every gap of a stored run, and for the lowest indicators."""

from __future__ import annotations

from pathlib import Path

from checker.past_scores import PASS, ScoresError, compare, load_scores
from config.loader import Criteria, Item
from crawler.causes import thai
from reports.model import Finding, Report, Todo
from reports.plan import Comparison, IndicatorYears, Plan, PlanRow, points, signed
from reports.safe import text

_LONGEST = 900  # characters of one text of the site or the list, each on one line
_FOLLOW = "รายงานความก้าวหน้าในการประชุมหัวหน้าส่วนราชการทุกเดือน และตรวจเว็บไซต์ซ้ำด้วยโปรแกรมตรวจ OIT จนข้อนี้ผ่าน"
_FOLLOW_INDICATOR = "รายงานผลรอบ 6 เดือนและ 12 เดือนต่อผู้บริหาร และเทียบคะแนนตัวชี้วัดนี้กับปีถัดไป"
_LACKING = 6  # elements named in one row
_LEAST = 3  # indicators of perception that a plan answers at least
_CAUSE = "สาเหตุ: (ให้หน่วยงานวิเคราะห์จากข้อคำถามที่ได้คะแนนน้อยที่สุด)"

# Indicator: measure, steps, unit. Starting points only; what a website shows says nothing of them.
_MEASURES: dict[str, tuple[str, tuple[str, ...], str]] = {
    "1": (
        "กำหนดขั้นตอนและระยะเวลาของทุกงานบริการให้ชัดเจนและปฏิบัติเท่าเทียมกัน",
        ("ทบทวนคู่มือ ขั้นตอน และระยะเวลาของแต่ละงาน", "ติดประกาศ ณ จุดบริการและบนเว็บไซต์", "สุ่มตรวจระยะเวลาที่ใช้จริงทุกไตรมาส"),
        "ทุกส่วนราชการ",
    ),
    "2": (
        "เปิดเผยการใช้งบประมาณให้บุคลากรรู้และตรวจสอบได้",
        ("ชี้แจงแผนการใช้จ่ายงบประมาณต้นปี", "เผยแพร่ผลการเบิกจ่ายและการจัดซื้อจัดจ้างทุกไตรมาส", "เปิดช่องทางให้บุคลากรสอบถาม"),
        "กองคลัง",
    ),
    "3": (
        "ทำให้การมอบหมายงาน การประเมิน และการให้คุณให้โทษมีเกณฑ์ที่ตรวจสอบได้",
        ("ประกาศเกณฑ์ประเมินผลก่อนรอบประเมิน", "แจ้งผลพร้อมเหตุผลเป็นรายบุคคล", "เปิดช่องทางร้องทุกข์เรื่องการบริหารงานบุคคล"),
        "งานการเจ้าหน้าที่ สำนักปลัด",
    ),
    "4": (
        "ทำให้การยืมและใช้ทรัพย์สินของราชการขออนุญาตง่ายและตรวจสอบได้",
        ("จัดทำแนวปฏิบัติ ผังขั้นตอน และแบบฟอร์มการยืม", "แจ้งเวียนและอบรมบุคลากร", "ตรวจทะเบียนการยืมและสภาพทรัพย์สินทุกไตรมาส"),
        "งานพัสดุ กองคลัง",
    ),
    "5": (
        "ทำให้บุคลากรเชื่อมั่นในการป้องกันและแก้ไขการทุจริต",
        (
            "ผู้บริหารประกาศนโยบายและติดตามผลด้วยตนเอง",
            "เผยแพร่ช่องทางร้องเรียนและการคุ้มครองผู้แจ้ง",
            "รายงานผลการจัดการเรื่องร้องเรียนให้ทราบ",
        ),
        "สำนักปลัด",
    ),
    "6": (
        "ให้บริการตามขั้นตอนและเวลาที่ประกาศไว้โดยไม่เลือกปฏิบัติ",
        ("ประกาศขั้นตอน เวลา และค่าธรรมเนียมของทุกบริการ", "อบรมผู้ให้บริการ", "สำรวจความพึงพอใจ ณ จุดบริการ"),
        "ทุกส่วนราชการที่ให้บริการ",
    ),
    "7": (
        "เผยแพร่ข้อมูลที่ประชาชนควรรู้ให้เข้าถึงง่าย และมีช่องทางถามตอบ",
        ("ปรับเมนูเว็บไซต์ให้หาข้อมูลได้จากหน้าแรก", "ตอบคำถามในช่องทางออนไลน์ภายในเวลาที่กำหนด", "แจ้งช่องทางร้องเรียนให้ทั่วถึง"),
        "งานประชาสัมพันธ์ สำนักปลัด",
    ),
    "8": (
        "ปรับปรุงบริการจากความเห็นของผู้รับบริการและนำเทคโนโลยีมาใช้",
        ("รวบรวมข้อเสนอของผู้รับบริการทุกไตรมาส", "ปรับขั้นตอนหรือเพิ่มบริการออนไลน์", "เผยแพร่สิ่งที่ได้ปรับปรุงแล้ว"),
        "ทุกส่วนราชการที่ให้บริการ",
    ),
}


def plan_of(report: Report, criteria: Criteria | None, comparison: Comparison | None, year: int = 0) -> Plan:
    """The plan for the fiscal year ``year`` (0: the assessed one, or the one after the last scores).

    ``criteria``: the run's own list, filled for the plan's year, so that advice names that year's documents.
    """
    year = year or year_of_plan(report, comparison)
    items = {item.code: item for item in criteria.items} if criteria else {}
    findings = {finding.item: finding for finding in report.findings}
    subs = {sub.code: sub.name for indicator in report.score.indicators for sub in indicator.subs}
    rows = [_of_gap(findings[line.item], line, items.get(line.item), subs, report.year, year) for line in report.todo]
    if comparison:
        rows += [_of_indicator(row, comparison.years, year) for row in _low(comparison)]
    counted = f"{len(report.todo)} จาก {len(report.findings)} ข้อ"
    checked = f"ผลตรวจเว็บไซต์ตามแบบวัด OIT ปี {report.year} ต้องแก้หรือต้องให้คนดู {counted}"
    if year != report.year:
        checked += f" (ตามรายการข้อของปี {report.year} รายการของปี {year} อาจต่างไป)"
    if comparison:
        checked += f" และคะแนน ITA ปี {', '.join(map(str, comparison.years))}"
    period = f"ปีงบประมาณ พ.ศ. {year} (1 ตุลาคม {year - 1} ถึง 30 กันยายน {year})"
    return Plan(
        agency=text(report.agency or report.host, _LONGEST),
        year=year,
        assessed=report.year,
        rows=tuple(rows),
        basis=f"{checked} ทุกมาตรการอยู่ภายใน{period} เรียงจากที่ได้คะแนนเพิ่มมากเมื่อเทียบกับแรงที่ใช้",
        comparison=comparison,
        tool=report.tool,
    )


def year_of_plan(report: Report, comparison: Comparison | None) -> int:
    """The fiscal year that a plan is for."""
    return max(report.year, comparison.years[-1] + 1) if comparison else report.year


def _of_gap(finding: Finding, line: Todo, item: Item | None, subs: dict[str, str], assessed: int, year: int) -> PlanRow:
    advice = item.advice if item else finding.advice
    example = item.example if item else finding.example
    asked = finding.year + year - assessed if finding.year else 0
    sub = f"ตัวชี้วัดย่อย {finding.sub} {subs.get(finding.sub, '')}".strip()
    gaps = "; ".join(text(gap, _LONGEST) for gap in finding.gaps[:_LACKING])
    why = gaps or "; ".join(thai(cause) for cause in finding.causes[:3]) or text(line.sentence, _LONGEST)
    return PlanRow(
        about=finding.item,
        issue=f"{finding.item} {text(finding.title, _LONGEST)}\n{sub}",
        analysis=f"{_FOUND.get(finding.status, '')}{why}\nคะแนน OIT ที่อาจได้เพิ่มราว {points(line.gain)}",
        measure=text(advice or line.sentence, _LONGEST),
        steps=tuple(_steps(finding, example, asked)),
        period=_period(line.effort, year),
        unit=text(finding.unit, _LONGEST) or "สำนักปลัด",
        follow_up=_FOLLOW,
    )


_FOUND = {
    "partial": "พบข้อมูลแล้วแต่ยังไม่ครบ: ",
    "stale": "พบข้อมูลแต่ไม่ใช่ปีที่ถาม: ",
    "missing": "ค้นแล้วไม่พบ: ",
    "undecided": "โปรแกรมอ่านหลักฐานไม่ได้ จึงยังไม่ทราบว่าครบหรือไม่: ",
    "manual": "ต้องให้คนตรวจ: ",
}


def _steps(finding: Finding, example: str, asked: int) -> list[str]:
    of_year = f"ของปี {asked} " if asked else ""
    publish = f"เผยแพร่บนเว็บไซต์หลักใต้หัวข้อ “{example}”" if example else "เผยแพร่บนเว็บไซต์หลักในเมนูที่ประชาชนเปิดถึงได้"
    check = "ตรวจซ้ำ แล้วบันทึกที่อยู่สำหรับส่งในระบบประเมิน"
    if finding.status in ("undecided", "manual"):
        return [
            "เปิดดูหลักฐานด้วยตนเองทีละองค์ประกอบ แล้วบันทึกคำวินิจฉัยไว้ในโปรแกรมตรวจ OIT",
            "หากเป็นภาพสแกนหรืออยู่นอกเว็บไซต์ ให้เผยแพร่ไฟล์ที่มีข้อความบนเว็บไซต์หลัก",
            check,
        ]
    lacking = [element.wording for element in finding.elements if element.status == "fail" and element.name != "year"]
    if finding.status == "partial" and lacking:
        more = f" และอีก {len(lacking) - _LACKING} อย่าง" if len(lacking) > _LACKING else ""
        return ["เพิ่มสิ่งที่ขาด: " + "; ".join(lacking[:_LACKING]) + more, publish, check]
    if finding.status == "stale":
        return [f"จัดทำข้อมูล{of_year}ให้ครบทุกองค์ประกอบ", publish, check]
    wordings = [element.wording for element in finding.elements if element.name != "year"]
    return [
        f"รวบรวมหรือจัดทำข้อมูล{of_year}ให้ครบ: " + "; ".join(wordings[:_LACKING]),
        publish,
        check,
    ]


def _period(effort: str, year: int) -> str:
    """A span inside the fiscal year, the longer the more work it is."""
    end = {"low": f"ธ.ค. {year - 1}", "medium": f"มี.ค. {year}"}.get(effort, f"มิ.ย. {year}")
    return f"ต.ค. {year - 1} – {end}"


def _low(comparison: Comparison) -> list[IndicatorYears]:
    """The indicators of perception that need a measure: all under the mark, and the lowest ones in any case."""
    rows = [row for row in comparison.rows if row.code in _MEASURES]
    rows.sort(key=lambda row: (row.values[-1], int(row.code)))
    return [row for at, row in enumerate(rows) if at < _LEAST or row.values[-1] < PASS]


def _of_indicator(row: IndicatorYears, years: tuple[int, ...], year: int) -> PlanRow:
    measure, steps, unit = _MEASURES[row.code]
    said = f"ปี {years[-1]} ได้ {points(row.values[-1])} คะแนน"
    if len(years) > 1:
        said += f" (ผลต่างจากปี {years[-2]} {signed(row.change)})"
    if row.values[-1] < PASS:
        said += f" ต่ำกว่าเกณฑ์ {PASS:g} คะแนน"
    return PlanRow(
        about=row.code,
        issue=f"ตัวชี้วัดที่ {row.code} {row.name} ({row.tool})",
        analysis=f"{said}\n{_CAUSE}",
        measure=measure,
        steps=steps,
        period=f"ต.ค. {year - 1} – ก.ย. {year}",
        unit=unit,
        follow_up=_FOLLOW_INDICATOR,
    )


def plan_command(
    archive: Path, *, output: Path, scores: Path | None = None, plan_year: int | None = None, run: int | None = None
) -> int:
    """Write the plan of a stored run. Returns the exit code."""
    import click

    from checker import check
    from checker.errors import EXIT_OK, UserError
    from checker.lists import stored_report

    if output.suffix.lower() not in (".docx", ".html"):
        raise UserError(f"{output}: ไม่รู้จักชนิดไฟล์ ใช้ .docx หรือ .html")
    check._writable(output)
    report = stored_report(archive, run or 0)
    try:
        comparison = compare(load_scores(scores)) if scores else None
    except ScoresError as error:
        raise UserError(str(error)) from error
    year = plan_year or year_of_plan(report, comparison)
    try:
        criteria = check.criteria_for(report.criteria, year)[0]
    except UserError:  # a list of the user's own, since moved
        criteria = None
    plan = plan_of(report, criteria, comparison, year)
    if output.suffix.lower() == ".html":
        from reports.plan import as_html

        check._write(output, as_html(plan))
    else:
        from reports.plan_docx import render

        output.write_bytes(render(plan))
    click.echo(f"เขียนแล้ว: {output} ({len(plan.rows)} มาตรการ) เป็นร่าง ต้องตรวจและแก้ไขก่อนใช้")
    return EXIT_OK
