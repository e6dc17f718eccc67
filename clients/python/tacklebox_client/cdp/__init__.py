"""A client of the Chrome DevTools Protocol (CDP): browser 1:* connection 1:* session.

A `Browser` is where a browser is reached, a `Connection` one WebSocket to it, a `Session` what runs
over a connection to one target. `Chrome` starts a browser of one's own.
"""

from .browser import Browser
from .chrome import Chrome
from .connection import Connection
from .errors import CallTimeout, CdpError, ConnectionLost, HttpError, ProtocolError, SessionEnded
from .event_source import EventSource
from .reply import Reply
from .session import Session

__all__ = [
    "Browser",
    "CallTimeout",
    "CdpError",
    "Chrome",
    "Connection",
    "ConnectionLost",
    "EventSource",
    "HttpError",
    "ProtocolError",
    "Reply",
    "Session",
    "SessionEnded",
]
