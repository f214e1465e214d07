"""Tables of PDFs keep their columns, whoever made the file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path

import pytest
from documents_made import FONT, pdf

from config.settings import CrawlSettings
from crawler.documents.reader import read_here
from crawler.documents.result import ReadResult

pytestmark = pytest.mark.skipif(FONT is None, reason="no Thai font on this machine")
DEMO = Path(__file__).resolve().parents[2] / "checker" / "demo" / "files"
HEADING = ["ที่", "โครงการ", "งบประมาณ", "ผู้รับผิดชอบ"]
WORKS = [["1", "ปลูกป่าชุมชน", "5,000", "กองช่าง"], ["2", "อบรมอาชีพ", "7,500", "สำนักปลัด"]]


def read(data: bytes) -> ReadResult:
    return read_here(data, "a.pdf", "application/pdf", CrawlSettings(ocr=False))


def rows(result: ReadResult) -> list[list[list[str]]]:
    return [[list(row) for row in table.rows] for table in result.tables]


def drawn(draw: Callable[[object], None], pages: int = 1, rotation: int = 0) -> bytes:
    """A PDF whose pages are drawn by ``draw`` on a reportlab canvas, in 12 points of a Thai font."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(842, 842), invariant=1)
    pdfmetrics.registerFont(TTFont("thai", str(FONT)))
    for _ in range(pages):
        canvas.setPageRotation(rotation)
        canvas.setFont("thai", 12)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def printed(cells: Sequence[Sequence[str]], widths: Sequence[int], style: Sequence[tuple[object, ...]] = ()) -> bytes:
    """A PDF with one table as reportlab lays it out: ruled all over unless ``style`` says how, the heading repeated."""
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

    pdfmetrics.registerFont(TTFont("thai", str(FONT)))
    text = ParagraphStyle("cell", fontName="thai", fontSize=12, leading=18, wordWrap="CJK")
    stream = BytesIO()
    table = Table(
        [[Paragraph(cell, text) for cell in row] for row in cells],
        widths,
        repeatRows=1,
        style=list(style) or [("GRID", (0, 0), (-1, -1), 0.5, "black")],
    )
    SimpleDocTemplate(stream, pagesize=(595, 842), invariant=1).build([Paragraph("แผนงาน", text), table])
    return stream.getvalue()


def write(canvas: object, lines: Sequence[tuple[float, float, str]]) -> None:
    for left, bottom, text in lines:
        canvas.drawString(left, bottom, text)  # type: ignore[attr-defined]


def test_wrapped_cells_are_whole_and_in_their_columns() -> None:
    cells = [HEADING, ["1", "โครงการปรับปรุงผิวจราจรถนนลูกรังหมู่ที่ 4 บ้านทุ่งนาใหม่", "450,000", "กองช่าง"], WORKS[1]]
    result = read(printed(cells, [30, 110, 80, 80]))
    assert rows(result) == [cells]
    assert result.pages[0].split("\n") == ["แผนงาน", *("\t".join(row) for row in cells)]


def test_a_cell_over_rows_is_told_in_each_and_one_over_columns_once() -> None:
    cells = [
        ["ยุทธศาสตร์", "งบประมาณ", ""],
        ["", "2567", "2568"],
        ["โครงสร้างพื้นฐาน", "100", "200"],
        ["", "300", "400"],
    ]
    spans = [("GRID", (0, 0), (-1, -1), 1, "black"), ("SPAN", (1, 0), (2, 0))]
    spans += [("SPAN", (0, 0), (0, 1)), ("SPAN", (0, 2), (0, 3))]
    assert rows(read(printed(cells, [120, 80, 80], spans))) == [
        [
            ["ยุทธศาสตร์", "งบประมาณ", ""],
            ["ยุทธศาสตร์", "2567", "2568"],
            ["โครงสร้างพื้นฐาน", "100", "200"],
            ["โครงสร้างพื้นฐาน", "300", "400"],
        ]
    ]


def test_a_table_over_pages_is_one_and_its_heading_stands_once() -> None:
    cells = [HEADING, *([str(n), f"โครงการที่ {n}", f"{n},000", "กองคลัง"] for n in range(1, 90))]
    result = read(printed(cells, [30, 150, 80, 80]))
    assert result.page_count > 2
    assert rows(result) == [cells]


def test_tables_with_other_headings_stay_apart() -> None:
    headings = iter([["วิธี", "จำนวน"], ["ชื่อ", "คะแนน"]])

    def draw(canvas) -> None:  # type: ignore[no-untyped-def]
        first, second = next(headings)
        canvas.grid([50, 150, 250], [700, 730, 760])
        write(canvas, [(55, 735, first), (155, 735, second), (55, 705, "ก"), (155, 705, "12")])
        write(canvas, [(50, 600, "ข้อความหลังตารางซึ่งยาวพอให้รู้ว่าตารางได้จบลงแล้วและตารางหน้าถัดไปเป็นอีกตารางหนึ่ง")])

    assert rows(read(drawn(draw, pages=2))) == [[["วิธี", "จำนวน"], ["ก", "12"]], [["ชื่อ", "คะแนน"], ["ก", "12"]]]


def test_a_row_broken_by_the_end_of_a_page_is_one_row() -> None:
    pages = iter(
        [
            [
                (55, 85, "1"),
                (155, 85, "สรรหา"),
                (255, 85, "กอง"),
                (55, 115, "ที่"),
                (155, 115, "งาน"),
                (255, 115, "หน่วย"),
            ],
            [(155, 795, "พนักงานจ้าง"), (255, 795, "คลัง"), (55, 765, "2"), (155, 765, "อบรม"), (255, 765, "กองช่าง")],
        ]
    )
    heights = iter([[80, 110, 140], [760, 790, 820]])

    def draw(canvas) -> None:  # type: ignore[no-untyped-def]
        canvas.grid([50, 150, 250, 350], next(heights))
        write(canvas, next(pages))

    assert rows(read(drawn(draw, pages=2))) == [
        [["ที่", "งาน", "หน่วย"], ["1", "สรรหาพนักงานจ้าง", "กองคลัง"], ["2", "อบรม", "กองช่าง"]]
    ]


def test_records_numbered_in_one_row_without_lines_are_parted() -> None:
    def draw(canvas) -> None:  # type: ignore[no-untyped-def]
        canvas.grid([50, 100, 300, 400], [600, 700, 730])
        write(canvas, [(55, 705, "ที่"), (105, 705, "รายการ"), (305, 705, "ราคา")])
        write(canvas, [(55, 680, "1"), (105, 680, "เครื่องพิมพ์"), (105, 662, "ขนาดเล็ก"), (305, 680, "3,000")])
        write(canvas, [(55, 640, "2"), (105, 640, "โต๊ะทำงาน"), (305, 640, "4,500")])

    assert rows(read(drawn(draw))) == [
        [["ที่", "รายการ", "ราคา"], ["1", "เครื่องพิมพ์ ขนาดเล็ก", "3,000"], ["2", "โต๊ะทำงาน", "4,500"]]
    ]


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_pages_lying_on_their_side(rotation: int) -> None:
    def draw(canvas) -> None:  # type: ignore[no-untyped-def]
        if rotation:
            canvas.translate(421, 421)
            canvas.rotate(rotation)
            canvas.translate(-421, -421)
        canvas.grid([50, 90, 250, 330, 430], [640, 670, 700, 730])
        for number, row in enumerate([HEADING, *WORKS]):
            write(canvas, [(left, 706 - 30 * number, cell) for left, cell in zip([55, 95, 255, 335], row, strict=True)])

    assert rows(read(drawn(draw, rotation=rotation))) == [[HEADING, *WORKS]]


def test_a_table_without_outer_lines() -> None:
    style = [("INNERGRID", (0, 0), (-1, -1), 0.5, "black")]
    assert rows(read(printed([HEADING, *WORKS], [40, 120, 80, 100], style))) == [[HEADING, *WORKS]]


def test_a_table_with_lines_under_its_rows_alone() -> None:
    cells = [HEADING, *([str(n), f"โครงการส่งเสริม เรื่องที่ {n}", f"{n},000", "กองคลัง"] for n in range(1, 9))]
    style = [("LINEBELOW", (0, 0), (-1, -1), 0.5, "black")]
    assert rows(read(printed(cells, [40, 160, 80, 100], style))) == [cells]


def test_rows_told_apart_by_colour() -> None:
    style = [("BACKGROUND", (column, row), (column, row), "#ddddee") for column in range(4) for row in range(3)]
    style += [("INNERGRID", (0, 0), (-1, -1), 2, "white")]
    assert rows(read(printed([HEADING, *WORKS], [40, 120, 80, 100], style))) == [[HEADING, *WORKS]]


def test_letters_that_a_browser_names_together_are_read_once() -> None:
    table = read((DEMO / "o23-bribery-risk-2568.pdf").read_bytes()).tables[0]
    assert table.rows[0] == ("เหตุการณ์ความเสี่ยง", "โอกาส", "ผลกระทบ", "ระดับความเสี่ยง", "มาตรการบริหารจัดการความเสี่ยง")
    assert table.rows[2][0] == "ผู้รับจ้างให้ผลประโยชน์แก่กรรมการตรวจรับ"


def test_a_purchase_list_of_sixteen_columns_printed_by_a_browser() -> None:
    summary, purchases = read((DEMO / "ITA-o13-2567.pdf").read_bytes()).tables
    assert summary.rows[1] == ("วิธีประกาศเชิญชวนทั่วไป (e-bidding)", "1", "511,300")
    assert {len(row) for row in purchases.rows} == {16}
    assert [row[15] for row in purchases.rows[1:]] == ["66129000311", "67019000128", "67059000420"]
    assert purchases.rows[3][9] == "ข้อบัญญัติ/เทศบัญญัติงบประมาณรายจ่าย"  # its last line stands on the next page


def test_frames_underlines_and_rules_are_no_tables() -> None:
    def draw(canvas) -> None:  # type: ignore[no-untyped-def]
        canvas.rect(30, 30, 780, 780)
        for number in range(12):
            write(canvas, [(60, 700 - 40 * number, f"ข้อ {number} ข้อความของประกาศซึ่งเขียนต่อกันไปทั้งบรรทัด")])
            canvas.line(60, 697 - 40 * number, 90 + 10 * number, 697 - 40 * number)
        canvas.rect(60, 100, 200, 30)
        write(canvas, [(65, 108, "ประทับตรา")])

    result = read(drawn(draw))
    assert result.tables == ()
    assert result.pages[0].count("\n") == 12


def test_a_garbled_layer_gives_no_tables() -> None:
    def draw(canvas) -> None:  # type: ignore[no-untyped-def]
        canvas.setFont("Helvetica", 12)
        canvas.grid([50, 250, 450], [640, 670, 700])
        for left, bottom in ((55, 675), (255, 675), (55, 645), (255, 645)):
            write(canvas, [(left, bottom, "¿Ã×èÍ§ÃéÍ§àÃÕÂ¹ÊÔº")])

    assert read(drawn(draw)).tables == ()


@pytest.mark.parametrize("count", [0, 3_000])
def test_drawings_are_left_alone(count: int) -> None:
    def draw(canvas) -> None:  # type: ignore[no-untyped-def]
        write(canvas, [(60, 700, "แผนที่แสดงเขตของเทศบาลตำบลทุ่งนาใหม่")])
        for number in range(count):
            canvas.line(10, 5 + number / 4, 800, 5 + number / 4)
            canvas.line(10 + number / 4, 5, 10 + number / 4, 800)
        for far in (1e9, -1e9, 3e38):
            canvas.line(0, far, 500, far)
            canvas.line(far, 0, far, 500)

    result = read(drawn(draw))
    # Letters may be drawn as lines too: such a page is looked at by OCR, and read only then.
    assert (result.cause, result.tables) == ("scan" if count else "", ())
    assert result.pages == ("แผนที่แสดงเขตของเทศบาลตำบลทุ่งนาใหม่",)


def test_text_without_lines_stays_as_it_is() -> None:
    assert read(pdf([["แผนปฏิบัติการป้องกันการทุจริต", "ประจำปี 2568"]])).tables == ()
