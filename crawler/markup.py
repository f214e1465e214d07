"""What HTML elements and their generic class words mean for reading a page: blocks, places, panels.

Only words that templates of all kinds share (menu, sidebar, footer ...); never those of one system or one site.
"""

from __future__ import annotations

import re
from itertools import pairwise


def _words(text: str) -> list[str]:
    return text.split()


HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
BLOCKS = frozenset(
    _words(
        "address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption figure "
        "footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main marquee menu nav ol optgroup p "
        "pre search section summary table tbody td tfoot th thead tr ul caption label button"
    )
)
KINDS = {
    **{tag: tag for tag in HEADINGS},
    "p": "p",
    "li": "li",
    "caption": "caption",
    "figcaption": "caption",
    "label": "label",
    "legend": "label",
    "dt": "label",
    "summary": "summary",
    "td": "p",
    "th": "p",
    "dd": "p",
}
SKIPPED = frozenset(
    _words("script style template noscript svg math video audio canvas noembed noframes datalist object-fallback")
)
BOLD = frozenset(("b", "strong"))
LISTS = frozenset(("ul", "ol", "menu", "dir"))
SECTIONS = frozenset(("section", "article", "td", "th", "table", "form", "details", "main", "dd", "dl", "fieldset"))
PLACED = frozenset(("nav", "footer", "aside", "main", "header", "article", "section"))
BOXES = frozenset(("div", "article", "section", "figure"))

_TAG_PLACES = {"nav": "nav", "footer": "footer", "aside": "aside", "main": "main", "header": "header"}
_ROLE_PLACES = {
    "navigation": "nav",
    "menubar": "nav",
    "menu": "nav",
    "banner": "header",
    "contentinfo": "footer",
    "complementary": "aside",
    "main": "main",
}
_WORD_PLACES = {
    **dict.fromkeys(
        _words(
            "nav navbar navigation navmenu menu menubar mainmenu topmenu mainnav topnav megamenu breadcrumb "
            "breadcrumbs pagination pager offcanvas sidenav leftmenu submenu"
        ),
        "nav",
    ),
    **dict.fromkeys(_words("footer footers copyright bottombar"), "footer"),
    **dict.fromkeys(_words("sidebar aside"), "aside"),
    **dict.fromkeys(_words("masthead topbar topheader"), "header"),
}
_HEADER_NAMES = frozenset(_words("header site-header main-header header-top top-header header-area top-bar"))
_WORDS = re.compile(r"[A-Za-z]+")
_SPLIT_PLACES = (("nav", "bar"), ("side", "bar"), ("side", "nav"), ("top", "bar"), ("top", "menu"), ("main", "menu"))
# Parts of a card, a panel or a whole page that borrow the words above.
_NOT_PLACES = re.compile(
    r"(?:card|panel|modal|page|section|box|widget|table|entry|post|article|content|accordion|list)[-_ ]?"
    r"(?:header|footer|nav)"
    r"|(?:header|footer|menu|nav|sidebar)[-_]?(?:open|fixed|active|enabled|none|left|right)\b",
    re.I,
)

PANEL_TITLE = re.compile(
    r"(?:^|[\s_-])(?:panel|card|accordion|collapse|toggle|tab|section|box|widget|block|module)[-_]?"
    r"(?:heading|header|title|head|button|btn)\b",
    re.I,
)
DROPDOWN = re.compile(r"(?:^|[\s_-])(?:dropdown|drop-down|sub|mega)[-_]?(?:menu|content|nav|list)\b", re.I)
REVEALED = re.compile(r"tab|pane|collaps|accord|toggle|drop|menu|modal|panel|slide|carousel|swiper|item|fade|wow", re.I)
TRIGGER = re.compile(r"tab|accord|collaps|toggle|expand", re.I)
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)


def place_of(tag: str, role: str, words: str, inner: int) -> str:
    """The place an element opens, "" when it opens none.

    ``words`` is its class and id joined by a space; ``inner`` is 1 inside main and 2 inside article or
    section: a header in either, and a footer in the latter, belongs to that part and not to the page.
    """
    if tag in _TAG_PLACES:
        place = _TAG_PLACES[tag]
        return "" if (inner and place == "header") or (inner > 1 and place == "footer") else place
    if role and role in _ROLE_PLACES:
        return _ROLE_PLACES[role]
    if not words:
        return ""
    if not inner and any(name in _HEADER_NAMES for name in words.split()):
        return "header"
    found = _WORDS.findall(words.lower())
    for word in found:
        place = _WORD_PLACES.get(word, "")
        if place and not _NOT_PLACES.search(words):
            return place
    for pair in pairwise(found):
        if pair in _SPLIT_PLACES and not _NOT_PLACES.search(words):
            return _WORD_PLACES[pair[0] + pair[1]]
    return ""


def hidden(tag: str, attributes: dict[str, str | None]) -> bool:
    """Whether an element never shows: hidden by its own markup, and nothing about it says that a click reveals it."""
    style = attributes.get("style") or ""
    if "hidden" not in attributes and not (style and _HIDDEN_STYLE.search(style)):
        return False
    if tag in LISTS or tag == "li" or attributes.get("id") or attributes.get("role") == "tabpanel":
        return False
    return not REVEALED.search(attributes.get("class") or "")
