"""From candidates to what a rule reads: the page's own part, a section of it, a document, and what it links to."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from selectolax.lexbor import LexborHTMLParser

from config.loader import Item
from crawler.site import Block, Document, Image, Link, Page, Table
from crawler.text import fold, in_ranges, tidy
from rules.agency import other_owner
from rules.content import Agency, Content
from rules.document_kind import identity
from rules.labels import file_label
from rules.locate import Candidate, Locator
from rules.parts import large, part
from rules.rule import Rule
from rules.sections import rest_of_row

MAX_CHILDREN = 12  # documents and pages that one candidate page leads to
MAX_CONTENTS = 40  # contents handed to one rule
UNNAMED = 0.6  # score of what stands in an item's section under words of its own, unread
FEW_WORDS = 60  # characters beside a picture that still leave all of it to the picture
MAX_LINES = 20_000  # lines of one content

# A list's own notice that it is empty; as a line by itself it answers nothing.
_EMPTY_LIST = re.compile(
    r"^\W*(?:ขออภัย\s*)?(?:ยัง)?(?:ไม่พบ|ไม่มี|ไม่ปรากฏ)\s?(?:ข้อมูล|รายการ|ข่าว(?:สาร)?|เนื้อหา|ผลลัพธ์|เอกสาร|ไฟล์(?:เอกสาร)?|บทความ|โพสต์)"
    r"(?:ใด\s?ๆ|ที่(?:ค้นหา|ต้องการ|เกี่ยวข้อง)|แสดง|ให้ดาวน์โหลด)?\s?(?:ใน(?:หมวด|ระบบ|หน้า|ส่วน|รายการ|ขณะ|ตอน)\S*)?\W*$"
)
_LEAF_TEXT = re.compile(r"(?:อ่าน(?:ต่อ|เพิ่มเติม)|รายละเอียด|ดาวน์โหลด|เปิด|ดู|คลิก|ไฟล์|เอกสาร|download|view|read|pdf)", re.I)


@dataclass(frozen=True, slots=True)
class Piece:
    """A content with the candidate that led to it; ``child`` when that candidate's page leads to it."""

    content: Content
    candidate: Candidate
    child: bool = False
    shown: bool = False  # a picture on that candidate's page, read by OCR: a last resort


class Evidence:
    """Builds the contents of one site's candidates."""

    def __init__(self, locator: Locator, agency: Agency, assessed: int) -> None:
        self.locator = locator
        self.agency = agency
        self.assessed = assessed
        self._own: dict[str, str] = {}
        self._owners: dict[tuple[str, str, bool], str] = {}
        self.beyond: dict[str, dict[str, float]] = {}  # item -> address that was one too many to be read: its score
        self.foreign: dict[str, list[tuple[str, str]]] = {}  # item -> (address, the other agency it belongs to)

    def pieces(self, item: Item, rule: Rule, candidates: tuple[Candidate, ...]) -> list[Piece]:
        """All contents for ``item``, best first, each address once."""
        found: list[Piece] = []
        seen: set[tuple[str, tuple[int, int] | None]] = set()
        beyond = self.beyond[item.code] = {c.url: c.score for c in self.locator.beyond.get(item.code, ())}

        def add(piece: Piece | None) -> None:
            if piece is not None and len(found) >= MAX_CONTENTS:
                beyond.setdefault(piece.content.url, piece.candidate.score)
            elif piece is not None and not self._is_foreign(item, piece):
                by_link = piece.candidate.kind == "offsite" and piece.content.url != piece.candidate.url
                part = None if piece.child else piece.candidate.section
                shown = not piece.child and "#" in piece.candidate.url
                key = (piece.candidate.url if by_link or shown else piece.content.url, part)
                if key not in seen:
                    seen.add(key)
                    found.append(piece)

        for candidate in candidates:
            if candidate.kind == "dead":
                continue
            piece = self._piece(item, rule, candidate)
            add(piece)
            for shown in self._shown(item, piece) if piece is not None else ():
                add(shown)
        for candidate in candidates:
            if candidate.kind in ("page", "section"):
                for child in self._children(item, rule, candidate):
                    add(child)
        home = self.locator.home
        if rule.home and home is not None:
            candidate = Candidate(item.code, home.url, "page", "หน้าแรก", home.url, (), 0.5, ("หน้าแรกของเว็บไซต์",))
            add(Piece(self._page(item, rule, home, "หน้าแรก", None), candidate))
        for piece in found:
            beyond.pop(piece.content.url, None)
        return found

    def _is_foreign(self, item: Item, piece: Piece) -> bool:
        """Whether a content says of itself that it is another agency's; kept for the report."""
        content = piece.content
        if content.unread:
            return False
        paper = content.kind == "document"
        asked = (content.url, content.title, paper)
        if asked not in self._owners:
            owner = other_owner(content.title, content.lines if paper else (), self.agency)
            document = self.locator.documents.get(content.url) if paper and not owner else None
            self._owners[asked] = self.locator.papers.owner(document) if document is not None else owner
        owner = self._owners[asked]
        if owner:
            self.foreign.setdefault(item.code, []).append((content.url, owner))
        return bool(owner)

    def _piece(self, item: Item, rule: Rule, candidate: Candidate) -> Piece | None:
        url = candidate.url.split("#", 1)[0] if candidate.kind == "section" else candidate.url
        page = self.locator.pages.get(url)
        if candidate.kind in ("page", "section") and page is not None:
            section = candidate.section
            own = self._part(candidate)
            if own is not None:
                return Piece(self._page(item, rule, own, candidate.label, None), candidate)
            if section is None and self.locator.is_index(page):
                section = self.locator.section_of(page, item.code)
                if section is None and not rule.home:
                    return None
            if candidate.row and section is not None:
                return Piece(self._row(item, page, candidate.label, section[0]), candidate)
            return Piece(self._page(item, rule, page, candidate.label, section), candidate)
        if rule.by_link and candidate.kind == "offsite":
            link = self._link(item, candidate)
            if link is not None and _answers(rule, link.content):
                return link
        if candidate.kind == "offsite" and self.locator.is_elsewhere(candidate.url):
            return None
        document = self.locator.documents.get(candidate.url)
        if document is not None:
            return Piece(self._document(item, document, candidate.label), candidate)
        return Piece(self._unread(item, candidate.url, candidate.label, candidate.cause or "offsite"), candidate)

    def _shown(self, item: Item, piece: Piece) -> list[Piece]:
        """The pictures of a page or section that shows little else, as documents: what OCR read on them."""
        said = sum(map(len, piece.content.lines))
        if piece.content.kind == "document" or (said > 2 * FEW_WORDS and piece.content.unread != "picture"):
            return []
        found = []
        for image in piece.content.images:
            document = self.locator.documents.get(image.url)
            if document is not None and document.kind == "image" and document.text:
                # Whoever looks for it is sent to the page that shows it.
                url = f"{piece.content.url.partition('#')[0]}#{document.url.rpartition('/')[2]}"
                content = replace(self._document(item, document, piece.candidate.label), url=url)
                candidate = replace(piece.candidate, url=url, score=piece.candidate.score * 0.95, section=None)
                found.append(Piece(content, candidate, child=True, shown=True))
        return found

    def _part(self, candidate: Candidate) -> Page | None:
        """The part of a page that a "#part" in the candidate's address shows, as a page of its own."""
        url, _, name = candidate.url.partition("#")
        page = self.locator.pages.get(url)
        return part(page, name) if page is not None and name and not name.startswith(":~:") else None

    def _children(self, item: Item, rule: Rule, candidate: Candidate) -> list[Piece]:
        shown = self._part(candidate)
        page = shown or self.locator.pages.get(candidate.url.split("#", 1)[0])
        if page is None:
            return []
        if shown is not None:
            candidate = replace(candidate, section=None)
        elif candidate.section is None and (self.locator.is_front(page) or self.locator.is_index(page)):
            return []
        ranked: list[tuple[tuple[int, int, int], bool, Link]] = []
        for link in page.links:
            if link.place in ("nav", "footer", "header") or link.dead or link.tag in ("form", "meta"):
                continue
            if self._is_shared_link(link, page) or self.locator.decoration(page, link):
                continue
            if candidate.section is not None and not _stands_in(link, page, candidate.section):
                continue
            match = self.locator.matcher.match(link.text, (candidate.label, *link.headings)) if link.text else None
            own = match is not None and match.best == item.code
            if match is not None and not own and (match.negative or match.best):
                continue
            kind, url, _ = self.locator.resolve(link)
            if self.locator.is_portrait(page, link):
                continue
            if kind == "dead" or url == page.url:
                continue
            if kind == "page" and not own and (candidate.section is None or not _leaf(link)):
                continue
            if kind == "page" and self.locator.is_front(self.locator.pages[url]):
                continue
            if kind in ("offsite", "unread") and not own and not _leaf(link) and candidate.section is None:
                continue
            if kind == "offsite" and not own:
                outside = self.locator.outside.get(url)
                if outside is None or outside.kind not in ("file", "store", "short"):
                    continue
            year = _near_year(link.text + " " + file_label(link.url), self.assessed)
            named = own or kind not in ("offsite", "unread") or _leaf(link)
            ranked.append(((0 if own else 1, year, link.order), named, link))
        ranked.sort(key=lambda entry: entry[0])
        for _, named, link in ranked[MAX_CHILDREN:]:
            score = candidate.score * 0.95
            self.beyond[item.code].setdefault(self.locator.resolve(link)[1], score if named else min(score, UNNAMED))
        children = []
        for _, named, link in ranked[:MAX_CHILDREN]:
            kind, url, cause = self.locator.resolve(link)
            label = link.text or candidate.label
            child = Candidate(
                item.code,
                url,
                kind,
                label,
                page.url,
                (candidate.label, *link.headings),
                candidate.score * 0.95 if named else min(candidate.score * 0.95, UNNAMED),
                (f"ลิงก์ “{tidy(label)[:80]}” ในหน้า “{tidy(candidate.label)[:60]}”",),
                cause,
            )
            piece = self._piece(item, rule, child)
            if piece is not None:
                children.append(Piece(piece.content, child, child=True))
        return children

    def home(self, item: Item) -> Content:
        """The whole home page, menus and footer included, for advisory checks. Only when there is a home page."""
        assert self.locator.home is not None
        return self._page(item, Rule(chrome=True), self.locator.home, "หน้าแรก", None)

    def _is_shared_link(self, link: Link, page: Page) -> bool:
        if page is self.locator.home:
            return False
        if (link.url, fold(link.text)) in self.locator.shared_links:
            return True
        return bool(link.text) and self.locator.is_shared(link.text, page)

    # --- building one content ---------------------------------------------------------------------

    def _page(self, item: Item, rule: Rule, page: Page, label: str, section: tuple[int, int] | None) -> Content:
        blocks = list(enumerate(page.blocks)) if rule.chrome else self.locator.own_blocks(page)
        links: tuple[Link, ...] = page.links
        images = page.images
        forms = page.forms
        if section is not None:
            start, end = section
            blocks = [(at, block) for at, block in blocks if start <= at < end]
            texts = {fold(block.text) for _, block in blocks}
            links = tuple(link for link in links if _stands_in(link, page, section))
            images = tuple(image for image in images if fold(image.near) in texts or fold(image.alt) in texts)
            if len(blocks) <= 1 and start:
                images = self.locator.pictures_under(page, start - 1, end)
            forms = tuple(form for form in forms if fold(form.text)[:60] in "\n".join(texts))
        elif not rule.chrome:
            links = tuple(
                link for link in links if link.place not in ("nav", "footer") and not self._is_shared_link(link, page)
            )
            images = tuple(image for image in images if image.place not in ("nav", "footer"))
        links = tuple(self._reached(link) for link in links)
        looked = rule.chrome or rule.home or not rule.core  # such rules look at pictures themselves
        picture = "" if looked else self._only_picture(blocks, links, images)
        return Content(
            url=page.url,
            kind="section" if section else "page",
            title=self.locator.own_title(page) or page.title,
            lines=tuple(
                block.text
                for _, block in blocks[:MAX_LINES]
                if len(block.text) > 80 or not _EMPTY_LIST.search(fold(block.text))
            ),
            tables=_tables(blocks),
            links=links,
            images=images,
            forms=forms,
            html=self._markup(page, section, whole=rule.chrome),
            unread=page.cause or picture,
            label=label,
            agency=self.agency,
            year=item.asked_year(self.assessed),
            site_host=self.locator.site.hosts[0] if self.locator.site.hosts else "",
        )

    def _reached(self, link: Link) -> Link:
        """A short link with the address that it leads to, where that is known."""
        outside = self.locator.outside.get(link.url)
        return replace(link, url=outside.target) if outside is not None and outside.target else link

    def _row(self, item: Item, page: Page, label: str, at: int) -> Content:
        """What stands in an index row beside the item's name."""
        return Content(
            url=page.url,
            kind="section",
            title=label.replace("\t", " "),
            lines=rest_of_row(page, at, item.code, self.locator.matcher),
            label=label.replace("\t", " "),
            agency=self.agency,
            year=item.asked_year(self.assessed),
            site_host=self.locator.site.hosts[0] if self.locator.site.hosts else "",
        )

    def _only_picture(self, blocks: list[tuple[int, Block]], links: tuple[Link, ...], images: tuple[Image, ...]) -> str:
        """The cause "picture" when a large picture is all there is: hardly a word, and nothing that leads on."""
        said = sum(len(block.text) for _, block in blocks if not re.match(r"h[1-6]$", block.kind))
        if said > FEW_WORDS or any(not link.dead and link.text for link in links):
            return ""
        for image in images:
            if image.place == "main" and not image.link and large(image) and image.url not in self.locator.ornaments:
                return "picture"
        return ""

    def _markup(self, page: Page, section: tuple[int, int] | None, *, whole: bool) -> str:
        """The page's markup; without what the site repeats on most pages unless ``whole``; none for a section."""
        if section is not None:
            return ""
        if whole:
            return page.html
        if self.locator.pages.get(page.url) is not page:  # a part of a page
            return page.html
        if page.url not in self._own:
            self._own[page.url] = self._own_markup(page)
        return self._own[page.url]

    def _own_markup(self, page: Page) -> str:
        parser = LexborHTMLParser(page.html)
        for node in parser.css("nav, footer, script, style, [role=navigation], [role=contentinfo]"):
            node.decompose()
        if page is not self.locator.home:
            for node in parser.css("li, p, td, h1, h2, h3, h4, h5, h6, div, span, a"):
                text = node.text(separator=" ", strip=True) if node.parent is not None else ""
                if text and len(text) < 400 and fold(text) in self.locator.shared:
                    node.decompose()
        return parser.html or ""

    def _document(self, item: Item, document: Document, label: str) -> Content:
        known = identity(document.pages, document.title)
        said = [line.strip(" ") for page in document.pages for line in page.splitlines() if line.strip()]
        return Content(
            url=document.url,
            kind="document",
            title=document.title,
            own_year=(known.year, known.until, known.year_words),
            lines=tuple(said[:MAX_LINES]),
            tables=document.tables,
            unread=document.cause,
            partly=how_far(document, len(said)),
            label=label,
            agency=self.agency,
            year=item.asked_year(self.assessed),
            site_host=self.locator.site.hosts[0] if self.locator.site.hosts else "",
        )

    def _link(self, item: Item, candidate: Candidate) -> Piece | None:
        """The link itself as content, on the page where it stands."""
        page = self.locator.pages.get(self.locator.source_of(candidate))
        if page is None:
            return None
        links = tuple(link for link in page.links if link.url == candidate.url)
        content = Content(
            url=page.url,
            kind="section",
            title=candidate.label,
            lines=(candidate.label,),
            links=links,
            label=candidate.label,
            agency=self.agency,
            year=item.asked_year(self.assessed),
            site_host=self.locator.site.hosts[0] if self.locator.site.hosts else "",
        )
        return Piece(content, candidate)

    def _unread(self, item: Item, url: str, label: str, cause: str) -> Content:
        return Content(
            url=url,
            kind="document",
            title="",
            unread=cause,
            label=label,
            agency=self.agency,
            year=item.asked_year(self.assessed),
        )


def how_far(document: Document, lines: int) -> str:
    """Thai: what of a document was not read, "" when all was; ``lines``: how many it has."""
    far = []
    if document.kind == "pdf" and document.page_count > len(document.pages) > 0:
        far.append(f"อ่าน {len(document.pages)} หน้าแรกจาก {document.page_count} หน้า")
    elif lines > MAX_LINES:
        far.append(f"อ่าน {MAX_LINES} บรรทัดแรกจาก {lines} บรรทัด")
    if document.unread and not (document.cause and len(document.unread) >= len(document.pages)):
        if document.kind in ("pdf", "zip"):
            far.append(f"ยังไม่ได้อ่านหน้า {in_ranges(document.unread)} ซึ่งเป็นภาพสแกนหรือตัวอักษรอ่านไม่ออก")
        else:
            far.append(f"ยังไม่ได้อ่านภาพในไฟล์ {len(document.unread)} ภาพ ซึ่งอาจเป็นเอกสารสแกน")
    return " และ".join(far)


def _tables(blocks: list[tuple[int, Block]]) -> tuple[Table, ...]:
    """Runs of neighbouring table rows as tables."""
    tables: list[Table] = []
    rows: list[tuple[str, ...]] = []
    name = caption = ""
    last = -2
    for at, block in blocks:
        if block.kind == "tr":
            if rows and at != last + 1:
                tables.append(Table(tuple(rows), name))
                rows = []
            if not rows:
                name = caption
            rows.append(tuple(cell.strip() for cell in block.text.split("\t")))
            last = at
        elif block.kind in ("caption", "h1", "h2", "h3", "h4", "h5", "h6"):
            caption = block.text
    if rows:
        tables.append(Table(tuple(rows), name))
    return tuple(tables)


def _answers(rule: Rule, content: Content) -> bool:
    """Whether any element passes by this content alone."""
    return any(outcome.status == "pass" for outcome in rule.judge([content], rule.elements).values())


def _stands_in(link: Link, page: Page, section: tuple[int, int]) -> bool:
    """Whether a link stands under the heading that a section begins with (the block before its first)."""
    start, end = section
    heading = fold(page.blocks[start - 1].text) if start else ""
    if any(fold(above) == heading for above in link.headings):
        return True
    around = fold(link.around)
    return len(around) > 20 and any(fold(block.text) == around for block in page.blocks[start:end])


def _leaf(link: Link) -> bool:
    return not link.text or len(link.text) < 12 or bool(_LEAF_TEXT.search(link.text))


def _near_year(text: str, assessed: int) -> int:
    """0 when the text names the assessed year or the one before, 2 when only another year, 1 when none."""
    folded = fold(text)
    years = {int(year) for year in re.findall(r"25[5-9]\d", folded)}
    if not years:
        return 1
    return 0 if years & {assessed, assessed - 1} else 2
