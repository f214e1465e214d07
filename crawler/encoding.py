"""Bytes of a page or text file as text, judged by what the bytes are rather than by what the headers claim.

Thai pages come as UTF-8, windows-874, TIS-620 or ISO-8859-11, often declared as something else, sometimes with parts
of two encodings in one file, sometimes as UTF-8 that was once read as Latin-1 or windows-874 and saved that way.
"""

from __future__ import annotations

import codecs
import re

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16: its mark begins with that of UTF-16
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_:.\-]{2,30})""", re.I)
_XML = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9_\-]{2,30})""", re.I)
_HIGH_RUN = re.compile(rb"[\x80-\xff]+")
_NOT_THAI = bytes(byte for byte in range(0x80, 0x100) if not (0xA0 <= byte <= 0xDA or 0xDF <= byte <= 0xFB))
_BYTEWISE = frozenset(("utf-8", "windows-874", "mixed", "windows-1252"))
_CONTROLS = dict.fromkeys((*range(9), 11, 12, *range(14, 32)))

# What bytes 0x80 to 0xBF become when UTF-8 is read as windows-1252 or as windows-874.
_CP1252 = {bytes([b]).decode("cp1252"): b for b in range(0x80, 0xC0) if b not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)}
_CP874 = {bytes([b]).decode("cp874", "ignore"): b for b in range(0x80, 0xC0)} | {"\u00a0": 0xA0}
_CP874.pop("", None)
_C1 = {chr(b): b for b in range(0x80, 0xA0)}
_LATIN = {**_C1, **{chr(b): b for b in range(0xA0, 0xC0)}, **_CP1252}
_THAI = {**_C1, **_CP874}
_CERTAIN = 4  # letters in a row that no real word has in this pattern
_LATIN_LETTER = "(?:à[¸¹][" + re.escape("".join(_LATIN)) + "])"
_THAI_MANGLED = "(?:เ[ธน][" + re.escape("".join(_THAI)) + "])"
_LATIN_RUN, _LATIN_CERTAIN = re.compile(f"{_LATIN_LETTER}+"), re.compile(_LATIN_LETTER * _CERTAIN)
_THAI_RUN, _THAI_CERTAIN = re.compile(f"{_THAI_MANGLED}+"), re.compile(_THAI_MANGLED * _CERTAIN)
_THAI_LETTER = re.compile("[\u0e01-\u0e5b]")


def decode(body: bytes, content_type: str = "") -> tuple[str, str]:
    """The text of ``body`` and the name of the charset used.

    ``content_type`` is the header as received, "" when unknown. Never raises: bytes that mean nothing become U+FFFD.
    Control characters other than tab and line ends are dropped.
    """
    text, charset = _decode(body, content_type)
    text = _undo(text.removeprefix("\ufeff"))
    # In these encodings a control character is a byte of its own, and bytes are looked through much faster.
    if charset in _BYTEWISE and len(body.translate(None, bytes(_CONTROLS))) == len(body):
        return text, charset
    return text.translate(_CONTROLS), charset


def _decode(body: bytes, content_type: str) -> tuple[str, str]:
    for mark, name in _BOMS:
        if body.startswith(mark):
            return body.decode(name, "replace"), name
    wide = _wide(body)
    if wide:
        return body.decode(wide, "replace"), wide
    try:
        return body.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    declared = _declared(body, content_type)
    mended = body.decode("utf-8", "ignore")
    known = len(mended.encode("utf-8")) - _ascii_count(mended)  # bytes that are good UTF-8 beyond ASCII
    high = len(body) - len(body.translate(None, bytes(range(0x80, 0x100))))
    if known >= 0.98 * high:
        return body.decode("utf-8", "replace"), "utf-8"
    if known > 0.2 * high and known > 30:
        return _by_line(body), "mixed"
    if _thai_bytes(body, high):
        return body.decode("cp874", "replace"), "windows-874"
    if declared and declared != "utf-8":
        try:
            return body.decode(declared), declared
        except (UnicodeDecodeError, LookupError):
            pass
    if known > 0.5 * high:
        return body.decode("utf-8", "replace"), "utf-8"
    return body.decode("cp1252", "replace"), "windows-1252"


def _ascii_count(text: str) -> int:
    return len(text.encode("ascii", "ignore"))


def _wide(body: bytes) -> str:
    """UTF-16 without a mark: every other byte of the beginning is zero or the Thai block's 0x0E."""
    head = body[:400]
    if len(head) < 8 or b"\0" not in head:
        return ""
    even, odd = head[0::2], head[1::2]
    for name, part in (("utf-16-le", odd), ("utf-16-be", even)):
        if (part.count(0) + part.count(0x0E)) >= 0.9 * len(part):
            return name
    return ""


def _declared(body: bytes, content_type: str) -> str:
    """The charset that the header, else the page's head, names, as Python knows it; "" when none is known."""
    head = body[:4096]
    for found in (
        _CHARSET.search(content_type.encode("latin-1", "replace")),
        _XML.search(head),
        _CHARSET.search(head),
    ):
        if found:
            try:
                return codecs.lookup(found[1].decode("ascii")).name
            except LookupError:
                continue
    return ""


def _thai_bytes(body: bytes, high: int) -> bool:
    """Whether the bytes beyond ASCII look like Thai in one byte a letter: letters of the Thai half, in runs."""
    if not high:
        return False
    strange = high - len(_only_high(body).translate(None, _NOT_THAI))
    runs = _HIGH_RUN.findall(body)
    return strange <= 0.05 * high and high / len(runs) >= 2.5


def _only_high(body: bytes) -> bytes:
    return body.translate(None, bytes(range(0x80)))


def _by_line(body: bytes) -> str:
    """Each line by itself: templates in one encoding around content in another."""
    lines = []
    for line in body.splitlines(keepends=True):
        try:
            lines.append(line.decode("utf-8"))
        except UnicodeDecodeError:
            lines.append(line.decode("cp874", "replace"))
    return "".join(lines)


def _undo(text: str) -> str:
    """Thai UTF-8 that was read as Latin-1 or windows-874, turned back; only where the pattern leaves no doubt."""
    for pattern, certain, table, lead in (
        (_LATIN_RUN, _LATIN_CERTAIN, _LATIN, {"à": 0xE0, "¸": 0xB8, "¹": 0xB9}),
        (_THAI_RUN, _THAI_CERTAIN, _THAI, {"เ": 0xE0, "ธ": 0xB8, "น": 0xB9}),
    ):
        if next(iter(lead)) not in text or not certain.search(text):
            continue
        runs = [len(run[0]) for run in pattern.finditer(text)]
        # A lone letter of windows-874 may be a real word (เธอ), unless hardly any Thai stands outside the pattern.
        whole = sum(runs) >= 0.9 * len(_THAI_LETTER.findall(text))
        least = 3 if table is _LATIN or whole else 6
        text = pattern.sub(lambda run, t=table, d=lead, n=least: _run(run[0], t, d, n), text)  # type: ignore[misc]
    return text


def _run(run: str, table: dict[str, int], lead: dict[str, int], least: int) -> str:
    if len(run) < least:
        return run
    codes = bytearray()
    for at in range(0, len(run), 3):
        codes += bytes((lead[run[at]], lead[run[at + 1]], table[run[at + 2]]))
    try:
        return codes.decode("utf-8")
    except UnicodeDecodeError:
        return run
