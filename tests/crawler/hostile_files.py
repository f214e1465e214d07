"""A hundred broken and hostile files, made here: name, bytes, and the causes that are right for each.

An empty cause in the set means that reading what is there is right too.
"""

from __future__ import annotations

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from documents_made import W, docx, odt, paragraph, pdf, pptx, xlsx, zipped


@dataclass(frozen=True)
class Hostile:
    """One file: what it is, the name it bears, how it is made, and the causes that are right."""

    what: str
    name: str
    make: Callable[[], bytes]
    causes: frozenset[str]


DAMAGED = frozenset(("damaged", "empty"))
TOO_LARGE = frozenset(("too_large", "timeout"))
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def objects(*bodies: bytes, root: int = 1) -> bytes:
    """A PDF of these objects, numbered from 1, with its table of places."""
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(bodies, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return bytes(out + b"trailer<</Size %d/Root %d 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(bodies) + 1, root, table))


CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"
ONE_PAGE = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"


def page(more: bytes = b"", box: bytes = b"0 0 595 842") -> bytes:
    return b"<</Type/Page/Parent 2 0 R/MediaBox[" + box + b"]" + more + b">>"


def stream(body: bytes, more: bytes = b"") -> bytes:
    return b"<</Length %d" % len(body) + more + b">>stream\n" + body + b"\nendstream"


def of_stream(body: bytes, more: bytes = b"", resources: bytes = b"") -> bytes:
    """A PDF of one page that draws ``body``."""
    return objects(CATALOG, ONE_PAGE, page(b"/Contents 4 0 R/Resources<<" + resources + b">>"), stream(body, more))


def many_pages(count: int) -> bytes:
    kids = b" ".join(b"%d 0 R" % number for number in range(3, count + 3))
    return objects(CATALOG, b"<</Type/Pages/Kids[" + kids + b"]/Count %d>>" % count, *[page()] * count)


def flate_bomb(times: int) -> bytes:
    body = zlib.compress(b"(x) Tj " * 4_000_000, 9)
    for _ in range(times - 1):
        body = zlib.compress(body, 9)
    return of_stream(body, b"/Filter[" + b"/FlateDecode " * times + b"]")


def looping_form() -> bytes:
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F 5 0 R>>>>"
    return objects(
        CATALOG,
        ONE_PAGE,
        page(b"/Contents 4 0 R/Resources<</XObject<</F 5 0 R>>>>"),
        stream(b"/F Do"),
        stream(b"/F Do /F Do", form),
    )


def looping_font() -> bytes:
    """A Type 3 font whose glyph is drawn with the font itself."""
    font = (
        b"<</Type/Font/Subtype/Type3/FontBBox[0 0 9 9]/FontMatrix[1 0 0 1 0 0]/FirstChar 97/LastChar 97/Widths[9]"
        b"/CharProcs<</a 6 0 R>>/Encoding<</Type/Encoding/Differences[97/a]>>/Resources<</Font<</T 5 0 R>>>>>>"
    )
    return objects(
        CATALOG,
        ONE_PAGE,
        page(b"/Contents 4 0 R/Resources<</Font<</T 5 0 R>>>>"),
        stream(b"BT /T 9 Tf (aaaa) Tj ET"),
        font,
        stream(b"9 0 d0 BT /T 9 Tf (aaaa) Tj ET"),
    )


def huge_picture() -> bytes:
    picture = stream(
        zlib.compress(b"\0" * 1000),
        b"/Type/XObject/Subtype/Image/Width 60000/Height 60000/BitsPerComponent 8/ColorSpace/DeviceRGB"
        b"/Filter/FlateDecode",
    )
    resources = b"/Contents 4 0 R/Resources<</XObject<</I 5 0 R>>>>"
    return objects(CATALOG, ONE_PAGE, page(resources), stream(b"595 0 0 842 0 0 cm /I Do"), picture)


def many_scans(count: int, typed: int = 0) -> bytes:
    """A PDF of pages that all show one scanned page, every ``typed``-th of them typed instead."""
    grey = bytearray(b"\xff" * (1240 * 1754))
    for line in range(60, 1700, 40):
        for left in range(100, 1100, 24):
            for row in range(line, line + 16):
                at = row * 1240 + left
                grey[at : at + 4] = b"\0\0\0\0"
    picture = stream(
        zlib.compress(bytes(grey)),
        b"/Type/XObject/Subtype/Image/Width 1240/Height 1754/BitsPerComponent 8/ColorSpace/DeviceGray"
        b"/Filter/FlateDecode",
    )
    words = b"BT /F 12 Tf " + b"1 0 0 1 60 %d Tm (The plan of the town for the coming year, its aims) Tj " * 12 + b"ET"
    words %= tuple(range(760, 520, -20))
    first = 7
    kids = b" ".join(b"%d 0 R" % (first + number) for number in range(count))
    resources = b"/Resources<</XObject<</I 3 0 R>>/Font<</F 4 0 R>>>>"
    sheet = page(b"/Contents 5 0 R" + resources), page(b"/Contents 6 0 R" + resources)
    return objects(
        CATALOG,
        b"<</Type/Pages/Kids[" + kids + b"]/Count %d>>" % count,
        picture,
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        stream(b"595 0 0 842 0 0 cm /I Do"),
        stream(words),
        *(sheet[bool(typed and number % typed == 0)] for number in range(count)),
    )


def png(width: int, height: int, rows: bytes = b"") -> bytes:
    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def laughs(levels: int = 30) -> str:
    entities = '<!ENTITY e0 "ha">' + "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, levels))
    return f"<!DOCTYPE x [{entities}]>"


def sheet(xml: str) -> bytes:
    """A workbook of one sheet of this markup."""
    good = zipfile.ZipFile(io.BytesIO(xlsx([["x"]])))
    parts: dict[str, str | bytes] = {name: good.read(name) for name in good.namelist()}
    parts["xl/worksheets/sheet1.xml"] = xml
    return zipped(parts)


MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def ods(body: str) -> bytes:
    names = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"' for short in ("office", "text", "table")
    )
    inner = f"<office:body><office:spreadsheet>{body}</office:spreadsheet></office:body>"
    content = f"<office:document-content {names}>{inner}</office:document-content>"
    return zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content})


def table_of(columns: str) -> str:
    """A table of one row that says it is repeated a billion times, with one cell repeated as ``columns`` says."""
    cell = f"<table:table-cell {columns}><text:p>x</text:p></table:table-cell>"
    row = f'<table:table-row table:number-rows-repeated="999999999">{cell}</table:table-row>'
    return f'<table:table table:name="x">{row}</table:table>'


def lying_size(data: bytes, name: str, size: int) -> bytes:
    """An archive whose directory says that ``name`` unpacks to ``size`` bytes."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        real = archive.getinfo(name).file_size
    return data.replace(struct.pack("<I", real), struct.pack("<I", size))


def recursive_zip(depth: int) -> bytes:
    data = zipped({"a.txt": "x"})
    for _ in range(depth):
        data = zipped({"a.zip": data})
    return data


def with_password() -> bytes:
    """An archive whose member says that it is encrypted."""
    data = bytearray(zipped({"a.txt": "x" * 50}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def spoilt(data: bytes, seed: int, many: int) -> bytes:
    chance = random.Random(seed)
    out = bytearray(data)
    for _ in range(many):
        out[chance.randrange(len(out))] = chance.randrange(256)
    return bytes(out)


def _by_hand() -> Iterator[tuple[str, str, Callable[[], bytes], frozenset[str]]]:
    any_of = frozenset(("", "damaged", "empty", "scan", "garbled"))
    yield "100,000 pages", "a.pdf", lambda: many_pages(100_000), frozenset(("empty",))
    yield "stream that unpacks to 28 MB", "a.pdf", lambda: flate_bomb(1), any_of | TOO_LARGE
    yield "stream packed three times", "a.pdf", lambda: flate_bomb(3), any_of | TOO_LARGE
    yield "form that draws itself", "a.pdf", looping_form, DAMAGED | TOO_LARGE
    yield "font that draws itself", "a.pdf", looping_font, any_of
    yield "5,000 pages that are scans", "a.pdf", lambda: many_scans(5_000), frozenset(("scan",))
    yield "5,000 pages, every second a scan", "a.pdf", lambda: many_scans(5_000, 2), frozenset(("",))
    yield "picture of 60,000 by 60,000", "a.pdf", huge_picture, frozenset(("scan",))
    yield "page of 10 km", "a.pdf", lambda: objects(CATALOG, ONE_PAGE, page(box=b"0 0 99999999 99999999")), DAMAGED
    yield "page of no size", "a.pdf", lambda: objects(CATALOG, ONE_PAGE, page(box=b"0 0 0 0")), DAMAGED
    yield (
        "page that is its own parent",
        "a.pdf",
        lambda: objects(CATALOG, b"<</Type/Pages/Kids[2 0 R]/Count 1/Parent 2 0 R>>"),
        DAMAGED,
    )
    yield (
        "contents that refer to themselves",
        "a.pdf",
        lambda: objects(CATALOG, ONE_PAGE, page(b"/Contents 4 0 R"), b"[4 0 R 4 0 R]"),
        DAMAGED,
    )
    yield (
        "length that refers to itself",
        "a.pdf",
        lambda: objects(CATALOG, ONE_PAGE, page(b"/Contents 4 0 R"), b"<</Length 4 0 R>>stream\nx\nendstream"),
        DAMAGED,
    )
    yield (
        "a million nested arrays",
        "a.pdf",
        lambda: objects(CATALOG, ONE_PAGE, page(b"/X " + b"[" * 1_000_000)),
        DAMAGED,
    )
    yield "half a million saved states", "a.pdf", lambda: of_stream(b"q " * 500_000), DAMAGED
    yield "400,000 lines", "a.pdf", lambda: of_stream(b"0 0 m 9 9 l S " * 400_000), any_of | TOO_LARGE
    yield (
        "a long table of places",
        "a.pdf",
        lambda: b"%PDF-1.4\nxref\n0 99999999\n" + b"0000000000 00000 n \n" * 50_000,
        DAMAGED,
    )
    yield (
        "tables of places in a ring",
        "a.pdf",
        lambda: b"%PDF-1.4\nxref\n0 1\n0000000000 65535 f \ntrailer<</Size 1/Prev 9/Root 1 0 R>>\nstartxref\n9\n%%EOF",
        DAMAGED,
    )
    yield "catalog that is missing", "a.pdf", lambda: objects(b"null", root=7), DAMAGED
    yield "pages that are a number", "a.pdf", lambda: objects(CATALOG, b"5"), DAMAGED
    yield "count below nothing", "a.pdf", lambda: objects(CATALOG, b"<</Type/Pages/Kids[]/Count -5>>"), DAMAGED
    yield "unknown filter", "a.pdf", lambda: of_stream(b"x", b"/Filter/NoSuchDecode"), DAMAGED
    yield "locked with a password", "a.pdf", lambda: pdf([["x"]], password="secret"), frozenset(("encrypted",))
    yield (
        "unknown lock",
        "a.pdf",
        lambda: objects(CATALOG, ONE_PAGE, page()).replace(b"/Root", b"/Encrypt<</Filter/X/V 9>>/Root"),
        frozenset(("encrypted", "damaged", "empty")),
    )
    yield "billion laughs in docx", "a.docx", lambda: zipped({"word/document.xml": laughs() + "<a>&e29;</a>"}), DAMAGED
    yield (
        "billion laughs in odt",
        "a.odt",
        lambda: zipped(
            {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": laughs() + "<a>&e29;</a>"}
        ),
        DAMAGED,
    )
    yield "billion laughs in xlsx", "a.xlsx", lambda: sheet(laughs() + f"<worksheet {MAIN}>&e29;</worksheet>"), DAMAGED
    yield (
        "billion laughs in ods",
        "a.ods",
        lambda: zipped(
            {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": laughs() + "<a>&e29;</a>"}
        ),
        DAMAGED,
    )
    yield (
        "billion laughs in pptx",
        "a.pptx",
        lambda: zipped({"ppt/presentation.xml": "<p/>", "ppt/slides/slide1.xml": laughs() + "<a>&e29;</a>"}),
        DAMAGED,
    )
    yield (
        "billion laughs in an XML sheet",
        "a.xls",
        lambda: (
            '<?xml version="1.0"?>'
            + laughs()
            + '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet>&e29;</Worksheet></Workbook>'
        ).encode(),
        DAMAGED | {"html"},
    )
    yield (
        "quadratic entities",
        "a.docx",
        lambda: zipped({"word/document.xml": f'<!DOCTYPE x [<!ENTITY a "{"x" * 100_000}">]><x>{"&a;" * 100_000}</x>'}),
        DAMAGED | TOO_LARGE,
    )
    yield (
        "entity of a file",
        "a.docx",
        lambda: zipped(
            {
                "word/document.xml": '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>'
                + f"<w:document {W}><w:body>{paragraph('&f;')}</w:body></w:document>"
            }
        ),
        DAMAGED,
    )
    yield (
        "entity of an address",
        "a.odt",
        lambda: zipped(
            {
                "mimetype": "application/vnd.oasis.opendocument.text",
                "content.xml": '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd"><x/>',
            }
        ),
        DAMAGED,
    )
    yield "DOCX of 60 MB", "a.docx", lambda: docx(paragraph(" " * 60_000_000)), TOO_LARGE
    yield "two million paragraphs", "a.docx", lambda: docx("<w:p/>" * 2_000_000), TOO_LARGE | DAMAGED
    yield "elements 200,000 deep", "a.docx", lambda: docx("<w:p>" * 200_000), DAMAGED
    yield "tables 5,000 deep", "a.docx", lambda: docx("<w:tbl><w:tr><w:tc>" * 5_000), DAMAGED
    yield (
        "a cell over a billion columns",
        "a.docx",
        lambda: docx(
            '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr>'
            + paragraph("x")
            + "</w:tc></w:tr></w:tbl>"
        ),
        frozenset(("",)),
    )
    yield (
        "a row repeated a billion times",
        "a.odt",
        lambda: odt(table_of('table:number-columns-repeated="999999999"')),
        frozenset(("",)),
    )
    yield (
        "a sheet row repeated a billion times",
        "a.ods",
        lambda: ods(table_of('table:number-columns-repeated="16384"')),
        TOO_LARGE | DAMAGED,
    )
    yield "a cell in the last place", "a.xlsx", lambda: xlsx([["x"]], far="XFD1048576"), TOO_LARGE
    yield (
        "a sheet of 160 MB",
        "a.xlsx",
        lambda: sheet(f"<worksheet {MAIN}><sheetData>" + " " * 160_000_000 + "</sheetData></worksheet>"),
        TOO_LARGE,
    )
    yield (
        "a sheet of 300,000 rows",
        "a.xlsx",
        lambda: sheet(
            f"<worksheet {MAIN}><sheetData>"
            + "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(1, 300_000))
            + "</sheetData></worksheet>"
        ),
        TOO_LARGE | {""},
    )
    yield (
        "rows that go backwards",
        "a.xlsx",
        lambda: sheet(
            f'<worksheet {MAIN}><sheetData><row r="9"><c r="A9"><v>1</v></c></row><row r="2"><c r="B2"><v>1</v></c>'
            "</row></sheetData></worksheet>"
        ),
        DAMAGED | {""},
    )
    yield (
        "a cell of no place",
        "a.xlsx",
        lambda: sheet(
            f'<worksheet {MAIN}><sheetData><row><c r="ZZZZZZZ99999999999"><v>1</v></c></row></sheetData></worksheet>'
        ),
        DAMAGED | TOO_LARGE,
    )
    yield (
        "strings that are not there",
        "a.xlsx",
        lambda: sheet(
            f'<worksheet {MAIN}><sheetData><row r="1"><c r="A1" t="s"><v>99999</v></c></row></sheetData></worksheet>'
        ),
        DAMAGED,
    )
    yield (
        "a merge of everything",
        "a.xlsx",
        lambda: sheet(
            f'<worksheet {MAIN}><sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>'
            '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>'
        ),
        DAMAGED | TOO_LARGE | {""},
    )
    yield "a workbook of no sheets", "a.xlsx", lambda: zipped({"xl/workbook.xml": "<workbook/>"}), DAMAGED
    yield (
        "a binary workbook of noise",
        "a.xlsb",
        lambda: zipped({"xl/workbook.bin": random.Random(1).randbytes(4000)}),
        DAMAGED,
    )
    yield "a slide of 60 MB", "a.pptx", lambda: pptx("<a:p><a:t>" + "x" * 60_000_000 + "</a:t></a:p>"), TOO_LARGE
    yield "ten thousand slides", "a.pptx", lambda: pptx(*["<a:p><a:t>x</a:t></a:p>"] * 10_000), frozenset(("",))
    yield (
        "slide numbers of 4,000 digits",
        "a.pptx",
        lambda: zipped({"ppt/presentation.xml": "<p/>", f"ppt/slides/slide{'9' * 5000}.xml": "<a/>"}),
        DAMAGED,
    )
    yield "archive of 60 MB of zeros", "a.zip", lambda: zipped({"a.txt": b"\0" * 60_000_000}), TOO_LARGE
    yield "archive in archives", "a.zip", lambda: recursive_zip(200), frozenset(("unsupported",))
    yield (
        "archive of 9,000 names",
        "a.zip",
        lambda: zipped({f"{n}.txt": "" for n in range(9_000)}),
        DAMAGED | {""} | TOO_LARGE,
    )
    yield (
        "archive of 45 bombs",
        "a.zip",
        lambda: zipped({f"{n}.docx": docx(paragraph(" " * 5_000_000)) for n in range(45)}),
        TOO_LARGE | DAMAGED,
    )
    yield (
        "archive that lies of its sizes",
        "a.zip",
        lambda: lying_size(zipped({"a.txt": "x" * 1234}), "a.txt", 7),
        frozenset(("", "damaged")),
    )
    yield (
        "archive with ways upwards",
        "a.zip",
        lambda: zipped({"../../etc/x.txt": "x", "/x.txt": "y", "C:\\x.txt": "z"}),
        frozenset(("",)),
    )
    yield (
        "archive of unknown packing",
        "a.zip",
        lambda: zipped({"a.txt": "x" * 99}).replace(b"\x08\x00", b"\x63\x00"),
        frozenset(("unsupported", "damaged")),
    )
    yield "archive with a password", "a.zip", with_password, frozenset(("encrypted",))
    yield (
        "docx with a password on its parts",
        "a.docx",
        lambda: with_password().replace(b"a.txt", b"a.txt"),
        frozenset(("encrypted", "unsupported", "damaged")),
    )
    yield (
        "locked Office file",
        "a.docx",
        lambda: OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"),
        frozenset(("encrypted",)),
    )
    yield (
        "old Word of noise",
        "a.doc",
        lambda: OLE + b"\0" * 600 + "WordDocument".encode("utf-16-le") + random.Random(2).randbytes(9000),
        DAMAGED,
    )
    yield (
        "old Word in a ring",
        "a.doc",
        lambda: (
            OLE
            + struct.pack(
                "<16sHHHHH6sIIIIIIIII109I", b"", 62, 3, 0xFFFE, 9, 6, b"", 0, 1, 0, 0, 4096, 0, 1, 0, 1, *[0] * 109
            )
            + "WordDocument".encode("utf-16-le")
            + struct.pack("<128I", *[0] * 128) * 8
        ),
        DAMAGED,
    )
    yield (
        "old sheet of noise",
        "a.xls",
        lambda: OLE + b"\0" * 600 + "Workbook".encode("utf-16-le") + random.Random(3).randbytes(9000),
        DAMAGED,
    )
    yield (
        "old slides of noise",
        "a.ppt",
        lambda: OLE + b"\0" * 600 + "PowerPoint".encode("utf-16-le") + random.Random(4).randbytes(9000),
        DAMAGED,
    )
    yield "only the mark of an old file", "a.doc", lambda: OLE, DAMAGED | {"unsupported"}
    yield "RTF a million groups deep", "a.rtf", lambda: b"{\\rtf1 x" + b"{" * 1_000_000, frozenset(("", "empty"))
    yield "RTF that says it holds 2 GB", "a.rtf", lambda: b"{\\rtf1 \\bin2147483647 x}", frozenset(("", "empty"))
    yield (
        "RTF of strange numbers",
        "a.rtf",
        lambda: b"{\\rtf1\\ansicpg99999\\uc999999\\u-99999999? \\'zz x}",
        frozenset(("",)),
    )
    yield "RTF of 500,000 breaks", "a.rtf", lambda: b"{\\rtf1 " + b"\\par" * 500_000, frozenset(("empty",))
    yield (
        "table of 300,000 open cells",
        "a.xls",
        lambda: b"<html><table><tr><td>x</td></tr>" + b"<tr><td>" * 300_000,
        frozenset(("",)) | TOO_LARGE,
    )
    yield "markup 3,000 deep", "a.xls", lambda: b"<html><table><tr><tr>" + b"<div>" * 3_000, DAMAGED
    yield "CSV of one line of 9 MB", "a.csv", lambda: b"a," * 4_500_000, frozenset(("",))
    yield "CSV of one cell of 9 MB", "a.csv", lambda: b'"' + b"x" * 9_000_000, DAMAGED | {""}
    yield "text of zeros", "a.txt", lambda: b"x" + b"\0" * 900_000, frozenset(("garbled",))
    yield "text of noise", "a.txt", lambda: random.Random(5).randbytes(200_000), frozenset(("garbled", ""))
    yield "picture of 100,000 by 100,000", "a.png", lambda: png(100_000, 100_000), frozenset(("too_large", "picture"))
    yield "picture of no size", "a.png", lambda: png(0, 0), frozenset(("damaged", "picture"))
    yield "picture that ends early", "a.png", lambda: png(900, 900, b"\0" * 100), frozenset(("damaged", "picture"))
    yield (
        "picture of noise",
        "a.jpg",
        lambda: b"\xff\xd8\xff\xe0" + random.Random(6).randbytes(9000),
        frozenset(("damaged", "picture")),
    )
    yield (
        "GIF of a thousand frames",
        "a.gif",
        lambda: b"GIF89a\x00\x04\x00\x04\x00\x00\x00" + b"\x2c\0\0\0\0\x00\x04\x00\x04\x00\x02\x00\x00" * 1000,
        frozenset(("damaged", "picture")),
    )
    yield (
        "TIFF whose directories form a ring",
        "a.tif",
        lambda: b"II*\0\x08\0\0\0\x00\x00\x08\0\0\0",
        frozenset(("damaged", "picture")),
    )
    yield (
        "SVG",
        "a.svg",
        lambda: b"<svg xmlns='http://www.w3.org/2000/svg'>" + b"<g>" * 100_000,
        frozenset(("damaged", "picture")),
    )
    yield "RAR", "a.rar", lambda: b"Rar!\x1a\x07\x01\x00" + random.Random(7).randbytes(900), frozenset(("unsupported",))
    yield "7z", "a.7z", lambda: b"7z\xbc\xaf\x27\x1c" + random.Random(8).randbytes(900), frozenset(("unsupported",))
    yield "a program", "a.pdf", lambda: b"MZ" + random.Random(9).randbytes(9000), frozenset(("damaged",))


def _spoilt() -> Iterator[tuple[str, str, Callable[[], bytes], frozenset[str]]]:
    """Good files with bytes changed, and cut short: anything but a crash is right."""
    good = {
        "pdf": pdf([["one two three"] * 9] * 3),
        "docx": docx(paragraph("ประกาศเทศบาล") * 90),
        "xlsx": xlsx([["ลำดับ", 1]] * 90),
        "odt": odt("<text:p>คู่มือ</text:p>" * 90),
        "pptx": pptx("<a:p><a:t>แผน</a:t></a:p>" * 9),
    }
    right = frozenset(("", "damaged", "empty", "unsupported", "encrypted", "too_large", "garbled"))
    for kind, data in good.items():
        for seed in range(3):
            yield f"spoilt {kind} {seed}", f"a.{kind}", lambda d=data, s=seed: spoilt(d, s, 4 << (2 * s)), right  # type: ignore[misc]
        yield f"cut {kind}", f"a.{kind}", lambda d=data: d[: len(d) * 2 // 3], right  # type: ignore[misc]


HOSTILE = tuple(Hostile(*row) for row in (*_by_hand(), *_spoilt()))
