"""What is different between two runs of a site: per item, and per page and document. Values in, values out."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from crawler.causes import CAUSES
from crawler.site import Site
from reports.model import CHANGES, Change, Diff, Finding, Report, Side

# Address to SHA-256: all pages ("" for these, whose bytes change by themselves) and documents that a run read.
Seen = Mapping[str, str]

# What one try cannot tell from the passing trouble of a network, a server, or the machine that checks.
PASSING = frozenset(
    {
        "dns",
        "refused",
        "timeout",
        "tls",
        "http5xx",
        "network",
        "botwall",
        "budget",
        "deadline",
        "silent",
        "interrupt",
        "crash",
        "shell",
    }
)
_GONE = frozenset({"http4xx", "soft404"})
_RANK = {"missing": 0, "stale": 1, "partial": 2, "pass": 3}
_WORD = {cause.thai: word for word, cause in CAUSES.items()}


def seen_of(site: Site) -> dict[str, str]:
    """All that a crawl read."""
    seen = {page.url: "" for page in site.pages if not page.cause}
    seen.update((document.url, document.sha256) for document in site.documents if not document.offsite)
    return dict(sorted(seen.items()))


def with_hashes(report: Report, site: Site) -> Report:
    """The report with the SHA-256 of every document that is evidence."""
    known = {document.url: document.sha256 for document in site.documents}
    findings = tuple(
        replace(
            finding,
            evidence=tuple(
                replace(part, sha256=known[part.url]) if part.url in known and not part.sha256 else part
                for part in finding.evidence
            ),
        )
        for finding in report.findings
    )
    return replace(report, findings=findings)


def compare(
    before: Report,
    after: Report,
    *,
    seen_before: Seen | None = None,
    seen_after: Seen | None = None,
    waiting: Collection[str] = (),
) -> Diff:
    """The difference from ``before`` to ``after``.

    ``waiting`` are items that could not be read the last time already: that they cannot be read again makes them worse,
    where a single failure does not. Without both ``seen_*`` only documents that are evidence are compared by hash.
    """
    old = {finding.item: finding for finding in before.findings}
    changes = []
    for finding in after.findings:
        if finding.item in old:
            change = _change(old[finding.item], finding, after, seen_after, finding.item in waiting)
            if change is not None:
                changes.append(change)
    changes.sort(key=lambda change: CHANGES.index(change.kind))
    whole = seen_before is not None and seen_after is not None
    first = seen_before if seen_before is not None and whole else _evidence(before)
    second = seen_after if seen_after is not None and whole else _evidence(after)
    failed = {line.url: line.cause for line in after.crawl.failures}
    gone = [
        url
        for url in sorted(set(first) - set(second))
        if failed.get(url) in _GONE or (whole and after.crawl.complete and url not in failed)
    ]
    new = sorted(set(second) - set(first)) if whole and before.crawl.complete else []
    replaced = [
        url for url in sorted(set(first) & set(second)) if first[url] and second[url] and first[url] != second[url]
    ]
    return Diff(
        _side(before),
        _side(after),
        tuple(changes),
        tuple(gone),
        tuple(new),
        tuple(replaced),
        tuple(_notes(before, after, whole)),
    )


def settle(runs: Sequence[tuple[Report, Seen | None]]) -> tuple[Report, frozenset[str]]:
    """What is known after ``runs`` (oldest first, at least one), and the items that the last of them could not read.

    The last run's report, in which an item that only the last run could not read stands as it was known before.
    """
    known = {finding.item: finding for finding in runs[0][0].findings}
    waiting: frozenset[str] = frozenset()
    for report, seen in runs[1:]:
        now = set()
        for finding in report.findings:
            old = known.get(finding.item)
            if old is not None and finding.item not in waiting and _kind(old, finding, report, seen) == "unsteady":
                now.add(finding.item)
            else:
                known[finding.item] = finding
        waiting = frozenset(now)
    last = runs[-1][0]
    return replace(last, findings=tuple(known[finding.item] for finding in last.findings)), waiting


def _change(old: Finding, new: Finding, report: Report, seen: Seen | None, again: bool) -> Change | None:
    kind = _kind(old, new, report, seen)
    if kind == "unsteady" and again:
        kind = "broken"
    lost, gained = _elements(old, new)
    first, second = _proof(old), _proof(new)
    replaced = [url for url in first if first[url] and second.get(url) and first[url] != second[url]]
    if not kind:
        if set(first) == set(second) and not replaced:
            return None
        kind = "evidence"
    return Change(
        kind,
        new.item,
        new.rule,
        new.title,
        old.status,
        new.status,
        lost,
        gained,
        tuple(url for url in first if url not in second),
        tuple(url for url in second if url not in first),
        tuple(replaced),
        new.causes,
    )


def _kind(old: Finding, new: Finding, report: Report, seen: Seen | None) -> str:
    """One of CHANGES but "evidence"; "" when the verdict is as it was."""
    lost, gained = _elements(old, new)
    was, now = _RANK.get(old.status, -1), _RANK.get(new.status, -1)
    if was >= 0 and now >= 0:
        if now < was or (now == was and lost):
            return "unsteady" if _unsteady(old, new, report, seen) else "broken"
        return "fixed" if now > was or gained else ""
    if was < 0 and now < 0:
        return "other" if old.status != new.status else ""
    if now < 0:
        if was == 0 or new.status != "undecided":
            return "other"
        return "unsteady" if _unsteady(old, new, report, seen) else "broken"
    return "fixed" if new.status == "pass" else "other"


def _unsteady(old: Finding, new: Finding, report: Report, seen: Seen | None) -> bool:
    """Whether ``new`` may be worse only because something could not be fetched this once."""
    if new.status == "undecided":
        causes = {_WORD.get(cause, cause) for cause in (*new.causes, *(part.cause for part in new.evidence))}
        if causes & PASSING:
            return True
    failed = {line.url: line.cause for line in report.crawl.failures}
    proof = _proof(old)
    if any(failed.get(url) in PASSING for url in proof):
        return True
    unread = [url for url in proof if failed.get(url) not in _GONE and (seen is None or url not in seen)]
    return bool(report.crawl.stopped_by) and bool(unread)


def _elements(old: Finding, new: Finding) -> tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]:
    """Elements that were found and are not, and the reverse, as name and wording."""
    was = {part.name: part.status for part in old.elements}
    lost = [p for p in new.elements if p.status == "fail" and was.get(p.name) == "pass"]
    gained = [p for p in new.elements if p.status == "pass" and was.get(p.name) == "fail"]
    return tuple((p.name, p.wording) for p in lost), tuple((p.name, p.wording) for p in gained)


def _proof(finding: Finding) -> dict[str, str]:
    """Addresses that an item rests on, with the hashes of documents: what is quoted, and what is to be submitted."""
    hashes = {part.url: part.sha256 for part in finding.evidence}
    urls = list(finding.submit)
    urls += [quote.url for part in finding.elements if part.status == "pass" for quote in part.quotes]
    return {url: hashes.get(url, "") for url in dict.fromkeys(urls)}


def _evidence(report: Report) -> dict[str, str]:
    return {part.url: part.sha256 for finding in report.findings for part in finding.evidence}


def _side(report: Report) -> Side:
    score = report.score
    return Side(
        report.url,
        report.agency,
        report.criteria,
        report.year,
        report.tool,
        report.crawl.started,
        score.oit,
        score.low,
        score.high,
    )


def _notes(before: Report, after: Report, whole: bool) -> list[str]:
    notes = []
    if (before.criteria, before.year) != (after.criteria, after.year):
        notes.append("criteria")
    if before.tool != after.tool:
        notes.append("tool")
    if before.host != after.host:
        notes.append("site")
    if not after.crawl.complete:
        notes.append("incomplete")
    if not whole:
        notes.append("evidence_only")
    return notes
