"""The submitted list in the forms in which agencies write it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import xlsxwriter
from click.testing import CliRunner

from checker.cli import main
from checker.engine import judge, matcher_for
from checker.store import save
from checker.submission import (
    Entry,
    Submission,
    SubmissionError,
    addresses,
    as_csv,
    as_text,
    from_page,
    from_report,
    read_submission,
    read_text,
    write_xlsx,
)
from config.loader import load_criteria
from crawler.site import Site

CRITERIA = load_criteria("2568").filled(2568)
MATCHER = matcher_for(CRITERIA)
SITE = "https://www.thungnamai.example"


def _text(text: str) -> list[tuple[str, str, str]]:
    return [(entry.item, entry.url, entry.note) for entry in read_text(text, CRITERIA, MATCHER).entries]


@pytest.mark.parametrize(
    "code",
    [
        "O12",
        "o12",
        "O 12",
        "o-12",
        "O.12",
        "012",
        "๐๑๒",
        "o๑๒",
        "OIT 12",
        "ข้อ 12",
        "ข้อที่ ๑๒",
        "O12:",
        "(O12)",
        "12.",
        "Ｏ12",
    ],
)
def test_a_code_in_any_spelling(code: str) -> None:
    assert _text(f"{code} {SITE}/p12") == [("O12", f"{SITE}/p12", "")]


def test_a_name_instead_of_a_code() -> None:
    assert _text(f"แผนปฏิบัติการป้องกันการทุจริต {SITE}/plan")[0][:2] == ("O25", f"{SITE}/plan")


def test_several_addresses_explanations_and_lines() -> None:
    found = _text(
        f"""รายการ OIT ปี 2568

        O1 {SITE}/structure ดูหัวข้อแผนผัง
        O12 {SITE}/p12.pdf ไฟล์ PDF
        {SITE}/p12.xlsx
        ไฟล์ Excel ชุดเดียวกัน
        O13 รายงานของปีก่อน
          {SITE}/p13
        O14: www.thungnamai.example/hr, {SITE}/hr2.
        """
    )
    assert found == [
        ("O1", f"{SITE}/structure", "ดูหัวข้อแผนผัง"),
        ("O12", f"{SITE}/p12.pdf", "ไฟล์ PDF"),
        ("O12", f"{SITE}/p12.xlsx", "ไฟล์ Excel ชุดเดียวกัน"),
        ("O13", f"{SITE}/p13", "รายงานของปีก่อน"),
        ("O14", "https://www.thungnamai.example/hr", ""),
        ("O14", f"{SITE}/hr2", ""),
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ดู https://a.example/x.", ("https://a.example/x",)),
        ("(https://a.example/x)", ("https://a.example/x",)),
        ("https://a.example/x_(1)", ("https://a.example/x_(1)",)),
        ("https://a.example/แผน-2568.pdf ไฟล์", ("https://a.example/แผน-2568.pdf",)),
        ("https://a.example/1https://a.example/2", ("https://a.example/1", "https://a.example/2")),
        ("www.a.example/x", ("https://www.a.example/x",)),
        ("mail@www.a.example", ()),
    ],
)
def test_addresses_in_a_sentence(text: str, found: tuple[str, ...]) -> None:
    assert addresses(text) == found


def test_what_is_no_web_address_is_kept_to_be_told() -> None:
    assert _text("O1 javascript:openPage(1)") == [("O1", "javascript:openPage(1)", "")]


def test_an_address_without_an_item_is_a_problem() -> None:
    read = read_text(f"{SITE}/lost\nO1 {SITE}/a", CRITERIA, MATCHER)
    assert len(read.entries) == 1
    assert len(read.problems) == 1 and "แถวที่ 1" in read.problems[0]


@pytest.mark.parametrize("text", ["", "สวัสดี", "O12 ไม่มีลิงก์"])
def test_a_list_without_an_address_is_refused(text: str) -> None:
    with pytest.raises(SubmissionError, match="O12 https://"):
        read_text(text, CRITERIA, MATCHER)


LISTED = Submission(
    (
        Entry("O1", f"{SITE}/structure", "แผนผัง", 2),
        Entry("O12", f"{SITE}/p12?a=1&b=2", "=HYPERLINK(1)", 3),
        Entry("O12", f"{SITE}/%E0%B9%81%E0%B8%9C%E0%B8%99.pdf", "", 4),
    )
)


@pytest.mark.parametrize("form", ["xlsx", "csv", "csv874", "txt"])
def test_what_is_written_is_read_alike(tmp_path: Path, form: str) -> None:
    path = tmp_path / f"list.{form[:4].rstrip('8')}"
    if form == "xlsx":
        write_xlsx(path, LISTED, CRITERIA)
    elif form == "txt":
        path.write_text(as_text(LISTED, CRITERIA), encoding="utf-8")
    else:
        path.write_bytes(as_csv(LISTED, CRITERIA).encode("cp874" if form == "csv874" else "utf-8-sig"))
    read = read_submission(path, CRITERIA, MATCHER)
    assert [(e.item, e.url, e.note.lstrip("'")) for e in read.entries] == [
        (e.item, e.url, e.note) for e in LISTED.entries
    ]
    assert read.problems == ()


def test_a_sheet_as_an_office_makes_it(tmp_path: Path) -> None:
    """A title above, merged item cells left empty, numbers as numbers, two addresses in a cell, another sheet."""
    path = tmp_path / "office.xlsx"
    with xlsxwriter.Workbook(path, {"strings_to_urls": False}) as book:
        sheet = book.add_worksheet("OIT")
        sheet.write_string(0, 0, "รายการข้อมูลสาธารณะ เทศบาลตำบลทุ่งนาใหม่")
        for column, name in enumerate(("ข้อ", "รายการ", "ลิงก์", "หมายเหตุ")):
            sheet.write_string(1, column, name)
        sheet.write_number(2, 0, 12)
        sheet.write_string(2, 1, CRITERIA.item("O12").title)
        sheet.write_string(2, 2, f"{SITE}/a\n{SITE}/b")
        sheet.write_string(3, 2, f"{SITE}/c")
        sheet.write_string(3, 3, "ของไตรมาส 2")
        sheet.write_number(4, 0, 13)
        sheet.write_string(4, 1, CRITERIA.item("O13").title)
        book.add_worksheet("ว่าง").write_string(0, 0, "ไม่มีอะไร")
    read = read_submission(path, CRITERIA, MATCHER)
    assert [(e.item, e.url, e.note) for e in read.entries] == [
        ("O12", f"{SITE}/a", ""),
        ("O12", f"{SITE}/b", ""),
        ("O12", f"{SITE}/c", "ของไตรมาส 2"),
    ]


def test_the_address_behind_the_words_of_a_cell(tmp_path: Path) -> None:
    path = tmp_path / "links.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("OIT")
        sheet.write_string(3, 0, "O12")
        sheet.write_url(3, 2, f"{SITE}/p12?a=1", string="คลิกที่นี่")
        sheet.write_url(4, 2, f"{SITE}/p12b#part", string="คลิก")
        sheet.write_string(5, 0, "O13")
        sheet.write_formula(5, 2, f'=HYPERLINK("{SITE}/p13?a=1&b=2","คลิกที่นี่")', None, "คลิกที่นี่")
        book.add_worksheet("อื่น").write_string(0, 0, "-")
    read = read_submission(path, CRITERIA, MATCHER)
    assert [(e.item, e.url) for e in read.entries] == [
        ("O12", f"{SITE}/p12?a=1"),
        ("O12", f"{SITE}/p12b#part"),
        ("O13", f"{SITE}/p13?a=1&b=2"),
    ]


def test_a_damaged_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bad.xlsx"
    path.write_bytes(b"PK\x03\x04 no workbook")
    with pytest.raises(SubmissionError):
        read_submission(path, CRITERIA, MATCHER)


def test_the_same_list_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        write_xlsx(tmp_path / name, LISTED, CRITERIA)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_the_list_of_a_run(
    demo_archive: Callable[[str], Path], demo_site: Callable[[str], Site], tmp_path: Path
) -> None:
    archive = tmp_path / "complete.db"
    archive.write_bytes(demo_archive("complete").read_bytes())
    assert CliRunner().invoke(main, ["list", str(archive)]).exit_code == 2  # not judged yet
    report = judge(demo_site("complete"), CRITERIA)
    save(archive, report)
    output = tmp_path / "list.xlsx"
    done = CliRunner().invoke(main, ["list", str(archive), "-o", str(output)])
    assert done.exit_code == 0, done.output
    read = read_submission(output, CRITERIA, MATCHER)
    assert [(e.item, e.url) for e in read.entries] == [(e.item, e.url) for e in from_report(report).entries]
    assert {entry.item for entry in read.entries} == {item.code for item in CRITERIA.items}


@pytest.mark.parametrize("name", ["form.xlsx", "form.csv", "form.txt"])
def test_the_empty_form(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    assert CliRunner().invoke(main, ["list", "--template", str(path)]).exit_code == 0
    with pytest.raises(SubmissionError):  # a form in which nothing was filled in
        read_submission(path, CRITERIA, MATCHER)


def test_a_page_of_several_years_gives_the_asked_one(demo_site: Callable[[str], Site]) -> None:
    page = next(page for page in demo_site("complete").pages if page.url.endswith("/ita.html"))
    links = tuple(
        replace(link, url=f"{link.url}?y={year}", headings=(f"การประเมิน ITA ปี {year}", *link.headings[1:]))
        for year in (2567, 2568)
        for link in page.links
        if link.place == "main" and link.url
    )
    found = from_page(replace(page, links=links), CRITERIA, MATCHER, 2568)
    assert found.entries and all(entry.url.endswith("?y=2568") for entry in found.entries)
    assert {entry.item for entry in found.entries} == {item.code for item in CRITERIA.items}
