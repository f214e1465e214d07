"""The report as one HTML page: self-contained, for a screen of any width and for A4 paper.

The page asks nothing of the network and works without its script. Every value passes ``safe.text`` (through Jinja's
``finalize``) and autoescaping; a content security policy allows this page's own style and script by their hashes and
nothing else.
"""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from reports import safe
from reports.album import Album
from reports.history import draw
from reports.model import Diff, ElementResult, FailureLine, Finding, Moment, Report
from reports.thai import THAI
from reports.wording import Word, Wording, signed, wording

LARGEST = 2_000_000  # bytes of a page, its pictures not counted
_NIGHTS = 60  # runs of the history that are drawn


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of each list and text is shown; the rest is counted, and stands whole in the JSON and the database."""

    words: int = 600  # characters of a sentence
    quote: int = 300
    title: int = 240
    quotes: int = 3  # of an element
    names: int = 40  # of those who lack it
    evidence: int = 8
    addresses: int = 20  # of one cause, or of one item to submit
    lines: int = 60  # entries of any other list
    link: int = safe.LONGEST_LINK  # characters of an address that is still made a link


# Tried in turn until the page is no larger than LARGEST.
_LIMITS = (Limits(), Limits(240, 160, 120, 1, 10, 3, 5, 30, 600), Limits(80, 60, 50, 1, 2, 1, 1, 8, 150))


@dataclass(frozen=True, slots=True)
class Group:
    """The findings of one sub-indicator."""

    code: str
    name: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something could not be judged, what to do about it, and which elements it concerns."""

    text: str
    advice: str
    wordings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unchecked:
    """An item, all or part of which could not be judged, and why."""

    finding: Finding
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class FailureGroup:
    """The addresses that failed for one cause."""

    cause: str
    name: str
    advice: str
    failures: tuple[FailureLine, ...]


def render(
    report: Report,
    lang: str = "th",
    diff: Diff | None = None,
    history: tuple[Moment, ...] = (),
    pictures: Mapping[str, bytes] | None = None,
) -> str:
    """The page as text, to be written as UTF-8. The same report gives the same text.

    ``diff`` shows what changed since an earlier run, ``history`` (oldest first, this run included) the score over time;
    ``pictures`` are the bytes of those that the report names, by their hash.
    """
    page = ""
    for limits in _LIMITS:
        album = Album(pictures or {}, wording(lang))
        page = _page(report, limits, wording(lang), diff, history[-_NIGHTS:], album)
        if len(page.encode()) - album.size <= LARGEST:
            break
    return page


def render_diff(diff: Diff, lang: str = "th") -> str:
    """A comparison of two runs as a page of its own."""
    style, style_hash = inlined("report.css")
    page = ""
    for limits in _LIMITS:
        page = (
            templates()
            .get_template("diff.html")
            .render(diff=diff, t=wording(lang), limits=limits, style=style, style_hash=style_hash, by_item={})
        )
        if len(page.encode()) <= LARGEST:
            break
    return page


def groups(report: Report) -> tuple[Group, ...]:
    """The findings by sub-indicator, in the order in which they come."""
    names = {sub.code: sub.name for indicator in report.score.indicators for sub in (indicator, *indicator.subs)}
    found: dict[str, list[Finding]] = {}
    for finding in report.findings:
        found.setdefault(finding.sub, []).append(finding)
    return tuple(Group(code, names.get(code, ""), tuple(part)) for code, part in found.items())


def unchecked(report: Report, t: Wording = THAI) -> tuple[Unchecked, ...]:
    """Every item of which something could not be judged, with the reasons, each once."""
    lines = []
    for finding in report.findings:
        reasons: dict[tuple[str, str], list[str]] = {t.cause(word): [] for word in finding.causes}
        for element in finding.elements:
            if element.status in ("manual", "error"):
                about = element.manual_reason or t.element(element.status).meaning
                reasons.setdefault(t.cause(about), []).append(element.wording)
        if not reasons and finding.status in ("manual", "undecided"):
            reasons[(t.status(finding.status).meaning, "")] = []
        if reasons:
            lines.append(Unchecked(finding, tuple(Reason(*why, tuple(about)) for why, about in reasons.items())))
    return tuple(lines)


def unchecked_causes(report: Report, t: Wording = THAI) -> tuple[tuple[str, int], ...]:
    """The causes for which items could not be judged, each with the number of items, the most frequent first."""
    counted = Counter(t.cause(word)[0] for finding in report.findings for word in dict.fromkeys(finding.causes))
    return tuple(sorted(counted.items(), key=lambda pair: (-pair[1], pair[0])))


def failures(report: Report, t: Wording = THAI) -> tuple[FailureGroup, ...]:
    """The crawl's failures by cause: what may be an attack first, then the most frequent."""
    found: dict[str, list[FailureLine]] = {}
    for line in report.crawl.failures:
        found.setdefault(line.cause, []).append(line)
    ordered = sorted(found.items(), key=lambda pair: (pair[0] != "hijacked", -len(pair[1]), pair[0]))
    return tuple(FailureGroup(word, *t.cause(word), tuple(lines)) for word, lines in ordered)


def _counts(words: list[str], order: dict[str, Word]) -> tuple[tuple[str, Word, int], ...]:
    return tuple((word, wording, words.count(word)) for word, wording in order.items() if word in words)


def _required(report: Report) -> list[ElementResult]:
    return [element for finding in report.findings for element in finding.elements]


def _finalize(value: Any) -> Any:
    return safe.text(value) if isinstance(value, str) and not isinstance(value, Markup) else value


@cache
def templates() -> Environment:
    environment = Environment(
        loader=PackageLoader("reports"),
        autoescape=True,
        finalize=_finalize,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        cut=safe.text, said=safe.sentence, href=safe.href, shown=safe.shown, points=THAI.points, signed=signed
    )
    return environment


@cache
def inlined(name: str) -> tuple[Markup, str]:
    """A file of the page that is no template, and its hash for the content security policy."""
    environment = templates()
    assert environment.loader is not None
    source = environment.loader.get_source(environment, name)[0]
    return Markup(source), "sha256-" + b64encode(hashlib.sha256(source.encode()).digest()).decode()


def _page(
    report: Report, limits: Limits, t: Wording, diff: Diff | None, history: tuple[Moment, ...], album: Album
) -> str:
    style, style_hash = inlined("report.css")
    script, script_hash = inlined("report.js")
    required = _required(report)
    return (
        templates()
        .get_template("report.html")
        .render(
            report=report,
            t=t,
            album=album,
            diff=diff,
            history=history,
            drawn=draw(history),
            mends=report.best_mends(),
            limits=limits,
            style=style,
            style_hash=style_hash,
            script=script,
            script_hash=script_hash,
            groups=groups(report),
            unchecked=unchecked(report, t),
            causes=unchecked_causes(report, t),
            failures=failures(report, t),
            warnings=t.warnings(report),
            statuses=_counts([finding.status for finding in report.findings], t.statuses),
            bases=_counts([element.basis for element in required], t.bases),
            required=len(required),
            by_item={finding.item: finding for finding in report.findings},
        )
    )
