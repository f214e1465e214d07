"""RTF: text, table rows as lines with tabs and as tables; Thai in the code page that the font says."""

from __future__ import annotations

import re

from crawler.documents import titles
from crawler.documents.result import ReadResult
from crawler.site import Table

LONGEST = 20_000_000  # bytes looked at; pictures are stored as text and make files large
TEXT = 3_000_000  # characters
DEPTH = 2_000  # groups inside one another
_TOKEN = re.compile(
    rb"\\'([0-9a-fA-F]{2})|\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\([^a-zA-Z'])|([{}])|[\r\n]+|([^\\{}\r\n]+)", re.S
)
# Groups that hold no text of the document.
_ASIDE = frozenset(
    b"fonttbl colortbl stylesheet pict header footer headerl headerr headerf footerl footerr footerf listtable fldinst"
    b" listoverridetable rsidtbl generator themedata datastore latentstyles xmlnstbl object objdata info nonshppict"
    b" bkmkstart bkmkend fontemb filetbl revtbl".split()
)
_BREAKS = {b"par": "\n", b"line": "\n", b"sect": "\n", b"page": "\f", b"tab": " ", b"cell": "\a", b"row": "\v"}
_CODE_PAGES = {874: "cp874", 222: "cp874", 1252: "cp1252", 65001: "utf-8", 11000: "cp874"}


def read_rtf(data: bytes) -> ReadResult:
    """Text and tables of an RTF file; what is left of a cut file is read."""
    text, title = _text(data[:LONGEST])
    pages, tables = _taken_apart(text)
    first = pages[0] if pages else ""
    title = titles.of(title, first.split("\n", 30)[:30])
    return ReadResult("rtf", title, tuple(pages), tuple(tables), len(pages), "" if first else "empty", "rtf")


def _text(data: bytes) -> tuple[str, str]:
    """The text with its breaks as control characters, and the title of the properties."""
    page = _CODE_PAGES.get(int(found[1]), "cp1252") if (found := re.search(rb"\\ansicpg(\d{1,6})", data[:2000])) else ""
    if page in ("", "cp1252") and re.search(rb"\\fcharset222\b", data[:20_000]):
        page = "cp874"  # Thai fonts are named, and no other letter needs the upper half
    out: list[str] = []
    raw = bytearray()
    own = bytearray()
    stack: list[tuple[bool, bool, int]] = []
    aside = in_title = False
    skip = 1  # characters that stand in for one that \u gives
    to_skip = length = 0

    def flush() -> None:
        nonlocal length
        if raw:
            out.append(raw.decode(page or "cp874", "replace"))
            length += len(out[-1])
            raw.clear()

    for token in _TOKEN.finditer(data):
        code, word, number, symbol, brace, plain = token.groups()
        if brace == b"{":
            stack.append((aside, in_title, skip))
            if len(stack) > DEPTH:
                break
        elif brace:
            if stack:
                aside, in_title, skip = stack.pop()
        elif word:
            if word in _ASIDE:
                aside = True
            elif word == b"title":
                in_title = True
            elif word == b"uc":
                skip = min(8, max(0, int(number or 1)))
            elif word == b"u" and number and not aside:
                flush()
                value = int(number) % 65536
                out.append(chr(value) if value not in range(0xD800, 0xE000) else "\ufffd")
                to_skip = skip
            elif word == b"bin" and number:
                aside = True  # the bytes that follow are no text: the group is left out
            elif not aside and word in _BREAKS:
                flush()
                out.append(_BREAKS[word])
        elif symbol == b"*":
            aside = True
        elif in_title and (code or plain):
            own += bytes.fromhex(code.decode()) if code else plain
        elif not aside:
            piece = bytes.fromhex(code.decode()) if code else b" " if symbol == b"~" else plain or b""
            if symbol in (b"{", b"}", b"\\"):
                piece = symbol
            cut = min(to_skip, len(piece))
            to_skip -= cut
            raw += piece[cut:]
        if length > TEXT:
            break
    flush()
    return "".join(out), own.decode(page or "cp874", "replace")


def _taken_apart(text: str) -> tuple[list[str], list[Table]]:
    pages: list[str] = []
    tables: list[Table] = []
    for part in text.split("\f"):
        lines: list[str] = []
        rows: list[tuple[str, ...]] = []

        def close(lines: list[str] = lines, rows: list[tuple[str, ...]] = rows) -> None:
            if rows:
                tables.append(Table(tuple(rows)))
                lines += ["\t".join(row).rstrip("\t") for row in rows]
                rows.clear()

        *in_rows, after = part.split("\v")
        for stretch in in_rows:
            before, cut, _ = stretch.partition("\a")[0].rpartition("\n")
            stretch = stretch[len(before) + len(cut) :] if "\a" in stretch else ""
            if before.strip():
                close()
                lines += _lines(before)
            cells = tuple(" ".join(cell.split()) for cell in stretch.split("\a")[:-1])
            if any(cells):
                rows.append(cells)
        close()
        lines += _lines(after.replace("\a", "\n"))
        if lines:
            pages.append("\n".join(lines))
    return pages, tables


def _lines(text: str) -> list[str]:
    return [line for line in (" ".join(line.split()) for line in text.split("\n")) if line]
