"""The Thai words that every kind of report uses for the same thing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

from crawler import causes
from reports.model import CrawlSummary, Report

TITLE = "รายงานตรวจการเปิดเผยข้อมูลสาธารณะ (OIT)"
DISCLAIMER = (
    "ผลนี้เป็นการตรวจโดยโปรแกรมเพื่อช่วยเตรียมความพร้อม ไม่ใช่ผลการประเมินของสำนักงาน ป.ป.ช. "
    "ทุกข้อที่โปรแกรมบอกว่า “ผ่าน” มีข้อความที่อ้างอิงได้ให้เปิดดูเสมอ"
)


@dataclass(frozen=True, slots=True)
class Word:
    """A status in words: ``name`` in a word or two, ``meaning`` as a sentence, ``symbol`` one character."""

    name: str
    meaning: str
    symbol: str


STATUS: dict[str, Word] = {
    "pass": Word("ผ่าน", "พบข้อมูลครบตามองค์ประกอบที่โปรแกรมตรวจได้", "✓"),
    "partial": Word("ยังไม่ครบ", "พบข้อมูลแล้ว แต่ขาดบางองค์ประกอบ", "◐"),
    "stale": Word("ผิดปี", "พบข้อมูลเรื่องนี้ แต่ไม่ใช่ปีที่หลักเกณฑ์ถาม", "↻"),
    "missing": Word("ไม่พบ", "ค้นแล้วไม่พบข้อมูลเรื่องนี้ในส่วนที่อ่านได้", "✗"),
    "manual": Word("ให้คนตรวจ", "โปรแกรมตัดสินแทนคนไม่ได้ ต้องเปิดดูเอง", "☞"),
    "undecided": Word("ตัดสินไม่ได้", "เปิดหรืออ่านหลักฐานไม่ได้ จึงไม่นับว่าไม่มี", "?"),
}

ELEMENT: dict[str, Word] = {
    "pass": Word("พบ", "มีข้อความยืนยัน", "✓"),
    "fail": Word("ไม่พบ", "อ่านแล้วไม่มีส่วนนี้", "✗"),
    "manual": Word("ให้คนตรวจ", "โปรแกรมตัดสินแทนคนไม่ได้", "☞"),
    "error": Word("ตรวจไม่ได้", "เปิดหรืออ่านไม่ได้", "?"),
    "not_applicable": Word("ไม่เกี่ยวข้อง", "ไม่ใช้กับหน่วยงานประเภทนี้", "–"),
}

BASIS: dict[str, Word] = {
    "quoted": Word("อ้างอิงถ้อยคำหลักเกณฑ์", "มีแหล่งสาธารณะยกถ้อยคำของหลักเกณฑ์ปีนี้ไว้", "●"),
    "parallel": Word("เทียบเคียงหลักเกณฑ์ใกล้เคียง", "ถ้อยคำของข้อเดียวกันในปีอื่นหรือระบบประเมินอื่น", "◒"),
    "practice": Word("ตามที่หน่วยงานอื่นปฏิบัติ", "สรุปจากสิ่งที่หน่วยงานต่าง ๆ เผยแพร่ในข้อนี้", "◔"),
    "assumed": Word("ข้อสันนิษฐาน", "ยังไม่พบถ้อยคำของหลักเกณฑ์ ไม่ใช่ข้อกำหนดทางการ", "○"),
}

KIND: dict[str, str] = {
    "page": "หน้าเว็บ",
    "section": "หัวข้อในหน้าเว็บ",
    "document": "เอกสาร",
    "offsite": "อยู่นอกเว็บไซต์",
    "dead": "ลิงก์เสีย",
}

AGENCY: dict[str, str] = {
    "local": "องค์กรปกครองส่วนท้องถิ่น",
    "province": "จังหวัด",
    "hospital": "สถานพยาบาล",
    "school": "สถานศึกษา",
    "university": "มหาวิทยาลัย",
    "police": "สถานีตำรวจ",
    "central": "ส่วนราชการส่วนกลาง",
}

EFFORT: dict[str, str] = {"low": "ทำได้เร็ว", "medium": "ใช้เวลาพอควร", "high": "ใช้เวลามาก"}

STOPPED: dict[str, str] = {
    "pages": "หยุดก่อนอ่านครบ เพราะอ่านครบจำนวนหน้าที่กำหนดไว้ (เพิ่มได้ด้วย --max-pages)",
    "bytes": "หยุดก่อนอ่านครบ เพราะรับข้อมูลครบขนาดที่กำหนดไว้",
    "deadline": "หยุดก่อนอ่านครบ เพราะครบเวลาที่กำหนดไว้ (เพิ่มได้ด้วย --deadline)",
    "interrupt": "ผู้ใช้สั่งหยุดก่อนอ่านครบ รายงานนี้มาจากส่วนที่อ่านแล้วเท่านั้น",
    "crash": "โปรแกรมตรวจขัดข้องก่อนอ่านครบ รายงานนี้มาจากส่วนที่อ่านแล้วเท่านั้น",
    "unreachable": "เปิดเว็บไซต์ไม่ได้ จึงยังบอกไม่ได้ว่ามีข้อมูลหรือไม่",
}

_BY_NAME = {known.thai: known for known in causes.CAUSES.values()}
_MONTHS = [
    "มกราคม",
    "กุมภาพันธ์",
    "มีนาคม",
    "เมษายน",
    "พฤษภาคม",
    "มิถุนายน",
    "กรกฎาคม",
    "สิงหาคม",
    "กันยายน",
    "ตุลาคม",
    "พฤศจิกายน",
    "ธันวาคม",
]
_BANGKOK = timezone(timedelta(hours=7))


def confidence(value: float) -> str:
    """How sure the program is of a finding (0 to 1), in words."""
    if value >= 0.85:
        return "มั่นใจมาก"
    return "ค่อนข้างมั่นใจ" if value >= 0.6 else "ไม่มั่นใจ ควรให้คนดูซ้ำ"


def likeness(value: float) -> str:
    """How well a piece of evidence fits its item (0 to 1), in words."""
    if value >= 0.8:
        return "ตรงมาก"
    return "น่าจะตรง" if value >= 0.5 else "อาจเกี่ยวข้อง"


def effort(word: str) -> str:
    """An effort in Thai; a word that is not known is shown as it is."""
    return EFFORT.get(word, word)


def status(word: str) -> Word:
    """The wording of an item's status."""
    return STATUS.get(word, Word(word, "", "?"))


def element(word: str) -> Word:
    """The wording of an element's status."""
    return ELEMENT.get(word, Word(word, "", "?"))


def basis(word: str) -> Word:
    """The wording of how well a requirement is founded."""
    return BASIS.get(word, Word(word, "", ""))


def cause(word: str) -> tuple[str, str]:
    """Name of a cause and advice, both Thai, from its word or its Thai name; any other sentence has no advice."""
    known = causes.CAUSES.get(word) or _BY_NAME.get(word)
    return (known.thai, known.advice) if known else (word, "")


def points(value: float) -> str:
    """A score of 0 to 100 with two decimals at most: 100, 97.5, 88.89."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def moment(iso: str) -> str:
    """An ISO 8601 time as "20 พฤศจิกายน 2569 เวลา 19.08 น." in Thailand; a time without a zone is taken as UTC.

    What is no such time comes back unchanged.
    """
    try:
        when = datetime.fromisoformat(iso)
        when = (when if when.tzinfo else when.replace(tzinfo=UTC)).astimezone(_BANGKOK)
    except (ValueError, OverflowError):
        return iso
    return f"{when.day} {_MONTHS[when.month - 1]} {when.year + 543} เวลา {when:%H.%M} น."


def stopped(crawl: CrawlSummary) -> str:
    """Why the crawl ended early, as a sentence; "" when it did not."""
    if not crawl.stopped_by:
        return ""
    return STOPPED.get(crawl.stopped_by, f"หยุดก่อนอ่านครบ ({crawl.stopped_by})")


def warnings(report: Report) -> tuple[str, ...]:
    """What a reader must know before anything else: the report's own warnings, and a crawl that ended early."""
    return tuple(dict.fromkeys(line for line in (*report.warnings, stopped(report.crawl)) if line))
