"""From item scores to the OIT score and its range, and the ITA total and band.

Arithmetic of the assessment: item -> sub-indicator (mean of its items) -> indicator (mean of its sub-indicators, or of
all its items, as the year's criteria say) -> OIT (mean of its indicators). Checked against published results of three
agencies (tests/checker/test_score.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from statistics import fmean

from config.loader import Criteria, Scoring
from reports.model import IndicatorScore, Score


@dataclass(frozen=True, slots=True)
class ItemScore:
    """An item's score as counted, and the least and the most it may be. 0 to 100."""

    score: float
    low: float
    high: float

    @classmethod
    def settled(cls, value: float) -> ItemScore:
        """A score that is not open."""
        return cls(value, value, value)


def score(criteria: Criteria, items: Mapping[str, ItemScore]) -> Score:
    """The OIT score from each item's. ``items`` maps item codes to scores; every item of the criteria must be there."""
    indicators = []
    for indicator in criteria.indicators:
        subs = []
        scores = []
        for sub in indicator.subs:
            own = [items[item.code] for item in criteria.items if item.sub == sub.code]
            scores.extend(own)
            subs.append(_mean(sub.code, sub.name, own))
        if criteria.scoring.averaging == "subindicators":
            total = _mean(indicator.code, indicator.name, subs)
        else:
            total = _mean(indicator.code, indicator.name, scores)
        indicators.append(
            IndicatorScore(total.code, total.name, total.score, total.low, total.high, tuple(subs)),
        )
    whole = _mean("OIT", "", indicators)
    margin = criteria.scoring.margin / len(indicators) if 0 < whole.score < 100 else 0.0
    return Score(
        oit=whole.score,
        low=max(0.0, whole.low - margin),
        high=min(100.0, whole.high + margin),
        indicators=tuple(indicators),
        note=criteria.scoring.note,
    )


def ita_total(scoring: Scoring, *, iit: float, eit: float, oit: float) -> float:
    """The whole assessment's score from its three tools, 0 to 100, at the year's weights.

    Each tool's share is rounded to two decimals before they are added, as published results are.
    """
    shares = (scoring.iit * iit, scoring.eit * eit, scoring.oit * oit)
    return sum(round(share + 1e-9, 2) for share in shares)


def _mean(code: str, name: str, parts: list[ItemScore] | list[IndicatorScore]) -> IndicatorScore:
    return IndicatorScore(
        code,
        name,
        fmean(part.score for part in parts),
        fmean(part.low for part in parts),
        fmean(part.high for part in parts),
    )
