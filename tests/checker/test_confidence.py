"""The confidence: within bounds, moved by its signs in the direction that an officer is told."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.confidence import FIXED, LEAST, MOST, SIGNS_THAI, WEIGHTS, Signs, confidence, parts

unit = st.floats(0.0, 1.0)
some_signs = st.builds(Signs, st.sampled_from(sorted(WEIGHTS)), unit, unit, st.sampled_from((0.0, 1.0)), unit, unit)


@given(some_signs)
def test_it_is_a_chance_with_two_decimals(signs: Signs) -> None:
    value = confidence(signs)
    assert LEAST <= value <= MOST
    assert value == round(value, 2)


@given(some_signs)
def test_its_parts_explain_it_all(signs: Signs) -> None:
    names = [name for name, _, _ in parts(signs)]
    assert names[0] == "base"
    assert sorted(names) == sorted(WEIGHTS[signs.kind] | FIXED.get(signs.kind, {}))
    assert all(SIGNS_THAI[name] for name in names)


def test_every_weight_is_of_a_known_sign() -> None:
    known = {field.name for field in fields(Signs)} | {"base"}
    for weights in (*WEIGHTS.values(), *FIXED.values()):
        assert set(weights) <= known


@pytest.mark.parametrize(
    ("kind", "worse"),
    [("present", "faint"), ("absent", "near"), ("absent", "incomplete"), ("partial", "share")],
)
def test_doubt_lowers_it(kind: str, worse: str) -> None:
    clear = Signs(kind)
    assert confidence(replace(clear, **{worse: 1.0})) < confidence(clear)


def test_a_heading_that_leads_nowhere_is_the_surest_absence() -> None:
    assert confidence(Signs("absent", dead=1.0)) > confidence(Signs("absent")) > confidence(Signs("absent", near=0.9))
