"""The domain EventBreakpoints of the Chrome DevTools Protocol."""

# Written by generate_protocol; do not edit.

from __future__ import annotations

import typing as t

from ..domain import ProtocolDomain
from ..reply import Reply


# API status: experimental
class EventBreakpointsDomain(ProtocolDomain):
    """EventBreakpoints permits setting JavaScript breakpoints on operations and events
    occurring in native code invoked from JavaScript. Once breakpoint is hit, it is
    reported through Debugger domain, similarly to regular breakpoints being hit.
    """

    # API status: experimental
    def set_instrumentation_breakpoint(self, event_name: str) -> Reply[t.Dict[str, t.Any]]:
        """Sets breakpoint on particular native event.

        event_name: Instrumentation name to stop on.
        """
        return self._call("EventBreakpoints.setInstrumentationBreakpoint", {"eventName": event_name})

    # API status: experimental
    def remove_instrumentation_breakpoint(self, event_name: str) -> Reply[t.Dict[str, t.Any]]:
        """Removes breakpoint on particular native event.

        event_name: Instrumentation name to stop on.
        """
        return self._call("EventBreakpoints.removeInstrumentationBreakpoint", {"eventName": event_name})

    # API status: experimental
    def disable(self) -> Reply[t.Dict[str, t.Any]]:
        """Removes all breakpoints"""
        return self._call("EventBreakpoints.disable", {})
