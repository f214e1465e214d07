"""Shared wording: every word has its Thai, and a date is a Thai date."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sample import report

from config.loader import BASES
from crawler.causes import CAUSES
from reports import thai
from reports.model import EFFORTS, ELEMENT_STATUSES, ITEM_STATUSES


def test_every_word_is_in_thai_and_told_apart() -> None:
    assert tuple(thai.STATUS) == ITEM_STATUSES
    assert tuple(thai.ELEMENT) == ELEMENT_STATUSES
    assert tuple(thai.BASIS) == BASES
    assert tuple(thai.EFFORT) == EFFORTS
    for words in (thai.STATUS, thai.ELEMENT, thai.BASIS):
        assert len({word.name for word in words.values()}) == len(words)
        assert len({word.symbol for word in words.values()}) == len(words)
        assert all(word.meaning for word in words.values())


@pytest.mark.parametrize(
    ("iso", "expected"),
    [
        ("2026-11-20T02:15:00+00:00", "20 พฤศจิกายน 2569 เวลา 09.15 น."),
        ("2026-12-31T18:00:00Z", "1 มกราคม 2570 เวลา 01.00 น."),
        ("2026-02-03T00:05:00", "3 กุมภาพันธ์ 2569 เวลา 07.05 น."),
        ("2026-02-03T00:05:00+07:00", "3 กุมภาพันธ์ 2569 เวลา 00.05 น."),
        ("", ""),
        ("เมื่อวาน", "เมื่อวาน"),
        ("9999-12-31T23:00:00", "9999-12-31T23:00:00"),
    ],
)
def test_moment(iso: str, expected: str) -> None:
    assert thai.moment(iso) == expected


@pytest.mark.parametrize(
    ("value", "expected"), [(100.0, "100"), (97.5, "97.5"), (88.8888, "88.89"), (0.0, "0"), (10.0, "10")]
)
def test_points(value: float, expected: str) -> None:
    assert thai.points(value) == expected


def test_cause_by_word_and_by_name() -> None:
    for word, cause in CAUSES.items():
        assert thai.cause(word) == thai.cause(cause.thai) == (cause.thai, cause.advice)
    assert thai.cause("ไม่รู้จัก") == ("ไม่รู้จัก", "")


def test_a_crawl_that_ended_early_is_a_warning_once() -> None:
    made = report()
    assert thai.warnings(made) == (*made.warnings, thai.STOPPED["pages"])


def test_confidence_and_likeness_fall_in_order() -> None:
    finding = report().findings[0]

    def sure(value: float) -> str:
        return thai.confidence(replace(finding, confidence=value))

    for words in (sure, thai.likeness):
        assert len({words(value) for value in (0.95, 0.7, 0.1)}) == 3
        assert words(1.0) == words(0.95) and words(0.0) == words(0.1)


@pytest.mark.parametrize("status", ["manual", "undecided"])
def test_who_decides_nothing_is_sure_of_nothing(status: str) -> None:
    assert thai.confidence(replace(report().findings[0], status=status, confidence=0.95)) == ""
