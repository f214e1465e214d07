"""What a corruption risk assessment and its report say: events, levels, measures and what came of them."""

from __future__ import annotations

import re
from collections.abc import Callable

from rules.content import Content
from rules.progress_reports import DONE, RESULT_LINE
from rules.tables import column, either, matching
from rules.wording import answered, bare, listed, passage, substantive, words

CORRUPTION = words(r"ทุจริต|สินบน|ประพฤติมิชอบ|เรียกรับ|ผลประโยชน์ทับซ้อน|ประโยชน์อื่นใด|รับของขวัญ|เอื้อประโยชน์")

_EVENT_HEADING = words(
    r"เหตุการณ์|ประเด็น(?:ความ)?เสี่ยง|(?:ชื่อ|รายละเอียด|ลักษณะ|รูปแบบ|ปัจจัย|พฤติ(?:การณ์|กรรม)|จุด|หัวข้อ)(?:ของ)?(?:ความ|ที่มีความ)?เสี่ยง|^[^ก-๙]*ความเสี่ยง(?:การทุจริต|ด้าน.{0,30}|ที่.{0,30})?$"
    r"|โอกาส(?:/|และ|หรือ)?ความเสี่ยง|รูปแบบ(?:พฤติ|การ)|พฤติการณ์"
)
_LEVEL_HEADING = words(
    r"ระดับ|คะแนน|โอกาส|ผลกระทบ|ค่าความเสี่ยง|risk\s?score|level|ความรุนแรง|สถานะความเสี่ยง|ประเมิน(?:ค่า)?ความเสี่ยง|^[^ก-๙]*(?:สูงมาก|สูง|ปานกลาง|ต่ำ|น้อย)[^ก-๙]*$|สถานะ"
)
_LEVEL = words(
    r"^[^ก-๙a-z0-9]*(?:ระดับ)?(?:ความเสี่ยง)?(?:สูงมาก|สูง|ปานกลาง|กลาง|ต่ำมาก|ต่ำ|น้อย|high|medium|low|สี(?:แดง|ส้ม|เหลือง|เขียว)|เขียว|เหลือง|ส้ม|แดง)"
)
_RISK_HEADING = words(r"^[^ก-๙]*ความเสี่ยง$")
_LEVEL_WORD = words(r"^[^ก-๙]*(?:ระดับ|โอกาส|ผลกระทบ|คะแนน|ความรุนแรง)")
_LEVEL_CELL = words(r"^[^ก-๙]*(?:ระดับ)?(?:สูงมาก|สูง|ปานกลาง|ต่ำมาก|ต่ำ|น้อย)[^ก-๙]*$")
_LEVEL_TEXT = words(
    r"(?:ระดับ(?:ของ)?(?:ความ)?(?:เสี่ยง|รุนแรง|โอกาส)?|มีความเสี่ยง|เสี่ยง|โอกาส(?:ที่จะ)?เกิด|ผลกระทบ|คะแนน)[^\t]{0,30}?(?:สูง|ปานกลาง|ต่ำ|[=:]\s*[1-5]|\d\s*[x×*]\s*\d|\d{1,2}\s*คะแนน)"
)
_SCORE = words(r"^\s*(?:[1-9]|1\d|2[0-5])\s*$|[✓✔√/]")
_MEASURE_HEADING = words(
    r"มาตรการ|(?:แนวทาง|วิธี|แผน)(?:การ)?(?:บริหาร|จัดการ|ป้องกัน|แก้ไข|ดำเนิน|ควบคุม|ลด)|การ(?:บริหาร)?จัดการความเสี่ยง|(?:กิจกรรม|การ)ควบคุม|การตอบสนอง"
)
_MEASURE_TEXT = (
    r"มาตรการ(?:ป้องกัน|ควบคุม|จัดการ|ใน|บริหาร|ลด|ที่)|(?:แนวทาง|วิธี)(?:การ)?(?:บริหาร|จัดการ|ป้องกัน|ควบคุม)"
    r"|การ(?:บริหาร)?จัดการความเสี่ยง"
)
_RESULT_HEADING = words(
    r"ผลการ(?:ดำเนิน|จัดการ|บริหาร|ปฏิบัติ|ควบคุม|ป้องกัน)|ผลลัพธ์|ผลที่|สถานะ|ความก้าวหน้า|^[^ก-๙]*ผล[^ก-๙]*$|สรุปผล|การดำเนินการ(?:ที่ผ่านมา|แล้ว)?$|ความสำเร็จ"
)
_EVENT_TEXT = (
    r"(?:เหตุการณ์|ประเด็น|รูปแบบ|พฤติการณ์)(?:/ประเด็น)?(?:ที่มี)?(?:ความเสี่ยง|การทุจริต)"
    r"|ความเสี่ยง(?:การทุจริต|ที่(?:อาจ)?(?:จะ)?เกิด|ต่อการทุจริต)"
)


def _sentence(cell: str) -> bool:
    return substantive(cell, 10) and not words(r"^[^ก-๙a-z0-9]*(?:ไม่มี|ไม่พบ)[^ก-๙a-z0-9]*$").search(bare(cell))


def _listed(content: Content, heading: re.Pattern[str], value: Callable[[str], bool]) -> str | None:
    heads = (_EVENT_HEADING, _RISK_HEADING, _LEVEL_WORD, _MEASURE_HEADING, _RESULT_HEADING)
    return listed(passage(content), heading, value, heads)


def _of_corruption(content: Content) -> bool:
    """Whether the risks are of corruption at all, not of floods or of late budgets."""
    return any(CORRUPTION.search(bare(part)) for part in (content.title, content.label)) or bool(
        passage(content).find(CORRUPTION)
    )


def events(content: Content) -> str | None:
    """What might happen: a sentence under เหตุการณ์ความเสี่ยง or ประเด็นความเสี่ยงการทุจริต."""
    if not _of_corruption(content):
        return None
    return (
        column(content, _EVENT_HEADING, _sentence)
        or answered(passage(content), _EVENT_TEXT, other=r"^[^ก-๙]*(?:ระดับ|มาตรการ|โอกาส)")
        or _listed(content, _EVENT_HEADING, _sentence)
    )


def level(content: Content) -> str | None:
    """How likely and how grave: สูง, ปานกลาง, ต่ำ, or likelihood times impact, of an event that is named."""
    if not events(content):
        return None
    return (
        column(content, _LEVEL_HEADING, either(matching(_LEVEL), matching(_SCORE)), row=_sentence)
        or passage(content).find(_LEVEL_TEXT)
        or _listed(content, _LEVEL_WORD, matching(_LEVEL_CELL))
    )


def measures(content: Content) -> str | None:
    """What is done about it: a sentence under มาตรการ or แนวทางการจัดการความเสี่ยง."""
    if not _of_corruption(content):
        return None
    return (
        column(content, _MEASURE_HEADING, _sentence)
        or answered(passage(content), _MEASURE_TEXT, other=r"^[^ก-๙]*(?:\d+[.)]\s*)?ผลการดำเนิน")
        or _listed(content, _MEASURE_HEADING, _sentence)
    )


def results(content: Content) -> str | None:
    """What came of a measure: a sentence under ผลการดำเนินการ, or words of what was done beside a measure."""
    if not _of_corruption(content):
        return None
    text = passage(content)
    under = answered(text, RESULT_LINE)
    return (
        column(content, _RESULT_HEADING, either(matching(DONE), _sentence), row=_sentence)
        or _listed(content, _RESULT_HEADING, matching(DONE))
        or (under if under and text.find(DONE) else None)
        or text.near(
            r"มาตรการ|แนวทาง|ความเสี่ยง",
            words(r"ได้(?:ดำเนินการ|จัด|มีการ|กำหนด|ออก|แต่งตั้ง)|ดำเนินการ(?:แล้ว|เรียบร้อย|เสร็จ)"),
            within=3,
        )
    )
