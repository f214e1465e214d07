"""Merged cells of an ODS file, which calamine does not tell."""

from __future__ import annotations

import zipfile
from io import BytesIO

from lxml import etree

from crawler.documents.result import UNREADABLE

Range = tuple[tuple[int, int], tuple[int, int]]  # first and last row and column, counted from 0

PART = 60_000_000  # bytes of content.xml, unpacked, beyond which nothing is told
MOST = 20_000  # ranges of a sheet
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")


def merged(data: bytes) -> dict[str, list[Range]]:
    """The merged ranges of each sheet by its name; none of a file that cannot be taken apart."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            if archive.getinfo("content.xml").file_size > PART:
                return {}
            content = archive.read("content.xml")
    except (*UNREADABLE, RuntimeError):
        return {}
    found: dict[str, list[Range]] = {}
    ranges: list[Range] = []
    row = column = 0
    try:
        for event, node in etree.iterparse(
            BytesIO(content),
            events=("start", "end"),
            tag=(f"{_TABLE}table", f"{_TABLE}table-row", *_CELLS),
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
        ):
            if event == "start":
                if node.tag == f"{_TABLE}table":
                    ranges = found.setdefault(node.get(f"{_TABLE}name") or "", [])
                    row = 0
                elif node.tag == f"{_TABLE}table-row":
                    column = 0
                else:
                    across = _count(node, "number-columns-spanned")
                    down = _count(node, "number-rows-spanned")
                    if across * down > 1 and len(ranges) < MOST:
                        ranges.append(((row, column), (row + down - 1, column + across - 1)))
                    column += _count(node, "number-columns-repeated")
            elif node.tag == f"{_TABLE}table-row":
                row += _count(node, "number-rows-repeated")
                node.clear()
    except (etree.LxmlError, ValueError):
        return {}
    return found


def _count(node: etree._Element, name: str) -> int:
    value = node.get(_TABLE + name) or ""
    return max(1, int(value)) if value.isdecimal() and len(value) < 9 else 1
