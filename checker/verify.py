"""Checks a submitted list: every address by itself, every item by its addresses together, against the crawled site."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from checker.addresses import Addresses, Seen
from checker.agency import AgencyFile
from checker.engine import Judgement, tool_name
from checker.submission import Entry, Submission, from_page, same_address
from checker.verdict import Verdict
from config.loader import Criteria, Item
from crawler.causes import CAUSES, thai
from crawler.scope import outside_kind
from crawler.site import Page, Site
from reports.model import Finding
from reports.verification import AddressCheck, ItemCheck, Remark, Verification
from rules.evidence import Piece
from rules.locate import Candidate

# Causes that any visitor meets too; every other one leaves open what the address shows.
_BROKEN = frozenset(
    {"http4xx", "http5xx", "dns", "refused", "tls", "redirects", "soft404", "parked", "hijacked"}
    | {"damaged", "html", "encrypted"}
)
_RANK = {"pass": 4, "manual": 3, "undecided": 2, "partial": 1, "stale": 1, "missing": 0, "": 0}
_FEW = 40  # letters: a page of its own with less text, and with nothing to open, is empty


class AddressJudgement(Judgement):
    """Judges an item by given addresses alone, as an assessor does who is handed only them."""

    def __init__(self, site: Site, criteria: Criteria, year: int, agency: AgencyFile) -> None:
        super().__init__(site, criteria, year, agency)
        self._lists: dict[str, Submission] = {}

    def alone(self, item: Item, seen: Sequence[Seen]) -> tuple[list[Piece], Verdict] | None:
        """What these addresses hold of the item, and the verdict; None for an item that no rule judges."""
        rule = self.rules.get(item.rule) if item.rule else None
        if rule is None:
            return None
        before, self.blind = self.blind, ""  # whatever else was not seen of the site: these were
        try:
            candidates = tuple(c for one in seen for c in self._candidates_of(item, one))
            own = {candidate.url.split("#", 1)[0] for candidate in candidates}
            home = self.locator.home.url if self.locator.home else ""
            pieces = self.contents.pieces(item, rule, candidates)
            pieces = [piece for piece in pieces if piece.content.url != home or home in own]
            return pieces, self._verdict(item, rule, pieces)
        finally:
            self.blind = before

    def _listed(self, page: Page) -> Submission:
        """What an index page itself leads to, item by item."""
        if page.url not in self._lists:
            self._lists[page.url] = from_page(page, self.criteria, self.locator.matcher, self.year)
        return self._lists[page.url]

    def _candidates_of(self, item: Item, seen: Seen) -> list[Candidate]:
        label = self.called(item, seen.url)
        why = ("ที่อยู่ในรายการที่ส่ง",)
        if seen.page is not None:
            page = seen.page
            if page.cause:
                return [Candidate(item.code, page.url, "unread", label, page.url, (), 1.0, why, page.cause)]
            if not self.locator.is_index(page):
                return [Candidate(item.code, page.url, "page", label, page.url, (), 1.0, why)]
            section = self.locator.section_of(page, item.code)
            found = [Candidate(item.code, page.url, "section", label, page.url, (), 1.0, why, "", section)]
            found = found if section is not None else []
            return found + [
                self._pinned(item, entry.url.split("#", 1)[0]) for entry in self._listed(page).of(item.code)
            ]
        if seen.document is not None:
            document = seen.document
            return [
                Candidate(item.code, document.url, "document", label, document.url, (), 1.0, why, document.cause),
            ]
        return [Candidate(item.code, seen.url, "offsite", label, seen.url, (), 1.0, why, seen.cause or "offsite")]


@dataclass(frozen=True, slots=True)
class _Judged:
    entry: Entry
    seen: Seen
    remarks: list[Remark]
    verdict: str


class Verifier:
    """Checks lists against one site."""

    def __init__(self, site: Site, criteria: Criteria, year: int = 0, agency: AgencyFile | None = None) -> None:
        self.judgement = AddressJudgement(site, criteria, year or criteria.year, agency or AgencyFile())
        self.criteria = self.judgement.criteria
        self.site = site
        self.addresses = Addresses(site, self.judgement.locator.home)
        rendered = sum(bool(page.rendered) for page in site.pages)
        self._by_script = rendered * 2 > len(site.pages)

    def verify(self, submission: Submission) -> Verification:
        """The whole list, item by item in the order of the criteria."""
        used: dict[str, list[str]] = defaultdict(list)
        for entry in submission.entries:
            address = same_address(entry.url)
            if address:
                used[address].append(entry.item)
        items = tuple(self._item(item, submission.of(item.code), used) for item in self.criteria.items)
        return Verification(
            source=submission.source,
            url=self.site.start,
            agency=self.judgement.agency.name,
            criteria=self.criteria.name,
            criteria_title=self.criteria.title,
            year=self.judgement.year,
            tool=tool_name(),
            checked=self.site.started,
            items=items,
            problems=submission.problems,
        )

    # --- one item ---------------------------------------------------------------------------------

    def _item(self, item: Item, entries: Sequence[Entry], used: dict[str, list[str]]) -> ItemCheck:
        finding = self.judgement.finding(item)
        if not entries:
            return self._without(item, finding)
        judged = [self._address(item, entry) for entry in entries]
        readable = [one.seen for one in judged if self._readable(one)]
        together = self.judgement.alone(item, readable) if readable else None
        verdict = together[1].status if together else ("missing" if item.rule else "manual")
        open_ones = any(one.verdict == "undecided" or _graded(one.remarks, "undecided") for one in judged)
        remarks = self._remarks(item, together[1] if together else None, verdict)
        if open_ones and verdict in ("missing", "partial", "stale"):  # the rest may stand where nothing could be read
            verdict = "undecided"
            remarks = [replace(r, grade="undecided") if r.grade == "fault" else r for r in remarks]
        checks = tuple(self._checked(item, one, verdict, used) for one in judged)
        if any(remark.code == "year" for check in checks for remark in check.remarks):
            remarks = [remark for remark in remarks if remark.code != "year"]
        better = self._better(item, finding, verdict, judged)
        if better and verdict == "pass":
            better = ()
        return ItemCheck(
            item=item.code,
            title=item.title,
            year=item.asked_year(self.judgement.year),
            state=_state([r for c in checks for r in c.remarks] + remarks),
            verdict=verdict,
            addresses=checks,
            remarks=tuple(remarks),
            better=better,
        )

    def _without(self, item: Item, finding: Finding) -> ItemCheck:
        text = "ยังไม่มีที่อยู่ของข้อนี้ในรายการ"
        if not finding.submit:
            text += " และไม่พบหลักฐานในเว็บไซต์" if finding.status == "missing" else ""
        remark = Remark("no_address", "fault", text)
        year = item.asked_year(self.judgement.year)
        return ItemCheck(item.code, item.title, year, "fault", finding.status, (), (remark,), finding.submit)

    def _remarks(self, item: Item, verdict: Verdict | None, status: str) -> list[Remark]:
        """What is lacking in all of the item's addresses together."""
        if verdict is None or status in ("missing", "pass"):
            return []
        found = []
        unread: dict[str, list[str]] = {}  # reason: elements that could not be judged for it
        for element in verdict.elements:
            outcome, name = element.outcome, element.element.name
            if outcome.status == "fail" and name == "year":
                seen = f" (พบ “{outcome.quotes[0].text[:80]}”)" if outcome.quotes else " (ไม่พบปีในเนื้อหา)"
                asked = item.asked_year(self.judgement.year)
                found.append(Remark("year", "fault", f"ไม่ใช่ข้อมูลของปี {asked}{seen}"))
            elif outcome.status == "fail":
                who = f" ของ {', '.join(outcome.missing[:6])}" if outcome.missing else ""
                found.append(Remark("element", "fault", f"ยังขาด: {element.element.wording}{who}"))
            elif outcome.status == "error":
                unread.setdefault(thai(outcome.reason), []).append(element.element.wording)
            elif outcome.status == "manual":
                found.append(Remark("manual", "advice", f"ให้คนดู: {element.element.wording} ({outcome.reason})"))
        for reason, wordings in unread.items():
            more = f" และอีก {len(wordings) - 2} อย่าง" if len(wordings) > 2 else ""
            text = f"ยังตรวจไม่ได้: {'; '.join(wordings[:2])}{more} ({reason})"
            found.append(Remark("unread", "undecided", text))
        return found

    def _better(self, item: Item, finding: Finding, verdict: str, judged: Sequence[_Judged]) -> tuple[str, ...]:
        """Addresses of the crawl that are not in the list, where they answer more than the list does."""
        if _RANK[finding.status] <= _RANK[verdict] and not (finding.status == "partial" and verdict == "stale"):
            return ()
        given = {one.seen.url for one in judged}
        return tuple(url for url in finding.submit if url.split("#", 1)[0] not in given)

    # --- one address ------------------------------------------------------------------------------

    def _address(self, item: Item, entry: Entry) -> _Judged:
        seen = self.addresses.seen(entry.url)
        remarks: list[Remark] = []
        self._form(entry, seen, remarks)
        if not _graded(remarks, "fault", "undecided"):
            self._opens(seen, remarks)
        verdict = ""
        if (seen.page is not None or seen.document is not None) and not _graded(remarks, "fault"):
            alone = self.judgement.alone(item, [seen])
            if alone is not None:
                verdict = alone[1].status
                self._content(item, seen, alone, remarks)
            elif seen.page is not None and self.addresses.is_home(seen):
                self._at_home(seen, remarks)
        return _Judged(entry, seen, remarks, verdict)

    def _readable(self, one: _Judged) -> bool:
        stored = one.seen.page or one.seen.document
        return stored is not None and not any(
            remark.code in ("home", "login", "script", "dead", "empty", "other_agency") and remark.grade == "fault"
            for remark in one.remarks
        )

    def _form(self, entry: Entry, seen: Seen, remarks: list[Remark]) -> None:
        """What can be told from the address alone, and whose it is."""
        if not seen.asked:
            remarks.append(Remark("address", "fault", "ไม่ใช่ที่อยู่เว็บที่เปิดได้ ต้องขึ้นต้นด้วย https:// หรือ http://"))
            return
        if outside_kind(seen.asked) == "short" and not seen.own:
            remarks.append(Remark("short", "fault", "เป็นลิงก์ย่อ ให้ใช้ที่อยู่จริงบนเว็บไซต์ของหน่วยงาน"))
            return
        path = self.addresses.path(seen)
        if seen.own:
            if not path and seen.known and not (seen.cause and not (seen.page or seen.document)):
                remarks.append(
                    Remark("unlinked", "fault", "เปิดได้ แต่ไม่มีหน้าใดของเว็บไซต์ลิงก์มาถึง ประชาชนเข้าจากหน้าแรกไม่ได้")
                    if self.site.complete
                    else Remark("unlinked", "undecided", "ยังไม่พบทางเข้าจากหน้าแรก แต่อ่านเว็บไซต์ไม่ครบ")
                )
        elif not path:
            owner = {"agency": "เว็บไซต์ของหน่วยงานอื่น", "social": "สื่อสังคมออนไลน์", "store": "ที่ฝากไฟล์ภายนอก"}
            whose = owner.get(seen.kind, "เว็บไซต์อื่น")
            code = "other_agency" if seen.kind == "agency" else "offsite"
            text = f"อยู่บน{whose} และไม่มีหน้าใดของเว็บไซต์หลักลิงก์ไปถึง"
            sure = self.site.complete or seen.kind == "agency"
            remarks.append(Remark(code, "fault" if sure else "undecided", text))
        else:
            remarks.append(Remark("offsite", "advice", "อยู่นอกเว็บไซต์หลัก แต่มีลิงก์จากเว็บไซต์หลัก ควรส่งหน้าในเว็บไซต์ที่มีลิงก์นี้"))

    def _opens(self, seen: Seen, remarks: list[Remark]) -> None:
        """Whether it opens, and opens itself rather than the home page, a login or an empty shell."""
        if not seen.known:
            more = "" if seen.own else " (อยู่นอกเว็บไซต์)"
            remarks.append(Remark("unseen", "undecided", f"ยังไม่ได้เปิด: ไม่อยู่ในฐานข้อมูลที่อ่านไว้{more}"))
            return
        if self.addresses.is_home(seen) and self.addresses.moved(seen):
            remarks.append(Remark("home", "fault", "เปิดแล้วถูกพาไปหน้าแรก ไม่ใช่หน้าของข้อนี้"))
            return
        cause = seen.cause
        if not cause:
            if seen.page is not None and seen.page.rendered:
                grade = "advice" if self._by_script else "fault"
                if grade == "fault" or not self._by_script:
                    remarks.append(Remark("script", grade, "เนื้อหาขึ้นด้วยสคริปต์เท่านั้น ผู้ที่เปิดโดยไม่มีสคริปต์เห็นหน้าว่าง"))
            return
        name, advice = thai(cause), CAUSES[cause].advice if cause in CAUSES else ""
        if cause == "login":
            remarks.append(Remark("login", "fault", "ต้องเข้าสู่ระบบก่อนจึงเห็น ประชาชนเปิดไม่ได้"))
        elif cause == "shell":
            remarks.append(Remark("script", "fault", "เนื้อหาขึ้นด้วยสคริปต์เท่านั้น เปิดตรงแล้วเห็นหน้าว่าง"))
        elif cause in ("construction", "empty"):
            remarks.append(Remark("empty", "fault", f"{name} ยังไม่มีเนื้อหา"))
        elif cause in _BROKEN:
            detail = f" [{seen.detail}]" if seen.detail else ""
            remarks.append(Remark("dead", "fault", f"เปิดไม่ได้: {name}{detail} {advice}"))
        else:
            remarks.append(Remark("unread", "undecided", f"ยังตรวจไม่ได้: {name} {advice}"))

    def _content(self, item: Item, seen: Seen, alone: tuple[list[Piece], Verdict], remarks: list[Remark]) -> None:
        """Whether what it shows is the item's, and of the year asked for."""
        pieces, verdict = alone
        foreign = [owner for url, owner in self.judgement.contents.foreign.get(item.code, ()) if url == seen.url]
        if foreign:
            remarks.append(Remark("other_agency", "fault", f"เป็นเอกสารของหน่วยงานอื่น ({foreign[0]})"))
        elif verdict.status == "missing":
            if self.addresses.is_home(seen):
                self._at_home(seen, remarks)
            elif self._is_empty(seen):
                remarks.append(Remark("empty", "fault", "หน้านี้ว่าง ไม่มีเนื้อหาของตัวเอง"))
            else:
                remarks.append(Remark("kind", "fault", f"ไม่ใช่เนื้อหาของข้อนี้{self._looks_like(item, seen)}"))
        elif verdict.status == "undecided" and not _graded(remarks, "undecided"):
            why = "; ".join(thai(cause) for cause in verdict.causes[:2])
            remarks.append(Remark("unread", "undecided", f"ยังตรวจไม่ได้: {why or 'อ่านเนื้อหาไม่ได้'}"))
        else:
            self._year(item, seen, verdict, pieces, remarks)
        if seen.page is not None and self.judgement.locator.is_index(seen.page) and verdict.status != "missing":
            remarks.append(Remark("index", "advice", "เป็นหน้ารวมของหลายข้อ ควรส่งที่อยู่ที่เปิดตรงถึงข้อมูลของข้อนี้"))

    def _year(self, item: Item, seen: Seen, verdict: Verdict, pieces: list[Piece], remarks: list[Remark]) -> None:
        asked = item.asked_year(self.judgement.year)
        outcome = next((e.outcome for e in verdict.elements if e.element.name == "year"), None)
        if not asked or outcome is None:
            return
        if outcome.status == "fail":
            quoted = f" (พบ “{outcome.quotes[0].text[:80]}”)" if outcome.quotes else " (ไม่พบปีในเนื้อหา)"
            remarks.append(Remark("year", "fault", f"ไม่ใช่ข้อมูลของปี {asked}{quoted}"))
        elif outcome.status == "pass" and outcome.quotes and seen.page is not None:
            proof = outcome.quotes[0].url
            other = self.judgement.locator.pages.get(proof)
            own = next((piece for piece in pieces if piece.content.url == seen.url), None)
            if other is not None and proof != seen.url and own is not None:
                said, words = self.judgement.piece_year(item, own)
                if said == "fail":
                    text = f"เปิดแล้วเห็นปีอื่นก่อน (“{words[:60]}”) ควรใช้ที่อยู่ที่เปิดปี {asked} โดยตรง: {proof}"
                    remarks.append(Remark("opens_year", "fault", text))

    def _at_home(self, seen: Seen, remarks: list[Remark]) -> None:
        remarks.append(Remark("home", "fault", "เป็นหน้าแรกของเว็บไซต์ ไม่ใช่หน้าของข้อนี้"))

    def _is_empty(self, seen: Seen) -> bool:
        if seen.page is None:
            return not any(text.strip() for text in seen.document.pages) if seen.document else False
        own = self.judgement.locator.own_blocks(seen.page)
        title = self.judgement.locator.own_title(seen.page)
        letters = sum(len(block.text) for _, block in own if block.text != title)
        opens = any(
            link.place == "main" and link.url and not self.judgement.locator.is_shared(link.text, seen.page)
            for link in seen.page.links
        )
        pictures = any(image.place == "main" for image in seen.page.images)
        return letters < _FEW and not opens and not pictures

    def _looks_like(self, item: Item, seen: Seen) -> str:
        """Which other item the address answers, as a clause; "" when none surely."""
        for other in self.criteria.items:
            if other.code == item.code:
                continue
            found = self.judgement.locator.candidates(other.code)
            if any(c.url == seen.url and c.score >= 0.75 and c.kind in ("page", "document") for c in found):
                return f" ดูเหมือนเป็นของ {other.code} {other.title}"
        return ""

    def _checked(self, item: Item, one: _Judged, together: str, used: dict[str, list[str]]) -> AddressCheck:
        remarks = list(one.remarks)
        if together == "pass":  # an address too many does no harm
            more = "ที่อยู่อื่นของข้อนี้ครบแล้ว ที่อยู่นี้ไม่เพิ่มสิ่งใด"
            remarks = [
                replace(r, grade="advice", text=more if r.code == "kind" else r.text)
                if r.code in ("kind", "year")
                else r
                for r in remarks
            ]
        elif together == "undecided":  # whether it is needed is open as long as the others are unread
            remarks = [replace(r, grade="undecided") if r.code in ("kind", "year") else r for r in remarks]
        users = used.get(same_address(one.entry.url), [])
        others = sorted({code for code in users if code != item.code}, key=_number)
        if others:
            well = together == "pass"
            text = f"ที่อยู่เดียวกันใช้กับ {', '.join(others)} ด้วย" + (" ตรวจว่าตั้งใจ" if well else "")
            remarks.append(Remark("same", "advice" if well else "fault", text))
        elif users.count(item.code) > 1:
            remarks.append(Remark("twice", "advice", "ที่อยู่นี้ซ้ำกันในข้อเดียวกัน"))
        path = self.addresses.path(one.seen)
        stored = one.seen.page or one.seen.document
        opened = "yes" if stored is not None else ("no" if _graded(remarks, "fault") else "unknown")
        return AddressCheck(
            url=one.entry.url,
            note=one.entry.note,
            row=one.entry.row,
            state=_state(remarks),
            opened=opened,
            verdict=one.verdict,
            linked=bool(path),
            path=path,
            remarks=tuple(remarks),
        )


def _graded(remarks: Sequence[Remark], *grades: str) -> bool:
    return any(remark.grade in grades for remark in remarks)


def _state(remarks: Sequence[Remark]) -> str:
    if _graded(remarks, "fault"):
        return "fault"
    return "undecided" if _graded(remarks, "undecided") else "ok"


def _number(code: str) -> tuple[int, str]:
    return int("".join(c for c in code if c.isdigit()) or 0), code
