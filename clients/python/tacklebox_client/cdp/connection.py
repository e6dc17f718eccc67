"""A connection: one WebSocket to a browser, and the sessions on it."""

from __future__ import annotations

import concurrent.futures
import copy
import itertools
import json
import logging
import threading
from types import TracebackType
from typing import Any, Dict, Optional, Type

from .errors import CdpError, ConnectionLost, SessionEnded
from .json_http import shown
from .message_stream import MessageStream
from .reply import Message, Reply
from .session import MessageFuture, Session

LOG = logging.getLogger("tacklebox_client")


class Connection:
    """One WebSocket with one reading thread, over which any number of sessions run.

    `root` is the session of the browser itself. All waits of a connection that is lost fail with
    ConnectionLost. `timeout`, in seconds, is the limit of each wait that names none.
    """

    def __init__(self, url: str, *, headers: Optional[Dict[str, str]] = None, timeout: float = 30.0) -> None:
        """Connect to a WebSocket URL, at best that of a browser. Raises ConnectionLost."""
        self.timeout = timeout
        self.root = Session(self, None, None)
        self._ids = itertools.count(1)
        self._lock = threading.Lock()
        self._pending: Dict[int, _Pending] = {}
        self._sessions: Dict[Optional[str], Session] = {None: self.root}
        self._error: Optional[CdpError] = None
        self._stream = MessageStream(
            url,
            headers=headers or {},
            timeout=timeout,
            on_text=self._take_text,
            on_error=self._take_error,
            on_close=self._take_close,
        )
        self._stream.start()

    @property
    def url(self) -> str:
        """The WebSocket's URL."""
        return self._stream.url

    def is_open(self) -> bool:
        """Whether requests can still be sent."""
        return self._stream.is_open()

    def attach(self, target_id: str) -> Reply[Session]:
        """A new session with a target."""
        attached = self.root.call("Target.attachToTarget", {"targetId": target_id, "flatten": True})
        return attached.map(lambda result: self.session(result["sessionId"], target_id))

    def session(self, session_id: str, target_id: Optional[str] = None) -> Session:
        """The session of that id, such as one that `Target.setAutoAttach` made."""
        with self._lock:
            known = self._sessions.get(session_id)
            if known is None:
                known = self._sessions[session_id] = Session(self, session_id, target_id)
                if self._error:
                    known.end(self._error)
            return known

    def submit(self, session: Session, method: str, params: Optional[Dict[str, Any]]) -> Reply[Message]:
        """Send a request of a session. Raises ConnectionLost."""
        future: MessageFuture[Message] = concurrent.futures.Future()
        number = next(self._ids)
        request: Message = {"id": number, "method": method, "params": params or {}}
        if session.session_id is not None:
            request["sessionId"] = session.session_id
        text = json.dumps(request)
        with self._lock:
            if self._error:
                raise copy.copy(self._error)  # A trace grows each time it is raised.
            self._pending[number] = _Pending(future, session)
        future.add_done_callback(lambda _: self._forget(number))
        try:
            self._stream.send(text)
        except ConnectionLost:
            future.cancel()
            raise
        return self.reply(future, method)

    def reply(self, future: "MessageFuture[Message]", what: str) -> Reply[Message]:
        """A reply with this connection's limit. For sessions alone."""
        return Reply(
            future, _unchanged, what=what, timeout=self.timeout, would_deadlock=self._stream.is_reader
        )

    def close(self) -> None:
        """Close the WebSocket, within seconds. The browser and its targets stay."""
        self._end(ConnectionLost(f"the connection to {shown(self.url)} was closed by this program"))
        self._stream.close()

    def __enter__(self) -> "Connection":
        return self

    def __exit__(
        self,
        _kind: Optional[Type[BaseException]],
        _error: Optional[BaseException],
        _trace: Optional[TracebackType],
    ) -> None:
        self.close()

    def _forget(self, number: int) -> None:
        with self._lock:
            self._pending.pop(number, None)

    def _take_text(self, text: str) -> None:
        message: Message = json.loads(text)
        number = message.get("id")
        if number is not None:
            with self._lock:
                pending = self._pending.pop(number, None)
            # None: the wait was given up before the answer came.
            if pending and pending.future.set_running_or_notify_cancel():
                pending.future.set_result(message)
            return
        with self._lock:
            session = self._sessions.get(message.get("sessionId"))
        # Sessions come and go by these two events, which have no stable counterpart.
        if message.get("method") == "Target.attachedToTarget":
            params = message["params"]
            self.session(params["sessionId"], params["targetInfo"]["targetId"])
        elif message.get("method") == "Target.detachedFromTarget":
            self._end_session(message["params"]["sessionId"])
        if session is not None and "method" in message:
            session.deliver(message, len(text))

    def _end_session(self, session_id: str) -> None:
        error = SessionEnded(f"the session {session_id} was detached from its target")
        with self._lock:
            session = self._sessions.pop(session_id, None)
            pending = [one for one in self._pending.values() if one.session is session]
        if session is None:
            return
        session.end(error)
        _fail([one.future for one in pending], error)

    def _take_error(self, error: Exception) -> None:
        if isinstance(error, ConnectionLost):
            self._end(error)
        else:
            # The stream has logged it; a message that is no CDP leaves nothing to rely on.
            self._end(ConnectionLost(f"a message from {shown(self.url)} cannot be read: {error!r}"))
            self._stream.close()

    def _take_close(self, code: Optional[int], reason: Optional[str]) -> None:
        detail = " ".join(str(part) for part in (code, reason) if part)
        self._end(ConnectionLost(f"the browser closed the connection to {shown(self.url)} {detail}".rstrip()))

    def _end(self, error: CdpError) -> None:
        with self._lock:
            if self._error:
                return
            self._error = error
            pending = list(self._pending.values())
            sessions = list(self._sessions.values())
        for session in sessions:
            session.end(error)
        _fail([one.future for one in pending], error)


class _Pending:
    """A request that waits for its answer."""

    def __init__(self, future: "MessageFuture[Message]", session: Session) -> None:
        self.future, self.session = future, session


def _fail(futures: "list[MessageFuture[Message]]", error: CdpError) -> None:
    for future in futures:
        if future.set_running_or_notify_cancel():
            future.set_exception(error)


def _unchanged(message: Message) -> Message:
    return message
