"""The domain Page of the Chrome DevTools Protocol."""

# Written by generate_protocol; do not edit.

from __future__ import annotations

import typing as t

from ..domain import ProtocolDomain
from ..event_source import EventSource
from ..reply import Reply

if t.TYPE_CHECKING:
    from . import debugger as _debugger
    from . import dom as _dom
    from . import emulation as _emulation
    from . import io as _io
    from . import network as _network
    from . import runtime as _runtime

# API status: stable
# Unique frame identifier.
FrameId = str

# API status: experimental
# Indicates whether a frame has been identified as an ad.
AdFrameType = t.Literal["none", "child", "root"]

# API status: experimental
AdFrameExplanation = t.Literal["ParentIsAd", "CreatedByAdScript", "MatchedBlockingRule"]


class _AdFrameStatusRequired(t.TypedDict):
    adFrameType: AdFrameType


# API status: experimental
class AdFrameStatus(_AdFrameStatusRequired, total=False):
    """Indicates whether a frame has been identified as an ad and why.

    adFrameType
    explanations
    """

    explanations: t.List[AdFrameExplanation]


# API status: experimental
# Indicates whether the frame is a secure context and why it is the case.
SecureContextType = t.Literal["Secure", "SecureLocalhost", "InsecureScheme", "InsecureAncestor"]

# API status: experimental
# Indicates whether the frame is cross-origin isolated and why it is the case.
CrossOriginIsolatedContextType = t.Literal["Isolated", "NotIsolated", "NotIsolatedFeatureDisabled"]

# API status: experimental
GatedAPIFeatures = t.Literal[
    "SharedArrayBuffers",
    "SharedArrayBuffersTransferAllowed",
    "PerformanceMeasureMemory",
    "PerformanceProfile",
]

# API status: experimental
# All Permissions Policy features. This enum should match the one defined
# in services/network/public/cpp/permissions_policy/permissions_policy_features.json5.
# LINT.IfChange(PermissionsPolicyFeature)
PermissionsPolicyFeature = t.Literal[
    "accelerometer",
    "all-screens-capture",
    "ambient-light-sensor",
    "aria-notify",
    "autofill",
    "autoplay",
    "bluetooth",
    "browsing-topics",
    "camera",
    "captured-surface-control",
    "ch-dpr",
    "ch-device-memory",
    "ch-downlink",
    "ch-ect",
    "ch-prefers-color-scheme",
    "ch-prefers-reduced-motion",
    "ch-prefers-reduced-transparency",
    "ch-rtt",
    "ch-save-data",
    "ch-ua",
    "ch-ua-arch",
    "ch-ua-bitness",
    "ch-ua-high-entropy-values",
    "ch-ua-platform",
    "ch-ua-model",
    "ch-ua-mobile",
    "ch-ua-form-factors",
    "ch-ua-full-version",
    "ch-ua-full-version-list",
    "ch-ua-platform-version",
    "ch-ua-wow64",
    "ch-viewport-height",
    "ch-viewport-width",
    "ch-width",
    "clipboard-read",
    "clipboard-write",
    "compute-pressure",
    "controlled-frame",
    "cross-origin-isolated",
    "deferred-fetch",
    "deferred-fetch-minimal",
    "device-attributes",
    "digital-credentials-create",
    "digital-credentials-get",
    "direct-sockets",
    "direct-sockets-multicast",
    "display-capture",
    "document-domain",
    "encrypted-media",
    "execution-while-out-of-viewport",
    "execution-while-not-rendered",
    "focus-without-user-activation",
    "fullscreen",
    "frobulate",
    "gamepad",
    "geolocation",
    "gyroscope",
    "haptics",
    "hid",
    "identity-credentials-get",
    "idle-detection",
    "interest-cohort",
    "keyboard-map",
    "language-detector",
    "language-model",
    "local-fonts",
    "local-network",
    "local-network-access",
    "loopback-network",
    "magnetometer",
    "manual-text",
    "media-playback-while-not-visible",
    "microphone",
    "midi",
    "on-device-speech-recognition",
    "otp-credentials",
    "payment",
    "picture-in-picture",
    "private-state-token-issuance",
    "private-state-token-redemption",
    "publickey-credentials-create",
    "publickey-credentials-get",
    "publickey-credentials-remote-client-data-json",
    "rewriter",
    "screen-wake-lock",
    "serial",
    "shared-storage",
    "shared-storage-select-url",
    "smart-card",
    "speaker-selection",
    "storage-access",
    "sub-apps",
    "summarizer",
    "sync-xhr",
    "tools",
    "translator",
    "unload",
    "usb",
    "usb-unrestricted",
    "vertical-scroll",
    "web-app-installation",
    "webnn",
    "web-printing",
    "web-share",
    "window-management",
    "writer",
    "xr-spatial-tracking",
]

# API status: experimental
# Reason for a permissions policy feature to be disabled.
PermissionsPolicyBlockReason = t.Literal["Header", "IframeAttribute", "InFencedFrameTree", "InIsolatedApp"]


# API status: experimental
class PermissionsPolicyBlockLocator(t.TypedDict):
    """The type `Page.PermissionsPolicyBlockLocator`.

    frameId
    blockReason
    """

    frameId: FrameId
    blockReason: PermissionsPolicyBlockReason


class _PermissionsPolicyFeatureStateRequired(t.TypedDict):
    feature: PermissionsPolicyFeature
    allowed: bool


# API status: experimental
class PermissionsPolicyFeatureState(_PermissionsPolicyFeatureStateRequired, total=False):
    """The type `Page.PermissionsPolicyFeatureState`.

    feature
    allowed
    locator
    """

    locator: PermissionsPolicyBlockLocator


# API status: experimental
# Origin Trial(https://www.chromium.org/blink/origin-trials) support.
# Status for an Origin Trial token.
OriginTrialTokenStatus = t.Literal[
    "Success",
    "NotSupported",
    "Insecure",
    "Expired",
    "WrongOrigin",
    "InvalidSignature",
    "Malformed",
    "WrongVersion",
    "FeatureDisabled",
    "TokenDisabled",
    "FeatureDisabledForUser",
    "UnknownTrial",
]

# API status: experimental
# Status for an Origin Trial.
OriginTrialStatus = t.Literal["Enabled", "ValidTokenNotProvided", "OSNotSupported", "TrialNotAllowed"]

# API status: experimental
OriginTrialUsageRestriction = t.Literal["None", "Subset"]


# API status: experimental
class OriginTrialToken(t.TypedDict):
    """The type `Page.OriginTrialToken`.

    origin
    matchSubDomains
    trialName
    expiryTime
    isThirdParty
    usageRestriction
    """

    origin: str
    matchSubDomains: bool
    trialName: str
    expiryTime: _network.TimeSinceEpoch
    isThirdParty: bool
    usageRestriction: OriginTrialUsageRestriction


class _OriginTrialTokenWithStatusRequired(t.TypedDict):
    rawTokenText: str
    status: OriginTrialTokenStatus


# API status: experimental
class OriginTrialTokenWithStatus(_OriginTrialTokenWithStatusRequired, total=False):
    """The type `Page.OriginTrialTokenWithStatus`.

    rawTokenText
    parsedToken: `parsedToken` is present only when the token is extractable and parsable.
    status
    """

    parsedToken: OriginTrialToken


# API status: experimental
class OriginTrial(t.TypedDict):
    """The type `Page.OriginTrial`.

    trialName
    status
    tokensWithStatus
    """

    trialName: str
    status: OriginTrialStatus
    tokensWithStatus: t.List[OriginTrialTokenWithStatus]


# API status: experimental
class SecurityOriginDetails(t.TypedDict):
    """Additional information about the frame document's security origin.

    isLocalhost: Indicates whether the frame document's security origin is one of the local
        hostnames (e.g. "localhost") or IP addresses (IPv4 127.0.0.0/8 or IPv6 ::1).
    """

    isLocalhost: bool


class _FrameRequired(t.TypedDict):
    id: FrameId
    loaderId: _network.LoaderId
    url: str
    domainAndRegistry: str
    securityOrigin: str
    mimeType: str
    secureContextType: SecureContextType
    crossOriginIsolatedContextType: CrossOriginIsolatedContextType
    gatedAPIFeatures: t.List[GatedAPIFeatures]


# API status: stable
class Frame(_FrameRequired, total=False):
    """Information about the Frame on the page.

    id: Frame unique identifier.
    parentId: Parent frame identifier.
    loaderId: Identifier of the loader associated with this frame.
    name: Frame's name as specified in the tag.
    url: Frame document's URL without fragment.
    urlFragment (experimental): Frame document's URL fragment including the '#'.
    domainAndRegistry (experimental): Frame document's registered domain, taking the public
        suffixes list into account. Extracted from the Frame's url. Example URLs:
        http://www.google.com/file.html -> "google.com" http://a.b.co.uk/file.html -> "b.co.uk"
    securityOrigin: Frame document's security origin.
    securityOriginDetails (experimental): Additional details about the frame document's security
        origin.
    mimeType: Frame document's mimeType as determined by the browser.
    unreachableUrl (experimental): If the frame failed to load, this contains the URL that could
        not be loaded. Note that unlike url above, this URL may contain a fragment.
    adFrameStatus (experimental): Indicates whether this frame was tagged as an ad and why.
    secureContextType (experimental): Indicates whether the main document is a secure context
        and explains why that is the case.
    crossOriginIsolatedContextType (experimental): Indicates whether this is a cross origin
        isolated context.
    gatedAPIFeatures (experimental): Indicated which gated APIs / features are available.
    """

    parentId: FrameId
    name: str
    urlFragment: str
    securityOriginDetails: SecurityOriginDetails
    unreachableUrl: str
    adFrameStatus: AdFrameStatus


class _FrameResourceRequired(t.TypedDict):
    url: str
    type: _network.ResourceType
    mimeType: str


# API status: experimental
class FrameResource(_FrameResourceRequired, total=False):
    """Information about the Resource on the page.

    url: Resource URL.
    type: Type of this resource.
    mimeType: Resource mimeType as determined by the browser.
    lastModified: last-modified timestamp as reported by server.
    contentSize: Resource content size.
    failed: True if the resource failed to load.
    canceled: True if the resource was canceled during loading.
    """

    lastModified: _network.TimeSinceEpoch
    contentSize: float
    failed: bool
    canceled: bool


class _FrameResourceTreeRequired(t.TypedDict):
    frame: Frame
    resources: t.List[FrameResource]


# API status: experimental
class FrameResourceTree(_FrameResourceTreeRequired, total=False):
    """Information about the Frame hierarchy along with their cached resources.

    frame: Frame information for this tree item.
    childFrames: Child frames.
    resources: Information about frame resources.
    """

    childFrames: t.List[FrameResourceTree]


class _FrameTreeRequired(t.TypedDict):
    frame: Frame


# API status: stable
class FrameTree(_FrameTreeRequired, total=False):
    """Information about the Frame hierarchy.

    frame: Frame information for this tree item.
    childFrames: Child frames.
    """

    childFrames: t.List[FrameTree]


# API status: stable
# Unique script identifier.
ScriptIdentifier = str

# API status: stable
# Transition type.
TransitionType = t.Literal[
    "link",
    "typed",
    "address_bar",
    "auto_bookmark",
    "auto_subframe",
    "manual_subframe",
    "generated",
    "auto_toplevel",
    "form_submit",
    "reload",
    "keyword",
    "keyword_generated",
    "other",
]


# API status: stable
class NavigationEntry(t.TypedDict):
    """Navigation history entry.

    id: Unique id of the navigation history entry.
    url: URL of the navigation history entry.
    userTypedURL: URL that the user typed in the url bar.
    title: Title of the navigation history entry.
    transitionType: Transition type.
    """

    id: int
    url: str
    userTypedURL: str
    title: str
    transitionType: TransitionType


class _ScreencastFrameMetadataRequired(t.TypedDict):
    offsetTop: float
    pageScaleFactor: float
    deviceWidth: float
    deviceHeight: float
    scrollOffsetX: float
    scrollOffsetY: float


# API status: experimental
class ScreencastFrameMetadata(_ScreencastFrameMetadataRequired, total=False):
    """Screencast frame metadata.

    offsetTop: Top offset in DIP.
    pageScaleFactor: Page scale factor.
    deviceWidth: Device screen width in DIP.
    deviceHeight: Device screen height in DIP.
    scrollOffsetX: Position of horizontal scroll in CSS pixels.
    scrollOffsetY: Position of vertical scroll in CSS pixels.
    timestamp: Frame swap timestamp.
    monotonicTimestamp: Frame swap timestamp as monotonic time.
    """

    timestamp: _network.TimeSinceEpoch
    monotonicTimestamp: _network.MonotonicTime


# API status: stable
# Javascript dialog type.
DialogType = t.Literal["alert", "confirm", "prompt", "beforeunload"]


# API status: stable
class AppManifestError(t.TypedDict):
    """Error while paring app manifest.

    message: Error message.
    critical: If critical, this is a non-recoverable parse error.
    line: Error line.
    column: Error column.
    """

    message: str
    critical: int
    line: int
    column: int


# API status: experimental
class AppManifestParsedProperties(t.TypedDict):
    """Parsed app manifest properties.

    scope: Computed scope value
    """

    scope: str


# API status: stable
class LayoutViewport(t.TypedDict):
    """Layout viewport position and dimensions.

    pageX: Horizontal offset relative to the document (CSS pixels).
    pageY: Vertical offset relative to the document (CSS pixels).
    clientWidth: Width (CSS pixels), excludes scrollbar if present.
    clientHeight: Height (CSS pixels), excludes scrollbar if present.
    """

    pageX: int
    pageY: int
    clientWidth: int
    clientHeight: int


class _VisualViewportRequired(t.TypedDict):
    offsetX: float
    offsetY: float
    pageX: float
    pageY: float
    clientWidth: float
    clientHeight: float
    scale: float


# API status: stable
class VisualViewport(_VisualViewportRequired, total=False):
    """Visual viewport position, dimensions, and scale.

    offsetX: Horizontal offset relative to the layout viewport (CSS pixels).
    offsetY: Vertical offset relative to the layout viewport (CSS pixels).
    pageX: Horizontal offset relative to the document (CSS pixels).
    pageY: Vertical offset relative to the document (CSS pixels).
    clientWidth: Width (CSS pixels), excludes scrollbar if present.
    clientHeight: Height (CSS pixels), excludes scrollbar if present.
    scale: Scale relative to the ideal viewport (size at width=device-width).
    zoom: Page zoom factor (CSS to device independent pixels ratio).
    """

    zoom: float


# API status: stable
class Viewport(t.TypedDict):
    """Viewport for capturing screenshot.

    x: X offset in device independent pixels (dip).
    y: Y offset in device independent pixels (dip).
    width: Rectangle width in device independent pixels (dip).
    height: Rectangle height in device independent pixels (dip).
    scale: Page scale factor.
    """

    x: float
    y: float
    width: float
    height: float
    scale: float


# API status: experimental
class FontFamilies(t.TypedDict, total=False):
    """Generic font families collection.

    standard: The standard font-family.
    fixed: The fixed font-family.
    serif: The serif font-family.
    sansSerif: The sansSerif font-family.
    cursive: The cursive font-family.
    fantasy: The fantasy font-family.
    math: The math font-family.
    """

    standard: str
    fixed: str
    serif: str
    sansSerif: str
    cursive: str
    fantasy: str
    math: str


# API status: experimental
class ScriptFontFamilies(t.TypedDict):
    """Font families collection for a script.

    script: Name of the script which these font families are defined for.
    fontFamilies: Generic font families collection for the script.
    """

    script: str
    fontFamilies: FontFamilies


# API status: experimental
class FontSizes(t.TypedDict, total=False):
    """Default font sizes.

    standard: Default standard font size.
    fixed: Default fixed font size.
    """

    standard: int
    fixed: int


# API status: experimental
ClientNavigationReason = t.Literal[
    "anchorClick",
    "formSubmissionGet",
    "formSubmissionPost",
    "httpHeaderRefresh",
    "initialFrameNavigation",
    "metaTagRefresh",
    "other",
    "pageBlockInterstitial",
    "reload",
    "scriptInitiated",
]

# API status: experimental
ClientNavigationDisposition = t.Literal["currentTab", "newTab", "newWindow", "download"]


# API status: experimental
class InstallabilityErrorArgument(t.TypedDict):
    """The type `Page.InstallabilityErrorArgument`.

    name: Argument name (e.g. name:'minimum-icon-size-in-pixels').
    value: Argument value (e.g. value:'64').
    """

    name: str
    value: str


# API status: experimental
class InstallabilityError(t.TypedDict):
    """The installability error

    errorId: The error id (e.g. 'manifest-missing-suitable-icon').
    errorArguments: The list of error arguments (e.g. {name:'minimum-icon-size-in-pixels',
        value:'64'}).
    """

    errorId: str
    errorArguments: t.List[InstallabilityErrorArgument]


# API status: experimental
# The referring-policy used for the navigation.
ReferrerPolicy = t.Literal[
    "noReferrer",
    "noReferrerWhenDowngrade",
    "origin",
    "originWhenCrossOrigin",
    "sameOrigin",
    "strictOrigin",
    "strictOriginWhenCrossOrigin",
    "unsafeUrl",
]


class _CompilationCacheParamsRequired(t.TypedDict):
    url: str


# API status: experimental
class CompilationCacheParams(_CompilationCacheParamsRequired, total=False):
    """Per-script compilation cache parameters for `Page.produceCompilationCache`

    url: The URL of the script to produce a compilation cache entry for.
    eager: A hint to the backend whether eager compilation is recommended. (the actual
        compilation mode used is upon backend discretion).
    """

    eager: bool


# API status: experimental
class FileFilter(t.TypedDict, total=False):
    """The type `Page.FileFilter`.

    name
    accepts
    """

    name: str
    accepts: t.List[str]


class _FileHandlerRequired(t.TypedDict):
    action: str
    name: str
    launchType: str


# API status: experimental
class FileHandler(_FileHandlerRequired, total=False):
    """The type `Page.FileHandler`.

    action
    name
    accepts: Mimic a map, name is the key, accepts is the value.
    launchType: Won't repeat the enums, using string for easy comparison. Same as the other
        enums below.
    """

    accepts: t.List[FileFilter]


class _ImageResourceRequired(t.TypedDict):
    url: str


# API status: experimental
class ImageResource(_ImageResourceRequired, total=False):
    """The image definition used in both icon and screenshot.

    url: The src field in the definition, but changing to url in favor of consistency.
    sizes
    type
    """

    sizes: str
    type: str


# API status: experimental
class LaunchHandler(t.TypedDict):
    """The type `Page.LaunchHandler`.

    clientMode
    """

    clientMode: str


# API status: experimental
class ProtocolHandler(t.TypedDict):
    """The type `Page.ProtocolHandler`.

    protocol
    url
    """

    protocol: str
    url: str


class _RelatedApplicationRequired(t.TypedDict):
    url: str


# API status: experimental
class RelatedApplication(_RelatedApplicationRequired, total=False):
    """The type `Page.RelatedApplication`.

    id
    url
    """

    id: str


# API status: experimental
class ScopeExtension(t.TypedDict):
    """The type `Page.ScopeExtension`.

    origin: Instead of using tuple, this field always returns the serialized string for easy
        understanding and comparison.
    hasOriginWildcard
    """

    origin: str
    hasOriginWildcard: bool


class _ScreenshotRequired(t.TypedDict):
    image: ImageResource
    formFactor: str


# API status: experimental
class Screenshot(_ScreenshotRequired, total=False):
    """The type `Page.Screenshot`.

    image
    formFactor
    label
    """

    label: str


class _ShareTargetRequired(t.TypedDict):
    action: str
    method: str
    enctype: str


# API status: experimental
class ShareTarget(_ShareTargetRequired, total=False):
    """The type `Page.ShareTarget`.

    action
    method
    enctype
    title: Embed the ShareTargetParams
    text
    url
    files
    """

    title: str
    text: str
    url: str
    files: t.List[FileFilter]


# API status: experimental
class Shortcut(t.TypedDict):
    """The type `Page.Shortcut`.

    name
    url
    """

    name: str
    url: str


# API status: experimental
class WebAppManifest(t.TypedDict, total=False):
    """The type `Page.WebAppManifest`.

    backgroundColor
    description: The extra description provided by the manifest.
    dir
    display
    displayOverrides: The overrided display mode controlled by the user.
    fileHandlers: The handlers to open files.
    icons
    id
    lang
    launchHandler: TODO(crbug.com/1231886): This field is non-standard and part of a Chrome
        experiment. See: https://github.com/WICG/web-app-launch/blob/main/launch_handler.md
    name
    orientation
    preferRelatedApplications
    protocolHandlers: The handlers to open protocols.
    relatedApplications
    scope
    scopeExtensions: Non-standard, see
        https://github.com/WICG/manifest-incubations/blob/gh-pages/scope_extensions-explainer.md
    screenshots: The screenshots used by chromium.
    shareTarget
    shortName
    shortcuts
    startUrl
    themeColor
    """

    backgroundColor: str
    description: str
    dir: str
    display: str
    displayOverrides: t.List[str]
    fileHandlers: t.List[FileHandler]
    icons: t.List[ImageResource]
    id: str
    lang: str
    launchHandler: LaunchHandler
    name: str
    orientation: str
    preferRelatedApplications: bool
    protocolHandlers: t.List[ProtocolHandler]
    relatedApplications: t.List[RelatedApplication]
    scope: str
    scopeExtensions: t.List[ScopeExtension]
    screenshots: t.List[Screenshot]
    shareTarget: ShareTarget
    shortName: str
    shortcuts: t.List[Shortcut]
    startUrl: str
    themeColor: str


# API status: stable
class SubApp(t.TypedDict):
    """The type `Page.SubApp`.

    name: Display name of the sub-app.
    scope: Scope of the sub-app.
    manifestId: Manifest id of the sub-app.
    startUrl: Start URL of the sub-app.
    """

    name: str
    scope: str
    manifestId: str
    startUrl: str


# API status: experimental
# The type of a frameNavigated event.
NavigationType = t.Literal["Navigation", "BackForwardCacheRestore"]

# API status: experimental
# List of not restored reasons for back-forward cache.
BackForwardCacheNotRestoredReason = t.Literal[
    "NotPrimaryMainFrame",
    "BackForwardCacheDisabled",
    "RelatedActiveContentsExist",
    "HTTPStatusNotOK",
    "SchemeNotHTTPOrHTTPS",
    "Loading",
    "WasGrantedMediaAccess",
    "DisableForRenderFrameHostCalled",
    "DomainNotAllowed",
    "HTTPMethodNotGET",
    "SubframeIsNavigating",
    "Timeout",
    "CacheLimit",
    "JavaScriptExecution",
    "RendererProcessKilled",
    "RendererProcessCrashed",
    "SchedulerTrackedFeatureUsed",
    "ConflictingBrowsingInstance",
    "CacheFlushed",
    "ServiceWorkerVersionActivation",
    "SessionRestored",
    "ServiceWorkerPostMessage",
    "EnteredBackForwardCacheBeforeServiceWorkerHostAdded",
    "RenderFrameHostReused_SameSite",
    "RenderFrameHostReused_CrossSite",
    "ServiceWorkerClaim",
    "IgnoreEventAndEvict",
    "HaveInnerContents",
    "TimeoutPuttingInCache",
    "BackForwardCacheDisabledByLowMemory",
    "BackForwardCacheDisabledByCommandLine",
    "NetworkRequestDatapipeDrainedAsBytesConsumer",
    "NetworkRequestRedirected",
    "NetworkRequestTimeout",
    "NetworkExceedsBufferLimit",
    "NavigationCancelledWhileRestoring",
    "NotMostRecentNavigationEntry",
    "BackForwardCacheDisabledForPrerender",
    "UserAgentOverrideDiffers",
    "ForegroundCacheLimit",
    "ForwardCacheDisabled",
    "BrowsingInstanceNotSwapped",
    "BackForwardCacheDisabledForDelegate",
    "UnloadHandlerExistsInMainFrame",
    "UnloadHandlerExistsInSubFrame",
    "ServiceWorkerUnregistration",
    "CacheControlNoStore",
    "CacheControlNoStoreCookieModified",
    "CacheControlNoStoreHTTPOnlyCookieModified",
    "NoResponseHead",
    "Unknown",
    "ActivationNavigationsDisallowedForBug1234857",
    "ErrorDocument",
    "FencedFramesEmbedder",
    "CookieDisabled",
    "HTTPAuthRequired",
    "CookieFlushed",
    "BroadcastChannelOnMessage",
    "WebViewSettingsChanged",
    "WebViewJavaScriptObjectChanged",
    "WebViewMessageListenerInjected",
    "WebViewSafeBrowsingAllowlistChanged",
    "WebViewDocumentStartJavascriptChanged",
    "WebSocket",
    "WebTransport",
    "WebRTC",
    "MainResourceHasCacheControlNoStore",
    "MainResourceHasCacheControlNoCache",
    "SubresourceHasCacheControlNoStore",
    "SubresourceHasCacheControlNoCache",
    "ContainsPlugins",
    "DocumentLoaded",
    "OutstandingNetworkRequestOthers",
    "RequestedMIDIPermission",
    "RequestedAudioCapturePermission",
    "RequestedVideoCapturePermission",
    "RequestedBackForwardCacheBlockedSensors",
    "RequestedBackgroundWorkPermission",
    "BroadcastChannel",
    "WebXR",
    "SharedWorker",
    "SharedWorkerMessage",
    "SharedWorkerWithNoActiveClient",
    "WebLocks",
    "WebLocksContention",
    "WebHID",
    "WebBluetooth",
    "WebShare",
    "RequestedStorageAccessGrant",
    "WebNfc",
    "OutstandingNetworkRequestFetch",
    "OutstandingNetworkRequestXHR",
    "AppBanner",
    "Printing",
    "WebDatabase",
    "PictureInPicture",
    "SpeechRecognizer",
    "IdleManager",
    "PaymentManager",
    "SpeechSynthesis",
    "KeyboardLock",
    "WebOTPService",
    "OutstandingNetworkRequestDirectSocket",
    "InjectedJavascript",
    "InjectedStyleSheet",
    "KeepaliveRequest",
    "IndexedDBEvent",
    "Dummy",
    "JsNetworkRequestReceivedCacheControlNoStoreResource",
    "WebRTCUsedWithCCNS",
    "WebTransportUsedWithCCNS",
    "WebSocketUsedWithCCNS",
    "SmartCard",
    "LiveMediaStreamTrack",
    "UnloadHandler",
    "ParserAborted",
    "ContentSecurityHandler",
    "ContentWebAuthenticationAPI",
    "ContentFileChooser",
    "ContentSerial",
    "ContentFileSystemAccess",
    "ContentMediaDevicesDispatcherHost",
    "ContentWebBluetooth",
    "ContentWebUSB",
    "ContentMediaSessionService",
    "ContentScreenReader",
    "ContentDiscarded",
    "EmbedderPopupBlockerTabHelper",
    "EmbedderSafeBrowsingTriggeredPopupBlocker",
    "EmbedderSafeBrowsingThreatDetails",
    "EmbedderAppBannerManager",
    "EmbedderDomDistillerViewerSource",
    "EmbedderDomDistillerSelfDeletingRequestDelegate",
    "EmbedderOomInterventionTabHelper",
    "EmbedderOfflinePage",
    "EmbedderChromePasswordManagerClientBindCredentialManager",
    "EmbedderPermissionRequestManager",
    "EmbedderModalDialog",
    "EmbedderExtensions",
    "EmbedderExtensionMessaging",
    "EmbedderExtensionMessagingForOpenPort",
    "EmbedderExtensionSentMessageToCachedFrame",
    "EmbedderExtensionFrame",
    "EmbedderPrivilegedWebContents",
    "RequestedByWebViewClient",
    "PostMessageByWebViewClient",
    "CacheControlNoStoreDeviceBoundSessionTerminated",
    "CacheLimitPrunedOnModerateMemoryPressure",
    "CacheLimitPrunedOnCriticalMemoryPressure",
]

# API status: experimental
# Types of not restored reasons for back-forward cache.
BackForwardCacheNotRestoredReasonType = t.Literal["SupportPending", "PageSupportNeeded", "Circumstantial"]


class _BackForwardCacheBlockingDetailsRequired(t.TypedDict):
    lineNumber: int
    columnNumber: int


# API status: experimental
class BackForwardCacheBlockingDetails(_BackForwardCacheBlockingDetailsRequired, total=False):
    """The type `Page.BackForwardCacheBlockingDetails`.

    url: Url of the file where blockage happened. Optional because of tests.
    function: Function name where blockage happened. Optional because of anonymous functions and
        tests.
    lineNumber: Line number in the script (0-based).
    columnNumber: Column number in the script (0-based).
    """

    url: str
    function: str


class _BackForwardCacheNotRestoredExplanationRequired(t.TypedDict):
    type: BackForwardCacheNotRestoredReasonType
    reason: BackForwardCacheNotRestoredReason


# API status: experimental
class BackForwardCacheNotRestoredExplanation(_BackForwardCacheNotRestoredExplanationRequired, total=False):
    """The type `Page.BackForwardCacheNotRestoredExplanation`.

    type: Type of the reason
    reason: Not restored reason
    context: Context associated with the reason. The meaning of this context is dependent on the
        reason: - EmbedderExtensionSentMessageToCachedFrame: the extension ID.
    details
    """

    context: str
    details: t.List[BackForwardCacheBlockingDetails]


# API status: experimental
class BackForwardCacheNotRestoredExplanationTree(t.TypedDict):
    """The type `Page.BackForwardCacheNotRestoredExplanationTree`.

    url: URL of each frame
    explanations: Not restored reasons of each frame
    children: Array of children frame
    """

    url: str
    explanations: t.List[BackForwardCacheNotRestoredExplanation]
    children: t.List[BackForwardCacheNotRestoredExplanationTree]


class AddScriptToEvaluateOnLoadReturns(t.TypedDict):
    """What `Page.addScriptToEvaluateOnLoad` returns.

    identifier: Identifier of the added script.
    """

    identifier: ScriptIdentifier


class AddScriptToEvaluateOnNewDocumentReturns(t.TypedDict):
    """What `Page.addScriptToEvaluateOnNewDocument` returns.

    identifier: Identifier of the added script.
    """

    identifier: ScriptIdentifier


class CaptureScreenshotReturns(t.TypedDict):
    """What `Page.captureScreenshot` returns.

    data: Base64-encoded image data.
    """

    data: str


class CaptureSnapshotReturns(t.TypedDict):
    """What `Page.captureSnapshot` returns.

    data: Serialized page data.
    """

    data: str


class CreateIsolatedWorldReturns(t.TypedDict):
    """What `Page.createIsolatedWorld` returns.

    executionContextId: Execution context of the isolated world.
    """

    executionContextId: _runtime.ExecutionContextId


class _GetAppManifestReturnsRequired(t.TypedDict):
    url: str
    errors: t.List[AppManifestError]
    manifest: WebAppManifest


class GetAppManifestReturns(_GetAppManifestReturnsRequired, total=False):
    """What `Page.getAppManifest` returns.

    url: Manifest location.
    errors
    data: Manifest content.
    parsed (experimental) (deprecated): Parsed manifest properties. Deprecated, use manifest
        instead.
    manifest (experimental)
    """

    data: str
    parsed: AppManifestParsedProperties


class GetInstallabilityErrorsReturns(t.TypedDict):
    """What `Page.getInstallabilityErrors` returns.

    installabilityErrors
    """

    installabilityErrors: t.List[InstallabilityError]


class GetManifestIconsReturns(t.TypedDict, total=False):
    """What `Page.getManifestIcons` returns.

    primaryIcon
    """

    primaryIcon: str


class GetAppIdReturns(t.TypedDict, total=False):
    """What `Page.getAppId` returns.

    appId: App id, either from manifest's id attribute or computed from start_url
    recommendedId: Recommendation for manifest's id attribute to match current id computed from
        start_url
    bundleId: The bundle ID for an Isolated Web App (IWA)
    parentAppName: The name of the parent app if this app is a Sub-App
    """

    appId: str
    recommendedId: str
    bundleId: str
    parentAppName: str


class GetSubAppsReturns(t.TypedDict):
    """What `Page.getSubApps` returns.

    subApps
    """

    subApps: t.List[SubApp]


class GetSiblingSubAppsReturns(t.TypedDict):
    """What `Page.getSiblingSubApps` returns.

    subApps
    """

    subApps: t.List[SubApp]


class GetAdScriptAncestryReturns(t.TypedDict, total=False):
    """What `Page.getAdScriptAncestry` returns.

    adScriptAncestry: The ancestry chain of ad script identifiers leading to this frame's
        creation, along with the root script's filterlist rule. The ancestry chain is ordered
        from the most immediate script (in the frame creation stack) to more distant ancestors
        (that created the immediately preceding script). Only sent if frame is labelled as an ad
        and ids are available.
    """

    adScriptAncestry: _network.AdAncestry


class GetFrameTreeReturns(t.TypedDict):
    """What `Page.getFrameTree` returns.

    frameTree: Present frame tree structure.
    """

    frameTree: FrameTree


class GetLayoutMetricsReturns(t.TypedDict):
    """What `Page.getLayoutMetrics` returns.

    layoutViewport (deprecated): Deprecated metrics relating to the layout viewport. Is in
        device pixels. Use `cssLayoutViewport` instead.
    visualViewport (deprecated): Deprecated metrics relating to the visual viewport. Is in
        device pixels. Use `cssVisualViewport` instead.
    contentSize (deprecated): Deprecated size of scrollable area. Is in DP. Use `cssContentSize`
        instead.
    cssLayoutViewport: Metrics relating to the layout viewport in CSS pixels.
    cssVisualViewport: Metrics relating to the visual viewport in CSS pixels.
    cssContentSize: Size of scrollable area in CSS pixels.
    """

    layoutViewport: LayoutViewport
    visualViewport: VisualViewport
    contentSize: _dom.Rect
    cssLayoutViewport: LayoutViewport
    cssVisualViewport: VisualViewport
    cssContentSize: _dom.Rect


class GetNavigationHistoryReturns(t.TypedDict):
    """What `Page.getNavigationHistory` returns.

    currentIndex: Index of the current navigation history entry.
    entries: Array of navigation history entries.
    """

    currentIndex: int
    entries: t.List[NavigationEntry]


class GetResourceContentReturns(t.TypedDict):
    """What `Page.getResourceContent` returns.

    content: Resource content.
    base64Encoded: True, if content was served as base64.
    """

    content: str
    base64Encoded: bool


class GetResourceTreeReturns(t.TypedDict):
    """What `Page.getResourceTree` returns.

    frameTree: Present frame / resource tree structure.
    """

    frameTree: FrameResourceTree


class _NavigateReturnsRequired(t.TypedDict):
    frameId: FrameId


class NavigateReturns(_NavigateReturnsRequired, total=False):
    """What `Page.navigate` returns.

    frameId: Frame id that has navigated (or failed to navigate)
    loaderId: Loader identifier. This is omitted in case of same-document navigation, as the
        previously committed loaderId would not change.
    errorText: User friendly error message, present if and only if navigation has failed.
    isDownload (experimental): Whether the navigation resulted in a download.
    """

    loaderId: _network.LoaderId
    errorText: str
    isDownload: bool


class _PrintToPDFReturnsRequired(t.TypedDict):
    data: str


class PrintToPDFReturns(_PrintToPDFReturnsRequired, total=False):
    """What `Page.printToPDF` returns.

    data: Base64-encoded pdf data. Empty if |returnAsStream| is specified.
    stream (experimental): A handle of the stream that holds resulting PDF data.
    """

    stream: _io.StreamHandle


class SearchInResourceReturns(t.TypedDict):
    """What `Page.searchInResource` returns.

    result: List of search matches.
    """

    result: t.List[_debugger.SearchMatch]


class GetPermissionsPolicyStateReturns(t.TypedDict):
    """What `Page.getPermissionsPolicyState` returns.

    states
    """

    states: t.List[PermissionsPolicyFeatureState]


class GetOriginTrialsReturns(t.TypedDict):
    """What `Page.getOriginTrials` returns.

    originTrials
    """

    originTrials: t.List[OriginTrial]


class StartScreenRecordingReturns(t.TypedDict):
    """What `Page.startScreenRecording` returns.

    stream (experimental): A handle of the stream that holds resulting screencast data.
    """

    stream: _io.StreamHandle


class StopScreenRecordingReturns(t.TypedDict):
    """What `Page.stopScreenRecording` returns.

    stream (experimental): A handle of the stream that holds resulting screencast data.
    """

    stream: _io.StreamHandle


class GetAnnotatedPageContentReturns(t.TypedDict):
    """What `Page.getAnnotatedPageContent` returns.

    content: The annotated page content as a base64 encoded protobuf. The format is defined by
        the `AnnotatedPageContent` message in
        components/optimization_guide/proto/features/common_quality_data.proto
    """

    content: str


class DomContentEventFiredEvent(t.TypedDict):
    """The parameters of the event `Page.domContentEventFired`.

    timestamp
    """

    timestamp: _network.MonotonicTime


class _FileChooserOpenedEventRequired(t.TypedDict):
    frameId: FrameId
    mode: t.Literal["selectSingle", "selectMultiple"]


class FileChooserOpenedEvent(_FileChooserOpenedEventRequired, total=False):
    """The parameters of the event `Page.fileChooserOpened`.

    frameId (experimental): Id of the frame containing input node.
    mode: Input mode.
    backendNodeId (experimental): Input node id. Only present for file choosers opened via an
        `<input type="file">` element.
    """

    backendNodeId: _dom.BackendNodeId


class _FrameAttachedEventRequired(t.TypedDict):
    frameId: FrameId
    parentFrameId: FrameId


class FrameAttachedEvent(_FrameAttachedEventRequired, total=False):
    """The parameters of the event `Page.frameAttached`.

    frameId: Id of the frame that has been attached.
    parentFrameId: Parent frame identifier.
    stack: JavaScript stack trace of when frame was attached, only set if frame initiated from
        script.
    """

    stack: _runtime.StackTrace


class FrameClearedScheduledNavigationEvent(t.TypedDict):
    """The parameters of the event `Page.frameClearedScheduledNavigation`.

    frameId: Id of the frame that has cleared its scheduled navigation.
    """

    frameId: FrameId


class FrameDetachedEvent(t.TypedDict):
    """The parameters of the event `Page.frameDetached`.

    frameId: Id of the frame that has been detached.
    reason (experimental)
    """

    frameId: FrameId
    reason: t.Literal["remove", "swap"]


class FrameSubtreeWillBeDetachedEvent(t.TypedDict):
    """The parameters of the event `Page.frameSubtreeWillBeDetached`.

    frameId: Id of the frame that is the root of the subtree that will be detached.
    """

    frameId: FrameId


class FrameNavigatedEvent(t.TypedDict):
    """The parameters of the event `Page.frameNavigated`.

    frame: Frame object.
    type (experimental)
    """

    frame: Frame
    type: NavigationType


class DocumentOpenedEvent(t.TypedDict):
    """The parameters of the event `Page.documentOpened`.

    frame: Frame object.
    """

    frame: Frame


class FrameStartedNavigatingEvent(t.TypedDict):
    """The parameters of the event `Page.frameStartedNavigating`.

    frameId: ID of the frame that is being navigated.
    url: The URL the navigation started with. The final URL can be different.
    loaderId: Loader identifier. Even though it is present in case of same-document navigation,
        the previously committed loaderId would not change unless the navigation changes from a
        same-document to a cross-document navigation.
    navigationType
    """

    frameId: FrameId
    url: str
    loaderId: _network.LoaderId
    navigationType: t.Literal[
        "reload",
        "reloadBypassingCache",
        "restore",
        "restoreWithPost",
        "historySameDocument",
        "historyDifferentDocument",
        "sameDocument",
        "differentDocument",
    ]


class FrameRequestedNavigationEvent(t.TypedDict):
    """The parameters of the event `Page.frameRequestedNavigation`.

    frameId: Id of the frame that is being navigated.
    reason: The reason for the navigation.
    url: The destination URL for the requested navigation.
    disposition: The disposition for the navigation.
    """

    frameId: FrameId
    reason: ClientNavigationReason
    url: str
    disposition: ClientNavigationDisposition


class FrameScheduledNavigationEvent(t.TypedDict):
    """The parameters of the event `Page.frameScheduledNavigation`.

    frameId: Id of the frame that has scheduled a navigation.
    delay: Delay (in seconds) until the navigation is scheduled to begin. The navigation is not
        guaranteed to start.
    reason: The reason for the navigation.
    url: The destination URL for the scheduled navigation.
    """

    frameId: FrameId
    delay: float
    reason: ClientNavigationReason
    url: str


class FrameStartedLoadingEvent(t.TypedDict):
    """The parameters of the event `Page.frameStartedLoading`.

    frameId: Id of the frame that has started loading.
    """

    frameId: FrameId


class FrameStoppedLoadingEvent(t.TypedDict):
    """The parameters of the event `Page.frameStoppedLoading`.

    frameId: Id of the frame that has stopped loading.
    """

    frameId: FrameId


class DownloadWillBeginEvent(t.TypedDict):
    """The parameters of the event `Page.downloadWillBegin`.

    frameId: Id of the frame that caused download to begin.
    guid: Global unique identifier of the download.
    url: URL of the resource being downloaded.
    suggestedFilename: Suggested file name of the resource (the actual name of the file saved on
        disk may differ).
    """

    frameId: FrameId
    guid: str
    url: str
    suggestedFilename: str


class DownloadProgressEvent(t.TypedDict):
    """The parameters of the event `Page.downloadProgress`.

    guid: Global unique identifier of the download.
    totalBytes: Total expected bytes to download.
    receivedBytes: Total bytes received.
    state: Download status.
    """

    guid: str
    totalBytes: float
    receivedBytes: float
    state: t.Literal["inProgress", "completed", "canceled"]


class JavascriptDialogClosedEvent(t.TypedDict):
    """The parameters of the event `Page.javascriptDialogClosed`.

    frameId (experimental): Frame id.
    result: Whether dialog was confirmed.
    userInput: User input in case of prompt.
    """

    frameId: FrameId
    result: bool
    userInput: str


class _JavascriptDialogOpeningEventRequired(t.TypedDict):
    url: str
    frameId: FrameId
    message: str
    type: DialogType
    hasBrowserHandler: bool


class JavascriptDialogOpeningEvent(_JavascriptDialogOpeningEventRequired, total=False):
    """The parameters of the event `Page.javascriptDialogOpening`.

    url: Frame url.
    frameId (experimental): Frame id.
    message: Message that will be displayed by the dialog.
    type: Dialog type.
    hasBrowserHandler: True iff browser is capable showing or acting on the given dialog. When
        browser has no dialog handler for given target, calling alert while Page domain is
        engaged will stall the page execution. Execution can be resumed via calling
        Page.handleJavaScriptDialog.
    defaultPrompt: Default dialog prompt.
    """

    defaultPrompt: str


class LifecycleEventEvent(t.TypedDict):
    """The parameters of the event `Page.lifecycleEvent`.

    frameId: Id of the frame.
    loaderId: Loader identifier. Empty string if the request is fetched from worker.
    name
    timestamp
    """

    frameId: FrameId
    loaderId: _network.LoaderId
    name: str
    timestamp: _network.MonotonicTime


class _BackForwardCacheNotUsedEventRequired(t.TypedDict):
    loaderId: _network.LoaderId
    frameId: FrameId
    notRestoredExplanations: t.List[BackForwardCacheNotRestoredExplanation]


class BackForwardCacheNotUsedEvent(_BackForwardCacheNotUsedEventRequired, total=False):
    """The parameters of the event `Page.backForwardCacheNotUsed`.

    loaderId: The loader id for the associated navigation.
    frameId: The frame id of the associated frame.
    notRestoredExplanations: Array of reasons why the page could not be cached. This must not be
        empty.
    notRestoredExplanationsTree: Tree structure of reasons why the page could not be cached for
        each frame.
    """

    notRestoredExplanationsTree: BackForwardCacheNotRestoredExplanationTree


class LoadEventFiredEvent(t.TypedDict):
    """The parameters of the event `Page.loadEventFired`.

    timestamp
    """

    timestamp: _network.MonotonicTime


class NavigatedWithinDocumentEvent(t.TypedDict):
    """The parameters of the event `Page.navigatedWithinDocument`.

    frameId: Id of the frame.
    url: Frame's new url.
    navigationType: Navigation type
    """

    frameId: FrameId
    url: str
    navigationType: t.Literal["fragment", "historyApi", "other"]


class ScreencastFrameEvent(t.TypedDict):
    """The parameters of the event `Page.screencastFrame`.

    data: Base64-encoded compressed image.
    metadata: Screencast frame metadata.
    sessionId: Frame number.
    """

    data: str
    metadata: ScreencastFrameMetadata
    sessionId: int


class ScreencastVisibilityChangedEvent(t.TypedDict):
    """The parameters of the event `Page.screencastVisibilityChanged`.

    visible: True if the page is visible.
    """

    visible: bool


class WindowOpenEvent(t.TypedDict):
    """The parameters of the event `Page.windowOpen`.

    url: The URL for the new window.
    windowName: Window name.
    windowFeatures: An array of enabled window features.
    userGesture: Whether or not it was triggered by user gesture.
    """

    url: str
    windowName: str
    windowFeatures: t.List[str]
    userGesture: bool


class CompilationCacheProducedEvent(t.TypedDict):
    """The parameters of the event `Page.compilationCacheProduced`.

    url
    data: Base64-encoded data
    """

    url: str
    data: str


# API status: stable
class PageDomain(ProtocolDomain):
    """Actions and events related to the inspected page belong to the page domain."""

    # API status: experimental
    # Deprecated.
    def add_script_to_evaluate_on_load(self, script_source: str) -> Reply[AddScriptToEvaluateOnLoadReturns]:
        """Deprecated, please use addScriptToEvaluateOnNewDocument instead.

        script_source
        """
        return self._call("Page.addScriptToEvaluateOnLoad", {"scriptSource": script_source})

    # API status: stable
    def add_script_to_evaluate_on_new_document(
        self,
        source: str,
        *,
        world_name: t.Optional[str] = None,
        include_command_line_api: t.Optional[bool] = None,
        run_immediately: t.Optional[bool] = None,
    ) -> Reply[AddScriptToEvaluateOnNewDocumentReturns]:
        """Evaluates given script in every frame upon creation (before loading frame's
        scripts).

        source
        world_name (experimental): If specified, creates an isolated world with the given
            name and evaluates given script in it. This world name will be used as the
            ExecutionContextDescription::name when the corresponding event is emitted.
        include_command_line_api (experimental): Specifies whether command line API should
            be available to the script, defaults to false.
        run_immediately (experimental): If true, runs the script immediately on existing
            execution contexts or worlds. Default: false.
        """
        return self._call(
            "Page.addScriptToEvaluateOnNewDocument",
            {
                "source": source,
                "worldName": world_name,
                "includeCommandLineAPI": include_command_line_api,
                "runImmediately": run_immediately,
            },
        )

    # API status: stable
    def bring_to_front(self) -> Reply[t.Dict[str, t.Any]]:
        """Brings page to front (activates tab)."""
        return self._call("Page.bringToFront", {})

    # API status: stable
    def capture_screenshot(
        self,
        *,
        format: t.Optional[t.Literal["jpeg", "png", "webp"]] = None,
        quality: t.Optional[int] = None,
        clip: t.Optional[Viewport] = None,
        from_surface: t.Optional[bool] = None,
        capture_beyond_viewport: t.Optional[bool] = None,
        optimize_for_speed: t.Optional[bool] = None,
    ) -> Reply[CaptureScreenshotReturns]:
        """Capture page screenshot.

        format: Image compression format (defaults to png).
        quality: Compression quality from range [0..100] (jpeg only).
        clip: Capture the screenshot of a given region only.
        from_surface (experimental): Capture the screenshot from the surface, rather than
            the view. Defaults to true.
        capture_beyond_viewport (experimental): Capture the screenshot beyond the viewport.
            Defaults to false.
        optimize_for_speed (experimental): Optimize image encoding for speed, not for
            resulting size (defaults to false)
        """
        return self._call(
            "Page.captureScreenshot",
            {
                "format": format,
                "quality": quality,
                "clip": clip,
                "fromSurface": from_surface,
                "captureBeyondViewport": capture_beyond_viewport,
                "optimizeForSpeed": optimize_for_speed,
            },
        )

    # API status: experimental
    def capture_snapshot(self, *, format: t.Optional[t.Literal["mhtml"]] = None) -> Reply[CaptureSnapshotReturns]:
        """Returns a snapshot of the page as a string. For MHTML format, the serialization
        includes
        iframes, shadow DOM, external resources, and element-inline styles.

        format: Format (defaults to mhtml).
        """
        return self._call("Page.captureSnapshot", {"format": format})

    # API status: experimental
    # Deprecated.
    def clear_device_metrics_override(self) -> Reply[t.Dict[str, t.Any]]:
        """Clears the overridden device metrics.
        The same is in the domain Emulation.
        """
        return self._call("Page.clearDeviceMetricsOverride", {})

    # API status: experimental
    # Deprecated.
    def clear_device_orientation_override(self) -> Reply[t.Dict[str, t.Any]]:
        """Clears the overridden Device Orientation.
        The same is in the domain DeviceOrientation.
        """
        return self._call("Page.clearDeviceOrientationOverride", {})

    # API status: stable
    # Deprecated.
    def clear_geolocation_override(self) -> Reply[t.Dict[str, t.Any]]:
        """Clears the overridden Geolocation Position and Error.
        The same is in the domain Emulation.
        """
        return self._call("Page.clearGeolocationOverride", {})

    # API status: stable
    def create_isolated_world(
        self,
        frame_id: FrameId,
        *,
        world_name: t.Optional[str] = None,
        grant_univeral_access: t.Optional[bool] = None,
        content_security_policy: t.Optional[str] = None,
    ) -> Reply[CreateIsolatedWorldReturns]:
        """Creates an isolated world for the given frame.

        frame_id: Id of the frame in which the isolated world should be created.
        world_name: An optional name which is reported in the Execution Context.
        grant_univeral_access: Whether or not universal access should be granted to the
            isolated world. This is a powerful option, use with caution.
        content_security_policy: An optional content security policy to set for the isolated
            world. If omitted, any existing CSP for the world will be cleared. Note that
            clearing or updating the CSP does not immediately affect the active context in
            the same document because LocalDOMWindow caches the ContentSecurityPolicy
            object. The change takes effect on subsequent navigations when a new window
            context is created.
        """
        return self._call(
            "Page.createIsolatedWorld",
            {
                "frameId": frame_id,
                "worldName": world_name,
                "grantUniveralAccess": grant_univeral_access,
                "contentSecurityPolicy": content_security_policy,
            },
        )

    # API status: experimental
    # Deprecated.
    def delete_cookie(self, cookie_name: str, url: str) -> Reply[t.Dict[str, t.Any]]:
        """Deletes browser cookie with given name, domain and path.
        The same is in the domain Network.

        cookie_name: Name of the cookie to remove.
        url: URL to match cooke domain and path.
        """
        return self._call("Page.deleteCookie", {"cookieName": cookie_name, "url": url})

    # API status: stable
    def disable(self) -> Reply[t.Dict[str, t.Any]]:
        """Disables page domain notifications."""
        return self._call("Page.disable", {})

    # API status: stable
    def enable(self, *, enable_file_chooser_opened_event: t.Optional[bool] = None) -> Reply[t.Dict[str, t.Any]]:
        """Enables page domain notifications.

        enable_file_chooser_opened_event (experimental): If true, the
            `Page.fileChooserOpened` event will be emitted regardless of the state set by
            `Page.setInterceptFileChooserDialog` command (default: false).
        """
        return self._call("Page.enable", {"enableFileChooserOpenedEvent": enable_file_chooser_opened_event})

    # API status: stable
    def get_app_manifest(self, *, manifest_id: t.Optional[str] = None) -> Reply[GetAppManifestReturns]:
        """Gets the processed manifest for this current document.
        This API always waits for the manifest to be loaded.
        If manifestId is provided, and it does not match the manifest of the
        current document, this API errors out.
        If there is not a loaded page, this API errors out immediately.

        manifest_id
        """
        return self._call("Page.getAppManifest", {"manifestId": manifest_id})

    # API status: experimental
    def get_installability_errors(self) -> Reply[GetInstallabilityErrorsReturns]:
        """`Page.getInstallabilityErrors`."""
        return self._call("Page.getInstallabilityErrors", {})

    # API status: experimental
    # Deprecated.
    def get_manifest_icons(self) -> Reply[GetManifestIconsReturns]:
        """Deprecated because it's not guaranteed that the returned icon is in fact the one
        used for PWA installation.
        """
        return self._call("Page.getManifestIcons", {})

    # API status: experimental
    def get_app_id(self) -> Reply[GetAppIdReturns]:
        """Returns the unique (PWA) app id, along with IWA bundle ID and parent app info.
        Only returns values if the feature flag 'WebAppEnableManifestId' is enabled
        """
        return self._call("Page.getAppId", {})

    # API status: experimental
    def get_sub_apps(self) -> Reply[GetSubAppsReturns]:
        """Returns the list of installed child Sub-Apps for the inspected parent app."""
        return self._call("Page.getSubApps", {})

    # API status: experimental
    def get_sibling_sub_apps(self) -> Reply[GetSiblingSubAppsReturns]:
        """Returns the list of sibling Sub-Apps sharing the same parent app if the inspected
        context is a Sub-App.
        """
        return self._call("Page.getSiblingSubApps", {})

    # API status: experimental
    def get_ad_script_ancestry(self, frame_id: FrameId) -> Reply[GetAdScriptAncestryReturns]:
        """`Page.getAdScriptAncestry`.

        frame_id
        """
        return self._call("Page.getAdScriptAncestry", {"frameId": frame_id})

    # API status: stable
    def get_frame_tree(self) -> Reply[GetFrameTreeReturns]:
        """Returns present frame tree structure."""
        return self._call("Page.getFrameTree", {})

    # API status: stable
    def get_layout_metrics(self) -> Reply[GetLayoutMetricsReturns]:
        """Returns metrics relating to the layouting of the page, such as viewport
        bounds/scale.
        """
        return self._call("Page.getLayoutMetrics", {})

    # API status: stable
    def get_navigation_history(self) -> Reply[GetNavigationHistoryReturns]:
        """Returns navigation history for the current page."""
        return self._call("Page.getNavigationHistory", {})

    # API status: stable
    def reset_navigation_history(self) -> Reply[t.Dict[str, t.Any]]:
        """Resets navigation history for the current page."""
        return self._call("Page.resetNavigationHistory", {})

    # API status: experimental
    def get_resource_content(self, frame_id: FrameId, url: str) -> Reply[GetResourceContentReturns]:
        """Returns content of the given resource.

        frame_id: Frame id to get resource for.
        url: URL of the resource to get content for.
        """
        return self._call("Page.getResourceContent", {"frameId": frame_id, "url": url})

    # API status: experimental
    def get_resource_tree(self) -> Reply[GetResourceTreeReturns]:
        """Returns present frame / resource tree structure."""
        return self._call("Page.getResourceTree", {})

    # API status: stable
    def handle_java_script_dialog(
        self,
        accept: bool,
        *,
        prompt_text: t.Optional[str] = None,
    ) -> Reply[t.Dict[str, t.Any]]:
        """Accepts or dismisses a JavaScript initiated dialog (alert, confirm, prompt, or
        onbeforeunload).

        accept: Whether to accept or dismiss the dialog.
        prompt_text: The text to enter into the dialog prompt before accepting. Used only if
            this is a prompt dialog.
        """
        return self._call("Page.handleJavaScriptDialog", {"accept": accept, "promptText": prompt_text})

    # API status: stable
    def navigate(
        self,
        url: str,
        *,
        referrer: t.Optional[str] = None,
        transition_type: t.Optional[TransitionType] = None,
        frame_id: t.Optional[FrameId] = None,
        referrer_policy: t.Optional[ReferrerPolicy] = None,
    ) -> Reply[NavigateReturns]:
        """Navigates current page to the given URL.

        url: URL to navigate the page to.
        referrer: Referrer URL.
        transition_type: Intended transition type.
        frame_id: Frame id to navigate, if not specified navigates the top frame.
        referrer_policy (experimental): Referrer-policy used for the navigation.
        """
        return self._call(
            "Page.navigate",
            {
                "url": url,
                "referrer": referrer,
                "transitionType": transition_type,
                "frameId": frame_id,
                "referrerPolicy": referrer_policy,
            },
        )

    # API status: stable
    def navigate_to_history_entry(self, entry_id: int) -> Reply[t.Dict[str, t.Any]]:
        """Navigates current page to the given history entry.

        entry_id: Unique id of the entry to navigate to.
        """
        return self._call("Page.navigateToHistoryEntry", {"entryId": entry_id})

    # API status: stable
    def print_to_pdf(
        self,
        *,
        landscape: t.Optional[bool] = None,
        display_header_footer: t.Optional[bool] = None,
        print_background: t.Optional[bool] = None,
        scale: t.Optional[float] = None,
        paper_width: t.Optional[float] = None,
        paper_height: t.Optional[float] = None,
        margin_top: t.Optional[float] = None,
        margin_bottom: t.Optional[float] = None,
        margin_left: t.Optional[float] = None,
        margin_right: t.Optional[float] = None,
        page_ranges: t.Optional[str] = None,
        header_template: t.Optional[str] = None,
        footer_template: t.Optional[str] = None,
        prefer_css_page_size: t.Optional[bool] = None,
        transfer_mode: t.Optional[t.Literal["ReturnAsBase64", "ReturnAsStream"]] = None,
        generate_tagged_pdf: t.Optional[bool] = None,
        generate_document_outline: t.Optional[bool] = None,
    ) -> Reply[PrintToPDFReturns]:
        """Print page as PDF.

        landscape: Paper orientation. Defaults to false.
        display_header_footer: Display header and footer. Defaults to false.
        print_background: Print background graphics. Defaults to false.
        scale: Scale of the webpage rendering. Defaults to 1.
        paper_width: Paper width in inches. Defaults to 8.5 inches.
        paper_height: Paper height in inches. Defaults to 11 inches.
        margin_top: Top margin in inches. Defaults to 1cm (~0.4 inches).
        margin_bottom: Bottom margin in inches. Defaults to 1cm (~0.4 inches).
        margin_left: Left margin in inches. Defaults to 1cm (~0.4 inches).
        margin_right: Right margin in inches. Defaults to 1cm (~0.4 inches).
        page_ranges: Paper ranges to print, one based, e.g., '1-5, 8, 11-13'. Pages are
            printed in the document order, not in the order specified, and no more than
            once. Defaults to empty string, which implies the entire document is printed.
            The page numbers are quietly capped to actual page count of the document, and
            ranges beyond the end of the document are ignored. If this results in no pages
            to print, an error is reported. It is an error to specify a range with start
            greater than end.
        header_template: HTML template for the print header. Should be valid HTML markup
            with following classes used to inject printing values into them: - `date`:
            formatted print date - `title`: document title - `url`: document location -
            `pageNumber`: current page number - `totalPages`: total pages in the document
            For example, `<span class=title></span>` would generate span containing the
            title.
        footer_template: HTML template for the print footer. Should use the same format as
            the `headerTemplate`.
        prefer_css_page_size: Whether or not to prefer page size as defined by css. Defaults
            to false, in which case the content will be scaled to fit the paper size.
        transfer_mode (experimental): return as stream
        generate_tagged_pdf (experimental): Whether or not to generate tagged (accessible)
            PDF. Defaults to embedder choice.
        generate_document_outline (experimental): Whether or not to embed the document
            outline into the PDF.
        """
        return self._call(
            "Page.printToPDF",
            {
                "landscape": landscape,
                "displayHeaderFooter": display_header_footer,
                "printBackground": print_background,
                "scale": scale,
                "paperWidth": paper_width,
                "paperHeight": paper_height,
                "marginTop": margin_top,
                "marginBottom": margin_bottom,
                "marginLeft": margin_left,
                "marginRight": margin_right,
                "pageRanges": page_ranges,
                "headerTemplate": header_template,
                "footerTemplate": footer_template,
                "preferCSSPageSize": prefer_css_page_size,
                "transferMode": transfer_mode,
                "generateTaggedPDF": generate_tagged_pdf,
                "generateDocumentOutline": generate_document_outline,
            },
        )

    # API status: stable
    def reload(
        self,
        *,
        ignore_cache: t.Optional[bool] = None,
        script_to_evaluate_on_load: t.Optional[str] = None,
        loader_id: t.Optional[_network.LoaderId] = None,
    ) -> Reply[t.Dict[str, t.Any]]:
        """Reloads given page optionally ignoring the cache.

        ignore_cache: If true, browser cache is ignored (as if the user pressed
            Shift+refresh).
        script_to_evaluate_on_load: If set, the script will be injected into all frames of
            the inspected page after reload. Argument will be ignored if reloading dataURL
            origin.
        loader_id (experimental): If set, an error will be thrown if the target page's main
            frame's loader id does not match the provided id. This prevents accidentally
            reloading an unintended target in case there's a racing navigation.
        """
        return self._call(
            "Page.reload",
            {
                "ignoreCache": ignore_cache,
                "scriptToEvaluateOnLoad": script_to_evaluate_on_load,
                "loaderId": loader_id,
            },
        )

    # API status: experimental
    # Deprecated.
    def remove_script_to_evaluate_on_load(self, identifier: ScriptIdentifier) -> Reply[t.Dict[str, t.Any]]:
        """Deprecated, please use removeScriptToEvaluateOnNewDocument instead.

        identifier
        """
        return self._call("Page.removeScriptToEvaluateOnLoad", {"identifier": identifier})

    # API status: stable
    def remove_script_to_evaluate_on_new_document(self, identifier: ScriptIdentifier) -> Reply[t.Dict[str, t.Any]]:
        """Removes given script from the list.

        identifier
        """
        return self._call("Page.removeScriptToEvaluateOnNewDocument", {"identifier": identifier})

    # API status: experimental
    def screencast_frame_ack(self, session_id: int) -> Reply[t.Dict[str, t.Any]]:
        """Acknowledges that a screencast frame has been received by the frontend.

        session_id: Frame number.
        """
        return self._call("Page.screencastFrameAck", {"sessionId": session_id})

    # API status: experimental
    def search_in_resource(
        self,
        frame_id: FrameId,
        url: str,
        query: str,
        *,
        case_sensitive: t.Optional[bool] = None,
        is_regex: t.Optional[bool] = None,
    ) -> Reply[SearchInResourceReturns]:
        """Searches for given string in resource content.

        frame_id: Frame id for resource to search in.
        url: URL of the resource to search in.
        query: String to search for.
        case_sensitive: If true, search is case sensitive.
        is_regex: If true, treats string parameter as regex.
        """
        return self._call(
            "Page.searchInResource",
            {
                "frameId": frame_id,
                "url": url,
                "query": query,
                "caseSensitive": case_sensitive,
                "isRegex": is_regex,
            },
        )

    # API status: experimental
    def set_ad_blocking_enabled(self, enabled: bool) -> Reply[t.Dict[str, t.Any]]:
        """Enable Chrome's experimental ad filter on all sites.

        enabled: Whether to block ads.
        """
        return self._call("Page.setAdBlockingEnabled", {"enabled": enabled})

    # API status: stable
    def set_bypass_csp(self, enabled: bool) -> Reply[t.Dict[str, t.Any]]:
        """Enable page Content Security Policy by-passing.

        enabled: Whether to bypass page CSP.
        """
        return self._call("Page.setBypassCSP", {"enabled": enabled})

    # API status: experimental
    def get_permissions_policy_state(self, frame_id: FrameId) -> Reply[GetPermissionsPolicyStateReturns]:
        """Get Permissions Policy state on given frame.

        frame_id
        """
        return self._call("Page.getPermissionsPolicyState", {"frameId": frame_id})

    # API status: experimental
    def get_origin_trials(self, frame_id: FrameId) -> Reply[GetOriginTrialsReturns]:
        """Get Origin Trials on given frame.

        frame_id
        """
        return self._call("Page.getOriginTrials", {"frameId": frame_id})

    # API status: experimental
    # Deprecated.
    def set_device_metrics_override(
        self,
        width: int,
        height: int,
        device_scale_factor: float,
        mobile: bool,
        *,
        scale: t.Optional[float] = None,
        screen_width: t.Optional[int] = None,
        screen_height: t.Optional[int] = None,
        position_x: t.Optional[int] = None,
        position_y: t.Optional[int] = None,
        dont_set_visible_size: t.Optional[bool] = None,
        screen_orientation: t.Optional[_emulation.ScreenOrientation] = None,
        viewport: t.Optional[Viewport] = None,
    ) -> Reply[t.Dict[str, t.Any]]:
        """Overrides the values of device screen dimensions (window.screen.width,
        window.screen.height,
        window.innerWidth, window.innerHeight, and "device-width"/"device-height"-related
        CSS media
        query results).
        The same is in the domain Emulation.

        width: Overriding width value in pixels (minimum 0, maximum 10000000). 0 disables
            the override.
        height: Overriding height value in pixels (minimum 0, maximum 10000000). 0 disables
            the override.
        device_scale_factor: Overriding device scale factor value. 0 disables the override.
        mobile: Whether to emulate mobile device. This includes viewport meta tag, overlay
            scrollbars, text autosizing and more.
        scale: Scale to apply to resulting view image.
        screen_width: Overriding screen width value in pixels (minimum 0, maximum 10000000).
        screen_height: Overriding screen height value in pixels (minimum 0, maximum
            10000000).
        position_x: Overriding view X position on screen in pixels (minimum 0, maximum
            10000000).
        position_y: Overriding view Y position on screen in pixels (minimum 0, maximum
            10000000).
        dont_set_visible_size: Do not set visible view size, rely upon explicit
            setVisibleSize call.
        screen_orientation: Screen orientation override.
        viewport: The viewport dimensions and scale. If not set, the override is cleared.
        """
        return self._call(
            "Page.setDeviceMetricsOverride",
            {
                "width": width,
                "height": height,
                "deviceScaleFactor": device_scale_factor,
                "mobile": mobile,
                "scale": scale,
                "screenWidth": screen_width,
                "screenHeight": screen_height,
                "positionX": position_x,
                "positionY": position_y,
                "dontSetVisibleSize": dont_set_visible_size,
                "screenOrientation": screen_orientation,
                "viewport": viewport,
            },
        )

    # API status: experimental
    # Deprecated.
    def set_device_orientation_override(self, alpha: float, beta: float, gamma: float) -> Reply[t.Dict[str, t.Any]]:
        """Overrides the Device Orientation.
        The same is in the domain DeviceOrientation.

        alpha: Mock alpha
        beta: Mock beta
        gamma: Mock gamma
        """
        return self._call("Page.setDeviceOrientationOverride", {"alpha": alpha, "beta": beta, "gamma": gamma})

    # API status: experimental
    def set_font_families(
        self,
        font_families: FontFamilies,
        *,
        for_scripts: t.Optional[t.List[ScriptFontFamilies]] = None,
    ) -> Reply[t.Dict[str, t.Any]]:
        """Set generic font families.

        font_families: Specifies font families to set. If a font family is not specified, it
            won't be changed.
        for_scripts: Specifies font families to set for individual scripts.
        """
        return self._call("Page.setFontFamilies", {"fontFamilies": font_families, "forScripts": for_scripts})

    # API status: experimental
    def set_font_sizes(self, font_sizes: FontSizes) -> Reply[t.Dict[str, t.Any]]:
        """Set default font sizes.

        font_sizes: Specifies font sizes to set. If a font size is not specified, it won't
            be changed.
        """
        return self._call("Page.setFontSizes", {"fontSizes": font_sizes})

    # API status: stable
    def set_document_content(self, frame_id: FrameId, html: str) -> Reply[t.Dict[str, t.Any]]:
        """Sets given markup as the document's HTML.

        frame_id: Frame id to set HTML for.
        html: HTML content to set.
        """
        return self._call("Page.setDocumentContent", {"frameId": frame_id, "html": html})

    # API status: experimental
    # Deprecated.
    def set_download_behavior(
        self,
        behavior: t.Literal["deny", "allow", "default"],
        *,
        download_path: t.Optional[str] = None,
    ) -> Reply[t.Dict[str, t.Any]]:
        """Set the behavior when downloading a file.

        behavior: Whether to allow all or deny all download requests, or use default Chrome
            behavior if available (otherwise deny).
        download_path: The default path to save downloaded files to. This is required if
            behavior is set to 'allow'
        """
        return self._call("Page.setDownloadBehavior", {"behavior": behavior, "downloadPath": download_path})

    # API status: stable
    # Deprecated.
    def set_geolocation_override(
        self,
        *,
        latitude: t.Optional[float] = None,
        longitude: t.Optional[float] = None,
        accuracy: t.Optional[float] = None,
    ) -> Reply[t.Dict[str, t.Any]]:
        """Overrides the Geolocation Position or Error. Omitting any of the parameters emulates
        position
        unavailable.
        The same is in the domain Emulation.

        latitude: Mock latitude
        longitude: Mock longitude
        accuracy: Mock accuracy
        """
        return self._call(
            "Page.setGeolocationOverride",
            {
                "latitude": latitude,
                "longitude": longitude,
                "accuracy": accuracy,
            },
        )

    # API status: stable
    def set_lifecycle_events_enabled(self, enabled: bool) -> Reply[t.Dict[str, t.Any]]:
        """Controls whether page will emit lifecycle events.

        enabled: If true, starts emitting lifecycle events.
        """
        return self._call("Page.setLifecycleEventsEnabled", {"enabled": enabled})

    # API status: experimental
    # Deprecated.
    def set_touch_emulation_enabled(
        self,
        enabled: bool,
        *,
        configuration: t.Optional[t.Literal["mobile", "desktop"]] = None,
    ) -> Reply[t.Dict[str, t.Any]]:
        """Toggles mouse event-based touch event emulation.
        The same is in the domain Emulation.

        enabled: Whether the touch event emulation should be enabled.
        configuration: Touch/gesture events configuration. Default: current platform.
        """
        return self._call("Page.setTouchEmulationEnabled", {"enabled": enabled, "configuration": configuration})

    # API status: experimental
    def start_screencast(
        self,
        *,
        format: t.Optional[t.Literal["jpeg", "png"]] = None,
        quality: t.Optional[int] = None,
        max_width: t.Optional[int] = None,
        max_height: t.Optional[int] = None,
        every_nth_frame: t.Optional[int] = None,
        max_frames_in_flight: t.Optional[int] = None,
        send_last_frame: t.Optional[bool] = None,
    ) -> Reply[t.Dict[str, t.Any]]:
        """Starts sending each frame using the `screencastFrame` event.

        format: Image compression format.
        quality: Compression quality from range [0..100].
        max_width: Maximum screenshot width.
        max_height: Maximum screenshot height.
        every_nth_frame: Send every n-th frame. Must be a positive integer.
        max_frames_in_flight: Maximum number of frames sent until screencastFrameAck is
            required. Defaults to 3. Must be a positive integer.
        send_last_frame: By default, after screencastFrameAck arrives, the next produced
            frame is sent. Passing this flag enables storing the last produced frame in
            memory, which is immediately sent upon screencastFrameAck. This way, overall
            performance is traded for a better latency.
        """
        return self._call(
            "Page.startScreencast",
            {
                "format": format,
                "quality": quality,
                "maxWidth": max_width,
                "maxHeight": max_height,
                "everyNthFrame": every_nth_frame,
                "maxFramesInFlight": max_frames_in_flight,
                "sendLastFrame": send_last_frame,
            },
        )

    # API status: experimental
    def start_screen_recording(
        self,
        *,
        audio: t.Optional[bool] = None,
        max_width: t.Optional[int] = None,
        max_height: t.Optional[int] = None,
        frame_rate: t.Optional[int] = None,
    ) -> Reply[StartScreenRecordingReturns]:
        """Starts screencast video recording.

        audio
        max_width: Maximum frame width in pixels.
        max_height: Maximum frame height in pixels.
        frame_rate: Maximum frame rate in frames per second.
        """
        return self._call(
            "Page.startScreenRecording",
            {
                "audio": audio,
                "maxWidth": max_width,
                "maxHeight": max_height,
                "frameRate": frame_rate,
            },
        )

    # API status: experimental
    def stop_screen_recording(self) -> Reply[StopScreenRecordingReturns]:
        """Stops screencast video recording."""
        return self._call("Page.stopScreenRecording", {})

    # API status: stable
    def stop_loading(self) -> Reply[t.Dict[str, t.Any]]:
        """Force the page stop all navigations and pending resource fetches."""
        return self._call("Page.stopLoading", {})

    # API status: experimental
    def crash(self) -> Reply[t.Dict[str, t.Any]]:
        """Crashes renderer on the IO thread, generates minidumps."""
        return self._call("Page.crash", {})

    # API status: stable
    def close(self) -> Reply[t.Dict[str, t.Any]]:
        """Tries to close page, running its beforeunload hooks, if any."""
        return self._call("Page.close", {})

    # API status: experimental
    def set_web_lifecycle_state(self, state: t.Literal["frozen", "active"]) -> Reply[t.Dict[str, t.Any]]:
        """Tries to update the web lifecycle state of the page.
        It will transition the page to the given state according to:
        https://github.com/WICG/web-lifecycle/

        state: Target lifecycle state
        """
        return self._call("Page.setWebLifecycleState", {"state": state})

    # API status: experimental
    def stop_screencast(self) -> Reply[t.Dict[str, t.Any]]:
        """Stops sending each frame in the `screencastFrame`."""
        return self._call("Page.stopScreencast", {})

    # API status: experimental
    def produce_compilation_cache(self, scripts: t.List[CompilationCacheParams]) -> Reply[t.Dict[str, t.Any]]:
        """Requests backend to produce compilation cache for the specified scripts.
        `scripts` are appended to the list of scripts for which the cache
        would be produced. The list may be reset during page navigation.
        When script with a matching URL is encountered, the cache is optionally
        produced upon backend discretion, based on internal heuristics.
        See also: `Page.compilationCacheProduced`.

        scripts
        """
        return self._call("Page.produceCompilationCache", {"scripts": scripts})

    # API status: experimental
    def add_compilation_cache(self, url: str, data: str) -> Reply[t.Dict[str, t.Any]]:
        """Seeds compilation cache for given url. Compilation cache does not survive
        cross-process navigation.

        url
        data: Base64-encoded data
        """
        return self._call("Page.addCompilationCache", {"url": url, "data": data})

    # API status: experimental
    def clear_compilation_cache(self) -> Reply[t.Dict[str, t.Any]]:
        """Clears seeded compilation cache."""
        return self._call("Page.clearCompilationCache", {})

    # API status: experimental
    def set_spc_transaction_mode(
        self,
        mode: t.Literal["none", "autoAccept", "autoChooseToAuthAnotherWay", "autoReject", "autoOptOut"],
    ) -> Reply[t.Dict[str, t.Any]]:
        """Sets the Secure Payment Confirmation transaction mode.
        https://w3c.github.io/secure-payment-confirmation/#sctn-automation-set-spc-transaction-mode

        mode
        """
        return self._call("Page.setSPCTransactionMode", {"mode": mode})

    # API status: experimental
    def set_rph_registration_mode(
        self,
        mode: t.Literal["none", "autoAccept", "autoReject"],
    ) -> Reply[t.Dict[str, t.Any]]:
        """Extensions for Custom Handlers API:
        https://html.spec.whatwg.org/multipage/system-state.html#rph-automation

        mode
        """
        return self._call("Page.setRPHRegistrationMode", {"mode": mode})

    # API status: experimental
    def generate_test_report(self, message: str, *, group: t.Optional[str] = None) -> Reply[t.Dict[str, t.Any]]:
        """Generates a report for testing.

        message: Message to be displayed in the report.
        group: Specifies the endpoint group to deliver the report to.
        """
        return self._call("Page.generateTestReport", {"message": message, "group": group})

    # API status: experimental
    def wait_for_debugger(self) -> Reply[t.Dict[str, t.Any]]:
        """Pauses page execution. Can be resumed using generic Runtime.runIfWaitingForDebugger."""
        return self._call("Page.waitForDebugger", {})

    # API status: stable
    def set_intercept_file_chooser_dialog(
        self,
        enabled: bool,
        *,
        cancel: t.Optional[bool] = None,
    ) -> Reply[t.Dict[str, t.Any]]:
        """Intercept file chooser requests and transfer control to protocol clients.
        When file chooser interception is enabled, native file chooser dialog is not shown.
        Instead, a protocol event `Page.fileChooserOpened` is emitted.

        enabled
        cancel (experimental): If true, cancels the dialog by emitting relevant events (if
            any) in addition to not showing it if the interception is enabled (default:
            false).
        """
        return self._call("Page.setInterceptFileChooserDialog", {"enabled": enabled, "cancel": cancel})

    # API status: experimental
    def set_prerendering_allowed(self, is_allowed: bool) -> Reply[t.Dict[str, t.Any]]:
        """Enable/disable prerendering manually.

        This command is a short-term solution for https://crbug.com/1440085.
        See https://docs.google.com/document/d/12HVmFxYj5Jc-eJr5OmWsa2bqTJsbgGLKI6ZIyx0_wpA
        for more details.

        TODO(https://crbug.com/1440085): Remove this once Puppeteer supports tab targets.

        is_allowed
        """
        return self._call("Page.setPrerenderingAllowed", {"isAllowed": is_allowed})

    # API status: experimental
    def get_annotated_page_content(
        self,
        *,
        include_actionable_information: t.Optional[bool] = None,
    ) -> Reply[GetAnnotatedPageContentReturns]:
        """Get the annotated page content for the main frame.
        This is an experimental command that is subject to change.

        include_actionable_information: Whether to include actionable information. Defaults
            to true.
        """
        return self._call(
            "Page.getAnnotatedPageContent",
            {
                "includeActionableInformation": include_actionable_information,
            },
        )

    # API status: stable
    @property
    def dom_content_event_fired(self) -> EventSource[DomContentEventFiredEvent]:
        """`Page.domContentEventFired`."""
        return self._event("Page.domContentEventFired")

    # API status: stable
    @property
    def file_chooser_opened(self) -> EventSource[FileChooserOpenedEvent]:
        """Emitted only when `page.interceptFileChooser` is enabled."""
        return self._event("Page.fileChooserOpened")

    # API status: stable
    @property
    def frame_attached(self) -> EventSource[FrameAttachedEvent]:
        """Fired when frame has been attached to its parent."""
        return self._event("Page.frameAttached")

    # API status: stable
    # Deprecated.
    @property
    def frame_cleared_scheduled_navigation(self) -> EventSource[FrameClearedScheduledNavigationEvent]:
        """Fired when frame no longer has a scheduled navigation."""
        return self._event("Page.frameClearedScheduledNavigation")

    # API status: stable
    @property
    def frame_detached(self) -> EventSource[FrameDetachedEvent]:
        """Fired when frame has been detached from its parent."""
        return self._event("Page.frameDetached")

    # API status: experimental
    @property
    def frame_subtree_will_be_detached(self) -> EventSource[FrameSubtreeWillBeDetachedEvent]:
        """Fired before frame subtree is detached. Emitted before any frame of the
        subtree is actually detached.
        """
        return self._event("Page.frameSubtreeWillBeDetached")

    # API status: stable
    @property
    def frame_navigated(self) -> EventSource[FrameNavigatedEvent]:
        """Fired once navigation of the frame has completed. Frame is now associated with the
        new loader.
        """
        return self._event("Page.frameNavigated")

    # API status: experimental
    @property
    def document_opened(self) -> EventSource[DocumentOpenedEvent]:
        """Fired when opening document to write to."""
        return self._event("Page.documentOpened")

    # API status: experimental
    @property
    def frame_resized(self) -> EventSource[t.Dict[str, t.Any]]:
        """`Page.frameResized`."""
        return self._event("Page.frameResized")

    # API status: experimental
    @property
    def frame_started_navigating(self) -> EventSource[FrameStartedNavigatingEvent]:
        """Fired when a navigation starts. This event is fired for both
        renderer-initiated and browser-initiated navigations. For renderer-initiated
        navigations, the event is fired after `frameRequestedNavigation`.
        Navigation may still be cancelled after the event is issued. Multiple events
        can be fired for a single navigation, for example, when a same-document
        navigation becomes a cross-document navigation (such as in the case of a
        frameset).
        """
        return self._event("Page.frameStartedNavigating")

    # API status: experimental
    @property
    def frame_requested_navigation(self) -> EventSource[FrameRequestedNavigationEvent]:
        """Fired when a renderer-initiated navigation is requested.
        Navigation may still be cancelled after the event is issued.
        """
        return self._event("Page.frameRequestedNavigation")

    # API status: stable
    # Deprecated.
    @property
    def frame_scheduled_navigation(self) -> EventSource[FrameScheduledNavigationEvent]:
        """Fired when frame schedules a potential navigation."""
        return self._event("Page.frameScheduledNavigation")

    # API status: experimental
    @property
    def frame_started_loading(self) -> EventSource[FrameStartedLoadingEvent]:
        """Fired when frame has started loading."""
        return self._event("Page.frameStartedLoading")

    # API status: experimental
    @property
    def frame_stopped_loading(self) -> EventSource[FrameStoppedLoadingEvent]:
        """Fired when frame has stopped loading."""
        return self._event("Page.frameStoppedLoading")

    # API status: experimental
    # Deprecated.
    @property
    def download_will_begin(self) -> EventSource[DownloadWillBeginEvent]:
        """Fired when page is about to start a download.
        Deprecated. Use Browser.downloadWillBegin instead.
        """
        return self._event("Page.downloadWillBegin")

    # API status: experimental
    # Deprecated.
    @property
    def download_progress(self) -> EventSource[DownloadProgressEvent]:
        """Fired when download makes progress. Last call has |done| == true.
        Deprecated. Use Browser.downloadProgress instead.
        """
        return self._event("Page.downloadProgress")

    # API status: stable
    @property
    def interstitial_hidden(self) -> EventSource[t.Dict[str, t.Any]]:
        """Fired when interstitial page was hidden"""
        return self._event("Page.interstitialHidden")

    # API status: stable
    @property
    def interstitial_shown(self) -> EventSource[t.Dict[str, t.Any]]:
        """Fired when interstitial page was shown"""
        return self._event("Page.interstitialShown")

    # API status: stable
    @property
    def javascript_dialog_closed(self) -> EventSource[JavascriptDialogClosedEvent]:
        """Fired when a JavaScript initiated dialog (alert, confirm, prompt, or onbeforeunload)
        has been
        closed.
        """
        return self._event("Page.javascriptDialogClosed")

    # API status: stable
    @property
    def javascript_dialog_opening(self) -> EventSource[JavascriptDialogOpeningEvent]:
        """Fired when a JavaScript initiated dialog (alert, confirm, prompt, or onbeforeunload)
        is about to
        open.
        """
        return self._event("Page.javascriptDialogOpening")

    # API status: stable
    @property
    def lifecycle_event(self) -> EventSource[LifecycleEventEvent]:
        """Fired for lifecycle events (navigation, load, paint, etc) in the current
        target (including local frames).
        """
        return self._event("Page.lifecycleEvent")

    # API status: experimental
    @property
    def back_forward_cache_not_used(self) -> EventSource[BackForwardCacheNotUsedEvent]:
        """Fired for failed bfcache history navigations if BackForwardCache feature is enabled.
        Do
        not assume any ordering with the Page.frameNavigated event. This event is fired only
        for
        main-frame history navigation where the document changes (non-same-document
        navigations),
        when bfcache navigation fails.
        """
        return self._event("Page.backForwardCacheNotUsed")

    # API status: stable
    @property
    def load_event_fired(self) -> EventSource[LoadEventFiredEvent]:
        """`Page.loadEventFired`."""
        return self._event("Page.loadEventFired")

    # API status: experimental
    @property
    def navigated_within_document(self) -> EventSource[NavigatedWithinDocumentEvent]:
        """Fired when same-document navigation happens, e.g. due to history API usage or anchor
        navigation.
        """
        return self._event("Page.navigatedWithinDocument")

    # API status: experimental
    @property
    def screencast_frame(self) -> EventSource[ScreencastFrameEvent]:
        """Compressed image data requested by the `startScreencast`."""
        return self._event("Page.screencastFrame")

    # API status: experimental
    @property
    def screencast_visibility_changed(self) -> EventSource[ScreencastVisibilityChangedEvent]:
        """Fired when the page with currently enabled screencast was shown or hidden `."""
        return self._event("Page.screencastVisibilityChanged")

    # API status: stable
    @property
    def window_open(self) -> EventSource[WindowOpenEvent]:
        """Fired when a new window is going to be opened, via window.open(), link click, form
        submission,
        etc.
        """
        return self._event("Page.windowOpen")

    # API status: experimental
    @property
    def compilation_cache_produced(self) -> EventSource[CompilationCacheProducedEvent]:
        """Issued for every compilation cache generated."""
        return self._event("Page.compilationCacheProduced")
