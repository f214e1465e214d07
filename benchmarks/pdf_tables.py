"""Cells read right from tables in PDFs of several makers: ``python benchmarks/pdf_tables.py [FOLDER]``.

Invented tables are printed by reportlab, by Chromium and by LibreOffice where they are installed, in every Thai font
found; a cell is right when its letters are those that were printed, white space aside. pdfplumber is measured beside
when it is installed. With a folder, every PDF under it is read: pages, tables, milliseconds a page.
"""

from __future__ import annotations

import html
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pypdfium2 as pdfium

from crawler.documents.pdf_tables import join_pages, read_tables
from crawler.render import browser_path
from crawler.site import Table
from crawler.text import fold, mend

FONTS = Path("/usr/share/fonts/truetype/tlwg")
FAMILIES = ("Garuda", "Laksaman", "Loma", "Norasi", "Umpush", "Waree")
HEADING = ("ที่", "โครงการ/กิจกรรม", "งบประมาณที่ตั้งไว้ (บาท)", "ระยะเวลาดำเนินการ", "ผู้รับผิดชอบ", "หมายเหตุ")
WORKS = (
    "ก่อสร้างรางระบายน้ำคอนกรีตเสริมเหล็ก",
    "ปรับปรุงผิวจราจรถนนลูกรัง",
    "อบรมให้ความรู้เรื่องผลประโยชน์ทับซ้อน",
    "ป้องกันและระงับโรคติดต่อ",
)
UNITS = ("กองช่าง", "สำนักปลัดเทศบาล", "กองสาธารณสุขและสิ่งแวดล้อม", "กองการศึกษา ศาสนาและวัฒนธรรม")
MONTHS = ("ตุลาคม 2567 - กันยายน 2568", "มกราคม - มีนาคม 2568", "พ.ย. 67", "ไตรมาสที่ ๒")
Rows = list[tuple[str, ...]]


def plan(count: int = 45) -> Rows:
    """A plan of projects, longer than a page, some cells empty."""
    return [
        HEADING,
        *(
            (
                str(n),
                f"โครงการ{WORKS[n % 4]} หมู่ที่ {n % 12 + 1} บ้านทุ่งนาใหม่",
                f"{n * 12_500:,}" if n % 5 else "ไม่ใช้งบประมาณ",
                MONTHS[n % 4],
                UNITS[n * 3 % 4],
                "ดำเนินการแล้วเสร็จ" if n % 3 == 0 else "",
            )
            for n in range(1, count + 1)
        ),
    ]


def page_of(rows: Rows, family: str, style: str) -> str:
    """The table as an HTML page: ruled, open (no outer border), shaded (by colour alone), lines (under rows alone)."""
    css = {
        "ruled": "td,th{border:1px solid #000}",
        "open": "td,th{border:1px solid #777} tr>:first-child{border-left:0} tr>:last-child{border-right:0}",
        "lines": "td,th{border-bottom:1px solid #999;vertical-align:top}",
        "shaded": "td,th{background:#dde;border:2px solid #fff} tr:nth-child(even) td{background:#eef}",
    }[style]
    body = "".join("<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>" for row in rows[1:])
    head = "".join(f"<th>{html.escape(cell)}</th>" for cell in rows[0])
    attributes = "border=1 cellspacing=0" if style == "ruled" else "cellspacing=0"
    return (
        f"<!DOCTYPE html><meta charset=utf-8><style>body{{font:14px {family}}}"
        f"table{{border-collapse:collapse;width:100%}}td,th{{padding:3px 5px}}{css}</style><p>แผนการดำเนินงานประจำปี</p>"
        f"<table {attributes}><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )


def by_reportlab(rows: Rows, family: str) -> bytes | None:
    """The table by reportlab, cells wrapped by its own paragraphs."""
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFError, TTFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate
    from reportlab.platypus import Table as Drawn

    try:
        pdfmetrics.registerFont(TTFont(family, str(FONTS / f"{family}.ttf")))
    except TTFError:  # an outline format that reportlab does not draw
        return None
    style = ParagraphStyle("cell", fontName=family, fontSize=10, leading=15, wordWrap="CJK")
    cells = [[Paragraph(html.escape(cell), style) for cell in row] for row in rows]
    stream = BytesIO()
    table = Drawn(cells, [30, 150, 80, 100, 90, 70], repeatRows=1, style=[("GRID", (0, 0), (-1, -1), 0.5, "black")])
    SimpleDocTemplate(stream, pagesize=(595, 842), leftMargin=30, rightMargin=30, invariant=1).build([table])
    return stream.getvalue()


def by_chromium(pages: list[str]) -> Iterator[bytes]:
    """Each HTML page printed by the browser."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=browser_path())
        page = browser.new_page()
        for source in pages:
            page.set_content(source)
            yield page.pdf(format="A4", print_background=True)
        browser.close()


def by_libreoffice(pages: list[str]) -> Iterator[bytes]:
    """Each HTML page opened as a text document and exported."""
    with tempfile.TemporaryDirectory() as folder:
        for number, source in enumerate(pages):
            (Path(folder) / f"{number}.html").write_text(source, encoding="utf-8")
        subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--infilter=HTML (StarWriter)"]
            + ["--convert-to", "pdf:writer_pdf_Export", "--outdir", folder]
            + [f"{folder}/{number}.html" for number in range(len(pages))],
            check=True,
            capture_output=True,
            timeout=300,
        )
        for number in range(len(pages)):
            yield (Path(folder) / f"{number}.pdf").read_bytes()


def ours(data: bytes) -> tuple[Table, ...]:
    """The tables as the program reads them."""
    document = pdfium.PdfDocument(data)
    parts = []
    for number in range(len(document)):
        page = document[number]
        parts.append(read_tables(page, page.get_textpage()))
    return join_pages(parts)


def plumber(data: bytes) -> tuple[Table, ...]:
    """The tables as pdfplumber reads them, its text mended as ours."""
    import pdfplumber  # type: ignore[import-not-found]

    with pdfplumber.open(BytesIO(data)) as document:
        tables = [table for page in document.pages for table in page.extract_tables()]
    return tuple(Table(tuple(tuple(mend(cell or "") for cell in row) for row in table)) for table in tables)


def right(rows: Rows, tables: tuple[Table, ...]) -> int:
    """How many cells of ``rows`` were read, rows in their order."""
    read = [[plain(cell) for cell in row] for table in tables for row in table.rows]
    count = 0
    for row in rows:
        wanted = [plain(cell) for cell in row]
        hits = [sum(a == b for a, b in zip(wanted, other, strict=False)) for other in read if other[0] == wanted[0]]
        count += max(hits, default=0)
    return count


def plain(cell: str) -> str:
    """A cell as it is compared."""
    return "".join(fold(cell).split())


def measure(
    name: str, files: list[tuple[Rows, bytes]], readers: dict[str, Callable[[bytes], tuple[Table, ...]]]
) -> None:
    """Prints one line a reader."""
    for reader, read in readers.items():
        cells = hits = tables = 0
        pages = sum(len(pdfium.PdfDocument(data)) for _, data in files)
        began = time.perf_counter()
        for rows, data in files:
            found = read(data)
            tables += len(found)
            cells += sum(map(len, rows))
            hits += right(rows, found)
        spent = time.perf_counter() - began
        print(
            f"  {name:20} {reader:11} {len(files):3} files {tables:3} tables, cells right {100 * hits / cells:5.1f} %"
            f" ({hits}/{cells}), {1000 * spent / pages:6.1f} ms a page"
        )


def invented() -> None:
    """Measures tables made here."""
    readers: dict[str, Callable[[bytes], tuple[Table, ...]]] = {"ours": ours}
    try:
        import pdfplumber  # type: ignore[import-not-found]  # noqa: F401

        readers["pdfplumber"] = plumber
    except ImportError:
        pass
    rows = plan()
    families = [family for family in FAMILIES if any(FONTS.glob(f"{family}.*"))]
    drawn = [(rows, data) for family in families if (data := by_reportlab(rows, family))]
    if drawn:
        measure("reportlab", drawn, readers)
    for style in ("ruled", "open", "shaded", "lines"):
        pages = [page_of(rows, family, style) for family in families]
        if browser_path():
            measure(f"chromium {style}", [(rows, data) for data in by_chromium(pages)], readers)
        if shutil.which("soffice") and style == "ruled":  # its import of HTML knows no other lines
            measure(f"libreoffice {style}", [(rows, data) for data in by_libreoffice(pages)], readers)


def folder(path: Path) -> None:
    """Measures the PDFs under a folder."""
    pages = tables = cells = 0
    spent = 0.0
    for file in sorted(path.rglob("*.pdf")):
        try:
            document = pdfium.PdfDocument(file.read_bytes())
        except pdfium.PdfiumError:
            continue
        parts = []
        for number in range(min(len(document), 60)):
            page = document[number]
            layer = page.get_textpage()
            began = time.perf_counter()
            parts.append(read_tables(page, layer))
            spent += time.perf_counter() - began
        found = join_pages(parts)
        pages += len(parts)
        tables += len(found)
        cells += sum(len(row) for table in found for row in table.rows)
    print(f"{pages} pages, {tables} tables, {cells} cells, {1000 * spent / max(1, pages):.1f} ms a page")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        folder(Path(sys.argv[1]))
    else:
        invented()
