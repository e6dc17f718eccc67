"""The domain WebMCP of the Chrome DevTools Protocol."""

# Written by generate_protocol; do not edit.

from __future__ import annotations

import typing as t

from ..domain import ProtocolDomain
from ..event_source import EventSource
from ..reply import Reply

if t.TYPE_CHECKING:
    from . import dom as _dom
    from . import page as _page
    from . import runtime as _runtime


# API status: experimental
class Annotation(t.TypedDict, total=False):
    """Tool annotations

    readOnly: A hint indicating that the tool does not modify any state.
    untrustedContent: A hint indicating that the tool output may contain untrusted content, ex:
        UGC, 3rd party data.
    consequential: A hint indicating that executing the tool will result in consequential
        actions, ex: booking a flight, transferring money.
    debugging: If true, indicates that the tool is intended for debugging and developer tooling
        rather than end-user interactions.
    autosubmit: If the declarative tool was declared with the autosubmit attribute.
    """

    readOnly: bool
    untrustedContent: bool
    consequential: bool
    debugging: bool
    autosubmit: bool


# API status: experimental
# Represents the status of a tool invocation.
InvocationStatus = t.Literal["Completed", "Canceled", "Error"]


class _ToolRequired(t.TypedDict):
    name: str
    description: str
    frameId: _page.FrameId


# API status: experimental
class Tool(_ToolRequired, total=False):
    """Definition of a tool that can be invoked.

    name: Tool name.
    description: Tool description.
    inputSchema: Schema for the tool's input parameters.
    annotations: Optional annotations for the tool.
    frameId: Frame identifier associated with the tool registration.
    backendNodeId: Optional node ID for declarative tools.
    stackTrace: The stack trace at the time of the registration.
    """

    inputSchema: t.Dict[str, t.Any]
    annotations: Annotation
    backendNodeId: _dom.BackendNodeId
    stackTrace: _runtime.StackTrace


# API status: experimental
class RemovedTool(t.TypedDict):
    """Definition of a tool that was removed.

    name: Tool name.
    frameId: Frame identifier associated with the tool registration.
    """

    name: str
    frameId: _page.FrameId


class InvokeToolReturns(t.TypedDict):
    """What `WebMCP.invokeTool` returns.

    invocationId: Unique identifier for this invocation. Response is sent before tool events.
    """

    invocationId: str


class ToolsAddedEvent(t.TypedDict):
    """The parameters of the event `WebMCP.toolsAdded`.

    tools: Array of tools that were added.
    """

    tools: t.List[Tool]


class ToolsRemovedEvent(t.TypedDict):
    """The parameters of the event `WebMCP.toolsRemoved`.

    tools: Array of tools that were removed.
    """

    tools: t.List[RemovedTool]


class ToolInvokedEvent(t.TypedDict):
    """The parameters of the event `WebMCP.toolInvoked`.

    toolName: Name of the tool to invoke.
    frameId: Frame id
    invocationId: Invocation identifier.
    input: The input parameters used for the invocation.
    """

    toolName: str
    frameId: _page.FrameId
    invocationId: str
    input: str


class _ToolRespondedEventRequired(t.TypedDict):
    invocationId: str
    status: InvocationStatus


class ToolRespondedEvent(_ToolRespondedEventRequired, total=False):
    """The parameters of the event `WebMCP.toolResponded`.

    invocationId: Invocation identifier.
    status: Status of the invocation.
    output: Output or error delivered as delivered to the agent. Missing if `status` is anything
        other than Completed. Note: The output is untrusted and poses a prompt injection risk.
        Clients should treat this as potentially malicious user input.
    errorText: Error text for protocol users.
    exception: The exception object, if the javascript tool threw an error>
    """

    output: t.Any
    errorText: str
    exception: _runtime.RemoteObject


# API status: experimental
class WebMCPDomain(ProtocolDomain):
    """The domain WebMCP."""

    # API status: experimental
    def enable(self) -> Reply[t.Dict[str, t.Any]]:
        """Enables the WebMCP domain, allowing events to be sent. Enabling the domain will
        trigger a toolsAdded event for
        all currently registered tools.
        """
        return self._call("WebMCP.enable", {})

    # API status: experimental
    def disable(self) -> Reply[t.Dict[str, t.Any]]:
        """Disables the WebMCP domain."""
        return self._call("WebMCP.disable", {})

    # API status: experimental
    def invoke_tool(
        self,
        frame_id: _page.FrameId,
        tool_name: str,
        input: t.Dict[str, t.Any],
    ) -> Reply[InvokeToolReturns]:
        """Invokes a registered tool.

        frame_id: Frame in which to invoke the tool.
        tool_name: Name of the tool to invoke.
        input: Input parameters for the tool, matching the tool's inputSchema.
        """
        return self._call("WebMCP.invokeTool", {"frameId": frame_id, "toolName": tool_name, "input": input})

    # API status: experimental
    def cancel_invocation(self, invocation_id: str) -> Reply[t.Dict[str, t.Any]]:
        """Cancels a pending tool invocation.

        invocation_id: Invocation identifier to cancel.
        """
        return self._call("WebMCP.cancelInvocation", {"invocationId": invocation_id})

    # API status: experimental
    @property
    def tools_added(self) -> EventSource[ToolsAddedEvent]:
        """Event fired when new tools are added."""
        return self._event("WebMCP.toolsAdded")

    # API status: experimental
    @property
    def tools_removed(self) -> EventSource[ToolsRemovedEvent]:
        """Event fired when tools are removed."""
        return self._event("WebMCP.toolsRemoved")

    # API status: experimental
    @property
    def tool_invoked(self) -> EventSource[ToolInvokedEvent]:
        """Event fired when a tool invocation starts."""
        return self._event("WebMCP.toolInvoked")

    # API status: experimental
    @property
    def tool_responded(self) -> EventSource[ToolRespondedEvent]:
        """Event fired when a tool invocation completes or fails."""
        return self._event("WebMCP.toolResponded")
