"""The arithmetic of the assessment, held against published results."""

from __future__ import annotations

import pytest

from checker.score import ItemScore, ita_total, score
from config.loader import load_criteria


def _all(name: str, **but: float) -> dict[str, ItemScore]:
    criteria = load_criteria(name)
    return {item.code: ItemScore.settled(but.get(item.code, 100.0)) for item in criteria.items}


def test_one_item_of_nine_at_zero_in_2565() -> None:
    """A city's FY2565 result: o2 = 0, the rest 100, gives indicator 9 = 97.78 and OIT = 98.89."""
    total = score(load_criteria("2565"), _all("2565", O2=0.0))
    nine, ten = total.indicators
    assert round(nine.subs[0].score, 2) == 88.89
    assert (round(nine.score, 2), ten.score) == (97.78, 100.0)
    assert round(total.oit, 2) == 98.89


def test_all_items_in_2568() -> None:
    total = score(load_criteria("2568"), _all("2568"))
    assert (total.oit, total.low, total.high) == (100.0, 100.0, 100.0)
    assert "2568" in total.note or total.note


@pytest.mark.parametrize(
    ("year", "iit", "eit", "oit", "published"),
    [("2565", 84.82, 89.34, 98.89, 91.81), ("2568", 93.112, 99.333, 100.0, 97.73)],
)
def test_published_totals(year: str, iit: float, eit: float, oit: float, published: float) -> None:
    """Totals of two municipalities at 30/30/40."""
    assert round(ita_total(load_criteria(year).scoring, iit=iit, eit=eit, oit=oit), 2) == published


def test_undecided_items_widen_the_range_and_nothing_else() -> None:
    criteria = load_criteria("2568")
    items = _all("2568")
    items["O12"] = ItemScore(0.0, 0.0, 100.0)
    total = score(criteria, items)
    assert total.low < total.oit + 1e-9 < total.high
    assert total.high == 100.0
    # 9.3 has two items, indicator 9 five sub-indicators, OIT two indicators: 100 / 2 / 5 / 2 points
    assert round(total.oit, 4) == 95.0
    assert total.low == pytest.approx(95.0 - criteria.scoring.margin / 2)


def test_flat_mean_of_items_in_2569() -> None:
    """The 2569 list takes an indicator as the mean of all its items."""
    criteria = load_criteria("2569")
    assert criteria.scoring.averaging == "items"
    first = [item for item in criteria.items if item.sub.startswith("9.")]
    total = score(criteria, _all("2569", O2=0.0))
    assert total.indicators[0].score == pytest.approx(100.0 * (len(first) - 1) / len(first))
