"""Services that keep files, on loopback: they answer by the names of their hosts, in the forms that the real ones use.

The forms (addresses, redirects, the marks by which their pages are told) are facts; names and words are invented.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack
from types import TracebackType
from urllib.parse import urlsplit

from certificates import Authority
from local_site import Answer, Asked, LocalSite, Route, moved

NAMES = (
    "drive.google.com",
    "docs.google.com",
    "drive.usercontent.google.com",
    "accounts.google.com",
    "www.google.com",
    "forms.gle",
    "1drv.ms",
    "onedrive.live.com",
    "api.onedrive.com",
    "login.live.com",
    "login.microsoftonline.com",
    "thungna.sharepoint.com",
    "thungna-my.sharepoint.com",
    "www.dropbox.com",
    "uc1.dl.dropboxusercontent.com",
    "bit.ly",
    "tinyurl.com",
    "shorturl.at",
    "cutt.ly",
    "me-qr.com",
    "lin.ee",
    "itas.nacc.go.th",
    "files.example.org",
)
NOWHERE = Answer(b"<html><head><title>Error 404 (Not Found)!!1</title></head><body>404</body></html>", 404)


class Services:
    """All of them, for the length of a ``with`` block. ``answers``: by address without scheme, its query included."""

    def __init__(self, authority: Authority, answers: Mapping[str, Route]) -> None:
        self.answers = dict(answers)
        self._tls = LocalSite({}, self._answer, tls=authority.context(names=NAMES))
        self._plain = LocalSite({}, self._answer)
        self._stack = ExitStack()

    def _answer(self, asked: Asked) -> Answer:
        route = self.answers.get(asked.headers["Host"] + asked.path, NOWHERE)
        return route(asked) if callable(route) else route

    @property
    def hosts(self) -> tuple[tuple[str, str], ...]:
        """For ``CrawlSettings.hosts``: every name leads here, and none is looked up."""
        return ("*:443", f"127.0.0.1:{self._tls.port}"), ("*:80", f"127.0.0.1:{self._plain.port}")

    @property
    def asked(self) -> list[str]:
        """The addresses asked for, without scheme."""
        return [asked.headers["Host"] + asked.path for asked in (*self._tls.asked, *self._plain.asked)]

    def __enter__(self) -> Services:
        self._stack.enter_context(self._tls)
        self._stack.enter_context(self._plain)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()


def served(body: bytes, name: str = "file.pdf", type: str = "application/octet-stream") -> Answer:
    """A file as a download."""
    return Answer(body, type=type, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def html(title: str, body: str = "", status: int = 200) -> Answer:
    """A page of a service's own."""
    return Answer(
        f"<!DOCTYPE html><html><head><title>{title}</title></head><body>{body}</body></html>".encode(), status
    )


def drive(identity: str, answer: Route) -> dict[str, Route]:
    """A Drive file: its download address leads to the host of contents, which gives ``answer``."""
    contents = f"drive.usercontent.google.com/download?id={identity}&export=download"
    return {
        f"drive.google.com/uc?export=download&id={identity}": moved("https://" + contents, 303),
        contents: answer,
        f"drive.google.com/file/d/{identity}/view": html("file - Google Drive", "<script>viewer()</script>"),
        f"drive.google.com/file/d/{identity}/view?usp=sharing": html("file - Google Drive"),
    }


def large(identity: str, body: bytes) -> dict[str, Route]:
    """A Drive file too large to be scanned for viruses: a page asks first whether to go on."""
    ask = html(
        "Google Drive - Virus scan warning",
        '<div class="uc-main"><p class="uc-warning-caption">Google Drive can\'t scan this file for viruses.</p>'
        '<form id="download-form" action="https://drive.usercontent.google.com/download" method="get">'
        '<input type="submit" id="uc-download-link" value="Download anyway"/>'
        f'<input type="hidden" name="id" value="{identity}"><input type="hidden" name="export" value="download">'
        '<input type="hidden" name="confirm" value="t"><input type="hidden" name="uuid" value="c944db56-38ef">'
        "</form></div>",
    )
    confirmed = f"drive.usercontent.google.com/download?id={identity}&export=download&confirm=t&uuid=c944db56-38ef"
    return {**drive(identity, ask), confirmed: served(body)}


def error(caption: str, more: str = "", title: str = "Google Drive", status: int = 200) -> Answer:
    """Drive's page that says why a file is not given."""
    return html(
        title,
        f'<div class="uc-main"><p class="uc-error-caption">{caption}</p>'
        f'<p class="uc-error-subcaption">{more}</p></div>',
        status,
    )


def folder(title: str, *entries: tuple[str, str]) -> Answer:
    """A Drive folder's plain listing: name and address of each file."""
    listed = "".join(
        f'<div class="flip-entry" id="entry-{number}" tabindex="0" role="link"><div class="flip-entry-info">'
        f'<a href="{address}" target="_blank"><div class="flip-entry-visual"></div>'
        f'<div class="flip-entry-title">{name}</div></a></div>'
        '<div class="flip-entry-last-modified"><div>1/15/68</div></div></div>'
        for number, (name, address) in enumerate(entries)
    )
    return html(title, f'<div class="flip-entries">{listed}</div>')


def published(body: str) -> Answer:
    """A text of Docs that its owner has put on the web, with what stands around it."""
    return html(
        "Document",
        '<script src="https://docs.google.com/static/x.js"></script><div id="banners"><p>Published using Docs</p>'
        '<a href="https://docs.google.com/abuse">Report abuse</a></div><div id="header"><div id="title">Document</div>'
        '<div id="interval"><p>Updated automatically every 5 minutes</p></div></div>'
        f'<div id="contents"><style>.c1{{color:#000}}</style><div class="doc-content">{body}</div></div>',
    )


def waffle(*rows: tuple[str, ...]) -> Answer:
    """A sheet put on the web as a page."""
    letters = "".join(f'<th class="column-headers-background">{chr(65 + at)}</th>' for at in range(len(rows[0])))
    lines = "".join(
        f'<tr><th class="row-headers-background"><div class="row-header-wrapper">{number}</div></th>'
        + "".join(f'<td class="s0" dir="ltr">{cell}</td>' for cell in row)
        + "</tr>"
        for number, row in enumerate(rows, 1)
    )
    return html(
        "Sheet",
        '<script src="https://docs.google.com/static/x.js"></script><div id="sheets-viewport"><div id="0">'
        '<div class="ritz grid-container"><table class="waffle no-grid"><thead><tr>'
        f'<th class="row-header freezebar-origin-ltr"></th>{letters}</tr></thead><tbody>{lines}</tbody></table></div>'
        "</div></div>",
    )


def signed_in(host: str = "accounts.google.com", path: str = "/v3/signin/identifier") -> dict[str, Route]:
    """The page where a service asks its visitor to sign in."""
    return {host + path: html("Sign in", '<form><input type="email" id="identifierId"></form>')}


def path_of(url: str) -> str:
    """An address as ``Services.answers`` names it."""
    return url.partition("://")[2] if urlsplit(url).path else url.partition("://")[2] + "/"
