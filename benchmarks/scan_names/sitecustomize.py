"""The name server of the invented net: every Python that finds this folder in its path asks a table and nobody else.

``OIT_NET_NAMES`` names a JSON file of host names and their loopback addresses. Without it nothing is changed.
"""

import json
import os
import socket
from pathlib import Path
from typing import Any

if os.environ.get("OIT_NET_NAMES"):
    _TABLE = json.loads(Path(os.environ["OIT_NET_NAMES"]).read_text(encoding="utf-8"))
    _OWN = ("localhost", socket.gethostname())
    _asked = socket.getaddrinfo

    def _answer(host: Any, *rest: Any, **more: Any) -> Any:
        name = host.decode("ascii", "replace") if isinstance(host, bytes) else host
        if isinstance(name, str) and name.strip("."):
            number = name.replace(".", "").replace(":", "")
            if name in _TABLE:
                name = _TABLE[name]
            elif name not in _OWN and not (number.isalnum() and all(c in "0123456789abcdef" for c in number)):
                raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return _asked(name, *rest, **more)

    def _first(host: Any) -> str:
        return str(_answer(host, 0, socket.AF_INET)[0][4][0])

    socket.getaddrinfo = _answer
    socket.gethostbyname = _first
