"""ข้อมูลสถิติเรื่องร้องเรียนการทุจริตและประพฤติมิชอบ: how many, how many finished, how many pending.

Numbers must be stated, noughts included when they stand in words or in a table that says what they count; "ไม่มีเรื่อง
ร้องเรียน" answers all three. Blanks, dashes and "ไม่พบข้อมูล" of an empty list answer nothing.
"""

import re

from crawler.text import fold
from rules.content import Content, quote
from rules.rule import Answer, Rule
from rules.substance import REQUIREMENT, about

rule = Rule(core=("total",))

_SUBJECT = re.compile(r"ทุจริต|ประพฤติ\s?มิ\s?ชอบ|มิชอบ")
_ABOUT = r"(?:เรื่อง|ข้อ|การ|ผู้)?\s*(?:ร้องเรียน|กล่าวหา|แจ้งเบาะแส|เรื่องทุจริต)"
_NIL = re.compile(
    r"(?:ไม่มี|ไม่ปรากฏ|ยังไม่มี|ไม่พบ|ไม่ได้รับ)\s*(?:การ|ว่ามี(?:การ)?|ผู้|มีการ|จำนวน)?\s*(?:รับ|แจ้ง)?\s*(?:เรื่อง|ข้อ|การ"
    r"|ผู้)?\s*(?:ราว)?\s*(?:ร้อง(?:เรียน|ทุกข์)|กล่าวหา|แจ้งเบาะแส|แจ้งเรื่อง|ถูกร้องเรียน|การทุจริต)"
    r"|(?:ร้องเรียน|มิชอบ|ทุจริต)\S*\s*[:=]?\s*(?:จำนวน|รวม|ทั้งสิ้น)?\s*(?:0|ศูนย์|ไม่มี)\s*(?:เรื่อง|ราย|ครั้ง|$)"
)
_NOT_NIL = re.compile(r"^\W*กรณี(?:ที่)?\s*ไม่มี|หาก(?:ไม่มี)|ถ้าไม่มี|ให้(?:ระบุ|เผยแพร่|รายงาน)ว่า")
_COUNT = r"(?P<n>[0-9]{1,4})(?![0-9]|\s*(?:เดือน|มกราคม|ตุลาคม|กันยายน|มีนาคม))\s*(?:เรื่อง|ราย(?!งาน|การ)|ครั้ง|\|)"
_TOTAL = (
    r"จำนวนเรื่อง(?:ร้องเรียน)?(?:\S*ทั้งหมด)?|เรื่องร้องเรียนทั้งหมด|เรื่อง(?:ที่)?(?:ได้)?รับ(?:แจ้ง|ร้องเรียน|ทั้งหมด)|รวมทั้งสิ้น"
    r"|รวมทั้งหมด|ทั้งหมด|ทั้งสิ้น|รวม|จำนวน(?:เรื่อง|ครั้ง|\s*\(เรื่อง\))"
)
_FINISHED = r"(?:ดำเนินการ)?แล้วเสร็จ|เสร็จสิ้น|ยุติ(?:เรื่อง)?|ดำเนินการแล้ว|เสร็จแล้ว|แก้ไขแล้ว"
_PENDING = (
    r"(?:อยู่)?\s?ระหว่าง(?:การ)?(?:ดำเนินการ|พิจารณา|ตรวจสอบ)|ยังไม่(?:แล้วเสร็จ|ยุติ|ดำเนินการ|เสร็จ)|รอ(?:ดำเนินการ|พิจารณา)"
    r"|คงค้าง|คงเหลือ|กำลังดำเนินการ"
)


@rule.element
def total(content: Content) -> Answer:
    """จำนวนเรื่องร้องเรียนทั้งหมด, or that there is none."""
    return _nil(content) or _counted(content, _TOTAL)


@rule.element
def finished(content: Content) -> Answer:
    """จำนวนเรื่องที่ดำเนินการแล้วเสร็จ, or that there is none."""
    return _nil(content) or _counted(content, _FINISHED)


@rule.element
def pending(content: Content) -> Answer:
    """จำนวนเรื่องที่อยู่ระหว่างดำเนินการ, or that there is none."""
    return _nil(content) or _counted(content, _PENDING)


def _speaks(content: Content) -> bool:
    paper = content.kind == "document"
    return bool(_SUBJECT.search(fold(f"{content.title} {content.label} {content.text}"))) and (
        not paper or about(content, r"ร้องเรียน|เบาะแส|ร้องทุกข์", 40)
    )


def _lines(content: Content) -> list[str]:
    """Lines that can state a number: no requirement texts, no labels of links that lead to the numbers."""
    labels = set() if content.kind == "document" else {fold(link.text) for link in content.links if link.text.strip()}
    return [line for line in content.lines if fold(line) not in labels and not REQUIREMENT.search(fold(line))]


def _nil(content: Content) -> str | None:
    """The words that say that nobody complained."""
    if not _speaks(content):
        return None
    for line in _lines(content):
        found = _NIL.search(fold(line))
        if found and not _NOT_NIL.search(fold(line)):
            return quote(line, *found.span())
    return None


def _counted(content: Content, what: str) -> str | None:
    """A number beside ``what`` in one line, or under it in a table whose head names it."""
    if not _speaks(content):
        return None
    pattern = re.compile(rf"(?:{what})[^0-9]{{0,40}}?{_COUNT}")
    for line in _lines(content):
        found = pattern.search(fold(line.replace("\t", " | ")))
        if found:
            return quote(line, *found.span())
    for table in content.tables:
        proof = _column(table.rows, what)
        if proof:
            return proof
    return None


def _column(rows: tuple[tuple[str, ...], ...], what: str) -> str | None:
    """The first number under a head that answers ``what``."""
    for number, row in enumerate(rows):
        for at, head in enumerate(row):
            if not re.search(what, fold(head)):
                continue
            for below in rows[number + 1 :]:
                if at < len(below) and re.fullmatch(r"[0-9]{1,4}\s*(?:เรื่อง|ราย|ครั้ง)?", fold(below[at])):
                    return quote(f"{head}: {below[at]} ({' | '.join(cell for cell in below if cell)})")
    return None
