"""Files as text, and every way in which they cannot be read."""

from __future__ import annotations

import os
import random
import shutil
import signal
import threading
import zipfile
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

import pytest
from documents_made import FONT, docx, odt, paragraph, pdf, placed, pptx, table, xlsx, zipped

from config.settings import CrawlSettings
from crawler.documents import titles
from crawler.documents.quality import quality
from crawler.documents.reader import Reader, from_json, read_here, to_json
from crawler.documents.result import ReadResult, ending, kind_of
from crawler.site import Table

SETTINGS = CrawlSettings(ocr=False)
needs_font = pytest.mark.skipif(FONT is None, reason="no Thai font on this machine")


def read(data: bytes, name: str = "file", settings: CrawlSettings = SETTINGS) -> ReadResult:
    return read_here(data, f"https://www.thungna.example/files/{name}", "", settings)


# -- PDF ------------------------------------------------------------------------------------------------------


@needs_font
def test_pdf() -> None:
    made = pdf(
        [["ประกาศเทศบาลตำบลทุ่งนาใหม่", "เรื่อง แผนดำเนินงาน ประจำปีงบประมาณ พ.ศ. ๒๕๖๘"], ["หน้าสอง งบประมาณ 12,000 บาท"]]
    )
    result = read(made, "a.pdf")
    assert (result.kind, result.cause, result.page_count, result.engine) == ("pdf", "", 2, "pdfium")
    assert "งบประมาณ 12,000 บาท" in result.pages[1]
    assert result.title == "ประกาศเทศบาลตำบลทุ่งนาใหม่ เรื่อง แผนดำเนินงาน ประจำปีงบประมาณ พ.ศ. ๒๕๖๘"


@needs_font
def test_pdf_pages_are_bounded_and_counted() -> None:
    made = pdf([[f"รายการจัดซื้อจัดจ้างหน้าที่ {number}"] for number in range(9)])
    result = read(made, "a.pdf", replace(SETTINGS, document_pages=4))
    assert (len(result.pages), result.page_count) == (4, 9)
    assert result.notes == ("อ่าน 4 หน้าแรกจาก 9 หน้า",)


@needs_font
def test_a_long_plan_is_read_to_its_end() -> None:
    made = pdf([[f"โครงการที่ {number} งบประมาณ {number},000 บาท"] for number in range(1, 401)])
    result = read(made, "a.pdf")
    assert (len(result.pages), result.page_count, result.notes, result.cause) == (400, 400, (), "")
    assert "โครงการที่ 400" in result.pages[-1]


def test_pdf_of_pictures_is_a_scan() -> None:
    result = read(pdf([[], []], picture=True), "a.pdf")
    assert (result.cause, result.page_count, result.title) == ("scan", 2, "")


def test_a_stamp_does_not_make_a_scan_readable() -> None:
    assert read(pdf([["2568"], ["1/2"]], picture=True), "a.pdf").cause == "scan"


def test_pdf_of_blank_pages_is_empty() -> None:
    assert read(pdf([[], []]), "a.pdf").cause == "empty"


def test_encrypted_pdf() -> None:
    assert read(pdf([["x"]], password="secret"), "a.pdf").cause == "encrypted"


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9])
def test_cut_pdf_gives_a_cause_or_its_text(share: float) -> None:
    made = pdf([["text one two three"]] * 5)
    result = read(made[: int(len(made) * share)], "a.pdf")
    assert result.cause in ("damaged", "empty", "") and result.kind == "pdf"
    if share == 0.2:
        assert result.cause == "damaged"


def test_quality_tells_broken_layers() -> None:
    assert quality("ประกาศเทศบาลตำบลทุ่งนาใหม่ เรื่อง แผนดำเนินงาน") > 0.95
    assert quality("Annual report of the municipality, fiscal year 2025") > 0.95
    assert quality("ÁÒµÃ¡ÒÃ »éÍ§¡Ñ¹ ¡ÒÃ·Ø¨ÃÔµ ¢Í§à·ÈºÒÅ") < 0.5
    assert quality("\ue001\ue002\ue010\ue011" * 20) < 0.1
    assert quality("fgRsT kLLq wqWd xZxx BvBcX mNnMm fFgGh TtRre qQwWe") < 0.5
    assert quality("12") == 1.0


# -- titles -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("own", "lines", "title"),
    [
        ("แผนพัฒนาท้องถิ่น (พ.ศ. 2566-2570)", ["แผนพัฒนาท้องถิ่น", "(พ.ศ. 2566-2570)"], "แผนพัฒนาท้องถิ่น (พ.ศ. 2566-2570)"),
        ("Microsoft Word - plan.doc", ["แผนพัฒนาท้องถิ่น"], "แผนพัฒนาท้องถิ่น"),
        ("ÁÒµÃ¡ÒÃ »éÍ§¡Ñ¹", ["มาตรการป้องกัน"], "มาตรการป้องกัน"),
        ("คำสั่งโรงเรียนอื่น ที่ 1", ["ประกาศเทศบาล", "เรื่อง แผน"], "ประกาศเทศบาล เรื่อง แผน"),
        ("", ["- 1 -", "ส่วนราชการ สำนักปลัด", "คู่มือปฏิบัติงาน"], "คู่มือปฏิบัติงาน"),
        (
            "",
            ["คำสั่งเทศบาลตำบลทุ่งนาใหม่", "ที่ 12/2568", "เรื่อง แต่งตั้งคณะทำงาน", "ด้วยเทศบาล"],
            "คำสั่งเทศบาลตำบลทุ่งนาใหม่ เรื่อง แต่งตั้งคณะทำงาน",
        ),
        ("", ["*****", "12", ""], ""),
        ("untitled", [], ""),
    ],
)
def test_titles(own: str, lines: list[str], title: str) -> None:
    assert titles.of(own, lines) == title


# -- office -----------------------------------------------------------------------------------------------------


def test_docx() -> None:
    body = paragraph("รายงานผลการดำเนินงาน") + table(("ที่", "โครงการ", "งบประมาณ"), ("1", "ปลูกป่า", "5,000"))
    body += paragraph("หน้าสอง", before='<w:br w:type="page"/>')
    result = read(docx(body, "Document1"), "a.docx")
    assert (result.kind, result.cause, result.title) == ("docx", "", "รายงานผลการดำเนินงาน")
    assert result.pages == ("รายงานผลการดำเนินงาน\nที่\tโครงการ\tงบประมาณ\n1\tปลูกป่า\t5,000", "หน้าสอง")
    assert result.tables == (Table((("ที่", "โครงการ", "งบประมาณ"), ("1", "ปลูกป่า", "5,000"))),)


def test_docx_named_doc_is_read() -> None:
    assert read(docx(paragraph("คำสั่ง")), "a.doc").kind == "docx"


def test_odt() -> None:
    body = (
        "<text:h>คู่มือ<text:s/>ปฏิบัติงาน</text:h><text:p>ขั้นตอน<text:line-break/>ที่สอง</text:p><table:table><table:table-row>"
        "<table:table-cell><text:p>ก</text:p></table:table-cell><table:table-cell><text:p>ข</text:p></table:table-cell>"
        "</table:table-row></table:table>"
    )
    result = read(odt(body), "a.odt")
    assert (result.cause, result.pages) == ("", ("คู่มือ ปฏิบัติงาน\nขั้นตอน\nที่สอง\nก\tข",))
    assert result.tables == (Table((("ก", "ข"),)),)


def test_pptx() -> None:
    result = read(pptx("<a:p><a:r><a:t>สรุปผล</a:t></a:r></a:p>", "<a:p><a:t>สอง</a:t></a:p>"), "a.pptx")
    assert (result.pages, result.page_count) == (("สรุปผล", "สอง"), 2)


def test_xlsx() -> None:
    result = read(xlsx([["ลำดับ", "โครงการ"], [1, "ปลูกป่า"], [2.5, ""]]), "a.xlsx")
    assert (result.kind, result.cause, result.page_count) == ("xlsx", "", 1)
    assert result.pages == ("ลำดับ\tโครงการ\n1\tปลูกป่า\n2.5",)
    assert result.tables[0].name == "แผน"


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "cp874"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_csv(codec: str, mark: str) -> None:
    text = f'ลำดับ{mark}โครงการ\r\n1{mark}"ปลูก\nป่า"\r\n'
    result = read(text.encode(codec), "a.csv")
    assert result.tables[0].rows == (("ลำดับ", "โครงการ"), ("1", "ปลูก ป่า"))


def test_text_and_archives() -> None:
    assert read("ประกาศเทศบาล\r\nเรื่อง แผน".encode("cp874"), "a.txt").pages == ("ประกาศเทศบาล\nเรื่อง แผน",)
    result = read(zipped({"แผน 2568.pdf": "x", "b/": "", "b/c.docx": "y"}), "a.zip")
    assert (result.kind, result.cause, result.pages) == ("zip", "damaged", ("b/c.docx\nแผน 2568.pdf",))


@pytest.mark.parametrize(
    ("url", "end"),
    [
        ("https://a/b.PDF?x=1", "pdf"),
        ("https://a/%E0%B8%81.docx ", "docx"),
        ("https://a.b/c", ""),
        ("//[", ""),
        ("a.", ""),
    ],
)
def test_endings(url: str, end: str) -> None:
    assert ending(url) == end


# -- what cannot be read ------------------------------------------------------------------------------------------

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
BILLION = '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>'
OUTSIDE = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
BROKEN: dict[str, tuple[str, Callable[[], bytes], set[str]]] = {
    "nothing": ("a.pdf", lambda: b"", {"empty"}),
    "spaces": ("a.pdf", lambda: b" \r\n\0" * 50, {"empty"}),
    "page as pdf": ("a.pdf", lambda: b"\xef\xbb\xbf\n<!DOCTYPE html><html><body>404", {"html"}),
    "page as docx": ("a.docx", lambda: b"<html><head></head>", {"html"}),
    "words as pdf": ("a.pdf", lambda: b"hello", {"damaged"}),
    "only a mark": ("a.pdf", lambda: b"%PDF-1.7\n", {"damaged"}),
    "noise as pdf": ("a.pdf", lambda: b"%PDF-1.4\n" + random.Random(1).randbytes(5000), {"damaged"}),
    "pdf of no pages": (
        "a.pdf",
        lambda: (
            b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
            b"trailer<</Root 1 0 R>>"
        ),
        {"damaged"},
    ),
    "pdf of endless kids": (
        "a.pdf",
        lambda: (
            b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[2 0 R 2 0 R]/Count 9>>"
            b"endobj\ntrailer<</Root 1 0 R>>"
        ),
        {"damaged", "empty"},
    ),
    "pdf of a false count": (
        "a.pdf",
        lambda: (
            b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 99999999>>"
            b"endobj 3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\ntrailer<</Root 1 0 R>>"
        ),
        {"damaged", "empty", "too_large"},
    ),
    "cut zip": ("a.docx", lambda: docx(paragraph("x"))[:100], {"damaged"}),
    "zip without end": ("a.xlsx", lambda: b"PK\x03\x04" + b"\0" * 100, {"damaged"}),
    "docx of no body": ("a.docx", lambda: zipped({"word/document.xml": ""}), {"damaged"}),
    "docx of broken xml": ("a.docx", lambda: zipped({"word/document.xml": "<w:doc"}), {"damaged", "empty"}),
    "empty docx": ("a.docx", lambda: docx(""), {"empty"}),
    "billion laughs": ("a.docx", lambda: zipped({"word/document.xml": BILLION + "<a>&c;</a>"}), {"empty", "damaged"}),
    "entity from outside": (
        "a.docx",
        lambda: zipped({"word/document.xml": OUTSIDE + "<a>&x;</a>"}),
        {"empty", "damaged"},
    ),
    "xml bomb": ("a.docx", lambda: docx(paragraph(" " * 60_000_000)), {"too_large"}),
    "dense xml bomb": ("a.odt", lambda: odt("<text:p/>" * 3_000_000), {"too_large"}),
    "deep xml": ("a.docx", lambda: docx("<w:p>" * 50_000 + "</w:p>" * 50_000), {"damaged", "empty"}),
    "deep tables": ("a.docx", lambda: docx("<w:tbl><w:tr><w:tc>" * 80 + "</w:tc></w:tr></w:tbl>" * 80), {"empty"}),
    "a far cell": ("a.xlsx", lambda: xlsx([["x"]], far="XFD1048576"), {"too_large"}),
    "xlsx of no sheet": ("a.xlsx", lambda: zipped({"xl/workbook.xml": "<workbook/>"}), {"damaged", "empty"}),
    "xlsx bomb": (
        "a.xlsx",
        lambda: zipped({"xl/workbook.xml": "<a/>", "xl/media/a": b"\0" * 200_000_000}),
        {"too_large"},
    ),
    "empty sheet": ("a.xlsx", lambda: xlsx([]), {"empty"}),
    "noise as xls": ("a.xls", lambda: OLE + "Workbook".encode("utf-16-le"), {"damaged"}),
    "old doc": ("a.doc", lambda: OLE + "WordDocument".encode("utf-16-le"), {"damaged"}),
    "locked office file": ("a.xlsx", lambda: OLE + "EncryptedPackage".encode("utf-16-le"), {"encrypted"}),
    "pptx of broken slides": ("a.pptx", lambda: pptx("<a:p>"), {"damaged", "empty"}),
    "empty zip": ("a.zip", lambda: b"PK\x05\x06" + b"\0" * 18, {"damaged", "empty"}),
    "noise as text": ("a.txt", lambda: random.Random(2).randbytes(5000), {"garbled", ""}),
    "zeros in csv": ("a.csv", lambda: b'a,b\0\0\n"', {"", "damaged"}),
    "picture": ("a.jpg", lambda: b"\xff\xd8\xff\xe0" + b"\0" * 50, {"picture"}),
    "picture as pdf": ("a.pdf", lambda: b"\x89PNG\r\n\x1a\n", {"picture"}),
    "rar": ("a.rar", lambda: b"Rar!\x1a\x07\0", {"unsupported"}),
    "empty rtf": ("a.doc", lambda: b"{\\rtf1}", {"empty"}),
    "unknown": ("a.bin", lambda: b"\x7fELF", {"unsupported"}),
}


@pytest.fixture(scope="module")
def reader():  # type: ignore[no-untyped-def]
    with Reader(replace(SETTINGS, document_seconds=20)) as one:
        yield one


@pytest.mark.parametrize("kind", BROKEN)
def test_broken_files_have_a_cause(kind: str, reader: Reader) -> None:
    name, make, causes = BROKEN[kind]
    result = reader.read(make(), f"https://www.thungna.example/{name}", "")
    assert result.cause in causes


def test_a_bomb_inside_a_zip_entry_that_lies_about_its_size() -> None:
    data = bytearray(docx(paragraph("ก" * 100)))
    with zipfile.ZipFile(BytesIO(bytes(data))) as archive:
        size = archive.getinfo("word/document.xml").file_size
    data = bytearray(bytes(data).replace(size.to_bytes(4, "little"), (7).to_bytes(4, "little")))
    assert read(bytes(data), "a.docx").cause in ("damaged", "empty")


@pytest.mark.parametrize("kind", ["docx", "xlsx", "odt", "pdf", "pptx"])
def test_files_with_spoilt_bytes_have_a_cause_or_a_text(kind: str) -> None:
    makers = {
        "docx": lambda: docx(paragraph("ประกาศ") * 50),
        "xlsx": lambda: xlsx([["ก", 1]] * 50),
        "odt": lambda: odt("<text:p>ก</text:p>" * 50),
        "pptx": lambda: pptx("<a:p><a:t>ก</a:t></a:p>" * 50),
        "pdf": lambda: pdf([["one two three"]] * 3),
    }
    good = makers[kind]()
    chance = random.Random(5)
    for _ in range(60):
        spoilt = bytearray(good)
        for _ in range(chance.randrange(1, 30)):
            spoilt[chance.randrange(len(spoilt))] = chance.randrange(256)
        result = read(bytes(spoilt), f"a.{kind}")
        assert result.cause or result.pages
        assert result.engine not in ("TypeError", "AttributeError", "IndexError", "UnboundLocalError")


def test_kind_is_told_by_the_bytes() -> None:
    assert kind_of(pdf([["x"]]), "https://a/download.php?id=1", "application/octet-stream") == ("pdf", "")
    assert kind_of(xlsx([["x"]]), "https://a/a.xls", "") == ("xlsx", "")
    assert kind_of(b"plain words", "https://a/a", "text/plain; charset=utf-8") == ("txt", "")


# -- the child ----------------------------------------------------------------------------------------------------


def test_the_child_reads_as_this_process_does(reader: Reader) -> None:
    for name, data in (
        ("a.docx", docx(paragraph("ประกาศ"))),
        ("a.xlsx", xlsx([["ก", 1]])),
        ("a.pdf", pdf([["one two"]])),
    ):
        assert reader.read(data, f"https://a/{name}", "") == read_here(data, f"https://a/{name}", "", SETTINGS)


def test_results_survive_the_way_between_processes() -> None:
    result = ReadResult("xlsx", "ชื่อ", ("ก\tข", ""), (Table((("ก", "ข"),), "แผ่น"),), 2, "", "calamine")
    assert from_json(to_json(result)) == result
    assert b"\n" not in to_json(result)


def test_a_child_that_died_is_replaced(reader: Reader) -> None:
    reader.read(b"x", "https://a/a.txt", "")
    assert reader._child is not None
    os.kill(reader._child.pid, signal.SIGTERM)
    reader._child.wait()
    assert reader.read("ข้อความ".encode(), "https://a/a.txt", "").pages == ("ข้อความ",)


def test_a_file_that_takes_too_long_is_given_up() -> None:
    rows = [["โครงการ" * 20] * 26 for _ in range(4000)]
    slow = xlsx(rows)
    with Reader(replace(SETTINGS, document_seconds=0.01)) as reader:
        result = reader.read(slow, "https://a/a.xlsx", "")
        assert (result.kind, result.cause) == ("xlsx", "timeout")


def test_threads_take_turns(reader: Reader) -> None:
    found: dict[int, ReadResult] = {}

    def one(number: int) -> None:
        found[number] = reader.read(f"ข้อความ {number}".encode(), "https://a/a.txt", "")

    threads = [threading.Thread(target=one, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {number: result.pages[0] for number, result in found.items()} == {n: f"ข้อความ {n}" for n in range(6)}


def test_a_file_can_be_given_up_from_another_thread() -> None:
    slow = xlsx([["โครงการ" * 20] * 26 for _ in range(4000)])
    with Reader(SETTINGS) as reader:
        reader.read(b"x", "https://a/a.txt", "")
        timer = threading.Timer(0.05, reader.abort)
        timer.start()
        first = reader.read(slow, "https://a/a.xlsx", "")
        timer.join()
        assert first.cause == "damaged" and first.engine == "killed"
        assert reader.read(b"x", "https://a/a.txt", "").pages == ("x",)


def test_closing_ends_the_child() -> None:
    reader = Reader(SETTINGS)
    reader.read(b"x", "https://a/a.txt", "")
    child = reader._child
    reader.close()
    reader.close()
    assert child is not None and child.poll() is not None


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="no poppler on this machine")
@needs_font
def test_files_drawn_by_a_browser_are_read_by_poppler() -> None:
    made = pdf([["แผนปฏิบัติการป้องกันการทุจริต ประจำปี"]]).replace(b"ReportLab PDF Library", b"Skia/PDF m120 (library")
    result = read(made, "a.pdf")
    assert "ทุจริต" in result.pages[0]


@needs_font
def test_cells_stored_column_by_column_become_rows() -> None:
    columns = {72: ["โครงการปลูกป่า", "โครงการอบรม"], 300: ["5,000", "7,500"], 420: ["กองคลัง", "สำนักปลัด"]}
    pieces = [(left, 700 - 30 * row, text) for left, cells in columns.items() for row, text in enumerate(cells)]
    result = read(placed(pieces), "a.pdf")
    assert result.pages[0].split("\n") == ["โครงการปลูกป่า\t5,000\tกองคลัง", "โครงการอบรม\t7,500\tสำนักปลัด"]


@needs_font
def test_columns_of_prose_are_not_rows() -> None:
    left = [(50, 700 - 20 * row, f"ข้อความคอลัมน์ซ้ายซึ่งยาวพอสมควร บรรทัดที่ {row}") for row in range(6)]
    right = [(330, 700 - 20 * row, f"ข้อความคอลัมน์ขวาซึ่งยาวพอสมควร บรรทัดที่ {row}") for row in range(6)]
    result = read(placed(left + right, size=10), "a.pdf")
    assert "\t" not in result.pages[0]
    assert result.pages[0].index("ซ้ายซึ่งยาวพอสมควร บรรทัดที่ 5") < result.pages[0].index("ขวา")
