"""Marks that a file draws after the letters that follow: LibreOffice places the second of two by itself."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from documents_made import FONT

from crawler.documents.marks import Place, displaced, settled
from crawler.documents.pdf import read_pdf
from crawler.documents.result import Limits
from crawler.text import fold

WIDE = 10.0


def on_a_line(text: str, order: list[int]) -> tuple[str, list[Place]]:
    """``text`` as told in ``order``, and where its characters are shown: marks over the right half of their letter."""
    places: list[Place] = []
    right = 0.0
    for sign in text:
        mark = re.match("[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]", sign)
        places.append(Place(right - 5, right - 1, 100.0) if mark else Place(right, right + WIDE, 100.0))
        right += 0 if mark else WIDE
    return "".join(text[at] for at in order), [places[at] for at in order]


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("ทั้งสิ้น", [0, 1, 3, 4, 5, 2, 7, 6]),
        ("ทั้งนี้", [0, 1, 3, 4, 5, 2, 6]),
        ("องค์การ", [0, 1, 2, 4, 3, 5, 6]),
        ("จังหวัด", [0, 2, 1, 3, 4, 6, 5]),
        ("ที่ตั้ง", [0, 1, 2, 3, 4, 5, 6]),
    ],
)
def test_a_mark_goes_to_the_letter_it_stands_over(text: str, order: list[int]) -> None:
    told, places = on_a_line(text, order)
    moves = displaced(told, places.__getitem__)
    assert fold("".join(told[at] for at in settled(told, moves))) == fold(text)


def test_marks_in_their_place_and_marks_of_another_line_stay() -> None:
    told, places = on_a_line("ก็มีที่น้ำ", list(range(10)))
    assert displaced(told, places.__getitem__) == {}
    above = [Place(0, 10, 700), Place(30, 40, 650), Place(4, 8, 650)]
    assert displaced("กข้", above.__getitem__) == {}
    leaning = [Place(0, 10, 700), Place(12, 16, 700), Place(10, 20, 700)]  # in italics marks lean to the right
    assert displaced("ก้ข", leaning.__getitem__) == {}


def test_a_mark_told_before_the_first_letter_of_its_line() -> None:
    places = [Place(0, 10, 700), Place(5, 9, 680), Place(0, 10, 680), Place(10, 20, 680)]
    told = "กูผอ"
    moves = displaced(told, places.__getitem__)
    assert "".join(told[at] for at in settled(told, moves)) == "กผูอ"


TEXT = (
    "ที่ตั้งของสำนักงาน ทั้งนี้ ให้ทุกส่วนราชการถือปฏิบัติ งบประมาณทั้งสิ้น 1,234,567.00 บาท",
    "ชี้แจงข้อมูลการติดต่อ เพื่อเสริมสร้างคุณธรรม น้ำประปาหมู่บ้าน เบื้องต้น ขั้นตอนการปรับปรุงถนนพื้นที่สิ้นสุด",
)


def flat(family: str) -> str:
    """The text as a flat OpenDocument file in one font."""
    names = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for short, name in (("office", "office"), ("style", "style"), ("text", "text"), ("svg", "svg-compatible"))
    )
    font = f'style:font-name="{family}" style:font-name-complex="{family}" style:font-size-complex="14pt"'
    lines = "".join(f'<text:p text:style-name="P">{line}</text:p>' for line in TEXT)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {names} office:version="1.3" '
        'office:mimetype="application/vnd.oasis.opendocument.text"><office:font-face-decls>'
        f'<style:font-face style:name="{family}" svg:font-family="{family}"/></office:font-face-decls>'
        '<office:automatic-styles><style:style style:name="P" style:family="paragraph">'
        f"<style:text-properties {font}/></style:style></office:automatic-styles>"
        f"<office:body><office:text>{lines}</office:text></office:body></office:document>"
    )


@pytest.mark.skipif(FONT is None or not shutil.which("soffice"), reason="no LibreOffice or no Thai font here")
@pytest.mark.parametrize("family", ["Garuda", "Norasi", "Umpush"])
def test_libreoffice(tmp_path: Path, family: str) -> None:
    page = tmp_path / "a.fodt"
    page.write_text(flat(family), encoding="utf-8")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    asked = ["soffice", profile, "--headless", "--convert-to", "pdf:writer_pdf_Export", "--outdir", str(tmp_path)]
    subprocess.run([*asked, str(page)], capture_output=True, timeout=120, check=True)
    result = read_pdf((tmp_path / "a.pdf").read_bytes(), Limits(ocr=False))
    assert re.sub(r"\s", "", fold(" ".join(result.pages))) == re.sub(r"\s", "", fold(" ".join(TEXT)))
