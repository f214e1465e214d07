"""The main job: an address becomes an archive, a judgement, reports and an exit code."""

from __future__ import annotations

import os
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import click

from checker.agency import AgencyFile, AgencyFileError, load_agency
from checker.errors import EXIT_OK, EXIT_UNDECIDED, UserError
from checker.proof import Proof, spool_of
from config.loader import Criteria, CriteriaError, available, load_criteria
from config.settings import CrawlSettings

if TYPE_CHECKING:
    from checker.nightly import Night
    from checker.outputs import Output
    from crawler.run import CrawlOutcome
    from crawler.site import Site
    from reports.model import Diff, Report

DEFAULT_CRITERIA = "2568"


def criteria_for(name: str | None, year: int | None) -> tuple[Criteria, int]:
    """The list to judge by and the assessed year, from ``--criteria`` and ``--year``. Raises UserError."""
    if name is None:
        name = str(year) if year else DEFAULT_CRITERIA
        if name not in available():
            raise UserError(
                f"ยังไม่มีรายการข้อของปี {name} ที่ใช้ได้คือ {', '.join(available())} "
                f"หากต้องการใช้รายการของปีอื่น ให้ใส่เช่น --year {name} --criteria {DEFAULT_CRITERIA}"
            )
    try:
        criteria = load_criteria(Path(name) if name.endswith(".toml") else name)
    except CriteriaError as error:
        raise UserError(str(error)) from error
    assessed = year or criteria.year
    return criteria.filled(assessed), assessed


def check_site(
    url: str,
    *,
    year: int | None = None,
    criteria: str | None = None,
    json_file: Path | None = None,
    html_file: Path | None = None,
    agency: Path | None = None,
    archive: Path | None = None,
    outputs: tuple[str, ...] = (),
    lang: str = "th",
    no_pictures: bool = False,
    night: dict[str, Any] | None = None,
    **crawl_options: object,
) -> int:
    """Crawl, judge, store, report. Returns the exit code; raises UserError before anything is written.

    ``outputs`` as ``checker.outputs.parse`` takes them; ``night`` are options of ``checker.nightly.Night``. Documents
    that are evidence stay in the archive, also where ``no_pictures`` are made of them.
    """
    rules_list, assessed = criteria_for(criteria, year)
    about = agency_for(agency)
    start, settings = _start(url, about, crawl_options)
    host = _file_host(start)
    target = archive or Path(f"{host}.db")
    written = _outputs(outputs, html_file or Path(f"{host}.html"), json_file)
    for path in (target, *(output.path for output in written)):
        _writable(path)
    _known_version(target)
    past = _night(target, lang, night)
    quiet = bool(crawl_options.get("quiet"))
    spool = spool_of(target)
    settings = replace(settings, keep=str(spool.folder.resolve()))
    working, site = _crawl(start, target, settings, _told(criteria, rules_list), quiet)
    if not site.pages and not site.documents:
        working.unlink(missing_ok=True)
        spool.drop()
        return _nothing_seen(site, rules_list, assessed, about, written, past, lang)
    report = past.see(_judge(site, rules_list, assessed, about), site)
    _carry(target, working)
    past.carry(working)
    proof = Proof(working, site, settings, spool, target)
    report = report if no_pictures else proof.take(report)
    stored = proof.store(_save(working, report), report)
    _keep_identities(working, site, rules_list, about)
    past.keep(working)
    _write_reports(report, written, lang, past, working)
    _close(working)
    working.replace(target)
    _show(report, lang, past.shown)
    if stored and not quiet:
        click.echo(f"\n{stored}")
    click.echo("\n" + "\n".join(f"{output.name}: {output.path}" for output in written) + f"\nฐานข้อมูล: {target}")
    return past.end(report)


def crawl_site(
    url: str, *, archive: Path | None = None, criteria: str | None = None, agency: Path | None = None, **options: object
) -> int:
    """Crawl into an archive without judging. Returns the exit code."""
    rules_list, _ = criteria_for(criteria, None)
    start, settings = _start(url, agency_for(agency), options)
    target = archive or Path(f"{_file_host(start)}.db")
    _writable(target)
    _known_version(target)
    working, site = _crawl(start, target, settings, _told(criteria, rules_list), bool(options.get("quiet")))
    if not site.pages and not site.documents:
        working.unlink(missing_ok=True)
        click.echo(_why_nothing(site), err=True)
        return EXIT_UNDECIDED
    _carry(target, working)
    _close(working)
    working.replace(target)
    click.echo(
        f"อ่านแล้ว {len(site.pages)} หน้า {len(site.documents)} เอกสาร อ่านไม่ได้ {len(site.failures)} ที่อยู่\n"
        f"ฐานข้อมูล: {target}\nตัดสินด้วย: oit judge {target}"
    )
    return EXIT_OK


def judge_archive(
    archive: Path,
    *,
    year: int | None = None,
    criteria: str | None = None,
    json_file: Path | None = None,
    html_file: Path | None = None,
    agency: Path | None = None,
    outputs: tuple[str, ...] = (),
    lang: str = "th",
    no_pictures: bool = False,
    night: dict[str, Any] | None = None,
) -> int:
    """Judge a stored crawl and store the run beside it. Returns the exit code. Options as of ``check_site``."""
    rules_list, assessed = criteria_for(criteria, year)
    about = agency_for(agency)
    written = _outputs(outputs, html_file, json_file)
    for output in written:
        _writable(output.path)
    past = _night(archive, lang, night)
    site = site_of(archive)
    if not site.pages and not site.documents:
        return _nothing_seen(site, rules_list, assessed, about, written, past, lang)
    report = past.see(_judge(site, rules_list, assessed, about), site)
    proof = Proof(archive, site, None)
    report = report if no_pictures else proof.take(report)
    proof.store(_save(archive, report), report)
    _keep_identities(archive, site, rules_list, about)
    past.keep(archive)
    _write_reports(report, written, lang, past, archive)
    _show(report, lang, past.shown)
    return past.end(report)


def write_stored(
    archive: Path, run: int, form: str, output: Path | None, lang: str = "th", *, no_pictures: bool = False
) -> None:
    """Render a stored run. Raises UserError when there is none."""
    from checker import history, kept, outputs
    from checker.store import ResultsVersionError, latest

    _known_version(archive)
    try:
        report = latest(archive, run)
    except ResultsVersionError as error:
        raise UserError(f"{archive}: สร้างด้วยโปรแกรมรุ่นใหม่กว่า ให้ปรับรุ่นโปรแกรมก่อน ({error})") from error
    if report is None:
        raise UserError(f"{archive}: ยังไม่มีผลการตัดสิน{f'ครั้งที่ {run}' if run else ''} ให้รัน oit judge {archive} ก่อน")
    if form == "terminal" and output is None:
        _show(report, lang)
        return
    past = history.history(archive, report.host)
    seen = tuple(one for one in past if not run or one.run <= run)
    pictures = {} if no_pictures else kept.pictures(archive, report)
    content = outputs.render(report, form, lang, None, seen, pictures)
    if output is not None:
        _writable(output)
        outputs.write(output, content)
        click.echo(f"เขียนแล้ว: {output}")
    elif isinstance(content, str):
        click.echo(content, nl=False)
    elif sys.stdout.isatty():
        raise UserError(f"รายงานแบบ {form} ไม่ใช่ข้อความ ให้ระบุไฟล์ด้วย -o")
    else:
        sys.stdout.buffer.write(content)


def run_demo(state: str, folder: Path, quiet: bool, *, no_pictures: bool = False) -> int:
    """Serve the invented agency and check it, state by state; reports go into ``folder``.

    Of all states only one gets pictures, which take the most time by far; a state asked for by name gets them too.
    """
    from checker.demo.server import PICTURED, STATES, serve

    folder.mkdir(parents=True, exist_ok=True)
    for name in STATES if state == "all" else [name for name in STATES if name == state]:
        click.echo(f"\n=== หน่วยงานสมมุติ สภาพ: {name} ===")
        with serve(name) as address:
            check_site(
                address,
                archive=folder / f"{name}.db",
                html_file=folder / f"{name}.html",
                json_file=folder / f"{name}.json",
                allow_private=True,
                no_offsite=True,
                no_pictures=no_pictures or (state == "all" and name != PICTURED),
                quiet=quiet,
            )
    if state == "all" and not no_pictures:
        click.echo(f"\nมีภาพหลักฐานเฉพาะสภาพ {PICTURED} สภาพอื่นสั่งได้ด้วย --state")
    click.echo(f"\nเปิดดูรายงาน: {folder}")
    return EXIT_OK


# --- parts ----------------------------------------------------------------------------------------


def _start(url: str, agency: AgencyFile, options: dict[str, object]) -> tuple[str, CrawlSettings]:
    from crawler.address import AddressError, start_address
    from crawler.documents import ocr_cache

    try:
        start = start_address(url)
    except AddressError as error:
        raise UserError(str(error)) from error
    settings = CrawlSettings(
        allow_private=bool(options.get("allow_private")),
        offsite=not options.get("no_offsite"),
        render=not options.get("no_browser"),
        robots=not options.get("ignore_robots"),
        insecure=bool(options.get("insecure")),
        fresh=bool(options.get("fresh")),
        trust_dates=bool(options.get("trust_dates")),
        ocr_cache=str(ocr_cache.folder() / "ocr.sqlite"),
        folder=str(options.get("scope") or ""),
        delay=float(str(options.get("delay") or 0)),
    )
    if options.get("max_pages"):
        settings = replace(settings, max_pages=int(str(options["max_pages"])))
    if options.get("deadline"):
        settings = replace(settings, deadline=float(str(options["deadline"])) * 60)
    also = options.get("also")
    named = tuple(_host(str(host)) for host in also) if isinstance(also, list | tuple) else ()
    return start, replace(settings, also=tuple(dict.fromkeys((*agency.hosts, *named))))


def _host(typed: str) -> str:
    """The host, with its port if it has one, of what was given to ``--also``."""
    from crawler.address import AddressError, start_address

    try:
        return urlsplit(start_address(typed)).netloc
    except AddressError as error:
        raise UserError(f"--also {typed}: {error}") from error


def _told(name: str | None, criteria: Criteria) -> str:
    """What another process finds the same list by: its name, or its file."""
    return str(Path(name).resolve()) if name and name.endswith(".toml") else criteria.name


def agency_for(path: Path | None) -> AgencyFile:
    """What the agency's file says; nothing when there is none. Raises UserError."""
    if path is None:
        return AgencyFile()
    try:
        return load_agency(path)
    except AgencyFileError as error:
        raise UserError(str(error)) from error


def _file_host(start: str) -> str:
    parts = urlsplit(start)
    name = parts.hostname or "site"
    return f"{name}-{parts.port}" if parts.port else name


def _writable(path: Path) -> None:
    parent = path.resolve().parent
    if not parent.is_dir():
        raise UserError(f"เขียน {path} ไม่ได้: ไม่มีโฟลเดอร์ {parent} ให้สร้างก่อน หรือระบุที่อื่น")
    if path.is_dir():
        raise UserError(f"เขียน {path} ไม่ได้: เป็นโฟลเดอร์ ให้ระบุชื่อไฟล์")
    try:
        with tempfile.NamedTemporaryFile(prefix=".oit-", dir=parent):
            pass
        if path.exists() and not os.access(path, os.W_OK):
            raise PermissionError(13, "Permission denied")
    except OSError as error:
        raise UserError(f"เขียน {path} ไม่ได้ ({error.strerror}) ให้รันในโฟลเดอร์ที่เขียนได้ หรือระบุที่อื่น") from error


def _known_version(path: Path) -> None:
    """Refuse to touch a database that a newer version wrote, or a file that is no database of ours."""
    if not path.exists() or path.stat().st_size == 0:
        return
    from crawler.archive import ArchiveError, check_target

    try:
        check_target(path)
    except ArchiveError as error:
        raise UserError(f"{path}: {error}") from error


def _crawl(start: str, target: Path, settings: CrawlSettings, criteria: str, quiet: bool) -> tuple[Path, Site]:
    """Read the site into a file beside ``target``; a crawl that was cut short there is gone on with."""
    from checker.console import CrawlBar
    from checker.prefer import Prefer
    from crawler.archive import ArchiveError
    from crawler.run import crawl

    try:
        with CrawlBar(settings.max_pages, quiet=quiet) as bar:
            outcome = crawl(start, target, settings, Prefer(criteria), bar.update, place=False)
    except ArchiveError as error:
        raise UserError(str(error)) from error
    if outcome.stopped_by == "crash":
        click.echo(f"โปรแกรมอ่านเว็บไซต์ขัดข้องก่อนจบ ผลต่อไปนี้มาจากส่วนที่อ่านไว้แล้ว\n{outcome.detail}", err=True)
    if outcome.archive is None:
        raise UserError(f"อ่านเว็บไซต์ {start} ไม่สำเร็จ ให้ลองใหม่อีกครั้ง")
    if not quiet:
        _tell(outcome)
    return outcome.archive, site_of(outcome.archive)


def _tell(outcome: CrawlOutcome) -> None:
    """What was taken over from earlier, and how to go on with what is left."""
    if outcome.resumed:
        click.echo(f"อ่านต่อจากครั้งก่อนที่ยังไม่จบ ไม่ต้องเปิดซ้ำ {outcome.recalled} ที่อยู่ (เริ่มใหม่ทั้งหมด: --fresh)")
    if outcome.same:
        click.echo(f"ไม่เปลี่ยนแปลงจากครั้งก่อน {outcome.same} หน้าและเอกสาร")
    if outcome.stopped_by in ("interrupt", "deadline", "silent"):
        click.echo("ยังอ่านไม่จบ สั่งคำสั่งเดิมอีกครั้งภายใน 24 ชั่วโมงเพื่ออ่านต่อ")


def _carry(target: Path, working: Path) -> None:
    """Keep the results of earlier runs when a new crawl takes the place of the one they were judged from."""
    from checker.store import ResultsVersionError, carry

    if target.exists() and target.stat().st_size:
        try:
            carry(target, working)
        except ResultsVersionError as error:
            raise UserError(f"{target}: สร้างด้วยโปรแกรมรุ่นใหม่กว่า ให้ปรับรุ่นโปรแกรมก่อน ({error})") from error


def site_of(path: Path, held: int | None = None) -> Site:
    """What an archive holds; ``held`` as of ``read_site``. Raises UserError."""
    from crawler.archive import ArchiveError, read_site

    try:
        return read_site(path) if held is None else read_site(path, held)
    except ArchiveError as error:
        raise UserError(f"{path}: {error}") from error


def _judge(site: Site, criteria: Criteria, year: int, agency: AgencyFile) -> Report:
    from checker.engine import judge

    return judge(site, criteria, year, agency)


def _keep_identities(path: Path, site: Site, criteria: Criteria, about: AgencyFile) -> None:
    from checker.identities import keep

    keep(path, site, criteria, about)


def _save(path: Path, report: Report) -> int:
    from checker.store import ResultsVersionError, save

    try:
        return save(path, report)
    except ResultsVersionError as error:
        raise UserError(f"{path}: สร้างด้วยโปรแกรมรุ่นใหม่กว่า ให้ปรับรุ่นโปรแกรมก่อน ({error})") from error


def _close(path: Path) -> None:
    """Fold the write-ahead log into the database, so that it is one file that can be moved."""
    import sqlite3
    from contextlib import closing

    with closing(sqlite3.connect(path)) as connection:
        connection.execute("pragma wal_checkpoint(truncate)")
        connection.execute("pragma journal_mode = delete")


def _why_nothing(site: Site) -> str:
    from crawler.causes import CAUSES, thai

    if not site.failures:
        return f"เปิดเว็บไซต์ {site.asked} ไม่ได้: ไม่มีหน้าใดให้อ่าน ({site.stopped_by or 'ไม่ทราบสาเหตุ'})"
    failure = site.failures[0]
    advice = CAUSES[failure.cause].advice if failure.cause in CAUSES else ""
    detail = f" [{failure.detail or failure.status}]" if failure.detail or failure.status else ""
    if failure.cause == "guard":
        advice = "หากตั้งใจตรวจเว็บไซต์ภายใน ให้ใส่ --allow-private"
    return f"เปิดเว็บไซต์ {site.asked} ไม่ได้: {thai(failure.cause)}{detail}\nสิ่งที่ควรทำ: {advice}"


def _nothing_seen(
    site: Site,
    criteria: Criteria,
    year: int,
    agency: AgencyFile,
    written: list[Output],
    past: Night,
    lang: str,
) -> int:
    """The site could not be read at all: say why, write only what was asked for by name."""
    first = site.failures[0] if site.failures else None
    if first is not None and first.cause == "guard":
        raise UserError(_why_nothing(site))
    if first is not None and first.cause == "content_type":
        raise UserError(f"{site.asked}: เป็นไฟล์ ({first.detail}) ไม่ใช่เว็บไซต์ ให้ใส่ที่อยู่หน้าแรกของเว็บไซต์หน่วยงาน")
    click.echo(_why_nothing(site), err=True)
    report = _judge(site, criteria, year, agency)
    asked = [output for output in written if output.asked]
    _write_reports(report, asked, lang, None)
    for output in asked:
        click.echo(f"{output.name}: {output.path}", err=True)
    past.down(report)
    return EXIT_UNDECIDED


def _outputs(words: tuple[str, ...], html_file: Path | None, json_file: Path | None) -> list[Output]:
    """Everything that is to be written, each file once. Raises UserError."""
    from checker.outputs import Output, parse

    named = [parse(word) for word in words]
    if json_file:
        named.insert(0, Output("json", json_file))
    if html_file and html_file not in [output.path for output in named]:
        named.insert(0, Output("html", html_file, asked=False))
    paths = [output.path.resolve() for output in named]
    for path in paths:
        if paths.count(path) > 1:
            raise UserError(f"ระบุให้เขียนไฟล์ {path} มากกว่าหนึ่งครั้ง")
    return named


def _night(archive: Path, lang: str, options: dict[str, Any] | None) -> Night:
    from checker.nightly import Night

    return Night(archive, lang=lang, **(options or {}))


def _write_reports(
    report: Report, written: list[Output], lang: str, past: Night | None, archive: Path | None = None
) -> None:
    from checker import kept, outputs

    pictures = kept.pictures(archive, report) if archive else {}
    for output in written:
        diff, history = (past.shown, past.history) if past is not None else (None, ())
        outputs.write(output.path, outputs.render(report, output.form, lang, diff, history, pictures))


def _write(path: Path, text: str) -> None:
    """Write whole or not at all."""
    from checker import outputs

    outputs.write(path, text)


def _show(report: Report, lang: str = "th", diff: Diff | None = None) -> None:
    from checker.console import print_report

    print_report(report, lang, diff)
