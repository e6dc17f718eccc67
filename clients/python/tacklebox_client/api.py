"""The client of the browser pool, with the names of Chrome-Pool's client."""

from __future__ import annotations

import asyncio
import json
import logging
import threading
from types import TracebackType
from typing import Any, Dict, List, Optional, Type, Union
from urllib.parse import quote, urlencode, urlsplit

from .api_base import APIClientBase, Message, OnClose, OnError, OnMessage, OnOpen
from .cdp import Browser, CdpError, Connection, ConnectionLost, HttpError, Session
from .cdp.json_http import authorization, request_json, token_or_environment
from .cdp.message_stream import MessageStream
from .cdp.protocol.status import EVENTS

LOG = logging.getLogger("tacklebox_client")


class APIClient(APIClientBase):
    """Leases one browser at a time of the pool at `base_url`, and speaks CDP with it.

    Programs with several threads use one client in each. `token` is the pool's token:
    TACKLEBOX_TOKEN where it is not given. `request_timeout`, in seconds, is the limit of each
    request and wait. Methods that answer False or None have logged why, and `last_error` has it.
    """

    def __init__(
        self, base_url: str = "http://localhost:8888", *, token: Optional[str] = None, request_timeout: float = 60.0
    ) -> None:
        if urlsplit(base_url).scheme not in ("http", "https"):
            raise ValueError(f"{base_url!r} is no http or https URL")
        self.base_url = base_url.rstrip("/")
        self.request_timeout = request_timeout
        self.session_id: Optional[str] = None
        self.last_error: Optional[Exception] = None
        self._token = token_or_environment(token)
        self._connection: Optional[Connection] = None
        self._session: Optional[Session] = None
        self._stream: Optional[MessageStream] = None

    @property
    def proxy_url(self) -> Optional[str]:
        """The lease's URL, under which there is `/json/version` and the like."""
        if self.session_id is None:
            return None
        return f"{self.base_url}/session/{quote(self.session_id, safe='')}"

    @property
    def session(self) -> Optional[Session]:
        """The session of the target that is attached, for calls with types."""
        return self._session

    async def allocate_browser(self, timeout: float = 30, *, wait: float = 0) -> Optional[str]:
        """Lease a browser for `timeout` seconds and attach to a page of it.

        Waits `wait` seconds at most where no browser is free. Returns the id of the lease, or None
        where none was to be had. A browser that this client has already is given back first.
        """
        lease = _Lease(self)
        try:
            await asyncio.get_running_loop().run_in_executor(None, lease.take, timeout, wait)
            await self._attach_to_page()
        except asyncio.CancelledError:
            # The thread cannot be stopped: it gives the browser back itself, or it is done.
            if not lease.abandon():
                await asyncio.get_running_loop().run_in_executor(None, self.close)
            raise
        except CdpError as error:
            self._failed("allocate_browser", error)
            if self.session_id is not None:
                await asyncio.get_running_loop().run_in_executor(None, self._give_back)
            return None
        return self.session_id

    async def send_cdp_request(self, method: str, params: Optional[Dict[str, Any]] = None) -> Message:
        """Call a method of the protocol, or wait for an event such as `Page.loadEventFired`.

        Returns the whole message: of a method the answer, with `result` or `error`; of an event
        the event. An event that came since the last request counts. Raises CallTimeout,
        ConnectionLost and SessionEnded.
        """
        session = self._session or self._connected().root
        if method in EVENTS:
            return await session.wait_event(method)
        return await session.submit(method, params)

    async def get_targets(self) -> List[Dict[str, Any]]:
        """The targets of the browser, as `Target.getTargets` says. Raises CdpError."""
        return [dict(target) for target in (await self._connected().root.target.get_targets())["targetInfos"]]

    async def attach_to_target(self, target_id: str) -> Optional[str]:
        """Send what follows to another target. Returns the id of the CDP session, or None."""
        try:
            self._session = await self._connected().attach(target_id)
        except CdpError as error:
            self._failed("attach_to_target", error)
            return None
        return self._session.session_id

    def deallocate_browser(self) -> bool:
        """Give the browser back. False where there was none, or the pool did not answer."""
        if self.session_id is None:
            self._failed("deallocate_browser", ConnectionLost("no browser is allocated"))
            return False
        return self._give_back()

    def extend_timeout(self, additional_timeout: float) -> bool:
        """Add seconds to the lease. Whether the pool did."""
        try:
            self._request("POST", f"{self._lease_path()}/timeout?{urlencode({'timeout': additional_timeout})}")
        except CdpError as error:
            self._failed("extend_timeout", error)
            return False
        return True

    def connect_ws(
        self,
        on_message: Optional[OnMessage] = None,
        on_error: Optional[OnError] = None,
        on_close: Optional[OnClose] = None,
        on_open: Optional[OnOpen] = None,
    ) -> bool:
        """Open a WebSocket to the browser for messages of one's own. Whether it is open.

        It is apart from `send_cdp_request`, so ids cannot meet. The callbacks run in its reading
        thread: `on_message(client, text)`, `on_error(client, error)`, `on_close(client, code,
        reason)` once at the end, `on_open(client)` first. An earlier one is closed.
        """
        self._close_stream()
        try:
            self._stream = MessageStream(
                self._connected().url,
                headers=authorization(self._token),
                timeout=self.request_timeout,
                on_text=lambda text: _run(on_message, self, text),
                on_error=lambda error: _run(on_error, self, error),
                on_close=lambda code, reason: _run(on_close, self, code, reason),
                on_open=lambda: _run(on_open, self),
            )
        except CdpError as error:
            self._failed("connect_ws", error)
            return False
        self._stream.start()
        return True

    def send_ws_message(self, message: Union[str, Message]) -> bool:
        """Send a message, as text or as what becomes JSON, over the WebSocket of `connect_ws`.

        Whether it is on its way; False where there is no open WebSocket.
        """
        try:
            if self._stream is None:
                raise ConnectionLost("connect_ws was not called")
            self._stream.send(message if isinstance(message, str) else json.dumps(message))
        except CdpError as error:
            self._failed("send_ws_message", error)
            return False
        return True

    def list_browsers(self) -> Optional[List[Dict[str, Any]]]:
        """The browsers of the pool, or None where it does not say."""
        try:
            browsers: Any = self._request("GET", "/browsers")
            if not isinstance(browsers, list):
                raise HttpError(f"the pool's answer is no list: {browsers!r:.200}")
        except CdpError as error:
            self._failed("list_browsers", error)
            return None
        return browsers

    def close(self) -> None:
        """Close the connections and give the browser back, if there is one."""
        if self.session_id is not None:
            self._give_back()

    def __enter__(self) -> "APIClient":
        return self

    def __exit__(
        self,
        _kind: Optional[Type[BaseException]],
        _error: Optional[BaseException],
        _trace: Optional[TracebackType],
    ) -> None:
        self.close()

    async def _attach_to_page(self) -> None:
        """Attach to the first page, or to a new one where the browser has none. Raises CdpError."""
        root = self._connected().root
        targets = (await root.target.get_targets())["targetInfos"]
        pages = [target["targetId"] for target in targets if target["type"] == "page"]
        page = pages[0] if pages else (await root.target.create_target("about:blank"))["targetId"]
        self._session = await self._connected().attach(page)

    def _take(self, timeout: float, wait: float) -> None:
        """Lease a browser and connect to it. Blocks. Raises CdpError."""
        if self.session_id is not None:
            self._give_back()
        query = {"timeout": timeout, **({"wait": wait} if wait else {})}
        answer = self._request("POST", f"/browser?{urlencode(query)}", self.request_timeout + wait)
        try:
            self.session_id = str(answer["session_id"])
        except (KeyError, TypeError) as error:
            raise HttpError(f"the pool's answer has no session_id: {answer!r}") from error
        browser = Browser(str(self.proxy_url), token=self._token, timeout=self.request_timeout)
        self._connection = browser.connect()

    def _give_back(self) -> bool:
        self._close_stream()
        if self._connection is not None:
            self._connection.close()
        self._connection = self._session = None
        try:
            self._request("DELETE", self._lease_path())
        except CdpError as error:
            self._failed("deallocate_browser", error)
            return False
        finally:
            self.session_id = None
        return True

    def _close_stream(self) -> None:
        if self._stream is not None:
            self._stream.close()
            self._stream = None

    def _connected(self) -> Connection:
        if self._connection is None:
            raise ConnectionLost("no browser is allocated")
        return self._connection

    def _lease_path(self) -> str:
        if self.session_id is None:
            raise ConnectionLost("no browser is allocated")
        return f"/browser/{quote(self.session_id, safe='')}"

    def _request(self, method: str, path: str, limit: Optional[float] = None) -> Any:
        headers = authorization(self._token)
        return request_json(method, self.base_url + path, headers=headers, timeout=limit or self.request_timeout)

    def _failed(self, what: str, error: Exception) -> None:
        self.last_error = error
        LOG.warning("%s: %s", what, error)


class _Lease:
    """The taking of a lease in a thread, which the one who wants it may abandon meanwhile."""

    def __init__(self, client: APIClient) -> None:
        self._client = client
        self._lock = threading.Lock()
        self._abandoned = False
        self._taken = False

    def take(self, timeout: float, wait: float) -> None:
        """Take it; give it back at once where it was abandoned. Raises CdpError."""
        with self._lock:
            if self._abandoned:
                return
        try:
            self._client._take(timeout, wait)
        finally:
            with self._lock:
                self._taken = True
                abandoned = self._abandoned
            if abandoned:
                self._client.close()

    def abandon(self) -> bool:
        """Whether the thread will give it back; else it has it already."""
        with self._lock:
            self._abandoned = True
            return not self._taken


def _run(callback: Any, *arguments: Any) -> None:
    if callback is not None:
        callback(*arguments)
