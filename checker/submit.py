"""Which addresses to submit for an item: the fewest that answer every element that anything on the site answers."""

from __future__ import annotations

from collections.abc import Sequence

from checker.elsewhere import linked_from
from checker.verdict import Verdict
from reports.model import Evidence
from rules.evidence import Piece
from rules.locate import Locator

MOST = 5


def to_submit(
    verdict: Verdict, pieces: Sequence[Piece], evidence: Sequence[Evidence], locator: Locator
) -> tuple[str, ...]:
    """Addresses of the agency's own, best first; () for what is missing or left to a person.

    A page that leads to all documents that answer the item goes before the documents themselves. Where nothing could be
    read, the first address that looks like the answer. For what is kept elsewhere, the page of the site that leads to
    it: the assessment asks for addresses that are reached from the main site.
    """
    if verdict.status not in ("pass", "stale", "partial", "undecided"):
        return ()
    shown = [e for e in evidence if e.kind != "dead"]
    answers = _answers(verdict, pieces, locator)
    order = {e.url.split("#", 1)[0]: at for at, e in reversed(list(enumerate(shown)))}
    # The home page is everybody's; a page outside the site is nothing to submit while the site has one of its own.
    home = locator.home.url if locator.home else ""
    wanted = {name for names in answers.values() for name in names}
    chosen: list[str] = []
    while wanted and len(chosen) < MOST:

        def rank(url: str, wanted: frozenset[str] = frozenset(wanted)) -> tuple[int, bool, int, str]:
            return -len(answers[url] & wanted), url == home, order.get(url, len(order)), url

        best = min(answers, key=rank)
        gained = answers[best] & wanted
        if not gained:
            break
        wanted -= gained
        chosen.append(best)
    full = {e.url.split("#", 1)[0]: e.url for e in reversed(shown) if "#:~:" not in e.url}
    addresses = [full.get(url, url) for url in chosen]
    if not addresses:
        addresses = [e.url for e in shown if e.kind != "offsite"][:1] or [e.url for e in shown][:1]
    origins = {
        piece.content.url: linked_from(locator, piece.candidate, piece.content.url)
        for piece in pieces
        if piece.content.url in addresses
    }
    return tuple(dict.fromkeys(origins.get(url) or url for url in addresses))


def _answers(verdict: Verdict, pieces: Sequence[Piece], locator: Locator) -> dict[str, frozenset[str]]:
    """Address: the elements that it answers, by itself or by what it leads to."""
    found: dict[str, set[str]] = {}
    for element in verdict.elements:
        if element.outcome.status == "pass" and element.element.name != "year":
            for quote in element.outcome.quotes:
                found.setdefault(quote.url, set()).add(element.element.name)
    for piece in pieces:
        source = piece.candidate.source
        page = locator.pages.get(source)
        if not piece.child or piece.content.url not in found or page is None or page is locator.home:
            continue
        if not locator.is_index(page):
            found.setdefault(page.url, set()).update(found[piece.content.url])
    return {url: frozenset(names) for url, names in found.items()}
