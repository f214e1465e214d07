"""What a document says of itself beats the words of the link that leads to it."""

from __future__ import annotations

import pytest

from checker.engine import judge
from config.loader import load_criteria
from crawler.site import Block, Document, Link, Page, Site

HOME = "https://www.thungna.example/"
CRITERIA = load_criteria("2568")
PROJECTS = "ที่\tโครงการ\tงบประมาณ\tระยะเวลา\n1\tโครงการอบรมคุณธรรมและจริยธรรมพนักงาน\t20,000 บาท\tมกราคม - มีนาคม"


def status(label: str, text: str, title: str = "", item: str = "O25") -> tuple[str, str]:
    """The status of the item, and of its year, on a site with one link under ``label`` to one document."""
    url = HOME + "a.pdf"
    link = Link(HOME, 0, url, "", label, (), (), label, "main", "a")
    page = Page(HOME, 200, "เทศบาลตำบลทุ่งนาใหม่", 0, (Block("p", "main", label),), (link,), (), (), "", "")
    paper = Document(url, "pdf", 200, 1, "", title, (f"{text}\n{PROJECTS}",), (), 1)
    site = Site(HOME, HOME, ("www.thungna.example",), (page,), (paper,), (), (), (), True)
    found = next(one for one in judge(site, CRITERIA).findings if one.item == item)
    year = next(one.status for one in found.elements if one.name == "year")
    return found.status, year


LINK = "แผนปฏิบัติการป้องกันการทุจริต ประจำปีงบประมาณ พ.ศ. 2568"


@pytest.mark.parametrize("title", ["", "แผนปฏิบัติการป้องกันการทุจริต ประจำปีงบประมาณ พ.ศ. 2566"])
def test_the_documents_year_beats_the_links(title: str) -> None:
    old = "แผนปฏิบัติการป้องกันการทุจริต\nประจำปีงบประมาณ พ.ศ. 2566"
    assert status(LINK, old, title) == ("stale", "fail")
    assert status(LINK, old.replace("2566", "2568"), title.replace("2566", "2568"))[1] == "pass"


def test_a_document_without_a_year_is_of_the_year_the_link_says() -> None:
    assert status(LINK, "แผนปฏิบัติการป้องกันการทุจริต\nเทศบาลตำบลทุ่งนาใหม่")[1] == "pass"


def test_another_towns_plan_under_the_right_link_does_not_pass() -> None:
    other = "แผนปฏิบัติการป้องกันการทุจริต\nประจำปีงบประมาณ พ.ศ. 2568\nเทศบาลตำบลหนองไผ่"
    assert status(LINK, other)[0] == "missing"


def test_a_ministrys_plan_under_the_right_link_does_not_pass() -> None:
    above = "แผนปฏิบัติการป้องกันการทุจริต\nประจำปีงบประมาณ พ.ศ. 2568\nกระทรวงสมมุติ"
    assert status(LINK, above)[0] != "pass"


def test_a_national_plan_under_the_right_link_does_not_pass() -> None:
    goals = "ยุทธศาสตร์ที่ 1 การพัฒนาคน\nเป้าหมาย: ประชาชนมีรายได้เพิ่มขึ้น\nตัวชี้วัด: ร้อยละ 80"
    nation = f"แผนพัฒนาเศรษฐกิจและสังคมแห่งชาติ ฉบับที่ 13\nพ.ศ. 2566 - 2570\n{goals}"
    assert status("แผนพัฒนา พ.ศ. 2566 - 2570", nation, item="O5")[0] == "missing"
    own = nation.replace("แผนพัฒนาเศรษฐกิจและสังคมแห่งชาติ ฉบับที่ 13", "แผนพัฒนาท้องถิ่น")
    assert status("แผนพัฒนา พ.ศ. 2566 - 2570", own, item="O5")[0] in ("pass", "partial")
