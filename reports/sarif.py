"""The report as SARIF 2.1.0: a rule an item, a result a gap; what could not be judged is a notification, no result."""

from __future__ import annotations

import hashlib
import json
import re
from typing import Any
from urllib.parse import quote

from reports import safe
from reports.model import Diff, Finding, Report
from reports.wording import Wording, wording

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {"missing": "error", "stale": "warning", "partial": "warning"}
_FOUND = 5  # addresses of a result


def render(report: Report, lang: str = "th", diff: Diff | None = None) -> str:
    """The log as JSON text ending in a line feed; with ``diff`` each result says whether it is new."""
    return json.dumps(to_dict(report, lang, diff), ensure_ascii=False, allow_nan=False, indent=2) + "\n"


def to_dict(report: Report, lang: str = "th", diff: Diff | None = None) -> dict[str, Any]:
    """The log as plain dictionaries and lists, in a fixed order of keys."""
    t = wording(lang)
    index = {finding.item: number for number, finding in enumerate(report.findings)}
    name, _, version = report.tool.rpartition(" ")
    run = {
        "tool": {
            "driver": {
                "name": safe.text(name or report.tool, 80) or "oit-checker",
                "version": safe.text(version, 40) or "0",
                "language": lang,
                "rules": [_rule(finding, t) for finding in report.findings],
            }
        },
        "invocations": [_invocation(report, index, t)],
        "automationDetails": {"id": safe.text(f"oit/{report.host}/{report.criteria}/{report.year}/", 300)},
        "language": lang,
        "columnKind": "utf16CodeUnits",
        "results": _results(report, index, diff, t),
        "properties": {"oit": report.score.oit, "low": report.score.low, "high": report.score.high},
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def uri(url: str) -> str:
    """``url`` as a URI: what RFC 3986 does not allow is percent-encoded."""
    whole = re.sub("%(?![0-9A-Fa-f]{2})", "%25", safe.text(url, safe.LONGEST_LINK).rstrip("…"))
    return quote(whole, safe="%/:?#@!$&'()*+,;=-._~", encoding="utf-8")


def _rule(finding: Finding, t: Wording) -> dict[str, Any]:
    rule: dict[str, Any] = {
        "id": safe.text(finding.item, 20),
        "name": safe.text(finding.rule or finding.item, 80),
        "shortDescription": {"text": safe.text(t.title(finding), 300) or finding.item},
    }
    if finding.gloss:
        rule["fullDescription"] = {"text": safe.text(finding.gloss, 600)}
    if how := t.how(finding):
        rule["help"] = {"text": safe.text(how, 600)}
    rule["properties"] = {"tags": ["oit", safe.text(f"sub-indicator {finding.sub}", 40)]}
    return rule


def _invocation(report: Report, index: dict[str, int], t: Wording) -> dict[str, Any]:
    made: dict[str, Any] = {"executionSuccessful": report.crawl.stopped_by not in ("unreachable", "crash")}
    for key, value in (("startTimeUtc", report.crawl.started), ("endTimeUtc", report.crawl.finished)):
        if value.endswith("+00:00"):
            made[key] = value.removesuffix("+00:00") + "Z"
    notes = [{"level": "warning", "message": {"text": safe.text(line, 600)}} for line in t.warnings(report)]
    for finding in report.findings:
        if finding.status in ("manual", "undecided"):
            word = t.status(finding.status)
            why = "; ".join(t.cause(cause)[0] for cause in finding.causes) or word.meaning
            notes.append(
                {
                    "level": "note",
                    "message": {"text": safe.text(f"{finding.item} {word.name}: {why}", 600)},
                    "associatedRule": {"id": safe.text(finding.item, 20), "index": index[finding.item]},
                }
            )
    made["toolExecutionNotifications"] = notes
    return made


def _results(report: Report, index: dict[str, int], diff: Diff | None, t: Wording) -> list[dict[str, Any]]:
    worse = {change.item for change in diff.of("broken")} if diff else set()
    mended = {change.item for change in diff.of("fixed")} if diff else set()
    results = []
    for finding in report.findings:
        gap = finding.status in _LEVELS
        if not (gap or finding.item in worse or finding.item in mended):
            continue
        word = t.status(finding.status)
        reasons = [*t.gaps(finding), *(t.cause(cause)[0] for cause in finding.causes)]
        found = list(dict.fromkeys(uri(part.url) for part in finding.evidence))[:_FOUND] or [uri(report.url)]
        result: dict[str, Any] = {
            "ruleId": safe.text(finding.item, 20),
            "ruleIndex": index[finding.item],
            "level": _LEVELS.get(finding.status, "warning"),
            "message": {"text": safe.text(f"{word.name}: {'; '.join(reasons) or word.meaning}", 1000)},
            "locations": [_location(found[0])],
            "partialFingerprints": {"oitItem/v1": _fingerprint(report, finding)},
        }
        if len(found) > 1:
            result["relatedLocations"] = [_location(where) for where in found[1:]]
        if diff is not None:
            state = "new" if finding.item in worse else "unchanged" if gap else "absent"
            result["baselineState"] = state
        result["properties"] = {"status": safe.text(finding.status, 20), "unit": safe.text(finding.unit, 200)}
        results.append(result)
    return results


def _location(where: str) -> dict[str, Any]:
    return {"physicalLocation": {"artifactLocation": {"uri": where}}}


def _fingerprint(report: Report, finding: Finding) -> str:
    return hashlib.sha256(f"{report.host}\n{report.criteria}\n{finding.item}".encode("utf-8", "replace")).hexdigest()
