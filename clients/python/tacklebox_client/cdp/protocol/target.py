"""The domain Target of the Chrome DevTools Protocol."""

# Written by generate_protocol; do not edit.

from __future__ import annotations

import typing as t

from ..domain import ProtocolDomain
from ..event_source import EventSource
from ..reply import Reply

if t.TYPE_CHECKING:
    from . import browser as _browser
    from . import page as _page

# API status: stable
TargetID = str

# API status: stable
# Unique identifier of attached debugging session.
SessionID = str


class _TargetInfoRequired(t.TypedDict):
    targetId: TargetID
    type: str
    title: str
    url: str
    attached: bool
    canAccessOpener: bool


# API status: stable
class TargetInfo(_TargetInfoRequired, total=False):
    """The type `Target.TargetInfo`.

    targetId
    type: List of types:
        https://source.chromium.org/chromium/chromium/src/+/main:content/browser/devtools/devtools_agent_host_impl.cc?ss=chromium&q=f:devtools%20-f:out%20%22::kTypeTab%5B%5D%22
    title
    url
    attached: Whether the target has an attached client.
    parentId: Id of the parent target, if any. For example, "iframe" target may have a "page"
        parent.
    openerId: Opener target Id
    canAccessOpener (experimental): Whether the target has access to the originating window.
    openerFrameId (experimental): Frame id of originating window (is only set if target has an
        opener).
    parentFrameId (experimental): Id of the parent frame, present for "iframe" and "worker"
        targets. For nested workers, this is the "ancestor" frame that created the first worker
        in the nested chain.
    browserContextId (experimental)
    subtype (experimental): Provides additional details for specific target types. For example,
        for the type of "page", this may be set to "prerender".
    embedderData (experimental): Embedder-specific target metadata. This is only set for targets
        of type "tab".
    """

    parentId: TargetID
    openerId: TargetID
    openerFrameId: _page.FrameId
    parentFrameId: _page.FrameId
    browserContextId: _browser.BrowserContextID
    subtype: str
    embedderData: t.Dict[str, t.Any]


# API status: experimental
class FilterEntry(t.TypedDict, total=False):
    """A filter used by target query/discovery/auto-attach operations.

    exclude: If set, causes exclusion of matching targets from the list.
    type: If not present, matches any type.
    """

    exclude: bool
    type: str


# API status: experimental
# The entries in TargetFilter are matched sequentially against targets and
# the first entry that matches determines if the target is included or not,
# depending on the value of `exclude` field in the entry.
# If filter is not specified, the one assumed is
# [{type: "browser", exclude: true}, {type: "tab", exclude: true}, {}]
# (i.e. include everything but `browser` and `tab`).
TargetFilter = t.List["FilterEntry"]


# API status: experimental
class RemoteLocation(t.TypedDict):
    """The type `Target.RemoteLocation`.

    host
    port
    """

    host: str
    port: int


# API status: experimental
# The state of the target window.
WindowState = t.Literal["normal", "minimized", "maximized", "fullscreen"]


class AttachToTargetReturns(t.TypedDict):
    """What `Target.attachToTarget` returns.

    sessionId: Id assigned to the session.
    """

    sessionId: SessionID


class AttachToBrowserTargetReturns(t.TypedDict):
    """What `Target.attachToBrowserTarget` returns.

    sessionId: Id assigned to the session.
    """

    sessionId: SessionID


class CloseTargetReturns(t.TypedDict):
    """What `Target.closeTarget` returns.

    success (deprecated): Always set to true. If an error occurs, the response indicates
        protocol error.
    """

    success: bool


class CreateBrowserContextReturns(t.TypedDict):
    """What `Target.createBrowserContext` returns.

    browserContextId: The id of the context created.
    """

    browserContextId: _browser.BrowserContextID


class _GetBrowserContextsReturnsRequired(t.TypedDict):
    browserContextIds: t.List[_browser.BrowserContextID]


class GetBrowserContextsReturns(_GetBrowserContextsReturnsRequired, total=False):
    """What `Target.getBrowserContexts` returns.

    browserContextIds: An array of browser context ids.
    defaultBrowserContextId (experimental): The id of the default browser context if available.
    """

    defaultBrowserContextId: _browser.BrowserContextID


class CreateTargetReturns(t.TypedDict):
    """What `Target.createTarget` returns.

    targetId: The id of the page opened.
    """

    targetId: TargetID


class GetTargetInfoReturns(t.TypedDict):
    """What `Target.getTargetInfo` returns.

    targetInfo
    """

    targetInfo: TargetInfo


class GetTargetsReturns(t.TypedDict):
    """What `Target.getTargets` returns.

    targetInfos: The list of targets.
    """

    targetInfos: t.List[TargetInfo]


class GetDevToolsTargetReturns(t.TypedDict, total=False):
    """What `Target.getDevToolsTarget` returns.

    targetId: The targetId of DevTools page target if exists.
    """

    targetId: TargetID


class OpenDevToolsReturns(t.TypedDict):
    """What `Target.openDevTools` returns.

    targetId: The targetId of DevTools page target.
    """

    targetId: TargetID


class AttachedToTargetEvent(t.TypedDict):
    """The parameters of the event `Target.attachedToTarget`.

    sessionId: Identifier assigned to the session used to send/receive messages.
    targetInfo
    waitingForDebugger
    """

    sessionId: SessionID
    targetInfo: TargetInfo
    waitingForDebugger: bool


class _DetachedFromTargetEventRequired(t.TypedDict):
    sessionId: SessionID


class DetachedFromTargetEvent(_DetachedFromTargetEventRequired, total=False):
    """The parameters of the event `Target.detachedFromTarget`.

    sessionId: Detached session identifier.
    targetId (deprecated): Deprecated.
    """

    targetId: TargetID


class _ReceivedMessageFromTargetEventRequired(t.TypedDict):
    sessionId: SessionID
    message: str


class ReceivedMessageFromTargetEvent(_ReceivedMessageFromTargetEventRequired, total=False):
    """The parameters of the event `Target.receivedMessageFromTarget`.

    sessionId: Identifier of a session which sends a message.
    message
    targetId (deprecated): Deprecated.
    """

    targetId: TargetID


class TargetCreatedEvent(t.TypedDict):
    """The parameters of the event `Target.targetCreated`.

    targetInfo
    """

    targetInfo: TargetInfo


class TargetDestroyedEvent(t.TypedDict):
    """The parameters of the event `Target.targetDestroyed`.

    targetId
    """

    targetId: TargetID


class TargetCrashedEvent(t.TypedDict):
    """The parameters of the event `Target.targetCrashed`.

    targetId
    status: Termination status type.
    errorCode: Termination error code.
    """

    targetId: TargetID
    status: str
    errorCode: int


class TargetInfoChangedEvent(t.TypedDict):
    """The parameters of the event `Target.targetInfoChanged`.

    targetInfo
    """

    targetInfo: TargetInfo


# API status: stable
class TargetDomain(ProtocolDomain):
    """Supports additional targets discovery and allows to attach to them."""

    # API status: stable
    def activate_target(self, target_id: TargetID) -> Reply[t.Dict[str, t.Any]]:
        """Activates (focuses) the target.

        target_id
        """
        return self._call("Target.activateTarget", {"targetId": target_id})

    # API status: stable
    def attach_to_target(
        self,
        target_id: TargetID,
        *,
        flatten: t.Optional[bool] = None,
    ) -> Reply[AttachToTargetReturns]:
        """Attaches to the target with given id.

        target_id
        flatten: Enables "flat" access to the session via specifying sessionId attribute in
            the commands. We plan to make this the default, deprecate non-flattened mode,
            and eventually retire it. See crbug.com/991325.
        """
        return self._call("Target.attachToTarget", {"targetId": target_id, "flatten": flatten})

    # API status: experimental
    def attach_to_browser_target(self) -> Reply[AttachToBrowserTargetReturns]:
        """Attaches to the browser target, only uses flat sessionId mode."""
        return self._call("Target.attachToBrowserTarget", {})

    # API status: stable
    def close_target(self, target_id: TargetID) -> Reply[CloseTargetReturns]:
        """Closes the target. If the target is a page that gets closed too.

        target_id
        """
        return self._call("Target.closeTarget", {"targetId": target_id})

    # API status: experimental
    def expose_dev_tools_protocol(
        self,
        target_id: TargetID,
        *,
        binding_name: t.Optional[str] = None,
        inherit_permissions: t.Optional[bool] = None,
    ) -> Reply[t.Dict[str, t.Any]]:
        """Inject object to the target's main frame that provides a communication
        channel with browser target.

        Injected object will be available as `window[bindingName]`.

        The object has the following API:
        - `binding.send(json)` - a method to send messages over the remote debugging
        protocol
        - `binding.onmessage = json => handleMessage(json)` - a callback that will be called
        for the protocol notifications and command responses.

        target_id
        binding_name: Binding name, 'cdp' if not specified.
        inherit_permissions: If true, inherits the current root session's permissions
            (default: false).
        """
        return self._call(
            "Target.exposeDevToolsProtocol",
            {
                "targetId": target_id,
                "bindingName": binding_name,
                "inheritPermissions": inherit_permissions,
            },
        )

    # API status: stable
    def create_browser_context(
        self,
        *,
        dispose_on_detach: t.Optional[bool] = None,
        proxy_server: t.Optional[str] = None,
        proxy_bypass_list: t.Optional[str] = None,
        origins_with_universal_network_access: t.Optional[t.List[str]] = None,
    ) -> Reply[CreateBrowserContextReturns]:
        """Creates a new empty BrowserContext. Similar to an incognito profile but you can have
        more than
        one.

        dispose_on_detach (experimental): If specified, disposes this context when debugging
            session disconnects.
        proxy_server (experimental): Proxy server, similar to the one passed to
            --proxy-server
        proxy_bypass_list (experimental): Proxy bypass list, similar to the one passed to
            --proxy-bypass-list
        origins_with_universal_network_access (experimental): An optional list of origins to
            grant unlimited cross-origin access to. Parts of the URL other than those
            constituting origin are ignored.
        """
        return self._call(
            "Target.createBrowserContext",
            {
                "disposeOnDetach": dispose_on_detach,
                "proxyServer": proxy_server,
                "proxyBypassList": proxy_bypass_list,
                "originsWithUniversalNetworkAccess": origins_with_universal_network_access,
            },
        )

    # API status: stable
    def get_browser_contexts(self) -> Reply[GetBrowserContextsReturns]:
        """Returns all browser contexts created with `Target.createBrowserContext` method."""
        return self._call("Target.getBrowserContexts", {})

    # API status: stable
    def create_target(
        self,
        url: str,
        *,
        left: t.Optional[int] = None,
        top: t.Optional[int] = None,
        width: t.Optional[int] = None,
        height: t.Optional[int] = None,
        window_state: t.Optional[WindowState] = None,
        browser_context_id: t.Optional[_browser.BrowserContextID] = None,
        enable_begin_frame_control: t.Optional[bool] = None,
        new_window: t.Optional[bool] = None,
        background: t.Optional[bool] = None,
        for_tab: t.Optional[bool] = None,
        hidden: t.Optional[bool] = None,
        focus: t.Optional[bool] = None,
    ) -> Reply[CreateTargetReturns]:
        """Creates a new page.

        url: The initial URL the page will be navigated to. An empty string indicates
            about:blank.
        left (experimental): Frame left origin in DIP (requires newWindow to be true or
            headless shell).
        top (experimental): Frame top origin in DIP (requires newWindow to be true or
            headless shell).
        width: Frame width in DIP (requires newWindow to be true or headless shell).
        height: Frame height in DIP (requires newWindow to be true or headless shell).
        window_state: Frame window state (requires newWindow to be true or headless shell).
            Default is normal.
        browser_context_id (experimental): The browser context to create the page in.
        enable_begin_frame_control (experimental): Whether BeginFrames for this target will
            be controlled via DevTools (headless shell only, not supported on MacOS yet,
            false by default).
        new_window: Whether to create a new Window or Tab (false by default, not supported
            by headless shell).
        background: Whether to create the target in background or foreground (false by
            default, not supported by headless shell).
        for_tab (experimental): Whether to create the target of type "tab".
        hidden (experimental): Whether to create a hidden target. The hidden target is
            observable via protocol, but not present in the tab UI strip. Cannot be created
            with `forTab: true`, `newWindow: true` or `background: false`. The life-time of
            the tab is limited to the life-time of the session.
        focus (experimental): If specified, determines whether the new target should be
            focused. By default, the focus behavior depends on the `background` parameter: -
            If `background` is false (default) and `focus` is omitted, the new target is
            focused and the browser window is brought to the foreground. - If `background`
            is false and `focus` is false, the target is opened but the browser window's
            focus remains unchanged (e.g., if the window was in the background, it stays
            there). - If `background` is true, setting `focus` to true is not supported and
            will result in an error.
        """
        return self._call(
            "Target.createTarget",
            {
                "url": url,
                "left": left,
                "top": top,
                "width": width,
                "height": height,
                "windowState": window_state,
                "browserContextId": browser_context_id,
                "enableBeginFrameControl": enable_begin_frame_control,
                "newWindow": new_window,
                "background": background,
                "forTab": for_tab,
                "hidden": hidden,
                "focus": focus,
            },
        )

    # API status: stable
    def detach_from_target(
        self,
        *,
        session_id: t.Optional[SessionID] = None,
        target_id: t.Optional[TargetID] = None,
    ) -> Reply[t.Dict[str, t.Any]]:
        """Detaches session with given id.

        session_id: Session to detach.
        target_id (deprecated): Deprecated.
        """
        return self._call("Target.detachFromTarget", {"sessionId": session_id, "targetId": target_id})

    # API status: stable
    def dispose_browser_context(self, browser_context_id: _browser.BrowserContextID) -> Reply[t.Dict[str, t.Any]]:
        """Deletes a BrowserContext. All the belonging pages will be closed without calling
        their
        beforeunload hooks.

        browser_context_id
        """
        return self._call("Target.disposeBrowserContext", {"browserContextId": browser_context_id})

    # API status: experimental
    def get_target_info(self, *, target_id: t.Optional[TargetID] = None) -> Reply[GetTargetInfoReturns]:
        """Returns information about a target.

        target_id
        """
        return self._call("Target.getTargetInfo", {"targetId": target_id})

    # API status: stable
    def get_targets(self, *, filter: t.Optional[TargetFilter] = None) -> Reply[GetTargetsReturns]:
        """Retrieves a list of available targets.

        filter (experimental): Only targets matching filter will be reported. If filter is
            not specified and target discovery is currently enabled, a filter used for
            target discovery is used for consistency.
        """
        return self._call("Target.getTargets", {"filter": filter})

    # API status: stable
    # Deprecated.
    def send_message_to_target(
        self,
        message: str,
        *,
        session_id: t.Optional[SessionID] = None,
        target_id: t.Optional[TargetID] = None,
    ) -> Reply[t.Dict[str, t.Any]]:
        """Sends protocol message over session with given id.
        Consider using flat mode instead; see commands attachToTarget, setAutoAttach,
        and crbug.com/991325.

        message
        session_id: Identifier of the session.
        target_id (deprecated): Deprecated.
        """
        return self._call(
            "Target.sendMessageToTarget",
            {
                "message": message,
                "sessionId": session_id,
                "targetId": target_id,
            },
        )

    # API status: stable
    def set_auto_attach(
        self,
        auto_attach: bool,
        wait_for_debugger_on_start: bool,
        *,
        flatten: t.Optional[bool] = None,
        filter: t.Optional[TargetFilter] = None,
    ) -> Reply[t.Dict[str, t.Any]]:
        """Controls whether to automatically attach to new targets which are considered
        to be directly related to this one (for example, iframes or workers).
        When turned on, attaches to all existing related targets as well. When turned off,
        automatically detaches from all currently attached targets.
        This also clears all targets added by `autoAttachRelated` from the list of targets
        to watch
        for creation of related targets.
        You might want to call this recursively for auto-attached targets to attach
        to all available targets.

        auto_attach: Whether to auto-attach to related targets.
        wait_for_debugger_on_start: Whether to pause new targets when attaching to them. Use
            `Runtime.runIfWaitingForDebugger` to run paused targets.
        flatten (experimental): Enables "flat" access to the session via specifying
            sessionId attribute in the commands. We plan to make this the default, deprecate
            non-flattened mode, and eventually retire it. See crbug.com/991325.
        filter (experimental): Only targets matching filter will be attached.
        """
        return self._call(
            "Target.setAutoAttach",
            {
                "autoAttach": auto_attach,
                "waitForDebuggerOnStart": wait_for_debugger_on_start,
                "flatten": flatten,
                "filter": filter,
            },
        )

    # API status: experimental
    def auto_attach_related(
        self,
        target_id: TargetID,
        wait_for_debugger_on_start: bool,
        *,
        filter: t.Optional[TargetFilter] = None,
    ) -> Reply[t.Dict[str, t.Any]]:
        """Adds the specified target to the list of targets that will be monitored for any
        related target
        creation (such as child frames, child workers and new versions of service worker)
        and reported
        through `attachedToTarget`. The specified target is also auto-attached.
        This cancels the effect of any previous `setAutoAttach` and is also cancelled by
        subsequent
        `setAutoAttach`. Only available at the Browser target.

        target_id
        wait_for_debugger_on_start: Whether to pause new targets when attaching to them. Use
            `Runtime.runIfWaitingForDebugger` to run paused targets.
        filter (experimental): Only targets matching filter will be attached.
        """
        return self._call(
            "Target.autoAttachRelated",
            {
                "targetId": target_id,
                "waitForDebuggerOnStart": wait_for_debugger_on_start,
                "filter": filter,
            },
        )

    # API status: stable
    def set_discover_targets(
        self,
        discover: bool,
        *,
        filter: t.Optional[TargetFilter] = None,
    ) -> Reply[t.Dict[str, t.Any]]:
        """Controls whether to discover available targets and notify via
        `targetCreated/targetInfoChanged/targetDestroyed` events.

        discover: Whether to discover available targets.
        filter (experimental): Only targets matching filter will be attached. If `discover`
            is false, `filter` must be omitted or empty.
        """
        return self._call("Target.setDiscoverTargets", {"discover": discover, "filter": filter})

    # API status: experimental
    def set_remote_locations(self, locations: t.List[RemoteLocation]) -> Reply[t.Dict[str, t.Any]]:
        """Enables target discovery for the specified locations, when `setDiscoverTargets` was
        set to
        `true`.

        locations: List of remote locations.
        """
        return self._call("Target.setRemoteLocations", {"locations": locations})

    # API status: experimental
    def get_dev_tools_target(self, target_id: TargetID) -> Reply[GetDevToolsTargetReturns]:
        """Gets the targetId of the DevTools page target opened for the given target
        (if any).

        target_id: Page or tab target ID.
        """
        return self._call("Target.getDevToolsTarget", {"targetId": target_id})

    # API status: experimental
    def open_dev_tools(self, target_id: TargetID, *, panel_id: t.Optional[str] = None) -> Reply[OpenDevToolsReturns]:
        """Opens a DevTools window for the target.

        target_id: This can be the page or tab target ID.
        panel_id: The id of the panel we want DevTools to open initially. Currently
            supported panels are elements, console, network, sources, resources, timeline,
            chrome-recorder, heap-profiler, lighthouse, and security.
        """
        return self._call("Target.openDevTools", {"targetId": target_id, "panelId": panel_id})

    # API status: experimental
    @property
    def attached_to_target(self) -> EventSource[AttachedToTargetEvent]:
        """Issued when attached to target because of auto-attach or `attachToTarget` command."""
        return self._event("Target.attachedToTarget")

    # API status: experimental
    @property
    def detached_from_target(self) -> EventSource[DetachedFromTargetEvent]:
        """Issued when detached from target for any reason (including `detachFromTarget`
        command). Can be
        issued multiple times per target if multiple sessions have been attached to it.
        """
        return self._event("Target.detachedFromTarget")

    # API status: stable
    @property
    def received_message_from_target(self) -> EventSource[ReceivedMessageFromTargetEvent]:
        """Notifies about a new protocol message received from the session (as reported in
        `attachedToTarget` event).
        """
        return self._event("Target.receivedMessageFromTarget")

    # API status: stable
    @property
    def target_created(self) -> EventSource[TargetCreatedEvent]:
        """Issued when a possible inspection target is created."""
        return self._event("Target.targetCreated")

    # API status: stable
    @property
    def target_destroyed(self) -> EventSource[TargetDestroyedEvent]:
        """Issued when a target is destroyed."""
        return self._event("Target.targetDestroyed")

    # API status: stable
    @property
    def target_crashed(self) -> EventSource[TargetCrashedEvent]:
        """Issued when a target has crashed."""
        return self._event("Target.targetCrashed")

    # API status: stable
    @property
    def target_info_changed(self) -> EventSource[TargetInfoChangedEvent]:
        """Issued when some information about a target has changed. This only happens between
        `targetCreated` and `targetDestroyed`.
        """
        return self._event("Target.targetInfoChanged")
