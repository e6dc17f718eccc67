"""The events that a session remembers for a wait that begins after they came."""

from __future__ import annotations

from collections import deque
from typing import Deque, Optional, Tuple

from .reply import Message

# Events kept at most; the oldest are forgotten first.
MOST_EVENTS = 1000
# Characters of their JSON kept at most: a frame of a screencast alone has 100,000.
MOST_CHARACTERS = 16 * 1024 * 1024


class EventMemory:
    """Events in the order in which they came. Not safe for threads by itself."""

    def __init__(self) -> None:
        self._events: Deque[Tuple[Message, int]] = deque()
        self._characters = 0

    def add(self, message: Message, characters: int) -> None:
        """Remember an event whose JSON has that length; one that is too long alone is not kept."""
        self._events.append((message, characters))
        self._characters += characters
        while len(self._events) > MOST_EVENTS or self._characters > MOST_CHARACTERS:
            self._characters -= self._events.popleft()[1]

    def take(self, name: str) -> Optional[Message]:
        """The first event of that name, which is then forgotten."""
        for index, (message, characters) in enumerate(self._events):
            if message["method"] == name:
                del self._events[index]
                self._characters -= characters
                return message
        return None

    def clear(self) -> None:
        """Forget all."""
        self._events.clear()
        self._characters = 0
