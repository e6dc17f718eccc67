"""What can go wrong between a program and a browser."""

from __future__ import annotations

from typing import Any, Mapping, Optional


class CdpError(Exception):
    """The base of every error of this package."""


class HttpError(CdpError):
    """An HTTP request failed. `status` is None where there was no answer."""

    def __init__(self, message: str, status: Optional[int] = None) -> None:
        super().__init__(message)
        self.status = status


class ConnectionLost(CdpError):
    """The WebSocket could not be opened, or is closed. All who waited for it get this error."""


class SessionEnded(CdpError):
    """The session was detached from its target, or the target is gone."""


class CallTimeout(CdpError, TimeoutError):
    """An answer or an event did not come within the limit."""


class ProtocolError(CdpError):
    """The browser answered a call with an error."""

    def __init__(self, method: str, error: Mapping[str, Any]) -> None:
        self.method = method
        self.code = error.get("code")
        self.message = str(error.get("message", "unknown error"))
        self.data = error.get("data")
        detail = f" ({self.data})" if self.data else ""
        super().__init__(f"{method}: {self.message}{detail}")
