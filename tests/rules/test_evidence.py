# ruff: noqa: E501  (markup)
"""What a rule is given to read: the right part of a page, what it leads to, and nothing of what is not evidence."""

from __future__ import annotations

from collections.abc import Mapping

from made import Made, markup, site
from papers import PAPERS

from config.loader import Item, load_criteria
from rules.agency import agency_of
from rules.collection import load_rule
from rules.content import Content
from rules.evidence import Evidence, Piece
from rules.locate import Locator
from rules.match import Matcher

CRITERIA = load_criteria("2568")
MATCHER = Matcher(CRITERIA)
AGENCY = "เทศบาลตำบลทุ่งนาใหม่"
HOST = "https://www.thungna.example.go.th"
PLAN = "แผนปฏิบัติการป้องกันการทุจริต"
RISK = "การประเมินความเสี่ยงการทุจริต"
TOP = "<nav><ul><li><a href='/'>หน้าแรก</a></li><li><a href='/a'>ก</a></li></ul></nav>"
FOOT = f"<footer><p>{AGENCY} โทร 0 2999 1234</p></footer>"


def pieces(code: str, pages: Mapping[str, str], papers: Mapping[str, str] | None = None) -> list[Piece]:
    return evidence(pages, papers)[1](code)


def evidence(pages: Mapping[str, str], papers: Mapping[str, str] | None = None):  # type: ignore[no-untyped-def]
    seen = site(Made(AGENCY, pages, {}, papers or {}))
    locator = Locator(seen, CRITERIA, MATCHER, 2568)
    made = Evidence(locator, agency_of(seen), 2568)

    def of(code: str) -> list[Piece]:
        item: Item = CRITERIA.item(code)
        return made.pieces(item, load_rule(item.rule), locator.candidates(code))

    return made, of


def read(code: str, pages: Mapping[str, str], papers: Mapping[str, str] | None = None) -> list[Content]:
    return [piece.content for piece in pieces(code, pages, papers)]


def urls(contents: list[Content]) -> list[str]:
    return [content.url.removeprefix(HOST) for content in contents]


def test_a_page_without_its_menu_and_footer() -> None:
    body = TOP + f"<h2>{PLAN}</h2>" + markup(PAPERS["O25"]) + FOOT
    [one] = [c for c in read("O25", {"/": TOP + FOOT, "/a": body}) if c.kind == "page"]
    assert one.title == PLAN and not any("0 2999 1234" in line or line == "หน้าแรก" for line in one.lines)
    assert len(one.tables) == 1 and len(one.tables[0].rows) == 3
    assert "0 2999 1234" not in one.html and "<table>" in one.html


def test_contact_reads_the_footer_too() -> None:
    contents = read("O3", {"/": TOP + FOOT, "/a": TOP + "<h2>ติดต่อเรา</h2><p>แผนที่</p>" + FOOT})
    assert all(any("0 2999 1234" in line for line in c.lines) for c in contents) and "/" in urls(contents)


def test_a_section_of_an_index_and_nothing_of_the_next() -> None:
    rows = "".join(f"<h4>{item.title}</h4><p>ข้อความของ {item.code}</p>" for item in CRITERIA.items[10:])
    contents = read("O25", {"/": TOP, "/a": TOP + rows})
    assert [c.lines for c in contents] == [("ข้อความของ O25",)]
    assert contents[0].kind == "section"


def test_links_of_a_section_are_its_own() -> None:
    body = (
        TOP
        + f"<h3>{PLAN}</h3><p>แผนของปีนี้ <a href='/1.pdf'>ไฟล์</a></p><h3>{RISK}</h3><p>ผล <a href='/2.pdf'>ไฟล์</a></p>"
    )
    [section] = [
        c for c in read("O25", {"/": TOP, "/a": body}, {"/1.pdf": "หนึ่ง", "/2.pdf": "สอง"}) if c.kind == "section"
    ]
    assert [link.url for link in section.links] == [HOST + "/1.pdf"]


def test_what_a_page_leads_to() -> None:
    body = (
        TOP
        + f"<h2>{PLAN}</h2><p><a href='/x.pdf'>ไฟล์ปี 2560</a></p><p><a href='/y.pdf'>ไฟล์ปี 2568</a></p><p><a href='/z.pdf'>{RISK}</a></p>"
    )
    found = pieces("O25", {"/": TOP, "/a": body}, {"/x.pdf": "เก่า", "/y.pdf": "ใหม่", "/z.pdf": "อื่น"})
    children = [
        piece.content.url.removeprefix(HOST) for piece in found if piece.child or piece.content.kind == "document"
    ]
    assert "/y.pdf" in children and "/z.pdf" not in children
    assert children.count("/y.pdf") == children.count("/x.pdf") == 1


def test_the_front_page_is_nobodys_child() -> None:
    body = TOP + f"<h2>{PLAN}</h2><p><a href='/'>{PLAN} ปี 2568</a></p>"
    assert "/" not in urls(read("O25", {"/": TOP + "<p>โครงการ 5,000 บาท</p>", "/a": body}))


def test_repeated_links_are_no_children() -> None:
    side = "<div><a href='/rules.pdf'>เปิด</a></div>"
    pages = {"/": TOP + side + "<a href='/b'>ข</a><a href='/c'>ค</a><a href='/d'>ง</a>"}
    pages |= {path: TOP + side + f"<h2>หน้า {path}</h2>" for path in ("/b", "/c", "/d")}
    pages["/a"] = TOP + side + f"<h2>{PLAN}</h2><p><a href='/p.pdf'>เปิด</a></p>"
    assert "/rules.pdf" not in urls(read("O25", pages, {"/rules.pdf": "ระเบียบ", "/p.pdf": "แผน"}))


def test_documents_and_what_could_not_be_read() -> None:
    pages = {
        "/": f"<p><a href='/s.pdf'>{PLAN}</a></p><p><a href='https://drive.google.com/file/d/1AbCdEfGhIjKlMnOpQ/view'>{RISK}</a></p>"
    }
    [scan] = read("O25", pages, {"/s.pdf": "!scan"})
    [drive] = read("O23", pages)
    assert (scan.unread, drive.unread) == ("scan", "offsite")
    [paper] = read("O25", pages, {"/s.pdf": "$O25"})
    assert paper.unread == "" and paper.tables[0].rows[0][0] == "ที่" and paper.label == PLAN


def test_dead_ends_are_no_contents() -> None:
    assert read("O25", {"/": TOP + f"<p><a href='#'>{PLAN}</a></p><p><a href='/gone.pdf'>{PLAN}</a></p>"}) == []


def test_one_address_once() -> None:
    pages = {
        "/": TOP + f"<p><a href='/p.pdf'>{PLAN}</a></p>",
        "/a": TOP + f"<h2>{PLAN}</h2><p><a href='/p.pdf'>ไฟล์</a></p>",
    }
    assert urls(read("O25", pages, {"/p.pdf": "แผน"})).count("/p.pdf") == 1


def test_another_agencys_document_is_kept_out_and_told() -> None:
    pages = {"/": TOP + f"<h1>{AGENCY}</h1><p><a href='/o.pdf'>{PLAN}</a></p>"}
    made, of = evidence(pages, {"/o.pdf": PAPERS["O25"].replace("{agency}", "เทศบาลตำบลบ้านอื่นไกล")})
    assert of("O25") == []
    assert made.foreign["O25"] == [(HOST + "/o.pdf", "เทศบาลตำบลบ้านอื่นไกล")]


def test_a_link_that_is_itself_the_answer() -> None:
    form = "<h2>E-Service</h2><p><a href='https://forms.gle/abc12345'>ยื่นคำร้องออนไลน์</a></p>"
    contents = read("O10", {"/": TOP, "/a": TOP + form})
    assert any(c.url == HOST + "/a" and c.links and not c.unread for c in contents)


def test_a_map_beside_an_address_hides_nothing() -> None:
    body = "<h2>ติดต่อเรา</h2>" + markup(PAPERS["O3"]) + "<p><a href='https://maps.app.goo.gl/abcd'>แผนที่</a></p>"
    contents = read("O3", {"/": TOP, "/a": TOP + body})
    assert any("โทรศัพท์" in line for c in contents if c.url == HOST + "/a" for line in c.lines)


def test_front_pages_of_others_hold_no_document() -> None:
    pages = {"/": TOP + "<p><a href='https://www.other.go.th/'>ระบบจัดซื้อจัดจ้าง</a></p>"}
    assert read("O12", pages) == []


def test_a_picture_alone_could_not_be_read() -> None:
    poster = "<p><img src='/poster.jpg' width='700' height='990'></p>"
    page = {"/": TOP, "/a": TOP + f"<h2>{PLAN}</h2>{poster}"}
    assert "picture" in {c.unread for c in read("O25", page)}
    part = {"/": TOP, "/a": TOP + f"<h3>{PLAN}</h3>{poster}<h3>{RISK}</h3><p>เหตุการณ์ความเสี่ยงที่ 1</p>"}
    assert {c.unread for c in read("O25", part) if c.kind == "section"} == {"picture"}
    assert {c.unread for c in read("O23", part) if c.kind == "section"} == {""}


def test_a_picture_of_dress_is_no_evidence() -> None:
    banner = "<p><img src='/banner.jpg' width='900' height='300'></p>"
    pages = {f"/{n}": TOP + banner + f"<h2>หน้า {n}</h2><p>ข้อความ</p>" for n in range(3)}
    pages |= {"/": TOP + "".join(f"<a href='/{n}'>{n}</a>" for n in range(3)), "/a": TOP + banner + f"<h2>{PLAN}</h2>"}
    assert {c.unread for c in read("O25", pages)} <= {""}


def test_rows_that_answer_in_themselves() -> None:
    said = "ในปีงบประมาณ พ.ศ. 2567 ไม่มีเรื่องร้องเรียนการทุจริตและประพฤติมิชอบ"
    row = f"<tr><td>O19</td><td>ข้อมูลสถิติเรื่องร้องเรียนการทุจริตและประพฤติมิชอบ</td><td>-</td><td>{said}</td></tr>"
    contents = read("O19", {"/": TOP, "/a": TOP + f"<table>{row}</table>"})
    assert (said,) in [c.lines for c in contents]


def test_a_part_by_its_id_is_read_alone() -> None:
    pages = {
        "/": TOP + f"<p><a href='/a#two'>{PLAN}</a></p>",
        "/a": TOP
        + "<div id='one'><p>เรื่องที่หนึ่งของหน้านี้ซึ่งไม่เกี่ยวกัน</p></div><div id='two'><p>โครงการอบรมต่อต้านการทุจริต</p><p><a href='/p.pdf'>ไฟล์</a></p></div>",
    }
    found = pieces("O25", pages, {"/p.pdf": "แผน"})
    assert found[0].content.lines == ("โครงการอบรมต่อต้านการทุจริต", "ไฟล์")
    assert "หนึ่ง" not in found[0].content.html
    assert any(piece.child and piece.content.url == HOST + "/p.pdf" for piece in found)


def test_notices_of_empty_lists_are_not_said() -> None:
    for notice in ("ไม่พบข้อมูล", "ไม่มีเอกสารในหมวดหมู่นี้", "- ยังไม่มีรายการ -", "ไม่มีบทความแสดง"):
        body = TOP + f"<h2>{PLAN}</h2><p>{notice}</p><p>หน้านี้จัดทำโดยสำนักปลัดเพื่อเผยแพร่แผน</p>" + "<p>ก</p>" * 3
        lines = [
            line for c in read("O25", {"/": TOP, "/a": body + "<p>ข้อความยาวพอให้เป็นหน้าจริง</p>" * 20}) for line in c.lines
        ]
        assert lines and notice not in lines
    kept = "ไม่มีเรื่องร้องเรียนการทุจริต"
    body = TOP + f"<h2>สถิติเรื่องร้องเรียนการทุจริต</h2><p>{kept}</p>"
    assert any(kept in c.lines for c in read("O19", {"/": TOP, "/a": body}))


def test_unnamed_outside_files_of_a_section_are_weak_but_seen() -> None:
    drive = "https://drive.google.com/file/d/1AbCdEfGhIjKlMnOpQ/view"
    body = (
        TOP
        + f"<h3>{PLAN}</h3><p>ตามรายละเอียดแนบ</p><p><a href='{drive}'>โครงการอบรมบุคลากรของสำนักปลัด</a></p><h3>{RISK}</h3><p>ข</p>"
    )
    weak = [p for p in pieces("O25", {"/": TOP, "/a": body}) if p.content.unread == "offsite"]
    assert weak and all(0.55 <= piece.candidate.score <= 0.75 for piece in weak)
