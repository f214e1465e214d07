"""What a document is by its own word; memos, forms and laws only go with evidence."""

from __future__ import annotations

import pytest

from rules.document_kind import NAMES, Identity, identity


def page(*lines: str) -> str:
    return "\n".join(lines)


MEMO = page(
    "บันทึกข้อความ",
    "ส่วนราชการ สำนักปลัด เทศบาลตำบลทุ่งนาใหม่",
    "ที่ ทน ๐๑/๒๕๖๘ วันที่ ๕ มีนาคม ๒๕๖๘",
    "เรื่อง ขอรายงานผลการดำเนินงานตามแผนปฏิบัติการป้องกันการทุจริต",
    "เรียน นายกเทศมนตรี",
)


@pytest.mark.parametrize(
    ("kind", "about", "lines"),
    [
        ("announcement", "plan", ["ประกาศเทศบาลตำบลทุ่งนาใหม่", "เรื่อง ประกาศใช้แผนพัฒนาท้องถิ่น (พ.ศ. 2566 - 2570)", "ตามที่"]),
        ("announcement", "policy", ["ประกาศเทศบาลตำบลทุ่งนาใหม่", "เรื่อง เจตนารมณ์นโยบายไม่รับของขวัญ", "ด้วย"]),
        ("order", "", ["คำสั่งเทศบาลตำบลทุ่งนาใหม่", "ที่ ๑๒/๒๕๖๘", "เรื่อง แต่งตั้งคณะทำงาน"]),
        ("plan", "", ["- ๑ -", "แผนปฏิบัติการป้องกันการทุจริต", "ประจำปีงบประมาณ พ.ศ. ๒๕๖๘"]),
        ("report", "", ["สรุปผลการจัดซื้อจัดจ้าง", "เทศบาลตำบลทุ่งนาใหม่"]),
        ("report", "", ["ราย งาน ผล การประเมินความเสี่ยง"]),
        ("manual", "", ["คู่มือการปฏิบัติงาน", "งานธุรการ"]),
        ("statistics", "", ["ข้อมูลเชิงสถิติเรื่องร้องเรียน"]),
        ("structure", "", ["โครงสร้างส่วนราชการ"]),
        ("code", "", ["ประมวลจริยธรรมพนักงานส่วนท้องถิ่น", "โดยที่รัฐธรรมนูญ"]),
        ("minutes", "", ["รายงานการประชุมสภาเทศบาล ครั้งที่ ๒"]),
        ("budget", "", ["เทศบัญญัติ", "งบประมาณรายจ่าย ประจำปีงบประมาณ พ.ศ. 2568"]),
        ("form", "", ["แบบฟอร์มคำร้องทั่วไป", "ข้าพเจ้า"]),
        ("form", "", ["เขียนที่ ........................", *["ชื่อ .............. อายุ .............."] * 6]),
        ("", "", ["ใบประมาณราคา", *["ค่างานต้นทุนของโครงการก่อสร้างถนนคอนกรีตเสริมเหล็ก 125,789.76 บาท ......"] * 9]),
        ("law", "", ["หน้า ๑", "เล่ม ๑๓๔ ตอนที่ ๑ ก ราชกิจจานุเบกษา ๑ มกราคม ๒๕๖๐", "ระเบียบ"]),
        ("law", "", ["พระราชบัญญัติ", "การจัดซื้อจัดจ้าง", "พ.ศ. ๒๕๖๐"]),
        ("law", "", ["ประกาศกระทรวงมหาดไทย", "เรื่อง หลักเกณฑ์"]),
        ("letter", "", ["ที่ มท ๐๑/ว ๑", "ศาลากลาง", "เรื่อง ซักซ้อมความเข้าใจ", "เรียน นายอำเภอทุกอำเภอ"]),
        ("memo", "report", MEMO.split("\n")),
        ("", "", ["ที่ตั้งสำนักงาน", "โทร"]),
        ("", "", []),
    ],
)
def test_kinds(kind: str, about: str, lines: list[str]) -> None:
    found = identity((page(*lines),))
    assert (found.kind, found.about) == (kind, about)
    assert not kind or (found.quote and found.name.startswith(NAMES[kind]))


def test_words_inside_prose_do_not_name_the_kind() -> None:
    assert identity((page("ภาพบรรยากาศ", "ตามที่เทศบาลได้จัดทำ", "แผนพัฒนาสามปี"),)).kind == ""


def test_empty_first_pages_are_passed_over() -> None:
    assert identity(("", "12", page("คู่มือประชาชน"))).kind == "manual"


def test_the_own_title_tells_the_kind_where_the_page_does_not() -> None:
    assert identity((page("เทศบาลตำบลทุ่งนาใหม่"),), "แผนดำเนินงาน ประจำปี 2568").kind == "plan"


@pytest.mark.parametrize(
    ("lines", "years"),
    [
        (["แผนปฏิบัติการ", "ประจำปีงบประมาณ พ.ศ. ๒๕๖๘"], (2568, 0)),
        (["แผนพัฒนาท้องถิ่น (พ.ศ. 2566 - 2570)"], (2566, 2570)),
        (["ประมวลจริยธรรม", "โดยที่รัฐธรรมนูญแห่งราชอาณาจักรไทย พุทธศักราช ๒๕๖๐ มาตรา ๗๖"], (0, 0)),
        (["ปลัดเทศบาล", "พ.ศ. 2565 – ปัจจุบัน"], (0, 0)),
        (["พระราชบัญญัติ", "ข้อมูลข่าวสารของราชการ พ.ศ. ๒๕๔๐"], (0, 0)),
        (["เทศบาลตำบลทุ่งนาใหม่", "รับที่ ๒๕๗๓"], (0, 0)),
        (["คู่มือปฏิบัติงาน", "คำนำ", "ระยะที่ 3 พ.ศ. 2560"], (0, 0)),
        (["รายงานผล ปีงบประมาณ 2567 และแผนปีงบประมาณ 2568"], (0, 0)),
    ],
)
def test_years_are_those_of_the_heading(lines: list[str], years: tuple[int, int]) -> None:
    found = identity((page(*lines),))
    assert (found.year, found.until) == years


@pytest.mark.parametrize(
    ("line", "agency"),
    [
        ("ประกาศองค์การบริหารส่วนตำบลทุ่งนา อำเภอใหม่", "องค์การบริหารส่วนตำบลทุ่งนา"),
        ("ประกาศสำนักงานสาธารณสุขอำเภอทุ่งนาใหม่", "สำนักงานสาธารณสุขอำเภอทุ่งนาใหม่"),
        ("คำสั่งเทศบาลตำบลทุ่งนาใหม่ที่ 5/2568", "เทศบาลตำบลทุ่งนาใหม่"),
        ("คู่มือของโรงพยาบาลทุ่งนาประจำปี", "โรงพยาบาลทุ่งนา"),
        ("แผนขององค์การบริหารส่วนตำบล", ""),
    ],
)
def test_agencies(line: str, agency: str) -> None:
    assert identity((line,)).agency == agency


def test_a_memo_bears_the_title_of_its_subject() -> None:
    found = identity((MEMO,), "บันทึกข้อความ")
    assert found.title == "ขอรายงานผลการดำเนินงานตามแผนปฏิบัติการป้องกันการทุจริต"
    assert found.agency == "เทศบาลตำบลทุ่งนาใหม่"


def test_a_memo_is_about_what_lies_behind_it() -> None:
    assert identity((MEMO, page("รายงานผลการดำเนินงาน", "ประจำปีงบประมาณ พ.ศ. 2567"))).about == "report"


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        (["พระราชบัญญัติ", "ข้อมูลข่าวสารของราชการ พ.ศ. ๒๕๖๐"], "กฎหมาย"),
        (["รายงานผล ปี พ.ศ. 2566 และปี พ.ศ. 2567"], "2566, 2567"),
        (["แผนปฏิบัติการ", "ประจำปีงบประมาณ พ.ศ. □□□□"], "อ่านเลขปี"),
        (["คู่มือปฏิบัติงาน"], "ไม่ได้บอกปี"),
    ],
)
def test_an_unknown_year_has_its_reason(lines: list[str], why: str) -> None:
    found = identity((page(*lines),))
    assert found.year == 0 and why in found.no_year


def test_the_year_in_which_a_rule_was_made_is_not_the_years_it_is_for() -> None:
    assert identity((page("ประกาศเทศบาลตำบลทุ่งนาใหม่", "เรื่อง แนวทางการเผยแพร่ข้อมูล พ.ศ. 2561"),)).year == 0
    assert identity((page("คู่มือการทำงาน", "พิมพ์ครั้งที่ 2 พ.ศ. 2563"),)).year == 0
    assert identity((page("แนวทางการดำเนินงาน ประจำปีงบประมาณ พ.ศ. 2568"),)).year == 2568


def test_ocr_that_lost_the_marks_still_shows_a_memo() -> None:
    frame = ("W |. <", "4 บนทกขอความ", "ส่วนราชการ โรงพยาบาลทุ่งนา", "เรอง ขอรายงานผลการจัดซื้อจัดจ้าง", "เรียน ผู้อำนวยการ")
    found = identity((page(*frame),))
    assert found.kind == "memo" and found.title.startswith("ขอรายงานผล")


def test_identities_are_plain_values() -> None:
    assert identity((MEMO,)) == identity((MEMO,)) and isinstance(identity((MEMO,)), Identity)
