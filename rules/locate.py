"""Where on a site the evidence of each item may be: every claim with its reasons, best first.

A *claim* says "this address answers that item" and why: a link's words, the heading or menu it stands under, the
target's own title, a section of a page. Claims on one address are put together, weighed against what the target says
of itself, and ordered by score with fixed tie-breaks, so the same site always gives the same order.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from config.loader import Criteria
from crawler.garbage import uncollected
from crawler.site import CUT_SHORT, Document, Link, Page, Site
from crawler.text import fold, tidy
from rules.agency import agency_of
from rules.content import Agency
from rules.document_item import Papers
from rules.labels import INDEX as INDEX  # read by others from here
from rules.labels import (
    PAPERWORK,
    bare_code,
    coded,
    cut,
    file_label,
    is_front_page,
    is_news,
    says_nothing,
    strip_fragment,
    year_of,
)
from rules.match import Match, Matcher
from rules.once import Once
from rules.pages import EMBEDDED
from rules.parts import part
from rules.related import Related
from rules.sections import Sections, rest_of_row

_NEAR = "หน้าใกล้เคียงที่อาจมีข้อมูลบางส่วน"
_UNDER = "อยู่ใต้หัวข้อ"

KEEP = 0.45  # claims below are not candidates
UNOPENED = 0.55  # a neighbouring page that failed: enough that its item is not called missing
MAX_CANDIDATES = 10
WELL = 0.6  # a score below which standing under another year costs nothing more
OTHER_YEAR = 0.15  # what standing among another year's items costs
SURE_OF_NEWS = 0.88  # score from which a headline is taken for the item itself
NEWS_PENALTY = 0.35
LINKS = 50_000  # different links that are remembered, so that those of menus are read once
SURELY_OTHER = 0.8  # likeness to what is no item from which a label is that, whatever it stands under


@dataclass(frozen=True, slots=True)
class Candidate:
    """An address that may answer an item. ``why`` are Thai reasons; ``cause`` says why it could not be read."""

    item: str
    url: str  # with "#..." for a section; the page it stands on when the label leads nowhere
    kind: str  # page, section, document, offsite, dead, unread
    label: str
    source: str  # page on which it was found
    headings: tuple[str, ...]
    score: float
    why: tuple[str, ...]
    cause: str = ""
    section: tuple[int, int] | None = None  # span of blocks of the page, for a section
    order: int = 0
    row: bool = False  # the section is the rest of one table row, after the item's name


# What a link claims: item, link, label, what it stands under, score, reasons.
_Said = tuple[str, Link, str, tuple[str, ...], float, list[str]]
# In what order pages are named as the one that leads somewhere: not the home page, no index, near the start.
_Rank = tuple[bool, bool, int, int, str]


@dataclass(frozen=True, slots=True)
class Rejected:
    """A claim that was weighed and left out, for the explanation."""

    item: str
    url: str
    label: str
    score: float
    why: tuple[str, ...]


class Locator(Sections):
    """Finds candidates on one site for the items of one criteria list."""

    def __init__(
        self, site: Site, criteria: Criteria, matcher: Matcher, year: int = 0, agency: Agency | None = None
    ) -> None:
        super().__init__(site, matcher)
        self.papers = Papers(matcher, agency or agency_of(site))
        self.criteria = criteria
        self.year = year or criteria.year
        self._titles: dict[str, Match | None] = {}
        self._rule_of = {item.code: item.rule for item in criteria.items}
        self._claims: dict[str, dict[str, list[Candidate]]] = defaultdict(lambda: defaultdict(list))
        self.rejected: list[Rejected] = []
        self.beyond: dict[str, tuple[Candidate, ...]] = {}  # item -> those that were one too many
        self._near: dict[str, tuple[float, str, str]] = {}  # item -> (score, wording, page) that came nearest
        self._labelled: set[str] = set()  # addresses that some link names in words of its own
        self._source: dict[str, _Rank] = {}  # address -> the page to name that leads there
        self._news: dict[str, bool] = {}  # page address -> whether only lists of news lead to it
        self._related = Related(criteria)
        with uncollected():
            self._read_pages()

    # --- what the engine asks ---------------------------------------------------------------------

    def candidates(self, item: str) -> tuple[Candidate, ...]:
        """Candidates of an item, best first, at most ``MAX_CANDIDATES`` readable ones (dead ones come after)."""
        merged = [self._merge(claims) for claims in map(self._spoken, self._claims[item].values()) if claims]
        merged = self._asked_year_first([self._as_news(candidate) for candidate in merged])
        kept = [candidate for candidate in merged if candidate.score >= KEEP]
        for candidate in merged:
            if candidate.score < KEEP:
                self.rejected.append(
                    Rejected(item, candidate.url, candidate.label, candidate.score, candidate.why),
                )
        kept.sort(key=lambda c: (c.kind == "dead", -round(c.score, 4), c.url, c.order, c.label))
        alive = [candidate for candidate in kept if candidate.kind != "dead"]
        self.beyond[item] = tuple(alive[MAX_CANDIDATES:])
        alive = alive[:MAX_CANDIDATES]
        dead = [candidate for candidate in kept if candidate.kind == "dead"][:3]
        return tuple(alive + dead)

    def _asked_year_first(self, candidates: list[Candidate]) -> list[Candidate]:
        """Where years of the assessment stand side by side, what is listed under another year comes after the asked."""
        years = [self._listed_year(candidate) for candidate in candidates]
        if self.year not in years:
            return candidates
        ordered = []
        for candidate, year in zip(candidates, years, strict=True):
            if year and year != self.year:
                score = max(min(WELL, candidate.score), candidate.score - OTHER_YEAR)
                candidate = replace(candidate, score=score, why=(*candidate.why, f"แต่อยู่ในรายการของปี {year}"))
            ordered.append(candidate)
        return ordered

    def _listed_year(self, candidate: Candidate) -> int:
        """The year of the assessment that a candidate is listed under; 0 when no index says one."""
        source = self.pages.get(candidate.source)
        if source is None or candidate.kind == "dead":
            return 0
        above = [*candidate.headings[::-1], self.own_title(source)]
        if not self.is_index(source) and not any(INDEX.search(text) for text in above):
            return 0
        return next((year for text in above if (year := year_of(text))), 0)

    def _as_news(self, candidate: Candidate) -> Candidate:
        """A headline that only resembles an item's name is news about something; no claim on the item."""
        if candidate.kind not in ("page", "section") or candidate.score >= SURE_OF_NEWS:
            return candidate
        told = self._news.get(strip_fragment(candidate.url), False) or is_news(candidate.headings[-1:])
        if not told or candidate.why[0].startswith(_NEAR):
            return candidate
        why = (*candidate.why, "แต่เป็นหัวข้อข่าวที่เพียงคล้ายชื่อข้อ")
        return replace(candidate, score=candidate.score - NEWS_PENALTY, why=why)

    # --- claims -----------------------------------------------------------------------------------

    def _read_pages(self) -> None:
        """Every page once, those near the start first; what was claimed is resolved when the parts of all are known."""
        said: list[_Said] = []
        near: list[tuple[str, Link]] = []
        met = Once(LINKS)
        for page in sorted(self.site.pages, key=lambda p: (p.depth, p.url)):
            self._find_sections(page)
            for link in page.links:
                form = link.tag == "form"
                key = (link.url or link.dead, link.text, link.headings[-2:], link.menu[-2:])
                if not form and not met.first(key):
                    continue
                if code := self._related.item(link):
                    near.append((code, link))
                if not form and (claim := self._claim_link(page, link)):
                    said.append(claim)
            self._note_targets(page)
        for claim in said:
            self._claim(*claim)
        self._claim_titles()
        for code, link in near:
            self._claim_near(code, link)

    def _note_targets(self, page: Page) -> None:
        """What the links of a page, read already, tell of the pages they lead to."""
        home = self.home is not None and page.url == self.home.url
        rank = (home, self.is_index(page), page.depth, len(page.url), page.url)
        among_news = is_news((self.own_title(page),))
        for link in page.links:
            target = self.pages.get(link.url)
            if link.url and link.place in ("main", "aside"):
                if link.url not in self._source or rank < self._source[link.url]:
                    self._source[link.url] = rank
                if target is not None:
                    told = among_news or is_news(link.headings[-1:])
                    self._news[target.url] = self._news.get(target.url, True) and told
            elif target is not None:
                self._news[target.url] = False  # a menu leads to it

    def _claim_link(self, page: Page, link: Link) -> _Said | None:
        """What a link claims by its own words, or by those it stands under; None when nothing."""
        context = (*link.menu, *link.headings)
        label = link.text
        match: Match | None = None
        why: list[str] = []
        factor = 1.0
        if self.decoration(page, link):
            return None
        borrowed = bool(link.headings) and fold(link.headings[-1]) == fold(label)  # a link without words of its own
        bare = bare_code(label)
        generic = not label or borrowed or bare or link.tag in EMBEDDED or says_nothing(label)
        if not generic:
            match = self.matcher.match(label, context)
            self._labelled.add(link.url)
            for code, score, _ in match.candidates:
                self._near[code] = max(self._near.get(code, (0.0, "", "")), (score, label, page.url))
            if match.best and link.place == "main" and not self.is_shared(label, page):
                self._named[page.url].add(match.best)
            if match.best:
                why.append(f"ข้อความลิงก์ “{cut(label)}”")
        if match is not None and match.negative:
            if match.score - match.margin >= SURELY_OTHER or not self._under_code(link):
                return None
            match = None
        if match is None or not match.best:
            if link.place not in ("nav", "header") and (link.url, fold(link.text)) in self.shared_links:
                return None  # what stands on most pages belongs to no one heading
            inherited = self._inherit(page, link, generic)
            if inherited is None or (not generic and (PAPERWORK.search(label) or self.is_elsewhere(link.url))):
                return None
            if self.is_portrait(page, link):
                return None
            match, shown, factor = inherited
            why.append(f"{_UNDER} “{cut(shown)}”")
            label = shown if generic else f"{shown} › {label}"
        if match.best is None:
            return None
        return match.best, link, label, context, match.score * factor, why

    def _inherit(self, page: Page, link: Link, generic: bool) -> tuple[Match, str, float] | None:
        """The match of the row, heading or menu entry a link stands in, when its own words say nothing."""
        row = tidy(link.around.replace("\t", " ")) if generic else ""
        if row and row != link.text and len(row) <= 250 and fold(row) not in self.headings_of(page):
            match = self.matcher.match(row, link.headings)
            if match.negative:
                return None
            if match.best:
                return match, row, 0.95
        if bare_code(link.text) and (numbered := self._by_code(page, link.text)):
            return numbered
        above = list(link.headings[::-1]) + ([] if link.place == "main" else list(link.menu[::-1]))
        for distance, heading in enumerate(above[:2]):
            match = self.matcher.match(heading, tuple(above[distance + 1 :]))
            if match.negative:
                return None
            if match.best and match.score >= 0.7:
                return match, heading, (0.9 if generic else 0.72) - 0.08 * distance
        return None

    def _under_code(self, link: Link) -> bool:
        """Whether a link stands right under the name and number of an item, whose parts have names of their own."""
        above = link.headings[-1] if link.headings else ""
        return coded(above) and self.matcher.match(above).best is not None

    def _by_code(self, page: Page, label: str) -> tuple[Match, str, float] | None:
        """What a bare official number means on a page whose other numbers and names are this list's own."""
        if not self._own_codes(page):
            return None
        match = self.matcher.match(label, codes=True)
        return (match, label, 0.9) if match.best else None

    def is_portrait(self, page: Page, link: Link) -> bool:
        """Whether a link only enlarges a picture of a page that says enough in words."""
        document = self.documents.get(link.url)
        return document is not None and document.kind == "image" and len(self.own_blocks(page)) > 6

    def is_elsewhere(self, url: str) -> bool:
        """Whether an address is the front page of some other organisation's site, which holds nobody's document."""
        outside = self.outside.get(url)
        return outside is not None and outside.kind in ("agency", "other", "social") and is_front_page(url)

    def decoration(self, page: Page, link: Link) -> bool:
        """Whether a reference to elsewhere is a counter, an advertisement or a widget rather than evidence."""
        outside = self.outside.get(link.url)
        if outside is None or outside.kind in ("file", "store", "short", "agency"):
            return False
        return link.tag != "a" or not link.text

    def _claim(
        self, item: str, link: Link, label: str, headings: tuple[str, ...], score: float, why: list[str]
    ) -> None:
        kind, url, cause = self.resolve(link)
        if kind == "document" and url in self.documents:
            url = self.documents[url].url
        section = None
        page = self.pages.get(url)
        if kind == "page" and page is not None:
            url = page.url
            if self.is_front(page) and link.source != page.url and not link.fragment:
                kind, cause, url = "dead", "home", link.source
            elif link.fragment and (page.url == link.source or part(page, link.fragment) is not None):
                kind = "section"
                section = self.section_of(page, item)
                url = f"{page.url}#{link.fragment}"
            elif page.url == link.source:
                kind, cause = "dead", "self"
        self._claims[item][url if kind != "dead" else f"dead:{link.url or link.source}:{label}"].append(
            Candidate(item, url, kind, label, link.source, headings, score, tuple(why), cause, section, link.order)
        )

    @property
    def unseen_cause(self) -> str:
        """Why what was seen was not fetched."""
        return self.site.stopped_by if self.site.stopped_by in CUT_SHORT else "budget"

    def resolve(self, link: Link) -> tuple[str, str, str]:
        """What a link leads to: (kind, address, cause). Kinds as in ``Candidate``."""
        if link.dead:
            return "dead", link.source, link.dead
        url = link.url
        if url in self.pages:
            page = self.pages[url]
            if page.cause in ("soft404", "construction", "parked"):
                return "dead", page.url, page.cause
            if page.cause:
                return "unread", page.url, page.cause
            return "page", page.url, ""
        if url in self.documents:
            document = self.documents[url]
            return "document", document.url, document.cause
        if url in self.failures:
            cause = self.failures[url].cause
            return ("dead" if cause == "http4xx" else "unread"), url, cause
        if url in self.outside:
            return "offsite", url, self.outside[url].cause
        if url in self.pending:
            return "unread", url, self.unseen_cause
        return "unread", url, self.unseen_cause if not self.site.complete else "offsite"

    def _claim_titles(self) -> None:
        for page in self.site.pages:
            if page.cause or self.is_front(page):
                continue
            for source, text in (("หัวเรื่องของหน้า", self.own_title(page)), ("ชื่อหน้า", self.short_title(page))):
                match = self.matcher.match(text) if text and len(text) < 250 else None
                if match and match.best and not match.negative and not self.is_index(page):
                    self._add(match.best, page.url, "page", text, page, match.score * 0.97, f"{source} “{cut(text)}”")
            if page.url in self._sections:
                for item, start, end, text, strength in self._sections[page.url]:
                    if page.blocks[start].kind == "tr":
                        if rest_of_row(page, start, item, self.matcher):
                            why = f"แถวในตาราง “{cut(text)}”"
                            found = Candidate(
                                item, page.url, "section", text, page.url, (), strength * 0.75, (why,),
                                section=(start, start + 1), row=True,
                            )  # fmt: skip
                            self._claims[item][f"{page.url}#:~:row={start}"].append(found)
                    elif end > start + 1 or self.pictured(page, start, end):
                        self._add(
                            item,
                            f"{page.url}#:~:text={start}",
                            "section",
                            text,
                            page,
                            strength * 0.8,
                            f"หัวข้อในหน้า “{cut(text)}”",
                            (start + 1, end),
                        )
        for document in self.site.documents:
            self._claim_paper(document)

    def _claim_paper(self, document: Document) -> None:
        """What a document says it answers; of one without text its file's name speaks."""
        answer = self.papers.answer(document)
        if any(page.strip() for page in document.pages):
            item, score, why = answer.item, answer.score * 0.9, answer.why
            label = answer.name or document.title
        else:
            label = document.title or file_label(document.url)
            match = self.matcher.match(label)
            item, score, why = match.best or "", match.score * 0.9, f"ชื่อในเอกสาร “{cut(label)}”"
        if item and not answer.part:
            url = document.url
            self._claims[item][url].append(
                Candidate(item, url, "document", label, url, (), score, (why,), document.cause)
            )

    def _claim_near(self, code: str, link: Link) -> None:
        """A neighbouring page that may hold part of an answer: weaker than anything named for the item itself."""
        kind, url, cause = self.resolve(link)
        if kind == "dead" or (self.home is not None and url == self.home.url):
            return
        if kind == "offsite" and self.outside[url].kind not in ("file", "store", "short"):
            return
        score, why = UNOPENED if kind == "unread" else 0.5, (f"{_NEAR} “{cut(link.text)}”",)
        self._claims[code][url].append(
            Candidate(code, url, kind, link.text, link.source, (), score, why, cause, None, link.order)
        )

    def _add(
        self,
        item: str,
        key: str,
        kind: str,
        label: str,
        page: Page,
        score: float,
        why: str,
        section: tuple[int, int] | None = None,
    ) -> None:
        url = page.url
        self._claims[item][key].append(Candidate(item, url, kind, label, page.url, (), score, (why,), "", section))

    def _spoken(self, claims: list[Candidate]) -> list[Candidate]:
        """Without claims that rest on a heading alone, where the same page is named in plain words elsewhere."""
        if claims[0].kind != "page" or claims[0].url not in self._labelled:
            return claims
        return [claim for claim in claims if not claim.why[-1].startswith(_UNDER)]

    def _merge(self, claims: Sequence[Candidate]) -> Candidate:
        """One candidate from all claims on one address: the best, raised by agreement, lowered by contradiction."""
        best = max(claims, key=lambda c: (round(c.score, 4), -len(c.label), c.label))
        why = list(dict.fromkeys(reason for claim in _ordered(claims) for reason in claim.why))
        labels = {fold(claim.label) for claim in claims}
        score = best.score + 0.02 * min(3, len(labels) - 1)
        if best.kind in ("page", "document") and not best.why[0].startswith(_NEAR):
            said = self._title_match(best.url)
            if said is not None:
                if said.best == best.item:
                    score += 0.05
                elif said.negative and said.score >= 0.85:
                    score -= 0.3
                    why.append(f"แต่ชื่อของเนื้อหาเองเป็นเรื่องอื่น “{cut(said.text)}”")
                elif said.best and said.score >= 0.85 and said.margin >= 0.1:
                    score -= 0.2
                    why.append(f"แต่ชื่อของเนื้อหาเองตรงกับ {said.best} “{cut(said.text)}”")
        reason = self._only_accompanies(best)
        if reason:
            score -= 0.25
            why.insert(1, f"แต่{reason}")
        return replace(best, score=max(0.0, min(1.0, score)), why=tuple(why[:6]))

    def _only_accompanies(self, candidate: Candidate) -> str:
        """Why a document is a memo, a form or a law rather than evidence; a law may state an agency's structure."""
        document = self.documents.get(candidate.url) if candidate.kind == "document" else None
        if document is None or self._rule_of[candidate.item] == "structure":
            return ""
        answer = self.papers.answer(document)
        return answer.why if answer.refused else ""

    def _title_match(self, url: str) -> Match | None:
        if url not in self._titles:
            text = ""
            document = self.documents.get(url)
            if document is not None and any(page.strip() for page in document.pages):
                self._titles[url] = self.papers.answer(document).match
                return self._titles[url]
            if document is not None:
                text = document.title
            elif url in self.pages:
                text = self.own_title(self.pages[url])
            self._titles[url] = self.matcher.match(text) if text and len(text) < 250 else None
        return self._titles[url]

    def source_of(self, candidate: Candidate) -> str:
        """The page to name for a candidate: one about the item rather than an index, near the home page."""
        rank = self._source.get(candidate.url)
        return rank[-1] if rank else candidate.source

    # --- for the explanation ----------------------------------------------------------------------

    def nearest(self, item: str) -> tuple[str, str, float] | None:
        """The nearest wording on the site that was not enough: (text, page, score); None when nothing comes near."""
        near = self._near.get(item)
        return (near[1], near[2], near[0]) if near else None


def _ordered(claims: Iterable[Candidate]) -> list[Candidate]:
    return sorted(claims, key=lambda c: (-round(c.score, 4), c.source, c.order, c.label))
