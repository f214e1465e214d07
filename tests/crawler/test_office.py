"""Old and new Office files, archives and exports: text, tables with merged cells, what is hidden, what is left out."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pypdfium2 as pdfium
import pytest
import xlsxwriter
from documents_made import FONT, W, docx, odt, paragraph, pdf, pptx, table, xlsx, zipped
from old_made import compound, record, word

from config.settings import CrawlSettings
from crawler.documents import convert, ocr
from crawler.documents.doc import read_doc, read_ppt
from crawler.documents.reader import read_here
from crawler.documents.result import Limits, ReadResult
from crawler.documents.sheets import shown
from crawler.documents.spans import Cell, filled, laid_out

A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'


def read(data: bytes, name: str, content_type: str = "") -> ReadResult:
    return read_here(data, f"https://www.thungna.example/{name}", content_type, CrawlSettings(ocr=False))


# -- merged cells -------------------------------------------------------------------------------------------------


def test_merged_headings_stand_over_every_column_and_titles_once() -> None:
    rows = [
        [Cell("แผนงาน", 4)],
        [Cell("ที่", 1, 2), Cell("โครงการ", 1, 2), Cell("งบประมาณ", 2)],
        [Cell("2567"), Cell("2568")],
        [Cell("1"), Cell("ปลูกป่า"), Cell("5"), Cell("6")],
        [Cell("")],
    ]
    assert laid_out(rows) == (
        ("แผนงาน", "", "", ""),
        ("ที่", "โครงการ", "งบประมาณ", "งบประมาณ"),
        ("ที่", "โครงการ", "2567", "2568"),
        ("1", "ปลูกป่า", "5", "6"),
    )


def test_merged_ranges_are_filled() -> None:
    rows = [("แผนงาน", "", ""), ("กอง", "งบ", ""), ("", "67", "68")]
    filled(rows, [((0, 0), (0, 2)), ((1, 0), (2, 0)), ((1, 1), (1, 2)), ((9, 9), (10, 10))])
    assert rows == [("แผนงาน", "", ""), ("กอง", "งบ", "งบ"), ("กอง", "67", "68")]


def test_merged_cells_never_grow_a_table_beyond_its_bounds() -> None:
    assert len(laid_out([[Cell("ก", 10**6, 10**6), Cell("ข")], [Cell("ค")]])[0]) == 100


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"


def test_docx_merged_cells() -> None:
    body = (
        "<w:tbl><w:tr>"
        + cell("กอง", '<w:vMerge w:val="restart"/>')
        + cell("งบประมาณ", '<w:gridSpan w:val="2"/>')
        + "</w:tr><w:tr>"
        + cell("", "<w:vMerge/>")
        + cell("67")
        + cell("68")
        + "</w:tr></w:tbl>"
    )
    result = read(docx(body), "a.docx")
    assert result.tables[0].rows == (("กอง", "งบประมาณ", "งบประมาณ"), ("กอง", "67", "68"))
    assert result.pages == ("กอง\tงบประมาณ\n67\t68",)


def test_odt_merged_cells() -> None:
    inner = "<text:p>{}</text:p>"
    body = (
        '<table:table><table:table-row><table:table-cell table:number-columns-spanned="2">'
        + inner.format("งบ")
        + "</table:table-cell><table:covered-table-cell/><table:table-cell>"
        + inner.format("กอง")
        + "</table:table-cell></table:table-row></table:table>"
    )
    assert read(odt(body), "a.odt").tables[0].rows == (("งบ", "งบ", "กอง"),)


def test_pptx_merged_cells_and_hidden_slides() -> None:
    def td(text: str, more: str = "") -> str:
        return f"<a:tc {more}><a:txBody><a:p><a:r><a:t>{text}</a:t></a:r></a:p></a:txBody></a:tc>"

    first = "<a:tbl><a:tr>" + td("งบ", 'gridSpan="2"') + td("", 'hMerge="1"') + td("กอง") + "</a:tr></a:tbl>"
    assert read(pptx(first), "a.pptx").tables[0].rows == (("งบ", "งบ", "กอง"),)
    hidden = zipped(
        {
            "ppt/presentation.xml": "<p/>",
            "ppt/slides/slide1.xml": f'<p:sld xmlns:p="p" {A} show="0"><a:p><a:t>ความลับ</a:t></a:p></p:sld>',
        }
    )
    result = read(hidden, "a.pptx")
    assert (result.cause, result.pages, len(result.notes)) == ("empty", (), 1)


# -- drawings and text boxes --------------------------------------------------------------------------------------


def test_organisation_charts_drawn_in_word_are_read() -> None:
    drawing = f"<m {A}><a:p><a:r><a:t>นายก</a:t></a:r></a:p><a:p><a:r><a:t>ปลัด</a:t></a:r></a:p></m>"
    made = zipped(
        {
            "word/document.xml": f"<w:document {W}><w:body>{paragraph('โครงสร้าง')}</w:body></w:document>",
            "word/diagrams/data1.xml": drawing,
        }
    )
    assert read(made, "a.docx").pages == ("โครงสร้าง\nนายก\nปลัด",)


def test_organisation_charts_drawn_in_slides_are_read_where_they_are_shown() -> None:
    made = zipped(
        {
            "ppt/presentation.xml": "<p/>",
            "ppt/slides/slide1.xml": f"<s {A}><a:p><a:t>หนึ่ง</a:t></a:p></s>",
            "ppt/slides/slide2.xml": f"<s {A}><a:p><a:t>สอง</a:t></a:p></s>",
            "ppt/slides/_rels/slide2.xml.rels": '<R xmlns="r"><Relationship Target="../diagrams/data1.xml"/></R>',
            "ppt/diagrams/data1.xml": f"<m {A}><a:p><a:t>ปลัด</a:t></a:p></m>",
        }
    )
    assert read(made, "a.pptx").pages == ("หนึ่ง", "สอง\nปลัด")


def test_a_text_box_is_read_once() -> None:
    box = f"<w:txbxContent>{paragraph('ในกรอบ')}</w:txbxContent>"
    names = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    both = f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
    run = f"<w:r><mc:AlternateContent {names}>{both}</mc:AlternateContent></w:r>"
    assert read(docx(f"<w:p>{run}</w:p>"), "a.docx").pages == ("ในกรอบ",)


# -- sheets -------------------------------------------------------------------------------------------------------


def test_hidden_sheets_are_left_out_and_said() -> None:
    stream = BytesIO()
    book = xlsxwriter.Workbook(stream)
    book.add_worksheet("เปิด").write("A1", "แผนการจัดซื้อจัดจ้าง")
    book.add_worksheet("ลับ").write("A1", "ปีก่อน")
    book.get_worksheet_by_name("ลับ").hide()
    book.close()
    result = read(stream.getvalue(), "a.xlsx")
    assert [one.name for one in result.tables] == ["เปิด"]
    assert (result.page_count, len(result.notes)) == (1, 1)


def test_merged_cells_dates_and_numbers_of_a_sheet() -> None:
    import datetime

    stream = BytesIO()
    book = xlsxwriter.Workbook(stream)
    sheet = book.add_worksheet("งวด 1")
    sheet.merge_range("B2:D2", "แผนการจัดซื้อจัดจ้าง", book.add_format())
    sheet.merge_range("B3:B4", "วันที่", book.add_format())
    sheet.merge_range("C3:D3", "งบประมาณ", book.add_format())
    sheet.write_row("C4", ["ตั้งไว้", "ใช้ไป"])
    sheet.write_datetime("B5", datetime.datetime(2024, 10, 1), book.add_format({"num_format": "d/m/yyyy"}))
    sheet.write_row("C5", [500000, 1234.5])
    book.close()
    result = read(stream.getvalue(), "a.xlsx")
    assert result.tables[0].rows == (
        ("แผนการจัดซื้อจัดจ้าง", "", ""),
        ("วันที่", "งบประมาณ", "งบประมาณ"),
        ("วันที่", "ตั้งไว้", "ใช้ไป"),
        ("1/10/2567", "500000", "1234.5"),
    )
    assert result.pages[0].split("\n")[1:3] == ["วันที่\tงบประมาณ", "\tตั้งไว้\tใช้ไป"]


ROW = "<table:table-row>{}</table:table-row>"
CELL = "<table:table-cell><text:p>{}</text:p></table:table-cell>"
ROWS = "".join(ROW.format("".join(map(CELL.format, cells))) for cells in (("ขั้นตอน", "เวลา"), ("รับเรื่อง", "1 วัน")))
NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "text", "table")
)
FLAT = (
    f'<?xml version="1.0" encoding="UTF-8"?><office:document {NAMES} office:version="1.3" '
    'office:mimetype="application/vnd.oasis.opendocument.text"><office:body><office:text>'
    f"<text:p>คู่มือปฏิบัติงาน</text:p><table:table><table:table-column/><table:table-column/>{ROWS}</table:table>"
    "</office:text></office:body></office:document>"
)


@pytest.fixture(scope="module")
def rewritten(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """One sheet and one text as LibreOffice writes them in its own and in the old formats."""
    if not convert.program():
        pytest.skip("no LibreOffice on this machine")
    folder = tmp_path_factory.mktemp("rewritten")
    with xlsxwriter.Workbook(str(folder / "a.xlsx")) as book:
        sheet = book.add_worksheet("แผน")
        sheet.merge_range(0, 0, 0, 3, "แผนการจัดซื้อ")
        sheet.merge_range(1, 0, 2, 0, "ที่")
        sheet.merge_range(1, 1, 2, 1, "โครงการ")
        sheet.merge_range(1, 2, 1, 3, "งบประมาณ")
        sheet.write_row(2, 2, ["2567", "2568"])
        sheet.merge_range(3, 0, 4, 0, "กองช่าง")
        sheet.write_row(3, 1, ["ปลูกป่า", 500, 600])
        sheet.write_row(4, 1, ["ขุดคลอง", 700.5, 800])
        hidden = book.add_worksheet("ร่าง")
        hidden.write(0, 0, "ยังไม่เผยแพร่")
        hidden.hide()
    (folder / "b.fodt").write_text(FLAT, encoding="utf-8")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    made = {}
    for source, kinds in (
        ("a.xlsx", ("ods", "xls", "csv:Text - txt - csv (StarCalc):44,34,76")),
        ("b.fodt", ("odt", "doc", "docx")),
    ):
        for kind in kinds:
            asked = [convert.program(), profile, "--headless", "--convert-to", kind, "--outdir", str(folder)]
            subprocess.run([*asked, str(folder / source)], capture_output=True, timeout=120, check=True)
            end = kind.partition(":")[0]
            made[end] = (folder / f"{source[0]}.{end}").read_bytes()
    made["xlsx"] = (folder / "a.xlsx").read_bytes()
    return made


@pytest.mark.parametrize("kind", ["xlsx", "ods", "xls"])
def test_sheets_of_every_writer_have_their_merged_cells_filled(rewritten: dict[str, bytes], kind: str) -> None:
    result = read(rewritten[kind], f"a.{kind}")
    assert result.tables[0].rows == (
        ("แผนการจัดซื้อ", "", "", ""),
        ("ที่", "โครงการ", "งบประมาณ", "งบประมาณ"),
        ("ที่", "โครงการ", "2567", "2568"),
        ("กองช่าง", "ปลูกป่า", "500", "600"),
        ("กองช่าง", "ขุดคลอง", "700.5", "800"),
    )
    assert result.notes == ("แผ่นงานที่ซ่อนไว้ 1 แผ่นไม่ได้อ่าน เพราะผู้เปิดไฟล์ไม่เห็น",)
    assert "ยังไม่เผยแพร่" not in str(result)


@pytest.mark.parametrize("kind", ["odt", "doc", "docx"])
def test_texts_of_other_writers(rewritten: dict[str, bytes], kind: str) -> None:
    result = read(rewritten[kind], f"b.{kind}")
    assert result.cause == "" and result.title.startswith("คู่มือปฏิบัติงาน")
    assert (("ขั้นตอน", "เวลา"), ("รับเรื่อง", "1 วัน")) in [table.rows for table in result.tables]


def test_csv_of_a_writer_in_windows_874(rewritten: dict[str, bytes]) -> None:
    result = read(rewritten["csv"].decode("utf-8").encode("cp874"), "a.csv")
    assert (result.cause, result.engine) == ("", "windows-874")
    assert ("กองช่าง", "ปลูกป่า", "500", "600") in result.tables[0].rows


def test_cells_as_people_read_them() -> None:
    import datetime

    values: list[object] = [True, 2.0, 0.1 + 0.2, datetime.date(2567, 10, 1), datetime.time(8, 5), " ก \n ข "]
    assert [shown(value) for value in values] == ["TRUE", "2", "0.3", "1/10/2567", "08:05", "ก ข"]


# -- exports that only bear the name of a sheet -------------------------------------------------------------------

EXPORT = (
    '<html><head><meta charset="utf-8"></head><body><h2>สรุปผลการจัดซื้อจัดจ้าง</h2><table><tr><th rowspan=2>ที่</th>'
    "<th colspan=2>งบ</th></tr><tr><td>67</td><td>68</td></tr><tr><td>1</td><td>2</td><td>3</td></tr></table></body>"
    "</html>"
)


@pytest.mark.parametrize("codec", ["utf-8", "cp874", "utf-16"])
def test_html_tables_named_xls(codec: str) -> None:
    result = read(EXPORT.replace("utf-8", codec).encode(codec), "a.xls", "application/vnd.ms-excel")
    assert (result.kind, result.cause, result.engine) == ("xls", "", "html-table")
    assert result.tables[0].rows == (("ที่", "งบ", "งบ"), ("ที่", "67", "68"), ("1", "2", "3"))
    assert result.pages[0].startswith("สรุปผลการจัดซื้อจัดจ้าง\n")


def test_a_page_of_the_site_named_xls_is_no_sheet() -> None:
    page = EXPORT.replace("<body>", "<body><nav>เมนู</nav><script src='x.js'></script>")
    assert read(page.encode(), "a.xls").cause == "html"


def test_sheet_of_excel_2003_in_xml() -> None:
    made = (
        '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook '
        'xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">'
        '<Worksheet ss:Name="งวด"><Table><Row><Cell><Data>ที่</Data></Cell><Cell ss:Index="3"><Data>งบ</Data></Cell>'
        '</Row><Row><Cell ss:MergeAcross="1"><Data>รวม</Data></Cell><Cell><Data>5</Data></Cell></Row></Table>'
        "</Worksheet></Workbook>"
    )
    result = read(made.encode(), "a.xls")
    assert (result.cause, result.tables[0].name) == ("", "งวด")
    assert result.tables[0].rows == (("ที่", "", "งบ"), ("รวม", "รวม", "5"))


# -- Word and PowerPoint of before 2007 ---------------------------------------------------------------------------


def test_old_word_is_read_without_any_other_program() -> None:
    made = word(
        [
            ("ประกาศเทศบาลตำบลทุ่งนาใหม่\rเรื่อง แผนปฏิบัติการ\r", False),
            ("\x13 HYPERLINK x \x14plan 2024\x15\r", True),
            ("ที่\x07โครงการ\x07\x071\x07ปลูก\rป่า\x07\x07จบ\r", False),
        ]
    )
    result = read(made, "a.doc")
    assert (result.kind, result.cause, result.engine) == ("doc", "", "doc-pieces")
    assert result.title.startswith("ประกาศเทศบาลตำบลทุ่งนาใหม่ เรื่อง แผนปฏิบัติการ")
    assert result.pages[0].split("\n")[2:] == ["plan 2024", "ที่\tโครงการ", "1\tปลูก ป่า", "จบ"]
    assert result.tables[0].rows == (("ที่", "โครงการ"), ("1", "ปลูก ป่า"))


def test_old_word_says_why_it_is_not_read() -> None:
    text = [("ก\r", False)]
    assert read_doc(word(text, flags=0x0300)).cause == "encrypted"
    assert read_doc(word(text, version=0x68)).cause == "unsupported"
    assert read_doc(word([("", False)])).cause == "empty"
    assert read_doc(compound({"WordDocument": b"\0" * 5000})).cause == "unsupported"
    assert read_doc(compound({"Other": b"x"})).cause == "damaged"


def test_old_powerpoint_is_read_slide_by_slide() -> None:
    texts = [record(0x0FA0, "แผนงาน\rปี 2568".encode("utf-16-le")), record(0x0FA8, b"Plan")]
    slides = b"".join(record(0x03F3, b"\0" * 20) + text for text in texts)
    made = compound({"PowerPoint Document": record(0x0FF0, slides, 0xF)})
    assert read_ppt(made).pages == ("แผนงาน\nปี 2568", "Plan")
    assert read(made, "a.ppt").kind == "ppt"


@pytest.mark.skipif(os.name == "nt", reason="the stand-in is a script")
def test_what_only_libreoffice_opens_is_converted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A stand-in program of LibreOffice's name and manners: it writes the converted file, or takes for ever."""
    made = tmp_path / "made.docx"
    made.write_bytes(docx(paragraph("คำสั่งเทศบาล") + table(("ก", "ข"))))
    soffice = tmp_path / "soffice"
    soffice.write_text(
        f"#!{sys.executable}\nimport shutil, sys, time\n"
        "folder = sys.argv[sys.argv.index('--outdir') + 1]\n"
        f"time.sleep(60) if {str(tmp_path)!r} in sys.argv[-1] else shutil.copy({str(made)!r}, folder + '/file.docx')\n"
    )
    soffice.chmod(soffice.stat().st_mode | stat.S_IEXEC)
    monkeypatch.setenv("PATH", str(tmp_path))
    convert.program.cache_clear()
    try:
        old = word([("ก\r", False)], version=0x68)
        result = read(old, "a.doc")
        assert (result.kind, result.cause, result.engine) == ("doc", "", "libreoffice+docx-xml")
        assert result.pages == ("คำสั่งเทศบาล\nก\tข",)
        monkeypatch.setenv("TMPDIR", str(tmp_path))
        monkeypatch.setattr("tempfile.tempdir", None)
        assert read_here(old, "a.doc", "", Limits(seconds=1.5)).cause == "timeout"
    finally:
        convert.program.cache_clear()


def test_rtf() -> None:
    thai = "".join(f"\\'{byte:02x}" for byte in "คำสั่งเทศบาล".encode("cp874"))
    made = (
        "{\\rtf1\\ansi\\ansicpg874{\\fonttbl{\\f0 Angsana New;}}{\\*\\generator x}{\\info{\\title ไม่ใช่}}"
        f"{thai}\\par \\u3585?\\u3586? \\{{1\\}}\\par\\trowd ก\\cell b\\cell\\row 1\\cell 2\\cell\\row"
        "\\pard end\\page two}"
    )
    result = read(made.encode("cp874"), "a.doc")
    assert (result.kind, result.cause) == ("rtf", "")
    assert result.pages == ("คำสั่งเทศบาล\nกข {1}\nก\tb\n1\t2\nend", "two")
    assert result.tables[0].rows == (("ก", "b"), ("1", "2"))


# -- pictures -----


needs_ocr = pytest.mark.skipif(not ocr.models() or FONT is None, reason="no Thai OCR or no Thai font on this machine")


def picture(lines: list[str], form: str = "PNG") -> bytes:
    """A picture of a page of these lines."""
    shown = pdfium.PdfDocument(pdf([lines]))[0].render(scale=2).to_pil().convert("L")
    stream = BytesIO()
    shown.save(stream, form)
    return stream.getvalue()


LINES = ["ประกาศเทศบาลตำบลทุ่งนาใหม่", "เรื่อง แผนปฏิบัติการป้องกันการทุจริต"]


@needs_ocr
@pytest.mark.parametrize("form", ["PNG", "JPEG", "TIFF"])
def test_an_announcement_that_is_one_picture_is_read(form: str) -> None:
    result = read_here(picture(LINES, form), "a.jpg", "", Limits(60))
    assert (result.kind, result.cause, result.engine) == ("image", "picture", "tesseract")
    assert "ทุจริต" in result.pages[0] and result.title.startswith("ประกาศ")


@needs_ocr
def test_a_scan_pasted_into_word_is_read() -> None:
    body = f"<w:document {W}><w:body/></w:document>"
    made = zipped({"word/document.xml": body, "word/media/image1.png": picture(LINES)})
    assert read(made, "a.docx").cause == "picture"
    result = read_here(made, "a.docx", "", Limits(60))
    assert (result.kind, result.cause, result.engine) == ("docx", "picture", "tesseract")
    assert "ทุจริต" in result.pages[0] and result.page_count == 1


@needs_ocr
def test_ornaments_are_no_pages() -> None:
    small = pdfium.PdfDocument(pdf([LINES]))[0].render(scale=0.3).to_pil()
    stream = BytesIO()
    small.save(stream, "PNG")
    assert read_here(stream.getvalue(), "a.png", "", Limits(60)).pages == ()


# -- archives -----------------------------------------------------------------------------------------------------


def test_an_archive_of_documents_is_read_one_level_deep() -> None:
    inner = zipped({"x.docx": docx(paragraph("ชั้นใน"))})
    made = zipped(
        {
            "แผน/1.docx": docx(paragraph("ประกาศแผนปฏิบัติการ")),
            "2.xlsx": xlsx([["ลำดับ", "โครงการ"]]),
            "3.zip": inner,
            "4.docx": b"broken",
            "photo.jpg": b"\xff\xd8\xff",
        }
    )
    result = read(made, "a.zip")
    assert (result.kind, result.cause, result.page_count) == ("zip", "", 2)
    assert result.pages[0].split("\n") == ["2.xlsx", "3.zip", "4.docx", "photo.jpg", "แผน/1.docx"]
    assert result.pages[1:] == ("2.xlsx\nลำดับ\tโครงการ", "แผน/1.docx\nประกาศแผนปฏิบัติการ")
    assert result.tables[0].name == "2.xlsx แผน"
    assert [note.split(":")[0] for note in result.notes] == ["3.zip", "4.docx"]
    assert "ชั้นใน" not in "".join(result.pages)


def test_closed_archives_have_a_cause() -> None:
    assert read(b"Rar!\x1a\x07\x01\x00", "a.rar").cause == "unsupported"
    assert read(b"7z\xbc\xaf\x27\x1c" + b"\0" * 40, "a.7z").cause == "unsupported"
    assert read(zipped({"a.rar": "x"}), "a.zip").cause == "unsupported"
