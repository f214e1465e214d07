"""The summary in a terminal: short, within its width, and deaf to what sites write."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from sample import hostile, report

from reports import terminal, thai
from reports.model import CrawlSummary, Report, Score

_COLOUR = re.compile(r"\x1b\[\d+m")


@pytest.mark.parametrize("width", [40, 60, 80, 132])
@pytest.mark.parametrize("made", [report(), hostile()], ids=["sample", "hostile"])
def test_no_line_is_wider_than_asked(made: Report, width: int) -> None:
    assert max(map(cell_len, terminal.render(made, width).splitlines())) <= width


def test_colour_changes_nothing_but_colour() -> None:
    plain, coloured = terminal.render(report(), 80), terminal.render(report(), 80, color=True)
    assert "\x1b" not in plain and "\x1b[" in coloured
    assert [_COLOUR.sub("", line).rstrip() for line in coloured.splitlines()] == plain.splitlines()


def test_says_what_matters() -> None:
    made = report()
    text = terminal.render(made)
    assert "78.68" in text and "63.33–88.75" in text and made.agency in text
    for finding in made.findings:
        assert re.search(rf"\b{finding.item} *{re.escape(thai.status(finding.status).symbol)}", text), finding.item
    for word in thai.STATUS.values():
        assert word.name in text
    at = [text.index(f"{number}. {line.item} ") for number, line in enumerate(made.todo, 1)]
    assert at == sorted(at)
    assert thai.stopped(made.crawl)[:20] in text
    assert len(text.splitlines()) <= 45


def test_hostile_text_rules_no_terminal() -> None:
    for line in terminal.render(hostile(), 80).splitlines():
        assert not re.search("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", line)


def test_a_report_of_nothing() -> None:
    crawl = CrawlSummary(0, 0, 0, 0, 0, (), False, "unreachable", "", "")
    made = replace(report(), findings=(), todo=(), warnings=(), crawl=crawl, score=Score(0.0, 0.0, 100.0), agency="")
    text = terminal.render(made)
    assert "เปิดเว็บไซต์ไม่ได้" in text and "www.thungnamai.example" in text


@given(st.text(alphabet="กขเแาำ้ิ่ abc์ุะ", max_size=120), st.integers(8, 40))
def test_wrapping_loses_nothing(value: str, width: int) -> None:
    value = " ".join(value.split())
    lines = terminal.wrap(value, width)
    assert "".join(lines).replace(" ", "") == value.replace(" ", "")
    assert all(cell_len(line) <= width for line in lines)


@pytest.mark.parametrize("width", range(8, 60))
def test_wrapping_parts_no_letter_from_its_marks(width: int) -> None:
    value = "กำหนดเผยแพร่แผนปฏิบัติการป้องกันการทุจริตและประพฤติมิชอบของเจ้าหน้าที่ทั้งหมดให้ใช้ได้น้ำใจ โทร 02-123-4567 ต่อ 12"
    lines = terminal.wrap(value, width)
    assert len(lines) > 1
    for line in lines[1:]:
        assert not re.match("[\u0e30-\u0e3a\u0e45-\u0e4e]", line)
    for line in lines[:-1]:
        assert not re.search("[\u0e40-\u0e44]$", line)
    assert width < 12 or any("02-123-4567" in line for line in lines)
