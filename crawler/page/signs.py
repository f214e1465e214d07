"""What HTML elements and their generic class words mean for reading a page: blocks, places, panels.

Only words that templates of all kinds share (menu, sidebar, footer ...); never those of one system or one site.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
BLOCKS = _words(
    "address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption figure footer "
    "form frameset h1 h2 h3 h4 h5 h6 header hgroup html legend li main marquee menu nav ol optgroup p pre search "
    "section summary table tbody td tfoot th thead tr ul caption label button"
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
KEPT = frozenset((*HEADINGS, "li", "label", "summary", "caption"))  # kinds that paragraphs inside them keep
SKIPPED = _words("script style template noscript svg math video audio canvas noembed noframes datalist head-fallback")
LEAVES = _words("img input meta base area iframe frame embed hr br title link source wbr col param track")
LISTS = _words("ul ol menu dir")
SECTIONS = _words("section article td th table form details main dd dl fieldset")
BOXES = _words("div article section figure")
PLACES = {"nav": "nav", "footer": "footer", "aside": "aside", "main": "main", "header": "header"}
NOT_PLACED = _words("html body tr td th tbody thead button label p li h1 h2 h3 h4 h5 h6")
TITLES = _words("div button a span header p strong")
# Attributes that make an element more than its tag says.
TELLING = _words("id class role hidden style aria-labelledby")
ACTING = _words("onclick data-href data-url data-link data-target data-bs-target aria-controls")

_ROLES = {
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
    **dict.fromkeys(("footer", "footers", "copyright", "bottombar"), "footer"),
    **dict.fromkeys(("sidebar", "aside"), "aside"),
    **dict.fromkeys(("masthead", "topbar", "topheader"), "header"),
}
_HEADER_NAMES = _words("header site-header main-header header-top top-header header-area top-bar")
_WORD = re.compile(r"[a-z]+")
_PAIRS = (("nav", "bar"), ("side", "bar"), ("side", "nav"), ("top", "bar"), ("top", "menu"), ("main", "menu"))
# Parts of a card, a panel or a whole page that borrow the words above.
_NOT_PLACES = re.compile(
    r"(?:card|panel|modal|page|section|box|widget|table|entry|post|article|content|accordion|list)[-_ ]?"
    r"(?:header|footer|nav)|(?:header|footer|menu|nav|sidebar)[-_]?(?:open|fixed|active|enabled|none)\b"
)
_PANEL_TITLE = re.compile(
    r"(?:^|[\s_-])(?:panel|card|accordion|collapse|toggle|tab|section|box|widget|block|module)[-_]?"
    r"(?:heading|header|title|head|button|btn)\b"
)
_DROPDOWN = re.compile(r"(?:^|[\s_-])(?:dropdown|drop-down|sub|mega)[-_]?(?:menu|content|nav|list)\b")
_TRIGGER = re.compile(r"tab|accord|collaps|toggle|expand")
_REVEALED = re.compile(r"tab|pane|collaps|accord|toggle|drop|menu|modal|panel|slide|carousel|swiper|item|fade|wow")
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)


class Signs(NamedTuple):
    """What the words of a class or id say."""

    place: str = ""
    header: bool = False  # a page header, unless inside a part of the page
    title: bool = False  # the title of a panel, card or tab
    dropdown: bool = False
    trigger: bool = False  # opens something
    revealed: bool = False  # is shown by a click


NONE = Signs()


@lru_cache(maxsize=8192)
def signs(words: str) -> Signs:
    """What ``words``, a class or an id, say about the element."""
    lower = words.lower()[:300]
    return Signs(
        _place(lower),
        not _HEADER_NAMES.isdisjoint(lower.split()),
        bool(_PANEL_TITLE.search(lower)),
        bool(_DROPDOWN.search(lower)),
        bool(_TRIGGER.search(lower)),
        bool(_REVEALED.search(lower)),
    )


def _place(words: str) -> str:
    found = _WORD.findall(words)
    place = next((_WORD_PLACES[word] for word in found if word in _WORD_PLACES), "")
    if not place:
        place = next((_WORD_PLACES["".join(pair)] for pair in pairwise(found) if pair in _PAIRS), "")
    return "" if place and _NOT_PLACES.search(words) else place


def place_of(tag: str, role: str, words: str, name: str, inner: int) -> str:
    """The place that an element of class ``words`` and id ``name`` opens, "" when it opens none.

    ``inner`` is 1 inside main and 2 inside article or section: a header in either, and a footer in the latter, belongs
    to that part and not to the page.
    """
    place = PLACES.get(tag) or _ROLES.get(role, "")
    if place:
        return "" if tag == place and ((inner and tag == "header") or (inner > 1 and tag == "footer")) else place
    by_class = signs(words) if words else NONE
    by_id = signs(name) if name else NONE
    if not inner and (by_class.header or by_id.header):
        return "header"
    return by_class.place or by_id.place


def hidden(tag: str, attributes: dict[str, str | None]) -> bool:
    """Whether an element never shows: hidden by its own markup, and nothing about it says that a click reveals it."""
    style = attributes.get("style") or ""
    if "hidden" not in attributes and not (style and _HIDDEN_STYLE.search(style)):
        return False
    if tag in LISTS or tag == "li" or attributes.get("id") or attributes.get("role") == "tabpanel":
        return False
    return not signs(attributes.get("class") or "").revealed
