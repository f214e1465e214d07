"""Parts of a page that its scripts draw, though the page says enough not to be taken for a shell.

A menu from a list by fetch, a footer from a file, a table of documents from an application; and a choice that goes to
another page. Seen in the plain HTML; the browser fills them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from crawler.text import lowered

SCANNED = 1_000_000  # characters of markup looked at
MOST = 12  # parts of one page
_HOLE = re.compile(r"""id=["']?([\w-]{2,60})[^<>]{0,300}>\s{0,200}</""")  # begins with plain letters: found fast
_BOXES = ("<div", "<ul", "<ol", "<tbody", "<section", "<main", "<nav", "<header", "<footer", "<aside")
_WORDS = ("กำลังโหลด", "โปรดรอสักครู่", "loading", "please wait")
_ID = re.compile(r"""\bid\s*=\s*["']?([\w-]{2,60})""")
_LISTS = ("<ul", "<ol", "<tbody")
_NAMES = re.compile(r"nav|menu|header|footer|content|list|doc|file|news|data|table|include|placeholder|year|ita|oit")
_ADORNING = re.compile(
    r"icon|messenger|widget|player|viewer|search|chat|badge|captcha|modal|toast|map|carousel|slide|swiper|chart"
    r"|calendar|load|fb-root|backdrop|overlay|cart|gallery|lightbox|count|clock|translate|weather|scroll|banner|cookie"
    r"|alert|popup|result|message|error|status|video|canvas|visitor|stat|share|dots|thumb|pagination|paging"
)
_FETCHES = re.compile(
    r"\bfetch\s*\(|xmlhttprequest|\.load\s*\(\s*[\"'`]|\$\.(?:get|post|ajax|getjson)\b|axios|\.innerhtml\s*\+?=|insertadjacenthtml"
    r"|\.append(?:child)?\s*\(|\.html\s*\("
)
_SOURCE = re.compile(r"""<script\b[^>]{0,300}\bsrc\s*=\s*["']?([^"'\s>]{1,300})""")
_LIBRARY = re.compile(
    r"jquery|bootstrap|popper|swiper|slick|owl|fontawesome|aos|wow|lightbox|modernizr|gtag|analytics|\.min\.js"
)
_SELECT = re.compile(r"<select\b([^>]{0,400})>")
_OPTION = re.compile(r"""<option\b[^>]{0,100}\bvalue\s*=\s*["']?([\w-]{2,60})["'\s>]""")
_JUMPS = re.compile(
    r"(?:window\.|document\.|top\.)?location(?:\.href)?\s*=[^=]|location\.(?:assign|replace)\s*\(|window\.open\s*\("
)
_CHANGES = re.compile(r"onchange|\.change\s*\(|[\"'`]change[\"'`]")


def why_drawn(html: str, url: str) -> tuple[str, ...]:
    """``part <name>`` for each empty part that a script fills, ``jump <name>`` for each choice that leads away."""
    html = lowered(html)[:SCANNED]
    if "<script" not in html:
        return ()
    scripts = _scripts(html)
    found = []
    filled = bool(_FETCHES.search(scripts))
    sourced = any(_own(source, url) for source in _SOURCE.findall(html))
    if filled or sourced:
        for name, is_list in _holes(html):
            named = filled and _named(name, scripts)
            if named or (sourced and (is_list or _NAMES.search(name))):
                found.append(f"part {name}")
    if "<select" in html and _JUMPS.search(scripts) and _CHANGES.search(html):
        found += [f"jump {name}" for name in _choices(html, scripts)]
    return tuple(dict.fromkeys(found))[:MOST]


def _scripts(html: str) -> str:
    """The scripts that stand in a page of lower case, one under the other."""
    parts = []
    at = html.find("<script")
    while at >= 0:
        begin = html.find(">", at)
        end = html.find("</script", begin)
        if begin < 0 or end < 0:
            break
        parts.append(html[begin + 1 : end])
        at = html.find("<script", end)
    return "\n".join(parts)[:400_000]


def _own(source: str, url: str) -> bool:
    """Whether a script is the site's own and no library."""
    if _LIBRARY.search(source):
        return False
    return not source.startswith(("http:", "https:", "//")) or urlsplit(url).netloc in source


def _holes(html: str) -> Iterator[tuple[str, bool]]:
    """Name of each part with nothing in it, and whether it is a list or table."""
    for hole in _HOLE.finditer(html):
        start = html.rfind("<", max(0, hole.start() - 400), hole.start())
        if start >= 0 and html.startswith(_BOXES, start):
            yield from _part(html[start : hole.end() - 2])
    for word in _WORDS:
        at = html.find(word)
        while at >= 0:
            before = html[max(0, at - 300) : at].rstrip()
            if before.endswith(">"):  # the first word of an element
                yield from _part("<" + next((tag for tag in reversed(before.split("<")[-5:]) if _ID.search(tag)), ""))
            at = html.find(word, at + len(word))


def _part(tag: str) -> Iterator[tuple[str, bool]]:
    found = _ID.search(tag)
    if found and not _ADORNING.search(tag):
        yield found[1], tag.startswith(_LISTS)


def _named(name: str, scripts: str) -> bool:
    return any(sign in scripts for sign in (f'"{name}"', f"'{name}'", f"`{name}`", f"#{name}"))


def _choices(html: str, scripts: str) -> Iterator[str]:
    """Choices whose entries are words, with a script that goes somewhere for them."""
    for select in _SELECT.finditer(html):
        name = _ID.search(select[1])
        if "onchange" not in select[1] and not (name and _named(name[1], scripts)):
            continue
        end = html.find("</select", select.end(), select.end() + 6000)
        words = _OPTION.findall(html[select.end() : max(end, 0)])
        if sum(not word.isdigit() for word in words) >= 2:
            yield name[1] if name else "choice"
