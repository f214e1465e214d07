"""A reply as a page: decoded, shown by a browser when the plain page is only a shell, and taken apart."""

from __future__ import annotations

import asyncio
import hashlib
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from config.settings import CrawlSettings
from crawler.drawn import why_drawn
from crawler.encoding import decode
from crawler.extract import Extract, extract
from crawler.folded import why_folded
from crawler.guard import Guard
from crawler.pagecause import page_cause
from crawler.render import Rendered, Renderer
from crawler.reply import Reply
from crawler.shell import why_shell
from crawler.site import Block
from crawler.turns import Turns

MOST_OPENED = 24  # pages whose closed parts are opened
VAIN = 2  # times that parts of one kind may hold nothing new before no more of them are opened
_REDIRECT = "script-redirect "
_FOLDED = "folded "
_AGAIN = " again"  # all that its parts held was seen on other pages
_NUMBERS = re.compile(r"\d+")
SAYING = 30  # characters that a block of text must have to count as something said


@dataclass(frozen=True, slots=True)
class Seen:
    """A page as it was seen. ``shell``: why plain HTML is not enough; ``rendered``: the same, when a browser helped."""

    html: str
    charset: str
    found: Extract
    shell: str
    rendered: str
    cause: str
    onward: str  # address that a script sends the visitor to at once, "" when none


@dataclass(slots=True)
class _Look:
    """A page as its plain HTML has it, and the browser's view of it when that was asked for ahead of its turn."""

    reply: Reply
    url: str
    html: str
    charset: str
    found: Extract
    shell: str
    folded: tuple[str, ...]  # kinds of its parts that have to be opened or drawn
    begun: str = ""  # the kind for which it is being shown ahead of its turn
    showing: asyncio.Future[Rendered] | None = None


class Sight:
    """Sees pages; owns the browser.

    On a site that has needed the browser, replies are looked at as they come in, and pages that need it are begun
    (``foresee``). What is made of a page is decided in its turn, as if it had not been foreseen.
    """

    def __init__(self, settings: CrawlSettings, guard: Guard, turns: Turns) -> None:
        self._turns = turns
        self._settings = settings
        self._guard = guard
        self._renderer: Renderer | None = None
        self._ahead: dict[int, _Look] = {}  # by the identity of their replies
        self.on_first: Callable[[], None] = lambda: None  # called when the browser is needed
        self._stopped = False
        self._nowhere: set[str] = set()
        self.rendered = 0
        self.unrendered = 0  # shells that no browser showed
        self.unopened = 0  # pages with closed parts that no browser opened
        self._opened = 0
        self._vain: dict[str, int] = {}  # kind of part: times that there was nothing in it that was not seen before
        self._gained: set[str] = set()  # what the pages with opened parts lead to and say

    async def see(self, reply: Reply, url: str, *, start: bool) -> Seen:
        """The page of a reply that was found at ``url``."""
        look = self._ahead.get(id(reply))
        if look is None or look.url != url:
            look = self._ahead[id(reply)] = self._look(reply, url)
        try:
            return await self._seen(look, start=start)
        finally:
            self.forget(reply)

    async def _seen(self, look: _Look, *, start: bool) -> Seen:
        html, found, shell = look.html, look.found, look.shell
        rendered, cause, onward = "", "", ""
        kind = self._worth(look.folded)
        if kind:
            html, found, rendered = await self._unfold(look, kind)
        elif shell.startswith(_REDIRECT):
            onward = shell.removeprefix(_REDIRECT)
        elif shell:
            shown = await self._show(look)
            again = extract(shown.html, look.url) if shown else found
            # A page that is still asking, and still shows nothing, was not seen.
            if shown and (shown.settled or not why_shell(shown.html, again)):
                html, found, rendered = shown.html, again, shell
            else:
                self.unrendered += 1
                cause = "shell"
        if self._nowhere and not start and self._print(found, look.url) in self._nowhere:
            cause = "soft404"
        cause = page_cause(found, look.reply.status, look.url) or cause
        return Seen(html, look.charset, found, shell, rendered, cause, onward)

    def _look(self, reply: Reply, url: str) -> _Look:
        html, charset = decode(reply.body, reply.content_type)
        found = extract(html, url)
        shell = why_shell(html, found)
        return _Look(reply, url, html, charset, found, shell, () if shell else _parts(html, url))

    def foresee(self, reply: Reply, url: str) -> None:
        """Look at a reply whose turn will come, on a site that has needed the browser; begin to show what needs it."""
        if id(reply) in self._ahead:
            return
        look = self._ahead[id(reply)] = self._look(reply, url)
        begun = [other for other in self._ahead.values() if other.showing is not None]
        if self.rendered + len(begun) >= self._settings.max_rendered or self._stopped:
            return
        # No more parts of a kind than would be opened if there were nothing in any of them.
        look.begun = self._worth(look.folded, [other.begun for other in begun if other.begun])
        if look.begun or (look.shell and not look.shell.startswith(_REDIRECT)):
            look.showing = self._begin(url)

    def forget(self, reply: Reply) -> None:
        """The turn of this reply is over."""
        look = self._ahead.pop(id(reply), None)
        if look is not None and look.showing is not None:
            look.showing.cancel()

    def _worth(self, kinds: tuple[str, ...], begun: Sequence[str] = ()) -> str:
        """The first kind of part worth opening; "" when none is, as such parts held nothing new. ``begun``: others."""
        if self._opened + len(begun) >= MOST_OPENED:
            return ""
        return next((kind for kind in kinds if self._vain.get(kind, 0) + begun.count(kind) < VAIN), "")

    async def _unfold(self, look: _Look, kind: str) -> tuple[str, Extract, str]:
        """The page with its closed parts open; as it was when there is nothing in them or no browser to open them."""
        shown = await self._show(look)
        if not shown:
            self.unopened += 1
            return look.html, look.found, ""
        self._opened += 1
        opened = extract(shown.html, look.url)
        told = self._told((link.url for link in opened.links), opened.blocks)
        fresh = told - self._told((link.url for link in look.found.links), look.found.blocks)
        again = fresh <= self._gained
        self._vain[kind] = self._vain.get(kind, 0) + again
        if not fresh:
            return look.html, look.found, ""
        self._gained |= told
        return shown.html, opened, f"{_FOLDED}{kind}{_AGAIN if again else ''}"

    def _told(self, links: Iterable[str], blocks: Iterable[Block]) -> set[str]:
        """What a page leads to and what it says, numbers (clocks, counters) aside."""
        said = {_NUMBERS.sub("#", block.text) for block in blocks if len(block.text) >= SAYING}
        return said | {self._guard.scope.key(address) for address in links if address}

    def known(self, reply: Reply, rendered: str, page: tuple[tuple[Block, ...], str], links: Iterable[str]) -> None:
        """Count a page that was seen before the crawl was cut short."""
        blocks, html = page
        if rendered.startswith(_FOLDED):
            self._opened += 1
            self._gained |= self._told(links, blocks)
            if rendered.endswith(_AGAIN):
                kind = rendered.removeprefix(_FOLDED).removesuffix(_AGAIN)
                self._vain[kind] = self._vain.get(kind, 0) + 1
        elif not rendered and not reply.shell and (kind := self._worth(_parts(html, reply.url))):
            self._opened += 1
            self._vain[kind] = self._vain.get(kind, 0) + 1
            self.rendered += 1
        self.rendered += bool(rendered)
        self.unrendered += bool(reply.shell and not rendered and not reply.onward)

    async def _show(self, look: _Look) -> Rendered | None:
        if not self._settings.render or self.rendered >= self._settings.max_rendered:
            return None
        look.showing = look.showing or self._begin(look.url)
        if look.showing is None or self._renderer is None or self._renderer.missing:
            return None
        self.rendered += 1
        if self.rendered == 1:
            self.on_first()
        try:
            shown = await look.showing
        except asyncio.CancelledError:
            if not self._stopped:
                raise
            return None
        return shown if shown.html and self._guard.scope.owns(shown.url) else None

    def _begin(self, url: str) -> asyncio.Future[Rendered] | None:
        if not self._settings.render:
            return None
        if self._renderer is None:
            self._renderer = Renderer(self._settings, self._guard, self._turns)
        if self._renderer.missing or self._stopped:
            return None
        return asyncio.wrap_future(self._renderer.render(url))

    def stop(self) -> None:
        """Show no further page in the browser, nor wait for those being shown."""
        self._stopped = True
        for look in self._ahead.values():
            if look.showing is not None:
                look.showing.cancel()

    @property
    def used(self) -> bool:
        """Whether a browser was needed and is there."""
        return self._renderer is not None and not self._renderer.missing

    @property
    def blind(self) -> bool:
        """Whether a browser was needed and none could be started."""
        return self._renderer is not None and self._renderer.missing

    def nowhere(self, reply: Reply) -> None:
        """Learn what this site shows for an address that cannot exist."""
        html, _ = decode(reply.body, reply.content_type)
        self._nowhere.add(self._print(extract(html, reply.url), reply.url))

    @staticmethod
    def _print(found: Extract, url: str) -> str:
        path = urlsplit(url).path
        text = found.text
        for own in (path, path.rsplit("/", 1)[-1]):
            if len(own) > 3:
                text = text.replace(own, "")
        return hashlib.sha256(f"{found.title}\n{text}".encode("utf-8", "surrogatepass")).hexdigest()

    def close(self) -> None:
        """End the browser. Blocks for a moment."""
        if self._renderer is not None:
            self._renderer.close()


def _parts(html: str, url: str) -> tuple[str, ...]:
    """Kinds of the parts of a page that have to be opened or drawn."""
    folded = why_folded(html)
    return (*((folded,) if folded else ()), *why_drawn(html, url))
