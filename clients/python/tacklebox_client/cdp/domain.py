"""The base of the generated domains."""

from __future__ import annotations

from typing import Any, Dict

from .event_source import Caller, EventSource
from .reply import Reply


class ProtocolDomain:
    """The methods and events of one part of the protocol, in one session."""

    def __init__(self, session: Caller) -> None:
        self._session = session

    def _call(self, method: str, params: Dict[str, Any]) -> Reply[Any]:
        """Call a method with those parameters that are not None."""
        return self._session.call(method, {name: value for name, value in params.items() if value is not None})

    def _event(self, name: str) -> EventSource[Any]:
        return EventSource(self._session, name)
