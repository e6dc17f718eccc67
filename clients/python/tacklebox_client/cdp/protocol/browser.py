"""The domain Browser of the Chrome DevTools Protocol."""

# Written by generate_protocol; do not edit.

from __future__ import annotations

import typing as t

from ..domain import ProtocolDomain
from ..event_source import EventSource
from ..reply import Reply

if t.TYPE_CHECKING:
    from . import page as _page
    from . import target as _target

# API status: experimental
BrowserContextID = str

# API status: experimental
WindowID = int

# API status: experimental
# The state of the browser window.
WindowState = t.Literal["normal", "minimized", "maximized", "fullscreen"]


# API status: experimental
class Bounds(t.TypedDict, total=False):
    """Browser window bounds information

    left: The offset from the left edge of the screen to the window in pixels.
    top: The offset from the top edge of the screen to the window in pixels.
    width: The window width in pixels.
    height: The window height in pixels.
    windowState: The window state. Default to normal.
    """

    left: int
    top: int
    width: int
    height: int
    windowState: WindowState


# API status: experimental
PermissionType = t.Literal[
    "ar",
    "audioCapture",
    "automaticFullscreen",
    "backgroundFetch",
    "backgroundSync",
    "cameraPanTiltZoom",
    "capturedSurfaceControl",
    "clipboardReadWrite",
    "clipboardSanitizedWrite",
    "displayCapture",
    "durableStorage",
    "geolocation",
    "handTracking",
    "idleDetection",
    "keyboardLock",
    "localFonts",
    "localNetwork",
    "localNetworkAccess",
    "loopbackNetwork",
    "midi",
    "midiSysex",
    "nfc",
    "notifications",
    "paymentHandler",
    "periodicBackgroundSync",
    "pointerLock",
    "protectedMediaIdentifier",
    "sensors",
    "smartCard",
    "speakerSelection",
    "storageAccess",
    "topLevelStorageAccess",
    "videoCapture",
    "vr",
    "wakeLockScreen",
    "wakeLockSystem",
    "webAppInstallation",
    "webPrinting",
    "windowManagement",
]

# API status: experimental
PermissionSetting = t.Literal["granted", "denied", "prompt"]


class _PermissionDescriptorRequired(t.TypedDict):
    name: str


# API status: experimental
class PermissionDescriptor(_PermissionDescriptorRequired, total=False):
    """Definition of PermissionDescriptor defined in the Permissions API:
    https://w3c.github.io/permissions/#dom-permissiondescriptor.

    name: Name of permission. See
        https://cs.chromium.org/chromium/src/third_party/blink/renderer/modules/permissions/permission_descriptor.idl
        for valid permission names.
    sysex: For "midi" permission, may also specify sysex control.
    userVisibleOnly: For "push" permission, may specify userVisibleOnly. Note that
        userVisibleOnly = true is the only currently supported type.
    allowWithoutSanitization: For "clipboard" permission, may specify allowWithoutSanitization.
    allowWithoutGesture: For "fullscreen" permission, must specify allowWithoutGesture:true.
    panTiltZoom: For "camera" permission, may specify panTiltZoom.
    """

    sysex: bool
    userVisibleOnly: bool
    allowWithoutSanitization: bool
    allowWithoutGesture: bool
    panTiltZoom: bool


# API status: experimental
# Browser command ids used by executeBrowserCommand.
BrowserCommandId = t.Literal["openTabSearch", "closeTabSearch", "openGlic"]


# API status: experimental
class Bucket(t.TypedDict):
    """Chrome histogram bucket.

    low: Minimum value (inclusive).
    high: Maximum value (exclusive).
    count: Number of samples.
    """

    low: int
    high: int
    count: int


# API status: experimental
class Histogram(t.TypedDict):
    """Chrome histogram.

    name: Name.
    sum: Sum of sample values.
    count: Total number of samples.
    buckets: Buckets.
    """

    name: str
    sum: int
    count: int
    buckets: t.List[Bucket]


class GetVersionReturns(t.TypedDict):
    """What `Browser.getVersion` returns.

    protocolVersion: Protocol version.
    product: Product name.
    revision: Product revision.
    userAgent: User-Agent.
    jsVersion: V8 version.
    """

    protocolVersion: str
    product: str
    revision: str
    userAgent: str
    jsVersion: str


class GetBrowserCommandLineReturns(t.TypedDict):
    """What `Browser.getBrowserCommandLine` returns.

    arguments: Commandline parameters
    """

    arguments: t.List[str]


class GetHistogramsReturns(t.TypedDict):
    """What `Browser.getHistograms` returns.

    histograms: Histograms.
    """

    histograms: t.List[Histogram]


class GetHistogramReturns(t.TypedDict):
    """What `Browser.getHistogram` returns.

    histogram: Histogram.
    """

    histogram: Histogram


class GetWindowBoundsReturns(t.TypedDict):
    """What `Browser.getWindowBounds` returns.

    bounds: Bounds information of the window. When window state is 'minimized', the restored
        window position and size are returned.
    """

    bounds: Bounds


class GetWindowForTargetReturns(t.TypedDict):
    """What `Browser.getWindowForTarget` returns.

    windowId: Browser window id.
    bounds: Bounds information of the window. When window state is 'minimized', the restored
        window position and size are returned.
    """

    windowId: WindowID
    bounds: Bounds


class GetGlobalPrivacyControlReturns(t.TypedDict):
    """What `Browser.getGlobalPrivacyControl` returns.

    gpc
    """

    gpc: bool


class SetGlobalPrivacyControlReturns(t.TypedDict):
    """What `Browser.setGlobalPrivacyControl` returns.

    gpc
    """

    gpc: bool


class DownloadWillBeginEvent(t.TypedDict):
    """The parameters of the event `Browser.downloadWillBegin`.

    frameId: Id of the frame that caused the download to begin.
    guid: Global unique identifier of the download.
    url: URL of the resource being downloaded.
    suggestedFilename: Suggested file name of the resource (the actual name of the file saved on
        disk may differ).
    """

    frameId: _page.FrameId
    guid: str
    url: str
    suggestedFilename: str


class _DownloadProgressEventRequired(t.TypedDict):
    guid: str
    totalBytes: float
    receivedBytes: float
    state: t.Literal["inProgress", "completed", "canceled"]


class DownloadProgressEvent(_DownloadProgressEventRequired, total=False):
    """The parameters of the event `Browser.downloadProgress`.

    guid: Global unique identifier of the download.
    totalBytes: Total expected bytes to download.
    receivedBytes: Total bytes received.
    state: Download status.
    filePath (experimental): If download is "completed", provides the path of the downloaded
        file. Depending on the platform, it is not guaranteed to be set, nor the file is
        guaranteed to exist.
    """

    filePath: str


# API status: stable
class BrowserDomain(ProtocolDomain):
    """The Browser domain defines methods and events for browser managing."""

    # API status: experimental
    def set_permission(
        self,
        permission: PermissionDescriptor,
        setting: PermissionSetting,
        *,
        origin: t.Optional[str] = None,
        embedded_origin: t.Optional[str] = None,
        browser_context_id: t.Optional[BrowserContextID] = None,
    ) -> Reply[t.Dict[str, t.Any]]:
        """Set permission settings for given embedding and embedded origins.

        permission: Descriptor of permission to override.
        setting: Setting of the permission.
        origin: Embedding origin the permission applies to, all origins if not specified.
        embedded_origin: Embedded origin the permission applies to. It is ignored unless the
            embedding origin is present and valid. If the embedding origin is provided but
            the embedded origin isn't, the embedding origin is used as the embedded origin.
        browser_context_id: Context to override. When omitted, default browser context is
            used.
        """
        return self._call(
            "Browser.setPermission",
            {
                "permission": permission,
                "setting": setting,
                "origin": origin,
                "embeddedOrigin": embedded_origin,
                "browserContextId": browser_context_id,
            },
        )

    # API status: experimental
    # Deprecated.
    def grant_permissions(
        self,
        permissions: t.List[PermissionType],
        *,
        origin: t.Optional[str] = None,
        browser_context_id: t.Optional[BrowserContextID] = None,
    ) -> Reply[t.Dict[str, t.Any]]:
        """Grant specific permissions to the given origin and reject all others. Deprecated.
        Use
        setPermission instead.

        permissions
        origin: Origin the permission applies to, all origins if not specified.
        browser_context_id: BrowserContext to override permissions. When omitted, default
            browser context is used.
        """
        return self._call(
            "Browser.grantPermissions",
            {
                "permissions": permissions,
                "origin": origin,
                "browserContextId": browser_context_id,
            },
        )

    # API status: stable
    def reset_permissions(
        self,
        *,
        browser_context_id: t.Optional[BrowserContextID] = None,
    ) -> Reply[t.Dict[str, t.Any]]:
        """Reset all permission management for all origins.

        browser_context_id: BrowserContext to reset permissions. When omitted, default
            browser context is used.
        """
        return self._call("Browser.resetPermissions", {"browserContextId": browser_context_id})

    # API status: experimental
    def set_download_behavior(
        self,
        behavior: t.Literal["deny", "allow", "allowAndName", "default"],
        *,
        browser_context_id: t.Optional[BrowserContextID] = None,
        download_path: t.Optional[str] = None,
        events_enabled: t.Optional[bool] = None,
    ) -> Reply[t.Dict[str, t.Any]]:
        """Set the behavior when downloading a file.

        behavior: Whether to allow all or deny all download requests, or use default Chrome
            behavior if available (otherwise deny). |allowAndName| allows download and names
            files according to their download guids.
        browser_context_id: BrowserContext to set download behavior. When omitted, default
            browser context is used.
        download_path: The default path to save downloaded files to. This is required if
            behavior is set to 'allow' or 'allowAndName'.
        events_enabled: Whether to emit download events (defaults to false).
        """
        return self._call(
            "Browser.setDownloadBehavior",
            {
                "behavior": behavior,
                "browserContextId": browser_context_id,
                "downloadPath": download_path,
                "eventsEnabled": events_enabled,
            },
        )

    # API status: experimental
    def cancel_download(
        self,
        guid: str,
        *,
        browser_context_id: t.Optional[BrowserContextID] = None,
    ) -> Reply[t.Dict[str, t.Any]]:
        """Cancel a download if in progress

        guid: Global unique identifier of the download.
        browser_context_id: BrowserContext to perform the action in. When omitted, default
            browser context is used.
        """
        return self._call("Browser.cancelDownload", {"guid": guid, "browserContextId": browser_context_id})

    # API status: stable
    def close(self) -> Reply[t.Dict[str, t.Any]]:
        """Close browser gracefully."""
        return self._call("Browser.close", {})

    # API status: experimental
    def crash(self) -> Reply[t.Dict[str, t.Any]]:
        """Crashes browser on the main thread."""
        return self._call("Browser.crash", {})

    # API status: experimental
    def crash_gpu_process(self) -> Reply[t.Dict[str, t.Any]]:
        """Crashes GPU process."""
        return self._call("Browser.crashGpuProcess", {})

    # API status: stable
    def get_version(self) -> Reply[GetVersionReturns]:
        """Returns version information."""
        return self._call("Browser.getVersion", {})

    # API status: experimental
    def get_browser_command_line(self) -> Reply[GetBrowserCommandLineReturns]:
        """Returns the command line switches for the browser process if, and only if
        --enable-automation is on the commandline.
        """
        return self._call("Browser.getBrowserCommandLine", {})

    # API status: experimental
    def add_mock_camera(self, device_id: str) -> Reply[t.Dict[str, t.Any]]:
        """Adds or updates a mock camera in the shared video capture device list for
        test automation. The mock camera is not scoped to a particular page or
        frame and is removed when the DevTools session that created it disconnects.

        device_id: Required non-empty identifier for the mock camera. This is mapped to an
            internal virtual-device identifier and is not the MediaDeviceInfo.deviceId
            exposed to the page.
        """
        return self._call("Browser.addMockCamera", {"deviceId": device_id})

    # API status: experimental
    def get_histograms(
        self,
        *,
        query: t.Optional[str] = None,
        delta: t.Optional[bool] = None,
    ) -> Reply[GetHistogramsReturns]:
        """Get Chrome histograms.

        query: Requested substring in name. Only histograms which have query as a substring
            in their name are extracted. An empty or absent query returns all histograms.
        delta: If true, retrieve delta since last delta call.
        """
        return self._call("Browser.getHistograms", {"query": query, "delta": delta})

    # API status: experimental
    def get_histogram(self, name: str, *, delta: t.Optional[bool] = None) -> Reply[GetHistogramReturns]:
        """Get a Chrome histogram by name.

        name: Requested histogram name.
        delta: If true, retrieve delta since last delta call.
        """
        return self._call("Browser.getHistogram", {"name": name, "delta": delta})

    # API status: experimental
    def get_window_bounds(self, window_id: WindowID) -> Reply[GetWindowBoundsReturns]:
        """Get position and size of the browser window.

        window_id: Browser window id.
        """
        return self._call("Browser.getWindowBounds", {"windowId": window_id})

    # API status: experimental
    def get_window_for_target(
        self,
        *,
        target_id: t.Optional[_target.TargetID] = None,
    ) -> Reply[GetWindowForTargetReturns]:
        """Get the browser window that contains the devtools target.

        target_id: Devtools agent host id. If called as a part of the session, associated
            targetId is used.
        """
        return self._call("Browser.getWindowForTarget", {"targetId": target_id})

    # API status: experimental
    def set_window_bounds(self, window_id: WindowID, bounds: Bounds) -> Reply[t.Dict[str, t.Any]]:
        """Set position and/or size of the browser window.

        window_id: Browser window id.
        bounds: New window bounds. The 'minimized', 'maximized' and 'fullscreen' states
            cannot be combined with 'left', 'top', 'width' or 'height'. Leaves unspecified
            fields unchanged.
        """
        return self._call("Browser.setWindowBounds", {"windowId": window_id, "bounds": bounds})

    # API status: experimental
    def set_contents_size(
        self,
        window_id: WindowID,
        *,
        width: t.Optional[int] = None,
        height: t.Optional[int] = None,
    ) -> Reply[t.Dict[str, t.Any]]:
        """Set size of the browser contents resizing browser window as necessary.

        window_id: Browser window id.
        width: The window contents width in DIP. Assumes current width if omitted. Must be
            specified if 'height' is omitted.
        height: The window contents height in DIP. Assumes current height if omitted. Must
            be specified if 'width' is omitted.
        """
        return self._call("Browser.setContentsSize", {"windowId": window_id, "width": width, "height": height})

    # API status: experimental
    def set_dock_tile(
        self,
        *,
        badge_label: t.Optional[str] = None,
        image: t.Optional[str] = None,
    ) -> Reply[t.Dict[str, t.Any]]:
        """Set dock tile details, platform-specific.

        badge_label
        image: Png encoded image.
        """
        return self._call("Browser.setDockTile", {"badgeLabel": badge_label, "image": image})

    # API status: experimental
    def execute_browser_command(self, command_id: BrowserCommandId) -> Reply[t.Dict[str, t.Any]]:
        """Invoke custom browser commands used by telemetry.

        command_id
        """
        return self._call("Browser.executeBrowserCommand", {"commandId": command_id})

    # API status: stable
    def add_privacy_sandbox_enrollment_override(self, url: str) -> Reply[t.Dict[str, t.Any]]:
        """Allows a site to use privacy sandbox features that require enrollment
        without the site actually being enrolled. Only supported on page targets.

        url
        """
        return self._call("Browser.addPrivacySandboxEnrollmentOverride", {"url": url})

    # API status: experimental
    def get_global_privacy_control(self) -> Reply[GetGlobalPrivacyControlReturns]:
        """Gets the current globally-applied privacy control status
        See https://www.w3.org/TR/gpc/#get-global-privacy-control
        """
        return self._call("Browser.getGlobalPrivacyControl", {})

    # API status: experimental
    def set_global_privacy_control(self, gpc: bool) -> Reply[SetGlobalPrivacyControlReturns]:
        """Sets and then gets the current globally-applied privacy control status
        See https://www.w3.org/TR/gpc/#set-global-privacy-control

        gpc
        """
        return self._call("Browser.setGlobalPrivacyControl", {"gpc": gpc})

    # API status: experimental
    @property
    def download_will_begin(self) -> EventSource[DownloadWillBeginEvent]:
        """Fired when page is about to start a download."""
        return self._event("Browser.downloadWillBegin")

    # API status: experimental
    @property
    def download_progress(self) -> EventSource[DownloadProgressEvent]:
        """Fired when download makes progress. Last call has |done| == true."""
        return self._event("Browser.downloadProgress")
