"""Documents that are readable in part: scanned pages among typed ones, a layer broken on some pages, photographs."""

from __future__ import annotations

import io

import pytest
from documents_made import FONT, pptx, zipped
from mixed_made import BROKEN, mixed, photograph, scanned
from PIL import Image

from crawler.documents import ocr
from crawler.documents.reader import read_here
from crawler.documents.result import Limits, ReadResult
from crawler.documents.scans import Read, is_plain, merged
from crawler.text import in_ranges

pytestmark = pytest.mark.skipif(FONT is None, reason="no Thai font on this machine")
needs_ocr = pytest.mark.skipif(not ocr.models(), reason="no tesseract with Thai on this machine")
TYPED = ["แผนปฏิบัติการป้องกันการทุจริตของเทศบาลตำบลทุ่งนาใหม่ ประจำปีงบประมาณ"] * 4
TABLE = ["โครงการอบรมคุณธรรมและจริยธรรม", "งบประมาณ หกหมื่นบาท", "ระยะเวลาดำเนินการ สามเดือน", "ผู้รับผิดชอบ สำนักปลัด"]
HEADER = "เทศบาลตำบลทุ่งนาใหม่ อำเภอเมือง จังหวัดทุ่งนา แผนปฏิบัติการป้องกันการทุจริตและประพฤติมิชอบ ฉบับที่หนึ่งของเทศบาล"
SIGNED = "ลงนามด้วยลายมือชื่ออิเล็กทรอนิกส์โดยนายกเทศมนตรีตำบลทุ่งนาใหม่ ตรวจสอบได้ที่ระบบสารบรรณของเทศบาลตำบลทุ่งนาใหม่"


def read(data: bytes, name: str = "a.pdf", **limits: object) -> ReadResult:
    return read_here(data, f"https://www.thungna.example/{name}", "", Limits(seconds=90, **limits))  # type: ignore[arg-type]


def said(text: str) -> str:
    return text.replace("ํา", "ำ").replace(" ", "")


def test_a_scanned_page_among_typed_ones_is_told_unread() -> None:
    data = mixed([(TYPED, None), (TYPED, None), ([], scanned(TABLE)), (TYPED, None), (TYPED, None)])
    result = read(data, ocr=False)
    assert (result.cause, result.engine, result.unread) == ("", "pdfium", (3,))
    assert [bool(page) for page in result.pages] == [True, True, False, True, True]


@needs_ocr
def test_ocr_reads_the_scanned_page_and_leaves_the_typed_ones() -> None:
    result = read(mixed([(TYPED, None), ([], scanned(TABLE)), (TYPED, None)]))
    assert (result.cause, result.engine, result.unread) == ("", "pdfium", ())
    assert result.notes == ("อ่าน OCR 1 จาก 1 หน้า",)
    assert "ระยะเวลาดำเนินการ" in said(result.pages[1])
    assert result.pages[0] == result.pages[2] == "\n".join(TYPED)


@pytest.mark.parametrize(
    "beside", [["12"], ["หน้า 2 จาก 5"], [HEADER], [SIGNED]], ids=["number", "of", "header", "stamp"]
)
def test_a_number_a_header_or_a_stamp_hides_no_scan(beside: list[str]) -> None:
    others = [([*beside[:1] * (beside == [HEADER]), *TYPED], None)] * 4
    assert read(mixed([*others, (beside, scanned(TABLE))]), ocr=False).unread == (5,)


def test_typed_pages_over_a_picture_are_read() -> None:
    assert read(mixed([(TYPED, photograph()), (TYPED, None)]), ocr=False).unread == ()


@needs_ocr
def test_blank_pages_and_photographs_are_read_once_looked_at() -> None:
    data = mixed([(TYPED, None), ([], None), ([], photograph()), ([], Image.new("L", (827, 1170), 250)), (TYPED, None)])
    assert read(data, ocr=False).unread == (3, 4)  # a blank page has nothing to read; a picture may have
    result = read(data)
    assert (result.cause, result.unread, result.notes) == ("", (), ("อ่าน OCR 2 จาก 2 หน้า",))
    assert "".join(result.pages[1:4]) == ""


def test_a_plain_page_needs_no_ocr_and_a_page_number_is_seen() -> None:
    assert is_plain(Image.new("L", (1654, 2339), 240))
    assert not is_plain(scanned(["๒"]))


@needs_ocr
def test_what_the_budget_leaves_is_told_by_number() -> None:
    scans = [([], scanned([f"ข้อความของหน้า {name}", *TABLE])) for name in "กขค"]
    result = read(mixed([(TYPED, None)] * 4 + scans), ocr_pages=2)
    assert (result.cause, result.unread, result.notes) == ("", (6,), ("อ่าน OCR 2 จาก 3 หน้า",))


@needs_ocr
def test_a_page_with_a_broken_layer_is_read_from_its_picture() -> None:
    data = mixed([(TYPED, None)] * 3 + [(BROKEN, scanned(TABLE))])
    told = read(data, ocr=False)
    assert (told.cause, told.unread) == ("", (4,))
    result = read(data)
    assert (result.cause, result.unread) == ("", ())
    assert "ระยะเวลาดำเนินการ" in said(result.pages[3])
    assert result.pages[0] == "\n".join(TYPED)


def test_a_page_of_addresses_and_codes_is_not_broken() -> None:
    codes = ["https://www.thungna.example/files/xq-7/plnx.pdf", "egp 67019xbq vvk@thungna.example"] * 6
    assert read(mixed([(TYPED, None)] * 4 + [(codes, None)]), ocr=False).unread == ()


def test_letters_drawn_as_lines_are_told_unread() -> None:
    from reportlab.pdfgen.canvas import Canvas

    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(595, 842), invariant=1)
    for number in range(400):
        left, bottom = 60 + number % 40 * 12, 700 - number // 40 * 20
        canvas.bezier(left, bottom, left + 3, bottom + 9, left + 6, bottom - 3, left + 8, bottom + 6)
    canvas.save()
    result = read(stream.getvalue(), ocr=False)
    assert (result.cause, result.unread) == ("scan", (1,))


def test_pages_read_badly_stay_unread_and_pages_with_nothing_on_them_do_not() -> None:
    found = Read({1: "", 2: "กขค" * 60}, 3, frozenset({2}))
    pages, unread = merged(["ก", "", "", ""], [1, 2, 3], found)
    assert (pages, unread) == (("ก", "", "กขค" * 60, ""), (3, 4))


@needs_ocr
@pytest.mark.parametrize("turn", [90, 180, 270])
def test_scans_that_lie_or_stand_on_their_head(turn: int) -> None:
    """Both ways that scanners leave them: the picture turned, and the page told to be shown turned."""
    long = [*TABLE, "โดยที่เป็นการสมควรกำหนดมาตรการในการดำเนินงานของเทศบาล", *TABLE]
    picture = scanned(long, turn)
    stream = io.BytesIO()
    picture.save(stream, "PDF", resolution=200)
    assert "มาตรการในการดำเนินงาน" in said("".join(read(stream.getvalue()).pages))
    shown = read(mixed([([], scanned(long))], rotate=turn))
    assert "มาตรการในการดำเนินงาน" in said("".join(shown.pages))


@needs_ocr
def test_slides_that_are_scans() -> None:
    stream = io.BytesIO()
    scanned(TABLE).save(stream, "PNG")
    with_picture = pptx("<p:pic/>")
    assert read(with_picture, "a.pptx").cause in ("picture", "empty")
    parts: dict[str, str | bytes] = {
        "ppt/presentation.xml": "<p/>",
        "ppt/slides/slide1.xml": '<p:sld xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:p="p"/>',
        "ppt/media/image1.png": stream.getvalue(),
    }
    result = read(zipped(parts), "a.pptx")
    assert (result.cause, result.engine) == ("picture", "tesseract")
    assert "ระยะเวลาดำเนินการ" in said("".join(result.pages))


@pytest.mark.parametrize(
    ("numbers", "shown"),
    [
        ((), ""),
        ((3,), "3"),
        ((1, 2, 3, 7, 9, 10), "1–3, 7, 9–10"),
        (tuple(range(1, 40, 2)), "1, 3, 5, 7, 9, 11, 13, 15 และอีก 12 หน้า"),
    ],
)
def test_ranges(numbers: tuple[int, ...], shown: str) -> None:
    assert in_ranges(numbers) == shown


def test_what_was_typed_over_a_picture_stays_before_what_ocr_read() -> None:
    pages, unread = merged(
        ["แผนที่ตั้ง", "ก" * 40, "ข้อความ"], [0, 1, 2], Read({0: "ภาพถ่ายจากดาวเทียมของตำบล", 1: "ข", 2: ""}, 3)
    )
    assert pages == ("แผนที่ตั้ง\nภาพถ่ายจากดาวเทียมของตำบล", "ก" * 40, "ข้อความ")
    assert unread == ()
