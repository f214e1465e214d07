"""Pictures of places in documents, drawn in the reading process: marked where the words stand, small, and safe."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from PIL import Image

from config.settings import CrawlSettings
from crawler.documents.marking import folded, found
from crawler.documents.reader import Reader

FILES = Path(__file__).parents[2] / "checker" / "demo" / "files"


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader(CrawlSettings()) as made:
        yield made


def _file(name: str) -> bytes:
    return (FILES / name).read_bytes()


def _yellow(data: bytes) -> tuple[int, int, int, int] | None:
    """Where the marker's yellow stands."""
    picture = Image.open(io.BytesIO(data)).convert("RGB")
    red, green, blue = (band.point(lambda value: 255 if value > 225 else 0) for band in picture.split())
    mask = Image.merge("RGB", (red, green, blue.point(lambda value: 255 - value))).convert("L")
    return mask.point(lambda value: 255 if value > 250 else 0).getbbox()


def _paper(width: float, height: float, pages: int = 1) -> bytes:
    document = pdfium.PdfDocument.new()
    for _ in range(pages):
        document.new_page(width, height)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def test_a_row_of_a_table_is_marked_cell_by_cell(reader: Reader) -> None:
    data = _file("o06-plan-2568.pdf")
    shot = reader.picture(data, "https://a.example/plan.pdf", "โครงการอบรมอาชีพแปรรูปข้าว\t60,000\tกุมภาพันธ์", 1)
    assert shot is not None and shot.marked and shot.page == 1
    assert shot.width == 900 and 400 <= shot.height <= 900 and len(shot.data) < 60_000
    assert _yellow(shot.data) is not None


def test_the_page_that_was_read_is_the_page_that_is_shown(reader: Reader) -> None:
    data = _file("o05-plan-2566-2570.pdf")
    pages = reader.read(data, "a.pdf", "").pages
    line = next(line for line in pages[-1].splitlines() if len(line) > 20)
    shot = reader.picture(data, "a.pdf", line, len(pages))
    assert shot is not None and shot.marked and shot.page == len(pages)


def test_words_that_are_not_there_give_the_whole_page(reader: Reader) -> None:
    for quote, page in (("ถ้อยคำที่ไม่มีในเอกสารนี้แน่นอน", 1), ("", 0), ("ถ้อยคำที่ไม่มีในเอกสารนี้แน่นอน", 99)):
        shot = reader.picture(_file("o28-integrity-report-2567.pdf"), "a.pdf", quote, page)
        assert shot is not None and not shot.marked and shot.page == 1 and max(shot.width, shot.height) <= 900


def test_a_scan_is_shown_whole(reader: Reader) -> None:
    shot = reader.picture(_file("gift-report-scan.pdf"), "a.pdf", "รายงานการรับทรัพย์สิน", 1)
    assert shot is not None and not shot.marked


@pytest.mark.parametrize(("width", "height"), [(28_346, 28_346), (14_400, 20), (3, 14_400), (1, 1)])
def test_a_page_of_any_size(reader: Reader, width: float, height: float) -> None:
    """Ten metres by ten, a ribbon, a thread, a dot: never more pixels than are shown."""
    shot = reader.picture(_paper(width, height), "a.pdf", "คำ", 1)
    assert shot is None or max(shot.width, shot.height) <= 900


def test_a_picture_that_is_a_document(reader: Reader) -> None:
    shot = reader.picture(_file("executives-board.png"), "https://a.example/board.png", "นายธงชัย", 1)
    assert shot is not None and not shot.marked and max(shot.width, shot.height) <= 900
    assert shot.data[8:12] == b"WEBP" and _file("executives-board.png") not in shot.data


def test_what_cannot_be_drawn_is_no_picture_and_the_reader_goes_on(reader: Reader) -> None:
    bomb = io.BytesIO()
    Image.new("1", (30_000, 30_000)).save(bomb, "PNG")
    for data in (b"", b"%PDF-1.7 broken", b"PK\x03\x04", bomb.getvalue(), b"\x89PNG\r\n\x1a\n" + bytes(64)):
        assert reader.picture(data, "a", "คำ", 1) is None
    assert reader.picture(_file("o06-plan-2568.pdf"), "a.pdf", "คำ", 1) is not None


def test_a_turned_page_is_marked_where_the_words_are_seen(reader: Reader) -> None:
    document = pdfium.PdfDocument(_file("o28-integrity-report-2567.pdf"))
    document[0].set_rotation(90)
    stream = io.BytesIO()
    document.save(stream)
    quote = "มาตรการป้องกันการรับสินบน"
    upright = reader.picture(_file("o28-integrity-report-2567.pdf"), "a.pdf", quote, 1)
    turned = reader.picture(stream.getvalue(), "a.pdf", quote, 1)
    assert upright is not None and turned is not None and turned.marked
    box, side = _yellow(upright.data), _yellow(turned.data)
    assert box is not None and side is not None
    assert box[2] - box[0] > box[3] - box[1] and side[3] - side[1] > side[2] - side[0]


@pytest.mark.parametrize(
    ("text", "quote", "parts"),
    [
        ("งบประมาณ พ.ศ. ๒๕๖๘", "งบประมาณ พ.ศ. 2568", 1),
        ("น ้ำประปา หมู่ 3", "น้ําประปาหมู่ 3", 1),
        ("ลำดับ 1 ซื้อกระดาษ บริษัท ก 450,000", "ซื้อกระดาษ | 450,000", 2),
        ("นายสมชาย ใจดี", "นายสมชาย ใจดี [รูปถ่าย /files/a.jpg]", 1),
        ("โครงการจัดซื้อครุภัณฑ์คอมพิวเตอรร์สำนักงาน", "โครงการจัดซื้อครุภัณฑ์คอมพิวเตอร์สำนักงาน", 1),
        ("ประกาศเรื่องหนึ่ง", "แผนอีกเรื่องหนึ่งที่ไม่เหมือนกันเลย", 0),
        ("อะไรก็ได้", "???", 0),
    ],
)
def test_words_are_found_whatever_lies_between_their_letters(text: str, quote: str, parts: int) -> None:
    assert len(found(folded(text)[0], quote)) == parts
