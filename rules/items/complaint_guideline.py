"""แนวปฏิบัติการจัดการเรื่องร้องเรียนการทุจริตและประพฤติมิชอบ: how outsiders complain, and how it is then handled.

Judges a manual or a page for four things: the ways to complain, the steps, the unit in charge, the time it takes. It
must speak of corruption or misconduct somewhere; a general manual for services does not answer.
"""

import re

from crawler.text import fold
from rules.content import Content, quote
from rules.rule import Answer, Rule
from rules.substance import about, passage, said, size

rule = Rule(core=("how_to", "steps"))

_SUBJECT = re.compile(r"ทุจริต|ประพฤติ\s?มิ\s?ชอบ|มิชอบ")
_COMPLAINT = re.compile(r"ร้องเรียน|เบาะแส|แจ้งเรื่อง|กล่าวหา")
_WAY = (
    r"(?:ร้องเรียน|แจ้ง|ยื่น|ส่ง|ร้องทุกข์|ติดต่อ)\S{0,40}(?:ด้วยตนเอง|ทางไปรษณีย์|ทางโทรศัพท์|ผ่าน|ทาง(?:เว็บ|อีเมล|ระบบ|จดหมาย"
    r"|สื่อ)|โดยตรง)|ช่องทาง(?:การ)?(?:รับ|แจ้ง|ร้องเรียน|ยื่น)|วิธี(?:การ)?(?:ร้องเรียน|แจ้ง|ยื่น)"
    r"|ด้วยตนเอง|ทางไปรษณีย์|ตู้(?:รับ)?(?:เรื่อง|ร้องเรียน|แสดงความ)|ใช้ถ้อยคำสุภาพ|ระบุ(?:ชื่อ|วัน|รายละเอียด)\S*.{0,40}(?:ผู้ร้อง"
    r"|ที่อยู่|เบาะแส)|รายละเอียด(?:การ|ของ)ร้องเรียน|หลักเกณฑ์(?:การ|และ)\S{0,15}ร้องเรียน"
)
_STEP = re.compile(
    r"ขั้นตอน|แผนผัง(?:กระบวน|ขั้นตอน)|กระบวนการ(?:จัดการ|พิจารณา|ดำเนิน)|flow\s?chart|รับเรื่อง|ลงทะเบียน(?:รับ)?|คัดแยก"
    r"|วิเคราะห์|ตรวจสอบข้อเท็จจริง|แสวงหาข้อเท็จจริง|สืบสวน|สอบสวน|เสนอ(?:ผู้บริหาร|นายก|ผู้อำนวยการ|ปลัด)|แจ้งผล|ยุติเรื่อง"
    r"|รายงานผล|พิจารณา"
)
_UNIT = (
    r"(?:ส่วนงาน|หน่วยงาน|กลุ่มงาน|งาน|ผู้|ศูนย์|ฝ่าย|เจ้าหน้าที่)(?:ที่)?รับผิดชอบ|ศูนย์(?:รับ|ปฏิบัติการ|อำนวยการ)\S{0,20}(?:ร้องเรียน"
    r"|ทุจริต|ร้องทุกข์)|(?:สำนักปลัด|งานนิติการ|กลุ่มงาน(?:จริยธรรม|กฎหมาย|นิติการ|บริหารทั่วไป)|หน่วยตรวจสอบภายใน|ฝ่ายบริหาร\S*"
    r"|กองการเจ้าหน้าที่)"
)
_TIME = re.compile(
    r"(?:ภายใน|ไม่เกิน|ใช้เวลา|ระยะเวลา\D{0,30})\s*[0-9]+\s*(?:วัน|ชั่วโมง|เดือน)|[0-9]+\s*(?:วัน(?:ทำการ|ทําการ)?|ชั่วโมง"
    r"|นาที)(?![ก-๎]{0,3}ที่)|ภายใน\s*(?:เจ็ด|สิบห้า|สามสิบ|สิบ|ห้า)\S*วัน"
)


@rule.element
def how_to(content: Content) -> Answer:
    """รายละเอียดวิธีการที่บุคคลภายนอกจะทำการร้องเรียน."""
    return passage(content, _WAY, least=30, after=6) if _speaks(content) else None


@rule.element
def steps(content: Content) -> Answer:
    """ขั้นตอนหรือวิธีการในการจัดการต่อเรื่องร้องเรียน: at least three different steps."""
    if not _speaks(content):
        return None
    lines = [line for line in said(content) if _STEP.search(fold(line))]
    kinds = {word for line in lines for word in _STEP.findall(fold(line))} - {"ขั้นตอน", "พิจารณา"}
    if len(kinds) < 3:
        return None
    return " … ".join(quote(line) for line in list(dict.fromkeys(lines))[:2])


@rule.element
def unit(content: Content) -> Answer:
    """ส่วนงานที่รับผิดชอบ."""
    return passage(content, _UNIT, least=8, after=2) if _speaks(content) else None


@rule.element
def time(content: Content) -> Answer:
    """ระยะเวลาดำเนินการ: days or hours."""
    if not _speaks(content):
        return None
    for line in said(content):
        found = _TIME.search(fold(line))
        if found:
            return quote(line, *found.span())
    return None


def _speaks(content: Content) -> bool:
    """Whether this says something about complaints of corruption, beyond a title."""
    lines = said(content)
    if content.kind == "document":  # a manual on complaints in general names corruption only in passing
        often = sum(bool(_SUBJECT.search(fold(line))) for line in lines)
        if not about(content, _SUBJECT) and often < 6:
            return False
    named = fold(f"{content.title} {content.label}")
    told = [line for line in lines if _COMPLAINT.search(fold(line))]
    spoken = (_SUBJECT.search(named) and _COMPLAINT.search(named)) or any(_SUBJECT.search(fold(line)) for line in told)
    return bool(spoken) and len(told) >= 2 and size(lines) >= 100
