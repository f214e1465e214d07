"""What stands on pages that were not read is open, never missing; the report names the pages."""

from __future__ import annotations

import pytest

from checker.engine import judge
from config.loader import load_criteria
from crawler.site import Block, Document, Link, Page, Site
from reports.model import Finding

HOME = "https://www.thungna.example/"
CRITERIA = load_criteria("2568")
LABEL = "แผนปฏิบัติการป้องกันการทุจริต ประจำปีงบประมาณ พ.ศ. 2568"
COVER = "แผนปฏิบัติการป้องกันการทุจริต\nประจำปีงบประมาณ พ.ศ. 2568\nเทศบาลตำบลทุ่งนาใหม่"
PROJECTS = "ที่\tโครงการ\tงบประมาณ\tระยะเวลา\n1\tโครงการอบรมคุณธรรมและจริยธรรมพนักงาน\t20,000 บาท\tมกราคม - มีนาคม"


def finding(
    pages: tuple[str, ...], unread: tuple[int, ...], cause: str = "", label: str = LABEL, kind: str = "pdf"
) -> Finding:
    url = f"{HOME}a.{kind}"
    link = Link(HOME, 0, url, "", label, (), (), label, "main", "a")
    page = Page(HOME, 200, "เทศบาลตำบลทุ่งนาใหม่", 0, (Block("p", "main", label),), (link,), (), (), "", "")
    paper = Document(url, kind, 200, 1, "", "", pages, (), len(pages), cause, "pdfium", unread=unread)
    site = Site(HOME, HOME, ("www.thungna.example",), (page,), (paper,), (), (), (), True)
    return next(one for one in judge(site, CRITERIA).findings if one.item == "O25")


def test_a_typed_cover_over_scanned_tables_is_undecided_with_the_pages() -> None:
    found = finding((COVER, "", "", "บทสรุป"), (2, 3))
    assert found.status == "undecided"
    assert "partly" in found.causes
    states = {one.name: one for one in found.elements}
    for name in ("projects", "budget", "period"):
        assert states[name].status == "error"
        assert "ยังไม่ได้อ่านหน้า 2–3" in states[name].manual_reason


def test_what_may_stand_in_a_picture_of_a_typed_file_is_undecided() -> None:
    found = finding((COVER, ""), (2,), kind="docx")
    assert found.status == "undecided"
    states = {one.name: one for one in found.elements}
    for name in ("projects", "budget", "period"):
        assert states[name].status == "error"
        assert "ยังไม่ได้อ่านภาพในไฟล์ 1 ภาพ" in states[name].manual_reason


def test_the_same_with_its_blank_pages_read_lacks_what_it_lacks() -> None:
    found = finding((COVER, "", "", "บทสรุป"), ())
    assert found.status in ("missing", "partial")
    assert "fail" in {one.status for one in found.elements}


def test_what_the_read_pages_prove_passes_all_the_same() -> None:
    assert finding((COVER, PROJECTS, ""), (3,)).status == "pass"


def test_what_only_some_pages_prove_leaves_the_rest_open() -> None:
    found = finding((COVER, "โครงการอบรมคุณธรรมและจริยธรรมพนักงาน", ""), (3,))
    assert "fail" not in {one.status for one in found.elements}


def test_the_year_may_stand_on_the_page_that_was_not_read() -> None:
    label = "แผนปฏิบัติการป้องกันการทุจริต"
    pages = (f"แผนปฏิบัติการป้องกันการทุจริต\nเทศบาลตำบลทุ่งนาใหม่\n{PROJECTS}", "")
    year = {one.name: one.status for one in finding(pages, (2,), label=label).elements}["year"]
    assert year == "error"
    assert {one.name: one.status for one in finding(pages, (), label=label).elements}["year"] == "fail"


@pytest.mark.parametrize("unread", [(2, 3), (1, 2, 3)])
def test_a_scan_that_ocr_read_in_part_says_how_far(unread: tuple[int, ...]) -> None:
    pages = tuple("" if number in unread else COVER for number in (1, 2, 3))
    found = finding(pages, unread, "scan")
    assert found.status == "undecided"
    reasons = " ".join(one.manual_reason for one in found.elements)
    assert ("ยังไม่ได้อ่านหน้า 2–3" in reasons) == (unread == (2, 3))
