"""A session: the messages between a connection and one target."""

from __future__ import annotations

import concurrent.futures
import copy
import logging
import threading
from typing import TYPE_CHECKING, Any, Callable, Dict, List, Optional

from .errors import CdpError, ProtocolError
from .event_memory import EventMemory
from .protocol import Domains
from .reply import Message, Reply

if TYPE_CHECKING:
    from .connection import Connection

LOG = logging.getLogger("tacklebox_client")

Handler = Callable[[Message], None]
MessageFuture = concurrent.futures.Future  # of a Message


class Session(Domains):
    """Calls and events of one target, as `session.page.navigate(...)`, or by name with `call`.

    `session_id` is None for the session of the browser itself, which every connection has.
    A session can be used from several threads.
    """

    def __init__(self, connection: "Connection", session_id: Optional[str], target_id: Optional[str]) -> None:
        self.connection = connection
        self.session_id = session_id
        self.target_id = target_id
        self._lock = threading.Lock()
        self._handlers: Dict[str, List[Handler]] = {}
        self._waiters: Dict[str, List["MessageFuture[Message]"]] = {}
        self._remembered = EventMemory()
        self._ended: Optional[CdpError] = None

    def submit(self, method: str, params: Optional[Dict[str, Any]] = None) -> Reply[Message]:
        """Send a request; the reply is the whole message of the answer, be it an error."""
        with self._lock:
            if self._ended:
                raise copy.copy(self._ended)  # A trace grows each time it is raised.
            self._remembered.clear()
        return self.connection.submit(self, method, params)

    def call(self, method: str, params: Optional[Dict[str, Any]] = None) -> Reply[Any]:
        """Send a request; the reply is the answer's result, or raises ProtocolError."""

        def result_of(message: Message) -> Any:
            if "error" in message:
                raise ProtocolError(method, message["error"])
            return message["result"]

        return self.submit(method, params).map(result_of)

    def next_event(self, name: str) -> Reply[Message]:
        """The next event of that name from now on."""
        return self._wait(name, look_back=False)

    def wait_event(self, name: str) -> Reply[Message]:
        """An event of that name that came since the last request, else the next one.

        All that wait when an event comes get it; one that is remembered is given once.
        """
        return self._wait(name, look_back=True)

    def on(self, name: str, handler: Handler) -> Callable[[], None]:
        """Call `handler` with each event of that name, in the reading thread: it must be quick and
        cannot wait for messages. The function returned ends that.
        """
        with self._lock:
            self._handlers.setdefault(name, []).append(handler)

        def end() -> None:
            with self._lock:
                handlers = self._handlers.get(name, [])
                if handler in handlers:
                    handlers.remove(handler)

        return end

    def detach(self) -> None:
        """End this session; its target stays. Raises ValueError for the browser's own session."""
        if self.session_id is None:
            raise ValueError("the session of the browser ends with its connection")
        self.connection.root.call("Target.detachFromTarget", {"sessionId": self.session_id}).result()

    def _wait(self, name: str, look_back: bool) -> Reply[Message]:
        future: MessageFuture[Message] = concurrent.futures.Future()
        with self._lock:
            if self._ended:
                raise copy.copy(self._ended)  # A trace grows each time it is raised.
            found = self._remembered.take(name) if look_back else None
            if found is None:
                self._waiters.setdefault(name, []).append(future)
        if found is None:
            future.add_done_callback(lambda done: self._forget(name, done))
        else:
            future.set_result(found)
        return self.connection.reply(future, f"the event {name}")

    def _forget(self, name: str, future: "MessageFuture[Message]") -> None:
        """Drop a wait that was given up; those that were answered are dropped already."""
        if future.cancelled():
            with self._lock:
                waiters = self._waiters.get(name, [])
                if future in waiters:
                    waiters.remove(future)

    def deliver(self, message: Message, characters: int) -> None:
        """Take an event, whose JSON has that length. For the connection alone."""
        name = message["method"]
        with self._lock:
            waiters = self._waiters.pop(name, [])
            handlers = list(self._handlers.get(name, []))
            if not waiters:
                self._remembered.add(message, characters)
        wanted = [future for future in waiters if future.set_running_or_notify_cancel()]
        for future in wanted:
            future.set_result(message)
        if waiters and not wanted:
            # All were given up at this very moment.
            with self._lock:
                self._remembered.add(message, characters)
        for handler in handlers:
            try:
                handler(message)
            except Exception:  # noqa: BLE001
                LOG.exception("a handler of %s failed", name)

    def end(self, error: CdpError) -> None:
        """Fail all waits, now and from now on. For the connection alone."""
        with self._lock:
            self._ended = self._ended or error
            waiters = [future for futures in self._waiters.values() for future in futures]
            self._waiters.clear()
        for future in waiters:
            if future.set_running_or_notify_cancel():
                future.set_exception(error)
