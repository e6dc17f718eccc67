"""One event of a session."""

from __future__ import annotations

from typing import Any, Callable, Dict, Generic, Optional, Protocol, TypeVar

from .reply import Message, Reply


T = TypeVar("T")


class Caller(Protocol):
    """What a domain needs of a session."""

    def call(self, method: str, params: Optional[Dict[str, Any]] = None) -> Reply[Any]: ...

    def next_event(self, name: str) -> Reply[Message]: ...

    def wait_event(self, name: str) -> Reply[Message]: ...

    def on(self, name: str, handler: Callable[[Message], None]) -> Callable[[], None]: ...


class EventSource(Generic[T]):
    """An event's name, with the type of its parameters. Its domain has to be enabled first."""

    def __init__(self, session: Caller, name: str) -> None:
        self._session, self.name = session, name

    def next(self) -> Reply[T]:
        """The next one from now on: ask for it, then do what causes it, then wait."""
        return self._session.next_event(self.name).map(_params)

    def wait(self) -> Reply[T]:
        """One that came since the session's last request, else the next one."""
        return self._session.wait_event(self.name).map(_params)

    def on(self, handler: Callable[[T], None]) -> Callable[[], None]:
        """Call `handler` with each one, in the reading thread; the function returned ends that."""
        return self._session.on(self.name, lambda message: handler(_params(message)))


def _params(message: Message) -> Any:
    return message.get("params", {})
