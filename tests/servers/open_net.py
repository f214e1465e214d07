"""A stand-in for everything outside this machine, in the process of a crawl: nothing is sent off loopback.

The resolver answers from a table. The connector writes down where a connection would have gone; those to the one
address that stands for the open internet reach a server on loopback, all others are refused.
"""

from __future__ import annotations

import errno
import ipaddress
import os
import socket
from pathlib import Path
from typing import Any

from guarded import NAMES, OPEN

_OWN = ("thungna.go.th", "bit.ly", "example.com")  # whatever is under these names stands in the open internet


class OpenNet:
    """Handed to a crawl as its preference, it takes over the network of the crawl's own process when it gets there.

    As a preference it finds every link equally good. ``port``: of the server that is the internet; ``log``: file with
    a line for every look-up and every connection.
    """

    def __init__(self, port: int, log: Path) -> None:
        self.port, self.log = port, log

    def __call__(self, link: object) -> float:
        return 1.0

    def __getstate__(self) -> tuple[int, Path]:
        return self.port, self.log

    def __setstate__(self, state: tuple[int, Path]) -> None:
        self.port, self.log = state
        self._turns: dict[str, int] = {}
        self._install()

    def connections(self) -> list[tuple[str, int]]:
        """Where connections would have gone, in order."""
        lines = self.log.read_text().splitlines() if self.log.exists() else []
        return [(words[1], int(words[2])) for words in map(str.split, lines) if words[0] == "connect"]

    def names(self) -> set[str]:
        """The names that were looked up."""
        lines = self.log.read_text().splitlines() if self.log.exists() else []
        return {words[1] for words in map(str.split, lines) if words[0] == "resolve"}

    def _note(self, *words: object) -> None:
        line = " ".join(map(str, words)).encode("utf-8", "backslashreplace") + b"\n"
        handle = os.open(self.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        os.write(handle, line)
        os.close(handle)

    def _answer(self, host: str) -> tuple[str, ...]:
        name = host.rstrip(".").lower()
        if name in NAMES:
            answers = NAMES[name]
            turn = self._turns.get(name, 0)
            self._turns[name] = turn + 1
            return answers[min(turn, len(answers) - 1)]
        try:
            return (str(ipaddress.ip_address(host.split("%")[0])),)
        except ValueError:
            pass
        try:
            return (socket.inet_ntoa(socket.inet_aton(host)),)  # as the system's resolver takes 127.1 and 0x7f.1
        except (OSError, UnicodeError):
            pass
        return (OPEN,) if any(name == own or name.endswith(f".{own}") for own in _OWN) else ()

    def _install(self) -> None:
        net = self
        plain = {"connect": socket.socket.connect, "connect_ex": socket.socket.connect_ex}

        def getaddrinfo(host: Any, port: Any, family: int = 0, type: int = 0, proto: int = 0, flags: int = 0) -> Any:
            host = host.decode() if isinstance(host, bytes) else str(host)
            net._note("resolve", host)
            found = []
            for address in net._answer(host):
                six = ":" in address
                end = (address, int(port or 0), 0, 0) if six else (address, int(port or 0))
                found.append((socket.AF_INET6 if six else socket.AF_INET, socket.SOCK_STREAM, 6, "", end))
            if not found:
                raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
            return found

        def where(own: socket.socket, address: Any) -> Any:
            """The address to connect to instead; raises where there is none."""
            if own.family not in (socket.AF_INET, socket.AF_INET6):
                return address
            net._note("connect", address[0], address[1])
            if address[0] != OPEN:
                raise ConnectionRefusedError(errno.ECONNREFUSED, "refused by the stand-in")
            return ("127.0.0.1", net.port)

        socket.getaddrinfo = getaddrinfo
        socket.socket.connect = lambda own, address: plain["connect"](own, where(own, address))  # type: ignore[method-assign]
        socket.socket.connect_ex = lambda own, address: plain["connect_ex"](own, where(own, address))  # type: ignore[method-assign]
