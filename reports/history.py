"""A site's score and items over time: as lines for a terminal, as paths for a drawing."""

from __future__ import annotations

from dataclasses import dataclass

from reports import safe
from reports.model import Moment
from reports.wording import wording

_BARS = "▁▂▃▄▅▆▇█"
_WIDTH, _TOP, _HEIGHT = 600.0, 10.0, 100.0


@dataclass(frozen=True, slots=True)
class Drawn:
    """Paths of an SVG of 600 by 120 units, and each item's statuses, oldest first; "" where it was not asked."""

    line: str
    band: str
    items: tuple[tuple[str, tuple[str, ...]], ...]


def draw(history: tuple[Moment, ...]) -> Drawn:
    """The score of each run as a line from left to right, its range as a band."""
    if not history:
        return Drawn("", "", ())
    step = _WIDTH / max(len(history) - 1, 1)
    at = [round(number * step, 1) for number in range(len(history))]
    line = " L".join(f"{x:g} {_y(run.oit)}" for x, run in zip(at, history, strict=True))
    high = [f"{x:g} {_y(run.high)}" for x, run in zip(at, history, strict=True)]
    low = [f"{x:g} {_y(run.low)}" for x, run in zip(at, history, strict=True)]
    return Drawn("M" + line, "M" + " L".join([*high, *reversed(low)]) + "Z", _items(history))


def sparkline(values: list[float]) -> str:
    """One character a value, by its height between 0 and 100."""
    return "".join(_BARS[min(int(max(value, 0.0) / 100 * len(_BARS)), len(_BARS) - 1)] for value in values)


def render(history: tuple[Moment, ...], lang: str = "th", last: int = 60) -> str:
    """The last runs as text: the score's line with each run's figures, then a line of marks an item."""
    t = wording(lang)
    if not history:
        return t.say("history_none") + "\n"
    shown = history[-last:]
    lines = [
        t.say("history_of", count=len(history), start=t.moment(shown[0].started), end=t.moment(shown[-1].started)),
        "",
        f"{t.say('history_score')}  {sparkline([run.oit for run in shown])}  {t.points(shown[-1].oit)}",
        "",
    ]
    for item, statuses in _items(shown):
        marks = "".join(t.status(status).symbol if status else " " for status in statuses)
        lines.append(f"{safe.text(item, 4):<4}  {marks}")
    lines.append("")
    lines += [
        f"{run.run:>4}  {t.moment(run.started)}  {t.points(run.oit)} {_span(t.span(run.low, run.high))}".rstrip()
        for run in shown[-10:]
    ]
    return "\n".join(lines) + "\n"


def _span(words: str) -> str:
    return f"({words})" if words else ""


def _y(score: float) -> str:
    return f"{_TOP + _HEIGHT * (1 - score / 100):.1f}".rstrip("0").rstrip(".")


def _items(history: tuple[Moment, ...]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    runs = [dict(run.statuses) for run in history]
    items = dict.fromkeys(item for run in reversed(runs) for item in run)
    return tuple((item, tuple(run.get(item, "") for run in runs)) for item in items)
