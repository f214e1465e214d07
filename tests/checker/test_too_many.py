"""An item for which the site offers more than is read: what was left out is told, and nothing is missing for it."""

from __future__ import annotations

from made import Made, site

from checker.engine import judge
from config.loader import load_criteria
from reports.model import Finding

CRITERIA = load_criteria("2568")
PLAN = "แผนปฏิบัติการป้องกันการทุจริต"


def _judged(count: int) -> Finding:
    """An index with ``count`` files under the item's name, none of which says anything."""
    files = "".join(f"<li><a href='/f/{at}.pdf'>{PLAN} ฉบับที่ {at}</a></li>" for at in range(count))
    pages = {
        "/": "<nav><ul><li><a href='/ita'>ITA 2568</a></li></ul></nav>",
        "/ita": f"<h1>การเปิดเผยข้อมูลสาธารณะ (OIT) 2568</h1><h3>O25 {PLAN}</h3><ul>{files}</ul>",
    }
    papers = {f"/f/{at}.pdf": f"หน้าปก\nเล่มที่ {at}" for at in range(count)}
    report = judge(site(Made("เทศบาลตำบลทุ่งนาใหม่", pages, {}, papers)), CRITERIA)
    return next(finding for finding in report.findings if finding.item == "O25")


def test_all_of_few_are_read_and_what_they_lack_is_said() -> None:
    found = _judged(6)
    assert found.status == "missing" and not found.causes


def test_the_rest_of_many_may_hold_it() -> None:
    found = _judged(30)
    assert found.status == "undecided" and found.causes == ("many",)
    assert not [element for element in found.elements if element.status == "fail"]
    reasons = {element.manual_reason for element in found.elements if element.status == "error"}
    assert any("จาก 30 แห่ง" in reason or "จาก 31 แห่ง" in reason for reason in reasons), reasons
