"""Two runs compared: what is worse, what is only not seen this once, and what else is different."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample import SITE, report

from checker import baseline, history
from checker.compare import PASSING, compare, settle
from checker.errors import UserError
from checker.store import save
from crawler.causes import CAUSES
from reports import json_report
from reports.model import CHANGES, ITEM_STATUSES, Change, ElementResult, Evidence, FailureLine, Finding, Quote, Report

PAGE = f"{SITE}/contact"
FILE = f"{SITE}/plan.pdf"


def finding(status: str, *, has: bool = True, causes: tuple[str, ...] = (), sha: str = "", page: str = PAGE) -> Finding:
    """An item with two elements, the second of which ``has`` tells."""
    proof = (Quote(page, "โทรศัพท์ 0 2000 0101"),)
    one = ElementResult("phone", "แสดงหมายเลขโทรศัพท์", "pass", "quoted", quotes=proof)
    two = ElementResult("email", "แสดงอีเมล", "pass" if has else "fail", "quoted", quotes=proof if has else ())
    elements = () if status in ("missing", "undecided") else (one, two)
    evidence = (Evidence(page, "page", "ติดต่อ", 0.9), Evidence(FILE, "document", "แผน", 0.8, sha256=sha))
    return Finding(
        "O3", "contact", "ข้อมูลการติดต่อ", "9.1", status, 0.0, 0.0, 100.0, 0.9, 0, evidence, elements,
        causes=causes, submit=(page, FILE) if status in ("pass", "partial") else (),
    )  # fmt: skip


def run(
    what: Finding, *, failed: dict[str, str] | None = None, stopped: str = "", complete: bool = True, day: int = 20
) -> Report:
    """A report of that one item."""
    lines = tuple(FailureLine(url, cause) for url, cause in (failed or {}).items())
    crawl = replace(
        report().crawl, failures=lines, stopped_by=stopped, complete=complete, started=f"2026-11-{day}T02:15:00+00:00"
    )
    return replace(report(), findings=(what,), crawl=crawl, todo=())


def change(before: Report, after: Report, **more: object) -> Change | None:
    found = compare(before, after, **more).changes  # type: ignore[arg-type]
    return found[0] if found else None


WELL = run(finding("pass"))


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        (WELL, WELL, ""),
        (WELL, run(finding("partial", has=False)), "broken"),
        (WELL, run(finding("missing")), "broken"),
        (WELL, run(finding("stale")), "broken"),
        (run(finding("partial", has=False)), WELL, "fixed"),
        (run(finding("missing")), run(finding("partial", has=False)), "fixed"),
        (run(finding("partial")), run(finding("partial", has=False)), "broken"),
        (run(finding("partial", has=False)), run(finding("partial")), "fixed"),
        (run(finding("missing")), run(finding("missing")), ""),
        # Not read: once is nothing, a scan where text was is worse at once.
        (WELL, run(finding("undecided", causes=("timeout",))), "unsteady"),
        (WELL, run(finding("undecided", causes=(CAUSES["timeout"].thai,))), "unsteady"),
        (WELL, run(finding("undecided", causes=("scan",))), "broken"),
        (WELL, run(finding("manual")), "other"),
        (run(finding("missing")), run(finding("undecided", causes=("scan",))), "other"),
        (run(finding("undecided", causes=("scan",))), WELL, "fixed"),
        (run(finding("undecided", causes=("timeout",))), run(finding("missing")), "other"),
        # The page that proved it did not open this once, or was not reached; or it is gone for good.
        (WELL, run(finding("missing"), failed={PAGE: "http5xx"}), "unsteady"),
        (WELL, run(finding("partial", has=False), failed={FILE: "timeout"}), "unsteady"),
        (WELL, run(finding("missing"), failed={PAGE: "http4xx"}), "broken"),
        (WELL, run(finding("missing"), stopped="deadline", complete=False), "unsteady"),
        (WELL, run(finding("missing"), failed={PAGE: "http4xx", FILE: "http4xx"}, stopped="pages"), "broken"),
        # The same verdict on other grounds.
        (WELL, run(finding("pass", page=f"{SITE}/new")), "evidence"),
        (run(finding("pass", sha="a" * 64)), run(finding("pass", sha="b" * 64)), "evidence"),
        (run(finding("pass", sha="a" * 64)), WELL, ""),
    ],
)
def test_kinds_of_change(before: Report, after: Report, kind: str) -> None:
    found = change(before, after)
    assert (found.kind if found else "") == kind


def test_what_a_change_names() -> None:
    found = change(
        run(finding("pass", sha="a" * 64)), run(finding("partial", has=False, sha="b" * 64, page=f"{SITE}/x"))
    )
    assert found is not None
    assert found.lost == (("email", "แสดงอีเมล"),) and found.gained == ()
    assert (found.gone, found.new, found.replaced) == ((PAGE,), (f"{SITE}/x",), (FILE,))
    assert (found.before, found.after) == ("pass", "partial")


@pytest.mark.parametrize("cause", sorted(PASSING))
def test_two_nights_in_a_row_count(cause: str) -> None:
    bad = [run(finding("undecided", causes=(cause,)), day=day) for day in (20, 21, 22)]
    known, waiting = settle([(WELL, None)])
    assert not waiting and known == WELL
    assert (first := change(known, bad[0], waiting=waiting)) and first.kind == "unsteady"
    known, waiting = settle([(WELL, None), (bad[0], None)])
    assert waiting == {"O3"} and known.findings[0].status == "pass" and known.crawl == bad[0].crawl
    assert (second := change(known, bad[1], waiting=waiting)) and second.kind == "broken"
    known, waiting = settle([(WELL, None), (bad[0], None), (bad[1], None)])
    assert change(known, bad[2], waiting=waiting) is None  # known by now
    assert (back := change(known, WELL, waiting=waiting)) and back.kind == "fixed"


def test_a_good_night_between_two_failures() -> None:
    bad = run(finding("undecided", causes=("timeout",)))
    known, waiting = settle([(WELL, None), (bad, None), (WELL, None)])
    assert not waiting and (found := change(known, bad, waiting=waiting)) and found.kind == "unsteady"


def test_pages_and_documents() -> None:
    before = {PAGE: "", FILE: "a" * 64, f"{SITE}/old": "", f"{SITE}/slow": ""}
    after = {PAGE: "", FILE: "b" * 64, f"{SITE}/new": ""}
    second = run(finding("pass"), failed={f"{SITE}/slow": "timeout"})
    made = compare(WELL, second, seen_before=before, seen_after=after)
    assert (made.gone, made.new, made.replaced) == ((f"{SITE}/old",), (f"{SITE}/new",), (FILE,))
    assert made.notes == () and not made.empty
    # What was not reached is not gone; what the site says is not there is.
    cut = run(finding("pass"), failed={f"{SITE}/old": "http4xx"}, complete=False)
    made = compare(WELL, cut, seen_before={**before, f"{SITE}/far": ""}, seen_after=after)
    assert made.gone == (f"{SITE}/old",) and made.notes == ("incomplete",)
    assert compare(WELL, WELL).notes == ("evidence_only",) and compare(WELL, WELL).empty


def test_what_a_comparison_must_be_read_with() -> None:
    other = replace(WELL, criteria="2569", tool="oit-checker 9", host="other.example")
    assert compare(WELL, other).notes == ("criteria", "tool", "site", "evidence_only")


@given(st.sampled_from(ITEM_STATUSES), st.sampled_from(ITEM_STATUSES), st.booleans(), st.booleans())
def test_better_one_way_is_worse_the_other(one: str, two: str, has: bool, had: bool) -> None:
    first, second = run(finding(one, has=has, causes=("scan",))), run(finding(two, has=had, causes=("scan",)))
    there, back = change(first, second), change(second, first)
    kinds = {there.kind if there else "", back.kind if back else ""}
    assert kinds <= set(CHANGES) | {""} and "unsteady" not in kinds
    assert kinds != {"broken"} and kinds != {"fixed"}
    assert change(first, first) is None


# --- where runs come from ---------------------------------------------------------------------------


def _archive(path: Path, *made: Report) -> Path:
    for one in made:
        save(path, one)
        history.remember(path, {PAGE: "", FILE: "a" * 64})
    return path


def test_runs_by_name_number_and_file(tmp_path: Path) -> None:
    first, second = run(finding("pass"), day=18), run(finding("missing"), day=19)
    archive = _archive(tmp_path / "a.db", first, second)
    (tmp_path / "kept.json").write_text(json_report.render(first), "utf-8")
    for word, known in (("last", second), ("1", first), (str(tmp_path / "kept.json"), first), (f"{archive}@1", first)):
        found = baseline.load(word, archive)
        assert found is not None and found.report == known, word
    assert baseline.load("last", tmp_path / "none.db") is None
    assert [(one.run, one.started[:10]) for one in history.history(archive)] == [(1, "2026-11-18"), (2, "2026-11-19")]
    assert history.stored(archive) == (second, {PAGE: "", FILE: "a" * 64})


def test_a_kept_baseline_counts_the_night_before(tmp_path: Path) -> None:
    bad = run(finding("undecided", causes=("timeout",)), day=19)
    archive = _archive(tmp_path / "a.db", run(finding("pass"), day=18), bad)
    (tmp_path / "kept.json").write_text(json_report.render(WELL), "utf-8")
    found = baseline.load(str(tmp_path / "kept.json"), archive)
    assert found is not None and found.waiting == {"O3"}
    assert [one.kind for one in found.diff(bad, None).changes] == ["broken"]


@pytest.mark.parametrize(
    "content", [b"", b"{}", b"[1]", b"\xff\xfe", b"SQLite format 3\x00 but no more", b"[" * 100_000]
)
def test_what_is_no_run(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x"
    path.write_bytes(content)
    with pytest.raises(UserError, match="x"):
        baseline.load_run(str(path))


def test_old_runs_stay_as_a_line(tmp_path: Path) -> None:
    made = [run(finding("pass"), day=10 + day) for day in range(4)]
    archive = _archive(tmp_path / "a.db", *made)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(history, "KEPT", 2)
        history.carry(archive, archive)
    assert len(history.history(archive)) == 4
    assert [history.stored(archive, number) is None for number in (1, 2, 3, 4)] == [True, True, False, False]
    with closing(sqlite3.connect(archive)) as connection:
        assert connection.execute("select distinct run from elements order by run").fetchall() == [(3,), (4,)]
    assert len(history.runs(archive)) == 2


def test_a_comparison_as_json_is_whole() -> None:
    made = compare(WELL, run(finding("partial", has=False)))
    data = json.loads(json_report.render_diff(made))
    assert data["schema"] == "oit-diff/1" and data["changes"][0]["lost"] == [["email", "แสดงอีเมล"]]
    assert json_report.render_diff(made) == json_report.render_diff(made)
