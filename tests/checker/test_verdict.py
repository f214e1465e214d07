"""From judged elements to an item's status."""

from __future__ import annotations

import pytest

from checker.verdict import ElementVerdict, status_of
from config.loader import Element
from rules.rule import Outcome


def _verdicts(**statuses: str) -> list[ElementVerdict]:
    return [ElementVerdict(Element(name, "", "quoted"), Outcome(status)) for name, status in statuses.items()]


@pytest.mark.parametrize(
    ("elements", "status"),
    [
        ({"a": "pass", "b": "pass"}, "pass"),
        ({"a": "pass", "b": "not_applicable"}, "pass"),
        ({"a": "pass", "b": "fail"}, "partial"),
        ({"a": "pass", "b": "fail", "c": "error"}, "partial"),
        ({"a": "fail", "b": "fail"}, "missing"),
        ({"a": "error", "b": "fail"}, "undecided"),
        ({"a": "pass", "b": "error"}, "undecided"),
        ({"a": "pass", "b": "manual"}, "manual"),
        ({"a": "manual"}, "manual"),
        ({"a": "pass", "year": "pass"}, "pass"),
        ({"a": "pass", "year": "fail"}, "stale"),
        ({"a": "pass", "year": "error"}, "undecided"),
        ({"a": "pass", "b": "fail", "year": "fail"}, "partial"),
        ({"a": "fail", "year": "pass"}, "missing"),
    ],
)
def test_status(elements: dict[str, str], status: str) -> None:
    assert status_of(_verdicts(**elements), found=True) == status


def test_an_element_that_could_not_be_read_is_never_missing() -> None:
    for other in ("fail", "error", "manual"):
        assert status_of(_verdicts(a="error", b=other), found=False) == "undecided"


def test_a_lone_side_element_is_no_answer() -> None:
    """A law mentioned somewhere does not make a manual."""
    verdicts = _verdicts(task="fail", steps="fail", law="pass")
    assert status_of(verdicts, found=True, core=("task", "steps")) == "missing"
    assert status_of(verdicts, found=True) == "partial"
