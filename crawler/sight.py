"""A reply as a page: decoded, shown by a browser when the plain page is only a shell, and taken apart."""

from __future__ import annotations

import asyncio
import hashlib
from dataclasses import dataclass
from urllib.parse import urlsplit

from config.settings import CrawlSettings
from crawler.encoding import decode
from crawler.extract import Extract, extract
from crawler.folded import why_folded
from crawler.guard import Guard
from crawler.pagecause import page_cause
from crawler.render import Rendered, Renderer
from crawler.reply import Reply
from crawler.shell import why_shell
from crawler.turns import Turns

MOST_OPENED = 24  # pages whose closed parts are opened
VAIN = 2  # times that parts of one kind may hold nothing before no more of them are opened
_REDIRECT = "script-redirect "
_FOLDED = "folded "


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


class Sight:
    """Sees pages; owns the browser."""

    def __init__(self, settings: CrawlSettings, guard: Guard, turns: Turns) -> None:
        self._turns = turns
        self._settings = settings
        self._guard = guard
        self._renderer: Renderer | None = None
        self._showing: asyncio.Future[Rendered] | None = None
        self._stopped = False
        self._nowhere: set[str] = set()
        self.rendered = 0
        self.unrendered = 0  # shells that no browser showed
        self.unopened = 0  # pages with closed parts that no browser opened
        self._opened = 0
        self._vain: dict[str, int] = {}  # kind of closed part: times that there was nothing in it

    async def see(self, reply: Reply, url: str, *, start: bool) -> Seen:
        """The page of a reply that was found at ``url``."""
        html, charset = decode(reply.body, reply.content_type)
        found = extract(html, url)
        shell, rendered, cause, onward = why_shell(html, found), "", "", ""
        folded = "" if shell else why_folded(html)
        if folded and self._worth(folded):
            html, found, rendered = await self._unfold(html, found, url, folded)
        elif shell.startswith(_REDIRECT):
            onward = shell.removeprefix(_REDIRECT)
        elif shell:
            shown = await self._show(url)
            if shown:
                html, rendered = shown, shell
                found = extract(html, url)
            else:
                self.unrendered += 1
                cause = "shell"
        if self._nowhere and not start and self._print(found, url) in self._nowhere:
            cause = "soft404"
        return Seen(html, charset, found, shell, rendered, page_cause(found, reply.status, url) or cause, onward)

    def _worth(self, folded: str) -> bool:
        return self._opened < MOST_OPENED and self._vain.get(folded, 0) < VAIN

    async def _unfold(self, html: str, found: Extract, url: str, folded: str) -> tuple[str, Extract, str]:
        """The page with its closed parts open; as it was when there is nothing in them or no browser to open them."""
        shown = await self._show(url)
        if not shown:
            self.unopened += 1
            return html, found, ""
        self._opened += 1
        opened = extract(shown, url)
        if {link.url for link in opened.links} <= {link.url for link in found.links}:
            self._vain[folded] = self._vain.get(folded, 0) + 1
            return html, found, ""
        return shown, opened, f"{_FOLDED}{folded}"

    def known(self, reply: Reply, rendered: str, html: str) -> None:
        """Count a page that was seen before the crawl was cut short."""
        if rendered.startswith(_FOLDED):
            self._opened += 1
        elif not rendered and not reply.shell and (folded := why_folded(html)) and self._worth(folded):
            self._opened += 1
            self._vain[folded] = self._vain.get(folded, 0) + 1
            self.rendered += 1
        self.rendered += bool(rendered)
        self.unrendered += bool(reply.shell and not rendered and not reply.onward)

    async def _show(self, url: str) -> str:
        if not self._settings.render or self.rendered >= self._settings.max_rendered:
            return ""
        if self._renderer is None:
            self._renderer = Renderer(self._settings, self._guard, self._turns)
        if self._renderer.missing or self._stopped:
            return ""
        self.rendered += 1
        self._showing = asyncio.wrap_future(self._renderer.render(url))
        try:
            shown = await self._showing
        except asyncio.CancelledError:
            if not self._stopped:
                raise
            return ""
        return shown.html if self._guard.scope.owns(shown.url) else ""

    def stop(self) -> None:
        """Show no further page in the browser, nor wait for the one being shown."""
        self._stopped = True
        if self._showing is not None:
            self._showing.cancel()

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
