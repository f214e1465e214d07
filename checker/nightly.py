"""A check that is run again and again: what makes it fail, and whom it tells."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import click

from checker import baseline, history, notice
from checker.baseline import Baseline
from checker.compare import Seen, seen_of, with_hashes
from checker.errors import EXIT_GAPS, EXIT_OK, EXIT_UNDECIDED, UserError
from crawler.site import Site
from reports.model import Diff, Moment, Report

FAIL_ON = ("new", "any", "never")
MAX_UNDECIDED = 50.0  # percent of the items


@dataclass(frozen=True)
class Policy:
    """What makes a run fail. ``fail_on`` "": "new" with a baseline, the score alone with ``fail_under``, else "any"."""

    fail_on: str = ""
    fail_under: float | None = None
    max_undecided: float = MAX_UNDECIDED
    baseline: bool = False


def exit_code(report: Report, policy: Policy, diff: Diff | None = None) -> int:
    """0 well, 1 gaps, something worse, or a score under the limit, 3 too little could be looked at.

    3 comes first when more than ``max_undecided`` percent of the items are undecided, and last when the deadline ended
    the crawl with something left open: then a run that is well would say more than was seen.
    """
    statuses = [finding.status for finding in report.findings]
    undecided = statuses.count("undecided")
    if undecided * 100 > policy.max_undecided * len(statuses):
        return EXIT_UNDECIDED
    if policy.fail_under is not None and report.score.oit < policy.fail_under:
        return EXIT_GAPS
    fail_on = policy.fail_on or ("new" if policy.baseline else "any" if policy.fail_under is None else "never")
    cut = report.crawl.stopped_by in ("deadline", "silent") and undecided > 0
    if fail_on == "new":
        if diff is not None and diff.of("broken"):
            return EXIT_GAPS
        return EXIT_UNDECIDED if cut else EXIT_OK
    if fail_on == "any":
        if cut and set(statuses) <= {"pass", "undecided"}:
            return EXIT_UNDECIDED
        return EXIT_OK if all(status == "pass" for status in statuses) else EXIT_GAPS
    return EXIT_OK


class Night:
    """A run with its past. Made before anything is fetched, so that what is wrong with the options is said at once."""

    def __init__(
        self,
        archive: Path,
        *,
        word: str = "",
        fail_on: str = "",
        fail_under: float | None = None,
        max_undecided: float = MAX_UNDECIDED,
        notify: str = "",
        notify_form: str = "json",
        lang: str = "th",
    ) -> None:
        """``word`` names the baseline as ``baseline.load`` takes it; "" for none. Raises UserError."""
        if fail_on == "new" and not word:
            raise UserError("--fail-on new ต้องมี --baseline (last, เลขครั้ง หรือไฟล์) ไว้เทียบ")
        self._notify = notice.checked(notify) if notify else ""
        self._form, self._lang, self._archive = notify_form, lang, archive
        self.policy = Policy(fail_on, fail_under, max_undecided, bool(word))
        self._known: Baseline | None = baseline.load(word, archive) if word else None
        if word and self._known is None:
            click.echo("ยังไม่มีผลครั้งก่อนให้เทียบ ผลครั้งนี้จะเป็นจุดเริ่มต้น", err=True)
        if self._known is None and self._notify:
            self._known = baseline.load("last", archive)
        self._past = history.history(archive)
        self._down = history.was_down(archive)
        self._seen: Seen = {}
        self.diff: Diff | None = None
        self.history: tuple[Moment, ...] = ()

    def see(self, report: Report, site: Site) -> Report:
        """Take in this run. Returns the report with the hashes of its documents."""
        report = with_hashes(report, site)
        self._seen = seen_of(site)
        if self._known is not None:
            self.diff = self._known.diff(report, self._seen)
        score = report.score
        statuses = tuple((finding.item, finding.status) for finding in report.findings)
        number = (self._past[-1].run if self._past else 0) + 1
        now = Moment(number, report.crawl.started, score.oit, score.low, score.high, statuses)
        self.history = (*(run for run in self._past if run.started != now.started), now)
        return report

    @property
    def shown(self) -> Diff | None:
        """What changed, where the user asked for a comparison."""
        return self.diff if self.policy.baseline else None

    def carry(self, archive: Path) -> None:
        """Complete the earlier runs in ``archive``, which will replace theirs."""
        history.carry(self._archive, archive)

    def keep(self, archive: Path) -> None:
        """Store what was seen beside the newest run of ``archive``."""
        history.remember(archive, self._seen)

    def end(self, report: Report) -> int:
        """Tell who is to be told, if anything changed. Returns the exit code."""
        if self._down:
            self._tell(report, "up")
        elif self.diff is not None and (self.diff.of("broken") or self.diff.of("fixed")):
            self._tell(report, "changed")
        if self.policy.baseline and self._known is None:
            return EXIT_UNDECIDED if exit_code(report, self.policy) == EXIT_UNDECIDED else self._first(report)
        return exit_code(report, self.policy, self.diff)

    def down(self, report: Report) -> None:
        """The site could not be opened: tell it once."""
        if not self._down:
            self._tell(report, "down")
            history.note_down(self._archive)

    def _first(self, report: Report) -> int:
        """The first night knows nothing to be worse than: only a limit of the score, or "any", can fail it."""
        policy = self.policy
        return exit_code(report, Policy(policy.fail_on or "never", policy.fail_under, policy.max_undecided))

    def _tell(self, report: Report, state: str) -> None:
        if not self._notify:
            return
        why = notice.send(self._notify, notice.body(self._form, report, self.diff, state, self._lang))
        if why:
            click.echo(f"ส่งแจ้งเตือนไม่สำเร็จ ({why})", err=True)
