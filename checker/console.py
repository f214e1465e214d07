"""What a person sees while waiting and at the end, on the terminal."""

from __future__ import annotations

import shutil
import sys
import time
from types import TracebackType

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from crawler.progress import Progress as CrawlProgress
from reports.model import Diff, Report

PLAIN_INTERVAL = 10.0  # seconds between lines where there is no terminal to draw on


class CrawlBar:
    """A progress bar on a terminal, a line now and then elsewhere, nothing when quiet."""

    def __init__(self, budget: int, quiet: bool = False) -> None:
        self.budget = budget
        self.quiet = quiet
        self.console = Console(stderr=True)
        self._bar: Progress | None = None
        self._last = time.monotonic()

    def __enter__(self) -> CrawlBar:
        if not self.quiet and self.console.is_terminal:
            self._bar = Progress(
                SpinnerColumn(),
                TextColumn("{task.description}"),
                BarColumn(bar_width=24),
                TextColumn("{task.completed:.0f}/{task.total:.0f}"),
                TimeElapsedColumn(),
                TextColumn("[dim]{task.fields[now]}", markup=True),
                console=self.console,
                transient=True,
            )
            self._task = self._bar.add_task("อ่านเว็บไซต์", total=self.budget, now="")
            self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    def update(self, progress: CrawlProgress) -> None:
        """Show where the crawl is."""
        if self._bar is not None:
            from rich.markup import escape

            total = min(self.budget, progress.done + progress.queued) or 1
            self._bar.update(
                self._task,
                completed=progress.done,
                total=total,
                description=f"อ่านเว็บไซต์ (เอกสาร {progress.documents} อ่านไม่ได้ {progress.failures})",
                now=escape(progress.now[-60:]),
            )
        elif not self.quiet and time.monotonic() - self._last >= PLAIN_INTERVAL:
            self._last = time.monotonic()
            click.echo(
                f"อ่านแล้ว {progress.done} รอ {progress.queued} อ่านไม่ได้ {progress.failures}: {progress.now}", err=True
            )


def print_report(report: Report, lang: str = "th", diff: Diff | None = None) -> None:
    """The terminal report on standard output, in colour where it is a terminal."""
    from reports.terminal import render

    width = min(120, shutil.get_terminal_size((100, 24)).columns)
    click.echo(render(report, width, sys.stdout.isatty(), lang, diff), nl=False)
