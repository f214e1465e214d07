"""Reports as files: the form is told by the ending of a name, or before it (``summary=FILE``); written whole or not."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from checker.errors import UserError
from reports.model import Diff, Moment, Report

FORMS = ("terminal", "html", "json", "md", "csv", "xlsx", "pdf", "junit", "sarif", "summary")
DIFF_FORMS = ("terminal", "md", "json", "html")
_NAMES = {
    "terminal": "รายงาน (ข้อความ)",
    "html": "รายงาน",
    "json": "JSON",
    "md": "Markdown",
    "csv": "CSV",
    "xlsx": "Excel",
    "pdf": "PDF",
    "junit": "JUnit",
    "sarif": "SARIF",
    "summary": "สรุป",
}
_ENDINGS = {
    ".html": "html",
    ".htm": "html",
    ".json": "json",
    ".md": "md",
    ".csv": "csv",
    ".xlsx": "xlsx",
    ".pdf": "pdf",
    ".xml": "junit",
    ".sarif": "sarif",
    ".txt": "terminal",
}


@dataclass(frozen=True)
class Output:
    """A file to be written, and in which of FORMS."""

    form: str
    path: Path
    asked: bool = True  # by name; the page that every check writes is not

    @property
    def name(self) -> str:
        """What a person calls it."""
        return _NAMES.get(self.form, self.form)


def parse(word: str) -> Output:
    """The output that ``--output`` names: FILE with a known ending, or FORM=FILE. Raises UserError."""
    form, equals, rest = word.partition("=")
    if equals and form in FORMS and rest:
        return _checked(Output(form, Path(rest)))
    path = Path(word)
    if path.name.lower().endswith(".sarif.json"):
        return _checked(Output("sarif", path))
    found = _ENDINGS.get(path.suffix.lower())
    if found is None:
        known = " ".join(_ENDINGS)
        raise UserError(f"--output {word}: ไม่รู้ชนิดจากชื่อไฟล์ ให้ลงท้ายด้วย {known} หรือใส่ชนิดไว้ข้างหน้า เช่น summary={word}")
    return _checked(Output(found, path))


def _checked(output: Output) -> Output:
    if output.form == "pdf":
        from checker.pdf import browser

        browser()
    return output


def render(
    report: Report,
    form: str,
    lang: str = "th",
    diff: Diff | None = None,
    history: tuple[Moment, ...] = (),
    pictures: Mapping[str, bytes] | None = None,
) -> str | bytes:
    """The report in one of FORMS; bytes for xlsx and pdf. Raises UserError when there is no browser for a PDF."""
    if form in ("html", "pdf"):
        from reports.html import render as html

        page = html(report, lang, diff, history, pictures)
        if form == "html":
            return page
        from checker.pdf import pdf

        return pdf(page, report.crawl.started)
    if form == "json":
        from reports.json_report import render as as_json

        return as_json(report)
    if form == "csv":
        from reports.csv_report import render as as_csv

        return as_csv(report, lang)
    if form == "xlsx":
        from reports.xlsx import render as xlsx

        return xlsx(report, lang)
    if form == "terminal":
        from reports.terminal import render as terminal

        return terminal(report, 100, False, lang, diff)
    if form == "md":
        from reports.markdown import render as markdown

        return markdown(report, lang, diff)
    if form == "junit":
        from reports.junit import render as junit

        return junit(report, lang, diff)
    if form == "sarif":
        from reports.sarif import render as sarif

        return sarif(report, lang, diff)
    if form == "summary":
        from reports.summary import render as summary

        return summary(report, lang, diff)
    raise ValueError(form)


def render_diff(diff: Diff, form: str, lang: str = "th", width: int = 100, color: bool = False) -> str:
    """A comparison in one of DIFF_FORMS."""
    if form == "html":
        from reports.html import render_diff as html

        return html(diff, lang)
    if form == "json":
        from reports.json_report import render_diff as as_json

        return as_json(diff)
    if form == "md":
        from reports.markdown import render_diff as markdown

        return markdown(diff, lang)
    from reports.terminal import render_diff as terminal

    return terminal(diff, width, color, lang)


def write(path: Path, content: str | bytes) -> None:
    """Write whole or not at all; text as UTF-8 with its line ends as they are. A pipe is written into."""
    data = content.encode() if isinstance(content, str) else content
    if path.exists() and not path.is_file():  # a pipe, /dev/stdout
        path.write_bytes(data)
        return
    handle, name = tempfile.mkstemp(prefix=".oit-", dir=path.resolve().parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        umask = os.umask(0)
        os.umask(umask)
        Path(name).chmod(0o666 & ~umask)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
