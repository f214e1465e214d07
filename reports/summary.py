"""The report as a short Markdown summary for the page of a CI job: the score, what got worse, what is lacking."""

from __future__ import annotations

from reports.markdown import changes, plain, score, table
from reports.model import Diff, Report
from reports.wording import wording

_GAPS = 60


def render(report: Report, lang: str = "th", diff: Diff | None = None) -> str:
    """The summary as text ending in a line feed."""
    t = wording(lang)
    name = plain(report.agency or report.host)
    lines = [f"## OIT {report.year}: {name}", ""]
    if diff is not None:
        broken, fixed = len(diff.of("broken")), len(diff.of("fixed"))
        worse = f"❌ {t.say('summary_worse', count=broken)}" if broken else f"✅ {t.say('summary_same')}"
        lines += [worse + (f" · {t.say('summary_better', count=fixed)}" if fixed else ""), ""]
    lines += score(report, t)
    lines += [f"\n> ⚠ {plain(line, 600)}" for line in t.warnings(report)]
    if diff is not None:
        lines += ["", f"### {t.say('changes')}", "", *changes(diff, t)]
    gaps = [finding for finding in report.findings if finding.status in ("partial", "stale", "missing")]
    lines += ["", f"### {t.say('gaps_head', count=len(gaps)) if gaps else t.say('gaps_none')}"]
    rows = (
        (
            plain(finding.item),
            plain(t.title(finding), 120),
            f"{t.status(finding.status).symbol} {t.status(finding.status).name}",
            plain("; ".join(t.gaps(finding)), 400),
        )
        for finding in gaps[:_GAPS]
    )
    if gaps:
        head = (t.say("col_item"), t.say("col_title"), t.say("col_status"), t.say("col_gap"))
        lines += ["", *table(head, rows)]
    return "\n".join(lines) + "\n"
