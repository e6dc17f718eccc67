"""The domain Log of the Chrome DevTools Protocol."""

# Written by generate_protocol; do not edit.

from __future__ import annotations

import typing as t

from ..domain import ProtocolDomain
from ..event_source import EventSource
from ..reply import Reply

if t.TYPE_CHECKING:
    from . import network as _network
    from . import runtime as _runtime


class _LogEntryRequired(t.TypedDict):
    source: t.Literal[
        "xml",
        "javascript",
        "network",
        "storage",
        "appcache",
        "rendering",
        "security",
        "deprecation",
        "worker",
        "violation",
        "intervention",
        "recommendation",
        "other",
    ]
    level: t.Literal["verbose", "info", "warning", "error"]
    text: str
    timestamp: _runtime.Timestamp


# API status: stable
class LogEntry(_LogEntryRequired, total=False):
    """Log entry.

    source: Log entry source.
    level: Log entry severity.
    text: Logged text.
    category
    timestamp: Timestamp when this entry was added.
    url: URL of the resource if known.
    lineNumber: Line number in the resource.
    stackTrace: JavaScript stack trace.
    networkRequestId: Identifier of the network request associated with this entry.
    workerId: Identifier of the worker associated with this entry.
    args: Call arguments.
    """

    category: t.Literal["cors"]
    url: str
    lineNumber: int
    stackTrace: _runtime.StackTrace
    networkRequestId: _network.RequestId
    workerId: str
    args: t.List[_runtime.RemoteObject]


# API status: stable
class ViolationSetting(t.TypedDict):
    """Violation configuration setting.

    name: Violation type.
    threshold: Time threshold to trigger upon.
    """

    name: t.Literal[
        "longTask",
        "longLayout",
        "blockedEvent",
        "blockedParser",
        "discouragedAPIUse",
        "handler",
        "recurringHandler",
    ]
    threshold: float


class EntryAddedEvent(t.TypedDict):
    """The parameters of the event `Log.entryAdded`.

    entry: The entry.
    """

    entry: LogEntry


# API status: stable
class LogDomain(ProtocolDomain):
    """Provides access to log entries."""

    # API status: stable
    def clear(self) -> Reply[t.Dict[str, t.Any]]:
        """Clears the log."""
        return self._call("Log.clear", {})

    # API status: stable
    def disable(self) -> Reply[t.Dict[str, t.Any]]:
        """Disables log domain, prevents further log entries from being reported to the client."""
        return self._call("Log.disable", {})

    # API status: stable
    def enable(self) -> Reply[t.Dict[str, t.Any]]:
        """Enables log domain, sends the entries collected so far to the client by means of the
        `entryAdded` notification.
        """
        return self._call("Log.enable", {})

    # API status: stable
    def start_violations_report(self, config: t.List[ViolationSetting]) -> Reply[t.Dict[str, t.Any]]:
        """start violation reporting.

        config: Configuration for violations.
        """
        return self._call("Log.startViolationsReport", {"config": config})

    # API status: stable
    def stop_violations_report(self) -> Reply[t.Dict[str, t.Any]]:
        """Stop violation reporting."""
        return self._call("Log.stopViolationsReport", {})

    # API status: stable
    @property
    def entry_added(self) -> EventSource[EntryAddedEvent]:
        """Issued when new message was logged."""
        return self._event("Log.entryAdded")
