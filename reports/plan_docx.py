"""The improvement plan as a Word document that people go on editing: A4 on its side, plain tables, no macros or fields.

The same plan gives the same bytes.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape

from reports import safe
from reports.plan import COLUMNS, DRAFT, Plan, points, score_table

_DATE = (1980, 1, 1, 0, 0, 0)
_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_FONT = "TH Sarabun New"
_WIDTH = 15400  # twentieths of a point between the margins of A4 on its side
_PLAN_WIDTHS = (2000, 2900, 2300, 3700, 1300, 1400, 1800)

_STYLES = f"""<w:styles xmlns:w="{_MAIN}"><w:docDefaults><w:rPrDefault><w:rPr>
<w:rFonts w:ascii="{_FONT}" w:hAnsi="{_FONT}" w:cs="{_FONT}" w:eastAsia="{_FONT}"/>
<w:sz w:val="28"/><w:szCs w:val="28"/>
<w:lang w:val="en-US" w:bidi="th-TH"/></w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/>
<w:pPr><w:keepNext/><w:spacing w:before="240" w:after="80"/><w:outlineLvl w:val="0"/></w:pPr>
<w:rPr><w:b/><w:bCs/><w:sz w:val="34"/><w:szCs w:val="34"/></w:rPr></w:style></w:styles>"""


def render(plan: Plan) -> bytes:
    """The document's bytes."""
    body = [_paragraph(plan.title, bold=True, size=38, centre=True), _paragraph(plan.agency, size=32, centre=True)]
    body.append(_paragraph(DRAFT, bold=True))
    if plan.comparison:
        table = score_table(plan.comparison)
        wide = len(table[0]) - 3
        body += [_heading("ผลการประเมินเปรียบเทียบ"), _table(table, (700, 5200, 1300, *(1500,) * wide))]
        body.append(_heading("จุดที่ได้คะแนนน้อยที่สุด"))
        body += [
            _paragraph(f"{at}. ตัวชี้วัดที่ {row.code} {row.name} ({row.tool}) {points(row.values[-1])} คะแนน")
            for at, row in enumerate(plan.comparison.lowest, 1)
        ]
        if plan.comparison.remarks:
            body.append(_heading("ข้อสังเกต"))
            body += [_paragraph(f"- {remark}") for remark in plan.comparison.remarks]
    body += [_heading("มาตรการและแนวทางดำเนินการ"), _paragraph(plan.basis)]
    body.append(_table([COLUMNS, *(row.cells for row in plan.rows)], _PLAN_WIDTHS, size=24))
    body.append(_paragraph(plan.tool, size=22))
    page = (
        '<w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>'
        '<w:pgMar w:top="720" w:right="720" w:bottom="720" w:left="720" w:header="400" w:footer="400" w:gutter="0"/>'
        "</w:sectPr>"
    )
    document = f'<w:document xmlns:w="{_MAIN}"><w:body>{"".join(body)}{page}</w:body></w:document>'
    return _package(document)


def _package(document: str) -> bytes:
    declared = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_KIND}.document.main+xml"/>'
        f'<Override PartName="/word/styles.xml" ContentType="{_KIND}.styles+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>',
        "word/document.xml": document,
        "word/styles.xml": _STYLES,
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, text in parts.items():
            entry = zipfile.ZipInfo(name, _DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            package.writestr(entry, (declared + text).encode(), compresslevel=6)
    return out.getvalue()


def _run(text: str, *, bold: bool = False, size: int = 0) -> str:
    look = ("<w:b/><w:bCs/>" if bold else "") + (f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>' if size else "")
    words = escape(safe.text(text, 4000))
    return f'<w:r>{f"<w:rPr>{look}</w:rPr>" if look else ""}<w:t xml:space="preserve">{words}</w:t></w:r>'


def _paragraph(text: str, *, bold: bool = False, size: int = 0, centre: bool = False) -> str:
    place = '<w:pPr><w:jc w:val="center"/></w:pPr>' if centre else ""
    return f"<w:p>{place}{_run(text, bold=bold, size=size)}</w:p>"


def _heading(text: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr>{_run(text)}</w:p>'


def _table(rows: Sequence[Sequence[str]], widths: Sequence[int], size: int = 0) -> str:
    lines = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="808080"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    total = min(sum(widths), _WIDTH)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    head = "".join(_row(row, widths, size, head=not at) for at, row in enumerate(rows))
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{total}" w:type="dxa"/><w:tblBorders>{lines}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{head}</w:tbl>'
    )


def _row(cells: Sequence[str], widths: Sequence[int], size: int, *, head: bool) -> str:
    kind = "<w:trPr><w:tblHeader/></w:trPr>" if head else ""  # rows may break: whole ones leave half of each page white
    shade = '<w:shd w:val="clear" w:color="auto" w:fill="E8EEF8"/>' if head else ""
    made = []
    for cell, width in zip(cells, widths, strict=True):
        paragraphs = "".join(f"<w:p>{_run(line, bold=head, size=size)}</w:p>" for line in cell.split("\n"))
        made.append(f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}</w:tcPr>{paragraphs}</w:tc>')
    return f"<w:tr>{kind}{''.join(made)}</w:tr>"
