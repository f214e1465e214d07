"""One file for whoever must prove what the site showed: pages and documents as fetched, pictures, hashes, the report.

The same archive and run give the same bytes. A check needs nothing but the file itself.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from crawler.causes import thai
from crawler.documents.result import KINDS
from crawler.served import Served
from crawler.site import Document, Page, Site
from reports.model import Finding, Report
from reports.thai import THAI

SCHEMA = "oit-evidence/1"
MANIFEST, SEAL = "manifest.json", "manifest.sha256"
_DATE = (1980, 1, 1, 0, 0, 0)  # the earliest that the format knows: the package's own time says nothing
_CHUNK = 1 << 20
_FOUND, _SUBMIT = "หลักฐาน", "ที่อยู่สำหรับส่ง"
_LARGEST = 4_000_000_000  # bytes that a check reads of one part
_ABOUT = (
    "หน้าเว็บในแฟ้มนี้คือต้นฉบับที่โปรแกรมได้รับ (ถอดรหัสอักษรเป็น UTF-8 และหากหน้าสร้างด้วยสคริปต์ คือหลังให้เบราว์เซอร์แสดงผลแล้ว) "
    "เอกสารคือไฟล์ต้นฉบับตามที่ได้รับ พร้อมข้อความที่โปรแกรมอ่านได้ เอกสารใดที่ฐานข้อมูลไม่ได้เก็บไฟล์ไว้จะมีเฉพาะข้อความและบอกไว้ที่รายการนั้น "
    "ภาพคือหน้าเว็บตามต้นฉบับข้างต้นที่เปิดด้วยเบราว์เซอร์ หรือหน้าของเอกสาร โดยโปรแกรมตีกรอบข้อความที่อ้าง "
    "เวลาและส่วนหัว HTTP ของแต่ละไฟล์อยู่ใน manifest.json เท่าที่ฐานข้อมูลเก็บไว้"
)


class PackageError(ValueError):
    """A file that is no evidence package, or cannot be read; the message says why, in Thai."""


@dataclass(frozen=True, slots=True)
class Part:
    """One piece of evidence in the package. ``fetched`` is the hash of the bytes as the site sent them."""

    path: str
    url: str
    kind: str  # page, document
    title: str
    fetched: str
    size: int  # bytes as the site sent them; 0 when not known
    status: int
    note: str = ""
    text: str = ""  # file with the words that were read of it; "" when it is itself text
    served: Served | None = None  # when and with which headers; None where the archive did not keep it


@dataclass(slots=True)
class _Shelf:
    """Files of the package by name, each content once."""

    files: dict[str, bytes] = field(default_factory=dict)
    parts: dict[str, Part] = field(default_factory=dict)  # address: part
    served: dict[str, Served] = field(default_factory=dict)
    body: Callable[[str], bytes | None] = lambda _: None

    def put(self, folder: str, ending: str, body: bytes) -> str:
        name = f"{folder}/{hashlib.sha256(body).hexdigest()[:24]}.{ending}"
        self.files[name] = body
        return name


def build(
    site: Site,
    report: Report,
    served: dict[str, Served] | None = None,
    body: Callable[[str], bytes | None] = lambda _: None,
    pictures: Mapping[str, bytes] | None = None,
) -> dict[str, bytes]:
    """The package's files by name: the evidence of every finding, an index, the report, the manifest and its seal.

    ``served``: how each address was served, by ``crawler.served.served``; ``body``: a document as fetched, by its hash;
    ``pictures``: those that the report names, by their hash.
    """
    from reports.html import render as html
    from reports.json_report import render as as_json
    from reports.page import page

    pages = {url: p for p in site.pages for url in (p.url, *p.aliases)}
    documents = {url: d for d in site.documents for url in (d.url, *d.aliases)}
    shelf = _Shelf(served=served or {}, body=body)
    drawn = {sha256: shelf.put("pictures", "webp", data) for sha256, data in (pictures or {}).items()}
    items = []
    for finding in report.findings:
        lines: list[dict[str, Any]] = []
        for url, why in _addresses(finding):
            part = _part(shelf, url, pages, documents)
            line = {"url": url, "why": why, "file": "", "text": "", "note": "ไม่มีเนื้อหาในฐานข้อมูล (ไม่ได้เปิดหรือเปิดไม่ได้)"}
            if part is not None:
                line |= {"file": part.path, "text": part.text, "note": part.note}
            lines.append(line)
        items.append(
            {
                "item": finding.item,
                "title": finding.title,
                "status": finding.status,
                "addresses": lines,
                "pictures": [
                    {
                        "file": drawn[element.picture.sha256],
                        "url": element.picture.url,
                        "element": element.wording,
                        "shows": THAI.picture(element.picture),
                    }
                    for element in finding.elements
                    if element.picture and element.picture.sha256 in drawn
                ],
            }
        )
    parts = sorted({(p.path, p.url): p for p in shelf.parts.values()}.values(), key=lambda p: (p.path, p.url))
    files = dict(shelf.files)
    files["index.html"] = page("evidence.html", report=report, items=items, parts=parts, about=_ABOUT, t=THAI).encode()
    files["report.html"] = html(report, pictures=pictures).encode()
    files["report.json"] = as_json(report).encode()
    files[MANIFEST] = _manifest(report, files, parts, items)
    files[SEAL] = f"{hashlib.sha256(files[MANIFEST]).hexdigest()}  {MANIFEST}\n".encode()
    return files


def write(path: Path, files: dict[str, bytes]) -> str:
    """Write the package's files to ``path``, in order of name. Returns the SHA-256 of the whole file."""
    with zipfile.ZipFile(path, "w") as package:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, _DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            package.writestr(entry, files[name], compresslevel=6)
    return file_hash(path)


def file_hash(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def differences(path: Path) -> tuple[str, ...]:
    """What in a package is not as its manifest says, in Thai, each with the file's name; () when all is well.

    Raises PackageError when it is no evidence package.
    """
    try:
        with zipfile.ZipFile(path) as package:
            return tuple(_differences(package))
    except (OSError, zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise PackageError(f"{path}: เปิดเป็นแฟ้มหลักฐานไม่ได้ ({error})") from error


def _differences(package: zipfile.ZipFile) -> Iterator[str]:
    names = package.namelist()
    if MANIFEST not in names:
        raise PackageError(f"ไม่ใช่แฟ้มหลักฐานของโปรแกรมนี้: ไม่มี {MANIFEST}")
    manifest = _read(package, MANIFEST)
    if SEAL not in names:
        yield f"{SEAL}: หายไป"
    elif _read(package, SEAL).split()[:1] != [hashlib.sha256(manifest).hexdigest().encode()]:
        yield f"{MANIFEST}: ถูกเปลี่ยน (ค่า SHA-256 ไม่ตรงกับ {SEAL})"
    try:
        data = json.loads(manifest)
        listed = {str(entry["path"]): (int(entry["size"]), str(entry["sha256"])) for entry in data["files"]}
        schema = data["schema"]
    except (ValueError, KeyError, TypeError) as error:
        raise PackageError(f"{MANIFEST}: อ่านไม่ได้ ({error})") from error
    if schema != SCHEMA:
        raise PackageError(f"{MANIFEST}: รุ่น {schema} โปรแกรมนี้อ่านรุ่น {SCHEMA}")
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield f"{name}: มีซ้ำในแฟ้ม"
    for name, (size, digest) in sorted(listed.items()):
        if name not in names:
            yield f"{name}: หายไป"
            continue
        try:
            found_size, found = _hash(package, name)
        except (zipfile.BadZipFile, EOFError, OSError, RuntimeError) as error:
            yield f"{name}: เสียหาย ({error})"
            continue
        if (found_size, found) != (size, digest):
            yield f"{name}: ถูกเปลี่ยน (SHA-256 {found[:16]}… ไม่ใช่ {digest[:16]}…)"
    for name in sorted(set(names) - set(listed) - {MANIFEST, SEAL}):
        yield f"{name}: มีเพิ่มมา ไม่อยู่ใน {MANIFEST}"


def _hash(package: zipfile.ZipFile, name: str) -> tuple[int, str]:
    digest, size = hashlib.sha256(), 0
    with package.open(name) as part:
        while chunk := part.read(_CHUNK):
            digest.update(chunk)
            size += len(chunk)
            if size > _LARGEST:
                raise RuntimeError("ใหญ่เกินไป")
    return size, digest.hexdigest()


def _read(package: zipfile.ZipFile, name: str) -> bytes:
    with package.open(name) as part:
        return part.read(200_000_000)


def _addresses(finding: Finding) -> Iterator[tuple[str, str]]:
    """The addresses that a finding rests on, each once, with what for."""
    why: dict[str, list[str]] = {}

    def add(url: str, reason: str) -> None:
        reasons = why.setdefault(url.split("#", 1)[0], [])
        if reason not in reasons:
            reasons.append(reason)

    for evidence in finding.evidence:
        add(evidence.url, _FOUND)
    for element in finding.elements:
        for quote in element.quotes:
            add(quote.url, element.wording)
    for url in finding.submit:
        add(url, _SUBMIT)
    for url, reasons in why.items():
        quoted = [reason for reason in reasons if reason not in (_FOUND, _SUBMIT)]
        said = [reason for reason in (_FOUND, _SUBMIT) if reason in reasons]
        yield url, " · ".join([*said, *([f"ข้อความที่อ้างตอบ: {'; '.join(quoted)}"] if quoted else [])])


def _part(shelf: _Shelf, url: str, pages: dict[str, Page], documents: dict[str, Document]) -> Part | None:
    if url in shelf.parts:
        return shelf.parts[url]
    part = None
    if (page := pages.get(url)) is not None:
        note = "แสดงผลด้วยเบราว์เซอร์ก่อนเก็บ" if page.rendered else ""
        path = shelf.put("pages", "html", page.html.encode("utf-8", "replace"))
        part = Part(path, page.url, "page", page.title, page.sha256, 0, page.status, note)
    elif (document := documents.get(url)) is not None:
        part = _document_part(shelf, document)
    if part is not None:
        part = shelf.parts[url] = replace(part, served=shelf.served.get(part.url))
    return part


def _document_part(shelf: _Shelf, document: Document) -> Part:
    text = shelf.put("documents", "txt", _document_text(document).encode("utf-8", "replace"))
    note = f"ไฟล์ {document.kind.upper()} {document.page_count} หน้า"
    if document.cause:
        note += f" (อ่านได้ไม่ครบหรือไม่ได้: {thai(document.cause)})"
    path, original = text, shelf.body(document.sha256)
    if original is None:
        note += " ไม่ได้เก็บไฟล์ต้นฉบับ มีเฉพาะข้อความ"
    else:
        path = shelf.put("documents", document.kind if document.kind in KINDS else "bin", original)
    d = document
    words = "" if original is None else text
    return Part(path, d.url, "document", d.title, d.sha256, d.size, d.status, note, words)


def _document_text(document: Document) -> str:
    head = [
        f"ที่อยู่: {document.url}",
        f"ชนิด: {document.kind}  ขนาด: {document.size} ไบต์  จำนวนหน้า: {document.page_count}",
        f"SHA-256 ของไฟล์ต้นฉบับ: {document.sha256}",
    ]
    pages = [f"--- หน้า {number} ---\n{text}" for number, text in enumerate(document.pages, 1)]
    return "\n".join([*head, "", *pages]) + "\n"


def _manifest(report: Report, files: dict[str, bytes], parts: list[Part], items: list[dict[str, Any]]) -> bytes:
    data = {
        "schema": SCHEMA,
        "tool": report.tool,
        "site": {"url": report.url, "agency": report.agency},
        "criteria": {"name": report.criteria, "year": report.year},
        "crawl": {"started": report.crawl.started, "finished": report.crawl.finished},
        "about": _ABOUT,
        "items": items,
        "evidence": [
            {
                "file": part.path,
                "text": part.text,
                "url": part.url,
                "kind": part.kind,
                "status": part.status,
                "fetched_sha256": part.fetched,
                "fetched_bytes": part.size,
                "note": part.note,
                "fetched_at": part.served.at if part.served else "",
                "redirects": list(part.served.hops) if part.served else [],
                "headers": dict(part.served.headers) if part.served else {},
            }
            for part in parts
        ],
        "files": [
            {"path": name, "size": len(body), "sha256": hashlib.sha256(body).hexdigest()}
            for name, body in sorted(files.items())
        ],
    }
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def evidence_command(archive: Path | None, *, output: Path | None, checked: Path | None, run: int | None) -> int:
    """Write or check a package. Returns the exit code: 0 written or as it was, 1 something differs."""
    import click

    from checker import check, kept
    from checker.errors import EXIT_GAPS, EXIT_OK, UserError
    from checker.lists import stored_report
    from crawler.served import served

    if (archive is None) == (checked is None) or (archive is not None) != (output is not None):
        raise UserError("ใส่ฐานข้อมูลและ -o FILE.zip เพื่อเขียนแฟ้มหลักฐาน หรือ --check FILE.zip เพื่อตรวจแฟ้มที่มีอยู่")
    if checked is not None:
        try:
            found = differences(checked)
        except PackageError as error:
            raise UserError(str(error)) from error
        click.echo("\n".join(found) if found else "ครบถ้วน ไม่มีไฟล์ใดถูกเปลี่ยน")
        click.echo(f"SHA-256 ของแฟ้ม: {file_hash(checked)}")
        return EXIT_GAPS if found else EXIT_OK
    assert archive is not None
    assert output is not None
    check._writable(output)
    report = stored_report(archive, run or 0)
    pictures = kept.pictures(archive, report)
    files = build(check.site_of(archive), report, served(archive), partial(kept.kept, archive), pictures)
    with tempfile.TemporaryDirectory(prefix=".oit-", dir=output.resolve().parent) as folder:
        working = Path(folder) / "evidence.zip"
        digest = write(working, files)
        working.replace(output)
    click.echo(f"เขียนแล้ว: {output} ({len(files)} ไฟล์)\nSHA-256 ของแฟ้ม: {digest}")
    return EXIT_OK
