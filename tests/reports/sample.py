"""Invented reports to render: one of every status, and one in which every text is hostile."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any

from reports.model import (
    CrawlSummary,
    ElementResult,
    Evidence,
    FailureLine,
    Finding,
    IndicatorScore,
    LeftOut,
    Opened,
    Picture,
    Pictures,
    Quote,
    Report,
    Score,
    Todo,
)

SITE = "https://www.thungnamai.example"
PHOTO, SCAN = "a" * 64, "b" * 64  # hashes of pictures
_WEBP = b"RIFF\x1e\0\0\0WEBPVP8L\x11\0\0\0/\x01\0\0\0\x07%b\xff\x81\x88\xe8\x7f\0\0"  # two pixels
PICTURES = {PHOTO: _WEBP % b"\xd0\xff\xfe\xf7\xbf", SCAN: _WEBP % b"P\xc0\x02\x16\xb0"}

_ITEMS = (
    ("O1", "structure", "โครงสร้างและอำนาจหน้าที่", "9.1", "pass", 0),
    ("O2", "executives", "ข้อมูลผู้บริหาร", "9.1", "partial", 0),
    ("O3", "contact", "ข้อมูลการติดต่อ", "9.1", "pass", 0),
    ("O4", "news", "ข่าวประชาสัมพันธ์", "9.1", "pass", 2568),
    ("O5", "strategic_plan", "แผนยุทธศาสตร์หรือแผนพัฒนาหน่วยงาน", "9.2", "undecided", 2568),
    ("O6", "operations_plan", "แผนและความก้าวหน้าในการดำเนินงานและการใช้งบประมาณประจำปี พ.ศ. 2568", "9.2", "stale", 2568),
    ("O7", "operations_report", "รายงานผลการดำเนินงานประจำปี พ.ศ. 2567", "9.2", "missing", 2567),
    ("O8", "work_manual", "คู่มือหรือแนวทางการปฏิบัติงานของเจ้าหน้าที่", "9.2", "pass", 0),
    ("O9", "service_manual", "คู่มือหรือแนวทางการขอรับบริการสำหรับผู้รับบริการหรือผู้มาติดต่อ", "9.2", "partial", 0),
    ("O10", "e_service", "E-Service", "9.2", "pass", 0),
    ("O11", "service_statistics", "ข้อมูลสถิติการให้บริการ", "9.2", "pass", 2567),
    (
        "O12",
        "procurement_list",
        "รายการการจัดซื้อจัดจ้างหรือการจัดหาพัสดุ และความก้าวหน้าการจัดซื้อจัดจ้างหรือการจัดหาพัสดุ ประจำปี พ.ศ. 2568",
        "9.3",
        "partial",
        2568,
    ),
    ("O13", "procurement_report", "รายงานผลการจัดซื้อจัดจ้างหรือการจัดหาพัสดุประจำปี พ.ศ. 2567", "9.3", "pass", 2567),
    ("O14", "hr_plan", "แผนการบริหารและพัฒนาทรัพยากรบุคคล", "9.4", "pass", 2568),
    ("O15", "hr_report", "รายงานผลการบริหารและพัฒนาทรัพยากรบุคคลประจำปี พ.ศ. 2567", "9.4", "stale", 2567),
    ("O16", "ethics", "ประมวลจริยธรรมและการขับเคลื่อนจริยธรรม", "9.4", "pass", 2568),
    ("O17", "complaint_guideline", "แนวปฏิบัติการจัดการเรื่องร้องเรียนการทุจริตและประพฤติมิชอบ", "9.5", "pass", 0),
    ("O18", "complaint_channel", "ช่องทางแจ้งเรื่องร้องเรียนการทุจริตและประพฤติมิชอบ", "9.5", "manual", 0),
    ("O19", "complaint_statistics", "ข้อมูลเชิงสถิติเรื่องร้องเรียนการทุจริตและประพฤติมิชอบ", "9.5", "pass", 2567),
    ("O20", "participation", "การเปิดโอกาสให้เกิดการมีส่วนร่วม", "9.5", "missing", 2568),
    ("O21", "no_gift_policy", "ประกาศเจตนารมณ์นโยบาย No Gift Policy", "10.1", "pass", 2568),
    ("O22", "gift_report", "รายงานการรับทรัพย์สินหรือประโยชน์อื่นใดตามนโยบาย No Gift Policy", "10.1", "pass", 2567),
    ("O23", "bribery_risk", "การประเมินความเสี่ยงต่อการรับสินบน", "10.1", "undecided", 2568),
    ("O24", "risk_report", "รายงานผลการดำเนินการเพื่อจัดการความเสี่ยงต่อการรับสินบน", "10.1", "pass", 2567),
    ("O25", "anticorruption_plan", "แผนปฏิบัติการป้องกันการทุจริต", "10.2", "pass", 2568),
    ("O26", "anticorruption_report", "รายงานผลการดำเนินการตามแผนปฏิบัติการป้องกันการทุจริต", "10.2", "pass", 2567),
    ("O27", "integrity_measures", "มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน", "10.2", "partial", 2568),
    ("O28", "integrity_report", "รายงานผลตามมาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน", "10.2", "pass", 2567),
)

_SUBS = (
    ("9.1", "ข้อมูลพื้นฐาน", 87.5, 75.0, 100.0),
    ("9.2", "การบริหารงานและการใช้จ่ายงบประมาณ", 57.14, 50.0, 71.43),
    ("9.3", "การจัดซื้อจัดจ้าง", 75.0, 50.0, 75.0),
    ("9.4", "การบริหารและพัฒนาทรัพยากรบุคคล", 66.67, 66.67, 66.67),
    ("9.5", "การส่งเสริมความโปร่งใส", 62.5, 50.0, 75.0),
    ("10.1", "การดำเนินการเพื่อป้องกันการทุจริตในประเด็นสินบน", 87.5, 75.0, 100.0),
    ("10.2", "การส่งเสริมคุณธรรมและความโปร่งใส", 87.5, 75.0, 100.0),
)

_SCORES = {
    "pass": (100.0, 100.0, 100.0, 0.92),
    "partial": (50.0, 0.0, 50.0, 0.81),
    "stale": (0.0, 0.0, 0.0, 0.7),
    "missing": (0.0, 0.0, 0.0, 0.66),
    "manual": (50.0, 0.0, 100.0, 0.5),
    "undecided": (50.0, 0.0, 100.0, 0.3),
}


def _finding(code: str, rule: str, title: str, sub: str, status: str, year: int) -> Finding:
    score, low, high, confidence = _SCORES[status]
    page = f"{SITE}/ita/{code.lower()}"
    file = f"{SITE}/upload/2568/%E0%B9%81%E0%B8%9C%E0%B8%99%E0%B8%81%E0%B8%B2%E0%B8%A3-{code}.pdf"
    good = ElementResult(
        "projects",
        "แสดงโครงการหรือกิจกรรม งบประมาณที่ใช้ และระยะเวลาในการดำเนินการ",
        "pass",
        "quoted",
        quotes=(Quote(page, "โครงการซ่อมแซมถนนสายบ้านทุ่งนาใหม่ หมู่ที่ 3 | 450,000 บาท | ต.ค. 2567 – มี.ค. 2568"),),
    )
    if code in ("O1", "O2"):
        words = good.quotes[0].text
        good = replace(good, picture=Picture(PHOTO, page, words, "page", True, 1000, 460, opened=code == "O2"))
    lacking = ElementResult(
        "contact",
        "ช่องทางการติดต่อของแต่ละคน",
        "fail",
        "parallel",
        quotes=(
            Quote(page, "นางสาวสุดา แก้วใส | รองปลัดเทศบาล | -"),
            Quote(page, "นางสาวสุดา แก้วใส | รองปลัดเทศบาล | -"),
            Quote(page, "นายบุญมี มีสุข | ผู้อำนวยการกองคลัง | -"),
            Quote(f"{page}?p=2", "นายบุญมี มีสุข | -"),
        ),
        missing=("นางสาวสุดา แก้วใส", "นายบุญมี มีสุข"),
        advice="เพิ่มหมายเลขโทรศัพท์หรืออีเมลใต้รูปของทุกคน",
    )
    dated = ElementResult(
        "year",
        f"เป็นข้อมูลประจำปีงบประมาณ พ.ศ. {year or 2568}",
        {"stale": "fail", "missing": "fail", "undecided": "error", "manual": "manual"}.get(status, "pass"),
        "assumed",
        manual_reason="เอกสารเป็นภาพสแกน อ่านปีไม่ได้" if status in ("undecided", "manual") else "",
        quotes=(Quote(file, "ประจำปีงบประมาณ พ.ศ. 2566"),) if status == "stale" else (),
        picture=Picture(SCAN, file, "ประจำปีงบประมาณ พ.ศ. 2566", "document", False, 640, 900, 2)
        if code == "O6"
        else None,
    )
    other = ElementResult("both_sides", "แสดงทั้งฝ่ายการเมืองและฝ่ายประจำ", "not_applicable", "practice")
    evidence = (
        Evidence(page, "page", title, 0.93, ("ชื่อหน้าตรงกับชื่อข้อ", "อยู่ใต้เมนู ITA 2568")),
        Evidence(file, "document", f"{title} (ไฟล์)", 0.62, ("ชื่อไฟล์",), "scan" if status == "undecided" else ""),
        Evidence(
            "https://drive.example/d/1AbC",
            "offsite",
            "ดาวน์โหลด",
            0.41,
            ("ลิงก์ในหน้าเดียวกัน",),
            "offsite",
            linked_from=SITE,
        ),
        Evidence(f"{SITE}/old/{code}.doc", "dead", "เอกสารเก่า", 0.2, (), "http4xx"),
    )
    elements = {
        "pass": (good, replace(dated, status="pass")),
        "partial": (good, lacking, other, replace(dated, status="pass")),
        "stale": (good, dated),
        "missing": (replace(good, status="fail", quotes=()), dated),
        "manual": (replace(good, status="manual", quotes=(), manual_reason="ต้องทดลองส่งเรื่องจริงจึงจะรู้ว่าใช้ได้"), dated),
        "undecided": (replace(good, status="error", quotes=(), manual_reason="เอกสารเป็นภาพสแกน"), dated),
    }[status]
    return Finding(
        item=code,
        rule=rule,
        title=title,
        sub=sub,
        status=status,
        score=score,
        low=low,
        high=high,
        confidence=confidence,
        year=year,
        evidence=() if status == "missing" else evidence,
        elements=elements,
        advisories=(
            ElementResult(
                "eit_link", "มีลิงก์หรือคิวอาร์โค้ด EIT ในหน้าแรก", "fail", "practice", advice="นำคิวอาร์โค้ด EIT มาไว้ในหน้าแรก"
            ),
        )
        if code == "O4"
        else (),
        gaps={
            "partial": ("ขาดช่องทางการติดต่อของ นางสาวสุดา แก้วใส และ นายบุญมี มีสุข",),
            "stale": (f"พบของปี 2566 แต่ต้องเป็นปี {year}",),
            "missing": ("ไม่พบข้อมูลข้อนี้ในเว็บไซต์",),
        }.get(status, ()),
        advice="" if status == "pass" else "สร้างหน้าภายใต้เมนู ITA แล้วนำไฟล์ที่มีข้อความ (ไม่ใช่ภาพสแกน) มาเผยแพร่",
        unit="กองคลัง" if sub == "9.3" else "สำนักปลัด",
        example=f"{title}",
        searched="เมนู 42 รายการ หน้าเว็บ 118 หน้า เอกสาร 63 ไฟล์" if status == "missing" else "",
        opened=(Opened(f"{SITE}/menu/{code.lower()}", title, 1),) if status == "missing" else (),
        causes=("scan", "timeout") if status == "undecided" else (),
        submit=(page, file) if status in ("pass", "partial") else (),
        gloss="หน้าหรือไฟล์ที่แสดงรายการงาน งบประมาณ และช่วงเวลา ให้ประชาชนเปิดดูได้",
        basis="quoted" if sub != "9.2" else "parallel",
    )


def report() -> Report:
    """A whole report of an agency that does not exist, with every status of item and element."""
    subs = tuple(IndicatorScore(*sub) for sub in _SUBS)
    return Report(
        url=f"{SITE}/",
        host="www.thungnamai.example",
        agency="เทศบาลตำบลทุ่งนาใหม่ จังหวัดตัวอย่าง",
        agency_kind="local",
        criteria="2568",
        criteria_title="การประเมินคุณธรรมและความโปร่งใส (ITA) ปีงบประมาณ พ.ศ. 2568",
        year=2568,
        tool="oit-checker 1.0.0",
        findings=tuple(_finding(*item) for item in _ITEMS),
        score=Score(
            oit=78.68,
            low=63.33,
            high=88.75,
            indicators=(
                IndicatorScore("9", "การเปิดเผยข้อมูล", 69.86, 58.33, 77.5, subs[:5]),
                IndicatorScore("10", "การป้องกันการทุจริต", 87.5, 75.0, 100.0, subs[5:]),
            ),
            note="ปี 2568 ยังไม่พบประกาศวิธีถ่วงน้ำหนักของข้อย่อยในตัวชี้วัด 9 คะแนนจริงอาจต่างจากนี้ได้ถึง 1.25 คะแนนในตัวชี้วัดนั้น",
        ),
        crawl=CrawlSummary(
            pages=118,
            documents=63,
            rendered=2,
            outside=37,
            pending=214,
            failures=(
                FailureLine(f"{SITE}/old/o6.doc", "http4xx", "404"),
                FailureLine(f"{SITE}/old/o7.doc", "http4xx", "404"),
                FailureLine(f"{SITE}/upload/plan.pdf", "timeout", "30 s"),
                FailureLine(f"{SITE}/casino", "hijacked", ""),
            ),
            complete=False,
            stopped_by="pages",
            started="2026-11-20T02:15:00+00:00",
            finished="2026-11-20T02:31:40+00:00",
            notes=("เว็บไซต์เปลี่ยนเส้นทางจาก http ไป https",),
            pending_urls=(f"{SITE}/news/1201", f"{SITE}/news/1202"),
            outside_urls=("https://drive.example/d/1AbC",),
        ),
        warnings=("หลักเกณฑ์ชุดนี้รวบรวมจากแหล่งสาธารณะ ยังไม่ได้เทียบกับคู่มือฉบับทางการ",),
        todo=(
            Todo("O7", 3.57, "low", "เผยแพร่รายงานผลการดำเนินงานประจำปี พ.ศ. 2567", "สำนักปลัด"),
            Todo("O2", 2.5, "low", "เพิ่มหมายเลขโทรศัพท์ของ นางสาวสุดา แก้วใส และ นายบุญมี มีสุข", "สำนักปลัด"),
            Todo("O12", 2.5, "medium", "เพิ่มคอลัมน์ราคากลางและเลขที่โครงการในตารางจัดซื้อจัดจ้าง", "กองคลัง"),
            Todo("O6", 3.57, "high", "จัดทำแผนและความก้าวหน้าของปี 2568 แล้วเผยแพร่แทนของปี 2566", "กองยุทธศาสตร์และงบประมาณ"),
        ),
        pictures=Pictures(3, 6, (LeftOut("many", 2), LeftOut("kind", 1))),
    )


HOSTILE = (
    '<script>document.title="owned"</script>',
    '"><img src=x onerror=document.title="owned">',
    "' onmouseover='document.title=1",
    '=cmd|"/c calc"!A1',
    "{{ 7*7 }}{% raw %}",
    "ดี\u202eexe.fdp\u2066ท้าย",
    "\x1b[2J\x1b]0;owned\x07",
    "ก" + "\u0e49" * 60,
    "</title></style></script><!--",
    "ยาวมาก" * 2000,
    "ก\ud800ข\x00ค\u2028ง",
    "javascript:document.title='owned'",
    "https://user@evil.example/\u202egpj.exe",
    "data:text/html,<script>document.title='owned'</script>",
    "https://ok.example/?a=1&b=%22%3E%3Cscript%3E&c=%E0%B8%81%E2%80%AE",
)

# Texts that are words of a list, which no site can choose.
_FIXED = {
    "status",
    "basis",
    "kind",
    "cause",
    "stopped_by",
    "started",
    "finished",
    "item",
    "name",
    "rule",
    "effort",
    "sub",
    "code",
    "criteria",
    "sha256",
    "of",
}


def hostile() -> Report:
    """The same report with every free text, and every address, replaced by something that means harm."""
    count = iter(range(1_000_000))

    def spoil(value: Any, name: str = "") -> Any:
        if is_dataclass(value) and not isinstance(value, type):
            return replace(value, **{part.name: spoil(getattr(value, part.name), part.name) for part in fields(value)})
        if isinstance(value, tuple):
            return tuple(spoil(part, name) for part in value)
        if isinstance(value, str) and name not in _FIXED:
            return HOSTILE[next(count) % len(HOSTILE)]
        return value

    spoiled: Report = spoil(report())
    return spoiled
