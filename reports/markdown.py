"""The report as Markdown, to be read as it is, kept in a repository, or shown by GitHub, GitLab and the like."""

from __future__ import annotations

import re
from collections.abc import Iterable

from reports import safe
from reports.model import Diff, ElementResult, Finding, Report
from reports.wording import Wording, signed, wording

# A text never begins a line, so marks of blocks are harmless; a colon may begin an address or a picture of a face.
_SPECIAL = re.compile(r"([\\`*_{}\[\]#|~$^@]|:(?=//|\w+:))")
_WORDS = 600
_TITLE = 240
_QUOTE = 300
_QUOTES = 3
_NAMES = 40
_EVIDENCE = 5
_ADDRESSES = 20


def render(report: Report, lang: str = "th", diff: Diff | None = None) -> str:
    """The whole report as text ending in a line feed; ``diff`` adds what changed since an earlier run."""
    t = wording(lang)
    lines = [
        f"# {t.say('title')} {t.say('year_n', year=report.year)}",
        "",
        f"**{plain(report.agency or report.host)}**",
    ]
    lines += [
        "",
        f"- {t.say('site')}: {address(report.url)}",
        f"- {t.say('checked')}: {plain(t.moment(report.crawl.started))}",
    ]
    lines += [f"- {t.say('criteria')}: {plain(report.criteria_title)}", ""]
    lines += [f"> ⚠ {plain(line, _WORDS)}\n" for line in t.warnings(report)]
    lines += [*score(report, t), ""]
    if diff is not None:
        lines += [f"## {t.say('changes')}", "", *changes(diff, t), ""]
    lines += _todo(report, t)
    lines += [f"## {t.say('items')}", ""]
    for finding in report.findings:
        lines += _item(finding, t)
    lines += [*_crawl(report, t), "", "---", "", f"{plain(t.disclaimer)}  ", plain(report.tool)]
    return "\n".join(lines) + "\n"


def render_diff(diff: Diff, lang: str = "th") -> str:
    """A comparison of two runs as text ending in a line feed."""
    t = wording(lang)
    times = ((t.say("diff_before"), diff.before.started), (t.say("diff_after"), diff.after.started))
    side = " · ".join(f"{name}: {t.moment(started)}" for name, started in times)
    lines = [f"# {t.say('diff_title')}", "", f"**{plain(diff.after.agency or diff.after.url)}**", "", plain(side), ""]
    return "\n".join([*lines, *changes(diff, t)]) + "\n"


def plain(value: str, longest: int = _TITLE) -> str:
    """``value`` as one line that is only text in Markdown and in the HTML made of it."""
    made = safe.text(value, longest).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _SPECIAL.sub(r"\\\1", made)


def address(url: str) -> str:
    """``url`` as a link that shows where it leads, or as mere text when it may not be followed."""
    if not safe.href(url):
        return plain(safe.shown(url))
    target = url.replace("(", "%28").replace(")", "%29").replace("|", "%7C").replace("`", "%60")
    return f"[{plain(safe.shown(url))}]({target})"


def score(report: Report, t: Wording) -> list[str]:
    """The score with its range, what it may become, and how many items are how."""
    line = f"**{plain(t.say('score_line', score=t.points(report.score.oit)))}**"
    if span := t.span(report.score.low, report.score.high):
        line += " " + plain(t.say("range_line", span=span))
    lines = [line]
    if mends := report.best_mends():
        items = " ".join(line.item for line in mends)
        after = t.say("after_line", count=len(mends), items=items, score=t.points(report.score_after(mends)))
        lines += ["", plain(after)]
    counted = [
        f"{word.symbol} {word.name} {count}"
        for status, word in t.statuses.items()
        if (count := sum(finding.status == status for finding in report.findings))
    ]
    lines += ["", " · ".join(counted)]
    if report.score.note:
        lines += ["", f"{t.say('open_question')} {plain(report.score.note, _WORDS)}"]
    return lines


def changes(diff: Diff, t: Wording) -> list[str]:
    """What changed: the score, then items by kind of change, then pages and documents."""
    change = signed(diff.after.oit - diff.before.oit)
    lines = [
        plain(t.say("diff_score", before=t.points(diff.before.oit), after=t.points(diff.after.oit), change=change))
    ]
    lines += [f"\n> {plain(t.notes.get(note, note), _WORDS)}" for note in diff.notes]
    if diff.empty:
        lines += ["", t.say("diff_none")]
    for kind, word in t.changes.items():
        found = diff.of(kind)
        if found:
            lines += ["", f"**{word.symbol} {word.name}** ({len(found)})", ""]
            lines += [
                f"- **{plain(line.item)}** {plain(line.title)}: {plain(t.change(line), _WORDS)}" for line in found
            ]
    for key, urls in (("diff_gone", diff.gone), ("diff_replaced", diff.replaced), ("diff_new", diff.new)):
        if urls:
            lines += ["", f"**{t.say(key)}** ({len(urls)})", "", *_bullets(urls, t)]
    return lines


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> list[str]:
    """A table of cells that are Markdown already."""
    names = list(head)
    return [_row(names), "|" + "---|" * len(names), *map(_row, rows)]


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _bullets(urls: tuple[str, ...], t: Wording) -> list[str]:
    more = [f"- {t.say('more_names', count=len(urls) - _ADDRESSES)}"] if len(urls) > _ADDRESSES else []
    return [*(f"- {address(url)}" for url in urls[:_ADDRESSES]), *more]


def _todo(report: Report, t: Wording) -> list[str]:
    if not report.todo:
        return []
    by_item = {finding.item: finding for finding in report.findings}
    lines = [f"## {t.say('todo')}", ""]
    for number, line in enumerate(report.todo, 1):
        facts = [
            t.say("todo_facts", gain=t.points(line.gain)),
            t.effort(line.effort),
            *([line.unit] if line.unit else []),
        ]
        sentence = t.mend(line, by_item.get(line.item))
        lines.append(f"{number}. **{plain(line.item)}** {plain(sentence, _WORDS)} ({plain(' · '.join(facts))})")
    return [*lines, ""]


def _item(finding: Finding, t: Wording) -> list[str]:
    word = t.status(finding.status)
    lines = [f"### {plain(finding.item)} {plain(t.title(finding))}", ""]
    facts = [f"{word.symbol} **{plain(word.name)}**", f"{t.say('item_score')} {t.points(finding.score)}"]
    if finding.year:
        facts.append(f"{t.say('must_year')} {finding.year}")
    lines += [" · ".join(filter(None, [*facts, t.confidence(finding)])), ""]
    lines += [f"- {plain(gap, _WORDS)}" for gap in t.gaps(finding)]
    if finding.review is not None:
        lines.append(f"- {t.say('review')} {plain(finding.review.sentence, _WORDS)}")
    for cause in finding.causes:
        lines.append(f"- {': '.join(plain(part, _WORDS) for part in t.cause(cause) if part)}")
    if finding.status != "pass":
        for key, value in (("how", t.how(finding)), ("unit", finding.unit), ("example", finding.example)):
            if value:
                lines.append(f"- {t.say(key).rstrip(':')}: {plain(value, _WORDS)}")
    if finding.searched:
        lines.append(f"- {t.say('searched')} {plain(finding.searched, _WORDS)}")
    for one in finding.opened:
        lines.append(f"- {t.say('opened')} {plain(one.title, _WORDS)} {address(one.url)}")
    for url in finding.submit[:_ADDRESSES]:
        lines.append(f"- {t.say('submit')}: {address(url)}")
    parts = [*finding.elements, *finding.advisories]
    if parts:
        head = (t.say("col_element_status"), t.say("col_wording"), t.say("col_missing"), t.say("col_quote"))
        lines += ["", *table(head, (_element(part, t) for part in parts))]
    if finding.evidence:
        lines += ["", f"{t.say('evidence')}:", ""]
        for number, part in enumerate(finding.evidence[:_EVIDENCE], 1):
            why = f" ({plain(t.cause(part.cause)[0])})" if part.cause else ""
            title = plain(part.title) or t.say("no_name")
            from_ = f"; {t.say('elsewhere')}: {address(part.linked_from)}" if part.linked_from else ""
            lines.append(f"{number}. {plain(t.kind(part.kind))}: {title} {address(part.url)}{why}{from_}")
    return [*lines, ""]


def _element(part: ElementResult, t: Wording) -> tuple[str, str, str, str]:
    word = t.element(part.status)
    lacking = [plain(name, 120) for name in part.missing[:_NAMES]]
    if len(part.missing) > _NAMES:
        lacking.append(t.say("more_names", count=len(part.missing) - _NAMES))
    reason = plain(t.cause(part.manual_reason)[0], _WORDS)
    quotes = [f"“{plain(quote.text, _QUOTE)}” {address(quote.url)}" for quote in dict.fromkeys(part.quotes)]
    return (
        f"{word.symbol} {plain(word.name)}",
        plain(t.wording(part), _WORDS),
        ", ".join(lacking) or reason,
        " ".join(quotes[:_QUOTES]),
    )


def _crawl(report: Report, t: Wording) -> list[str]:
    seen = report.crawl
    lines = [f"## {t.say('crawl')}", ""]
    for key, value in (
        ("pages_read", seen.pages),
        ("documents_read", seen.documents),
        ("failed", len(seen.failures)),
        ("pending", seen.pending),
        ("outside", seen.outside),
    ):
        lines.append(f"- {t.say(key)}: {value}")
    lines += [f"- {plain(note, _WORDS)}" for note in seen.notes]
    for line in seen.failures[: _ADDRESSES * 3]:
        where = plain(safe.shown(line.url)) if line.cause == "hijacked" else address(line.url)
        lines.append(f"- {plain(t.cause(line.cause)[0])}: {where}")
    return lines
