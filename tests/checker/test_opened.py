"""What is missing although a heading of its name stands on the site: the heading is named, and what was opened."""

from __future__ import annotations

from made import Made, site

from checker.engine import judge
from config.loader import load_criteria
from reports.model import Finding

CRITERIA = load_criteria("2568")
PLAN = "แผนปฏิบัติการป้องกันการทุจริต"


def _judged(body: str, linked: bool = True) -> Finding:
    menu = f"<li><a href='/plan'>{PLAN}</a></li>" if linked else ""
    pages = {
        "/": f"<nav><ul><li><a href='/about'>เกี่ยวกับเรา</a></li>{menu}</ul></nav><p>ยินดีต้อนรับ</p>",
        "/about": "<h1>เกี่ยวกับเรา</h1><p>ตำบลทุ่งนาใหม่อยู่ริมคลอง</p>",
    }
    if linked:
        pages["/plan"] = f"<h1>{PLAN}</h1>{body}"
    report = judge(site(Made("เทศบาลตำบลทุ่งนาใหม่", pages, {}, {})), CRITERIA)
    return next(finding for finding in report.findings if finding.item == "O25")


def test_an_empty_page_under_the_right_name_is_told_as_such() -> None:
    found = _judged("<ul></ul>")
    assert found.status == "missing"
    assert [(one.url.rpartition("/")[2], one.title) for one in found.opened] == [("plan", PLAN)]
    assert found.gaps == (f"มีหัวข้อ “{PLAN}” แต่เปิดอ่านแล้วยังไม่มีเนื้อหา",)
    assert "ใกล้ที่สุด" not in found.searched


def test_a_page_that_says_other_things_is_not_called_empty() -> None:
    found = _judged("".join(f"<p>ระเบียบการใช้สนามกีฬา ข้อ {at} ห้ามจอดรถ</p>" for at in range(8)))
    assert found.status == "missing"
    assert found.gaps == (f"มีหัวข้อ “{PLAN}” แต่เปิดอ่านแล้วไม่พบสิ่งที่ข้อนี้ต้องการ",)


def test_without_a_heading_nothing_was_opened() -> None:
    found = _judged("", linked=False)
    assert (found.status, found.opened) == ("missing", ())
    assert found.gaps == (f"ไม่พบ{found.title}",)
