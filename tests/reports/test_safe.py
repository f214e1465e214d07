"""Words of strangers: what may pass, and what may be followed."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports import safe


@given(st.text(alphabet=st.characters(exclude_categories=()), max_size=300), st.integers(1, 80))
def test_text_holds_nothing_that_rules_a_page_or_terminal(value: str, longest: int) -> None:
    made = safe.text(value, longest)
    assert len(made) <= longest
    assert not {unicodedata.category(character) for character in made} & {"Cc", "Cf", "Cs", "Zl", "Zp"}
    assert made == made.strip() and safe.text(made, longest) == made


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("  แผน\t ปฏิบัติ\nราชการ ", "แผน ปฏิบัติ ราชการ"),
        ("ดี\u202eexe.fdp\u2066", "ดีexe.fdp"),
        ("\x1b[31mแดง", "[31mแดง"),
        ("ก\ud800ข", "ก\ufffdข"),
        ("ก" + "\u0e49" * 9, "ก" + "\u0e49" * 3),
        ("ที่นี่ปู่น้ำ", "ที่นี่ปู่น้ำ"),
    ],
)
def test_text(value: str, expected: str) -> None:
    assert safe.text(value) == expected


def test_no_text_is_too_hard() -> None:
    assert safe.text("กิ" * 4000 + "\x00", 5000) == safe.text("กิ" * 4000, 5000)
    assert len(safe.text("a " * 100_000 + "\x00")) <= safe.LONGEST


@given(st.text(alphabet="กิี้์ำ a–\u200b\t", max_size=60))
def test_plain_and_careful_ways_agree(value: str) -> None:
    assert safe.text(value) == safe.text(value + "\x00")


@pytest.mark.parametrize(("longest", "expected"), [(9, "น้ำที่นี่"), (6, "น้ำที่"[:3] + "…"), (3, "…"), (2, "…"), (1, "…")])
def test_cut_keeps_letters_whole(longest: int, expected: str) -> None:
    assert safe.cut("น้ำที่นี่", longest) == expected


@pytest.mark.parametrize(
    "url",
    [
        "https://www.thungnamai.example/",
        "http://thungnamai.example:8080/a?b=1&c=%E0%B8%81#d",
        "https://ทุ่งนาใหม่.example/แผน.pdf",
    ],
)
def test_what_may_be_followed(url: str) -> None:
    assert safe.href(url) == url


@pytest.mark.parametrize(
    "url",
    [
        "",
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " javascript:alert(1)",
        "java\tscript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "//thungnamai.example/",
        "https://",
        "https:///path",
        "https://go.example@evil.example/",
        "https://ok.example/\u202egpj.exe",
        "https://ok.example/ a",
        'https://ok.example/"onclick="',
        "https://[broken/",
        "https://ok.example/" + "a" * 1500,
    ],
)
def test_what_may_not_be_followed(url: str) -> None:
    assert safe.href(url) == ""


def test_shown_reads_thai_and_leaves_out_the_middle() -> None:
    assert safe.shown("https://a.example/%E0%B9%81%E0%B8%9C%E0%B8%99.pdf") == "https://a.example/แผน.pdf"
    assert safe.shown("https://a.example/%A1%C3.pdf") == "https://a.example/%A1%C3.pdf"
    assert safe.shown("https://a.example/%E2%80%AEgpj.exe") == "https://a.example/gpj.exe"
    long = safe.shown("https://a.example/" + "ก" * 500 + "/end.pdf", 60)
    assert len(long) <= 60 and long.startswith("https://a.example/") and long.endswith("/end.pdf") and "…" in long


@given(st.text(max_size=200), st.integers(10, 60))
def test_shown_is_bounded(url: str, longest: int) -> None:
    assert len(safe.shown(url, longest)) <= longest


def test_addresses_in_a_sentence_are_readable() -> None:
    said = "ยังไม่ได้เปิดดู: https://a.example/%E0%B9%81%E0%B8%9C%E0%B8%99.pdf และอีก 2 แห่ง"
    assert safe.sentence(said) == "ยังไม่ได้เปิดดู: https://a.example/แผน.pdf และอีก 2 แห่ง"
    assert len(safe.sentence("https://a.example/" + "%E0%B8%81" * 900)) <= 120
    assert "\u202e" not in safe.sentence("ดู https://a.example/%E2%80%AEgpj.exe")
