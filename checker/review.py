"""A reviewer's word on an item: laid over the machine's verdict, and written into the agency's file.

The word never replaces the machine's: both are kept and shown. It counts until what the person saw changes, its time is
over, or the machine says the same.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from checker.addresses import Addresses
from checker.agency import REASONS, AgencyFile, AgencyFileError, Word, load_agency
from checker.score import ItemScore
from crawler.causes import thai as cause_in_thai
from crawler.site import Site
from reports.model import Finding, Review

if TYPE_CHECKING:
    from reports.model import Report

_NAMES = {
    "pass": "ผ่าน",
    "partial": "ยังไม่ครบ",
    "stale": "ผิดปี",
    "missing": "ไม่พบ",
    "manual": "ให้คนตรวจ",
    "undecided": "ตัดสินไม่ได้",
}


class Looked:
    """Fingerprints of what stands under addresses of one crawled site."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self._addresses = Addresses(site, None)

    def fingerprint(self, urls: Sequence[str]) -> str:
        """SHA-256 of what stands there: a page's own text, a document's bytes, else why it was not read."""
        lines = [f"{url}\t{self._content(url)}" for url in sorted(set(urls))]
        return hashlib.sha256("\n".join(lines).encode("utf-8", "replace")).hexdigest()

    def unread(self, urls: Sequence[str]) -> str:
        """Why one of these addresses could not be read this time, in Thai; "" when all were."""
        for url in urls:
            seen = self._addresses.seen(url)
            if seen.page is None and seen.document is None:
                return cause_in_thai(seen.cause) if seen.cause else "ไม่พบในการอ่านครั้งนี้"
        return ""

    def _content(self, url: str) -> str:
        seen = self._addresses.seen(url)
        if seen.document is not None:
            return f"document {seen.document.sha256}"
        if seen.page is not None:
            own = "\n".join(block.text for block in seen.page.blocks if block.place == "main")
            return f"page {hashlib.sha256(own.encode('utf-8', 'replace')).hexdigest()}"
        return f"unread {seen.cause}"


def laid_over(finding: Finding, word: Word, looked: Looked, score: ItemScore) -> Finding:
    """The finding with the word beside it; status and scores are the word's where it counts.

    ``score`` is what the word's verdict is worth. Whether a word has expired is asked of the day of the crawl, so that
    the same stored crawl always gives the same report.
    """
    state, sentence = _state(finding, word, looked)
    review = Review(
        verdict=word.verdict,
        by=word.by,
        date=word.date,
        reason=word.reason,
        note=word.note,
        expires=word.expires,
        state=state,
        machine=finding.status,
        machine_score=finding.score,
        sentence=sentence,
    )
    if state != "used":
        return replace(finding, review=review)
    submit = tuple(dict.fromkeys([*word.addresses, *finding.submit])) if word.verdict == "pass" else finding.submit
    return replace(
        finding,
        status=word.verdict,
        score=score.score,
        low=score.low,
        high=score.high,
        causes=(),
        submit=submit,
        review=review,
    )


def _state(finding: Finding, word: Word, looked: Looked) -> tuple[str, str]:
    who = f"{word.by} วินิจฉัยว่า “{_NAMES[word.verdict]}” เมื่อ {word.date}"
    why = REASONS[word.reason] + (f": {word.note}" if word.note else "")
    today = looked.site.started[:10]
    if word.expires and today and word.expires < today:
        return "expired", f"{who} แต่หมดอายุเมื่อ {word.expires} จึงไม่ใช้ ให้ตรวจใหม่หรือต่ออายุ"
    if word.addresses and word.seen and looked.fingerprint(word.addresses) != word.seen:
        unread = looked.unread(word.addresses)
        what = f"สิ่งที่เคยเห็นเปิดดูไม่ได้ครั้งนี้ ({unread})" if unread else "สิ่งที่เคยเห็นเปลี่ยนไปแล้ว"
        return "stale", f"{who} แต่{what} จึงไม่ใช้ ให้ตรวจใหม่"
    if not word.addresses and word.machine and word.machine != finding.status:
        found = _NAMES.get(finding.status, finding.status)
        return "stale", f"{who} แต่เดี๋ยวนี้โปรแกรมเห็นเป็น “{found}” จึงไม่ใช้ ให้ตรวจใหม่"
    if finding.status == word.verdict:
        return "unneeded", f"{who} ซึ่งโปรแกรมเห็นตรงกันแล้ว ลบออกจากไฟล์ได้"
    machine = _NAMES.get(finding.status, finding.status)
    return "used", f"{who} ({why}) โปรแกรมเห็นว่า “{machine}”"


def warnings(findings: Sequence[Finding], file: AgencyFile) -> tuple[str, ...]:
    """Thai sentences on words that do not count any more, or are of no item of the list."""
    told = [f"{f.item}: {f.review.sentence}" for f in findings if f.review is not None and f.review.state != "used"]
    known = {finding.item for finding in findings}
    told += [f"{item}: มีคำวินิจฉัยในไฟล์ของหน่วยงาน แต่รายการนี้ไม่มีข้อนี้" for item in file.verdicts if item not in known]
    return tuple(told)


def word_of(
    report: Report, site: Site, item: str, *, verdict: str, reason: str, by: str, day: date, note: str = "",
    addresses: Sequence[str] = (), expires: date | None = None,
) -> Word:  # fmt: skip
    """The word on ``item`` of a stored run, with what was seen. KeyError when the run has no such item."""
    finding = next((finding for finding in report.findings if finding.item == item), None)
    if finding is None:
        raise KeyError(item)
    urls = tuple(addresses) or tuple(dict.fromkeys(e.url.split("#", 1)[0] for e in finding.evidence))
    return Word(
        verdict=verdict,
        by=by,
        date=day.isoformat(),
        reason=reason,
        note=note,
        machine=finding.review.machine if finding.review else finding.status,
        addresses=urls,
        seen=Looked(site).fingerprint(urls) if urls else "",
        expires=expires.isoformat() if expires else "",
    )


def write_word(path: Path, item: str, word: Word | None) -> None:
    """Write (None: take away) the word on an item, all else in the file left as it stands, comments too.

    Raises AgencyFileError when the file cannot be used, before or after.
    """
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    try:
        document = tomlkit.parse(path.read_text(encoding="utf-8")) if path.exists() else tomlkit.document()
    except (OSError, UnicodeDecodeError, TOMLKitError) as error:
        raise AgencyFileError(f"{path}: {error}") from error
    verdicts: Any = document.get("verdicts")
    if verdicts is None:
        verdicts = document["verdicts"] = tomlkit.table(is_super_table=True)
        verdicts = document["verdicts"]
    if word is None:
        if item not in verdicts:
            raise AgencyFileError(f"{path}: verdicts.{item}: there is none")
        del verdicts[item]
        if not verdicts:
            del document["verdicts"]
    else:
        table = verdicts.get(item)
        if table is None:
            verdicts[item] = tomlkit.table()
            table = verdicts[item]
        for key, value in _toml(word).items():
            table[key] = value
        for key in [key for key in table if key not in _toml(word)]:
            del table[key]
    _replace(path, tomlkit.dumps(document))


def _toml(word: Word) -> dict[str, Any]:
    values: dict[str, Any] = {
        "verdict": word.verdict,
        "by": word.by,
        "date": date.fromisoformat(word.date),
        "reason": word.reason,
        "note": word.note,
        "machine": word.machine,
        "addresses": list(word.addresses),
        "seen": word.seen,
        "expires": date.fromisoformat(word.expires) if word.expires else "",
    }
    return {key: value for key, value in values.items() if value}


def _replace(path: Path, text: str) -> None:
    """Put ``text`` in the file's place once it has been read back as an agency file."""
    working = path.with_name(f".{path.name}.part")
    try:
        working.write_text(text, encoding="utf-8", newline="\n")
        load_agency(working)
        working.replace(path)
    except AgencyFileError as error:
        raise AgencyFileError(str(error).replace(str(working), str(path))) from error
    except OSError as error:
        raise AgencyFileError(f"{path}: cannot be written ({error.strerror})") from error
    finally:
        working.unlink(missing_ok=True)


def review_command(
    archive: Path, item: str | None, *, agency: Path | None, verdict: str | None, reason: str | None, by: str | None,
    note: str, addresses: Sequence[str], expires: date | None, day: date | None, remove: bool, run: int | None,
) -> int:  # fmt: skip
    """Write a word, take one away, or list them with their state. Returns the exit code."""
    import click

    from checker import check
    from checker.errors import EXIT_OK, UserError
    from checker.lists import stored_report

    path = agency or archive.with_suffix(".toml")
    report = stored_report(archive, run or 0)
    try:
        known = load_agency(path) if path.exists() else AgencyFile()
        if item is None:
            for line in _listed(report, check.site_of(archive), known):
                click.echo(line)
            return EXIT_OK
        code = item.upper()
        if code not in {finding.item for finding in report.findings}:
            raise UserError(f"ไม่มีข้อ {item} ในรายการ {report.criteria} ใช้รหัสเช่น {report.findings[0].item}")
        if remove:
            write_word(path, code, None)
            click.echo(f"ลบคำวินิจฉัยของ {code} จาก {path} แล้ว")
            return EXIT_OK
        if not (verdict and reason and by):
            raise UserError("ใส่ --verdict --reason และ --by ให้ครบ หรือ --remove เพื่อลบ")
        site = check.site_of(archive)
        given = date.today() if day is None else day
        word = word_of(
            report, site, code, verdict=verdict, reason=reason, by=by, day=given, note=note, addresses=addresses,
            expires=expires,
        )  # fmt: skip
        write_word(path, code, word)
    except AgencyFileError as error:
        raise UserError(str(error)) from error
    click.echo(f"เขียนคำวินิจฉัยของ {code} ใน {path} แล้ว\nตัดสินใหม่ด้วย: oit judge {archive} --agency {path}")
    return EXIT_OK


def _listed(report: Report, site: Site, file: AgencyFile) -> list[str]:
    looked = Looked(site)
    lines = []
    for finding in report.findings:
        word = file.verdicts.get(finding.item)
        if word is None:
            continue
        own = replace(finding, status=finding.review.machine) if finding.review else finding
        state, sentence = _state(own, word, looked)
        lines.append(f"{finding.item} [{_STATES[state]}] {sentence}")
    return lines or ["ยังไม่มีคำวินิจฉัยของผู้ตรวจ"]


_STATES = {"used": "ใช้อยู่", "unneeded": "ไม่จำเป็นแล้ว", "stale": "ล้าสมัย", "expired": "หมดอายุ"}
