"""What must hold of every judgement: nothing unrelated counts, nothing unread is called missing, nothing is invented.

The sample agency's crawl is the base; its variants are made as values, every added page by the real extractor.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache
from hashlib import sha256

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checker.agency import AgencyFile
from checker.engine import Judgement, judge
from config.loader import load_criteria
from crawler.extract import extract
from crawler.site import Document, Failure, Page, Site
from reports.model import Finding, Report

CRITERIA = load_criteria("2568")
CODES = tuple(item.code for item in CRITERIA.items)
RANK = {"missing": 0, "partial": 1, "stale": 1, "pass": 2}

# Things that agencies write about and no item asks for.
SUBJECTS = (
    "วิธีปลูกผักสวนครัวหลังบ้าน",
    "สูตรแกงส้มดอกแค",
    "เที่ยวน้ำตกหน้าฝน",
    "ตลาดนัดวันเสาร์",
    "ประวัติวัดประจำตำบล",
    "การเลี้ยงไก่ไข่อารมณ์ดี",
    "ภาพบรรยากาศงานลอยกระทง",
    "ผ้าทอมือของกลุ่มแม่บ้าน",
)
SENTENCES = (
    "เลือกดินร่วนแล้วรดน้ำเช้าเย็น",
    "เด็ก ๆ ช่วยกันเก็บดอกไม้ริมทาง",
    "ร้านค้าเปิดตั้งแต่เช้าจนถึงค่ำ",
    "น้ำใสไหลเย็นตลอดฤดูฝน",
    "ฝีมือของคนในชุมชนที่สืบทอดกันมา",
)
unrelated = st.lists(
    st.tuples(st.sampled_from(SUBJECTS), st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4)),
    min_size=1,
    max_size=3,
)
thorough = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def made(url: str, html: str, depth: int = 2) -> Page:
    """A page as the crawler would have stored it."""
    seen = extract(html, url)
    digest = sha256(html.encode()).hexdigest()
    return Page(url, 200, seen.title, depth, seen.blocks, seen.links, seen.images, seen.forms, html, digest)


def with_pages(site: Site, pages: Iterable[Page]) -> Site:
    """The site with further or other pages, in the order in which an archive gives them."""
    by_url = {page.url: page for page in (*site.pages, *pages)}
    return replace(site, pages=tuple(by_url[url] for url in sorted(by_url)))


def linked(page: Page, address: str, words: str) -> Page:
    """The page with one more link at the end of its own part."""
    end = "</main>" if "</main>" in page.html else "</body>"
    html = page.html.replace(end, f'<p><a href="{address}">{words}</a></p>{end}', 1)
    assert html != page.html
    return replace(made(page.url, html, page.depth), charset=page.charset, rendered=page.rendered, cause=page.cause)


def home(site: Site) -> Page:
    """The start page."""
    return next(page for page in site.pages if page.url == site.start)


def without(site: Site, urls: Iterable[str], cause: str = "http4xx") -> Site:
    """The site as if the addresses had answered with this failure."""
    gone = {url.split("#", 1)[0] for url in urls}
    failures = [Failure(url, cause, "", 404 if cause == "http4xx" else 0) for url in gone if url != site.start]
    return replace(
        site,
        pages=tuple(page for page in site.pages if page.url not in gone or page.url == site.start),
        documents=tuple(document for document in site.documents if document.url not in gone),
        failures=tuple(sorted((*site.failures, *failures), key=lambda failure: failure.url)),
    )


def unread(site: Site, urls: Iterable[str], cause: str) -> Site:
    """The site with the documents among the addresses stored, but no text to be had of them."""
    gone = set(urls)
    documents = tuple(
        replace(document, pages=(), tables=(), title="", cause=cause) if document.url in gone else document
        for document in site.documents
    )
    return replace(site, documents=documents)


def said(report: Report) -> dict[str, tuple[object, ...]]:
    """What is judged of each item: status and elements, with nothing of where it stands."""
    return {
        finding.item: (finding.status, tuple((element.name, element.status) for element in finding.elements))
        for finding in report.findings
    }


def finding(site: Site, code: str) -> Finding:
    """One item judged."""
    judgement = Judgement(site, CRITERIA, CRITERIA.year, AgencyFile())
    return judgement.finding(judgement.criteria.item(code))


def evidence(found: Finding) -> list[str]:
    """Addresses that the finding rests on, sections as their pages, the home page aside."""
    return list(dict.fromkeys(one.url.split("#", 1)[0] for one in found.evidence))


@pytest.fixture(scope="session")
def complete(demo_site: Callable[[str], Site]) -> Site:
    return demo_site("complete")


@pytest.fixture(scope="session")
def gaps(demo_site: Callable[[str], Site]) -> Site:
    return demo_site("gaps")


@pytest.fixture(scope="session")
def reports(demo_site: Callable[[str], Site]) -> Callable[[str], Report]:
    """The report on the sample agency in a state, unchanged."""
    return cache(lambda state: judge(demo_site(state), CRITERIA))


# --- what is unrelated --------------------------------------------------------------------------


@pytest.mark.parametrize("state", ["complete", "gaps", "hard"])
@thorough
@given(texts=unrelated)
def test_unrelated_pages_change_no_verdict(
    demo_site: Callable[[str], Site],
    reports: Callable[[str], Report],
    state: str,
    texts: list[tuple[str, list[str]]],
) -> None:
    site = demo_site(state)
    pages = []
    first = home(site)
    for number, (subject, sentences) in enumerate(texts):
        url = f"{site.start}aside/{number}.html"
        body = "".join(f"<p>{sentence}</p>" for sentence in sentences)
        pages.append(made(url, f"<title>{subject}</title><h1>{subject}</h1>{body}"))
        if state != "hard":  # its start page is a frameset
            first = linked(first, url, subject)
    assert said(judge(with_pages(site, [first, *pages]), CRITERIA)) == said(reports(state))


def test_an_unrelated_document_changes_no_verdict(gaps: Site) -> None:
    url = f"{gaps.start}files/cooking.pdf"
    lines = "สูตรแกงส้มดอกแค\nล้างดอกแคให้สะอาด\nตั้งน้ำให้เดือดแล้วใส่เครื่องแกง"
    document = Document(url, "pdf", 200, 900, "0" * 64, "สูตรแกงส้มดอกแค", (lines,), (), 1, depth=1)
    more = replace(gaps, documents=tuple(sorted((*gaps.documents, document), key=lambda one: one.url)))
    more = with_pages(more, [linked(home(gaps), url, "สูตรแกงส้มดอกแค")])
    assert said(judge(more, CRITERIA)) == said(judge(gaps, CRITERIA))


# --- copies of the evidence -----------------------------------------------------------------------


def doubled(site: Site, urls: Iterable[str]) -> Site:
    """The site with a copy of each of the addresses, and beside every link to one a link to its copy."""
    copies = {url: f"{url}{'&' if '?' in url else '?'}copy=1" for url in urls if url != site.start}
    pages = []
    for page in site.pages:
        links = []
        for link in page.links:
            links.append(replace(link, order=len(links)))
            if link.url in copies:
                links.append(replace(link, order=len(links), url=copies[link.url]))
        pages.append(replace(page, links=tuple(links)))
    for page in tuple(pages):
        if page.url in copies:
            to = copies[page.url]
            moved = {
                name: tuple(replace(one, source=to) for one in getattr(page, name)) for name in ("links", "images")
            }
            pages.append(replace(page, url=to, aliases=(), depth=page.depth + 1, **moved))
    documents = [replace(one, url=copies[one.url], aliases=()) for one in site.documents if one.url in copies]
    return replace(
        site,
        pages=tuple(sorted(pages, key=lambda page: page.url)),
        documents=tuple(sorted((*site.documents, *documents), key=lambda one: one.url)),
    )


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("state", ["complete", "gaps"])
def test_a_copy_of_the_evidence_lowers_nothing(demo_site: Callable[[str], Site], state: str, code: str) -> None:
    site = demo_site(state)
    before = finding(site, code)
    if not before.evidence:
        pytest.skip("nothing to copy")
    after = finding(doubled(site, evidence(before)), code)
    assert RANK[after.status] >= RANK[before.status]
    held = {element.name for element in before.elements if element.status == "pass"}
    assert held <= {element.name for element in after.elements if element.status == "pass"}


# --- evidence taken away --------------------------------------------------------------------------

Loss = Callable[[Site, Iterable[str]], Site]


def lost(site: Site, code: str, lose: Loss) -> Finding:
    """The item once nothing that answers it is left: what it rests on is lost, then what it rests on after that."""
    for _ in range(5):
        found = finding(site, code)
        if found.status not in ("pass", "partial", "stale"):
            return found
        site = lose(site, evidence(found))
    raise AssertionError(f"{code} still rests on {evidence(found)}")


def emptied(page: Page) -> Page:
    """The start page without a part of its own: menus and footer are left."""
    return made(page.url, re.sub(r"<main.*?</main>", "<main></main>", page.html, flags=re.DOTALL), page.depth)


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("state", ["complete", "gaps"])
def test_without_its_evidence_an_item_is_missing(demo_site: Callable[[str], Site], state: str, code: str) -> None:
    site = demo_site(state)
    if code == "O4":  # the start page carries the latest news itself
        site = with_pages(site, [emptied(home(site))])
    after = lost(site, code, without)
    assert after.status == "missing", after.causes
    assert not after.evidence
    assert after.searched and after.gaps


@pytest.mark.parametrize("cause", ["timeout", "http5xx", "refused"])
@pytest.mark.parametrize("code", CODES)
def test_evidence_that_failed_is_undecided(complete: Site, code: str, cause: str) -> None:
    site = with_pages(complete, [emptied(home(complete))]) if code == "O4" else complete
    after = lost(site, code, lambda seen, urls: without(seen, urls, cause))
    assert after.status == "undecided"
    assert cause in after.causes
    assert "fail" not in {element.status for element in after.elements}


def test_a_neighbouring_page_that_failed_is_undecided_too(gaps: Site) -> None:
    """One form for every complaint may take those of corruption as well: while it fails, nobody knows."""
    assert evidence(finding(gaps, "O18")) == [f"{gaps.start}complaint.html"]
    after = finding(without(gaps, [f"{gaps.start}complaint.html"], "timeout"), "O18")
    assert (after.status, after.causes) == ("undecided", ("timeout",))


@pytest.mark.parametrize("cause", ["scan", "encrypted", "damaged", "garbled", "timeout"])
@pytest.mark.parametrize("state", ["complete", "gaps"])
def test_documents_that_cannot_be_read_are_undecided(demo_site: Callable[[str], Site], state: str, cause: str) -> None:
    site = demo_site(state)
    files = {document.url for document in site.documents}
    tried = 0
    for before in judge(site, CRITERIA).findings:
        if evidence(before) and files.issuperset(evidence(before)):
            after = lost(site, before.item, lambda seen, urls: unread(seen, urls, cause))
            assert (after.item, after.status, after.causes) == (before.item, "undecided", (cause,))
            tried += 1
    assert tried > 8


@thorough
@given(data=st.data())
def test_nothing_that_failed_makes_an_item_missing(
    complete: Site, reports: Callable[[str], Report], data: st.DataObject
) -> None:
    """Whatever part of what proves the items fails, none of them is missing, and none fails an element."""
    proving = sorted({url for one in reports("complete").findings for url in evidence(one)} - {complete.start})
    gone = data.draw(st.sets(st.sampled_from(proving), min_size=1))
    cause = data.draw(st.sampled_from(["timeout", "http5xx", "dns", "tls", "budget"]))
    for found in judge(without(complete, gone, cause), CRITERIA).findings:
        assert found.status not in ("missing", "partial", "stale"), (found.item, found.gaps)


# --- crawls that ended early ------------------------------------------------------------------------


@pytest.mark.parametrize("stopped_by", ["deadline", "interrupt", "silent", "crash"])
@thorough
@given(data=st.data())
def test_a_crawl_that_was_stopped_says_no_missing(gaps: Site, stopped_by: str, data: st.DataObject) -> None:
    others = [page for page in gaps.pages if page.url != gaps.start]
    kept = data.draw(st.sets(st.sampled_from(range(len(others)))))
    unseen = tuple(page.url for at, page in enumerate(others) if at not in kept)
    site = replace(
        gaps,
        pages=tuple(sorted((home(gaps), *(others[at] for at in kept)), key=lambda page: page.url)),
        pending=unseen,
        complete=False,
        stopped_by=stopped_by,
    )
    report = judge(site, CRITERIA)
    assert "missing" not in {found.status for found in report.findings}
    assert all(found.causes for found in report.findings if found.status == "undecided")
    assert report.warnings


def test_a_crawl_out_of_pages_says_no_missing_of_what_a_menu_still_leads_to(complete: Site) -> None:
    structure = f"{complete.start}structure.html"
    site = replace(
        complete,
        pages=tuple(page for page in complete.pages if page.url != structure),
        pending=(structure,),
        complete=False,
        stopped_by="pages",
    )
    assert finding(site, "O1").status == "undecided"


def test_a_site_that_could_not_be_opened_says_nothing(complete: Site) -> None:
    site = replace(
        complete,
        pages=(),
        documents=(),
        failures=(Failure(complete.start, "refused"),),
        complete=False,
        stopped_by="unreachable",
    )
    assert {found.status for found in judge(site, CRITERIA).findings} <= {"undecided", "manual"}


def test_an_index_of_the_assessment_that_failed_leaves_the_rest_open(complete: Site) -> None:
    """What the agency's own index leads to was never seen, so nothing it may hold is missing."""
    index = f"{complete.start}ita.html"
    reached = {link.url for page in complete.pages if page.url == index for link in page.links if link.place == "main"}
    named = {link.url for page in complete.pages if page.url != index for link in page.links}
    site = without(complete, {index, *(reached - named)}, "timeout")
    site = replace(site, failures=tuple(one for one in site.failures if one.url == index))  # the rest is not known of
    report = judge(site, CRITERIA)
    assert "missing" not in {found.status for found in report.findings}
    assert "timeout" in {cause for found in report.findings for cause in found.causes}


@pytest.mark.parametrize("code", ["O5", "O23", "O27"])
def test_a_long_document_read_in_part_leaves_what_it_does_not_show_open(complete: Site, code: str) -> None:
    """What is not on the pages that were read may stand on the others: never "missing", never a lacking element."""
    urls = {url for url in evidence(finding(complete, code)) if url.endswith(".pdf")}
    assert urls
    title_only = tuple(
        replace(paper, pages=("\n".join(paper.text.splitlines()[:4]),), tables=(), page_count=90)
        if paper.url in urls
        else paper
        for paper in complete.documents
    )
    found = finding(replace(complete, documents=title_only), code)
    assert found.status == "undecided", found.status
    assert "partly" in found.causes
    assert not [element.name for element in found.elements if element.status == "fail"]


def test_what_an_unread_page_of_the_menu_may_hold_is_not_missing(demo_site: Callable[[str], Site]) -> None:
    """Without a browser the hard state's page of the staff stays a shell; only its frame of links leads there."""
    site = demo_site("hard")
    assert any(page.cause == "shell" for page in site.pages)
    found = {finding.item: finding for finding in judge(site, CRITERIA).findings}
    assert not [item for item, finding in found.items() if finding.status == "missing"]
    assert found["O14"].causes == ("shell",)
