# ruff: noqa: E501  (markup)
"""Where evidence is looked for: each signal on a small invented site, and what must not count as one."""

from __future__ import annotations

from dataclasses import replace

import pytest
from made import Made, site

from config.loader import load_criteria
from crawler.site import Site
from crawler.text import fold
from rules.labels import bare_code, coded, file_label, is_news, says_nothing, year_of
from rules.locate import Candidate, Locator
from rules.match import Matcher

CRITERIA = load_criteria("2568")
MATCHER = Matcher(CRITERIA)
HOST = "https://www.thungna.example.go.th"
PLAN = "แผนปฏิบัติการป้องกันการทุจริต"
RISK = "การประเมินความเสี่ยงการทุจริต"
TOP = "<nav><ul><li><a href='/'>หน้าแรก</a></li><li><a href='/a'>ก</a></li></ul></nav><h1>เทศบาลตำบลทุ่งนาใหม่</h1>"
FULL = "<p>ข้อความของหน้า</p>"


def made(pages: dict[str, str], papers: dict[str, str] | None = None) -> Site:
    return site(Made("เทศบาลตำบลทุ่งนาใหม่", pages, {}, papers or {}))


def locator(pages: dict[str, str], papers: dict[str, str] | None = None) -> Locator:
    return Locator(made(pages, papers), CRITERIA, MATCHER)


def found(pages: dict[str, str], item: str, papers: dict[str, str] | None = None) -> list[Candidate]:
    return list(locator(pages, papers).candidates(item))


def alive(pages: dict[str, str], item: str, papers: dict[str, str] | None = None) -> list[str]:
    return [c.url.removeprefix(HOST) for c in found(pages, item, papers) if c.kind != "dead"]


# --- labels ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["คลิกที่นี่", "ดาวน์โหลด", "ลิงก์ที่ 1", "PDF", "อ่านเพิ่มเติม »", "ไฟล์แนบ 2", "[1]", "-", "download"]
)
def test_labels_that_say_nothing(text: str) -> None:
    assert says_nothing(text)


@pytest.mark.parametrize("text", [PLAN, "เอกสารแผน", "คู่มือ", "ลิงก์ที่ " * 40])
def test_labels_that_say_something(text: str) -> None:
    assert not says_nothing(text)


def test_bare_numbers() -> None:
    assert all(map(bare_code, ["O12", "o 12", "๐๑๒", "OIT 12", "ข้อ 12", "MOIT 3", "o12.pdf", "012"]))
    assert not any(map(bare_code, ["O12 แผน", "2568", "แผน", "02-123-4567", ""]))
    assert coded("O12 รายการ") and coded("๐๑๒ รายการ") and coded("MOIT 3 ก")
    assert not coded("12 มกราคม") and not coded("โอ12")


def test_years_of_headings() -> None:
    assert [year_of(t) for t in ["ปี 2566", "ปีงบประมาณ พ.ศ. ๒๕๖๗", "OIT68", "พ.ศ. 2566-2570", "ข้อมูลทั่วไป"]] == [
        2566, 2567, 2568, 0, 0,
    ]  # fmt: skip


def test_headings_of_news() -> None:
    assert is_news(["ข่าวประชาสัมพันธ์"]) and is_news(["กิจกรรม"]) and is_news(["News & Activity"])
    assert not is_news(["แผนงาน", "รายงานผลการจัดกิจกรรม"])


def test_file_names_as_words() -> None:
    assert file_label("https://a.go.th/f/%E0%B9%81%E0%B8%9C%E0%B8%99_2568-v2.pdf") == "แผน 2568 v2"


# --- links ----------------------------------------------------------------------------------------------------------


def test_a_link_in_words_of_its_own() -> None:
    [one] = found({"/": f"<p><a href='/f.pdf'>{PLAN}</a></p>"}, "O25", {"/f.pdf": "เอกสาร"})
    assert (one.kind, one.url, one.source) == ("document", f"{HOST}/f.pdf", f"{HOST}/")
    assert "ข้อความลิงก์" in one.why[0]


@pytest.mark.parametrize(
    "markup",
    [
        f"<table><tr><td>1</td><td>{PLAN}</td><td><a href='/f.pdf'>คลิก</a></td></tr></table>",
        f"<h3>{PLAN}</h3><p><a href='/f.pdf'>ดาวน์โหลด</a></p>",
        f"<div><h5>{PLAN}</h5><p>O25</p><a href='/f.pdf'>อ่านเพิ่มเติม</a></div>",
        f"<ul><li>{PLAN}<ul><li><a href='/f.pdf'>ไฟล์</a></li></ul></li></ul>",
        f"<table><tr><td><a href='/f.pdf'>O25</a></td><td>{PLAN}</td></tr></table>",
        f"<details><summary>O25 {PLAN}</summary><a href='/f.pdf'>ไตรมาสที่ 1</a></details>",
        f"<p><a href='/f.pdf'><img src='/i.png' alt='{PLAN}'></a></p>",
        f"<h3>{PLAN}</h3><iframe src='/f.pdf'></iframe>",
    ],
)
def test_a_link_told_by_its_row_heading_or_picture(markup: str) -> None:
    assert "/f.pdf" in alive({"/": TOP + markup}, "O25", {"/f.pdf": "เอกสาร"})


def test_an_own_name_goes_before_the_heading() -> None:
    pages = {"/": TOP + f"<h3>{PLAN}</h3><p><a href='/f.pdf'>{RISK}</a></p>"}
    assert alive(pages, "O25", {"/f.pdf": "เอกสาร"}) == []
    assert alive(pages, "O23", {"/f.pdf": "เอกสาร"}) == ["/f.pdf"]


@pytest.mark.parametrize("label", ["บันทึกข้อความขออนุญาตเผยแพร่", "แบบฟอร์มการเผยแพร่ข้อมูล"])
def test_paperwork_under_a_heading_is_none(label: str) -> None:
    assert alive({"/": TOP + f"<h3>{PLAN}</h3><p><a href='/f.pdf'>{label}</a></p>"}, "O25", {"/f.pdf": "ก"}) == []


def test_the_numbers_of_another_list_do_not_decide() -> None:
    rows = "".join(f"<tr><td>O{n}</td><td>{name}</td></tr>" for n, name in ((39, PLAN), (36, RISK)))
    pages = {"/": f"<table>{rows}</table><a href='/f.pdf'>O12</a>"}
    assert alive(pages, "O12", {"/f.pdf": "ก"}) == []


def test_bare_numbers_beside_the_lists_own() -> None:
    rows = "".join(f"<tr><td>{item.code} {item.title}</td></tr>" for item in CRITERIA.items[:8])
    pages = {"/": f"<table>{rows}</table><p><a href='/f.pdf'>O12</a></p>"}
    assert alive(pages, "O12", {"/f.pdf": "ก"}) == ["/f.pdf"]


def test_dead_ends_are_kept_as_such() -> None:
    pages = {
        "/": TOP + f"<p><a href='#'>{PLAN}</a></p><p><a href='/gone.pdf'>{RISK}</a></p><p><a href='/soon'>สถิติการให้บริการ</a></p>",
        "/soon": TOP + "<p>อยู่ระหว่างปรับปรุง</p>",
        "/a": TOP + "<p><a href='/'>มาตรการส่งเสริมคุณธรรมและความโปร่งใส</a></p>",
    }  # fmt: skip
    causes = {item: [(c.kind, c.cause) for c in found(pages, item)] for item in ("O25", "O23", "O11", "O27")}
    assert causes["O25"] == [("dead", "empty")]
    assert causes["O23"] == [("dead", "http4xx")]
    assert causes["O11"] == [("dead", "construction")]
    assert causes["O27"] == [("dead", "home")]


def test_outside_addresses() -> None:
    drive = "https://drive.google.com/file/d/1AbCdEfGhIjKlMnOpQ/view"
    [one] = found({"/": f"<a href='{drive}'>{PLAN}</a>"}, "O25")
    assert (one.kind, one.cause) == ("offsite", "offsite")
    counter = "<h3>สถิติการให้บริการ</h3><a href='https://counter.example.com/x'><img src='https://counter.example.com/i.gif'></a>"
    assert alive({"/": TOP + counter}, "O11") == []


def test_front_pages_of_others() -> None:
    pages = {"/": TOP + f"<h3>{PLAN}</h3><a href='https://www.other.go.th/'>คลิก</a>"}
    assert locator(pages).is_elsewhere("https://www.other.go.th/")
    assert alive({"/": TOP + f"<h3>{PLAN}</h3><a href='https://www.other.go.th/'>หน่วยงาน</a>"}, "O25") == []


# --- pages, sections, rows ------------------------------------------------------------------------------------------


def test_titles_of_pages_and_documents() -> None:
    pages = {"/": TOP + "<a href='/a'>ก</a><a href='/f.pdf'>ข</a>", "/a": TOP + f"<h2>{PLAN}</h2>{FULL}"}
    assert "/a" in alive(pages, "O25")
    assert alive(pages, "O23", {"/f.pdf": f"{RISK} ประจำปี 2568"}) == ["/f.pdf"]


def test_a_title_of_something_else_weighs_against_the_label() -> None:
    pages = {"/": f"<p><a href='/f.pdf'>{PLAN}</a></p>"}
    [right] = found(pages, "O25", {"/f.pdf": f"{PLAN} พ.ศ. 2568"})
    [wrong] = found(pages, "O25", {"/f.pdf": "รายงานผลการดำเนินงานประจำปี"})
    assert right.score > wrong.score + 0.15
    assert "เป็นเรื่องอื่น" in wrong.why[-1] or "ตรงกับ O7" in wrong.why[-1]


def test_sections_by_heading_and_by_plain_lines() -> None:
    page = TOP + f"<h3>{PLAN}</h3><p>โครงการอบรม 5,000 บาท</p><h3>{RISK}</h3><p>เหตุการณ์เสี่ยง</p>"
    [section] = [c for c in found({"/": TOP + "<a href='/a'>ก</a>", "/a": page}, "O25") if c.section]
    assert section.kind == "section"
    plain = TOP + f"<div><p>{PLAN}</p></div><div><p>โครงการอบรม 5,000 บาท</p></div>"
    assert [c.kind for c in found({"/": TOP + "<a href='/a'>ก</a>", "/a": plain}, "O25")] == ["section"]


def test_plain_lines_of_lists_and_forms_are_no_headings() -> None:
    listed = TOP + f"<p>{PLAN}</p><p><a href='/b'>ประกาศ</a></p>"
    asked = TOP + "<form><p>ที่อยู่</p><input name='a'><p>อีเมล</p><input name='b'></form><p>ส่งแล้ว</p>"
    assert found({"/": TOP, "/a": listed}, "O25") == []
    assert found({"/": TOP, "/a": asked}, "O3") == []


def test_a_row_that_answers_in_itself() -> None:
    said = "ในปี 2567 ไม่มีเรื่องร้องเรียนการทุจริต"
    row = f"<tr><td>O19</td><td>ข้อมูลสถิติเรื่องร้องเรียนการทุจริตและประพฤติมิชอบ</td><td>-</td><td>{said}</td></tr>"
    [one] = [c for c in found({"/": TOP, "/a": TOP + f"<table>{row}</table>"}, "O19") if c.row]
    assert one.kind == "section"
    short = row.replace(said, "-")
    assert [c for c in found({"/": TOP, "/a": TOP + f"<table>{short}</table>"}, "O19") if c.row] == []


def test_parts_of_a_page_by_their_id() -> None:
    pages = {
        "/": TOP + f"<a href='/a#plan'>{PLAN}</a><a href='/a#no'>{RISK}</a>",
        "/a": TOP + "<div id='plan'><p>โครงการอบรมต่อต้านการทุจริต 5,000 บาท มกราคม 2568</p></div>",
    }
    assert "/a#plan" in alive(pages, "O25")
    assert alive(pages, "O23") == ["/a"]


def test_an_index_names_many_items() -> None:
    rows = "".join(f"<h4>{item.title}</h4><p>ข้อความ</p>" for item in CRITERIA.items[:7])
    at = locator({"/": TOP, "/a": TOP + rows})
    assert at.is_index(at.pages[HOST + "/a"])
    assert not at.is_index(at.pages[HOST + "/"])


def test_years_of_the_assessment_side_by_side() -> None:
    def pane(year: int) -> str:
        return f"<h2>ITA {year}</h2><h4>{PLAN}</h4><p><a href='/{year}.pdf'>คลิก</a></p>"

    papers = {f"/{year}.pdf": "เอกสาร" for year in (2566, 2567, 2568)}
    pages = {"/": TOP + pane(2566) + pane(2568) + pane(2567)}
    assert alive(pages, "O25", papers)[0] == "/2568.pdf"
    del papers["/2568.pdf"]
    old = {"/": TOP + pane(2566) + pane(2567)}
    assert all(c.score > 0.8 for c in found(old, "O25", papers)), "nothing of the asked year: nothing is put back"


def test_a_headline_that_only_resembles_an_item() -> None:
    line = "รายงานผลการดำเนินงานโครงการตำบลสะอาด"
    news = {"/": TOP + f"<h2>ข่าวสาร</h2><p><a href='/n'>{line}</a></p>", "/n": TOP + f"<h2>{line}</h2><p>วันที่ 1</p>"}
    assert alive(news, "O7") == []
    exact = {"/": TOP + "<h2>ข่าวสาร</h2><p><a href='/f.pdf'>รายงานผลการดำเนินงานประจำปี</a></p>"}
    assert alive(exact, "O7", {"/f.pdf": "เอกสาร"}) == ["/f.pdf"]


def test_neighbouring_pages_come_last() -> None:
    pages = {"/": TOP + "<a href='/a'>นโยบายและแผนงาน</a>", "/a": TOP + FULL}
    [one] = found(pages, "O5")
    assert one.score == 0.5 and "ใกล้เคียง" in one.why[0]


# --- the site -------------------------------------------------------------------------------------------------------


def test_menus_of_any_markup_are_shared() -> None:
    side = f"<div><a href='/p'>{PLAN}</a></div>"
    pages = {f"/{n}": side + f"<h2>หน้า {n}</h2>" for n in range(5)}
    pages |= {"/": side + "".join(f"<a href='/{n}'>{n}</a>" for n in range(5)), "/p": side + FULL}
    at = locator(pages)
    page = at.pages[HOST + "/1"]
    assert at.is_shared(PLAN, page)
    assert (HOST + "/p", fold(PLAN)) in at.shared_links
    assert [block.text for _, block in at.own_blocks(page)] == ["หน้า 1"]


@pytest.mark.parametrize(
    "front",
    [
        "<html><head><title>ก</title></head><frameset><frame src='/top'><frame src='/main'></frameset></html>",
        "<html><head><meta http-equiv='refresh' content='0;url=/main'></head><body></body></html>",
        "<html><head></head><body><a href='/main'>เข้าสู่เว็บไซต์</a></body></html>",
    ],
)
def test_the_home_page_behind_a_splash(front: str) -> None:
    menu = "".join(f"<a href='/{n}'>เมนู {n}</a>" for n in range(8))
    at = locator({"/": front, "/top": "<p>หัว</p>", "/main": menu + f"<p><a href='/'>{PLAN}</a></p>"})
    assert at.home is not None and at.home.url == HOST + "/main"
    assert at.is_front(at.pages[HOST + "/"])


def test_a_small_home_page_is_no_splash() -> None:
    at = locator({"/": TOP, "/a": "<p>ก</p>" * 20 + "<a href='/b'>ข</a>" * 9})
    assert at.home is not None and at.home.url == HOST + "/"


def test_the_source_of_a_candidate_is_no_index() -> None:
    index = "".join(
        f"<h4>{item.title}</h4><p><a href='/f{n}.pdf'>คลิก</a></p>" for n, item in enumerate(CRITERIA.items[:8])
    )
    pages = {"/": TOP + "<a href='/a'>ก</a><a href='/anti'>ข</a>", "/a": TOP + index + f"<a href='/p.pdf'>{PLAN}</a>"}
    pages["/anti"] = TOP + f"<h2>งานป้องกัน</h2><p><a href='/p.pdf'>{PLAN}</a></p>"
    at = locator(pages, {"/p.pdf": "เอกสาร"})
    [one] = [c for c in at.candidates("O25") if c.kind == "document"]
    assert at.source_of(one) == HOST + "/anti"


def test_unread_pages_are_not_dead() -> None:
    seen = made({"/": f"<p><a href='/f.pdf'>{PLAN}</a></p>"})
    late = replace(seen, failures=(), pending=(f"{HOST}/f.pdf",), complete=False, stopped_by="pages")
    [one] = Locator(late, CRITERIA, MATCHER).candidates("O25")
    assert (one.kind, one.cause) == ("unread", "budget")


def test_the_order_of_pages_does_not_matter() -> None:
    pages = {"/": TOP + f"<a href='/f.pdf'>{PLAN}</a>", "/a": TOP + f"<h2>{PLAN}</h2><p><a href='/g.pdf'>ไฟล์</a></p>"}
    seen = made(pages, {"/f.pdf": "เอกสาร", "/g.pdf": PLAN})
    turned = replace(seen, pages=seen.pages[::-1], documents=seen.documents[::-1])
    assert Locator(seen, CRITERIA, MATCHER).candidates("O25") == Locator(turned, CRITERIA, MATCHER).candidates("O25")
