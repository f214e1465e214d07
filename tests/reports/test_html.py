"""The HTML report as markup: whole, the same every time, and nothing of a site in it but text."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup, Tag
from sample import HOSTILE, SITE, hostile, report

from reports import html, thai
from reports.model import (
    CrawlSummary,
    ElementResult,
    Evidence,
    FailureLine,
    Finding,
    Quote,
    Report,
    Score,
)


def _soup(made: Report) -> BeautifulSoup:
    return BeautifulSoup(html.render(made), "lxml")


def _words(tag: Tag | None) -> str:
    assert tag is not None
    return " ".join(tag.get_text(" ").split())


def test_same_report_same_bytes() -> None:
    assert html.render(report()) == html.render(report())


def test_top_of_the_report() -> None:
    made = report()
    text = _words(_soup(made).select_one("header.top"))
    for part in (made.agency, made.url, thai.moment(made.crawl.started), made.criteria_title, "28 ข้อ"):
        assert part in text
    warnings = _words(_soup(made).select_one(".warnings"))
    assert made.warnings[0] in warnings and thai.STOPPED["pages"] in warnings
    score = _words(_soup(made).select_one("#score"))
    for part in (
        "78.68",
        "63.33 ถึง 88.75",
        made.score.note,
        "9.2 การบริหารงานและการใช้จ่ายงบประมาณ",
        "อ้างอิงถ้อยคำหลักเกณฑ์ 28",
    ):
        assert part in score


def test_a_tile_for_every_item_with_colour_word_and_symbol() -> None:
    made = report()
    tiles = _soup(made).select("a.tile")
    assert len(tiles) == 28
    for tile, finding in zip(tiles, made.findings, strict=True):
        assert tile["class"] == ["tile", f"s-{finding.status}"]
        assert thai.status(finding.status).name in _words(tile) and finding.item in _words(tile)
        assert tile.select_one(f'use[href="#i-{finding.status}"]') is not None
        assert tile["href"] == f"#item-{finding.item}"


def test_groups_keep_the_order_of_the_criteria() -> None:
    headings = [_words(tag) for tag in _soup(report()).select("#tiles h3")]
    assert [heading.split()[0] for heading in headings] == ["9.1", "9.2", "9.3", "9.4", "9.5", "10.1", "10.2"]


def test_every_item_says_what_is_asked_found_lacking_and_how_to_mend() -> None:
    made = report()
    soup = _soup(made)
    for finding in made.findings:
        article = soup.select_one(f"#item-{finding.item}")
        text = _words(article)
        assert article is not None and thai.status(finding.status).name in text
        assert finding.gloss in text and finding.searched in text
        for element in finding.elements:
            assert element.wording in text and thai.basis(element.basis).name in text
            assert element.manual_reason in text
            for name in element.missing:
                assert name in text
            for quote in element.quotes:
                assert quote.text in text
        for gap in finding.gaps:
            assert gap in text
        if finding.status != "pass":
            assert finding.advice in text and finding.unit in text and finding.example in text
        for evidence in finding.evidence:
            assert evidence.title in text and thai.likeness(evidence.score) in text
        for word in finding.causes:
            assert thai.cause(word)[1] in text
        copies = [tag["data-copy"] for tag in article.select(".submit button")]
        assert copies == list(finding.submit)


def test_a_quotation_is_shown_once_and_its_address_once_for_those_that_follow() -> None:
    part = _soup(report()).select_one("#item-O2 li.element:nth-of-type(2)")
    assert part is not None
    assert [len(figure.select("figcaption")) for figure in part.select("figure")] == [0, 1, 1]


def test_todo_keeps_its_order() -> None:
    made = report()
    lines = [_words(tag) for tag in _soup(made).select("ol.todo > li")]
    assert len(lines) == len(made.todo)
    for line, todo in zip(lines, made.todo, strict=True):
        assert line.startswith(todo.item + " ")
        assert todo.sentence in line and thai.effort(todo.effort) in line and todo.unit in line


def test_what_could_not_be_checked_names_every_reason_once() -> None:
    made = report()
    lines = {line.finding.item: line.reasons for line in html.unchecked(made)}
    assert {"O5", "O18", "O23"} <= set(lines)
    assert not {finding.item for finding in made.findings if finding.status in ("pass", "missing")} & set(lines)
    for reasons in lines.values():
        assert len({reason.text for reason in reasons}) == len(reasons)
    assert thai.cause("timeout")[0] in _words(_soup(made).select_one("#unchecked"))


def test_crawl_failures_by_cause_with_advice() -> None:
    made = report()
    section = _soup(made).select_one("#crawl")
    text = _words(section)
    assert section is not None
    for line in made.crawl.failures:
        assert thai.cause(line.cause)[0] in text and thai.cause(line.cause)[1] in text and line.url in text
    assert "118" in text and "63" in text and "214" in text and "37" in text
    assert [group.cause for group in html.failures(made)] == ["hijacked", "http4xx", "timeout"]
    assert not any("casino" in str(link["href"]) for link in section.select("a[href]"))


@pytest.mark.parametrize("made", [report(), hostile()], ids=["sample", "hostile"])
def test_only_our_own_markup(made: Report) -> None:
    soup = _soup(made)
    assert len(soup.select("script")) == len(soup.select("style")) == 1
    assert not soup.select("img, iframe, object, embed, base, form, link, video, audio, [style], [src]")
    for tag in soup.find_all(True):
        assert isinstance(tag, Tag)
        assert not [name for name in tag.attrs if name.startswith("on")]
    for link in soup.select("[href]"):
        target = str(link["href"])
        assert target.startswith("#") or urlsplit(target).scheme in ("http", "https")
        if not target.startswith("#"):
            assert "noopener" in link["rel"]
    for button in soup.select("[data-copy]"):
        assert len(str(button["data-copy"])) <= 1500


def test_hostile_text_is_text() -> None:
    page = html.render(hostile())
    assert HOSTILE[0] in BeautifulSoup(page, "lxml").get_text()
    assert "<script>document" not in page and "{{ 7*7 }}" in page
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", page)
    assert "ยาวมาก" * 200 not in page
    page.encode("utf-8")


def test_even_codes_and_words_of_our_lists_are_made_safe() -> None:
    made = report()
    evil = 'O1\u202e"><b onclick=x>' + "ก" * 5000
    finding = replace(made.findings[1], item=evil, status=evil, causes=(evil,), unit=evil)
    element = replace(finding.elements[0], basis=evil, status=evil)
    made = replace(
        made,
        findings=(replace(finding, elements=(element,), evidence=(replace(finding.evidence[0], kind=evil),)),),
        todo=(replace(made.todo[0], item=evil, effort=evil),),
        tool=evil,
        criteria=evil,
    )
    page = html.render(made)
    assert "\u202e" not in page and "<b onclick" not in page and "ก" * 2001 not in page


def test_headings_ids_and_names() -> None:
    soup = _soup(report())
    assert soup.html is not None and soup.html["lang"] == "th"
    levels = [int(tag.name[1]) for tag in soup.find_all(re.compile("^h[1-6]$"))]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    ids = [str(tag["id"]) for tag in soup.select("[id]")]
    assert len(set(ids)) == len(ids)
    for link in soup.select('a[href^="#"], use[href^="#"]'):
        assert str(link["href"])[1:] in ids
    for tag in soup.select("[aria-labelledby]"):
        assert tag["aria-labelledby"] in ids
    assert all(_words(tag) for tag in soup.select("a, button, summary"))
    skip = soup.select_one("body > a")
    assert skip is not None and skip["href"] == "#main"


def test_a_report_of_nothing() -> None:
    crawl = CrawlSummary(0, 0, 0, 0, 0, (), False, "unreachable", "", "")
    made = replace(report(), findings=(), todo=(), warnings=(), crawl=crawl, score=Score(0.0, 0.0, 100.0), agency="")
    soup = _soup(made)
    assert thai.STOPPED["unreachable"] in _words(soup.select_one(".warnings"))
    assert _words(soup.h1) == made.host


def test_a_huge_report_stays_below_two_megabytes() -> None:
    text = "'<&" * 3000
    url = f"{SITE}/?" + "a=1&" * 350
    element = ElementResult(
        "projects", text, "fail", "quoted", text, tuple(Quote(url, text) for _ in range(50)), (text,) * 500, text
    )
    evidence = tuple(Evidence(url, "document", text, 0.5, (text,) * 9, "scan") for _ in range(50))
    findings = tuple(
        Finding(
            item=f"O{number}",
            rule="projects",
            title=text,
            sub="9.1",
            status="partial",
            score=50.0,
            low=0.0,
            high=50.0,
            confidence=0.5,
            year=2568,
            evidence=evidence,
            elements=(element,) * 10,
            gaps=(text,) * 50,
            advice=text,
            submit=(url,) * 50,
        )
        for number in range(1, 44)
    )
    crawl = replace(report().crawl, failures=tuple(FailureLine(f"{url}{n}", "http4xx", text) for n in range(3000)))
    page = html.render(replace(report(), findings=findings, crawl=crawl))
    assert len(page.encode()) <= html.LARGEST
    assert page.count('class="tile s-partial"') == 43
