"""รายงานการรับทรัพย์สินหรือประโยชน์อื่นใดโดยธรรมจรรยา: what was received on moral grounds, or that nothing was.

Judges a filled report: received things with number or value, or an explicit nil. The blank form, the policy and the
rules on gifts report nothing.
"""

import re

from crawler.text import fold
from rules.content import Content, quote
from rules.rule import Answer, Rule
from rules.substance import REQUIREMENT, said, size

rule = Rule()

_GIFT = r"ทรัพย์สินหรือประโยชน์(?:อื่นใด)?|ธรรมจรรยา|ของขวัญ|ของกำนัล|no\s?[-_]?\s?gift"
_NIL = re.compile(
    r"(?:ไม่มี|ไม่ปรากฏ|ไม่พบ|ไม่ได้|ยังไม่มี|มิได้)\s*(?:ว่า)?\s*(?:มี)?\s*(?:ผู้ใด|ผู้|เจ้าหน้าที่\S*|บุคลากร\S*|การ|รายงาน\S*"
    r"|รายการ|เหตุ\S*)?\s*(?:การ)?\s*(?:ได้)?\s*(?:รับ|รายงาน|เรื่อง)\S*"
    r"|(?:รับ(?:ทรัพย์สิน|ของขวัญ)|ธรรมจรรยา|กำนัล)\S*\s*.{0,40}?(?:จำนวน|รวม|ทั้งสิ้น|[:=])?\s*(?:ไม่มี"
    r"|(?<![0-9])0\s*(?:ครั้ง|ราย|รายการ|ชิ้น|บาท|คน))"
)
_RECEIVED = re.compile(
    r"(?:รับ|ได้รับ|จำนวน|รวม|มูลค่า|ราคา|ประมาณ)\D{0,60}(?<![0-9])[1-9][0-9,]*\s*(?:ครั้ง|ราย|รายการ|ชิ้น|บาท|คน|กระเช้า|กล่อง)"
)
_HELD = re.compile(
    r"(?<!ไม่)(?<!หาก)(?<!กรณี)มี(?:ผู้|การ|เจ้าหน้าที่)\S{0,20}?รับ.{0,70}?(?<![0-9])[1-9][0-9]*\s*(?:รายการ|ครั้ง"
    r"|ราย(?!งาน)|ชิ้น|คน)"
)
_CONDITION = re.compile(
    r"^\W*(?:กรณี|หาก|ถ้า|ให้|ต้อง|ห้าม|ข้อ\s*[0-9]|มาตรา)|ไม่เกิน|เกินกว่า|3,000|สามพัน|ไม่รับของขวัญ|งดรับ|นโยบาย(?:ไม่|งด)"
    r"|ต้องรายงาน|จะไม่"
)
_BLANK = re.compile(r"\.{5,}|…{2,}|_{5,}|□|☐|\(\s{2,}\)")


@rule.element
def report(content: Content) -> Answer:
    """รายงานการรับ หรือระบุว่าไม่มีการรับ."""
    text = fold(" ".join((content.title, content.label, content.text)))
    if not re.search(_GIFT, text):
        return None
    for line in _stated(content):
        nil = _NIL.search(fold(line))
        if nil and re.search(_GIFT + r"|ไม่มีการ|ไม่มีรายงาน|ไม่มีผู้", fold(line)):
            return quote(line, *nil.span())
    for line in said(content):
        held = _HELD.search(fold(line.replace("\t", " ")))
        if held and not _BLANK.search(line):
            return quote(line, *held.span())
    for line in _stated(content):
        received = _RECEIVED.search(fold(line.replace("\t", " ")))
        if received and size([line]) >= 15:
            return quote(line, *received.span())
    return next((proof for table in content.tables if (proof := _row(table.rows))), None)


def _row(rows: tuple[tuple[str, ...], ...]) -> str | None:
    """A filled row of a table of things received, or one that says there were none."""
    about = bool(rows) and bool(re.search(_GIFT + r"|ผู้ให้|ผู้รับ|มูลค่า", fold(" ".join(rows[0]))))
    for row in rows[1:]:
        cells = [fold(cell) for cell in row if cell.strip()]
        valued = any(re.fullmatch(r"[1-9][0-9,]*(?:\.[0-9]+)?(?:\s*บาท)?", cell) for cell in cells[1:])
        nil = any(re.fullmatch(r"ไม่มี\S{0,12}", cell) for cell in cells)
        if about and not _BLANK.search(" ".join(row)) and ((len(cells) >= 3 and valued) or (len(cells) >= 2 and nil)):
            return quote(" | ".join(cell for cell in row if cell))
    return None


def _stated(content: Content) -> list[str]:
    """Lines that report, not those that lay down a rule or leave a blank to fill in."""
    kept = said(content) + [line for line in content.lines if re.search(r"ไม่(?:พบ|มี)ข้อมูลการรับ", fold(line))]
    return [
        line
        for line in kept
        if not _CONDITION.search(fold(line)) and not _BLANK.search(line) and not REQUIREMENT.search(fold(line))
    ]
