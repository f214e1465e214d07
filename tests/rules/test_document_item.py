"""What documents answer by their own word: an invented set with look-alikes, and the reasons that refuse them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from config.loader import load_criteria
from crawler.documents import titles
from rules.agency import agency_kind
from rules.content import Agency
from rules.document_item import Answer, Paper, answer
from rules.document_kind import identity
from rules.match import Matcher

MATCHER = Matcher(load_criteria("2568"))
SETS = [
    yaml.safe_load(path.read_text(encoding="utf-8"))
    for path in sorted((Path(__file__).parent / "documents").glob("*.yaml"))
]
INVENTED = [{"own": every["own"], **one} for every in SETS for one in every["documents"]]
OWN = "เทศบาลตำบลทุ่งนาใหม่"


def told(*pages: str, title: str = "", own: str = OWN) -> Answer:
    return answer(Paper(pages, title, Agency(own, agency_kind(own))), MATCHER)


@pytest.mark.parametrize("one", INVENTED, ids=lambda one: str(one["name"]))
def test_the_invented_documents(one: dict[str, Any]) -> None:
    title = titles.of("", one["pages"][0].split("\n"))
    known = identity(tuple(one["pages"]), title)
    found = told(*one["pages"], title=title, own=one["own"])
    assert (found.item or "NONE") == one["item"], found.why
    assert known.kind == one["kind"] or one["name"] == "organisation chart without a heading"
    year = f"{known.year}-{known.until}" if known.until else str(known.year)
    assert year == str(one["year"]) or (known.year == 0 and known.no_year)


MEMO = """บันทึกข้อความ
ส่วนราชการ สำนักปลัด เทศบาลตำบลทุ่งนาใหม่
ที่ ทน ๐๑/๒๕๖๘ วันที่ ๕ มีนาคม ๒๕๖๘
เรื่อง ขอรายงานผลการดำเนินการตามแผนปฏิบัติการป้องกันการทุจริต
เรียน นายกเทศมนตรี"""


def test_memos_forms_laws_and_minutes_are_refused_with_their_words() -> None:
    assert told(MEMO).refused and "บันทึกข้อความ" in told(MEMO).why
    assert told("แบบฟอร์มคำร้อง\nชื่อ").refused
    assert told("พระราชบัญญัติ\nข้อมูลข่าวสาร พ.ศ. ๒๕๔๐").refused
    assert told("รายงานการประชุมสภาเทศบาล\nครั้งที่ 1").refused
    assert not told("แผนปฏิบัติการป้องกันการทุจริต").refused
    assert not told("").refused


def test_a_memo_with_the_report_behind_it_is_that_report() -> None:
    found = told(MEMO, "รายงานผลการดำเนินการตามแผนปฏิบัติการป้องกันการทุจริต\nประจำปีงบประมาณ พ.ศ. 2567")
    assert found.item == "O26" and "นำส่ง" in found.why
    assert told(MEMO, "แบบฟอร์มการขอเผยแพร่ข้อมูล").refused


def test_a_memo_whose_next_page_was_not_read_is_taken_by_its_subject() -> None:
    assert told(MEMO, "").item == "O26"


def test_a_title_over_two_lines_is_read_whole() -> None:
    assert told("แผนปฏิบัติราชการ\nด้านการป้องกันและปราบปรามการทุจริต").item == "O25"
    assert told("แผนปฏิบัติราชการ\nประจำปีงบประมาณ พ.ศ. 2568").item == "O6"


def test_a_procurement_report_of_part_of_the_year_is_progress() -> None:
    year = "รายงานผลการจัดซื้อจัดจ้าง\nประจำปีงบประมาณ พ.ศ. 2567"
    assert told(year).item == "O13"
    assert told(f"{year}\nไตรมาสที่ 2").item == "O12"


def test_a_ministrys_plan_belongs_to_the_ministry() -> None:
    plan = "แผนปฏิบัติการป้องกันการทุจริต\nประจำปี 2568\nกระทรวงสมมุติ"
    assert told(plan).refused and "กระทรวงสมมุติ" in told(plan).why
    assert told(plan, own="กระทรวงสมมุติ").item == "O25"
    assert told(plan, own="").item == "O25"
    assert told(plan, f"{OWN} รับทราบ").item == "O25"  # it names the agency: not somebody else's
    assert told(plan, "ทต.ทุ่งนาใหม่").item == "O25"
    assert told(plan, *["แผน"] * 9, "ของ ทต.ทุ่งนาใหม่").item == "O25"  # late in the document


def test_a_page_of_megabytes_is_not_read_to_its_end() -> None:
    assert told("แผนพัฒนาท้องถิ่น\n" + "โครงการ " * 500_000).item == "O5"


def year(*pages: str) -> tuple[int, int]:
    known = identity(pages, titles.of("", pages[0].split("\n")))
    return known.year, known.until


def test_the_columns_of_a_plan_are_not_other_years_of_it() -> None:
    plan = "บัญชีสรุปโครงการพัฒนา\nแผนพัฒนาสามปี (พ.ศ. 2566 ถึง 2568)\nยุทธศาสตร์"
    assert year(f"{plan} ปี 2566 ปี 2567 ปี 2568 รวม 3 ปี") == (2566, 2568)
    assert year(f"{plan} ปี 2566 ปี 2570") == (0, 0)
    assert year(f"{plan} ปี 2567") == (0, 0)  # of one year out of the plan, perhaps
    assert year(f"{plan} ปี 2566 ปี 2567\nรายงานประจำปีงบประมาณ 2567") == (0, 0)


def test_a_foreword_says_of_which_year_the_paper_is() -> None:
    cover, words = "คู่มือการจัดการข้อร้องเรียน\nเทศบาลตำบลทุ่งนาใหม่", "เทศบาลตำบลทุ่งนาใหม่ให้ความสำคัญกับประชาชน พ.ศ. 2540 จึงได้"
    made = "จัดทำคู่มือการจัดการข้อร้องเรียน ประจำปี พ.ศ. ๒๕๖๘ เพื่อพัฒนางาน"
    assert year(cover, f"คำนำ\n{words}{made}") == (2568, 0)
    assert year(cover, f"คำนำ\n{words}{made}\nต่อจากที่จัดทำคู่มือ ประจำปี 2567 ขึ้น") == (0, 0)
    assert year(cover, f"คำนำ\n{words}จัดทำแผนพัฒนา (พ.ศ. 2566-2570) ขึ้น") == (0, 0)  # a paper of another kind
    assert year(f"{cover}\nประจำปี 2567", f"คำนำ\n{words}{made}") == (2567, 0)  # the cover is surer
    assert year(cover, f"บทที่ 1\n{words}{made}") == (0, 0)


def test_a_number_with_its_year_counts_where_the_day_agrees() -> None:
    head = "เอกสารสอบราคาจ้าง เลขที่ 7/2568\nเรื่อง ก่อสร้างถนน"
    assert year(f"{head}\nลงวันที่ 22 เดือนมีนาคม พ.ศ. 2568") == (2568, 0)
    assert year(f"{head}\nลงวันที่ 22 ธันวาคม 2568") == (0, 0)  # of the fiscal year after
    assert year(f"{head}\nลงวันที่ 22 มีนาคม 2567") == (0, 0)
    assert year(head) == (0, 0)
    assert year("บันทึกการประชุมสภา ครั้งที่ 5/2567\nวันที่...26......เดือน....กันยายน....พ.ศ. ..2567..") == (2567, 0)
