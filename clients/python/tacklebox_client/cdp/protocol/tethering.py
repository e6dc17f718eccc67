"""The domain Tethering of the Chrome DevTools Protocol."""

# Written by generate_protocol; do not edit.

from __future__ import annotations

import typing as t

from ..domain import ProtocolDomain
from ..event_source import EventSource
from ..reply import Reply


class AcceptedEvent(t.TypedDict):
    """The parameters of the event `Tethering.accepted`.

    port: Port number that was successfully bound.
    connectionId: Connection id to be used.
    """

    port: int
    connectionId: str


# API status: experimental
class TetheringDomain(ProtocolDomain):
    """The Tethering domain defines methods and events for browser port binding."""

    # API status: experimental
    def bind(self, port: int) -> Reply[t.Dict[str, t.Any]]:
        """Request browser port binding.

        port: Port number to bind.
        """
        return self._call("Tethering.bind", {"port": port})

    # API status: experimental
    def unbind(self, port: int) -> Reply[t.Dict[str, t.Any]]:
        """Request browser port unbinding.

        port: Port number to unbind.
        """
        return self._call("Tethering.unbind", {"port": port})

    # API status: experimental
    @property
    def accepted(self) -> EventSource[AcceptedEvent]:
        """Informs that port was successfully bound and got a specified connection id."""
        return self._event("Tethering.accepted")
