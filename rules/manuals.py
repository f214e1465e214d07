"""What manuals say of a job or a service: its name, steps, time, laws, fee, channel and documents."""

from __future__ import annotations

import re

from rules.content import Content, quote
from rules.tables import column, either, matching, said
from rules.wording import CONTENTS_LINE, Line, answered, bare, cut, passage, substantive, words

_ACTION = words(
    r"ยื่น|ตรวจ|ลงทะเบียน|ประทับ|ลงรับ|เจ้าหน้าที่|เสนอ|พิจารณา|รับ(?!ผิด|ทราบ|บริการ|การ|รอง)|แจ้ง|จัดทำ|จัดเตรียม|บันทึก|ลงนาม|ออก(?:ใบ|หนังสือ|เลข|คำ)|ดำเนินการ|กรอก|ชำระ|จัดส่ง|ส่ง"
    r"|รายงาน|เตรียม|ประสาน|อนุมัติ|อนุญาต|รวบรวม|วิเคราะห์|กำหนด|สำรวจ|ผู้(?:ขอ|ยื่น|รับ|ร้อง)|ติดต่อ|สรุป|คัดกรอง|ประกาศ|แต่งตั้ง|สอบ|เขียน|ขอ|จ่าย|นัด|มอบ|เก็บ|ติดตาม|ประเมิน"
)
_STEP_HEADING = words(
    r"ขั้นตอน|วิธีการ(?:ปฏิบัติ|ดำเนิน|ขอ|ให้)|กระบวนการ|กระบวนงาน|ผังงาน|flow\s?chart|workflow|แผนผัง(?:การ|ขั้น)|ลำดับ(?:การ|ขั้น)|วิธีปฏิบัติ|รายละเอียดงาน|การปฏิบัติงาน"
)
# A numbered list of services is no list of steps.
_TITLE = words(
    r"^[^ก-๙]*(?:\d[\d.)\s]*)?(?:คู่มือ|ขั้นตอนการ|การ(?:ขอ|จดทะเบียน|จำหน่าย|เพิ่มชื่อ|แจ้ง|รับชำระ|รับแจ้ง|ต่ออายุ|ต่อใบ|โอน|ชำระ|ลงทะเบียน|ขึ้นทะเบียน))"
)
_FIRST = words(r"^[^ก-๙a-z0-9]*(?:ขั้นตอน(?:ที่)?|ขั้นที่|step)?\s*(?:\d{1,2}\.)*1[.)\s:]*(?=[^\d.]|$)")
_SECOND = words(r"^[^ก-๙a-z0-9]*(?:ขั้นตอน(?:ที่)?|ขั้นที่|step)?\s*(?:\d{1,2}\.)*2[.)\s:]*(?=[^\d.]|$)")
_INLINE = words(r"(?:^|[^\d.])1[.)]\s*[^\d]{6,}?[^\d.]2[.)]\s*[ก-๙]")
_ARROWS = words(r"[ก-๙]{6,}\s*(?:→|⇒|➔|->|>>|↓)\s*[ก-๙]{4,}")

_DURATION = words(
    r"\d+\s*(?:-\s*\d+\s*)?(?:วัน(?!ที่|จันทร์|เสาร์|อาทิตย์|หยุด)|ชั่วโมง|ชม\.?|นาที|เดือน(?!\s*25)|สัปดาห์)|(?:หนึ่ง|สอง|สาม|ห้า|เจ็ด|สิบ|สิบห้า|สามสิบ)(?:วัน|ชั่วโมง|นาที)|ครึ่งวัน|ทันที"
)
_DURATION_CELL = words(r"^\s*\d+(?:\s*-\s*\d+)?\s*(?:วัน|ชั่วโมง|นาที|เดือน)(?:ทำการ)?\s*$")
_TIME = words(r"ระยะ\s*เวลา|ใช้เวลา|ภายใน|ไม่เกิน|แล้วเสร็จ|เวลา(?:ที่)?(?:ให้บริการ|ดำเนินการ|ปฏิบัติ)|รวมเวลา")
_LAW = words(
    r"(?:พระราชบัญญัติ|พ\.?\s?ร\.?\s?บ\.?|ระเบียบ|กฎกระทรวง|ประกาศ(?:กระทรวง|คณะ|กรม|สำนัก)|ข้อบัญญัติ|เทศบัญญัติ|ข้อบังคับ|พระราชกฤษฎีกา|พระราชกำหนด|กฎ\s?ก\.พ|หลักเกณฑ์)"
    r"[^\t]{2,160}?(?:พ\.?\s?ศ\.?\s*)?2[45]\d\d|ประมวลกฎหมาย(?:แพ่ง|อาญา|วิธี|ที่ดิน)|ประมวลรัษฎากร|รัฐธรรมนูญแห่งราช"
)
_LAW_NAME = words(r"(?:พระราชบัญญัติ|พ\.?\s?ร\.?\s?บ\.?|ระเบียบ(?:กระทรวง|สำนัก|คณะ|กรม|ว่าด้วย)|กฎกระทรวง|ข้อบังคับ)[ก-๙]{6,}")
_FEE = words(r"ค่าธรรมเนียม|ค่าบริการ|ค่าใช้จ่าย|อัตราค่า")
_NO_FEE = words(
    r"(?:ไม่(?:มี|พบ|เสีย|เก็บ|คิด|ต้องเสีย|ต้องชำระ|เรียกเก็บ)(?:การเก็บ|การเรียกเก็บ)?(?:ค่าธรรมเนียม|ค่าใช้จ่าย|ค่าบริการ))|(?:ค่าธรรมเนียม|ค่าบริการ)[^\t]{0,20}(?:ฟรี|ไม่มี|ยกเว้น|ไม่เสีย)"
)
_FEE_VALUE = words(r"\d[\d,]*(?:\.\d+)?\s*(?:บาท|สตางค์)|ไม่มี|ไม่เสีย|ไม่เก็บ|ฟรี|ยกเว้น|ร้อยละ\s*\d")
_CHANNEL_HEADING = words(
    r"ช่องทาง|สถานที่(?:ให้|ยื่น|รับ|ติดต่อ)?|จุด(?:ให้)?บริการ|ติดต่อ(?:ได้)?ที่|ยื่น(?:คำขอ|เรื่อง)?(?:ได้)?ที่|หน่วยงานที่(?:ให้|รับผิดชอบ)|สถานที่"
)
_CHANNEL = words(
    r"ที่ทำการ|สำนัก(?:งาน|ปลัด)|กอง[ก-๙]|ฝ่าย|เคาน์เตอร์|เว็บไซต์|https?:|www\.|e\s?-?\s?service|one\s?stop|ศูนย์|โทร|ออนไลน์|ไปรษณีย์|ด้วยตนเอง|line|แอป|อีเมล|e\s?-?\s?mail|ชั้น\s*\d"
)
_PAPERS_HEADING = words(
    r"(?:รายการ)?(?:เอกสาร|หลักฐาน)(?:หรือ|และ|/)?(?:เอกสาร|หลักฐาน)?(?:ที่|ประกอบ|ใน|สำหรับ|การ|ยื่น|ต้อง|คำขอ|:|$)|เอกสารหลักฐาน|ใช้หลักฐาน"
)
_PAPERS = words(
    r"สำเนา|บัตรประ(?:จำตัว)?ประชาชน|ทะเบียนบ้าน|แบบ(?:ฟอร์ม|คำ)|คำขอ|คำร้อง|หนังสือ(?:มอบ|รับรอง|ยินยอม)|ใบ(?:อนุญาต|เสร็จ|รับรอง|แจ้ง|สำคัญ|มอบ)|โฉนด|ไม่มี|ไม่ต้องใช้|ไม่ใช้เอกสาร|รูปถ่าย|แผนที่|สมุดบัญชี"
)
_COPIES = words(r"(?:สำเนา|บัตรประ(?:จำตัว)?ประชาชน|ทะเบียนบ้าน|แบบคำ|หนังสือ)[^\t]{0,80}\d+\s*(?:ฉบับ|ชุด|ใบ|แผ่น|รูป)")

_TASK_COLUMN = words(
    r"ชื่อ(?:กระบวน)?งาน|ชื่อกระบวนการ|กระบวนงาน|งานที่(?:ปฏิบัติ|ให้บริการ)|ชื่อ(?:การ)?บริการ|งานบริการ|ภารกิจ|ประเภทงาน|ชื่อคู่มือ"
)
_TASK = words(
    r"(?:คู่มือ|มาตรฐาน|แนวทาง)(?:การ)?(?:ปฏิบัติ(?:งาน|ราชการ)?|ดำเนินงาน)[^\t]{0,12}?(?:เรื่อง|งาน|การ|ด้าน|กระบวน|ของ)[^\t]{4,}|(?:ขั้นตอน|กระบวนการ|กระบวนงาน|ชื่องาน|ชื่อกระบวนงาน)\s*[:：]?\s*(?:การ|งาน)[^\t]{4,}"
    r"|^[^ก-๙a-z0-9]*(?:\d+[.)]\s*)?งาน(?!ที่|ของ|นี้|และ)[^\t]{5,50}$"
)
_SERVICE = words(
    r"(?:คู่มือ(?:สำหรับ)?(?:ประชาชน|การ(?:ให้|ขอรับ)?บริการ)|ชื่องาน|งานบริการ|งานที่ให้บริการ|กระบวนงาน|ขั้นตอน)\s*[:：]?\s*(?:เรื่อง|งาน)?\s*(?:การ|งาน|ขอ|รับ)[^\t]{5,}"
    r"|^[^ก-๙a-z0-9]*(?:\(?\d+[.)]+\s*)?(?:การ)?(?:ขอ(?:รับ|อนุญาต|ใช้|ข้อมูล|ต่อ|เลข|มี|หนังสือ|สนับสนุน|จด|แก้)|รับชำระ|จดทะเบียน|ลงทะเบียน|แจ้ง(?:ขุด|เกิด|ตาย|ย้าย|รื้อ)|ชำระ(?:ค่า|ภาษี)|ขึ้นทะเบียน|ต่อใบ|ยื่น)[^\t]{4,90}$"
)


def steps(content: Content) -> str | None:
    """What is done, step by step: under ขั้นตอน in a table, two numbered lines in order, or one line "1. ... 2. ..."."""
    rows = column(content, _STEP_HEADING, lambda cell: substantive(cell, 6) and bool(_ACTION.search(bare(cell))))
    if rows:
        return rows
    lines = passage(content).lines
    for number, line in enumerate(lines):
        if not _STEP_HEADING.search(line.bare) or CONTENTS_LINE.search(line.bare):
            continue
        hit = _INLINE.search(line.bare) or _ARROWS.search(line.bare)
        if hit and _ACTION.search(line.bare):
            return cut(line, hit)
        found = _numbered(lines[max(0, number - 15) : number + 60])
        if found:
            return found
    return None


def _numbered(lines: tuple[Line, ...]) -> str | None:
    """The first step and the second, in this order, where both say what is done."""
    first: Line | None = None
    for number, line in enumerate(lines):
        if CONTENTS_LINE.search(line.bare):
            continue
        if re.fullmatch(r"\W*\d{1,2}\W*", line.bare) and number + 1 < len(lines):
            after = lines[number + 1]  # the number stands alone, as in the first column of a table
            line = Line(f"{line.text} {after.text}", f"{line.bare} {after.bare}")
        if _FIRST.search(line.bare) and _acts(line):
            first = line
        elif first is not None and _SECOND.search(line.bare) and _acts(line):
            return f"{quote(first.text)} … {quote(line.text)}"
        elif _INLINE.search(line.bare) and _ACTION.search(line.bare):
            return quote(line.text)
    return None


def _acts(line: Line) -> bool:
    return substantive(line.text, 6) and bool(_ACTION.search(line.bare)) and not _TITLE.search(line.bare)


def time(content: Content) -> str | None:
    """How long it takes: days, hours or minutes under or beside ระยะเวลา, ภายใน, ใช้เวลา."""
    text = passage(content)
    value = either(matching(_DURATION), _plain_time)
    return (
        column(content, r"ระยะเวลา|เวลา|ใช้เวลา|\(?นาที\)?$|\(?วัน\)?$", value)
        or text.near(_TIME, _DURATION, within=2)
        or text.near(r"ระยะเวลา", _DURATION_CELL, within=8)
    )


def _plain_time(cell: str) -> bool:
    return bool(re.fullmatch(r"\s*[1-9]\d{0,2}\s*", bare(cell)))


def law(content: Content) -> str | None:
    """A law, rule or regulation by name and year: พระราชบัญญัติควบคุมอาคาร พ.ศ. 2522."""
    text = passage(content)
    return text.find(_LAW) or column(content, r"กฎหมาย|ระเบียบ", matching(_LAW_NAME)) or text.find(_LAW_NAME)


def fee(content: Content) -> str | None:
    """What it costs, in baht, or an explicit "ไม่มีค่าธรรมเนียม"; a blank is no answer."""
    return (
        column(content, _FEE, either(matching(_FEE_VALUE), _free))
        or passage(content).find(_NO_FEE)
        or passage(content).near(_FEE, _FEE_VALUE, within=3)
    )


def _free(cell: str) -> bool:
    return bool(re.fullmatch(r"\s*[1-9][\d,.]*\s*", bare(cell)))


def channel(content: Content) -> str | None:
    """Where the service is given: an office, a counter, a web address, a telephone, under ช่องทาง or สถานที่."""
    return column(content, _CHANNEL_HEADING, either(matching(_CHANNEL), said)) or passage(content).near(
        _CHANNEL_HEADING, _CHANNEL, within=3
    )


def documents(content: Content) -> str | None:
    """Papers to bring, by name: สำเนาบัตรประจำตัวประชาชน 1 ฉบับ, or an explicit "ไม่มี"."""
    return (
        column(content, _PAPERS_HEADING, matching(_PAPERS))
        or passage(content).find(_COPIES)
        or passage(content).near(_PAPERS_HEADING, words(rf"^(?!{_TITLE.pattern}).*(?:{_PAPERS.pattern})"), within=4)
    )


def task(content: Content) -> str | None:
    """The job that the manual is for, by name; a title counts only with steps under it."""
    return _named(content, _TASK) if steps(content) else None


def service(content: Content) -> str | None:
    """The service that is asked for, by name; a title counts only with steps or papers under it."""
    return _named(content, _SERVICE) if steps(content) or documents(content) else None


def _named(content: Content, pattern: re.Pattern[str]) -> str | None:
    found = column(content, _TASK_COLUMN, lambda cell: substantive(cell, 6)) or passage(content).find(pattern)
    if found:
        return found
    for title in (content.title, content.label):
        if title and pattern.search(bare(title)):
            return quote(title)
    return answered(passage(content), _TASK_COLUMN)
