"""Judges one crawled site by one criteria list: site in, report out. Reads no clock and no network."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from checker.agency import AgencyFile
from checker.confidence import Signs, confidence, signs
from checker.elsewhere import linked_from
from checker.in_words import gaps_of, left_of, opened_of, points_of, result_of, unread_of, unread_reason
from checker.review import Looked, laid_over, warnings
from checker.score import ItemScore, score
from checker.submit import to_submit
from checker.todo import todo
from checker.verdict import ElementVerdict, Verdict, status_of
from checker.version import VERSION
from config.loader import Criteria, Item
from crawler.causes import CAUSES, thai
from crawler.site import CUT_SHORT, Link, Site
from reports.model import CrawlSummary, ElementResult, Evidence, FailureLine, Finding, Opened, Report
from rules.agency import agency_of
from rules.collection import load_rules
from rules.content import Agency, Content
from rules.evidence import Evidence as Contents
from rules.evidence import Piece
from rules.locate import INDEX, Candidate, Locator
from rules.match import Matcher
from rules.rule import Outcome, Rule
from rules.rule import Quote as Proof
from rules.thai import DATE
from rules.years import year_verdict

_LOOKED_AT = ("http4xx", "content_type", "too_large", "guard")  # failures that are no page, or certainly none there
_FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|od[tsp]|zip|rar|jpe?g|png|gif|mp[34])(?:$|[?#])", re.IGNORECASE)
MAX_EVIDENCE = 8


def tool_name() -> str:
    """Name and version of this program, as reports print it."""
    return f"oit-checker {VERSION}"


@lru_cache(maxsize=4)
def matcher_for(criteria: Criteria) -> Matcher:
    """The matcher of a criteria list, made once (criteria are immutable)."""
    return Matcher(criteria)


def judge(site: Site, criteria: Criteria, year: int = 0, agency: AgencyFile | None = None) -> Report:
    """The report on ``site`` by ``criteria`` for the assessed Buddhist ``year`` (0: the criteria's own)."""
    return Judgement(site, criteria, year or criteria.year, agency or AgencyFile()).report()


@dataclass(frozen=True, slots=True)
class Weighed:
    """How one item was judged: what was located, what was read of it, the verdict, and what its confidence rests on."""

    candidates: tuple[Candidate, ...]
    pieces: list[Piece]
    verdict: Verdict
    signs: Signs


class Judgement:
    """One site being judged; keeps what the explanation needs."""

    def __init__(self, site: Site, criteria: Criteria, year: int, agency: AgencyFile) -> None:
        self.site = site
        self.criteria = criteria.filled(year)
        self.year = year
        self.file = agency
        found = agency_of(site)
        self.agency = Agency(agency.name or found.name, agency.kind or found.kind)
        with site.open():
            self.locator = Locator(site, criteria, matcher_for(criteria), year, self.agency)
            self.contents = Contents(self.locator, self.agency, year)
            self.rules = load_rules()
            self.blind = self._blind()
        self._weighed: dict[str, Weighed] = {}
        self._called: dict[str, str] = {}  # address: the first words that a link leads there by

    def report(self) -> Report:
        """Judge every item and put the report together."""
        with self.site.open():
            findings = self._reviewed([self.finding(item) for item in self.criteria.items])
        scores = {f.item: ItemScore(f.score, f.low, f.high) for f in findings}
        total = score(self.criteria, scores)
        return Report(
            url=self.site.start,
            host=self.site.hosts[0] if self.site.hosts else "",
            agency=self.agency.name,
            agency_kind=self.agency.kind,
            criteria=self.criteria.name,
            criteria_title=self.criteria.title,
            year=self.year,
            tool=tool_name(),
            findings=findings,
            score=total,
            crawl=self._crawl(),
            warnings=(*self._warnings(), *warnings(findings, self.file)),
            todo=todo(self.criteria, findings),
        )

    def _reviewed(self, findings: Sequence[Finding]) -> tuple[Finding, ...]:
        """The findings with the reviewers' words laid over."""
        if not self.file.verdicts:
            return tuple(findings)
        looked, levels = Looked(self.site), self.criteria.scoring.levels
        return tuple(
            laid_over(finding, word, looked, points_of(word.verdict, levels))
            if (word := self.file.verdicts.get(finding.item))
            else finding
            for finding in findings
        )

    # --- one item ---------------------------------------------------------------------------------

    def candidates(self, item: Item) -> tuple[Candidate, ...]:
        """Pinned addresses first, then what locating found."""
        pinned = tuple(self._pinned(item, url) for url in self.file.pins.get(item.code, ()))
        urls = {candidate.url for candidate in pinned}
        return pinned + tuple(c for c in self.locator.candidates(item.code) if c.url not in urls)

    def finding(self, item: Item) -> Finding:
        """The item's finding."""
        rule = self.rules.get(item.rule) if item.rule else None
        if rule is None:
            return self._manual(item, self.candidates(item))
        weighed = self.weigh(item, rule)
        candidates, pieces, verdict = weighed.candidates, weighed.pieces, weighed.verdict
        evidence = self._evidence(verdict, candidates, pieces)
        points = points_of(verdict.status, self.criteria.scoring.levels)
        opened = opened_of(pieces) if verdict.status == "missing" else ()
        missing_dead = [c for c in candidates if c.kind == "dead"] if verdict.status in ("missing", "partial") else []
        return Finding(
            item=item.code,
            rule=item.rule,
            title=item.title,
            sub=item.sub,
            status=verdict.status,
            score=points.score,
            low=points.low,
            high=points.high,
            confidence=confidence(weighed.signs),
            year=item.asked_year(self.year),
            evidence=evidence,
            elements=tuple(result_of(element) for element in verdict.elements),
            advisories=self._advisories(item, rule, pieces),
            gaps=gaps_of(item, verdict, missing_dead, self.contents.foreign.get(item.code, ()), opened),
            advice=item.advice,
            unit=item.unit,
            example=item.example,
            searched=self._searched(item, opened) if verdict.status == "missing" else "",
            opened=opened,
            causes=verdict.causes,
            submit=to_submit(verdict, pieces, evidence, self.locator),
            gloss=item.gloss,
            basis=item.basis,
        )

    def weigh(self, item: Item, rule: Rule) -> Weighed:
        """The item's candidates, what they hold and the verdict, worked out once."""
        if item.code not in self._weighed:
            candidates = self.candidates(item)
            pieces = self.contents.pieces(item, rule, candidates)
            read = [piece for piece in pieces if not piece.shown]
            verdict = self._verdict(item, rule, read)
            # Pictures on pages are looked at where nothing else proves anything.
            if len(read) == len(pieces) or any(e.outcome.status == "pass" for e in verdict.elements):
                pieces = read
            else:
                verdict = self._verdict(item, rule, pieces)
            found = signs(item.code, verdict, candidates, pieces, self.locator)
            self._weighed[item.code] = Weighed(candidates, pieces, verdict, found)
        return self._weighed[item.code]

    def _verdict(self, item: Item, rule: Rule, pieces: Sequence[Piece]) -> Verdict:
        judged = [e for e in item.elements if e.name != "year" and not e.manual]
        contents = [piece.content for piece in self.right_year_first(item, pieces)]
        outcomes = rule.judge(contents, [element.name for element in judged])
        unread = unread_of(pieces) + left_of(pieces, self.contents.beyond.get(item.code, {}))
        elements: list[ElementVerdict] = []
        for element in item.elements:
            if element.manual:
                elements.append(ElementVerdict(element, Outcome("manual", reason=element.manual)))
            elif element.name != "year":
                outcome = outcomes[element.name]
                if outcome.status == "fail" and unread:
                    outcome = Outcome("error", outcome.quotes, outcome.missing, unread_reason(unread))
                elements.append(ElementVerdict(element, outcome))
        proofs = [
            quote.url for element in elements for quote in element.outcome.quotes if element.outcome.status == "pass"
        ]
        year = next((e for e in item.elements if e.name == "year" and not e.manual), None)
        if year is not None:
            elements.append(ElementVerdict(year, self._year(item, pieces, proofs, bool(unread))))
        order = {element.name: at for at, element in enumerate(item.elements)}
        elements.sort(key=lambda e: order[e.element.name])
        found = any(piece.candidate.kind != "dead" for piece in pieces)
        status = status_of(elements, found=found, core=rule.core)
        causes = tuple(dict.fromkeys(one.cause for one in unread)) if status == "undecided" else ()
        if status == "missing" and self.blind:
            status, causes = "undecided", (self.blind,)
            elements = [e.blinded(thai(self.blind)) for e in elements]
        if any(e.outcome.status == "error" and not unread for e in elements) and status == "undecided" and not causes:
            causes = tuple(dict.fromkeys(e.outcome.reason for e in elements if e.outcome.status == "error"))
        return Verdict(status, tuple(elements), causes)

    def right_year_first(self, item: Item, pieces: Sequence[Piece]) -> list[Piece]:
        """Pieces of the asked year before those that state none, those before pieces of another year."""
        asked = item.asked_year(self.year)
        if not asked:
            return list(pieces)
        rank = {"pass": 0, "unknown": 1, "fail": 2}
        return sorted(pieces, key=lambda piece: rank[self.piece_year(item, piece)[0]])

    def piece_year(self, item: Item, piece: Piece) -> tuple[str, str]:
        """What a piece says of the year its item asks for: (pass, fail or unknown; the words)."""
        asked = item.asked_year(self.year)
        content = piece.content
        if self.rules[item.rule].dated and content.kind != "document":
            return year_verdict(asked, lines=[line for line in content.lines if DATE.search(line)])
        return year_verdict(
            asked,
            label=content.label,
            headings=piece.candidate.headings,
            title=content.title,
            lines=content.lines,
            url=content.url,
            own=content.own_year,
        )

    def _year(self, item: Item, pieces: Sequence[Piece], proofs: Sequence[str], unread: bool) -> Outcome:
        """The element ``year``: whether what proves the others is of the year asked for."""
        asked = item.asked_year(self.year)
        proving = [piece for piece in pieces if piece.content.url in proofs]
        wrong: list[Proof] = []
        for piece in proving:
            said, words = self.piece_year(item, piece)
            if said == "pass":
                return Outcome("pass", (Proof(piece.content.url, words),))
            if said == "fail":
                wrong.append(Proof(piece.content.url, words))
        if not proving and unread:
            for piece in pieces:
                said, words = self.piece_year(item, piece)
                if piece.content.unread and said == "pass":
                    return Outcome("pass", (Proof(piece.content.url, words),))
        silent = any(one.content.partly and self.piece_year(item, one)[0] == "unknown" for one in proving)
        if unread and (not proving or silent or self._unread_of_year(item, pieces)):
            return Outcome("error", reason="ยังไม่ได้อ่านเอกสารที่อาจเป็นของปีนี้ จึงยังไม่ทราบปี")
        return Outcome("fail", tuple(dict.fromkeys(wrong))[:2], (f"ปี {asked}",))

    def _unread_of_year(self, item: Item, pieces: Sequence[Piece]) -> bool:
        """Whether something not wholly read says of itself that it is of the year asked for."""
        left = (piece for piece in pieces if piece.content.unread or piece.content.partly)
        return any(self.piece_year(item, piece)[0] == "pass" for piece in left)

    def _advisories(self, item: Item, rule: Rule, pieces: Sequence[Piece]) -> tuple[ElementResult, ...]:
        if not item.advisories:
            return ()
        contents = [piece.content for piece in pieces if not piece.content.unread]
        home = self.locator.home
        if home is not None:
            contents.append(self.contents.home(item))
        outcomes = Rule(rule.subjects, rule.holds, elements=rule.elements).judge(
            contents, [element.name for element in item.advisories]
        )
        return tuple(
            result_of(ElementVerdict(element, outcomes[element.name]), advisory=True) for element in item.advisories
        )

    # --- evidence, words -------------------------------------------------------------------------

    def _evidence(
        self, verdict: Verdict, candidates: Sequence[Candidate], pieces: Sequence[Piece]
    ) -> tuple[Evidence, ...]:
        """What answers the item, best first: what proves most elements, then what could not be read."""
        if verdict.status == "missing":
            return ()
        proofs: dict[str, int] = {}
        for element in verdict.elements:
            if element.outcome.status == "pass" and element.element.name != "year":
                for url in dict.fromkeys(quote.url for quote in element.outcome.quotes):
                    proofs[url] = proofs.get(url, 0) + 1
        entries: list[tuple[tuple[int, int, float, int], Evidence]] = []
        listed: set[str] = set()
        home = self.locator.home.url if self.locator.home else ""
        unreadable = verdict.status != "undecided" or any(piece.content.unread for piece in pieces)

        def add(rank: tuple[int, int, float, int], evidence: Evidence) -> None:
            if evidence.url not in listed:
                listed.add(evidence.url)
                entries.append((rank, evidence))

        for at, piece in enumerate(pieces):
            candidate = piece.candidate
            url = piece.content.url
            proven = proofs.get(url, 0)
            unread = piece.content.unread
            if piece.content.partly and verdict.status == "undecided":
                unread = unread or "partly"
            # what a rule read and could not decide on (persons in a picture) is what a person should look at
            unsure = not proofs and not unreadable and piece.content.url != home
            if not proven and not unread and not unsure:
                continue
            rank = (0 if proven else 1 if unread else 2, -proven, -round(candidate.score, 4), at)
            if unread and candidate.kind in ("offsite", "unread"):
                add(
                    rank,
                    Evidence(
                        self.locator.source_of(candidate),
                        "page",
                        candidate.label,
                        round(candidate.score, 3),
                        candidate.why,
                    ),
                )
            kind = candidate.kind if candidate.kind in ("page", "section", "document", "offsite") else "document"
            address = candidate.url if kind == "section" and "#:~:" not in candidate.url else url
            add(
                (rank[0], rank[1], rank[2], at),
                Evidence(
                    address,
                    kind,
                    piece.content.title or candidate.label,
                    round(candidate.score, 3),
                    candidate.why,
                    unread,
                    linked_from=linked_from(self.locator, candidate, url),
                ),
            )
        entries.sort(key=lambda entry: entry[0])
        return tuple(evidence for _, evidence in entries[:MAX_EVIDENCE])

    def _searched(self, item: Item, opened: Sequence[Opened]) -> str:
        names = "”, “".join((item.title, *item.labels[:4]))
        text = (
            f"ค้นใน {len(self.site.pages)} หน้าและ {len(self.site.documents)} เอกสาร "
            f"ทั้งชื่อเมนู ลิงก์ หัวข้อ ชื่อหน้า และชื่อเอกสาร ด้วยชื่อ “{names}” และชื่ออื่นที่ใกล้เคียง"
        )
        nearest = None if opened else self.locator.nearest(item.code)
        if nearest:
            text += f" ข้อความที่ใกล้ที่สุดคือ “{nearest[0][:80]}” ในหน้า {nearest[1]} (ตรงกัน {nearest[2]:.0%})"
        return text

    def _manual(self, item: Item, candidates: Sequence[Candidate]) -> Finding:
        reason = item.manual or "ไม่มีกติกาสำหรับตรวจข้อนี้ด้วยโปรแกรม"
        return Finding(
            item=item.code,
            rule="",
            title=item.title,
            sub=item.sub,
            status="manual",
            score=0.0,
            low=0.0,
            high=100.0,
            confidence=0.0,
            year=item.asked_year(self.year),
            evidence=tuple(
                Evidence(c.url, "page" if c.kind == "unread" else c.kind, c.label, round(c.score, 3), c.why, c.cause)
                for c in candidates
                if c.kind != "dead"
            )[:MAX_EVIDENCE],
            elements=tuple(
                ElementResult(e.name, e.wording, "manual", e.basis, e.manual or reason, advice=e.advice)
                for e in item.elements
            ),
            gaps=(),
            advice=item.advice,
            unit=item.unit,
            causes=(reason,),
            gloss=item.gloss,
            basis=item.basis,
        )

    def _pinned(self, item: Item, url: str) -> Candidate:
        kind, cause = "unread", self.locator.unseen_cause
        if url in self.locator.pages:
            kind, cause = "page", ""
        elif url in self.locator.documents:
            kind, cause = "document", self.locator.documents[url].cause
        elif url in self.locator.failures:
            cause = self.locator.failures[url].cause
        elif url in self.locator.outside:
            kind, cause = "offsite", self.locator.outside[url].cause
        return Candidate(item.code, url, kind, self.called(item, url), url, (), 1.0, ("ระบุไว้ในไฟล์ของหน่วยงาน",), cause)

    def called(self, item: Item, url: str) -> str:
        """The words by which the site itself leads to an address, those for the item first; "" when it does not.

        Never the item's own title: a label counts as something that the site says.
        """
        for candidate in self.locator.candidates(item.code):
            if candidate.url == url:
                return candidate.label
        if not self._called:
            for page in sorted(self.site.pages, key=lambda p: (p.depth, p.url)):
                for link in page.links:
                    if link.url and link.text:
                        self._called.setdefault(link.url, link.text)
        return self._called.get(url, "")

    # --- the site as a whole ----------------------------------------------------------------------

    def _blind(self) -> str:
        """Why "not found" may not be said on this site; "" when it was really looked at."""
        home = self.locator.home
        if home is None:
            return self.site.failures[0].cause if self.site.failures else "crash"
        if home.cause in ("shell", "botwall", "login", "parked", "hijacked", "construction", "soft404"):
            return home.cause
        if self.site.stopped_by in CUT_SHORT | {"unreachable"}:
            return "network" if self.site.stopped_by == "unreachable" else self.site.stopped_by
        if self._unseen_menu():
            return self.locator.unseen_cause
        if unseen := self._unseen_index():
            return unseen
        shells = sum(page.cause == "shell" for page in self.site.pages)
        if shells and shells * 2 >= len(self.site.pages):
            return "shell"
        failed = sum(CAUSES[f.cause].site and f.cause != "http4xx" for f in self.site.failures if f.cause in CAUSES)
        if failed > len(self.site.pages):
            return self.site.failures[0].cause
        return ""

    def _unseen_menu(self) -> bool:
        """Whether a page that a menu or the assessment's own index leads to was left unread."""
        pending = set(self.site.pending)
        return bool(pending) and any(
            link.url in pending and (link.place in ("nav", "header") or INDEX.search(f"{link.text} {link.url}"))
            for page in self.site.pages
            for link in page.links
        )

    def _unseen_index(self) -> str:
        """Why the assessment's own index, a page of it, or a page of the menu could not be read; "" when none was left.

        A menu entry that names an item leaves open that item alone, and is its evidence unread.
        """
        causes = {f.url: f.cause for f in self.site.failures if f.cause not in _LOOKED_AT and not _FILE.search(f.url)}
        causes |= {page.url: page.cause for page in self.site.pages if page.cause in ("shell", "botwall", "login")}
        if not causes:
            return ""
        frames = {link.url for page in self.site.pages for link in page.links if link.tag == "frame"}
        for page in self.site.pages:
            for link in page.links:
                if link.url in causes and (
                    INDEX.search(f"{link.text} {link.url}")
                    or (
                        (link.place in ("nav", "header") or page.url in frames)  # a frame of a frameset is a menu
                        and causes[link.url] != "login"
                        and not self._names_item(link)
                    )
                ):
                    return causes[link.url]
        return ""

    def _names_item(self, link: Link) -> bool:
        match = self.locator.matcher.match(link.text)
        return bool(match and match.best)

    def _crawl(self) -> CrawlSummary:
        site = self.site
        return CrawlSummary(
            pages=len(site.pages),
            documents=len(site.documents),
            rendered=sum(bool(page.rendered) for page in site.pages),
            outside=len(site.outside),
            pending=len(site.pending),
            failures=tuple(FailureLine(f.url, f.cause, f.detail) for f in site.failures),
            complete=site.complete,
            stopped_by=site.stopped_by,
            started=site.started,
            finished=site.finished,
            notes=site.notes,
            pending_urls=site.pending,
            outside_urls=tuple(out.url for out in site.outside),
        )

    def _warnings(self) -> tuple[str, ...]:
        warnings = []
        if self.blind:
            warnings.append(f"ตรวจเว็บไซต์ได้ไม่ครบ: {thai(self.blind)} ข้อที่ไม่พบจึงยังไม่ตัดสิน")
        if self.criteria.provisional:
            warnings.append(self.criteria.provisional)
        if self.year != self.criteria.year:
            warnings.append(f"ใช้รายการข้อของปี {self.criteria.year} ตรวจข้อมูลของปี {self.year}")
        return tuple(warnings)


__all__ = ["Content", "Judgement", "judge", "matcher_for", "tool_name"]
