"""A word to people when something changed: one POST of JSON to a web hook, plain or as Slack and Discord take it."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from typing import Any
from urllib.parse import urlsplit

from checker.errors import UserError
from checker.version import VERSION
from reports import safe
from reports.model import Diff, Report
from reports.wording import signed, wording

FORMS = ("json", "slack", "discord")
_TIMEOUT = 20.0  # seconds
_LINES = 15
_LONGEST = 1900  # characters; Discord takes 2,000


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        """A web hook answers where it is: what is sent goes nowhere else."""


def checked(url: str) -> str:
    """``url`` when something may be sent to it. Raises UserError, without repeating what is often a secret."""
    try:
        parts = urlsplit(url)
        good = parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc
    except ValueError:
        good = False
    if not good:
        raise UserError("--notify: ต้องเป็นที่อยู่ที่ขึ้นต้นด้วย https:// หรือ http://")
    return url


def send(url: str, body: dict[str, Any]) -> str:
    """Post ``body``. Returns "" when it was taken, else why not, in few words and without the address."""
    request = urllib.request.Request(
        url,
        json.dumps(body, ensure_ascii=False).encode(),
        {"Content-Type": "application/json; charset=utf-8", "User-Agent": f"oit-checker/{VERSION}"},
    )
    try:
        with urllib.request.build_opener(_NoRedirects).open(request, timeout=_TIMEOUT):
            return ""
    except urllib.error.HTTPError as error:
        with error:
            return f"HTTP {error.code}"
    except (OSError, ValueError) as error:
        return type(error).__name__


def body(form: str, report: Report, diff: Diff | None, state: str, lang: str = "th") -> dict[str, Any]:
    """What is sent. ``state``: "changed", or "down" when the site could not be opened, "up" when it can again."""
    text = message(report, diff, state, lang)
    if form == "slack":
        return {"text": text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")}
    if form == "discord":
        # Nobody is called by what a site writes.
        return {"content": text, "allowed_mentions": {"parse": []}}
    made: dict[str, Any] = {
        "schema": "oit-notice/1",
        "state": state,
        "site": report.url,
        "agency": safe.text(report.agency, 200),
        "score": report.score.oit,
        "text": text,
        "changes": [],
    }
    if diff is not None:
        made["score_before"] = diff.before.oit
        made["changes"] = [
            {"kind": line.kind, "item": line.item, "before": line.before, "after": line.after} for line in diff.changes
        ]
    return made


def message(report: Report, diff: Diff | None, state: str, lang: str) -> str:
    """The words of a notice."""
    t = wording(lang)
    lines = [f"OIT {report.year}: {safe.text(report.agency or report.host, 120)} ({safe.shown(report.url, 100)})"]
    if state == "down":
        lines.append(t.stops["unreachable"])
    elif diff is not None:
        change = signed(diff.after.oit - diff.before.oit)
        lines.append(
            t.say("diff_score", before=t.points(diff.before.oit), after=t.points(diff.after.oit), change=change)
        )
        told = [change for change in diff.changes if change.kind in ("broken", "fixed")]
        for line in told[:_LINES]:
            symbol = t.changes[line.kind].symbol
            lines.append(f"{symbol} {line.item} {safe.text(line.title, 60)}: {safe.text(t.change(line), 160)}")
        if len(told) > _LINES:
            lines.append(t.say("more_names", count=len(told) - _LINES))
    return safe.cut("\n".join(lines), _LONGEST)
