"""``oit explain``: the whole way is told, from the judgement itself, the same every time."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from checker.agency import AgencyFile
from checker.cli import main
from checker.engine import Judgement
from checker.explain import Explanation, explained
from checker.explain_text import render
from config.loader import load_criteria
from crawler.site import Site
from rules.locate import KEEP

CRITERIA = load_criteria("2568")


def explanations(site: Site) -> dict[str, Explanation]:
    return {one.finding.item: one for one in explained(Judgement(site, CRITERIA, 2568, AgencyFile()))}


@pytest.fixture(scope="session")
def gaps(demo_site: Callable[[str], Site]) -> dict[str, Explanation]:
    return explanations(demo_site("gaps"))


@pytest.fixture(scope="session")
def hard(demo_site: Callable[[str], Site]) -> dict[str, Explanation]:
    return explanations(demo_site("hard"))


def text(one: Explanation) -> str:
    return render([one], CRITERIA.filled(2568))


def test_it_explains_the_verdict_of_the_report(demo_site: Callable[[str], Site]) -> None:
    for state in ("complete", "gaps", "hard"):
        judgement = Judgement(demo_site(state), CRITERIA, 2568, AgencyFile())
        assert tuple(one.finding for one in explained(judgement)) == judgement.report().findings


def test_what_proves_an_element_is_shown_to_prove_it(demo_site: Callable[[str], Site]) -> None:
    for one in explanations(demo_site("complete")).values():
        used = {element for read in one.read for element in read.used}
        passed = {e.name for e in one.finding.elements if e.status == "pass" and e.name != "year"}
        assert used == passed, one.finding.item
        for read in one.read:
            assert read.because


def test_a_table_that_lacks_columns(gaps: dict[str, Explanation]) -> None:
    one = gaps["O12"]
    best = one.read[0]
    assert best.url.endswith("/files/purchases-2568.xlsx")
    shown = {element.element: element.status for element in best.elements}
    assert shown["agreed_price"] == "pass" and shown["reference_price"] == "fail"
    assert best.year == "pass"
    said = text(one)
    assert "ใช้ “" in said and "แหล่งถัดไปที่ไม่ได้ใช้" in said and "ยังขาด: แสดงราคากลาง" in said
    assert "O13 มากกว่า" in said  # its look-alike of the year before


def test_a_heading_that_leads_nowhere(gaps: dict[str, Explanation]) -> None:
    one = gaps["O20"]
    assert {candidate.kind for candidate in one.candidates} == {"dead"}
    assert not one.read
    said = text(one)
    assert "หัวข้อไม่มีลิงก์" in said and "ค้นหาอย่างไร" in said and "ชื่อที่ใช้ค้นทั้งหมด" in said


def test_an_item_of_which_nothing_is_there(gaps: dict[str, Explanation]) -> None:
    one = gaps["O22"]
    assert one.finding.status == "missing"
    assert all(near.score < 1 and near.because for near in one.alike)
    assert "ค้นใน" in text(one)


def test_the_wrong_file_behind_the_right_title(gaps: dict[str, Explanation]) -> None:
    said = text(gaps["O24"])
    assert "o23-bribery-risk-2568.pdf" in said
    assert gaps["O24"].finding.status == "missing"


@pytest.mark.parametrize(("pages", "words"), [((), "ไม่นับว่าไม่มี"), (("หน้า 1",), "ได้มาเพียง 1 บรรทัด")])
def test_what_could_not_be_read_is_named_with_its_cause(
    demo_site: Callable[[str], Site], pages: tuple[str, ...], words: str
) -> None:
    site = demo_site("complete")
    scans = tuple(
        replace(one, cause="scan", pages=pages, tables=(), title="") if "o22-" in one.url else one
        for one in site.documents
    )
    one = explanations(replace(site, documents=scans))["O22"]
    assert one.finding.status == "undecided"
    assert [read.unread for read in one.read if "o22-" in read.url] == ["scan"]
    said = text(one)
    assert "สิ่งที่อ่านไม่ได้" in said and "ภาพสแกน" in said and words in said


def test_candidates_are_in_order_and_above_the_line(hard: dict[str, Explanation]) -> None:
    for one in hard.values():
        alive = [candidate.score for candidate in one.candidates if candidate.kind != "dead"]
        assert alive == sorted(alive, reverse=True)
        assert all(score >= KEEP for score in alive)
        assert all(left.score < KEEP for left in one.rejected)


@pytest.mark.parametrize("name", ["2565", "2566", "2567", "2569"])
def test_every_list_is_explained(demo_site: Callable[[str], Site], name: str) -> None:
    criteria = load_criteria(name)
    judgement = Judgement(demo_site("gaps"), criteria, criteria.year, AgencyFile())
    found = explained(judgement)
    assert [one.finding.item for one in found] == [item.code for item in criteria.items]
    assert render(found, judgement.criteria).count("ทำไมจึงเป็นผลนี้") == len(criteria.items)


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["explain", *arguments])
    return result.exit_code, result.output


def test_on_the_command_line(demo_archive: Callable[[str], Path]) -> None:
    archive = str(demo_archive("gaps"))
    code, said = run(archive, "o12", "participation")
    assert code == 0
    assert said.count("▌ข้อนี้ถามหาอะไร") == 2
    assert run(archive, "o12", "participation") == (code, said)


def test_as_json(demo_archive: Callable[[str], Path]) -> None:
    code, said = run(str(demo_archive("gaps")), "--json", "O6")
    data = json.loads(said)
    assert code == 0 and data["schema"] == "oit-explain/1"
    (one,) = data["items"]
    assert one["finding"]["status"] == "partial"
    assert one["read"][0]["elements"][0]["status"] in ("pass", "fail")


@pytest.mark.parametrize("arguments", [("O99",), ("O12", "ไม่มี")])
def test_an_item_that_is_not_there(demo_archive: Callable[[str], Path], arguments: tuple[str, ...]) -> None:
    code, said = run(str(demo_archive("gaps")), *arguments)
    assert code == 2 and arguments[-1] in said


def test_what_is_no_archive(tmp_path: Path) -> None:
    other = tmp_path / "notes.txt"
    other.write_text("ไม่ใช่ฐานข้อมูล", encoding="utf-8")
    code, said = run(str(other), "O1")
    assert code == 2 and "notes.txt" in said
