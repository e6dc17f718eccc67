"""The domain Console of the Chrome DevTools Protocol."""

# Written by generate_protocol; do not edit.

from __future__ import annotations

import typing as t

from ..domain import ProtocolDomain
from ..event_source import EventSource
from ..reply import Reply


class _ConsoleMessageRequired(t.TypedDict):
    source: t.Literal[
        "xml",
        "javascript",
        "network",
        "console-api",
        "storage",
        "appcache",
        "rendering",
        "security",
        "other",
        "deprecation",
        "worker",
    ]
    level: t.Literal["log", "warning", "error", "debug", "info"]
    text: str


# API status: stable
class ConsoleMessage(_ConsoleMessageRequired, total=False):
    """Console message.

    source: Message source.
    level: Message severity.
    text: Message text.
    url: URL of the message origin.
    line: Line number in the resource that generated this message (1-based).
    column: Column number in the resource that generated this message (1-based).
    """

    url: str
    line: int
    column: int


class MessageAddedEvent(t.TypedDict):
    """The parameters of the event `Console.messageAdded`.

    message: Console message that has been added.
    """

    message: ConsoleMessage


# API status: stable
# Deprecated.
class ConsoleDomain(ProtocolDomain):
    """This domain is deprecated - use Runtime or Log instead."""

    # API status: stable
    # Deprecated.
    def clear_messages(self) -> Reply[t.Dict[str, t.Any]]:
        """Does nothing."""
        return self._call("Console.clearMessages", {})

    # API status: stable
    # Deprecated.
    def disable(self) -> Reply[t.Dict[str, t.Any]]:
        """Disables console domain, prevents further console messages from being reported to
        the client.
        """
        return self._call("Console.disable", {})

    # API status: stable
    # Deprecated.
    def enable(self) -> Reply[t.Dict[str, t.Any]]:
        """Enables console domain, sends the messages collected so far to the client by means
        of the
        `messageAdded` notification.
        """
        return self._call("Console.enable", {})

    # API status: stable
    # Deprecated.
    @property
    def message_added(self) -> EventSource[MessageAddedEvent]:
        """Issued when new console message is added."""
        return self._event("Console.messageAdded")
