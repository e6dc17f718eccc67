"""The domain DOMDebugger of the Chrome DevTools Protocol."""

# Written by generate_protocol; do not edit.

from __future__ import annotations

import typing as t

from ..domain import ProtocolDomain
from ..reply import Reply

if t.TYPE_CHECKING:
    from . import dom as _dom
    from . import runtime as _runtime

# API status: stable
# DOM breakpoint type.
DOMBreakpointType = t.Literal["subtree-modified", "attribute-modified", "node-removed"]

# API status: experimental
# CSP Violation type.
CSPViolationType = t.Literal["trustedtype-sink-violation", "trustedtype-policy-violation"]


class _EventListenerRequired(t.TypedDict):
    type: str
    useCapture: bool
    passive: bool
    once: bool
    scriptId: _runtime.ScriptId
    lineNumber: int
    columnNumber: int


# API status: stable
class EventListener(_EventListenerRequired, total=False):
    """Object event listener.

    type: `EventListener`'s type.
    useCapture: `EventListener`'s useCapture.
    passive: `EventListener`'s passive flag.
    once: `EventListener`'s once flag.
    scriptId: Script id of the handler code.
    lineNumber: Line number in the script (0-based).
    columnNumber: Column number in the script (0-based).
    handler: Event handler function value.
    originalHandler: Event original handler function value.
    backendNodeId: Node the listener is added to (if any).
    """

    handler: _runtime.RemoteObject
    originalHandler: _runtime.RemoteObject
    backendNodeId: _dom.BackendNodeId


class GetEventListenersReturns(t.TypedDict):
    """What `DOMDebugger.getEventListeners` returns.

    listeners: Array of relevant listeners.
    """

    listeners: t.List[EventListener]


# API status: stable
class DOMDebuggerDomain(ProtocolDomain):
    """DOM debugging allows setting breakpoints on particular DOM operations and events. JavaScript
    execution will stop on these operations as if there was a regular breakpoint set.
    """

    # API status: stable
    def get_event_listeners(
        self,
        object_id: _runtime.RemoteObjectId,
        *,
        depth: t.Optional[int] = None,
        pierce: t.Optional[bool] = None,
    ) -> Reply[GetEventListenersReturns]:
        """Returns event listeners of the given object.

        object_id: Identifier of the object to return listeners for.
        depth: The maximum depth at which Node children should be retrieved, defaults to 1.
            Use -1 for the entire subtree or provide an integer larger than 0.
        pierce: Whether or not iframes and shadow roots should be traversed when returning
            the subtree (default is false). Reports listeners for all contexts if pierce is
            enabled.
        """
        return self._call("DOMDebugger.getEventListeners", {"objectId": object_id, "depth": depth, "pierce": pierce})

    # API status: stable
    def remove_dom_breakpoint(self, node_id: _dom.NodeId, type: DOMBreakpointType) -> Reply[t.Dict[str, t.Any]]:
        """Removes DOM breakpoint that was set using `setDOMBreakpoint`.

        node_id: Identifier of the node to remove breakpoint from.
        type: Type of the breakpoint to remove.
        """
        return self._call("DOMDebugger.removeDOMBreakpoint", {"nodeId": node_id, "type": type})

    # API status: stable
    def remove_event_listener_breakpoint(
        self,
        event_name: str,
        *,
        target_name: t.Optional[str] = None,
    ) -> Reply[t.Dict[str, t.Any]]:
        """Removes breakpoint on particular DOM event.

        event_name: Event name.
        target_name (experimental): EventTarget interface name.
        """
        return self._call(
            "DOMDebugger.removeEventListenerBreakpoint",
            {
                "eventName": event_name,
                "targetName": target_name,
            },
        )

    # API status: experimental
    # Deprecated.
    def remove_instrumentation_breakpoint(self, event_name: str) -> Reply[t.Dict[str, t.Any]]:
        """Removes breakpoint on particular native event.
        The same is in the domain EventBreakpoints.

        event_name: Instrumentation name to stop on.
        """
        return self._call("DOMDebugger.removeInstrumentationBreakpoint", {"eventName": event_name})

    # API status: stable
    def remove_xhr_breakpoint(self, url: str) -> Reply[t.Dict[str, t.Any]]:
        """Removes breakpoint from XMLHttpRequest.

        url: Resource URL substring.
        """
        return self._call("DOMDebugger.removeXHRBreakpoint", {"url": url})

    # API status: experimental
    def set_break_on_csp_violation(self, violation_types: t.List[CSPViolationType]) -> Reply[t.Dict[str, t.Any]]:
        """Sets breakpoint on particular CSP violations.

        violation_types: CSP Violations to stop upon.
        """
        return self._call("DOMDebugger.setBreakOnCSPViolation", {"violationTypes": violation_types})

    # API status: stable
    def set_dom_breakpoint(self, node_id: _dom.NodeId, type: DOMBreakpointType) -> Reply[t.Dict[str, t.Any]]:
        """Sets breakpoint on particular operation with DOM.

        node_id: Identifier of the node to set breakpoint on.
        type: Type of the operation to stop upon.
        """
        return self._call("DOMDebugger.setDOMBreakpoint", {"nodeId": node_id, "type": type})

    # API status: stable
    def set_event_listener_breakpoint(
        self,
        event_name: str,
        *,
        target_name: t.Optional[str] = None,
    ) -> Reply[t.Dict[str, t.Any]]:
        """Sets breakpoint on particular DOM event.

        event_name: DOM Event name to stop on (any DOM event will do).
        target_name (experimental): EventTarget interface name to stop on. If equal to `"*"`
            or not provided, will stop on any EventTarget.
        """
        return self._call(
            "DOMDebugger.setEventListenerBreakpoint",
            {
                "eventName": event_name,
                "targetName": target_name,
            },
        )

    # API status: experimental
    # Deprecated.
    def set_instrumentation_breakpoint(self, event_name: str) -> Reply[t.Dict[str, t.Any]]:
        """Sets breakpoint on particular native event.
        The same is in the domain EventBreakpoints.

        event_name: Instrumentation name to stop on.
        """
        return self._call("DOMDebugger.setInstrumentationBreakpoint", {"eventName": event_name})

    # API status: stable
    def set_xhr_breakpoint(self, url: str) -> Reply[t.Dict[str, t.Any]]:
        """Sets breakpoint on XMLHttpRequest.

        url: Resource URL substring. All XHRs having this substring in the URL will get
            stopped upon.
        """
        return self._call("DOMDebugger.setXHRBreakpoint", {"url": url})
