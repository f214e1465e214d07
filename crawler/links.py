"""The links of a page: where each leads, whether to follow it, and how soon."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache

from config.settings import CrawlSettings
from crawler.address import DOCUMENT_ENDINGS, IMAGE_ENDINGS, OTHER_ENDINGS, clean, ending
from crawler.archive import Archive
from crawler.frontier import Entry, Frontier, winding
from crawler.scope import Scope, outside_kind
from crawler.site import Link, Outside
from crawler.stores.asking import same
from crawler.twins import core

UNLINKED = -0.5  # priority of what only a sitemap names
INHERITED = 0.25  # share of a page's promise that its links take over
_LEAVE = re.compile(r"log-?out|sign-?out|/delete\b|action=delete|replytocom=|/wp-json/|/xmlrpc\.php", re.I)
_LOW = re.compile(r"log-?in|sign-?in|register|regist\.|webmail|/admin|print=|/print/|/feed/?$|[?&]share=|lang=en", re.I)
OFFSITE_KINDS = frozenset({"file", "store", "short"})
EVIDENCE = 0.5  # promise of a link, or of the page it stands on, for which files outside the site are asked for too

Prefer = Callable[[Link], float]


class Links:
    """Decides about links; remembers every address by the way it was found."""

    def __init__(
        self, scope: Scope, frontier: Frontier, archive: Archive, settings: CrawlSettings, prefer: Prefer
    ) -> None:
        self._scope = scope
        self._frontier = frontier
        self._archive = archive
        self._settings = settings
        self._prefer = prefer
        self._spelling: dict[str, str] = {}  # key: the one way it is written in the archive
        self._targets: dict[str, tuple[str, str, str]] = {}  # as found: address, key, what to do with it
        self._scored: set[tuple[str, str, tuple[str, ...]]] = set()
        self._weighed: set[tuple[str, str, str]] = set()  # the same, of links as they are stored
        self._outside: dict[str, str] = {}
        self._cores: set[str] = set()  # pages met in one of their looks
        self.spellings: dict[str, dict[str, None]] = {}  # key of a file kept elsewhere: its other addresses
        self.variants = 0  # addresses left out that only sort or print another page
        self.deep = 0  # links left out because they stand too deep
        self.promise: dict[str, float] = {}  # key: the best priority among the links to it

    def take(self, links: tuple[Link, ...], entry: Entry, *, follow: bool) -> tuple[Link, ...]:
        """The links of a page with their addresses in the site's spelling; with ``follow`` they join the frontier."""
        kept = []
        for link in links:
            if link.url:
                url, key, what = self._target(link.url)
                if url and url != link.url:
                    link = replace(link, url=url)
                if follow:
                    self._see(link, url, key, what, entry)
            kept.append(link)
        return tuple(kept)

    def recall(self, page: str, rows: Sequence[tuple[str, ...]], entry: Entry, *, follow: bool) -> dict[int, str]:
        """``take`` for the links of a stored page, as ``Archive.links`` gives them.

        Gives the addresses that are spelled otherwise by now, by position. Most links stand on every page: what was
        weighed before under the same words is passed over at once.
        """
        moved: dict[int, str] = {}
        weighed = self._weighed
        for position, (found, text, headings, menu, around, place, tag) in enumerate(rows):
            if not found:
                continue
            url, key, what = self._target(found)
            if url and url != found:
                moved[position] = url
            if not follow or not what or tag == "form" or (what == "page" and self._frontier.taken(key)):
                continue
            wording = (key, text, headings)
            if what == "page" and entry.depth < self._settings.max_depth and len(weighed) < 200_000:
                if wording in weighed:
                    continue
                weighed.add(wording)
            link = Link(page, position, url, "", text, _words(headings), _words(menu), around, place, tag)
            self._see(link, url, key, what, entry)
        return moved

    def _target(self, found: str) -> tuple[str, str, str]:
        target = self._targets.get(found)
        if target is None:
            target = self._decide(found)
            if len(self._targets) < 100_000:
                self._targets[found] = target
        return target

    def _decide(self, found: str) -> tuple[str, str, str]:
        url = self._scope.canonical(found)
        if not url:
            return "", "", ""
        if not self._scope.owns(url):
            url = clean(found)
            key = same(url)
            if key != url:
                self.spellings.setdefault(key, {})[url] = None
            return url, key, "outside"
        key = self._scope.key(url)
        url = self._spelling.setdefault(key, url)
        plain = core(url)
        if plain:
            plain = self._scope.key(plain)
            if plain in self._spelling or plain in self._cores:
                self.variants += 1
                return url, key, ""
            self._cores.add(plain)
        kind = ending(url)
        if kind in OTHER_ENDINGS or winding(url) or _LEAVE.search(url):
            return url, key, ""
        if kind in IMAGE_ENDINGS:
            return url, key, "image"
        return url, key, "file" if kind in DOCUMENT_ENDINGS else "page"

    def _see(self, link: Link, url: str, key: str, what: str, entry: Entry) -> None:
        if not what or link.tag == "form":
            return
        if self._frontier.taken(key):
            self._promise(link, key, what)
            return
        if what == "outside":
            self.outside(url)
            if not self._settings.offsite or outside_kind(url) not in OFFSITE_KINDS:
                return
        if entry.depth >= self._settings.max_depth:
            self.deep += 1
            return
        if self._known(link, key):
            return
        score = self._prefer(link)
        self.promise[key] = max(score, self.promise.get(key, score))
        if what == "image" and score <= 0:
            return
        if what == "outside" and max(score, entry.score) < EVIDENCE:
            return
        score = max(score, entry.score * INHERITED)
        if score <= 0 and _LOW.search(url):
            score = -1.0
        if what == "outside":
            self._frontier.add(url, key, entry.depth + 1, score, "offsite")
        else:
            kind = "page" if what == "page" else "file"
            self._frontier.add(url, key, entry.depth + 1, score, kind, entry.family)

    def _known(self, link: Link, key: str) -> bool:
        """Whether an address was weighed before under the same words."""
        wording = (key, link.text, link.headings)
        if wording in self._scored:
            return True
        if len(self._scored) < 200_000:
            self._scored.add(wording)
        return False

    def _promise(self, link: Link, key: str, what: str) -> None:
        """A further link to a file that was fetched already: it may say better what the file is."""
        if what != "page" and key in self.promise and not self._known(link, key):
            self.promise[key] = max(self._prefer(link), self.promise[key])

    def listed(self, found: str, source: str) -> None:
        """An address that the site's own list names: read after what is linked, unless its words promise much."""
        url, key, what = self._target(found)
        if what in ("page", "file") and not self._frontier.taken(key):
            link = Link(source, 0, url, "", "", (), (), "", "main", "data")
            score = self._prefer(link)
            self._frontier.add(url, key, 1, score if score > 0 else UNLINKED, what)

    def cause(self, url: str) -> str:
        """Why an address outside the site was not looked at, "offsite" when it was not asked for; "" of others."""
        return self._outside.get(url, "")

    def outside(self, url: str, *, kind: str = "", cause: str = "") -> None:
        """Record an address outside the site, and why it was not looked at; the last cause given counts."""
        known = self._outside.get(url)
        cause = cause or known or "offsite"
        if known != cause or kind:
            self._outside[url] = cause
            self._archive.add_outside(Outside(url, kind or outside_kind(url), cause))


@lru_cache(maxsize=8192)
def _words(stored: str) -> tuple[str, ...]:
    return tuple(json.loads(stored))
