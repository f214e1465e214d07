"""Pictures of pages as text: which pages, what was left out, pages on their side, what is kept, years never wrong."""

from __future__ import annotations

import io
import random
import shutil
from pathlib import Path

import pytest
from documents_made import FONT, pdf, scan
from mixed_made import mixed, scanned
from PIL import Image
from rapidfuzz.distance import Levenshtein
from scans_made import fonts, page

from config.settings import CrawlSettings
from crawler.documents import ocr
from crawler.documents.ocr_cache import PAGES, OcrCache
from crawler.documents.reader import read_here
from crawler.documents.result import Limits, ReadResult
from crawler.documents.scans import order, read_file
from crawler.text import fold

needs_ocr = pytest.mark.skipif(not ocr.models(), reason="no tesseract with Thai on this machine")
needs_font = pytest.mark.skipif(FONT is None, reason="no Thai font on this machine")
LINES = ["ประกาศเทศบาลตำบลทุ่งนาใหม่", "แผนปฏิบัติการป้องกันการทุจริต", "ประจำปีงบประมาณ พ.ศ. ๒๕๖๘"]


def read(data: bytes, **limits: object) -> ReadResult:
    return read_here(data, "https://www.thungna.example/a.pdf", "", Limits(seconds=90, **limits))  # type: ignore[arg-type]


def pictures(*pages: Image.Image) -> bytes:
    """A PDF whose pages are pictures."""
    stream = io.BytesIO()
    pages[0].save(stream, "PDF", resolution=200, save_all=True, append_images=list(pages[1:]))
    return stream.getvalue()


@needs_ocr
@needs_font
def test_a_scan_is_read_with_its_year() -> None:
    result = read(scan(LINES))
    assert (result.cause, result.engine, result.notes) == ("scan", "tesseract", ("อ่าน OCR 1 จาก 1 หน้า",))
    assert "ทุจริต" in result.pages[0]
    assert "๒๕๖๘" in result.pages[0] or ocr.MASK in result.pages[0]
    assert result.title.startswith("ประกาศเทศบาลตำบล")


# Words with marks on two storeys, which on pages of few lines were taken for lines of their own.
MARKED = (
    "ประกาศเทศบาลตำบลทุ่งนาใหม่ เรื่อง แผนปฏิบัติการป้องกันการทุจริต",
    "ตามที่สำนักปลัดเทศบาลได้จัดทำแผนการดำเนินงานเพื่อกำหนดแนวทางปฏิบัติของเจ้าหน้าที่",
    "ผู้อำนวยการกองช่าง น้ำประปาหมู่บ้าน ที่ตั้งของสำนักงาน ข้อมูลการติดต่อ",
    "ทั้งนี้ ให้ทุกส่วนราชการถือปฏิบัติอย่างเคร่งครัด เพื่อเสริมสร้างคุณธรรมและความโปร่งใส",
    "งบประมาณทั้งสิ้น ใช้จริงร้อยละ คงเหลือ บาท",
)


@needs_ocr
@needs_font
def test_the_marks_over_letters_stay_on_their_lines() -> None:
    text = ocr.read_pages([page(list(MARKED), FONT or Path(), 32)], 90)[0] or ""
    read, truth = ("".join(fold(words).split()) for words in (text, " ".join(MARKED)))
    assert Levenshtein.normalized_distance(read, truth) < 0.05


@needs_font
def test_without_ocr_a_scan_stays_unread() -> None:
    result = read(scan(LINES), ocr=False)
    assert (result.cause, result.notes, "".join(result.pages)) == ("scan", (), "")


@needs_ocr
@needs_font
def test_first_and_last_pages_come_first_and_the_rest_is_said() -> None:
    font = fonts()[0]
    made = pictures(*(page([f"ข้อความของหน้า {name}", "รายงานผลการดำเนินงาน"], font) for name in "กขค"))
    result = read(made, ocr_pages=2)
    assert result.notes == ("อ่าน OCR 2 จาก 3 หน้า",)
    assert [bool(text) for text in result.pages] == [True, False, True]


@needs_ocr
@needs_font
def test_what_the_budget_left_unread_is_read_the_next_time(tmp_path: Path) -> None:
    font = fonts()[0]
    made = pictures(*(page([f"ข้อความของหน้า {name}", "รายงานผลการดำเนินงาน"], font) for name in "กขค"))
    kept = str(tmp_path / "ocr.sqlite")
    read_so_far = [read(made, ocr_pages=1, ocr_cache=kept).pages for _ in range(3)]
    assert [[bool(text) for text in pages] for pages in read_so_far] == [
        [True, False, False],
        [True, False, True],
        [True, True, True],
    ]
    assert read_so_far[2][0] == read_so_far[0][0]
    assert read(made, ocr_pages=0, ocr_cache=kept).pages == read_so_far[2]  # nothing is recognised again


def test_order_of_pages() -> None:
    assert order([0, 1, 2, 3, 4]) == [0, 4, 1, 2, 3]
    assert order([7]) == [7]
    assert order([]) == []


@needs_ocr
@needs_font
@pytest.mark.parametrize("turn", [90, 180])
def test_a_page_on_its_side_is_turned(turn: int) -> None:
    upright = page([*LINES, "โดยที่เป็นการสมควรกำหนดมาตรการในการดำเนินงานของเทศบาล"], fonts()[0]).crop((0, 100, 1654, 700))
    stream = io.BytesIO()
    upright.rotate(turn, expand=True, fillcolor=255).save(stream, "PNG")
    text = ocr.read_picture(stream.getvalue(), 60).replace("ํา", "ำ").replace(" ", "")
    assert "มาตรการในการดำเนินงาน" in text
    assert "๒๕๖๘" in text or ocr.MASK in text


@needs_ocr
def test_no_picture_and_no_time_give_nothing() -> None:
    assert ocr.read_picture(b"\x89PNG\r\n broken", 10) == ""
    assert ocr.read_picture(b"", 10) == ""
    assert ocr.read_pages([Image.new("L", (600, 800), 255)], 0.2) == [None]
    assert ocr.read_pages([Image.new("L", (600, 800), 255)], 30) == [""]
    assert ocr.read_pages([], 30) == []


@needs_ocr
@needs_font
def test_what_was_read_is_kept_by_content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = scan(LINES)
    kept = str(tmp_path / "new" / "ocr.sqlite")
    first = read(made, ocr_cache=kept)
    ocr.models(), ocr.version()
    monkeypatch.setenv("PATH", str(tmp_path))  # tesseract cannot be started any more
    assert shutil.which("tesseract") is None
    assert read(made, ocr_cache=kept).pages == first.pages
    assert "".join(read(made).pages) == ""
    assert "".join(read(scan(LINES[:2]), ocr_cache=kept).pages) == ""


def test_cache_is_bounded_and_never_in_the_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crawler.documents.ocr_cache.PAGES", 60)
    cache = OcrCache(str(tmp_path / "ocr.sqlite"))
    for number in range(120):
        cache.put(f"key {number}", f"text {number}")
    assert cache.get("key 119") == "text 119"
    assert cache.get("key 30") is None
    assert PAGES > 60
    (tmp_path / "broken.sqlite").write_bytes(b"no database" * 100)
    broken = OcrCache(str(tmp_path / "broken.sqlite"))
    broken.put("a", "b")
    assert broken.get("a") is None
    assert OcrCache("").get("a") is None
    off = OcrCache(str(tmp_path / "broken.sqlite" / "below.sqlite"))
    off.put("a", "b")
    assert off.get("a") is None


def test_tests_and_programs_keep_nothing_unless_told() -> None:
    assert CrawlSettings().ocr_cache == ""


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("ปีงบประมาณ พ.ศ. 2568", "ปีงบประมาณ พ.ศ.□□□□"),
        ("พ.ศ. ๒๕๒๘", "พ.ศ.□□□□"),
        ("ในปี ๒๕6๘ และ 2024", "ในปี□□□□ และ □□□□"),
        ("สิงหาคม ๒๒๐๓", "สิงหาคม □□□□"),
        ("พ.ศ.๖๘", "พ.ศ.□□□□"),
        ("เงิน 2,568 บาท", "เงิน 2,568 บาท"),
        ("เลขที่ 125681", "เลขที่ 125681"),
        ("จำนวน 1234 ราย", "จำนวน 1234 ราย"),
    ],
)
def test_years_that_no_picture_settles_are_unknown(text: str, shown: str) -> None:
    assert ocr.masked(text) == shown


@needs_ocr
def test_a_stamp_over_a_picture_does_not_hide_the_scan() -> None:
    assert read(pdf([["2568"], ["1/2"]], picture=True)).cause == "scan"


def test_noise_is_no_text() -> None:
    grain = Image.frombytes("L", (500, 500), random.Random(5).randbytes(250_000))
    text = ocr.read_pages([grain], 60)[0] or ""
    assert "256" not in text and "๒๕" not in text


@needs_ocr
@needs_font
def test_a_page_that_takes_too_long_is_left_and_the_others_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """No page has time: all are begun, none is read, and the file says so."""
    monkeypatch.setattr(ocr, "LONGEST", 0.5)
    made = mixed([([], scanned(LINES))] * 3)
    result = read(made)
    assert (result.unread, result.notes) == ((1, 2, 3), ("อ่าน OCR 0 จาก 3 หน้า",))
    found = read_file(made, [0, 2, 1], Limits(seconds=60))
    assert (found.texts, found.begun, found.fresh) == ({}, {0, 1, 2}, 3)
