"""The commands ``oit list`` and ``oit verify``: files in, files out, exit code."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import click

from checker import check
from checker.errors import EXIT_GAPS, EXIT_OK, EXIT_UNDECIDED, UserError
from checker.submission import (
    Submission,
    SubmissionError,
    as_csv,
    as_text,
    from_page,
    from_report,
    read_submission,
    read_text,
    same_address,
    write_xlsx,
)
from config.loader import Criteria

if TYPE_CHECKING:
    from checker.agency import AgencyFile
    from checker.verify import Verifier
    from crawler.site import Document, Page, Site
    from reports.model import Report
    from reports.verification import Verification

EXITS = {"ok": EXIT_OK, "fault": EXIT_GAPS, "undecided": EXIT_UNDECIDED}


def write_list(
    archive: Path | None,
    *,
    output: Path | None = None,
    template: Path | None = None,
    run: int | None = None,
    criteria: str | None = None,
) -> int:
    """Write the list of a stored run, or an empty form. Returns the exit code."""
    if (archive is None) == (template is None):
        raise UserError("ใส่ฐานข้อมูลของการตรวจ เช่น oit list www.example.go.th.db หรือขอแบบฟอร์มด้วย --template FILE.xlsx")
    if template is not None:
        rules_list, _ = check.criteria_for(criteria, None)
        _write(template, Submission(()), rules_list)
        return EXIT_OK
    assert archive is not None
    report = stored_report(archive, run or 0)
    rules_list, _ = check.criteria_for(criteria or report.criteria, report.year)
    submission = from_report(report)
    if output is None:
        click.echo(as_text(submission, rules_list), nl=False)
    else:
        _write(output, submission, rules_list)
    return EXIT_OK


def stored_report(archive: Path, run: int = 0) -> Report:
    """The stored report of a run (0: the newest). Raises UserError."""
    from checker.store import ResultsVersionError, latest
    from crawler.archive import ArchiveError, check_target

    try:
        check_target(archive)
        report = latest(archive, run)
    except ResultsVersionError as error:
        raise UserError(f"{archive}: สร้างด้วยโปรแกรมรุ่นใหม่กว่า ให้ปรับรุ่นโปรแกรมก่อน ({error})") from error
    except ArchiveError as error:
        raise UserError(f"{archive}: {error}") from error
    if report is None:
        raise UserError(f"{archive}: ยังไม่มีผลการตัดสิน{f'ครั้งที่ {run}' if run else ''} ให้รัน oit judge {archive} ก่อน")
    return report


def _write(path: Path, submission: Submission, criteria: Criteria) -> None:
    check._writable(path)
    ending = path.suffix.lower()
    if ending == ".xlsx":
        with tempfile.TemporaryDirectory(prefix=".oit-", dir=path.resolve().parent) as folder:
            working = Path(folder) / "list.xlsx"
            write_xlsx(working, submission, criteria)
            working.replace(path)
    elif ending == ".csv":
        check._write(path, "\ufeff" + as_csv(submission, criteria).replace("\r\n", "\n"))
    elif ending == ".txt":
        check._write(path, as_text(submission, criteria))
    else:
        raise UserError(f"{path}: ไม่รู้จักชนิดไฟล์ ใช้ .xlsx .csv หรือ .txt")
    click.echo(f"เขียนแล้ว: {path}")


def verify_list(
    list_file: Path | None,
    *,
    from_site: str | None = None,
    archive: Path | None = None,
    site_url: str | None = None,
    offline: bool = False,
    year: int | None = None,
    criteria: str | None = None,
    agency: Path | None = None,
    json_file: Path | None = None,
    html_file: Path | None = None,
    xlsx_file: Path | None = None,
    **crawl_options: object,
) -> int:
    """Check a list against its site. Returns the exit code."""
    from checker.verify import Verifier

    if (list_file is None) == (from_site is None):
        raise UserError("ใส่ไฟล์รายการที่จะตรวจ หรือ --from-site URL ของหน้า ITA ของหน่วยงาน อย่างใดอย่างหนึ่ง")
    if offline and archive is None:
        raise UserError("--offline ต้องใช้กับ --archive FILE ที่อ่านเว็บไซต์ไว้แล้ว")
    rules_list, assessed = check.criteria_for(criteria, year)
    about = check.agency_for(agency)
    for path in (json_file, html_file, xlsx_file):
        if path:
            check._writable(path)
    submission = _read_list(list_file, rules_list) if list_file is not None else Submission(())
    wanted = tuple(dict.fromkeys(filter(None, map(_plain, [e.url for e in submission.entries] + [from_site or ""]))))
    if archive is not None:
        site = check.site_of(archive)
        if not offline:
            site = _open_unseen(site, wanted, about, crawl_options)
    else:
        start = site_url or from_site or _main_site(wanted)
        site = _crawled(urlsplit(start)._replace(path="/", query="").geturl(), wanted, about, crawl_options)
    if not site.pages:
        click.echo(check._why_nothing(site), err=True)
        return EXIT_UNDECIDED
    verifier = Verifier(site, rules_list, assessed, about)
    if from_site is not None:
        submission = _own_list(verifier, from_site, assessed)
        if archive is None or not offline:
            unseen = tuple(filter(None, (_plain(entry.url) for entry in submission.entries)))
            fuller = _open_unseen(site, unseen, about, crawl_options)
            if fuller is not site:
                verifier = Verifier(fuller, rules_list, assessed, about)
    result = verifier.verify(submission)
    _write_results(result, json_file, html_file, xlsx_file)
    return EXITS[result.state]


def _read_list(path: Path, criteria: Criteria) -> Submission:
    from checker.engine import matcher_for

    try:
        if str(path) == "-":
            from crawler.encoding import decode

            return read_text(decode(sys.stdin.buffer.read())[0], criteria, matcher_for(criteria), "standard input")
        return read_submission(path, criteria, matcher_for(criteria))
    except SubmissionError as error:
        raise UserError(str(error)) from error


def _own_list(verifier: Verifier, from_site: str, assessed: int) -> Submission:
    """The list that the page ``from_site`` makes; given the home page, that of the site's page with the most items."""
    from checker.engine import matcher_for

    seen = verifier.addresses.seen(from_site)
    if seen.page is None:
        raise UserError(f"อ่านหน้า {from_site} ไม่ได้ จึงไม่มีรายการให้ตรวจ")
    criteria = verifier.criteria
    pages = sorted(verifier.site.pages, key=lambda page: page.url) if verifier.addresses.is_home(seen) else []
    with verifier.site.open():
        lists = [from_page(page, criteria, matcher_for(criteria), assessed) for page in (seen.page, *pages)]
    chosen = max(lists, key=lambda one: len({entry.item for entry in one.entries}))  # the first of those with the most
    if not chosen.entries:
        raise UserError(f"หน้า {from_site} ไม่มีลิงก์ของข้อใดที่รู้จัก ให้ใส่ที่อยู่ของหน้า ITA หรือ OIT ที่มีรายการข้อ")
    if chosen.source != seen.page.url:
        click.echo(f"ใช้รายการจากหน้า {chosen.source}", err=True)
    return chosen


def _plain(url: str) -> str:
    return same_address(url).split("#", 1)[0]


def _main_site(urls: Sequence[str]) -> str:
    """The site that most addresses of a list are on."""
    from crawler.scope import outside_kind

    parts = [urlsplit(url) for url in urls if outside_kind(url) in ("agency", "other", "file")]
    if not parts:
        raise UserError("ไม่ทราบว่าเว็บไซต์หลักคือเว็บไซต์ใด ให้ใส่ --site https://www.example.go.th/ หรือ --archive FILE")
    counted = Counter((part.scheme, part.netloc) for part in parts)
    (scheme, host), _ = min(counted.items(), key=lambda one: (-one[1], one[0]))
    return f"{scheme}://{host}/"


def _crawled(start: str, seeds: Sequence[str], about: AgencyFile, options: dict[str, object]) -> Site:
    """The site, crawled with the list's addresses read first."""
    from checker.console import CrawlBar
    from checker.prefer import Prefer
    from crawler.run import crawl

    address, settings = check._start(start, about, options)
    folder = Path(tempfile.mkdtemp(prefix="oit-verify-"))
    try:
        working = folder / "site.db"
        settings = replace(settings, seeds=tuple(seeds))
        with CrawlBar(settings.max_pages, quiet=bool(options.get("quiet"))) as bar:
            outcome = crawl(address, working, settings, Prefer(check.DEFAULT_CRITERIA), bar.update)
        if outcome.archive is None:
            raise UserError(f"อ่านเว็บไซต์ {address} ไม่ได้: {outcome.detail}")
        return check.site_of(working, held=sys.maxsize)  # the file does not stay
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _open_unseen(site: Site, wanted: Sequence[str], about: AgencyFile, options: dict[str, object]) -> Site:
    """The site with those addresses of the list opened that its crawl never met."""
    from checker.addresses import Addresses

    known = Addresses(site, None)
    unseen = [url for url in wanted if not known.seen(url).known]
    if not unseen:
        return site
    few = {**options, "max_pages": 2 * len(unseen) + 6, "quiet": True}
    return _merged(site, _crawled(site.start, unseen, about, few), unseen)


def _merged(site: Site, more: Site, urls: Sequence[str]) -> Site:
    """``site`` with what ``more`` saw of the addresses ``urls``."""
    from checker.addresses import Addresses

    old, new = Addresses(site, None), Addresses(more, None)
    pages: dict[str, Page] = {page.url: page for page in site.pages}
    documents: dict[str, Document] = {document.url: document for document in site.documents}
    failures = list(site.failures)
    outside = list(site.outside)
    for url in urls:
        seen = new.seen(url)
        if seen.page is not None:
            known = old.seen(seen.page.url).page
            kept = pages[known.url] if known is not None else seen.page
            aliases = {*kept.aliases, seen.asked, *(seen.page.aliases if known is None else ())} - {kept.url}
            pages[kept.url] = replace(kept, aliases=tuple(sorted(aliases)))
        elif seen.document is not None:
            documents.setdefault(seen.document.url, seen.document)
        elif seen.known and seen.own:
            failures += [failure for failure in more.failures if failure.url == seen.url]
        elif seen.known:
            outside += [one for one in more.outside if one.url == seen.url]
    return replace(
        site,
        pages=tuple(sorted(pages.values(), key=lambda page: page.url)),
        documents=tuple(sorted(documents.values(), key=lambda document: document.url)),
        failures=tuple(sorted(failures, key=lambda failure: failure.url)),
        outside=tuple(sorted(outside, key=lambda one: one.url)),
    )


def _write_results(
    result: Verification, json_file: Path | None, html_file: Path | None, xlsx_file: Path | None
) -> None:
    from reports.verification import as_html, as_json, as_terminal

    width = min(120, shutil.get_terminal_size((100, 24)).columns)
    click.echo(as_terminal(result, width, sys.stdout.isatty()), nl=False)
    if json_file:
        check._write(json_file, as_json(result))
    if html_file:
        check._write(html_file, as_html(result))
    if xlsx_file:
        _write_sheet(xlsx_file, result)
    for path in (json_file, html_file, xlsx_file):
        if path:
            click.echo(f"เขียนแล้ว: {path}")


def _write_sheet(path: Path, result: Verification) -> None:
    from datetime import datetime

    import xlsxwriter

    from reports.safe import text
    from reports.verification import as_rows

    with tempfile.TemporaryDirectory(prefix=".oit-", dir=path.resolve().parent) as folder:
        working = Path(folder) / "check.xlsx"
        with xlsxwriter.Workbook(working, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
            book.set_properties({"created": datetime(2000, 1, 1), "title": "ผลตรวจรายการที่อยู่ OIT"})
            wrap = book.add_format({"text_wrap": True, "valign": "top", "border": 1})
            head = book.add_format({"bold": True, "bg_color": "#1d4f91", "font_color": "#ffffff", "border": 1})
            sheet = book.add_worksheet("ผลตรวจ")
            sheet.freeze_panes(1, 1)
            for column, width in enumerate((7, 40, 50, 12, 60, 50, 50)):
                sheet.set_column(column, column, width)
            for number, row in enumerate(as_rows(result)):
                for column, cell in enumerate(row):
                    clean = "\n".join(text(line, 2000) for line in cell.split("\n"))
                    sheet.write_string(number, column, clean, wrap if number else head)
            sheet.set_landscape()
            sheet.set_paper(9)
            sheet.fit_to_pages(1, 0)
        working.replace(path)
