"""Whether the plain HTML of a page is only a shell that a browser has to fill."""

from __future__ import annotations

import re

from crawler.extract import Extract
from crawler.page.hrefs import Joiner, called

# Characters of the page's own text above which nothing is missing that matters.
LITTLE = 250
PLENTY = 1000  # with as much and some links, scripts only adorn the page
LINKS = 5
SCANNED = 1_000_000  # characters of markup looked at
_SOURCED = re.compile(r"<script\b[^>]{0,300}\bsrc\s*=", re.I)
_ROOT_ID = r"""\bid\s*=\s*["']?(?:root|app|__next|__nuxt|___gatsby|svelte|q-app|app-root|main-app)["'\s>]"""
_ROOT = re.compile(
    r"<(?:div|main|section|body)\b[^>]{0,300}" + _ROOT_ID + r"|<app-root\b"
    r"|\bng-app\b|\bdata-reactroot\b|\bv-cloak\b|\bng-version=",
    re.I,
)
_EMPTY_ROOT = re.compile(
    r"<(div|main|section)\b[^>]{0,300}" + _ROOT_ID + r"[^<]{0,40}</\1>|<app-root[^>]{0,300}>\s{0,99}</app-root>", re.I
)
_FRAMEWORK = re.compile(
    r"__NEXT_DATA__|__NUXT__|webpackJsonp|/_next/static|/_nuxt/|vite|createApp\(|ReactDOM|angular", re.I
)
_ENABLE = re.compile(
    r"enable\s+javascript|javascript\s+(?:is\s+)?(?:required|disabled)|requires?\s+javascript|without\s+javascript"
    r"|เปิดใช้(?:งาน)?\s*(?:javascript|จาวาสคริปต์)",
    re.I,
)
_CUSTOM = re.compile(r"<([a-z][a-z0-9]*-[a-z0-9-]+)\b[^>]{0,300}>\s{0,99}</\1\s{0,9}>", re.I)
_ADORNING = re.compile(r"icon|messenger|widget|player|viewer|search|chat|badge|captcha|^font-|^annotation-|^color-")
_FILLED = re.compile(
    r"""(?:\.innerHTML|insertAdjacentHTML|document\.write(?:ln)?\s*\(|\.load\s*\(\s*['"]|\bfetch\s*\(|\$\.(?:get|getJSON|ajax)\s*\()""",
    re.I,
)
_REDIRECT = re.compile(
    r"(?:window\.|document\.|top\.|self\.)?location(?:\.href)?\s*=[^=]|location\.(?:replace|assign)\s*\(", re.I
)
_IN_FUNCTION = re.compile(r"function\b|=>|addEventListener|\.on\(|\.click\(", re.I)
# An empty place for a shared part, by its name; and any empty place that a script of the page can name.
_PART = re.compile(
    r"""<(?:div|nav|header|footer|section|aside|span)\b[^>]{0,300}\b(?:id|class|data-include|w3-include-html)\s*=\s*["'][^"'>]{0,60}"""
    r"""(?:nav|menu|header|footer|sidebar|include|placeholder)[^"'>]{0,60}["'][^>]{0,300}>\s{0,300}</(?:div|nav|header|footer|section|aside|span)>""",
    re.I,
)
_HOLE = re.compile(
    r"""<(?:div|ul|ol|tbody|section|main|table)\b[^>]{0,300}\bid\s*=\s*["']?([\w-]+)[^>]{0,300}>\s{0,300}</""", re.I
)


def why_shell(html: str, page: Extract) -> str:
    """Why plain HTML does not show the page, or "" when it does.

    ``script-redirect <address>`` (the address when it can be read), ``enable-javascript``, ``app-root``,
    ``custom-elements``, ``script-menu`` (the menu is put in by script), ``script-content`` or ``empty-body``.
    """
    own = sum(len(block.text) for block in page.blocks if block.place == "main")
    links = sum(1 for link in page.links if link.url and not link.dead)
    framed = any(link.tag in ("iframe", "frame", "embed", "object", "meta") for link in page.links)
    if (own >= PLENTY and links >= LINKS) or ("<script" not in html and "<SCRIPT" not in html):
        return ""
    html = html[:SCANNED]
    text = sum(len(block.text) for block in page.blocks)
    scripts = _scripts(html)
    if text < LITTLE and links <= 3:
        target = _redirect(scripts, page.base)
        if target:
            return f"script-redirect {target}".strip()
    # What a robot wall says is for pagecause; here only the words that an application shell shows without scripts.
    if text < LITTLE + 150 and _ENABLE.search(html):
        return "enable-javascript"
    if _EMPTY_ROOT.search(html) or (
        text < LITTLE and links < LINKS and (_ROOT.search(html) or _FRAMEWORK.search(html))
    ):
        return "app-root"
    if (own < LITTLE or links < LINKS) and _holds_custom(html):
        return "custom-elements"
    filled = bool(_FILLED.search(scripts))
    if len(page.links) < LINKS and (filled or _SOURCED.search(html)) and _PART.search(html):
        return "script-menu"
    if own < LITTLE and filled and any(_named(name, scripts) for name in _HOLE.findall(html)):
        return "script-content"
    if text < 40 and not framed and not page.images and links == 0:
        return "empty-body"
    return ""


def _scripts(html: str) -> str:
    """The scripts that stand in the page, one under the other."""
    lower = html.lower() if "<SCRIPT" in html or "</SCRIPT" in html else html
    parts: list[str] = []
    at = 0
    while (start := lower.find("<script", at)) >= 0:
        begin = lower.find(">", start)
        end = lower.find("</script", begin) if begin >= 0 else -1
        if end < 0:
            break
        parts.append(html[begin + 1 : end])
        at = end
    return "\n".join(parts)[:400_000]


def _redirect(scripts: str, base: str) -> str:
    """The address a script goes to at once, " " when it goes somewhere that cannot be read, "" when nowhere."""
    found = _REDIRECT.search(scripts)
    if not found:
        return ""
    before = scripts[max(0, found.start() - 200) : found.start()]
    timed = "setTimeout" in before or "onload" in before
    if _IN_FUNCTION.search(before) and not timed:
        return ""
    target = called(scripts[found.start() : found.start() + 500])
    return Joiner(base).join(target)[0] if target else " "


def _holds_custom(html: str) -> bool:
    names = {name.lower() for name in _CUSTOM.findall(html)}
    return any(not _ADORNING.search(name) for name in names)


def _named(name: str, scripts: str) -> bool:
    return f'"{name}"' in scripts or f"'{name}'" in scripts or f"#{name}" in scripts
