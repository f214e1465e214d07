"""The sample agency's website as files: what each address answers, in each state.

``complete`` has all 28 items of fiscal year 2568; ``gaps`` is the same site with the faults that agencies usually
have; ``hard`` has nearly everything, in the forms that are hard to read (windows-874, frames, a menu of pictures, pages
made by script, a scan ...). Pages are templates in ``pages/<state>``, laid over those of ``pages/complete``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, StrictUndefined

State = str  # one of STATES
STATES: tuple[State, ...] = ("complete", "gaps", "hard")
PICTURED: State = "gaps"  # gets pictures where all are checked

HERE = Path(__file__).parent
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".txt": "text/plain; charset=utf-8",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@dataclass(frozen=True, slots=True)
class File:
    """What an address answers with status 200."""

    body: bytes
    content_type: str


Row = tuple[str, str, tuple[tuple[str, str], ...]]  # code, title, (address, link text)...

INDEX: tuple[Row, ...] = (
    ("O1", "โครงสร้างและอำนาจหน้าที่", (("/structure.html", "โครงสร้างและอำนาจหน้าที่"),)),
    ("O2", "ข้อมูลผู้บริหาร", (("/executives.html", "ข้อมูลผู้บริหาร"),)),
    ("O3", "ข้อมูลการติดต่อ", (("/contact.html", "ข้อมูลการติดต่อ"), ("/qna.html", "กระดานถาม-ตอบ"))),
    ("O4", "ข่าวประชาสัมพันธ์", (("/news.html", "ข่าวประชาสัมพันธ์"),)),
    (
        "O5",
        "แผนยุทธศาสตร์หรือแผนพัฒนาหน่วยงาน",
        (("/files/o05-plan-2566-2570.pdf", "แผนพัฒนาท้องถิ่น (พ.ศ. 2566 - 2570)"),),
    ),
    (
        "O6",
        "แผนและความก้าวหน้าในการดำเนินงานและการใช้งบประมาณประจำปี พ.ศ. 2568",
        (("/files/o06-plan-progress-2568.pdf", "แผนและความก้าวหน้า ปี 2568"),),
    ),
    (
        "O7",
        "รายงานผลการดำเนินงานประจำปี พ.ศ. 2567",
        (("/files/o07-annual-report-2567.pdf", "รายงานผลการดำเนินงานประจำปี พ.ศ. 2567"),),
    ),
    ("O8", "คู่มือหรือแนวทางการปฏิบัติงานของเจ้าหน้าที่", (("/manuals.html", "คู่มือการปฏิบัติงาน"),)),
    (
        "O9",
        "คู่มือหรือแนวทางการขอรับบริการสำหรับผู้รับบริการหรือผู้มาติดต่อ",
        (("/services.html", "คู่มือการขอรับบริการ"),),
    ),
    (
        "O10",
        "E-Service",
        (
            ("/e-service.html", "บริการออนไลน์ E-Service"),
            ("/files/o10-e-service-guide.pdf", "คู่มือการใช้งานระบบ E-Service"),
        ),
    ),
    (
        "O11",
        "ข้อมูลสถิติการให้บริการ",
        (("/statistics.html", "ข้อมูลสถิติการให้บริการ ประจำปีงบประมาณ พ.ศ. 2567"),),
    ),
    (
        "O12",
        "รายการการจัดซื้อจัดจ้างหรือการจัดหาพัสดุ และความก้าวหน้าการจัดซื้อจัดจ้างหรือการจัดหาพัสดุ ประจำปี พ.ศ. 2568",
        (("/files/ITA-o12-2568.pdf", "ITA-o12 (PDF)"), ("/files/ITA-o12-2568.xlsx", "ITA-o12 (Excel)")),
    ),
    (
        "O13",
        "รายงานผลการจัดซื้อจัดจ้างหรือการจัดหาพัสดุประจำปี พ.ศ. 2567",
        (("/files/ITA-o13-2567.pdf", "ITA-o13 (PDF)"), ("/files/ITA-o13-2567.xlsx", "ITA-o13 (Excel)")),
    ),
    (
        "O14",
        "แผนการบริหารและพัฒนาทรัพยากรบุคคล",
        (("/files/o14-hr-plan-2568.pdf", "แผนการบริหารและพัฒนาทรัพยากรบุคคล ประจำปี พ.ศ. 2568"),),
    ),
    (
        "O15",
        "รายงานผลการบริหารและพัฒนาทรัพยากรบุคคลประจำปี พ.ศ. 2567",
        (("/files/o15-hr-report-2567.pdf", "รายงานผลการบริหารและพัฒนาทรัพยากรบุคคลประจำปี พ.ศ. 2567"),),
    ),
    ("O16", "ประมวลจริยธรรมและการขับเคลื่อนจริยธรรม", (("/ethics.html", "ประมวลจริยธรรมและการขับเคลื่อนจริยธรรม"),)),
    (
        "O17",
        "แนวปฏิบัติการจัดการเรื่องร้องเรียนการทุจริตและประพฤติมิชอบ",
        (("/complaint-guideline.html", "แนวปฏิบัติการจัดการเรื่องร้องเรียนการทุจริต"),),
    ),
    (
        "O18",
        "ช่องทางแจ้งเรื่องร้องเรียนการทุจริตและประพฤติมิชอบ",
        (("/corruption-report.html", "ช่องทางแจ้งเรื่องร้องเรียนการทุจริต"),),
    ),
    (
        "O19",
        "ข้อมูลสถิติเรื่องร้องเรียนการทุจริตและประพฤติมิชอบ",
        (("/complaint-statistics.html", "สถิติเรื่องร้องเรียนการทุจริต ประจำปี พ.ศ. 2567"),),
    ),
    (
        "O20",
        "การเปิดโอกาสให้เกิดการมีส่วนร่วม",
        (("/files/o20-participation-2568.pdf", "รายงานผลการเปิดโอกาสให้เกิดการมีส่วนร่วม 2568"),),
    ),
    (
        "O21",
        "ประกาศเจตนารมณ์และการสร้างวัฒนธรรม ตามนโยบาย No Gift Policy จากการปฏิบัติหน้าที่",
        (
            ("/files/o21-no-gift-policy-2568.pdf", "ประกาศเจตนารมณ์ No Gift Policy 2568"),
            ("/news-1.html", "กิจกรรมสร้างวัฒนธรรม No Gift Policy 2568"),
        ),
    ),
    (
        "O22",
        "รายงานการรับทรัพย์สินหรือประโยชน์อื่นใดโดยธรรมจรรยา",
        (("/files/o22-gift-report-2567.pdf", "รายงานการรับทรัพย์สินหรือประโยชน์อื่นใดโดยธรรมจรรยา 2567"),),
    ),
    (
        "O23",
        "การประเมินความเสี่ยงที่อาจเกิดการให้หรือรับสินบนจากการดำเนินงานตามภารกิจของหน่วยงานประจำปี พ.ศ. 2568",
        (("/files/o23-bribery-risk-2568.pdf", "การประเมินความเสี่ยงในประเด็นสินบน 2568"),),
    ),
    (
        "O24",
        "รายงานผลการดำเนินการเพื่อจัดการความเสี่ยงการทุจริตและประพฤติมิชอบประจำปี พ.ศ. 2567",
        (("/files/o24-risk-report-2567.pdf", "รายงานผลการจัดการความเสี่ยงการทุจริต 2567"),),
    ),
    (
        "O25",
        "แผนปฏิบัติการป้องกันการทุจริต",
        (("/files/o25-anticorruption-plan-2568.pdf", "แผนปฏิบัติการป้องกันการทุจริต 2568"),),
    ),
    (
        "O26",
        "รายงานผลการดำเนินการป้องกันการทุจริตประจำปี พ.ศ. 2567",
        (("/files/o26-anticorruption-report-2567.docx", "รายงานผลการดำเนินการป้องกันการทุจริต 2567"),),
    ),
    (
        "O27",
        "มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน",
        (("/files/o27-measures-2568.pdf", "มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน 2568"),),
    ),
    (
        "O28",
        "รายงานผลการดำเนินการเพื่อส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน ประจำปี พ.ศ. 2567",
        (("/files/o28-integrity-report-2567.pdf", "รายงานผลการดำเนินการเพื่อส่งเสริมคุณธรรมและความโปร่งใส 2567"),),
    ),
)

# What the index of the other states links instead; no links: the row stands there empty.
CHANGED: dict[State, dict[str, tuple[tuple[str, str], ...]]] = {
    "complete": {},
    "gaps": {
        "O6": (("/files/o06-plan-2568.pdf", "แผนการดำเนินงานและการใช้งบประมาณ ปี 2568"),),
        "O7": (("/files/annual-report-2566.pdf", "รายงานผลการดำเนินงานประจำปี"),),
        "O10": (("/e-service.html", "E-Service"),),
        "O12": (("/files/purchases-2568.xlsx", "รายการจัดซื้อจัดจ้าง 2568"),),
        "O13": (("/files/o13-purchases-2567.pdf", "รายงานผลการจัดซื้อจัดจ้าง 2567"),),  # no such file
        "O15": (("/files/hr-report-2566.pdf", "รายงานผลการบริหารและพัฒนาทรัพยากรบุคคล"),),
        "O18": (("/complaint.html", "ช่องทางแจ้งเรื่องร้องเรียน"),),
        "O20": (("#", "การมีส่วนร่วมของประชาชน"),),
        "O21": (("/files/o21-no-gift-policy-2568.pdf", "ประกาศเจตนารมณ์ No Gift Policy 2568"),),
        "O22": (),
        "O24": (("/files/o23-bribery-risk-2568.pdf", "รายงานผลการจัดการความเสี่ยงการทุจริต 2567"),),  # the wrong file
        "O25": (("/files/anticorruption-plan-2567.pdf", "แผนปฏิบัติการป้องกันการทุจริต"),),
        "O27": (("/files/measures-2568-short.pdf", "มาตรการส่งเสริมคุณธรรมและความโปร่งใส 2568"),),
    },
    "hard": {
        "O10": (("/e-service.html", "E-Service"),),
        "O11": (("/files/service-statistics-2567.pdf", "ดาวน์โหลด"),),  # no such file
        "O14": (),  # only in the pages made by script
        "O15": (),
        "O20": (("/files/participation-report.pdf", "ดาวน์โหลด"),),  # another agency's
        "O22": (("/files/gift-report-scan.pdf", "ดาวน์โหลด"),),
        "O24": (("/files/risk-report-2566.pdf", "ดาวน์โหลด"),),  # of the year before
    },
}

# Files that only the named state has.
ONLY: dict[str, State] = {
    "executives-board.png": "hard",
    "o06-plan-2568.pdf": "gaps",
    "annual-report-2566.pdf": "gaps",
    "hr-report-2566.pdf": "gaps",
    "anticorruption-plan-2567.pdf": "gaps",
    "measures-2568-short.pdf": "gaps",
    "purchases-2568.xlsx": "gaps",
    "participation-report.pdf": "hard",
    "gift-report-scan.pdf": "hard",
    "risk-report-2566.pdf": "hard",
}

# The sites' faults as an officer would report them; what is not named passes.
PLANTED: dict[State, dict[str, str]] = {
    "complete": {},
    "gaps": {
        "O2": "partial",  # a deputy has no telephone, another no photograph
        "O4": "stale",  # news of 2566 only
        "O6": "partial",  # a plan without progress and spending
        "O7": "stale",
        "O9": "partial",  # no fee, no documents
        "O10": "missing",  # under construction
        "O11": "missing",  # a heading over an empty table
        "O12": "partial",  # four columns of the form left out
        "O13": "missing",  # a dead link
        "O15": "stale",
        "O18": "partial",  # one form for corruption and everything else
        "O20": "missing",  # a link to nowhere
        "O21": "partial",  # a declaration without an activity
        "O22": "missing",
        "O24": "missing",  # the right title over the wrong file
        "O25": "stale",
        "O27": "partial",  # measures without the analysis
    },
    "hard": {
        "O2": "undecided",  # one picture of everybody
        "O10": "missing",  # under construction
        "O11": "missing",  # a dead link
        "O20": "missing",  # another agency's report
        "O24": "stale",
    },
}


def planted(state: State) -> dict[str, str]:
    """The status that each item of 2568 deserves in ``state``, by code. KeyError when there is no such state."""
    return {code: PLANTED[state].get(code, "pass") for code, _, _ in INDEX}


@cache
def files(state: State) -> dict[str, File]:
    """What each address of the site answers; the key is path and query, the home page is ``/``."""
    folders = [HERE / "pages" / state, HERE / "pages" / "complete"]
    templates = Environment(
        loader=ChoiceLoader([FileSystemLoader(folder) for folder in folders]),
        autoescape=True,
        undefined=StrictUndefined,
    )
    rows = [(code, title, CHANGED[state].get(code, links)) for code, title, links in INDEX]
    left_out = _left_out(state)
    found: dict[str, File] = {}
    for name in sorted(templates.list_templates()):
        if not name.startswith("_") and name not in left_out:
            text = templates.get_template(name).render(rows=rows)
            found[f"/{name}"] = File(text.encode(), TYPES[Path(name).suffix])
    for path in sorted((HERE / "files").iterdir()):
        if ONLY.get(path.name, state) == state and path.name not in left_out:
            found[f"/files/{path.name}"] = File(path.read_bytes(), TYPES[path.suffix])
    if state == "hard":
        found = _aged(found)
    found["/"] = found["/index.html"]
    return found


def _left_out(state: State) -> set[str]:
    """Names of pages and files that this state has not, one a line in ``_left_out.txt``."""
    listed = HERE / "pages" / state / "_left_out.txt"
    return set(listed.read_text(encoding="utf-8").split()) if listed.exists() else set()


def _aged(found: dict[str, File]) -> dict[str, File]:
    """The same pages as an old content system gives them: numbered addresses, windows-874, charset left unsaid."""
    names = [path for path, file in found.items() if file.content_type == TYPES[".html"] and path != "/index.html"]
    numbered = {path: f"/page.php?id={number}" for number, path in enumerate(names, start=1)}

    def renamed(match: re.Match[str]) -> str:
        return numbered.get(match[0], match[0])

    aged: dict[str, File] = {}
    for path, file in found.items():
        if path in numbered or path == "/index.html":
            text = re.sub(r"/[\w-]+\.html", renamed, file.body.decode())
            if "utf-8" not in text[:300].lower():
                file = File(text.encode("cp874", "xmlcharrefreplace"), "text/html")
            else:
                file = File(text.encode(), file.content_type)
        aged[numbered.get(path, path)] = file
    return aged
