"""Evidence kept elsewhere, from the crawl to the report: judged by what it says, and told as what it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from certificates import Authority
from local_site import Answer, LocalSite, Route, link, moved, page
from stores import Services, drive, error, folder, html, served

import checker.demo
from checker.engine import judge
from checker.prefer import Prefer
from config.loader import load_criteria
from config.settings import CrawlSettings
from crawler.archive import read_site
from crawler.run import crawl
from reports import html as html_report
from reports import json_report, terminal
from reports.model import Finding, Report

FILES = Path(checker.demo.__file__).parent / "files"
SETTINGS = CrawlSettings(allow_private=True, render=False, timeout=5.0, deadline=60.0, ocr=False)
ID = "1AbCdEfGhIjKlMnOpQrStUvWxYz01"
VIEW = f"https://drive.google.com/file/d/{ID}/view?usp=sharing"
SHEET = f"https://docs.google.com/spreadsheets/d/{ID}/edit?usp=sharing"
FOLDER = f"https://drive.google.com/drive/folders/{ID}?usp=sharing"
NAME = "รายการการจัดซื้อจัดจ้างหรือการจัดหาพัสดุ และความก้าวหน้าการจัดซื้อจัดจ้าง ประจำปีงบประมาณ พ.ศ. 2568"
EIT = "https://itas.nacc.go.th/go/eit/ab12cd"
LIST = (FILES / "ITA-o12-2568.pdf").read_bytes()
TABLE = (FILES / "ITA-o12-2568.xlsx").read_bytes()


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Authority]:
    made = Authority(tmp_path_factory.mktemp("ca"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SSL_CERT_FILE", str(made.trusted))
        yield made


Check = Callable[..., tuple[Report, str]]


@pytest.fixture
def check(authority: Authority, tmp_path: Path) -> Check:
    """Crawl and judge a small agency whose page of procurement holds ``body``."""

    def run(body: str, answers: Mapping[str, Route], home: str = "", **how: object) -> tuple[Report, str]:
        routes = {
            "/": page(f"<h1>เทศบาลตำบลทุ่งนาใหม่</h1>{link('procurement', 'การจัดซื้อจัดจ้าง')}{home}", "เทศบาลตำบลทุ่งนาใหม่"),
            "/procurement": page(f"<h1>การจัดซื้อจัดจ้าง</h1>{body}", "การจัดซื้อจัดจ้าง"),
        }
        with LocalSite(routes) as site, Services(authority, answers) as services:
            settings = replace(SETTINGS, hosts=services.hosts, **how)  # type: ignore[arg-type]
            outcome = crawl(site.url, tmp_path / "a.db", settings, Prefer("2568"))
            assert outcome.archive is not None, outcome.detail
            return judge(read_site(outcome.archive), load_criteria("2568")), site.url

    return run


def finding(report: Report, item: str) -> Finding:
    return next(found for found in report.findings if found.item == item)


@pytest.mark.parametrize(
    ("url", "answers"),
    [
        (VIEW, drive(ID, served(LIST, "o12.pdf"))),
        (SHEET, {f"docs.google.com/spreadsheets/d/{ID}/export?format=xlsx": served(TABLE, "o12.xlsx")}),
        (
            FOLDER,
            {
                f"drive.google.com/embeddedfolderview?id={ID}": folder(
                    NAME, ("รายการจัดซื้อจัดจ้าง 2568.pdf", f"https://drive.google.com/file/d/{ID}/view?usp=drive_web")
                )
            }
            | drive(ID, served(LIST, "o12.pdf")),
        ),
        ("https://bit.ly/o12", {"bit.ly/o12": moved(VIEW)} | drive(ID, served(LIST, "o12.pdf"))),
    ],
    ids=["drive", "sheet", "folder", "short link"],
)
def test_a_list_kept_elsewhere_is_judged_by_what_it_says(url: str, answers: dict[str, Route], check: Check) -> None:
    report, site = check(link(url, NAME), answers)
    found = finding(report, "O12")
    assert found.status == "pass", found
    kept = found.evidence[0]
    assert kept.linked_from == site + "procurement"
    assert "google.com" in kept.url or "bit.ly" in kept.url
    assert found.submit == (site + "procurement",)
    assert json_report.to_dict(report)["findings"]
    assert "มีลิงก์จากเว็บไซต์หลัก แต่เก็บไว้ที่อื่น" in html_report.render(report)
    assert "เก็บไว้ที่อื่น: O12" in terminal.render(report)


@pytest.mark.parametrize(
    ("url", "answer", "cause"),
    [
        (VIEW, moved("https://accounts.google.com/v3/signin/identifier"), "store_login"),
        (VIEW, error("Too many users have viewed or downloaded this file recently."), "store_quota"),
        (VIEW, Answer(b"", 404), "store_gone"),
        (VIEW, html("?", "?"), "store_page"),
    ],
)
def test_what_could_not_be_opened_is_undecided_with_its_cause(
    url: str, answer: Route, cause: str, check: Check
) -> None:
    report, site = check(
        link(url, NAME), drive(ID, answer) | {"accounts.google.com/v3/signin/identifier": html("Sign in")}
    )
    found = finding(report, "O12")
    assert (found.status, found.causes) == ("undecided", (cause,))
    assert [part.linked_from for part in found.evidence if part.url == url] == [site + "procurement"]
    assert found.submit == (site + "procurement",)


def test_a_folder_proves_nothing_by_its_names(check: Check) -> None:
    listed = folder(NAME, (f"{NAME}.pdf", f"https://drive.google.com/file/d/{ID}/view"))
    report, _ = check(link(FOLDER, NAME), {f"drive.google.com/embeddedfolderview?id={ID}": listed})
    assert finding(report, "O12").status == "undecided"


def test_without_offsite_it_is_undecided(check: Check) -> None:
    report, _ = check(link(VIEW, NAME), drive(ID, served(LIST, "o12.pdf")), offsite=False)
    assert (finding(report, "O12").status, finding(report, "O12").causes) == ("undecided", ("offsite",))


def eit(report: Report) -> str:
    return next(part.status for part in finding(report, "O4").advisories if part.name == "eit_link")


@pytest.mark.parametrize(
    ("target", "status"),
    [
        (EIT, "pass"),
        ("https://itas.nacc.go.th/go/iit/ab12cd", "fail"),
        ("https://itas.nacc.go.th/go/eit/", "fail"),
    ],
)
def test_a_short_link_of_eit_is_followed(target: str, status: str, check: Check) -> None:
    answers = {"bit.ly/eit": moved(target), target.partition("//")[2]: html("ITAS")}
    report, _ = check("", answers, home=link("https://bit.ly/eit", "แบบวัด EIT"))
    assert eit(report) == status


def test_a_short_link_of_eit_that_may_not_be_followed_is_not_known(check: Check) -> None:
    report, _ = check("", {}, home=link("https://bit.ly/eit", "แบบวัด EIT"), offsite=False)
    assert eit(report) == "error"


def test_a_redirect_of_the_site_to_eit_is_followed(check: Check, authority: Authority, tmp_path: Path) -> None:
    with LocalSite({"/": page("<h1>เทศบาล</h1>" + link("go-eit", "ประเมิน EIT")), "/go-eit": moved(EIT)}) as site:
        crawl(site.url, tmp_path / "b.db", replace(SETTINGS, offsite=False), Prefer("2568"))
    assert eit(judge(read_site(tmp_path / "b.db"), load_criteria("2568"))) == "pass"
