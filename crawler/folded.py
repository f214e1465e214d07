"""Parts of a page that a click or a choice has to fetch first: seen in its plain HTML, opened in the browser.

What merely lies hidden in the HTML is none of them: it is read anyway.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from crawler.text import lowered

SCANNED = 1_000_000  # characters of markup looked at
NAMES = 40  # parts named by controls that are looked at
_WAIT = r"(?:กำลังโหลด|โปรดรอ|กรุณารอ|loading|please wait)[^<]{0,30}"
_NOTHING = rf"(?:\s|<[^>]{{0,200}}>|{_WAIT}|&nbsp;){{0,12}}?"
# The parts that controls name: patterns that begin with plain words are found fast.
_NAMED = (
    ("aria-controls", re.compile(r"""aria-controls\s*=\s*["']?([\w-]+)""")),
    ("data-target", re.compile(r"""data-target\s*=\s*["']?#([\w-]+)""")),
    ("data-bs-target", re.compile(r"""data-bs-target\s*=\s*["']?#([\w-]+)""")),
    ('href="#', re.compile(r"""href="#([\w-]+)"(?=[^>]{0,300}(?:toggle|expanded|role="tab|onclick))""")),
    ("toggle=", re.compile(r"""toggle=[^>]{0,200}\shref=["']#([\w-]+)""")),
    ("onclick=", re.compile(r"""onclick=["'][^"'>(]{0,60}\(\s*(?:this\s*,\s*)?["']#?([\w-]+)""")),
)
# Read by the browser's script as well.
MORE_WORDS = (
    r"(?:(?:ดู|โหลด|แสดง|เรียกดู)\s*(?:ข้อมูล|รายการ|ข่าว|เอกสาร|ไฟล์|ประกาศ)?\s*เพิ่ม(?:เติม|อีก)?"
    r"|(?:load|show|view|see)\s+more(?:\s+\w+)?)"
)
_MORE = re.compile(MORE_WORDS)
_MORE_BEFORE = re.compile(
    r"<(?:(?:button|div|span|p)\b[^<>]{0,400}|a\b(?![^<>]{0,400}\bhref\s*=\s*[\"']?(?!#|javascript:|[\"'])\S)[^<>]{0,400})>"
    r"(?:\s|<(?:i|b|svg)\b[^<>]{0,200}>|</(?:i|b|svg|span)>){0,6}$"
)
_MORE_AFTER = re.compile(
    r"[\s.»›>↓⌄…]{0,20}(?:</?(?:i|span|b|svg)\b[^<>]{0,200}>\s{0,9}){0,6}</(?:button|a|div|span|p)>"
)
_SELECT = re.compile(r"<select\b([^>]{0,400})>")
_YEAR = re.compile(r"<option\b[^>]{0,200}>\s*(?:ปี\s*)?(?:งบประมาณ\s*)?(?:พ\.?\s?ศ\.?\s*)?(?:25|20)\d\d\s*<")
_ADDRESS = re.compile(r"""<option\b[^>]{0,100}\bvalue\s*=\s*["']?(?:https?:|/)""")
_UNTOLD = re.compile(r"""aria-expanded\s*=\s*["']?false""")
_OTHERWISE = re.compile(r"aria-controls|-target|haspopup|dropdown|nav|menu|search")
_DETAILS = re.compile(rf"</summary>{_NOTHING}</details")
_FETCHES = re.compile(r"\bfetch\s*\(|xmlhttprequest|\.load\s*\(|\$\.(?:get|post|ajax|getjson)\b|axios")


def why_folded(html: str) -> str:
    """``panel <name>``, ``more``, ``choice``, ``button`` or ``details`` when a part is fetched by a click; "" else."""
    html = lowered(html)[:SCANNED]
    if "<script" not in html:
        return ""
    named = {name for sign, pattern in _NAMED if sign in html for name in pattern.findall(html)}
    for name in sorted(named)[:NAMES]:
        if _empty(name, html):
            return f"panel {name}"
    if any(_more(html, at) for at in _all(html, "เพิ่ม", "more")):
        return "more"
    if "<select" in html and any(_chooses(html, found) for found in _SELECT.finditer(html)):
        return "choice"
    if "</summary>" in html and _DETAILS.search(html):
        return "details"
    if any(_untold(html, found.start()) for found in _UNTOLD.finditer(html)) and _FETCHES.search(html):
        return "button"
    return ""


def _empty(name: str, html: str) -> bool:
    """Whether the element of this id holds nothing, or only the word that it is being loaded."""
    for written in (f'id="{name}"', f"id='{name}'", f"id={name}>", f"id={name} "):
        at = html.find(written)
        if at >= 0:
            start, end = html.rfind("<", 0, at), html.find(">", at)
            tag = re.match(r"<(\w+)", html[start : start + 30])
            if tag is None or end < 0 or tag[1] in ("input", "img", "a", "select", "iframe"):
                return False
            return bool(re.compile(rf"{_NOTHING}</{tag[1]}\s*>").match(html, end + 1))
    return False


def _all(html: str, *words: str) -> Iterator[int]:
    """Where any of the words stands."""
    for word in words:
        at = html.find(word)
        while at >= 0:
            yield at
            at = html.find(word, at + len(word))


def _more(html: str, at: int) -> bool:
    """Whether the words here are all that a control says which leads nowhere by itself."""
    found = _MORE.search(html, max(0, html.rfind(">", max(0, at - 60), at) + 1, at - 60), at + 40)
    if found is None or not _MORE_AFTER.match(html, found.end()):
        return False
    return bool(_MORE_BEFORE.search(html[max(0, found.start() - 600) : found.start()]))


def _chooses(html: str, found: re.Match[str]) -> bool:
    """Whether a choice of years has a script fetch what belongs to the year."""
    end = html.find("</select", found.end(), found.end() + 4000)
    options = html[found.end() : max(end, 0)]
    if len(_YEAR.findall(options)) < 2 or _ADDRESS.search(options):
        return False
    return "onchange" in found[1] or ("change" in html and bool(_FETCHES.search(html)))


def _untold(html: str, at: int) -> bool:
    """Whether a button says that it is closed, and not what it opens."""
    start, end = html.rfind("<", 0, at), html.find(">", at)
    return html.startswith("<button", start) and not _OTHERWISE.search(html[start:end])
