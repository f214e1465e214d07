"""What a list of procurements says, column by column: from tables, or from text that lost its columns."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from rules.content import Content, quote
from rules.tables import Value, amount, column, either, matching, said
from rules.wording import AMOUNT, Line, passage, words

METHOD = words(
    r"เฉพาะเจาะจง|วิธีคัดเลือก|^คัดเลือก$|e\s?-?\s?bidding|อีบิดดิ้ง|ประกวดราคา|ประกาศเชิญชวน|e\s?-?\s?market|สอบราคา|ตกลงราคา|วิธีพิเศษ"
    r"|กรณีพิเศษ|ตลาดอิเล็กทรอนิกส์|วิธีประกวดแบบ|จ้างที่ปรึกษา"
)
STATUS = words(
    r"(?:สิ้นสุด|อยู่(?:ใน)?ระหว่าง|ระหว่าง)(?:ระยะ)?(?:เวลา)?(?:ตาม)?(?:สัญญา|ดำเนิน|จัดทำ|จัดหา|จัดซื้อ|จัดจ้าง|ตรวจรับ|ก่อสร้าง|ประกาศ|ส่งมอบ)"
    r"|ลงนาม|แล้วเสร็จ|เสร็จสิ้น|เสร็จเรียบร้อย|ส่งมอบ|ตรวจรับ|เบิกจ่าย|ยกเลิก|ยังไม่|จัดทำสัญญา|ทำสัญญา|ดำเนินการ|ผู้ชนะ|บริหารสัญญา|ก่อหนี้"
)
SOURCE = words(
    r"พ\.?\s?ร\.?\s?บ|พระราชบัญญัติ|เงินนอก|ข้อบัญญัติ|เทศบัญญัติ|อุดหนุน|เงินสะสม|เงินบำรุง|เงินกู้|เงินรายได้|รายได้|เงินทุน|กองทุน|งบกลาง|งบลงทุน"
    r"|งบดำเนินงาน|งบประมาณ|เงินงบ|จัดสรร|เงินเหลือจ่าย|รายจ่าย|เงินบริจาค|หมวด"
)
FIRM = words(
    r"บริษัท|บจก|บมจ|หจก|ห้างหุ้นส่วน|หสน|จำกัด|ร้าน|นาย|นาง|น\.ส\.|นส\.|สหกรณ์|วิสาหกิจ|มหาวิทยาลัย|องค์การ|อู่|โรงพิมพ์|การไฟฟ้า"
    r"|การประปา|รัฐวิสาหกิจ|กลุ่ม|ปั๊ม|โรงงาน|สำนักพิมพ์|co\.|ltd"
)
EGP = re.compile(r"(?<!\d)\d{10,14}(?!\d)")
WORK = words(r"ซื้อ|จ้าง|เช่า|ก่อสร้าง|ปรับปรุง|ซ่อม|โครงการ|วัสดุ|ครุภัณฑ์|จัดหา|บำรุง|พัสดุ|บริการ|ยา|อาหาร|น้ำมัน|เครื่อง")

# What a list or report of procurements calls itself, and what stands under the same roof without being one.
ABOUT = r"จัดซื้อ|จัดจ้าง|จัดหาพัสดุ|พัสดุ|สขร|ซื้อหรือจ้าง|e\s?-?\s?gp|ราคากลาง"
NOT_A_LIST = (
    r"สอบราคา|ประกวดราคา|เชิญชวน|ขายทอดตลาด|ราคากลาง(?:งาน|ในการ|ของ|โครงการ)|ร่างขอบเขต|แผนพัฒนา|ยุทธศาสตร์|อัตรากำลัง|ร้องเรียน|ทุจริต"
    r"|พระราชบัญญัติ|ราชกิจจานุเบกษา|แผนปฏิบัติราชการ|คู่มือ"
)
A_LIST = r"(?:รายการ|รายงาน|ผลการ|สรุป|ความก้าวหน้า)[^\t\n]{0,60}(?:จัดซื้อ|จัดจ้าง|จัดหา|พัสดุ)|สขร"

# A statement that nothing was procured answers every column.
NONE_AT_ALL = words(
    r"(?:ไม่มี|ไม่ได้(?:ดำเนิน)?)(?:การ)?(?:รายการ|โครงการ)?(?:การ)?(?:จัดซื้อ|จัดจ้าง|จัดหาพัสดุ)(?!.{0,20}(?:วิธี|เกิน|ที่มีวงเงิน))"
)


@dataclass(frozen=True, slots=True)
class Field:
    """A column: what its heading is called, what a value looks like in a cell and in running text."""

    heading: re.Pattern[str]
    value: Value
    shape: re.Pattern[str]
    money: bool = False
    text: re.Pattern[str] | None = None  # a further form of the heading, where spaces between columns were lost


ITEM_NAME = Field(
    words(
        r"(?:ชื่อ)?(?:รายการ|งาน|โครงการ|รายละเอียด)[^ก-ฮ]{0,3}(?:ของ)?(?:งาน)?(?:ที่)?(?:จัด)?(?:ซื้อ|จ้าง)|ชื่อ(?:รายการ|โครงการ|งาน)|งานจัดซื้อ"
        r"|^(?:รายการ|โครงการ|รายการจัดซื้อ.{0,20}|รายการพัสดุ.{0,20})$|รายการ/โครงการ|พัสดุที่(?:จัด)?(?:ซื้อ|จ้าง)"
    ),
    said,
    WORK,
    text=words(r"^[^ก-๙]*(?:ลำดับ(?:ที่)?|ที่)?\s*(?:รายการ|โครงการ|งานจัด)"),
)
BUDGET = Field(
    words(r"วงเงิน|งบประมาณที่ได้รับ|(?:จำนวน)?งบประมาณ(?!.{0,6}(?:ที่มา|คงเหลือ|พ\.ศ|25))"), amount, AMOUNT, money=True
)
SOURCE_OF_FUNDS = Field(
    words(r"แหล่ง(?:ที่มา)?(?:ของ)?(?:เงิน|งบ)|แหล่งที่มา|ที่มาของ(?:เงิน|งบ)|ประเภท(?:เงิน|งบ)|หมวดเงิน"), matching(SOURCE), SOURCE
)
STATE = Field(
    words(r"สถานะ|ความก้าวหน้า|ผลการดำเนิน|สถานภาพ|ขั้นตอนการดำเนิน"), either(matching(STATUS), matching(r"\d\s*%")), STATUS
)
MEANS = Field(words(r"วิธี(?:การ)?(?:ที่)?(?:จัด)?(?:ซื้อ|จ้าง|หา)|^วิธี(?:การ)?(?:จัด)?$|ประเภทการจัด"), matching(METHOD), METHOD)
REFERENCE_PRICE = Field(words(r"ราคากลาง"), amount, AMOUNT, money=True)
AGREED_PRICE = Field(
    words(
        r"ราคา(?:ที่)?(?:ได้)?(?:ตกลง|จัดซื้อ|จัดจ้าง|ซื้อ|จ้าง|ทำสัญญา|สัญญา|ที่ทำ)|ตกลงซื้อ|(?:วงเงิน|มูลค่า|จำนวนเงิน)(?:ตาม|ใน)?(?:สัญญา|ที่ตกลง)"
        r"|(?:จัด)?(?:ซื้อ|จ้าง)จริง|ราคาที่ได้รับคัดเลือก"
    ),
    amount,
    AMOUNT,
    money=True,
)
WINNER = Field(
    words(
        r"(?:ผู้|ราย)?(?:ประกอบการ|เสนอราคา|ขาย|รับจ้าง|ค้า)?(?:ที่)?(?:ผู้)?(?:ได้รับ|ผ่าน)(?:การ)?คัดเลือก|ผู้ชนะ|คู่สัญญา|(?:ชื่อ)?ผู้(?:ขาย|รับจ้าง)"
        r"|ผู้ประกอบการ|^คู่ค้า|ชื่อร้าน|^รายชื่อผู้(?:ประกอบ)?$"
    ),
    either(matching(FIRM), said),
    FIRM,
)
EGP_NUMBER = Field(words(r"(?:เลข|รหัส)(?:ที่)?โครงการ|e\s?-?\s?gp"), matching(EGP), EGP)

_ALL = (
    ITEM_NAME,
    BUDGET,
    SOURCE_OF_FUNDS,
    STATE,
    MEANS,
    REFERENCE_PRICE,
    AGREED_PRICE,
    WINNER,
    EGP_NUMBER,
)
_ANY = words(
    r"รายการ|งาน|โครงการ|วงเงิน|งบ|แหล่ง|ที่มา|สถาน|ความก้าว|วิธี|ราคา|ผู้|ตกลง|มูลค่า|จำนวน|เลข|รหัส|gp|จริง|คู่|ราย|ประเภท|พัสดุ"
)
_HEAD_LENGTH = 110  # bare characters of a line of headings
_HEADING_LENGTH, _VALUE = 60, 120  # bare characters of a label and of its value
_HEAD = 16  # lines over which the headings of one table may run in text
_RECORD = 14  # lines over which one record of a text that lost its columns may run
_SHARE = 0.3  # of a line of headings that its headings make up; the rest is ลำดับที่, (บาท) and the like
_SAMPLE, _CELL, _CELLS = 30, 25, 30  # lines looked at, their mean length where a line is a cell, lines of such a record
_LEAST = 3  # headings that together make a table's head


def answer(content: Content, field: Field) -> str | None:
    """Quotation of a column with a real value, or of an explicit statement that nothing was procured; else None."""
    return (
        column(content, field.heading, field.value, row=_in_record)
        or _in_text(content, field)
        or _labelled(content, field)
        or nothing_bought(content)
    )


def nothing_bought(content: Content) -> str | None:
    """Quotation of an explicit statement that nothing was procured in the period; None when there are records."""
    text = passage(content)
    stated = text.find(NONE_AT_ALL)
    if stated is None or text.near(METHOD, AMOUNT, within=3):
        return None
    bought = column(content, BUDGET.heading, amount) or column(content, AGREED_PRICE.heading, amount)
    return None if bought else stated


def _in_record(cell: str) -> bool:
    """Another cell of a real record: a sum, a method, a firm, or words enough to name a purchase."""
    return amount(cell) or matching(METHOD)(cell) or matching(FIRM)(cell) or matching(WORK)(cell)


def _in_text(content: Content, field: Field) -> str | None:
    """From text without columns: a table's head with this heading in it, and after it a record with such a value.

    A record is a run of lines around a method of procurement, or one line of words and sums. Where several headings of
    sums stand in the head, a record must hold as many sums, since one cannot tell which of them was left blank.
    """
    lines = tuple(line for line in passage(content).lines if "\t" not in line.text)
    for head, named in _heads(lines):
        if field not in named:
            continue
        sums = sum(1 for other in named if other.money)
        for record in _records(lines, named[field]):
            pairs = [Line(f"{line.text} {after.text}", line.bare + after.bare) for line, after in pairwise(record)]
            found = [
                line for line in (*record, *pairs) if field.shape.search(line.bare) and not _only_heading(line, field)
            ]
            if found and sum(len(AMOUNT.findall(line.bare)) for line in record) >= (sums if field.money else 1):
                return f"{quote(lines[head].text)} … {quote(found[0].text)}"
    return None


def _labelled(content: Content, field: Field) -> str | None:
    """From a record of labels and values, "ราคากลาง : 120,000 บาท"; fewer than three labels are prose, no record."""
    found: dict[Field, str] = {}
    for line in passage(content).lines:
        label, colon, value = line.bare.partition(":")
        if not colon or "\t" in label or len(label) > _HEADING_LENGTH:
            continue
        for other in _ALL:
            if other not in found and other.heading.search(label) and other.shape.search(value[:_VALUE]):
                found[other] = quote(line.text)
    return found.get(field) if len(found) >= _LEAST else None


@lru_cache(maxsize=16)
def _heads(lines: tuple[Line, ...]) -> list[tuple[int, dict[Field, int]]]:
    """Where heads of tables stand in text: the number of a head's first line, and its headings with their lines."""
    spots = [(number, field) for number in range(len(lines)) for field in _named_in(lines, number)]
    heads: list[tuple[int, dict[Field, int]]] = []
    last = -1
    for place, (number, _) in enumerate(spots):
        if number <= last:
            continue
        named: dict[Field, int] = {}
        for other, field in spots[place:]:
            if other > number + _HEAD:
                break
            named[field] = max(other, named.get(field, 0))
        if len(named) >= _LEAST:
            heads.append((number, named))
            last = number + _HEAD
    return heads


def _named_in(lines: tuple[Line, ...], number: int) -> list[Field]:
    """The headings that a line consists of, one broken over this line and the next included; none where it is prose."""
    line = lines[number].bare
    if len(line) > _HEAD_LENGTH or not _ANY.search(line) or METHOD.search(line) or AMOUNT.search(line):
        return []
    after = lines[number + 1].bare if number + 1 < len(lines) and len(lines[number + 1].bare) <= _HEAD_LENGTH else ""
    named: list[Field] = []
    covered: set[int] = set()
    for field in _ALL:
        for pattern in (field.heading, field.text):
            whole = pattern.search(line) if pattern else None
            broken = None if whole or not pattern or pattern.search(after) else pattern.search(line + after[:30])
            if whole or broken:
                hit = whole or broken
                assert hit is not None
                covered.update(range(hit.start(), min(hit.end(), len(line))))
                named.append(field)
                break
    return named if len(covered) >= _SHARE * len(line) else []


def _records(lines: tuple[Line, ...], head: int) -> list[tuple[Line, ...]]:
    """Runs of lines after a head that each hold one record: longer where every cell stands in a line of its own."""
    below = lines[head + 1 : head + 1 + _SAMPLE]
    cells = sum(len(line.bare) for line in below) < _CELL * len(below)
    reach = _CELLS if cells else _RECORD // 2
    records = []
    for number in range(head + 1, len(lines)):
        line = lines[number]
        after = lines[number + 1].bare if cells and number + 1 < len(lines) else ""
        if METHOD.search(line.bare + after):
            record = lines[max(head + 1, number - reach) : number + reach]
            if any(AMOUNT.search(other.bare) for other in record):
                records.append(record)
        elif len(AMOUNT.findall(line.bare)) >= 2 and words(r"[ก-ฮ]{3}").search(line.bare):
            records.append((line,))
    return records


def _only_heading(line: Line, field: Field) -> bool:
    return bool(field.heading.search(line.bare)) and not AMOUNT.search(line.bare) and not METHOD.search(line.bare)
