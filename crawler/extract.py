"""What a reader of an HTML page sees, as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from crawler.page.parts import Heads
from crawler.page.reading import EMBEDS, Reading
from crawler.page.stated import stated
from crawler.page.walk import walk
from crawler.site import Block, Form, Image, Link

_FILES = (".pdf", ".doc", ".docx", ".xls", ".xlsx", ".ppt", ".pptx", ".zip")


@dataclass(frozen=True, slots=True)
class Extract:
    """The parts of one page. ``refresh`` is the target of a meta refresh, ``base`` the address links are joined to."""

    title: str
    blocks: tuple[Block, ...]
    links: tuple[Link, ...]
    images: tuple[Image, ...]
    forms: tuple[Form, ...]
    refresh: str
    base: str

    @property
    def text(self) -> str:
        """All blocks, one under the other."""
        return "\n".join(block.text for block in self.blocks)


def extract(html: str, url: str) -> Extract:
    """What stands on the page ``html`` of address ``url``. Never raises on any markup; sizes are bounded."""
    page = walk(html, url)
    _only_menus(page)
    _add_stated(page, html)
    blocks = tuple(Block(kind, place, text) for kind, place, text in page.blocks)
    title = page.title or page.og_title or next((block.text for block in blocks if block.kind == "h1"), "")
    return Extract(title, blocks, _links(page), _images(page), _forms(page), page.refresh, page.base)


def _only_menus(page: Reading) -> None:
    """A page of nothing but menus that lead to files is itself what it leads to: its menus are its content."""
    if any(block[1] == "main" for block in page.blocks) or any(link.place == "main" for link in page.links):
        return
    if any(link.tag in EMBEDS or _path(link.url).endswith(_FILES) for link in page.links):
        for block in page.blocks:
            block[1] = "main" if block[1] == "nav" else block[1]
        for link in page.links:
            link.place = "main" if link.place == "nav" else link.place
        for image in page.images:
            image.place = "main" if image.place == "nav" else image.place


def _add_stated(page: Reading, html: str) -> None:
    """What only scripts name comes after all that stands on the page."""
    page.heads, page.menus, page.place = (), (), "main"
    known = {link.url for link in page.links}
    for one in stated(html):
        if page.joiner.join(one.address)[0] not in known and (link := page.add_link("data", one.address, {})):
            link.text = one.title
            link.heads = tuple((6, text, 0, 0) for text in one.above if text != one.title)


def _path(url: str) -> str:
    """The path of an address in lower case, "" for what is no address."""
    try:
        return urlsplit(url).path.lower()
    except ValueError:
        return ""


def _links(page: Reading) -> tuple[Link, ...]:
    own = page.url.partition("#")[0]
    known: dict[int, tuple[str, ...]] = {}  # headings are shared between links: told apart by identity
    links: list[Link] = []
    for link in page.links:
        if not link.tag:
            continue
        heads = known.get(id(link.heads))
        if heads is None:
            heads = known[id(link.heads)] = _names(link.heads)
        dead = link.dead
        if not dead and link.url == own and link.tag in ("a", "area") and link.fragment not in page.ids:
            dead = "self"
        # Words that merely stand near stay in ``around``: a neighbour's heading is no label of this link, and banners
        # that took it were judged as what it names.
        text = link.text or link.hint
        if text or dead != "empty":
            links.append(
                Link(
                    page.url, len(links), link.url, link.fragment, text, heads, link.menu, link.around, link.place,
                    link.tag, dead,
                )
            )  # fmt: skip
    return tuple(links)


def _names(heads: Heads) -> tuple[str, ...]:
    return tuple(dict.fromkeys(head[1] for head in heads))


def _images(page: Reading) -> tuple[Image, ...]:
    return tuple(
        Image(
            page.url, order, image.url, image.alt, image.width, image.height, image.near, image.place,
            image.link.url if image.link else "",
        )
        for order, image in enumerate(page.images)
    )  # fmt: skip


def _forms(page: Reading) -> tuple[Form, ...]:
    parts = [*page.forms, page.loose] if len(page.loose.fields) >= 3 else page.forms
    forms: list[Form] = []
    for part in parts:
        names = (page.labels.get(name, "") or text for text, name in part.fields)
        fields = tuple(dict.fromkeys(name for name in names if name))
        forms.append(Form(page.url, len(forms), part.action, part.method, fields, part.text, part.place))
    return tuple(forms)
