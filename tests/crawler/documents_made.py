"""Small files of every kind, made in the test: invented words only."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

FONTS = [
    Path("/usr/share/fonts/truetype/tlwg/Garuda.ttf"),
    Path("/usr/share/fonts/truetype/tlwg/Norasi.ttf"),
]
FONT = next((path for path in FONTS if path.exists()), None)
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def zipped(parts: dict[str, str | bytes]) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in parts.items():
            archive.writestr(name, body)
    return stream.getvalue()


def pdf(pages: list[list[str]], title: str = "", picture: bool = False, password: str = "") -> bytes:
    """A PDF with one line of Thai under the other; with ``picture``, pages are pictures of grey noise instead."""
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    stream = BytesIO()
    locked = StandardEncryption(password, canPrint=0) if password else None
    canvas = Canvas(stream, pagesize=(595, 842), encrypt=locked, invariant=1)
    if title:
        canvas.setTitle(title)
    if FONT:
        pdfmetrics.registerFont(TTFont("thai", str(FONT)))
    for lines in pages:
        if picture:
            canvas.drawImage(_grey(), 0, 0, 595, 842)
        canvas.setFont("thai" if FONT else "Helvetica", 16)
        for number, line in enumerate(lines):
            canvas.drawString(72, 780 - 24 * number, line)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def placed(pieces: list[tuple[float, float, str]], size: int = 14) -> bytes:
    """A PDF page with each text at its place (points from the left and the bottom), stored in the order given."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(595, 842), invariant=1)
    pdfmetrics.registerFont(TTFont("thai", str(FONT)))
    canvas.setFont("thai", size)
    for left, bottom, text in pieces:
        canvas.drawString(left, bottom, text)
    canvas.save()
    return stream.getvalue()


def _grey():  # type: ignore[no-untyped-def]
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    return ImageReader(Image.new("L", (300, 400), 200))


def scan(lines: list[str]) -> bytes:
    """A PDF of one page that is a picture of ``lines``, as a scanner makes it."""
    import pypdfium2 as pdfium

    page = pdfium.PdfDocument(pdf([lines]))[0].render(scale=2).to_pil().convert("L")
    stream = BytesIO()
    page.save(stream, "PDF", resolution=144)
    return stream.getvalue()


def docx(body: str, title: str = "") -> bytes:
    core = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title></cp:coreProperties>'
    )
    return zipped(
        {
            "[Content_Types].xml": "<Types/>",
            "docProps/core.xml": core,
            "word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>",
        }
    )


def paragraph(text: str, before: str = "") -> str:
    return f"<w:p><w:r>{before}<w:t>{text}</w:t></w:r></w:p>"


def table(*rows: tuple[str, ...]) -> str:
    cells = ("".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) for row in rows)
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"


def odt(body: str) -> bytes:
    names = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for short, name in (("office", "office"), ("text", "text"), ("table", "table"))
    )
    inner = f"<office:body><office:text>{body}</office:text></office:body>"
    content = f"<office:document-content {names}>{inner}</office:document-content>"
    return zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content})


def pptx(*slides: str) -> bytes:
    names = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:p="p"'
    parts: dict[str, str | bytes] = {"ppt/presentation.xml": "<p/>"}
    for number, slide in enumerate(slides, 1):
        parts[f"ppt/slides/slide{number}.xml"] = f"<p:sld {names}>{slide}</p:sld>"
    return zipped(parts)


def xlsx(rows: list[list[object]], name: str = "แผน", far: str = "") -> bytes:
    """One sheet; ``far`` adds a cell at that place."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    relations = "application/vnd.openxmlformats-package.relationships+xml"
    lines = []
    for number, row in enumerate(rows, 1):
        cells = "".join(
            f'<c r="{chr(65 + at)}{number}"><v>{value}</v></c>'
            if isinstance(value, int | float)
            else f'<c r="{chr(65 + at)}{number}" t="inlineStr"><is><t>{value}</t></is></c>'
            for at, value in enumerate(row)
        )
        lines.append(f'<row r="{number}">{cells}</row>')
    if far:
        lines.append(f'<row r="{far.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")}"><c r="{far}"><v>1</v></c></row>')
    return zipped(
        {
            "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            f'<Default Extension="rels" ContentType="{relations}"/></Types>',
            "_rels/.rels": f'<Relationships xmlns="{package}"><Relationship Id="r1" Type="{office}/officeDocument" '
            'Target="xl/workbook.xml"/></Relationships>',
            "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets><sheet name="{name}" sheetId="1" '
            'r:id="r1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}"><Relationship Id="r1" '
            f'Type="{office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>'
            + "".join(lines)
            + "</sheetData></worksheet>",
        }
    )
