"""Scans pasted into typed Office files: told unread, read by OCR, never taken for what a logo or a photograph is."""

from __future__ import annotations

import io
import struct
from dataclasses import replace
from pathlib import Path

import pytest
from documents_made import FONT, W, paragraph, zipped
from hostile_files import png as hostile_png
from local_site import Answer, LocalSite, link, page
from mixed_made import photograph, scanned
from old_made import compound, record, word
from PIL import Image

from config.settings import CrawlSettings
from crawler.archive import read_site
from crawler.documents import ocr
from crawler.documents.old_pictures import old_pictures
from crawler.documents.reader import Reader, read_here
from crawler.documents.result import Limits, ReadResult
from crawler.run import crawl
from crawler.site import Document

pytestmark = pytest.mark.skipif(FONT is None, reason="no Thai font on this machine")
needs_ocr = pytest.mark.skipif(not ocr.models(), reason="no tesseract with Thai on this machine")
TYPED = "แผนปฏิบัติการป้องกันการทุจริตของเทศบาลตำบลทุ่งนาใหม่"
TABLE = ["โครงการอบรมคุณธรรมและจริยธรรม", "งบประมาณ หกหมื่นบาท", "ระยะเวลาดำเนินการ สามเดือน", "ผู้รับผิดชอบ สำนักปลัด"]
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMES = (
    f'xmlns:r="{REL}" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)
CM = 360_000
SHEET = (16, 22)  # centimetres of a scan as shown


def png(picture: Image.Image) -> bytes:
    stream = io.BytesIO()
    picture.save(stream, "PNG")
    return stream.getvalue()


def jpeg(picture: Image.Image) -> bytes:
    stream = io.BytesIO()
    picture.save(stream, "JPEG", quality=25)
    return stream.getvalue()


def logo() -> Image.Image:
    """An emblem of many pixels."""
    return photograph().resize((900, 900))


def relations(*targets: str) -> str:
    entries = "".join(
        f'<Relationship Id="r{number}" Type="{REL}/image" Target="{target}"/>' for number, target in enumerate(targets)
    )
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{entries}</Relationships>'
    )


def drawing(number: int, across: float, down: float) -> str:
    size = f'<wp:extent cx="{int(across * CM)}" cy="{int(down * CM)}"/>'
    blip = f'<a:graphic><a:blip r:embed="r{number}"/></a:graphic>'
    return f"<w:p><w:r><w:drawing><wp:inline>{size}{blip}</wp:inline></w:drawing></w:r></w:p>"


def docx(body: str, *pictures: bytes, header: bytes = b"") -> bytes:
    names = [f"media/image{number}.png" for number in range(len(pictures))]
    parts: dict[str, str | bytes] = {
        "word/document.xml": f"<w:document {W} {NAMES}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": relations(*names),
        **{f"word/{name}": data for name, data in zip(names, pictures, strict=True)},
    }
    if header:
        parts["word/header1.xml"] = f"<w:hdr {W} {NAMES}>{drawing(0, *SHEET)}</w:hdr>"
        parts["word/_rels/header1.xml.rels"] = relations("media/head.png")
        parts["word/media/head.png"] = header
    return zipped(parts)


def pptx(picture: bytes, slides: int = 1, shows: str = "") -> bytes:
    parts: dict[str, str | bytes] = {"ppt/presentation.xml": "<p/>", "ppt/media/image1.png": picture}
    shape = f'<a:xfrm><a:ext cx="{20 * CM}" cy="{15 * CM}"/></a:xfrm>'
    for number in range(1, slides + 1):
        text = f"<p:sp><a:p><a:r><a:t>{TYPED} {number}</a:t></a:r></a:p></p:sp>"
        pic = f'<p:pic><p:blipFill><a:blip r:embed="r0"/></p:blipFill><p:spPr>{shape}</p:spPr></p:pic>'
        parts[f"ppt/slides/slide{number}.xml"] = f"<p:sld {NAMES} {shows}>{text}{pic}</p:sld>"
        parts[f"ppt/slides/_rels/slide{number}.xml.rels"] = relations("../media/image1.png")
    return zipped(parts)


def odt(picture: bytes, across: str, down: str) -> bytes:
    names = (
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" '
        'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" '
        'xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"'
    )
    frame = (
        f'<draw:frame svg:width="{across}" svg:height="{down}"><draw:image xlink:href="Pictures/a.png"/></draw:frame>'
    )
    body = f"<text:p>{TYPED}</text:p><text:p>{frame}</text:p>"
    inner = f"<office:body><office:text>{body}</office:text></office:body>"
    content = f"<office:document-content {names}>{inner}</office:document-content>"
    mime = "application/vnd.oasis.opendocument.text"
    return zipped({"mimetype": mime, "content.xml": content, "Pictures/a.png": picture})


def xlsx(picture: bytes, hidden: bool = False) -> bytes:
    """A typed sheet, and a second one that is a picture."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    anchor = (
        f'<xdr:twoCellAnchor><xdr:pic><xdr:blipFill><a:blip r:embed="r0"/></xdr:blipFill><xdr:spPr><a:xfrm><a:ext '
        f'cx="{16 * CM}" cy="{20 * CM}"/></a:xfrm></xdr:spPr></xdr:pic></xdr:twoCellAnchor>'
    )
    state = "hidden" if hidden else "visible"
    sheets = f'<sheet name="ก" sheetId="1" r:id="r0"/><sheet name="ข" sheetId="2" r:id="r1" state="{state}"/>'
    row = f'<row r="1"><c r="A1" t="inlineStr"><is><t>{TYPED}</t></is></c></row>'
    kinds = relations("worksheets/sheet1.xml", "worksheets/sheet2.xml").replace("/image", "/worksheet")
    return zipped(
        {
            "_rels/.rels": relations("xl/workbook.xml").replace("/image", "/officeDocument"),
            "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{REL}"><sheets>{sheets}</sheets></workbook>',
            "xl/_rels/workbook.xml.rels": kinds,
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{row}</sheetData></worksheet>',
            "xl/worksheets/sheet2.xml": f'<worksheet xmlns="{main}"><sheetData/></worksheet>',
            "xl/worksheets/_rels/sheet2.xml.rels": relations("../drawings/drawing1.xml"),
            "xl/drawings/drawing1.xml": f"<xdr:wsDr {NAMES}>{anchor}</xdr:wsDr>",
            "xl/drawings/_rels/drawing1.xml.rels": relations("../media/image1.png"),
            "xl/media/image1.png": picture,
        }
    )


def read(data: bytes, name: str, **limits: object) -> ReadResult:
    return read_here(data, f"https://www.thungna.example/{name}", "", Limits(seconds=90, **limits))  # type: ignore[arg-type]


def said(text: str) -> str:
    return text.replace("ํา", "ำ").replace(" ", "")


def of_every_kind(picture: bytes) -> dict[str, bytes]:
    return {
        "a.docx": docx(paragraph(TYPED) + drawing(0, *SHEET), picture),
        "a.pptx": pptx(picture),
        "a.odt": odt(picture, "16cm", "8.66in"),
        "a.xlsx": xlsx(picture),
    }


@pytest.mark.parametrize("name", ["a.docx", "a.pptx", "a.odt", "a.xlsx"])
def test_a_scan_in_a_typed_file_is_told_unread(name: str) -> None:
    result = read(of_every_kind(png(scanned(TABLE)))[name], name, ocr=False)
    assert (result.cause, result.unread, len(result.pages)) == ("", (2,), 2)
    assert TYPED in result.pages[0]


@needs_ocr
@pytest.mark.parametrize("name", ["a.docx", "a.pptx", "a.odt", "a.xlsx"])
def test_ocr_reads_it(name: str) -> None:
    result = read(of_every_kind(png(scanned(TABLE)))[name], name)
    assert (result.cause, result.unread) == ("", ())
    assert result.notes == ("อ่าน OCR 1 จาก 1 ภาพ",)
    assert TYPED in result.pages[0]
    assert "ระยะเวลาดำเนินการ" in said(result.pages[1])


def of_word(picture: bytes, across: float, down: float) -> bytes:
    """A picture as Word 97 keeps it, shown at half the size that it was made for."""
    size = struct.pack("<4H", int(across * 2 * 567), int(down * 2 * 567), 500, 500)
    head = struct.pack("<HHHHH", 68, 0x64, 0, 0, 0) + b"\0" * 14 + size
    body = (b"\0" * 4 + head).ljust(68, b"\0") + b"\0" * 40 + picture
    return struct.pack("<i", len(body)) + body[4:]


def test_scans_in_files_of_old_programs() -> None:
    scan, text = jpeg(scanned(TABLE)), [(TYPED + "\r", False)]
    assert len(scan) > 8_000
    emblem, sheet = of_word(jpeg(logo()), 3, 3), of_word(scan, *SHEET)
    result = read(word(text, data=emblem + b"\0" * 10 + sheet), "a.doc", ocr=False)
    assert (result.cause, result.pages, result.unread) == ("", (TYPED, ""), (2,))
    assert read(word(text, data=emblem), "a.doc", ocr=False).unread == ()
    assert read(word([("\x01\r", False)], data=sheet), "a.doc", ocr=False).cause == "picture"
    slide = record(0x03F3, b"\0" * 20) + record(0x0FA0, TYPED.encode("utf-16-le"))
    kept = record(0xF01D, b"\0" * 17 + scan) + record(0xF01D, b"\0" * 17 + b"\xff\xd8\xff\xe0 broken")
    deck = compound({"PowerPoint Document": record(0x0FF0, slide, 0xF), "Pictures": kept})
    result = read(deck, "a.ppt", ocr=False)
    assert (result.cause, result.pages, result.unread) == ("", (TYPED, ""), (2,))


def test_scans_in_rtf() -> None:
    def pict(picture: bytes, across: float, down: float) -> bytes:
        digits = picture.hex().encode()
        lines = b"\r\n".join(digits[at : at + 128] for at in range(0, len(digits), 128))
        size = b"\\picwgoal%d\\pichgoal%d\\picscalex50\\picscaley50" % (across * 2 * 567, down * 2 * 567)
        return b"{\\pict" + size + b"\\jpegblip{\\*\\blipuid 0123456789abcdef}\r\n" + lines + b"}"

    def rtf(*pictures: bytes) -> bytes:
        typed = "".join(f"\\u{ord(letter)}?" for letter in TYPED).encode()
        return b"{\\rtf1\\ansi\\ansicpg874 " + typed + b"\\par " + b"".join(pictures) + b"}"

    emblem, sheet = pict(jpeg(logo()), 3, 3), pict(jpeg(scanned(TABLE)), *SHEET)
    result = read(rtf(emblem, sheet), "a.rtf", ocr=False)
    assert (result.cause, result.pages, result.unread) == ("", (TYPED, ""), (2,))
    assert read(rtf(emblem), "a.rtf", ocr=False).unread == ()


def test_pictures_in_old_sheets_are_put_together_from_their_records() -> None:
    one, two = jpeg(scanned(TABLE)), png(photograph())
    drawn = b"\0" * 60 + one + two
    parts = [drawn[at : at + 8_000] for at in range(0, len(drawn), 8_000)]
    records = [struct.pack("<HH", 0x00EB if part is parts[0] else 0x003C, len(part)) + part for part in parts]
    other = struct.pack("<HH", 0x0018, 3) + b"abc"
    book = other + b"".join(records) + other + struct.pack("<HH", 0x000A, 0)
    assert len(parts) > 2
    assert old_pictures(compound({"Workbook": book}), "xls") == [(one, 0.0), (two, 0.0)]
    assert old_pictures(compound({"Workbook": other * 99}), "xls") == []


@needs_ocr
def test_old_files_are_read_by_ocr_too() -> None:
    data = word([(TYPED + "\r", False)], data=of_word(jpeg(scanned(TABLE)), *SHEET))
    result = read(data, "a.doc")
    assert result.unread == ()
    with Reader(CrawlSettings()) as reader:
        found = reader.by_ocr(data, (2,), Limits(seconds=90))
    assert found.texts == {1: result.pages[1]}
    assert "ระยะเวลาดำเนินการ" in said(result.pages[1])


@needs_ocr
def test_a_photograph_is_read_once_looked_at() -> None:
    data = docx(paragraph(TYPED) + drawing(0, *SHEET), png(photograph()))
    assert read(data, "a.docx", ocr=False).unread == (2,)
    result = read(data, "a.docx")
    assert (result.unread, result.pages[1]) == ((), "")


def test_emblems_letterheads_and_what_is_shown_again_and_again_are_no_pages() -> None:
    scan = png(scanned(TABLE))
    small = docx(paragraph(TYPED) + drawing(0, 3, 3), png(logo()))
    assert read(small, "a.docx", ocr=False).unread == ()
    assert read(odt(png(logo()), "3cm", "3cm"), "a.odt", ocr=False).unread == ()
    assert read(docx(paragraph(TYPED), header=scan), "a.docx", ocr=False).unread == ()
    assert read(pptx(scan, slides=3), "a.pptx", ocr=False).unread == ()
    assert read(pptx(scan, slides=2), "a.pptx", ocr=False).unread == (3,)  # one picture, on two slides
    few = png(photograph().resize((120, 160)))
    assert read(docx(paragraph(TYPED) + drawing(0, *SHEET), few), "a.docx", ocr=False).unread == ()


def test_what_is_hidden_is_not_told() -> None:
    scan = png(scanned(TABLE))
    assert read(xlsx(scan, hidden=True), "a.xlsx", ocr=False).unread == ()
    assert read(pptx(scan, shows='show="0"'), "a.pptx", ocr=False).pages == ("",)


def test_pictures_of_old_programs_and_their_doubles_for_them() -> None:
    scan = png(scanned(TABLE))
    old = '<v:shape style="width:16cm;height:620pt"><v:imagedata r:id="r0"/></v:shape>'
    assert read(docx(paragraph(TYPED, old), scan), "a.docx", ocr=False).unread == (2,)
    choice = f"<mc:Choice>{drawing(0, *SHEET)}</mc:Choice><mc:Fallback>{old * 3}</mc:Fallback>"
    both = f"<mc:AlternateContent>{choice}</mc:AlternateContent>"
    assert read(docx(paragraph(TYPED) + both, scan), "a.docx", ocr=False).unread == (2,)


def test_a_picture_in_no_known_format_stays_unread() -> None:
    result = read(docx(paragraph(TYPED) + drawing(0, *SHEET), b"EMF drawing " * 2000), "a.docx")
    assert (result.cause, result.unread) == ("", (2,))


@pytest.mark.parametrize("picture", ["huge", "cut", "not there"])
def test_a_picture_that_cannot_be_opened_stays_unread_and_costs_nothing(picture: str) -> None:
    body, scan = paragraph(TYPED) + drawing(0, *SHEET), png(scanned(TABLE))
    given = {"huge": claiming(60_000, 60_000), "cut": scan[: len(scan) // 2], "not there": scan}[picture]
    data = docx(body, given)
    if picture == "not there":
        data = data.replace(b"media/image0.png", b"media/image1.png")  # the names in the archive alone
    result = read(data, "a.docx")
    assert (result.cause, result.pages[0]) == ("", TYPED)
    assert result.unread == (() if picture == "not there" else (2,))


def claiming(width: int, height: int) -> bytes:
    """A picture of a few bytes that unpacks to gigabytes, by its own word."""
    return hostile_png(width, height) + bytes(9_000)


@needs_ocr
def test_what_the_budget_leaves_is_told_and_read_later(tmp_path) -> None:  # type: ignore[no-untyped-def]
    body = paragraph(TYPED) + "".join(drawing(number, *SHEET) for number in range(3))
    data = docx(body, *(png(scanned([f"ข้อความของภาพ {name}", *TABLE])) for name in "กขค"))
    limits = Limits(seconds=90, ocr_pages=2, ocr_cache=str(tmp_path / "ocr"))
    first = read_here(data, "a.docx", "", limits)
    assert (first.unread, first.notes) == ((3,), ("อ่าน OCR 2 จาก 3 ภาพ",))
    again = read_here(data, "a.docx", "", limits)  # what it kept costs nothing
    assert (again.unread, again.notes) == ((), ("อ่าน OCR 3 จาก 3 ภาพ",))


@needs_ocr
def test_a_crawl_reads_it_once_the_site_is_read_or_tells_it(tmp_path: Path) -> None:
    scan = docx(paragraph(TYPED) + drawing(0, *SHEET), png(scanned(TABLE)))
    plain = docx(paragraph(TYPED) + drawing(0, 3, 3), png(logo()))
    links = "".join(link(name, "เอกสาร") for name in ("a.docx", "b.docx"))
    files = {"/": page(links, "หน้าแรก"), "/a.docx": Answer(scan, type=TYPE), "/b.docx": Answer(plain, type=TYPE)}
    settings = CrawlSettings(allow_private=True, offsite=False, render=False, timeout=5.0, deadline=120.0)
    with LocalSite(files) as server:
        read = [crawl_of(server, tmp_path / "a.db", settings), crawl_of(server, tmp_path / "a.db", settings)]
        untold = crawl_of(server, tmp_path / "b.db", replace(settings, ocr=False))
    assert read[0] == read[1]  # again, unchanged
    scanned_one, typed = read[0]
    assert (scanned_one.cause, scanned_one.unread) == ("", ())
    assert scanned_one.engine == "docx-xml · อ่าน OCR 1 จาก 1 ภาพ"
    assert scanned_one.pages[0] == TYPED and "ระยะเวลาดำเนินการ" in said(scanned_one.pages[1])
    assert (typed.unread, typed.engine, typed.pages) == ((), "docx-xml", (TYPED,))
    assert [document.unread for document in untold] == [(2,), ()]


def crawl_of(server: LocalSite, archive: Path, settings: CrawlSettings) -> list[Document]:
    crawl(server.url, archive, settings)
    return sorted(read_site(archive).documents, key=lambda document: document.url)
