"""ข้อมูลสถิติการให้บริการ: how many were served, of what, when.

Judges numbers with a unit or a service beside them, and the period they stand for. Visitor counters of the website,
satisfaction in per cent and tables of blanks are no service statistics.
"""

import re

from crawler.text import fold
from rules.content import Content, quote
from rules.rule import Answer, Rule
from rules.substance import about, said
from rules.thai import COUNTED, NUMBER

rule = Rule(core=("numbers",))

_SERVED = re.compile(
    r"ผู้(?:มา)?(?:รับบริการ|ใช้บริการ|ติดต่อ|ขอรับบริการ|ป่วย)|การ(?:ให้|รับ|ขอรับ|เข้ารับ)บริการ|บริการ|คำร้อง|คำขอ|ขออนุญาต"
    r"|ใบอนุญาต|จดทะเบียน|ลงทะเบียน|ชำระ|ภาษี|เบี้ยยังชีพ"
    r"|ป่วยนอก|ป่วยใน|\bopd\b|\bipd\b|walk\s?-?\s?in|e\s?-?\s?service|สนับสนุน|ตัดต้นไม้|แจ้งซ่อม|ซ่อม|น้ำประปา|ขยะ|ฉุกเฉิน"
    r"|บัตรประชาชน|ทะเบียนราษฎร|นักเรียน"
)
_NOT = re.compile(
    r"ผู้เข้าชม|เข้าชมเว็บ|ออนไลน์ขณะนี้|ip address|วันนี้\s*[0-9]|เมื่อวาน|visitors?\b|page\s?views?|ร้อยละ|ความพึงพอใจ|ค่าเฉลี่ย"
    r"|counter|บาท"
)
_WITH_UNIT = re.compile(NUMBER + r"\s*" + COUNTED)
_PERIOD = re.compile(
    r"(?:ปี(?:งบประมาณ)?|พ\.\s?ศ\.|ประจำปี\S*)\s*(?:พ\.\s?ศ\.)?\s*(?:25[0-9]{2}|20[0-9]{2})|ไตรมาส|(?:รอบ|ระยะ"
    r"|ราย)\s?[0-9]*\s?เดือน|ประจำเดือน"
    r"|(?:มกราคม|กุมภาพันธ์|มีนาคม|เมษายน|พฤษภาคม|มิถุนายน|กรกฎาคม|สิงหาคม|กันยายน|ตุลาคม|พฤศจิกายน|ธันวาคม|(?:ต|ม|มี|ก|พ|ธ"
    r"|ส)\.\s?[คพย]\.)\s*(?:พ\.\s?ศ\.)?\s*(?:25)?[0-9]{2}"
    r"|(?:^|\s)25[0-9]{2}(?:\s|$)"
)


@rule.element
def numbers(content: Content) -> Answer:
    """ตัวเลขผู้รับบริการตามภารกิจ: at least two lines or rows of a service with a number other than nought."""
    rows = _rows(content)
    if len(rows) >= 2:
        return " … ".join(rows[:2])
    return rows[0] if rows and _WITH_UNIT.search(fold(rows[0])) and _SERVED.search(fold(rows[0])) else None


@rule.element
def period(content: Content) -> Answer:
    """ช่วงเวลาของข้อมูล: a year, quarter or months beside the numbers."""
    if not _rows(content):
        return None
    for line in (content.title, *said(content), content.label):
        found = _PERIOD.search(fold(line))
        if found:
            return quote(line, *found.span())
    return None


@rule.element
def channels_split(content: Content) -> Answer:
    """แยกสถิติ walk-in กับ e-service (คำแนะนำ ไม่นับคะแนน)."""
    if not _rows(content):
        return None
    return content.find_all(
        re.compile(r"walk\s?-?\s?in|ณ\s?จุด(?:ให้)?บริการ|ด้วยตนเอง|ที่สำนักงาน|เคาน์เตอร์", re.IGNORECASE),
        re.compile(r"e\s?-?\s?service|ออนไลน์|อิเล็กทรอนิกส์|online", re.IGNORECASE),
    )


def _rows(content: Content) -> list[str]:
    """Lines and table rows that count something served."""
    served = about(content, _SERVED, 5)
    found: list[str] = []
    if content.kind == "document" and not about(
        content, r"สถิติ|จำนวนผู้|ข้อมูลการให้บริการ|ผลการให้บริการ|ผู้(?:มา)?(?:รับ|ใช้)บริการ"
    ):
        return found
    for line in said(content):
        folded = fold(line.replace("\t", " | "))
        if _NOT.search(folded):
            continue
        cells = [cell.strip() for cell in folded.split("|")]
        counted = len(cells) > 1 and any(re.fullmatch(NUMBER + r"\s*" + COUNTED + r"?\.?", cell) for cell in cells[1:])
        named = any(len(re.findall(r"[ก-ฮa-z]", cell)) >= 3 for cell in cells)
        if (counted and named and (served or _SERVED.search(folded))) or (
            _WITH_UNIT.search(folded) and _SERVED.search(folded)
        ):
            found.append(quote(line))
    return list(dict.fromkeys(found))
