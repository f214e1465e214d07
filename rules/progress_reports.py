"""What reports on projects say: results, progress, money spent, problems and suggestions."""

from __future__ import annotations

import re

from rules.content import Content
from rules.tables import amount, column, either, matching, said
from rules.wording import AMOUNT, MONTHS, NIL_BUDGET, Passage, answered, bare, passage, substantive, words

PROJECT = words(r"โครงการ|กิจกรรม|แผนงาน|หลักสูตร|มาตรการ|ตัวชี้วัด|ภารกิจ|งานที่")
DONE = words(
    r"ดำเนินการ(?:แล้ว|เรียบร้อย|เสร็จ|ครบ|ไปแล้ว)|ได้(?:มีการ)?(?:ดำเนินการ|จัด(?:ทำ|กิจกรรม|โครงการ|อบรม|ประชุม|ให้มี)|ส่ง|ออก|ติดตั้ง|กำหนด|แต่งตั้ง|ประกาศ|เผยแพร่|มอบ|แจ้ง|ปรับปรุง|ประชุม|ตรวจสอบ|กำชับ)|เรียบร้อยแล้ว"
    r"|แล้วเสร็จ|เสร็จสิ้น|เสร็จเรียบร้อย|เป็นไปตาม(?:แผน|เป้าหมาย)|(?<!ให้)บรรลุ(?:ตาม)?(?:เป้า|วัตถุ|ผล)|มีผู้เข้า(?:ร่วม|รับ)|ผู้เข้า(?:ร่วม|รับการ).{0,30}\d|(?:ร้อยละ|คิดเป็น)\s*\d|\d\s*%"
    r"|ไม่(?:ได้|สามารถ)ดำเนินการ|ยังไม่(?:ได้)?ดำเนินการ|มีการ(?:จัด|ดำเนิน|ประชุม|อบรม|กำกับ|ติดตาม|เผยแพร่|ประชาสัมพันธ์|มอบ|ปรับปรุง|แต่งตั้ง)"
)
UNDER_WAY = words(
    r"ดำเนินการ(?:แล้ว|เรียบร้อย|เสร็จ|ไปแล้ว)|แล้วเสร็จ|เสร็จสิ้น|เสร็จเรียบร้อย|(?:อยู่)?(?:ใน)?ระหว่าง(?:การ)?(?:ดำเนิน|จัดซื้อ|จัดจ้าง|จัดทำ|เตรียม|ก่อสร้าง"
    r"|เบิกจ่าย|สำรวจ|ออกแบบ|ขออนุมัติ|เสนอ)|ยังไม่(?:ได้|ถึง|มีการ)?(?:ดำเนิน|กำหนด|เบิก)|เบิกจ่าย(?:แล้ว|ไป|เงิน)|(?:ร้อยละ|คิดเป็น)\s*\d|\d\s*%|ก่อหนี้ผูกพัน"
)
COVERED = words(
    r"รอบ\s*\(?(?:\d+|หก|สิบสอง)\s*เดือน|ไตรมาส(?:ที่)?\s*\d|(?:ณ|ถึง|สิ้น)\s*(?:วันที่)?\s*(?:วัน)?\s*\d{1,2}\s*(?:"
    + MONTHS.pattern
    + r")"
    r"|(?:ประจำ)?เดือน\s*(?:"
    + MONTHS.pattern
    + r")|ครึ่งปี(?:แรก|หลัง)|(?:"
    + MONTHS.pattern
    + r")\s*(?:พ\.ศ\.)?\s*\d{2,4}\s*(?:[-–ถ]|ถึง)|ระยะ\s*\d+\s*เดือน|\d{1,2}\s*เดือน(?:แรก|หลัง)"
)

_RESULT_HEADING = words(
    r"ผลการ(?:ดำเนิน|ปฏิบัติ|พัฒนา|จัด|ฝึกอบรม|บริหาร)|ผลลัพธ์|ผลผลิต|ผลสำเร็จ|ผลสัมฤทธิ์|ผลที่ได้|ความสำเร็จ|การดำเนินการที่ผ่านมา|สิ่งที่ได้ดำเนิน|สรุปผล|ผลงาน|ผลตามตัวชี้วัด"
    r"|^ผล$|สถานะ|ความก้าวหน้า|ความคืบหน้า|รายละเอียดการดำเนิน"
)
RESULT_LINE = words(r"^[^ก-๙a-z]*(?:\d[\d.)\s]*)?(?:ผลการ(?:ดำเนิน|ปฏิบัติ|ฝึกอบรม|พัฒนา|จัดการ|บริหาร)|ผลลัพธ์|ผลสำเร็จ)")
_PROGRESS_HEADING = words(r"ความก้าวหน้า|ความคืบหน้า|ผลการ(?:ดำเนิน|ปฏิบัติ|เบิกจ่าย|ใช้จ่าย)|สถานะ|ร้อยละ|สถานภาพ|เบิกจ่าย|%")
_SPENT_HEADING = words(
    r"เบิกจ่าย|(?:ผล)?(?:การ)?ใช้จ่าย|ใช้ไป|งบประมาณ(?:ที่)?(?:ได้)?(?:ใช้|เบิก|จ่าย)|จ่ายจริง|ใช้จริง|รายจ่ายจริง|(?:เงิน|จำนวน)ที่(?:ใช้|จ่าย)|จ่ายไป|ใช้งบประมาณ"
)
_SPENT = words(r"เบิกจ่าย|ใช้จ่าย|ใช้งบประมาณ|ใช้ไป|จ่ายไป|จ่ายจริง|ก่อหนี้|ใช้เงิน")
_PROBLEM = words(r"ปัญหา|อุปสรรค|ข้อจำกัด")
_NO_PROBLEM = words(r"ไม่(?:พบ|มี|ประสบ|ปรากฏ|เกิด)(?:ประเด็น)?(?:ปัญหา|อุปสรรค|ข้อขัดข้อง)")
_SUGGESTION = words(r"ข้อเสนอแนะ|แนวทาง(?:การ)?(?:แก้ไข|ปรับปรุง|พัฒนา)|ข้อเสนอ|ข้อคิดเห็น")
_NO_SUGGESTION = words(r"ไม่(?:มี|พบ)(?:ปัญหา.{0,20}|อุปสรรค.{0,20})?ข้อเสนอ")
_NAMED = words(
    r"^[^ก-๙a-z0-9]*(?:\d[\d.)\s]*)?(?:ชื่อ)?(?:โครงการ|กิจกรรม|หลักสูตร)(?![/,]|ต่าง|ที่ได้|ตาม|นี้|ทั้งหมด)[^/\t]{8,}"
    r"|(?:จัด|ดำเนิน)(?:การ|ทำ)?(?:โครงการ|กิจกรรม|หลักสูตร|อบรม)[^/\t]{6,}"
)
_PENDING_SITE = words(r"(?:อยู่)?ระหว่าง(?:การ)?(?:ปรับปรุง|จัดทำ|พัฒนา|รวบรวม)(?:ข้อมูล|เว็บ|เนื้อหา|ระบบ)")


def result(content: Content) -> str | None:
    """Result of a named project: a value under ผลการดำเนินงาน, or words of what was done beside a project's name."""
    value = either(matching(DONE), lambda cell: substantive(cell, 8), amount)
    return (
        column(content, _RESULT_HEADING, value, row=_names_something)
        or passage(content).near(_NAMED, _done_only(), within=5)
        or _told(content)
    )


def progress(content: Content) -> str | None:
    """How far projects have come (done, under way, per cent, disbursed) with the period that this covers."""
    text = passage(content)
    covered = text.find(COVERED) or _in_title(content, COVERED)
    if covered is None:
        return None
    found = column(content, _PROGRESS_HEADING, either(matching(UNDER_WAY), amount), row=_names_something)
    found = found or text.near(PROJECT, _under_way_only(), within=6)
    return f"{found} … {covered}" if found else None


def spent(content: Content) -> str | None:
    """Money spent: an amount under or beside เบิกจ่าย, ใช้จ่ายจริง, ใช้ไป, or an explicit "ไม่ใช้งบประมาณ"."""
    text = passage(content)
    return (
        column(content, _SPENT_HEADING, either(amount, matching(NIL_BUDGET)))
        or column(content, r"งบประมาณ|ค่าใช้จ่าย", matching(NIL_BUDGET))
        or text.near(_SPENT, words(AMOUNT.pattern + r"\s*(?:บาท|ล้านบาท)"), within=2)
        or text.near(_SPENT, AMOUNT, within=1)
        or text.find(NIL_BUDGET)
    )


def problem(content: Content) -> str | None:
    """Problems and obstacles that were met, or an explicit "ไม่มี"."""
    text = passage(content)
    return (
        column(content, _PROBLEM, _answer_cell)
        or text.find(_NO_PROBLEM)
        or answered(text, _PROBLEM, other=r"^[^ก-๙]*(?:\d+[.)]\s*)?(?:ข้อเสนอแนะ|แนวทาง)")
    )


def suggestion(content: Content) -> str | None:
    """Suggestions or ways to mend, or an explicit "ไม่มี"."""
    text = passage(content)
    return (
        column(content, _SUGGESTION, _answer_cell)
        or text.find(_NO_SUGGESTION)
        or answered(text, _SUGGESTION)
        or answered(text, r"ปัญหา.{0,30}ข้อเสนอแนะ")
    )


def _answer_cell(cell: str) -> bool:
    return said(cell) or bool(words(r"^[^ก-๙a-z0-9]*ไม่มี[^ก-๙a-z0-9]*$").search(bare(cell)))


def _names_something(cell: str) -> bool:
    return substantive(cell, 8) and bool(re.search(r"[ก-ฮ]{2}", bare(cell)))


def _done_only() -> re.Pattern[str]:
    return words(rf"^(?!.*(?:{_PENDING_SITE.pattern})).*(?:{DONE.pattern})")


def _under_way_only() -> re.Pattern[str]:
    return words(rf"^(?!.*(?:{_PENDING_SITE.pattern})).*(?:{UNDER_WAY.pattern})")


def _told(content: Content) -> str | None:
    """A heading ผลการดำเนินงาน with an account of what was done under it."""
    text = passage(content)
    under = answered(text, RESULT_LINE, other=r"^[^ก-๙]*(?:\d+[.)]\s*)?(?:ปัญหา|ข้อเสนอแนะ)")
    return under if under and _said_done(text) else None


def _said_done(text: Passage) -> bool:
    return text.count(_done_only()) >= 2


def _in_title(content: Content, pattern: re.Pattern[str]) -> str | None:
    for title in (content.title, content.label):
        if title and pattern.search(bare(title)):
            return title
    return None
