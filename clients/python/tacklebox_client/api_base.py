"""The interface of a client of the browser pool."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any, Callable, Dict, List, Optional, Union

Message = Dict[str, Any]
OnMessage = Callable[["APIClientBase", str], object]
OnError = Callable[["APIClientBase", Exception], object]
OnClose = Callable[["APIClientBase", Optional[int], Optional[str]], object]
OnOpen = Callable[["APIClientBase"], object]


class APIClientBase(ABC):
    """What `APIClient` offers, for programs that put another client in its place."""

    @abstractmethod
    async def allocate_browser(self, timeout: float = 30, *, wait: float = 0) -> Optional[str]:
        """Lease a browser for `timeout` seconds and attach to a page of it.

        Waits `wait` seconds at most where no browser is free. Returns the id of the lease, or None
        where none was to be had.
        """

    @abstractmethod
    async def send_cdp_request(self, method: str, params: Optional[Dict[str, Any]] = None) -> Message:
        """Call a method of the protocol, or wait for an event: which of them, its name says.

        Returns the whole message: of a method the answer, with `result` or `error`.
        """

    @abstractmethod
    async def get_targets(self) -> List[Dict[str, Any]]:
        """The targets of the browser."""

    @abstractmethod
    async def attach_to_target(self, target_id: str) -> Optional[str]:
        """Send what follows to another target. Returns the id of the CDP session, or None."""

    @abstractmethod
    def deallocate_browser(self) -> bool:
        """Give the browser back. Whether there was one that the pool took back."""

    @abstractmethod
    def extend_timeout(self, additional_timeout: float) -> bool:
        """Add seconds to the lease. Whether the pool did."""

    @abstractmethod
    def connect_ws(
        self,
        on_message: Optional[OnMessage] = None,
        on_error: Optional[OnError] = None,
        on_close: Optional[OnClose] = None,
        on_open: Optional[OnOpen] = None,
    ) -> bool:
        """Open a WebSocket to the browser for messages of one's own. Whether it is open."""

    @abstractmethod
    def send_ws_message(self, message: Union[str, Message]) -> bool:
        """Send a message over the WebSocket of `connect_ws`. Whether it is on its way."""

    @abstractmethod
    def list_browsers(self) -> Optional[List[Dict[str, Any]]]:
        """The browsers of the pool, or None where it does not say."""
