"""The report as JUnit XML: a test suite a sub-indicator, a test case an item.

A gap is a failure; compared with an earlier run only what got worse is one, and known gaps are skipped. What a person
must judge, or what could not be read, is skipped with the reason: it is neither passed nor missing. A site that could
not be read at all is an error.
"""

from __future__ import annotations

from collections import Counter
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from reports import safe
from reports.html import groups
from reports.model import Diff, Finding, Report
from reports.wording import Wording, wording

_UNREAD = ("unreachable", "crash")


def render(report: Report, lang: str = "th", diff: Diff | None = None) -> str:
    """The document as text, to be written as UTF-8; ``diff`` is the comparison with what was known."""
    t = wording(lang)
    worse = {change.item for change in diff.of("broken")} if diff is not None else None
    root = Element("testsuites", {"name": safe.text(f"OIT {report.year} {report.agency or report.host}", 200)})
    for group in groups(report):
        suite = SubElement(root, "testsuite", {"name": safe.text(f"{group.code} {group.name}".strip(), 200) or "OIT"})
        for finding in group.findings:
            _case(suite, finding, worse, t)
        _count(suite, report)
    site = SubElement(root, "testsuite", {"name": t.say("crawl")})
    case = SubElement(site, "testcase", {"classname": "oit.site", "name": safe.text(report.host, 200), "time": "0"})
    if report.crawl.stopped_by in _UNREAD:
        error = SubElement(case, "error", {"type": report.crawl.stopped_by, "message": t.stopped(report.crawl)})
        error.text = "\n".join(
            safe.text(f"{t.cause(line.cause)[0]}: {line.url} {line.detail}", 400) for line in report.crawl.failures[:20]
        )
    _count(site, report)
    totals: Counter[str] = Counter()
    for suite in root:
        totals.update({name: int(suite.attrib[name]) for name in ("tests", "failures", "errors", "skipped")})
    for name in ("tests", "failures", "errors", "skipped"):
        root.set(name, str(totals[name]))
    root.set("time", "0")
    indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def _case(suite: Element, finding: Finding, worse: set[str] | None, t: Wording) -> None:
    name = safe.text(f"{finding.item} {t.title(finding)}", 300)
    classname = safe.text(f"oit.{finding.sub}.{finding.item}", 60)
    case = SubElement(suite, "testcase", {"classname": classname, "name": name, "time": "0"})
    word = t.status(finding.status)
    if finding.status == "pass":
        return
    reasons = [*t.gaps(finding), *(t.cause(cause)[0] for cause in finding.causes)]
    message = safe.text(f"{word.name}: {'; '.join(reasons) or word.meaning}", 600)
    failed = finding.item in worse if worse is not None else finding.status in ("partial", "stale", "missing")
    if not failed:
        known = finding.status in ("partial", "stale", "missing")
        SubElement(case, "skipped", {"message": f"{t.say('known_gap')}: {message}" if known else message})
        return
    failure = SubElement(case, "failure", {"type": safe.text(finding.status, 40), "message": message})
    failure.text = "\n".join(safe.text(line, 600) for line in _lines(finding, reasons, t))


def _lines(finding: Finding, reasons: list[str], t: Wording) -> list[str]:
    lines = list(reasons)
    for part in finding.elements:
        if part.status in ("fail", "error"):
            lacking = f" — {t.say('lacking')} {', '.join(part.missing[:20])}" if part.missing else ""
            lines.append(f"{t.element(part.status).symbol} {t.wording(part)}{lacking}")
    for key, value in (("how", t.how(finding)), ("unit", finding.unit)):
        if value:
            lines.append(f"{t.say(key).rstrip(':')}: {value}")
    return [*lines, *(part.url for part in finding.evidence[:5])]


def _count(suite: Element, report: Report) -> None:
    kinds = Counter(outcome.tag for case in suite for outcome in case)
    suite.set("tests", str(len(suite)))
    for name, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        suite.set(name, str(kinds[tag]))
    suite.set("time", "0")
    suite.set("hostname", safe.text(report.host, 200))
