"""The auditor's list: read from every form it comes in, nothing lost, every oddity said."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter

from checker.scan.agencies import AgencyListError, read_list

THAI = (
    "ลำดับ,ชื่อหน่วยงาน,ประเภท,จังหวัด,เว็บไซต์,โทรศัพท์\n"
    "1,เทศบาลตำบลสมมุติ,เทศบาล,ขอนแก่น, WWW.Sommut.go.th ,043000000\n"
    "2,อบต.ตัวอย่าง,อบต.,เลย,https://sommut.go.th/,042000000\n"
    "3,อบต.ไม่มีเว็บ,อบต.,เลย,ไม่มี,\n"
    "4,อบต.ว่าง,อบต.,เลย,,\n"
    "5,เทศบาลในแฟ้ม,เทศบาล,น่าน,http://shared.example.com/nan/,\n"
)


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "cp874"])
def test_a_csv_in_any_thai_charset(tmp_path: Path, charset: str) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(THAI.encode(charset))
    listed = read_list(path)
    first, second, none, empty, folder = listed.sites
    assert (first.name, first.kind, first.province) == ("เทศบาลตำบลสมมุติ", "เทศบาล", "ขอนแก่น")
    assert first.address == "https://www.sommut.go.th/"
    assert first.id == "www.sommut.go.th"
    assert first.extras == {"โทรศัพท์": "043000000"}
    assert second.duplicate_of == first.id
    assert second.id != first.id
    assert none.problem
    assert none.extras == {"address": "ไม่มี"}
    assert empty.problem == "ไม่มีที่อยู่เว็บไซต์"
    assert folder.id.startswith("shared.example.com_")
    assert [site.position for site in listed.sites] == [2, 3, 4, 5, 6]
    assert [site.id for site in listed.to_scan] == [first.id, folder.id]
    assert any("ซ้ำ" in note and first.id in note for note in listed.notes)
    assert any("ใช้ไม่ได้ 2 แถว" in note for note in listed.notes)


def test_a_workbook_with_english_headings(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["รายชื่อหน่วยงานปี 2568"])
        sheet.write_row(1, 0, ["No.", "Agency name", "Type", "Province", "Website", "Budget"])
        sheet.write_row(2, 0, [1, "Sommut", "municipality", "Nan", "sommut.go.th", 12])
        sheet.write_url(3, 4, "https://other.go.th/", string="เว็บไซต์")
        sheet.write_row(3, 0, [2, "Other", "municipality", "Nan"])
    sommut, other = read_list(path).sites
    assert (sommut.name, sommut.kind, sommut.province) == ("Sommut", "municipality", "Nan")
    assert sommut.extras == {"Budget": "12"}
    assert other.address == "https://other.go.th/"


def test_a_text_with_names_and_remarks(tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    path.write_text("# มกราคม\nเทศบาลหนึ่ง www.one.go.th\n\nhttps://two.go.th/\nไม่ใช่ที่อยู่\n", encoding="utf-8")
    one, two, odd = read_list(path).sites
    assert (one.name, one.address) == ("เทศบาลหนึ่ง", "https://www.one.go.th/")
    assert two.address == "https://two.go.th/"
    assert odd.problem


@pytest.mark.parametrize("content", [b"", b"name,url\n", "ชื่อ\nก\n".encode(), b"PK\x03\x04broken"])
def test_a_list_without_an_address_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(content)
    with pytest.raises(AgencyListError, match=r"list\.csv"):
        read_list(path)


def test_a_site_keeps_its_name_when_the_list_is_sorted_otherwise(tmp_path: Path) -> None:
    lines = ["a,https://a.go.th/", "b,https://b.go.th/", "c,https://a.go.th/"]
    names: list[dict[str, str]] = []
    for number, order in enumerate((lines, lines[::-1])):
        path = tmp_path / f"{number}.csv"
        path.write_text("\n".join(["name,url", *order]), encoding="utf-8")
        names.append({site.name: site.id for site in read_list(path).sites if not site.duplicate_of})
    assert names[0]["b"] == names[1]["b"]
    assert names[0]["a"] == names[1]["c"] == "a.go.th"
