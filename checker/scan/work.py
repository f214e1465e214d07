"""One site in its own process: read, judged, stored and reported by the very steps of ``oit check``."""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import asdict, replace
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

from checker import check, outputs
from checker.agency import KINDS, AgencyFile
from checker.history import history
from checker.nightly import Night
from checker.prefer import Prefer
from checker.scan import shrink
from checker.scan.results import ResultRow
from checker.scan.rows import criteria_version, findings_of, is_hijacked, maker_of, rules_version
from checker.scan.task import CAUSES, Outcome, Task
from checker.store import latest
from config.loader import Criteria
from crawler.archive import discard, part_of, recover
from crawler.causes import CAUSES as SITE_CAUSES
from crawler.causes import thai
from crawler.run import Caller, CrawlOutcome, crawl_here
from crawler.site import Site
from reports.json_report import to_dict
from reports.model import Report

_MARK = "scan"  # name in an archive's meta table of the result that was made of it


@lru_cache(maxsize=4)
def criteria_of(name: str, year: int) -> tuple[Criteria, int]:
    """The list to judge by, loaded once."""
    return check.criteria_for(name, year)


class Stages:
    """CPU seconds of this process from its beginning, and of those it waited for, by stage."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = {}
        self._last = (0.0, 0.0)
        self.end("start")

    def end(self, name: str, below: str = "") -> None:
        """Everything since the last end was of the stage ``name``; what other processes did of ``below``, if named."""
        now = _cpu()
        own, others = (new - last for new, last in zip(now, self._last, strict=True))
        self._last = now
        for stage, seconds in ((name, own), (below or name, others)):
            self.spent[stage] = round(self.spent.get(stage, 0.0) + seconds, 4)

    @property
    def total(self) -> float:
        """Seconds of all stages."""
        return round(sum(self.spent.values()), 4)


def archive_of(folder: Path, site: str) -> Path:
    """Where a site's archive stands."""
    return folder / "sites" / f"{site}.db"


def report_of(folder: Path, site: str) -> Path:
    """Where a site's own gap report stands."""
    return folder / "reports" / f"{site}.html"


def check_one(task: Task, caller: Caller, log: Callable[[str], None]) -> Outcome:
    """Check a site. What it leaves in the folder is whole at any moment; called again, it goes on where it was."""
    folder = Path(task.folder)
    archive = archive_of(folder, task.site)
    if (stored := _stored(archive, task)) is not None:
        log("done before, stored result taken")
        return stored
    began, stages = time.monotonic(), Stages()
    criteria, year = criteria_of(task.criteria, task.year)
    crawl = _crawl(task, archive, caller, log)
    stages.end("crawl", below="files")
    if crawl.stopped_by == "interrupt":
        raise SystemExit("the scan is gone")  # the archive waits to be gone on with
    working = part_of(archive)
    site = check.site_of(working) if crawl.archive is not None else None
    if site is None or (not site.pages and not site.documents):
        discard(archive)
        log(f"nothing read: {crawl.stopped_by} {crawl.detail}")
        return _nothing(task, crawl, site, criteria, year, began, stages)
    log(f"read {len(site.pages)} pages, {len(site.documents)} documents, {len(site.failures)} failures")
    past = Night(archive)
    about = agency_of(folder, task.site, task.name, task.kind)
    report = past.see(check._judge(site, criteria, year, about), site)
    stages.end("judge")
    check._carry(archive, working)
    past.carry(working)
    check._save(working, report)
    check._keep_identities(working, site, criteria, about)
    past.keep(working)
    stages.end("store")
    written = _write_report(folder, task.site, report, working) if task.report else ""
    stages.end("report")
    shrink.shrink(working, task.keep)
    check._close(working)
    stages.end("shrink")
    result = replace(
        _result(task, report, site, criteria, began),
        requests=crawl.fetched,
        bytes=crawl.received,
        cpu=stages.total,
        archive=f"sites/{archive.name}" if task.keep != "findings" else "",
        report=written,
        disk=(working.stat().st_size if task.keep != "findings" else 0) + _size(folder, written),
    )
    outcome = Outcome(result, findings_of(report), stages.spent)
    _mark(working, task, outcome)
    working.replace(archive)
    log(f"done: {result.score:.1f} in {result.seconds:.1f} s, CPU {json.dumps(stages.spent)}")
    return outcome


def judge_again(task: Task, earlier: ResultRow, log: Callable[[str], None]) -> Outcome:
    """Judge a stored archive by the rules as they are now; ``earlier`` is what it gave when it was read."""
    folder = Path(task.folder)
    archive = archive_of(folder, task.site)
    began, stages = time.monotonic(), Stages()
    criteria, year = criteria_of(task.criteria, task.year)
    site = check.site_of(archive)
    report = Night(archive).see(
        check._judge(site, criteria, year, agency_of(folder, task.site, task.name, task.kind)), site
    )
    stages.end("judge")
    known = latest(archive)
    if known is None or to_dict(known) != to_dict(report):
        check._save(archive, report)
        stages.end("store")
        if task.report:
            _write_report(folder, task.site, report, archive)
            stages.end("report")
    now = datetime.now(UTC).isoformat(timespec="seconds")
    result = replace(
        earlier,
        score=report.score.oit,
        low=report.score.low,
        high=report.score.high,
        passed=sum(finding.status == "pass" for finding in report.findings),
        maker=maker_of(site),
        hijacked=int(is_hijacked(site)),
        seconds=round(time.monotonic() - began, 2),
        cpu=stages.total,
        disk=archive.stat().st_size + _size(folder, earlier.report),
        rules_version=rules_version(),
        criteria_version=criteria_version(criteria),
        judged_at=now,
        finished=now,
    )
    log(f"judged again: {result.score:.1f}, CPU {json.dumps(stages.spent)}")
    return Outcome(result, findings_of(report), stages.spent)


def _write_report(folder: Path, site: str, report: Report, archive: Path) -> str:
    """The site's own gap report; its place in the folder."""
    target = report_of(folder, site)
    target.parent.mkdir(parents=True, exist_ok=True)
    outputs.write(target, outputs.render(report, "html", "th", None, history(archive, report.host)))
    return f"reports/{target.name}"


def _size(folder: Path, name: str) -> int:
    path = folder / name
    return path.stat().st_size if name and path.is_file() else 0


def _crawl(task: Task, archive: Path, caller: Caller, log: Callable[[str], None]) -> CrawlOutcome:
    archive.parent.mkdir(parents=True, exist_ok=True)
    if task.salvage:
        log(f"what was read is judged: {task.salvage}")
        kept = recover(archive, "crash", place=False)
        return CrawlOutcome(task.address, "crash", archive=part_of(archive) if kept else None)
    log(f"reading {task.address}")
    return crawl_here(task.address, archive, task.settings, Prefer(task.criteria), caller)


def agency_of(folder: Path, site: str, name: str, kind: str) -> AgencyFile:
    """What a person said of the agency: its own file, which ``oit review`` writes beside the archive, else the list."""
    places = (archive_of(folder, site).with_suffix(".toml"), folder / "agencies" / f"{site}.toml")
    about = check.agency_for(next((path for path in places if path.is_file()), None))
    return replace(about, name=about.name or name, kind=about.kind or (kind if kind in KINDS else ""))


def _result(task: Task, report: Report, site: Site, criteria: Criteria, began: float) -> ResultRow:
    now = datetime.now(UTC).isoformat(timespec="seconds")
    return ResultRow(
        site=task.site,
        state="failed" if task.salvage else "done",
        cause=task.salvage or (site.stopped_by if site.stopped_by in ("deadline", "silent", "crash") else ""),
        cause_text=CAUSES.get(task.salvage, thai(site.stopped_by) if site.stopped_by in SITE_CAUSES else ""),
        score=report.score.oit,
        low=report.score.low,
        high=report.score.high,
        passed=sum(finding.status == "pass" for finding in report.findings),
        pages=len(site.pages),
        documents=len(site.documents),
        seconds=round(time.monotonic() - began, 2),
        maker=maker_of(site),
        hijacked=int(is_hijacked(site)),
        rules_version=rules_version(),
        criteria_version=criteria_version(criteria),
        judged_at=now,
        finished=now,
        reached=site.start,
    )


def _nothing(
    task: Task, crawl: CrawlOutcome, site: Site | None, criteria: Criteria, year: int, began: float, stages: Stages
) -> Outcome:
    """The site could not be read at all: every item is undecided, each with the cause."""
    first = crawl.failures[0] if crawl.failures else None
    cause = task.salvage or (first.cause if first else "") or "crash"
    detail = (first.detail or (str(first.status) if first.status else "")) if first else crawl.detail[-200:]
    report = None
    if site is not None and not task.salvage:
        report = check._judge(site, criteria, year, AgencyFile(name=task.name))
    stages.end("judge")
    now = datetime.now(UTC).isoformat(timespec="seconds")
    words = CAUSES.get(cause) or thai(cause)
    return Outcome(
        ResultRow(
            site=task.site,
            state="failed",
            cause=cause,
            cause_text=f"{words} [{detail}]" if detail else words,
            high=report.score.high if report else 100.0,
            low=report.score.low if report else 0.0,
            score=report.score.oit if report else 0.0,
            requests=crawl.fetched,
            seconds=round(time.monotonic() - began, 2),
            cpu=stages.total,
            rules_version=rules_version(),
            criteria_version=criteria_version(criteria),
            judged_at=now,
            finished=now,
        ),
        findings_of(report) if report else (),
        stages.spent,
    )


# --- the result beside what it was made of ----------------------------------------------------------


def _mark(working: Path, task: Task, outcome: Outcome) -> None:
    """Note the result in the archive itself: whoever dies after this moment has not to do it again."""
    words = json.dumps({"token": task.token, "result": asdict(outcome.result)}, ensure_ascii=False)
    with closing(sqlite3.connect(working)) as db, db:
        db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (_MARK, words))


def _stored(archive: Path, task: Task) -> Outcome | None:
    """The result that an earlier attempt at the same task left in the archive, None when there is none."""
    if not archive.is_file():
        return None
    try:
        with closing(sqlite3.connect(f"{archive.resolve().as_uri()}?mode=ro", uri=True)) as db:
            row = db.execute("SELECT value FROM meta WHERE name = ?", (_MARK,)).fetchone()
    except sqlite3.DatabaseError:
        return None
    known = json.loads(row[0]) if row else {}
    report = latest(archive) if known.get("token") == task.token else None
    return Outcome(ResultRow(**known["result"]), findings_of(report)) if report is not None else None


def _cpu() -> tuple[float, float]:
    """CPU seconds of this process, and of those it waited for (they read files, look at scans, run the browser)."""
    spent = time.process_time()
    try:
        import resource
    except ImportError:
        return spent, 0.0
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent, children.ru_utime + children.ru_stime
