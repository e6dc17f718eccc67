"""What a call or a wait gives back: a value that comes later."""

from __future__ import annotations

import asyncio
import concurrent.futures
from typing import Any, Callable, Dict, Generator, Generic, Optional, TypeVar

from .errors import CallTimeout

T = TypeVar("T")
U = TypeVar("U")
Message = Dict[str, Any]


class Reply(Generic[T]):
    """A value that comes later: `.result()` waits in a thread, `await` in an event loop.

    Both wait for the limit of the call at most, then raise CallTimeout. The request is on its way
    as soon as there is a Reply, so nothing has to be waited for.
    """

    def __init__(
        self,
        future: "concurrent.futures.Future[Message]",
        take: Callable[[Message], T],
        *,
        what: str,
        timeout: float,
        would_deadlock: Callable[[], bool],
    ) -> None:
        self._future, self._take = future, take
        self._what, self._timeout, self._would_deadlock = what, timeout, would_deadlock

    def result(self, timeout: Optional[float] = None) -> T:
        """The value; waits for `timeout` seconds at most, or the limit of the call."""
        limit = self._timeout if timeout is None else timeout
        if not self._future.done() and self._would_deadlock():
            raise RuntimeError(f"{self._what}: a handler of events cannot wait for messages; use a thread of its own")
        try:
            message = self._future.result(limit)
        except concurrent.futures.TimeoutError as error:
            if self._future.done() and not self._future.cancelled():
                raise
            self._future.cancel()
            raise CallTimeout(f"{self._what}: nothing within {limit:g} s") from error
        return self._take(message)

    def within(self, timeout: float) -> "Reply[T]":
        """The same with another limit, in seconds."""
        return Reply(
            self._future, self._take, what=self._what, timeout=timeout, would_deadlock=self._would_deadlock
        )

    def map(self, change: Callable[[T], U]) -> "Reply[U]":
        """The same with the value changed."""
        take = self._take
        return Reply(
            self._future,
            lambda message: change(take(message)),
            what=self._what,
            timeout=self._timeout,
            would_deadlock=self._would_deadlock,
        )

    def done(self) -> bool:
        """Whether `.result()` would return, or raise, at once."""
        return self._future.done()

    def __await__(self) -> Generator[Any, None, T]:
        return self._wait().__await__()

    async def _wait(self) -> T:
        try:
            message = await asyncio.wait_for(asyncio.wrap_future(self._future), self._timeout)
        except asyncio.TimeoutError as error:
            if self._future.done() and not self._future.cancelled():
                raise
            raise CallTimeout(f"{self._what}: nothing within {self._timeout:g} s") from error
        return self._take(message)
