"""The reviewers' words of a scan's folder: ``agencies/<site>.toml``, or beside the site's archive, where ``oit review``
writes them by itself.

A word counts until what the person saw has changed, which is asked of the site's archive; where the archive was not
kept, until the program's own verdict is another than it was then.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from checker.agency import AgencyFileError, Word, load_agency
from checker.errors import UserError
from checker.review import Looked, laid_over
from checker.scan import results
from checker.score import ItemScore
from crawler.archive import ArchiveError, read_site
from crawler.site import Site
from reports.matrix_model import Cell
from reports.model import Finding

FOLDER = "agencies"


@dataclass(frozen=True, slots=True)
class Laid:
    """A word on one item of one site. ``machine``: the program's own status; ``state``: as in ``reports.model``."""

    verdict: str
    machine: str
    state: str
    sentence: str

    @property
    def counts(self) -> bool:
        """Whether the person's verdict stands in the program's place, or agrees with it."""
        return self.state in ("used", "unneeded")


def words(
    folder: Path,
    sites: Sequence[results.SiteRow],
    found: Mapping[str, results.ResultRow],
    cells: Mapping[str, Mapping[str, Cell]],
) -> dict[str, dict[str, Laid]]:
    """Site: item: the word on it, of all sites that have a file. Raises UserError when a file cannot be used."""
    laid: dict[str, dict[str, Laid]] = {}
    for site in sites:
        result = found.get(site.id)
        if result is None or result.state != "done":
            continue
        beside = (folder / (result.archive or f"sites/{site.id}.db")).with_suffix(".toml")
        path = next((path for path in (folder / FOLDER / f"{site.id}.toml", beside) if path.is_file()), None)
        if path is None:
            continue
        try:
            given = load_agency(path).verdicts
        except AgencyFileError as error:
            raise UserError(str(error)) from error
        own = cells.get(site.id, {})
        looked = _looked(folder, result) if given else None
        made = {item: _laid(item, word, own[item], looked, result) for item, word in given.items() if item in own}
        if made:
            laid[site.id] = made
    return laid


def _laid(item: str, word: Word, cell: Cell, looked: Looked | None, result: results.ResultRow) -> Laid:
    if cell.said and cell.status == word.verdict:  # laid over when the site was judged
        return Laid(word.verdict, "", "used", cell.said)
    if looked is None:
        word, looked = replace(word, addresses=(), seen=""), Looked(_unread(result))
    own = Finding(
        item=item, rule="", title="", sub="", status=cell.status, score=0.0, low=0.0, high=0.0,
        confidence=cell.confidence, year=0,
    )  # fmt: skip
    review = laid_over(own, word, looked, ItemScore.settled(0.0)).review
    assert review is not None
    return Laid(word.verdict, cell.status, review.state, review.sentence)


def _unread(result: results.ResultRow) -> Site:
    """The site as far as it is known without its archive: when it was read."""
    return Site(result.reached, result.reached, (), (), (), (), (), (), True, started=result.finished)


def _looked(folder: Path, result: results.ResultRow) -> Looked | None:
    path = folder / result.archive
    if not result.archive or not path.is_file():
        return None
    try:
        return Looked(read_site(path))
    except ArchiveError:
        return None
