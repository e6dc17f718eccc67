"""A browser: where it is reached, whoever started it."""

from __future__ import annotations

from typing import Any, Dict, List, Optional
from urllib.parse import urlsplit, urlunsplit

from .connection import Connection
from .errors import HttpError
from .json_http import authorization, request_json, shown, token_or_environment


class Browser:
    """A browser that is reached by CDP; any number of connections can be made to it.

    `address` is `http://HOST:PORT` of a Chrome with `--remote-debugging-port`, the `proxy_url` of a
    lease of tacklebox's pool, or a WebSocket URL (then there are no `version`, `targets` and
    `protocol`, which are HTTP). `token` is for the pool: TACKLEBOX_TOKEN where it is not given.
    `timeout`, in seconds, is the limit of each HTTP request and of each wait that names none.
    """

    def __init__(self, address: str, *, token: Optional[str] = None, timeout: float = 30.0) -> None:
        if urlsplit(address).scheme not in ("http", "https", "ws", "wss"):
            raise ValueError(f"{address!r} is no http, https, ws or wss URL")
        self.address = address.rstrip("/")
        self.timeout = timeout
        self._headers = authorization(token_or_environment(token))

    def version(self) -> Dict[str, Any]:
        """The browser's names and versions, and its `webSocketDebuggerUrl`. Raises HttpError."""
        answer: Dict[str, Any] = self._get("version")
        return answer

    def targets(self) -> List[Dict[str, Any]]:
        """The targets that can be attached to, by HTTP. Raises HttpError."""
        answer: List[Dict[str, Any]] = self._get("list")
        return answer

    def protocol(self) -> Dict[str, Any]:
        """The description of the protocol as this browser has it. Raises HttpError."""
        answer: Dict[str, Any] = self._get("protocol")
        return answer

    def connect(self) -> Connection:
        """A new connection. Raises HttpError and ConnectionLost."""
        if self._is_websocket():
            url = self.address
        else:
            url = _reached_as(self.address, self._websocket_url())
        return Connection(url, headers=self._headers, timeout=self.timeout)

    def _websocket_url(self) -> str:
        """What `/json/version` names. Raises HttpError where that is no answer of a browser."""
        answer: Any = self._get("version")
        url = answer.get("webSocketDebuggerUrl") if isinstance(answer, dict) else None
        if not isinstance(url, str):
            raise HttpError(f"{shown(self.address)}/json/version has no webSocketDebuggerUrl: {answer!r:.200}")
        return url

    def _is_websocket(self) -> bool:
        return urlsplit(self.address).scheme in ("ws", "wss")

    def _get(self, what: str) -> Any:
        if self._is_websocket():
            raise ValueError(f"{self.address} is a WebSocket: /json/{what} needs an http URL")
        return request_json("GET", f"{self.address}/json/{what}", headers=self._headers, timeout=self.timeout)


def _reached_as(address: str, websocket_url: str) -> str:
    """The WebSocket URL with the scheme and host of the address: a browser behind a forwarded port
    or a TLS proxy does not know them, and the token must go nowhere else.
    """
    address_parts, parts = urlsplit(address), urlsplit(websocket_url)
    scheme = "wss" if address_parts.scheme == "https" else "ws"
    return urlunsplit((scheme, address_parts.netloc, parts.path, parts.query, ""))
