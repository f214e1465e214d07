"""Bytes as text: what the bytes are counts, not what is claimed of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.encoding import decode

THAI = "เทศบาลตำบลทุ่งนาใหม่ ประกาศแผนดำเนินงาน ปีงบประมาณ พ.ศ. ๒๕๖๘ เธอเน้นน้ำ"


@pytest.mark.parametrize("declared", ["utf-8", "iso-8859-1", "windows-874", "tis-620", "nonsense", ""])
@pytest.mark.parametrize("true", ["utf-8", "cp874", "tis-620", "iso8859-11"])
def test_thai_is_read_whatever_is_declared(true: str, declared: str) -> None:
    page = f'<html><head><meta charset="{declared}"></head><body>{THAI}</body></html>'
    text, _ = decode(page.encode(true), f"text/html; charset={declared}")
    assert THAI in text


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_wide_and_marked_encodings(codec: str) -> None:
    text, _ = decode(f"<p>{THAI}</p>".encode(codec))
    assert text == f"<p>{THAI}</p>"


def test_the_name_of_the_charset() -> None:
    assert decode(THAI.encode())[1] == "utf-8"
    assert decode(THAI.encode("cp874"), "text/html; charset=utf-8")[1] == "windows-874"
    assert decode("café, déjà vu".encode("cp1252"), "")[1] == "windows-1252"


def test_another_declared_language_is_believed() -> None:
    text = "日本語のページです。"
    assert decode(text.encode("shift_jis"), "text/html; charset=shift_jis")[0] == text


def test_western_text_is_not_taken_for_thai() -> None:
    text = "Die Straße führt über die Brücke; très élégant, señor."
    assert decode(text.encode("cp1252"), "")[0] == text


def _as_cp874(text: str) -> str:
    """UTF-8 bytes read as windows-874, as editors of its time did: bytes it lacks stay control characters."""
    return "".join(bytes([byte]).decode("cp874", "ignore") or chr(byte) for byte in text.encode())


@pytest.mark.parametrize("spoil", [lambda text: text.encode().decode("latin-1"), _as_cp874])
def test_utf8_read_as_one_byte_a_letter_is_turned_back(spoil) -> None:  # type: ignore[no-untyped-def]
    assert decode(f"<p>{spoil(THAI)}</p>".encode())[0] == f"<p>{THAI}</p>"


def test_real_words_that_look_like_it_stay() -> None:
    text = "เธอเนรมิต เนื้อเธอ เธอ เนย à la carte"
    assert decode(text.encode())[0] == text


def test_a_page_of_two_encodings_is_read_line_by_line() -> None:
    body = b"".join([f"<p>{THAI} one</p>\n".encode() * 3, f"<p>{THAI} two</p>\n".encode("cp874") * 3])
    text, charset = decode(body)
    assert charset == "mixed"
    assert text.count(THAI) == 6


def test_one_broken_letter_does_not_change_the_encoding() -> None:
    text, charset = decode(THAI.encode() * 5 + b"\xe0\xb8")
    assert charset == "utf-8"
    assert text.startswith(THAI)
    assert text.endswith("\ufffd")


def test_control_characters_are_dropped() -> None:
    assert decode(b"a\x00b\x08c\td\r\ne")[0] == "abc\td\r\ne"


@given(st.binary(max_size=400), st.text(max_size=60))
def test_nothing_raises(body: bytes, content_type: str) -> None:
    text, charset = decode(body, content_type)
    assert isinstance(text, str)
    assert charset


@given(st.text(max_size=200))
def test_good_utf8_without_the_pattern_is_unchanged(text: str) -> None:
    kept = "".join(mark for mark in text if mark >= " " or mark in "\t\n\r").removeprefix("\ufeff")
    if not any(part in kept for part in ("เธ", "เน", "à¸")) and "\x00" not in text and kept.isprintable():
        assert decode(text.encode())[0] == kept
