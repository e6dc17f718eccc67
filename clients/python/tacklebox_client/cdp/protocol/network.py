"""The domain Network of the Chrome DevTools Protocol."""

# Written by generate_protocol; do not edit.

from __future__ import annotations

import typing as t

from ..domain import ProtocolDomain
from ..event_source import EventSource
from ..reply import Reply

if t.TYPE_CHECKING:
    from . import debugger as _debugger
    from . import emulation as _emulation
    from . import io as _io
    from . import page as _page
    from . import runtime as _runtime
    from . import security as _security

# API status: stable
# Resource type as it was perceived by the rendering engine.
ResourceType = t.Literal[
    "Document",
    "Stylesheet",
    "Image",
    "Media",
    "Font",
    "Script",
    "TextTrack",
    "XHR",
    "Fetch",
    "Prefetch",
    "EventSource",
    "WebSocket",
    "Manifest",
    "SignedExchange",
    "Ping",
    "CSPViolationReport",
    "Preflight",
    "FedCM",
    "Other",
]

# API status: stable
# Unique loader identifier.
LoaderId = str

# API status: stable
# Unique network request identifier.
# Note that this does not identify individual HTTP requests that are part of
# a network request.
RequestId = str

# API status: stable
# Network level fetch failure reason.
ErrorReason = t.Literal[
    "Failed",
    "Aborted",
    "TimedOut",
    "AccessDenied",
    "ConnectionClosed",
    "ConnectionReset",
    "ConnectionRefused",
    "ConnectionAborted",
    "ConnectionFailed",
    "NameNotResolved",
    "InternetDisconnected",
    "AddressUnreachable",
    "BlockedByClient",
    "BlockedByResponse",
]

# API status: stable
# UTC time in seconds, counted from January 1, 1970.
TimeSinceEpoch = float

# API status: stable
# Monotonically increasing time in seconds since an arbitrary point in the past.
MonotonicTime = float

# API status: stable
# Request / response headers as keys / values of JSON object.
Headers = t.Dict[str, t.Any]

# API status: stable
# The underlying connection technology that the browser is supposedly using.
ConnectionType = t.Literal[
    "none",
    "cellular2g",
    "cellular3g",
    "cellular4g",
    "bluetooth",
    "ethernet",
    "wifi",
    "wimax",
    "other",
]

# API status: stable
# Represents the cookie's 'SameSite' status:
# https://tools.ietf.org/html/draft-west-first-party-cookies
CookieSameSite = t.Literal["Strict", "Lax", "None"]

# API status: experimental
# Represents the cookie's 'Priority' status:
# https://tools.ietf.org/html/draft-west-cookie-priority-00
CookiePriority = t.Literal["Low", "Medium", "High"]

# API status: experimental
# Represents the source scheme of the origin that originally set the cookie.
# A value of "Unset" allows protocol clients to emulate legacy cookie scope for the scheme.
# This is a temporary ability and it will be removed in the future.
CookieSourceScheme = t.Literal["Unset", "NonSecure", "Secure"]


class _ResourceTimingRequired(t.TypedDict):
    requestTime: float
    proxyStart: float
    proxyEnd: float
    dnsStart: float
    dnsEnd: float
    connectStart: float
    connectEnd: float
    sslStart: float
    sslEnd: float
    workerStart: float
    workerReady: float
    workerFetchStart: float
    workerRespondWithSettled: float
    sendStart: float
    sendEnd: float
    pushStart: float
    pushEnd: float
    receiveHeadersStart: float
    receiveHeadersEnd: float


# API status: stable
class ResourceTiming(_ResourceTimingRequired, total=False):
    """Timing information for the request.

    requestTime: Timing's requestTime is a baseline in seconds, while the other numbers are
        ticks in milliseconds relatively to this requestTime.
    proxyStart: Started resolving proxy.
    proxyEnd: Finished resolving proxy.
    dnsStart: Started DNS address resolve.
    dnsEnd: Finished DNS address resolve.
    connectStart: Started connecting to the remote host.
    connectEnd: Connected to the remote host.
    sslStart: Started SSL handshake.
    sslEnd: Finished SSL handshake.
    workerStart (experimental): Started running ServiceWorker.
    workerReady (experimental): Finished Starting ServiceWorker.
    workerFetchStart (experimental): Started fetch event.
    workerRespondWithSettled (experimental): Settled fetch event respondWith promise.
    workerRouterEvaluationStart (experimental): Started ServiceWorker static routing source
        evaluation.
    workerCacheLookupStart (experimental): Started cache lookup when the source was evaluated to
        `cache`.
    sendStart: Started sending request.
    sendEnd: Finished sending request.
    pushStart (experimental): Time the server started pushing request.
    pushEnd (experimental): Time the server finished pushing request.
    receiveHeadersStart (experimental): Started receiving response headers.
    receiveHeadersEnd: Finished receiving response headers.
    """

    workerRouterEvaluationStart: float
    workerCacheLookupStart: float


# API status: stable
# Loading priority of a resource request.
ResourcePriority = t.Literal["VeryLow", "Low", "Medium", "High", "VeryHigh"]

# API status: experimental
# The render-blocking behavior of a resource request.
RenderBlockingBehavior = t.Literal[
    "Blocking",
    "InBodyParserBlocking",
    "NonBlocking",
    "NonBlockingDynamic",
    "PotentiallyBlocking",
]


# API status: stable
class PostDataEntry(t.TypedDict, total=False):
    """Post data entry for HTTP request

    bytes
    """

    bytes: str


class _RequestRequired(t.TypedDict):
    url: str
    method: str
    headers: Headers
    initialPriority: ResourcePriority
    referrerPolicy: t.Literal[
        "unsafe-url",
        "no-referrer-when-downgrade",
        "no-referrer",
        "origin",
        "origin-when-cross-origin",
        "same-origin",
        "strict-origin",
        "strict-origin-when-cross-origin",
    ]


# API status: stable
class Request(_RequestRequired, total=False):
    """HTTP request data.

    url: Request URL (without fragment).
    urlFragment: Fragment of the requested URL starting with hash, if present.
    method: HTTP request method.
    headers: HTTP request headers.
    postData (deprecated): HTTP POST request data. Use postDataEntries instead.
    hasPostData: True when the request has POST data. Note that postData might still be omitted
        when this flag is true when the data is too long.
    postDataEntries (experimental): Request body elements (post data broken into individual
        entries).
    mixedContentType: The mixed content type of the request.
    initialPriority: Priority of the resource request at the time request is sent.
    referrerPolicy: The referrer policy of the request, as defined in
        https://www.w3.org/TR/referrer-policy/
    isLinkPreload: Whether is loaded via link preload.
    trustTokenParams (experimental): Set for requests when the TrustToken API is used. Contains
        the parameters passed by the developer (e.g. via "fetch") as understood by the backend.
    isSameSite (experimental): True if this resource request is considered to be the 'same site'
        as the request corresponding to the main frame.
    isAdRelated (experimental): True when the resource request is ad-related.
    """

    urlFragment: str
    postData: str
    hasPostData: bool
    postDataEntries: t.List[PostDataEntry]
    mixedContentType: _security.MixedContentType
    isLinkPreload: bool
    trustTokenParams: TrustTokenParams
    isSameSite: bool
    isAdRelated: bool


# API status: stable
class SignedCertificateTimestamp(t.TypedDict):
    """Details of a signed certificate timestamp (SCT).

    status: Validation status.
    origin: Origin.
    logDescription: Log name / description.
    logId: Log ID.
    timestamp: Issuance date. Unlike TimeSinceEpoch, this contains the number of milliseconds
        since January 1, 1970, UTC, not the number of seconds.
    hashAlgorithm: Hash algorithm.
    signatureAlgorithm: Signature algorithm.
    signatureData: Signature data.
    """

    status: str
    origin: str
    logDescription: str
    logId: str
    timestamp: float
    hashAlgorithm: str
    signatureAlgorithm: str
    signatureData: str


class _SecurityDetailsRequired(t.TypedDict):
    protocol: str
    keyExchange: str
    cipher: str
    certificateId: _security.CertificateId
    subjectName: str
    sanList: t.List[str]
    issuer: str
    validFrom: TimeSinceEpoch
    validTo: TimeSinceEpoch
    signedCertificateTimestampList: t.List[SignedCertificateTimestamp]
    certificateTransparencyCompliance: CertificateTransparencyCompliance
    encryptedClientHello: bool


# API status: stable
class SecurityDetails(_SecurityDetailsRequired, total=False):
    """Security details about a request.

    protocol: Protocol name (e.g. "TLS 1.2" or "QUIC").
    keyExchange: Key Exchange used by the connection, or the empty string if not applicable.
    keyExchangeGroup: (EC)DH group used by the connection, if applicable.
    cipher: Cipher name.
    mac: TLS MAC. Note that AEAD ciphers do not have separate MACs.
    certificateId: Certificate ID value.
    subjectName: Certificate subject name.
    sanList: Subject Alternative Name (SAN) DNS names and IP addresses.
    issuer: Name of the issuing CA.
    validFrom: Certificate valid from date.
    validTo: Certificate valid to (expiration) date
    signedCertificateTimestampList: List of signed certificate timestamps (SCTs).
    certificateTransparencyCompliance: Whether the request complied with Certificate
        Transparency policy
    serverSignatureAlgorithm: The signature algorithm used by the server in the TLS server
        signature, represented as a TLS SignatureScheme code point. Omitted if not applicable or
        not known.
    encryptedClientHello: Whether the connection used Encrypted ClientHello
    """

    keyExchangeGroup: str
    mac: str
    serverSignatureAlgorithm: int


# API status: stable
# Whether the request complied with Certificate Transparency policy.
CertificateTransparencyCompliance = t.Literal["unknown", "not-compliant", "compliant"]

# API status: stable
# The reason why request was blocked.
BlockedReason = t.Literal[
    "other",
    "csp",
    "mixed-content",
    "origin",
    "inspector",
    "integrity",
    "subresource-filter",
    "content-type",
    "coep-frame-resource-needs-coep-header",
    "coop-sandboxed-iframe-cannot-navigate-to-coop-page",
    "corp-not-same-origin",
    "corp-not-same-origin-after-defaulted-to-same-origin-by-coep",
    "corp-not-same-origin-after-defaulted-to-same-origin-by-dip",
    "corp-not-same-origin-after-defaulted-to-same-origin-by-coep-and-dip",
    "corp-not-same-site",
    "sri-message-signature-mismatch",
]

# API status: stable
# The reason why request was blocked.
CorsError = t.Literal[
    "DisallowedByMode",
    "InvalidResponse",
    "WildcardOriginNotAllowed",
    "MissingAllowOriginHeader",
    "MultipleAllowOriginValues",
    "InvalidAllowOriginValue",
    "AllowOriginMismatch",
    "InvalidAllowCredentials",
    "CorsDisabledScheme",
    "PreflightInvalidStatus",
    "PreflightDisallowedRedirect",
    "PreflightWildcardOriginNotAllowed",
    "PreflightMissingAllowOriginHeader",
    "PreflightMultipleAllowOriginValues",
    "PreflightInvalidAllowOriginValue",
    "PreflightAllowOriginMismatch",
    "PreflightInvalidAllowCredentials",
    "PreflightMissingAllowExternal",
    "PreflightInvalidAllowExternal",
    "InvalidAllowMethodsPreflightResponse",
    "InvalidAllowHeadersPreflightResponse",
    "MethodDisallowedByPreflightResponse",
    "HeaderDisallowedByPreflightResponse",
    "RedirectContainsCredentials",
    "InsecureLocalNetwork",
    "InvalidLocalNetworkAccess",
    "NoCorsRedirectModeNotFollow",
    "LocalNetworkAccessPermissionDenied",
]


# API status: stable
class CorsErrorStatus(t.TypedDict):
    """The type `Network.CorsErrorStatus`.

    corsError
    failedParameter
    """

    corsError: CorsError
    failedParameter: str


# API status: stable
# Source of serviceworker response.
ServiceWorkerResponseSource = t.Literal["cache-storage", "http-cache", "fallback-code", "network"]


class _TrustTokenParamsRequired(t.TypedDict):
    operation: TrustTokenOperationType
    refreshPolicy: t.Literal["UseCached", "Refresh"]


# API status: experimental
class TrustTokenParams(_TrustTokenParamsRequired, total=False):
    """Determines what type of Trust Token operation is executed and
    depending on the type, some additional parameters. The values
    are specified in third_party/blink/renderer/core/fetch/trust_token.idl.

    operation
    refreshPolicy: Only set for "token-redemption" operation and determine whether to request a
        fresh SRR or use a still valid cached SRR.
    issuers: Origins of issuers from whom to request tokens or redemption records.
    """

    issuers: t.List[str]


# API status: experimental
TrustTokenOperationType = t.Literal["Issuance", "Redemption", "Signing"]

# API status: experimental
# The reason why Chrome uses a specific transport protocol for HTTP semantics.
AlternateProtocolUsage = t.Literal[
    "alternativeJobWonWithoutRace",
    "alternativeJobWonRace",
    "mainJobWonRace",
    "mappingMissing",
    "broken",
    "dnsAlpnH3JobWonWithoutRace",
    "dnsAlpnH3JobWonRace",
    "unspecifiedReason",
]

# API status: stable
# Source of service worker router.
ServiceWorkerRouterSource = t.Literal[
    "network",
    "cache",
    "fetch-event",
    "race-network-and-fetch-handler",
    "race-network-and-cache",
]


# API status: experimental
class ServiceWorkerRouterInfo(t.TypedDict, total=False):
    """The type `Network.ServiceWorkerRouterInfo`.

    ruleIdMatched: ID of the rule matched. If there is a matched rule, this field will be set,
        otherwiser no value will be set.
    matchedSourceType: The router source of the matched rule. If there is a matched rule, this
        field will be set, otherwise no value will be set.
    actualSourceType: The actual router source used.
    """

    ruleIdMatched: int
    matchedSourceType: ServiceWorkerRouterSource
    actualSourceType: ServiceWorkerRouterSource


class _ResponseRequired(t.TypedDict):
    url: str
    status: int
    statusText: str
    headers: Headers
    mimeType: str
    charset: str
    connectionReused: bool
    connectionId: float
    encodedDataLength: float
    securityState: _security.SecurityState


# API status: stable
class Response(_ResponseRequired, total=False):
    """HTTP response data.

    url: Response URL. This URL can be different from CachedResource.url in case of redirect.
    status: HTTP response status code.
    statusText: HTTP response status text.
    headers: HTTP response headers.
    headersText (deprecated): HTTP response headers text. This has been replaced by the headers
        in Network.responseReceivedExtraInfo.
    mimeType: Resource mimeType as determined by the browser.
    charset: Resource charset as determined by the browser (if applicable).
    requestHeaders: Refined HTTP request headers that were actually transmitted over the
        network.
    requestHeadersText (deprecated): HTTP request headers text. This has been replaced by the
        headers in Network.requestWillBeSentExtraInfo.
    connectionReused: Specifies whether physical connection was actually reused for this
        request.
    connectionId: Physical connection id that was actually used for this request.
    remoteIPAddress: Remote IP address.
    remotePort: Remote port.
    fromDiskCache: Specifies that the request was served from the disk cache.
    fromServiceWorker: Specifies that the request was served from the ServiceWorker.
    fromPrefetchCache: Specifies that the request was served from the prefetch cache.
    fromEarlyHints: Specifies that the request was served from the prefetch cache.
    serviceWorkerRouterInfo (experimental): Information about how ServiceWorker Static Router
        API was used. If this field is set with `matchedSourceType` field, a matching rule is
        found. If this field is set without `matchedSource`, no matching rule is found.
        Otherwise, the API is not used.
    encodedDataLength: Total number of bytes received for this request so far.
    timing: Timing information for the given request.
    serviceWorkerResponseSource: Response source of response from ServiceWorker.
    responseTime: The time at which the returned response was generated.
    cacheStorageCacheName: Cache Storage Cache Name.
    protocol: Protocol used to fetch this request.
    alternateProtocolUsage (experimental): The reason why Chrome uses a specific transport
        protocol for HTTP semantics.
    securityState: Security state of the request resource.
    securityDetails: Security details for the request.
    """

    headersText: str
    requestHeaders: Headers
    requestHeadersText: str
    remoteIPAddress: str
    remotePort: int
    fromDiskCache: bool
    fromServiceWorker: bool
    fromPrefetchCache: bool
    fromEarlyHints: bool
    serviceWorkerRouterInfo: ServiceWorkerRouterInfo
    timing: ResourceTiming
    serviceWorkerResponseSource: ServiceWorkerResponseSource
    responseTime: TimeSinceEpoch
    cacheStorageCacheName: str
    protocol: str
    alternateProtocolUsage: AlternateProtocolUsage
    securityDetails: SecurityDetails


# API status: stable
class WebSocketRequest(t.TypedDict):
    """WebSocket request data.

    headers: HTTP request headers.
    """

    headers: Headers


class _WebSocketResponseRequired(t.TypedDict):
    status: int
    statusText: str
    headers: Headers


# API status: stable
class WebSocketResponse(_WebSocketResponseRequired, total=False):
    """WebSocket response data.

    status: HTTP response status code.
    statusText: HTTP response status text.
    headers: HTTP response headers.
    headersText: HTTP response headers text.
    requestHeaders: HTTP request headers.
    requestHeadersText: HTTP request headers text.
    """

    headersText: str
    requestHeaders: Headers
    requestHeadersText: str


# API status: stable
class WebSocketFrame(t.TypedDict):
    """WebSocket message data. This represents an entire WebSocket message, not just a fragmented
    frame as the name suggests.

    opcode: WebSocket message opcode.
    mask: WebSocket message mask.
    payloadData: WebSocket message payload data. If the opcode is 1, this is a text message and
        payloadData is a UTF-8 string. If the opcode isn't 1, then payloadData is a base64
        encoded string representing binary data.
    """

    opcode: float
    mask: bool
    payloadData: str


class _CachedResourceRequired(t.TypedDict):
    url: str
    type: ResourceType
    bodySize: float


# API status: stable
class CachedResource(_CachedResourceRequired, total=False):
    """Information about the cached resource.

    url: Resource URL. This is the url of the original network request.
    type: Type of this resource.
    response: Cached response data.
    bodySize: Cached response body size.
    """

    response: Response


class _InitiatorRequired(t.TypedDict):
    type: t.Literal["parser", "script", "preload", "SignedExchange", "preflight", "FedCM", "other"]


# API status: stable
class Initiator(_InitiatorRequired, total=False):
    """Information about the request initiator.

    type: Type of this initiator.
    stack: Initiator JavaScript stack trace, set for Script only. Requires the Debugger domain
        to be enabled.
    url: Initiator URL, set for Parser type or for Script type (when script is importing module)
        or for SignedExchange type.
    lineNumber: Initiator line number, set for Parser type or for Script type (when script is
        importing module) (0-based).
    columnNumber: Initiator column number, set for Parser type or for Script type (when script
        is importing module) (0-based).
    requestId: Set if another request triggered this request (e.g. preflight).
    """

    stack: _runtime.StackTrace
    url: str
    lineNumber: float
    columnNumber: float
    requestId: RequestId


# API status: experimental
class CookiePartitionKey(t.TypedDict):
    """cookiePartitionKey object
    The representation of the components of the key that are created by the cookiePartitionKey
    class contained in net/cookies/cookie_partition_key.h.

    topLevelSite: The site of the top-level URL the browser was visiting at the start of the
        request to the endpoint that set the cookie.
    hasCrossSiteAncestor: Indicates if the cookie has any ancestors that are cross-site to the
        topLevelSite.
    """

    topLevelSite: str
    hasCrossSiteAncestor: bool


class _CookieRequired(t.TypedDict):
    name: str
    value: str
    domain: str
    path: str
    expires: float
    size: int
    httpOnly: bool
    secure: bool
    session: bool
    priority: CookiePriority
    sourceScheme: CookieSourceScheme
    sourcePort: int


# API status: stable
class Cookie(_CookieRequired, total=False):
    """Cookie object

    name: Cookie name.
    value: Cookie value.
    domain: Cookie domain.
    path: Cookie path.
    expires: Cookie expiration date as the number of seconds since the UNIX epoch. The value is
        set to -1 if the expiry date is not set. The value can be null for values that cannot be
        represented in JSON (±Inf).
    size: Cookie size.
    httpOnly: True if cookie is http-only.
    secure: True if cookie is secure.
    session: True in case of session cookie.
    sameSite: Cookie SameSite type.
    priority (experimental): Cookie Priority
    sourceScheme (experimental): Cookie source scheme type.
    sourcePort (experimental): Cookie source port. Valid values are {-1, [1, 65535]}, -1
        indicates an unspecified port. An unspecified port value allows protocol clients to
        emulate legacy cookie scope for the port. This is a temporary ability and it will be
        removed in the future.
    partitionKey (experimental): Cookie partition key.
    partitionKeyOpaque (experimental): True if cookie partition key is opaque.
    """

    sameSite: CookieSameSite
    partitionKey: CookiePartitionKey
    partitionKeyOpaque: bool


# API status: experimental
# Types of reasons why a cookie may not be stored from a response.
SetCookieBlockedReason = t.Literal[
    "SecureOnly",
    "SameSiteStrict",
    "SameSiteLax",
    "SameSiteUnspecifiedTreatedAsLax",
    "SameSiteNoneInsecure",
    "UserPreferences",
    "ThirdPartyPhaseout",
    "SyntaxError",
    "SchemeNotSupported",
    "OverwriteSecure",
    "InvalidDomain",
    "InvalidPrefix",
    "UnknownError",
    "SchemefulSameSiteStrict",
    "SchemefulSameSiteLax",
    "SchemefulSameSiteUnspecifiedTreatedAsLax",
    "NameValuePairExceedsMaxSize",
    "DisallowedCharacter",
    "NoCookieContent",
]

# API status: experimental
# Types of reasons why a cookie may not be sent with a request.
CookieBlockedReason = t.Literal[
    "SecureOnly",
    "NotOnPath",
    "DomainMismatch",
    "SameSiteStrict",
    "SameSiteLax",
    "SameSiteUnspecifiedTreatedAsLax",
    "SameSiteNoneInsecure",
    "UserPreferences",
    "ThirdPartyPhaseout",
    "UnknownError",
    "SchemefulSameSiteStrict",
    "SchemefulSameSiteLax",
    "SchemefulSameSiteUnspecifiedTreatedAsLax",
    "NameValuePairExceedsMaxSize",
    "PortMismatch",
    "SchemeMismatch",
    "AnonymousContext",
]

# API status: experimental
# Types of reasons why a cookie should have been blocked by 3PCD but is exempted for the request.
CookieExemptionReason = t.Literal[
    "None",
    "UserSetting",
    "EnterprisePolicy",
    "StorageAccess",
    "TopLevelStorageAccess",
    "Scheme",
    "SameSiteNoneCookiesInSandbox",
]


class _BlockedSetCookieWithReasonRequired(t.TypedDict):
    blockedReasons: t.List[SetCookieBlockedReason]
    cookieLine: str


# API status: experimental
class BlockedSetCookieWithReason(_BlockedSetCookieWithReasonRequired, total=False):
    """A cookie which was not stored from a response with the corresponding reason.

    blockedReasons: The reason(s) this cookie was blocked.
    cookieLine: The string representing this individual cookie as it would appear in the header.
        This is not the entire "cookie" or "set-cookie" header which could have multiple
        cookies.
    cookie: The cookie object which represents the cookie which was not stored. It is optional
        because sometimes complete cookie information is not available, such as in the case of
        parsing errors.
    """

    cookie: Cookie


# API status: experimental
class ExemptedSetCookieWithReason(t.TypedDict):
    """A cookie should have been blocked by 3PCD but is exempted and stored from a response with
    the
    corresponding reason. A cookie could only have at most one exemption reason.

    exemptionReason: The reason the cookie was exempted.
    cookieLine: The string representing this individual cookie as it would appear in the header.
    cookie: The cookie object representing the cookie.
    """

    exemptionReason: CookieExemptionReason
    cookieLine: str
    cookie: Cookie


class _AssociatedCookieRequired(t.TypedDict):
    cookie: Cookie
    blockedReasons: t.List[CookieBlockedReason]


# API status: experimental
class AssociatedCookie(_AssociatedCookieRequired, total=False):
    """A cookie associated with the request which may or may not be sent with it.
    Includes the cookies itself and reasons for blocking or exemption.

    cookie: The cookie object representing the cookie which was not sent.
    blockedReasons: The reason(s) the cookie was blocked. If empty means the cookie is included.
    exemptionReason: The reason the cookie should have been blocked by 3PCD but is exempted. A
        cookie could only have at most one exemption reason.
    """

    exemptionReason: CookieExemptionReason


class _CookieParamRequired(t.TypedDict):
    name: str
    value: str


# API status: stable
class CookieParam(_CookieParamRequired, total=False):
    """Cookie parameter object

    name: Cookie name.
    value: Cookie value.
    url: The request-URI to associate with the setting of the cookie. This value can affect the
        default domain, path, source port, and source scheme values of the created cookie.
    domain: Cookie domain.
    path: Cookie path.
    secure: True if cookie is secure.
    httpOnly: True if cookie is http-only.
    sameSite: Cookie SameSite type.
    expires: Cookie expiration date, session cookie if not set
    priority (experimental): Cookie Priority.
    sourceScheme (experimental): Cookie source scheme type.
    sourcePort (experimental): Cookie source port. Valid values are {-1, [1, 65535]}, -1
        indicates an unspecified port. An unspecified port value allows protocol clients to
        emulate legacy cookie scope for the port. This is a temporary ability and it will be
        removed in the future.
    partitionKey (experimental): Cookie partition key. If not set, the cookie will be set as not
        partitioned.
    """

    url: str
    domain: str
    path: str
    secure: bool
    httpOnly: bool
    sameSite: CookieSameSite
    expires: TimeSinceEpoch
    priority: CookiePriority
    sourceScheme: CookieSourceScheme
    sourcePort: int
    partitionKey: CookiePartitionKey


class _AuthChallengeRequired(t.TypedDict):
    origin: str
    scheme: str
    realm: str


# API status: experimental
class AuthChallenge(_AuthChallengeRequired, total=False):
    """Authorization challenge for HTTP status code 401 or 407.

    source: Source of the authentication challenge.
    origin: Origin of the challenger.
    scheme: The authentication scheme used, such as basic or digest
    realm: The realm of the challenge. May be empty.
    """

    source: t.Literal["Server", "Proxy"]


class _AuthChallengeResponseRequired(t.TypedDict):
    response: t.Literal["Default", "CancelAuth", "ProvideCredentials"]


# API status: experimental
class AuthChallengeResponse(_AuthChallengeResponseRequired, total=False):
    """Response to an AuthChallenge.

    response: The decision on what to do in response to the authorization challenge. Default
        means deferring to the default behavior of the net stack, which will likely either the
        Cancel authentication or display a popup dialog box.
    username: The username to provide, possibly empty. Should only be set if response is
        ProvideCredentials.
    password: The password to provide, possibly empty. Should only be set if response is
        ProvideCredentials.
    """

    username: str
    password: str


class _SignedExchangeSignatureRequired(t.TypedDict):
    label: str
    signature: str
    integrity: str
    validityUrl: str
    date: int
    expires: int


# API status: experimental
class SignedExchangeSignature(_SignedExchangeSignatureRequired, total=False):
    """Information about a signed exchange signature.
    https://wicg.github.io/webpackage/draft-yasskin-httpbis-origin-signed-exchanges-impl.html#rfc.section.3.1

    label: Signed exchange signature label.
    signature: The hex string of signed exchange signature.
    integrity: Signed exchange signature integrity.
    certUrl: Signed exchange signature cert Url.
    certSha256: The hex string of signed exchange signature cert sha256.
    validityUrl: Signed exchange signature validity Url.
    date: Signed exchange signature date.
    expires: Signed exchange signature expires.
    certificates: The encoded certificates.
    """

    certUrl: str
    certSha256: str
    certificates: t.List[str]


# API status: experimental
class SignedExchangeHeader(t.TypedDict):
    """Information about a signed exchange header.
    https://wicg.github.io/webpackage/draft-yasskin-httpbis-origin-signed-exchanges-impl.html#cbor-representation

    requestUrl: Signed exchange request URL.
    responseCode: Signed exchange response code.
    responseHeaders: Signed exchange response headers.
    signatures: Signed exchange response signature.
    headerIntegrity: Signed exchange header integrity hash in the form of
        `sha256-<base64-hash-value>`.
    """

    requestUrl: str
    responseCode: int
    responseHeaders: Headers
    signatures: t.List[SignedExchangeSignature]
    headerIntegrity: str


# API status: experimental
# Field type for a signed exchange related error.
SignedExchangeErrorField = t.Literal[
    "signatureSig",
    "signatureIntegrity",
    "signatureCertUrl",
    "signatureCertSha256",
    "signatureValidityUrl",
    "signatureTimestamps",
]


class _SignedExchangeErrorRequired(t.TypedDict):
    message: str


# API status: experimental
class SignedExchangeError(_SignedExchangeErrorRequired, total=False):
    """Information about a signed exchange response.

    message: Error message.
    signatureIndex: The index of the signature which caused the error.
    errorField: The field which caused the error.
    """

    signatureIndex: int
    errorField: SignedExchangeErrorField


class _SignedExchangeInfoRequired(t.TypedDict):
    outerResponse: Response
    hasExtraInfo: bool


# API status: experimental
class SignedExchangeInfo(_SignedExchangeInfoRequired, total=False):
    """Information about a signed exchange response.

    outerResponse: The outer response of signed HTTP exchange which was received from network.
    hasExtraInfo: Whether network response for the signed exchange was accompanied by extra
        headers.
    header: Information about the signed exchange header.
    securityDetails: Security details for the signed exchange header.
    errors: Errors occurred while handling the signed exchange.
    """

    header: SignedExchangeHeader
    securityDetails: SecurityDetails
    errors: t.List[SignedExchangeError]


class _NetworkConditionsRequired(t.TypedDict):
    urlPattern: str
    latency: float
    downloadThroughput: float
    uploadThroughput: float


# API status: experimental
class NetworkConditions(_NetworkConditionsRequired, total=False):
    """The type `Network.NetworkConditions`.

    urlPattern: Only matching requests will be affected by these conditions. Patterns use the
        URLPattern constructor string syntax (https://urlpattern.spec.whatwg.org/) and must be
        absolute. If the pattern is empty, all requests are matched (including p2p connections).
    latency: Minimum latency from request sent to response headers received (ms).
    downloadThroughput: Maximal aggregated download throughput (bytes/sec). -1 disables download
        throttling.
    uploadThroughput: Maximal aggregated upload throughput (bytes/sec). -1 disables upload
        throttling.
    connectionType: Connection type if known.
    packetLoss: WebRTC packet loss (percent, 0-100). 0 disables packet loss emulation, 100 drops
        all the packets.
    packetQueueLength: WebRTC packet queue length (packet). 0 removes any queue length
        limitations.
    packetReordering: WebRTC packetReordering feature.
    offline: True to emulate internet disconnection.
    """

    connectionType: ConnectionType
    packetLoss: float
    packetQueueLength: int
    packetReordering: bool
    offline: bool


# API status: experimental
class BlockPattern(t.TypedDict):
    """The type `Network.BlockPattern`.

    urlPattern: URL pattern to match. Patterns use the URLPattern constructor string syntax
        (https://urlpattern.spec.whatwg.org/) and must be absolute. Example: `*://*:*/*.css`.
    block: Whether or not to block the pattern. If false, a matching request will not be blocked
        even if it matches a later `BlockPattern`.
    """

    urlPattern: str
    block: bool


# API status: experimental
DirectSocketDnsQueryType = t.Literal["ipv4", "ipv6"]


class _DirectTCPSocketOptionsRequired(t.TypedDict):
    noDelay: bool


# API status: experimental
class DirectTCPSocketOptions(_DirectTCPSocketOptionsRequired, total=False):
    """The type `Network.DirectTCPSocketOptions`.

    noDelay: TCP_NODELAY option
    keepAliveDelay: Expected to be unsigned integer.
    sendBufferSize: Expected to be unsigned integer.
    receiveBufferSize: Expected to be unsigned integer.
    dnsQueryType
    """

    keepAliveDelay: float
    sendBufferSize: float
    receiveBufferSize: float
    dnsQueryType: DirectSocketDnsQueryType


# API status: experimental
class DirectUDPSocketOptions(t.TypedDict, total=False):
    """The type `Network.DirectUDPSocketOptions`.

    remoteAddr
    remotePort: Unsigned int 16.
    localAddr
    localPort: Unsigned int 16.
    dnsQueryType
    sendBufferSize: Expected to be unsigned integer.
    receiveBufferSize: Expected to be unsigned integer.
    multicastLoopback
    multicastTimeToLive: Unsigned int 8.
    multicastAllowAddressSharing
    """

    remoteAddr: str
    remotePort: int
    localAddr: str
    localPort: int
    dnsQueryType: DirectSocketDnsQueryType
    sendBufferSize: float
    receiveBufferSize: float
    multicastLoopback: bool
    multicastTimeToLive: int
    multicastAllowAddressSharing: bool


class _DirectUDPMessageRequired(t.TypedDict):
    data: str


# API status: experimental
class DirectUDPMessage(_DirectUDPMessageRequired, total=False):
    """The type `Network.DirectUDPMessage`.

    data
    remoteAddr: Null for connected mode.
    remotePort: Null for connected mode. Expected to be unsigned integer.
    """

    remoteAddr: str
    remotePort: int


# API status: experimental
LocalNetworkAccessRequestPolicy = t.Literal[
    "Allow",
    "BlockFromInsecureToMorePrivate",
    "WarnFromInsecureToMorePrivate",
    "PermissionBlock",
    "PermissionWarn",
]

# API status: experimental
IPAddressSpace = t.Literal["Loopback", "Local", "Public", "Unknown"]


# API status: experimental
class ConnectTiming(t.TypedDict):
    """The type `Network.ConnectTiming`.

    requestTime: Timing's requestTime is a baseline in seconds, while the other numbers are
        ticks in milliseconds relatively to this requestTime. Matches ResourceTiming's
        requestTime for the same request (but not for redirected requests).
    """

    requestTime: float


# API status: experimental
class ClientSecurityState(t.TypedDict):
    """The type `Network.ClientSecurityState`.

    initiatorIsSecureContext
    initiatorIPAddressSpace
    localNetworkAccessRequestPolicy
    """

    initiatorIsSecureContext: bool
    initiatorIPAddressSpace: IPAddressSpace
    localNetworkAccessRequestPolicy: LocalNetworkAccessRequestPolicy


# API status: experimental
class AdScriptIdentifier(t.TypedDict):
    """Identifies the script on the stack that caused a resource or element to be
    labeled as an ad. For resources, this indicates the context that triggered
    the fetch. For elements, this indicates the context that caused the element
    to be appended to the DOM.

    scriptId: The script's V8 identifier.
    debuggerId: V8's debugging ID for the v8::Context.
    name: The script's url (or generated name based on id if inline script).
    """

    scriptId: _runtime.ScriptId
    debuggerId: _runtime.UniqueDebuggerId
    name: str


class _AdAncestryRequired(t.TypedDict):
    ancestryChain: t.List[AdScriptIdentifier]


# API status: experimental
class AdAncestry(_AdAncestryRequired, total=False):
    """Encapsulates the script ancestry and the root script filter list rule that
    caused the resource or element to be labeled as an ad.

    ancestryChain: A chain of `AdScriptIdentifier`s representing the ancestry of an ad script
        that led to the creation of a resource or element. The chain is ordered from the script
        itself (lowest level) up to its root ancestor that was flagged by a filter list.
    rootScriptFilterlistRule: The filter list rule that caused the root (last) script in
        `ancestryChain` to be tagged as an ad.
    """

    rootScriptFilterlistRule: str


# API status: experimental
class AdProvenance(t.TypedDict, total=False):
    """Represents the provenance of an ad resource or element. Only one of
    `filterlistRule` or `adScriptAncestry` can be set. If `filterlistRule`
    is provided, the resource URL directly matches a filter list rule. If
    `adScriptAncestry` is provided, an ad script initiated the resource fetch or
    appended the element to the DOM. If neither is provided, the entity is
    known to be an ad, but provenance tracking information is unavailable.

    filterlistRule: The filterlist rule that matched, if any.
    adScriptAncestry: The script ancestry that created the ad, if any. Note: depending on the
        context, this may represent the full ancestry up to the root script, or it may contain
        only one script representing the immediate ancestor.
    """

    filterlistRule: str
    adScriptAncestry: AdAncestry


# API status: experimental
CrossOriginOpenerPolicyValue = t.Literal[
    "SameOrigin",
    "SameOriginAllowPopups",
    "RestrictProperties",
    "UnsafeNone",
    "SameOriginPlusCoep",
    "RestrictPropertiesPlusCoep",
    "NoopenerAllowPopups",
]


class _CrossOriginOpenerPolicyStatusRequired(t.TypedDict):
    value: CrossOriginOpenerPolicyValue
    reportOnlyValue: CrossOriginOpenerPolicyValue


# API status: experimental
class CrossOriginOpenerPolicyStatus(_CrossOriginOpenerPolicyStatusRequired, total=False):
    """The type `Network.CrossOriginOpenerPolicyStatus`.

    value
    reportOnlyValue
    reportingEndpoint
    reportOnlyReportingEndpoint
    """

    reportingEndpoint: str
    reportOnlyReportingEndpoint: str


# API status: experimental
CrossOriginEmbedderPolicyValue = t.Literal["None", "Credentialless", "RequireCorp"]


class _CrossOriginEmbedderPolicyStatusRequired(t.TypedDict):
    value: CrossOriginEmbedderPolicyValue
    reportOnlyValue: CrossOriginEmbedderPolicyValue


# API status: experimental
class CrossOriginEmbedderPolicyStatus(_CrossOriginEmbedderPolicyStatusRequired, total=False):
    """The type `Network.CrossOriginEmbedderPolicyStatus`.

    value
    reportOnlyValue
    reportingEndpoint
    reportOnlyReportingEndpoint
    """

    reportingEndpoint: str
    reportOnlyReportingEndpoint: str


# API status: experimental
ContentSecurityPolicySource = t.Literal["HTTP", "Meta"]


# API status: experimental
class ContentSecurityPolicyStatus(t.TypedDict):
    """The type `Network.ContentSecurityPolicyStatus`.

    effectiveDirectives
    isEnforced
    source
    """

    effectiveDirectives: str
    isEnforced: bool
    source: ContentSecurityPolicySource


# API status: experimental
class SecurityIsolationStatus(t.TypedDict, total=False):
    """The type `Network.SecurityIsolationStatus`.

    coop
    coep
    csp
    """

    coop: CrossOriginOpenerPolicyStatus
    coep: CrossOriginEmbedderPolicyStatus
    csp: t.List[ContentSecurityPolicyStatus]


# API status: experimental
# The status of a Reporting API report.
ReportStatus = t.Literal["Queued", "Pending", "MarkedForRemoval", "Success"]

# API status: experimental
ReportId = str


# API status: experimental
class ReportingApiReport(t.TypedDict):
    """An object representing a report generated by the Reporting API.

    id
    initiatorUrl: The URL of the document that triggered the report.
    destination: The name of the endpoint group that should be used to deliver the report.
    type: The type of the report (specifies the set of data that is contained in the report
        body).
    timestamp: When the report was generated.
    depth: How many uploads deep the related request was.
    completedAttempts: The number of delivery attempts made so far, not including an active
        attempt.
    body
    status
    """

    id: ReportId
    initiatorUrl: str
    destination: str
    type: str
    timestamp: TimeSinceEpoch
    depth: int
    completedAttempts: int
    body: t.Dict[str, t.Any]
    status: ReportStatus


# API status: experimental
class ReportingApiEndpoint(t.TypedDict):
    """The type `Network.ReportingApiEndpoint`.

    url: The URL of the endpoint to which reports may be delivered.
    groupName: Name of the endpoint group.
    """

    url: str
    groupName: str


# API status: experimental
class DeviceBoundSessionKey(t.TypedDict):
    """Unique identifier for a device bound session.

    site: The site the session is set up for.
    id: The id of the session.
    """

    site: str
    id: str


# API status: experimental
class DeviceBoundSessionWithUsage(t.TypedDict):
    """How a device bound session was used during a request.

    sessionKey: The key for the session.
    usage: How the session was used (or not used).
    """

    sessionKey: DeviceBoundSessionKey
    usage: t.Literal[
        "NotInScope",
        "InScopeRefreshNotYetNeeded",
        "InScopeRefreshNotAllowed",
        "ProactiveRefreshNotPossible",
        "ProactiveRefreshAttempted",
        "Deferred",
    ]


class _DeviceBoundSessionCookieCravingRequired(t.TypedDict):
    name: str
    domain: str
    path: str
    secure: bool
    httpOnly: bool


# API status: experimental
class DeviceBoundSessionCookieCraving(_DeviceBoundSessionCookieCravingRequired, total=False):
    """A device bound session's cookie craving.

    name: The name of the craving.
    domain: The domain of the craving.
    path: The path of the craving.
    secure: The `Secure` attribute of the craving attributes.
    httpOnly: The `HttpOnly` attribute of the craving attributes.
    sameSite: The `SameSite` attribute of the craving attributes.
    """

    sameSite: CookieSameSite


# API status: experimental
class DeviceBoundSessionUrlRule(t.TypedDict):
    """A device bound session's inclusion URL rule.

    ruleType: See comments on
        `net::device_bound_sessions::SessionInclusionRules::UrlRule::rule_type`.
    hostPattern: See comments on
        `net::device_bound_sessions::SessionInclusionRules::UrlRule::host_pattern`.
    pathPrefix: See comments on
        `net::device_bound_sessions::SessionInclusionRules::UrlRule::path_prefix`.
    """

    ruleType: t.Literal["Exclude", "Include"]
    hostPattern: str
    pathPrefix: str


# API status: experimental
class DeviceBoundSessionInclusionRules(t.TypedDict):
    """A device bound session's inclusion rules.

    origin: See comments on `net::device_bound_sessions::SessionInclusionRules::origin_`.
    includeSite: Whether the whole site is included. See comments on
        `net::device_bound_sessions::SessionInclusionRules::include_site_` for more details;
        this boolean is true if that value is populated.
    urlRules: See comments on `net::device_bound_sessions::SessionInclusionRules::url_rules_`.
    """

    origin: str
    includeSite: bool
    urlRules: t.List[DeviceBoundSessionUrlRule]


class _DeviceBoundSessionRequired(t.TypedDict):
    key: DeviceBoundSessionKey
    refreshUrl: str
    inclusionRules: DeviceBoundSessionInclusionRules
    cookieCravings: t.List[DeviceBoundSessionCookieCraving]
    expiryDate: TimeSinceEpoch
    allowedRefreshInitiators: t.List[str]


# API status: experimental
class DeviceBoundSession(_DeviceBoundSessionRequired, total=False):
    """A device bound session.

    key: The site and session ID of the session.
    refreshUrl: See comments on `net::device_bound_sessions::Session::refresh_url_`.
    inclusionRules: See comments on `net::device_bound_sessions::Session::inclusion_rules_`.
    cookieCravings: See comments on `net::device_bound_sessions::Session::cookie_cravings_`.
    expiryDate: See comments on `net::device_bound_sessions::Session::expiry_date_`.
    cachedChallenge: See comments on `net::device_bound_sessions::Session::cached_challenge__`.
    allowedRefreshInitiators: See comments on
        `net::device_bound_sessions::Session::allowed_refresh_initiators_`.
    """

    cachedChallenge: str


# API status: experimental
# A unique identifier for a device bound session event.
DeviceBoundSessionEventId = str

# API status: experimental
# A fetch result for a device bound session creation or refresh.
# LINT.IfChange(DeviceBoundSessionFetchResult)
DeviceBoundSessionFetchResult = t.Literal[
    "Success",
    "SigningKeyGenerationError",
    "AttestationKeyGenerationError",
    "SigningError",
    "TransientSigningError",
    "ServerRequestedTermination",
    "InvalidSessionId",
    "InvalidChallenge",
    "TooManyChallenges",
    "InvalidFetcherUrl",
    "InvalidRefreshUrl",
    "TransientHttpError",
    "ScopeOriginSameSiteMismatch",
    "RefreshUrlSameSiteMismatch",
    "MismatchedSessionId",
    "MissingScope",
    "NoCredentials",
    "SubdomainRegistrationWellKnownUnavailable",
    "SubdomainRegistrationUnauthorized",
    "SubdomainRegistrationWellKnownMalformed",
    "SessionProviderWellKnownUnavailable",
    "RelyingPartyWellKnownUnavailable",
    "FederatedKeyThumbprintMismatch",
    "InvalidFederatedSessionUrl",
    "InvalidFederatedKey",
    "TooManyRelyingOriginLabels",
    "BoundCookieSetForbidden",
    "NetError",
    "ProxyError",
    "EmptySessionConfig",
    "InvalidCredentialsConfig",
    "InvalidCredentialsType",
    "InvalidCredentialsEmptyName",
    "InvalidCredentialsCookie",
    "PersistentHttpError",
    "RegistrationAttemptedChallenge",
    "InvalidScopeOrigin",
    "ScopeOriginContainsPath",
    "RefreshInitiatorNotString",
    "RefreshInitiatorInvalidHostPattern",
    "InvalidScopeSpecification",
    "MissingScopeSpecificationType",
    "EmptyScopeSpecificationDomain",
    "EmptyScopeSpecificationPath",
    "InvalidScopeSpecificationType",
    "InvalidScopeIncludeSite",
    "MissingScopeIncludeSite",
    "FederatedNotAuthorizedByProvider",
    "FederatedNotAuthorizedByRelyingParty",
    "SessionProviderWellKnownMalformed",
    "SessionProviderWellKnownHasProviderOrigin",
    "RelyingPartyWellKnownMalformed",
    "RelyingPartyWellKnownHasRelyingOrigins",
    "InvalidFederatedSessionProviderSessionMissing",
    "InvalidFederatedSessionWrongProviderOrigin",
    "InvalidCredentialsCookieCreationTime",
    "InvalidCredentialsCookieName",
    "InvalidCredentialsCookieParsing",
    "InvalidCredentialsCookieUnpermittedAttribute",
    "InvalidCredentialsCookieInvalidDomain",
    "InvalidCredentialsCookiePrefix",
    "InvalidScopeRulePath",
    "InvalidScopeRuleHostPattern",
    "ScopeRuleOriginScopedHostPatternMismatch",
    "ScopeRuleSiteScopedHostPatternMismatch",
    "SigningQuotaExceeded",
    "InvalidConfigJson",
    "InvalidFederatedSessionProviderFailedToRestoreKey",
    "FailedToUnwrapKey",
    "SessionDeletedDuringRefresh",
    "CrossOriginRegistrationSiteNotIncluded",
    "InvalidPreProvisionedKeyInitiatorMissing",
    "PreProvisionedKeyAccessNotGranted",
    "PreProvisionedKeyNotFound",
    "AttestationCertificationError",
    "AttestationSigningError",
]


class _DeviceBoundSessionFailedRequestRequired(t.TypedDict):
    requestUrl: str


# API status: experimental
class DeviceBoundSessionFailedRequest(_DeviceBoundSessionFailedRequestRequired, total=False):
    """Details about a failed device bound session network request.

    requestUrl: The failed request URL.
    netError: The net error of the response if it was not OK.
    responseError: The response code if the net error was OK and the response code was not 200.
    responseErrorBody: The body of the response if the net error was OK, the response code was
        not 200, and the response body was not empty.
    """

    netError: str
    responseError: int
    responseErrorBody: str


class _CreationEventDetailsRequired(t.TypedDict):
    fetchResult: DeviceBoundSessionFetchResult


# API status: experimental
class CreationEventDetails(_CreationEventDetailsRequired, total=False):
    """Session event details specific to creation.

    fetchResult: The result of the fetch attempt.
    newSession: The session if there was a newly created session. This is populated for all
        successful creation events.
    failedRequest: Details about a failed device bound session network request if there was one.
    """

    newSession: DeviceBoundSession
    failedRequest: DeviceBoundSessionFailedRequest


class _RefreshEventDetailsRequired(t.TypedDict):
    refreshResult: t.Literal[
        "Refreshed",
        "InitializedService",
        "Unreachable",
        "ServerError",
        "FatalError",
        "SigningQuotaExceeded",
        "RefreshedAsWaiter",
        "TransientSigningError",
        "InScopeRefreshNotYetNeeded",
    ]
    wasFullyProactiveRefresh: bool


# API status: experimental
class RefreshEventDetails(_RefreshEventDetailsRequired, total=False):
    """Session event details specific to refresh.

    refreshResult: The result of a refresh. LINT.IfChange(DeviceBoundSessionRefreshResult)
    fetchResult:
        LINT.ThenChange(//net/device_bound_sessions/refresh_result.h:DeviceBoundSessionRefreshResult,//content/browser/devtools/protocol/network_handler.cc:DeviceBoundSessionRefreshResult)
        If there was a fetch attempt, the result of that.
    newSession: The session display if there was a newly created session. This is populated for
        any refresh event that modifies the session config.
    wasFullyProactiveRefresh: See comments on
        `net::device_bound_sessions::RefreshEventResult::was_fully_proactive_refresh`.
    failedRequest: Details about a failed device bound session network request if there was one.
    """

    fetchResult: DeviceBoundSessionFetchResult
    newSession: DeviceBoundSession
    failedRequest: DeviceBoundSessionFailedRequest


# API status: experimental
class TerminationEventDetails(t.TypedDict):
    """Session event details specific to termination.

    deletionReason: The reason for a session being deleted.
    """

    deletionReason: t.Literal[
        "Expired",
        "FailedToRestoreKey",
        "FailedToUnwrapKey",
        "StoragePartitionCleared",
        "ClearBrowsingData",
        "ServerRequested",
        "InvalidSessionParams",
        "RefreshFatalError",
        "DevTools",
        "Replaced",
    ]


# API status: experimental
class ChallengeEventDetails(t.TypedDict):
    """Session event details specific to challenges.

    challengeResult: The result of a challenge.
    challenge: The challenge set.
    """

    challengeResult: t.Literal["Success", "NoSessionId", "NoSessionMatch", "CantSetBoundCookie"]
    challenge: str


class _LoadNetworkResourcePageResultRequired(t.TypedDict):
    success: bool


# API status: experimental
class LoadNetworkResourcePageResult(_LoadNetworkResourcePageResultRequired, total=False):
    """An object providing the result of a network resource load.

    success
    netError: Optional values used for error reporting.
    netErrorName
    httpStatusCode
    stream: If successful, one of the following two fields holds the result.
    headers: Response headers.
    """

    netError: float
    netErrorName: str
    httpStatusCode: float
    stream: _io.StreamHandle
    headers: Headers


# API status: experimental
class LoadNetworkResourceOptions(t.TypedDict):
    """An options object that may be extended later to better support CORS,
    CORB and streaming.

    disableCache
    includeCredentials
    """

    disableCache: bool
    includeCredentials: bool


class CanClearBrowserCacheReturns(t.TypedDict):
    """What `Network.canClearBrowserCache` returns.

    result: True if browser cache can be cleared.
    """

    result: bool


class CanClearBrowserCookiesReturns(t.TypedDict):
    """What `Network.canClearBrowserCookies` returns.

    result: True if browser cookies can be cleared.
    """

    result: bool


class CanEmulateNetworkConditionsReturns(t.TypedDict):
    """What `Network.canEmulateNetworkConditions` returns.

    result: True if emulation of network conditions is supported.
    """

    result: bool


class EmulateNetworkConditionsByRuleReturns(t.TypedDict):
    """What `Network.emulateNetworkConditionsByRule` returns.

    ruleIds: An id for each entry in matchedNetworkConditions. The id will be included in the
        requestWillBeSentExtraInfo for requests affected by a rule.
    """

    ruleIds: t.List[str]


class GetAllCookiesReturns(t.TypedDict):
    """What `Network.getAllCookies` returns.

    cookies: Array of cookie objects.
    """

    cookies: t.List[Cookie]


class GetCertificateReturns(t.TypedDict):
    """What `Network.getCertificate` returns.

    tableNames
    """

    tableNames: t.List[str]


class GetCookiesReturns(t.TypedDict):
    """What `Network.getCookies` returns.

    cookies: Array of cookie objects.
    """

    cookies: t.List[Cookie]


class GetResponseBodyReturns(t.TypedDict):
    """What `Network.getResponseBody` returns.

    body: Response body.
    base64Encoded: True, if content was sent as base64.
    """

    body: str
    base64Encoded: bool


class GetRequestPostDataReturns(t.TypedDict):
    """What `Network.getRequestPostData` returns.

    postData: Request body string, omitting files from multipart requests
    base64Encoded: True, if content was sent as base64.
    """

    postData: str
    base64Encoded: bool


class SearchInResponseBodyReturns(t.TypedDict):
    """What `Network.searchInResponseBody` returns.

    result: List of search matches.
    """

    result: t.List[_debugger.SearchMatch]


class SetCookieReturns(t.TypedDict):
    """What `Network.setCookie` returns.

    success (deprecated): Always set to true. If an error occurs, the response indicates
        protocol error.
    """

    success: bool


class StreamResourceContentReturns(t.TypedDict):
    """What `Network.streamResourceContent` returns.

    bufferedData: Data that has been buffered until streaming is enabled.
    """

    bufferedData: str


class GetSecurityIsolationStatusReturns(t.TypedDict):
    """What `Network.getSecurityIsolationStatus` returns.

    status
    """

    status: SecurityIsolationStatus


class FetchSchemefulSiteReturns(t.TypedDict):
    """What `Network.fetchSchemefulSite` returns.

    schemefulSite: The corresponding schemeful site.
    """

    schemefulSite: str


class LoadNetworkResourceReturns(t.TypedDict):
    """What `Network.loadNetworkResource` returns.

    resource
    """

    resource: LoadNetworkResourcePageResult


class _DataReceivedEventRequired(t.TypedDict):
    requestId: RequestId
    timestamp: MonotonicTime
    dataLength: int
    encodedDataLength: int


class DataReceivedEvent(_DataReceivedEventRequired, total=False):
    """The parameters of the event `Network.dataReceived`.

    requestId: Request identifier.
    timestamp: Timestamp.
    dataLength: Data chunk length.
    encodedDataLength: Actual bytes received (might be less than dataLength for compressed
        encodings).
    data (experimental): Data that was received.
    """

    data: str


class EventSourceMessageReceivedEvent(t.TypedDict):
    """The parameters of the event `Network.eventSourceMessageReceived`.

    requestId: Request identifier.
    timestamp: Timestamp.
    eventName: Message type.
    eventId: Message identifier.
    data: Message content.
    """

    requestId: RequestId
    timestamp: MonotonicTime
    eventName: str
    eventId: str
    data: str


class _LoadingFailedEventRequired(t.TypedDict):
    requestId: RequestId
    timestamp: MonotonicTime
    type: ResourceType
    errorText: str


class LoadingFailedEvent(_LoadingFailedEventRequired, total=False):
    """The parameters of the event `Network.loadingFailed`.

    requestId: Request identifier.
    timestamp: Timestamp.
    type: Resource type.
    errorText: Error message. List of network errors:
        https://cs.chromium.org/chromium/src/net/base/net_error_list.h
    canceled: True if loading was canceled.
    blockedReason: The reason why loading was blocked, if any.
    corsErrorStatus: The reason why loading was blocked by CORS, if any.
    """

    canceled: bool
    blockedReason: BlockedReason
    corsErrorStatus: CorsErrorStatus


class LoadingFinishedEvent(t.TypedDict):
    """The parameters of the event `Network.loadingFinished`.

    requestId: Request identifier.
    timestamp: Timestamp.
    encodedDataLength: Total number of bytes received for this request.
    """

    requestId: RequestId
    timestamp: MonotonicTime
    encodedDataLength: float


class RequestServedFromCacheEvent(t.TypedDict):
    """The parameters of the event `Network.requestServedFromCache`.

    requestId: Request identifier.
    """

    requestId: RequestId


class _RequestWillBeSentEventRequired(t.TypedDict):
    requestId: RequestId
    loaderId: LoaderId
    documentURL: str
    request: Request
    timestamp: MonotonicTime
    wallTime: TimeSinceEpoch
    initiator: Initiator
    redirectHasExtraInfo: bool


class RequestWillBeSentEvent(_RequestWillBeSentEventRequired, total=False):
    """The parameters of the event `Network.requestWillBeSent`.

    requestId: Request identifier.
    loaderId: Loader identifier. Empty string if the request is fetched from worker.
    documentURL: URL of the document this request is loaded for.
    request: Request data.
    timestamp: Timestamp.
    wallTime: Timestamp.
    initiator: Request initiator.
    redirectHasExtraInfo (experimental): In the case that redirectResponse is populated, this
        flag indicates whether requestWillBeSentExtraInfo and responseReceivedExtraInfo events
        will be or were emitted for the request which was just redirected.
    redirectResponse: Redirect response data.
    type: Type of this resource.
    frameId: Frame identifier.
    hasUserGesture: Whether the request is initiated by a user gesture. Defaults to false.
    renderBlockingBehavior (experimental): The render-blocking behavior of the request.
    """

    redirectResponse: Response
    type: ResourceType
    frameId: _page.FrameId
    hasUserGesture: bool
    renderBlockingBehavior: RenderBlockingBehavior


class ResourceChangedPriorityEvent(t.TypedDict):
    """The parameters of the event `Network.resourceChangedPriority`.

    requestId: Request identifier.
    newPriority: New priority
    timestamp: Timestamp.
    """

    requestId: RequestId
    newPriority: ResourcePriority
    timestamp: MonotonicTime


class SignedExchangeReceivedEvent(t.TypedDict):
    """The parameters of the event `Network.signedExchangeReceived`.

    requestId: Request identifier.
    info: Information about the signed exchange response.
    """

    requestId: RequestId
    info: SignedExchangeInfo


class _ResponseReceivedEventRequired(t.TypedDict):
    requestId: RequestId
    loaderId: LoaderId
    timestamp: MonotonicTime
    type: ResourceType
    response: Response
    hasExtraInfo: bool


class ResponseReceivedEvent(_ResponseReceivedEventRequired, total=False):
    """The parameters of the event `Network.responseReceived`.

    requestId: Request identifier.
    loaderId: Loader identifier. Empty string if the request is fetched from worker.
    timestamp: Timestamp.
    type: Resource type.
    response: Response data.
    hasExtraInfo (experimental): Indicates whether requestWillBeSentExtraInfo and
        responseReceivedExtraInfo events will be or were emitted for this request.
    frameId: Frame identifier.
    """

    frameId: _page.FrameId


class WebSocketClosedEvent(t.TypedDict):
    """The parameters of the event `Network.webSocketClosed`.

    requestId: Request identifier.
    timestamp: Timestamp.
    """

    requestId: RequestId
    timestamp: MonotonicTime


class _WebSocketCreatedEventRequired(t.TypedDict):
    requestId: RequestId
    url: str


class WebSocketCreatedEvent(_WebSocketCreatedEventRequired, total=False):
    """The parameters of the event `Network.webSocketCreated`.

    requestId: Request identifier.
    url: WebSocket request URL.
    initiator: Request initiator.
    """

    initiator: Initiator


class WebSocketFrameErrorEvent(t.TypedDict):
    """The parameters of the event `Network.webSocketFrameError`.

    requestId: Request identifier.
    timestamp: Timestamp.
    errorMessage: WebSocket error message.
    """

    requestId: RequestId
    timestamp: MonotonicTime
    errorMessage: str


class WebSocketFrameReceivedEvent(t.TypedDict):
    """The parameters of the event `Network.webSocketFrameReceived`.

    requestId: Request identifier.
    timestamp: Timestamp.
    response: WebSocket response data.
    """

    requestId: RequestId
    timestamp: MonotonicTime
    response: WebSocketFrame


class WebSocketFrameSentEvent(t.TypedDict):
    """The parameters of the event `Network.webSocketFrameSent`.

    requestId: Request identifier.
    timestamp: Timestamp.
    response: WebSocket response data.
    """

    requestId: RequestId
    timestamp: MonotonicTime
    response: WebSocketFrame


class WebSocketHandshakeResponseReceivedEvent(t.TypedDict):
    """The parameters of the event `Network.webSocketHandshakeResponseReceived`.

    requestId: Request identifier.
    timestamp: Timestamp.
    response: WebSocket response data.
    """

    requestId: RequestId
    timestamp: MonotonicTime
    response: WebSocketResponse


class WebSocketWillSendHandshakeRequestEvent(t.TypedDict):
    """The parameters of the event `Network.webSocketWillSendHandshakeRequest`.

    requestId: Request identifier.
    timestamp: Timestamp.
    wallTime: UTC Timestamp.
    request: WebSocket request data.
    """

    requestId: RequestId
    timestamp: MonotonicTime
    wallTime: TimeSinceEpoch
    request: WebSocketRequest


class _WebTransportCreatedEventRequired(t.TypedDict):
    transportId: RequestId
    url: str
    timestamp: MonotonicTime


class WebTransportCreatedEvent(_WebTransportCreatedEventRequired, total=False):
    """The parameters of the event `Network.webTransportCreated`.

    transportId: WebTransport identifier.
    url: WebTransport request URL.
    timestamp: Timestamp.
    initiator: Request initiator.
    """

    initiator: Initiator


class WebTransportConnectionEstablishedEvent(t.TypedDict):
    """The parameters of the event `Network.webTransportConnectionEstablished`.

    transportId: WebTransport identifier.
    timestamp: Timestamp.
    """

    transportId: RequestId
    timestamp: MonotonicTime


class WebTransportClosedEvent(t.TypedDict):
    """The parameters of the event `Network.webTransportClosed`.

    transportId: WebTransport identifier.
    timestamp: Timestamp.
    """

    transportId: RequestId
    timestamp: MonotonicTime


class _DirectTCPSocketCreatedEventRequired(t.TypedDict):
    identifier: RequestId
    remoteAddr: str
    remotePort: int
    options: DirectTCPSocketOptions
    timestamp: MonotonicTime


class DirectTCPSocketCreatedEvent(_DirectTCPSocketCreatedEventRequired, total=False):
    """The parameters of the event `Network.directTCPSocketCreated`.

    identifier
    remoteAddr
    remotePort: Unsigned int 16.
    options
    timestamp
    initiator
    """

    initiator: Initiator


class _DirectTCPSocketOpenedEventRequired(t.TypedDict):
    identifier: RequestId
    remoteAddr: str
    remotePort: int
    timestamp: MonotonicTime


class DirectTCPSocketOpenedEvent(_DirectTCPSocketOpenedEventRequired, total=False):
    """The parameters of the event `Network.directTCPSocketOpened`.

    identifier
    remoteAddr
    remotePort: Expected to be unsigned integer.
    timestamp
    localAddr
    localPort: Expected to be unsigned integer.
    """

    localAddr: str
    localPort: int


class DirectTCPSocketAbortedEvent(t.TypedDict):
    """The parameters of the event `Network.directTCPSocketAborted`.

    identifier
    errorMessage
    timestamp
    """

    identifier: RequestId
    errorMessage: ErrorReason
    timestamp: MonotonicTime


class DirectTCPSocketClosedEvent(t.TypedDict):
    """The parameters of the event `Network.directTCPSocketClosed`.

    identifier
    timestamp
    """

    identifier: RequestId
    timestamp: MonotonicTime


class DirectTCPSocketChunkSentEvent(t.TypedDict):
    """The parameters of the event `Network.directTCPSocketChunkSent`.

    identifier
    data
    timestamp
    """

    identifier: RequestId
    data: str
    timestamp: MonotonicTime


class DirectTCPSocketChunkReceivedEvent(t.TypedDict):
    """The parameters of the event `Network.directTCPSocketChunkReceived`.

    identifier
    data
    timestamp
    """

    identifier: RequestId
    data: str
    timestamp: MonotonicTime


class DirectUDPSocketJoinedMulticastGroupEvent(t.TypedDict):
    """The parameters of the event `Network.directUDPSocketJoinedMulticastGroup`.

    identifier
    IPAddress
    """

    identifier: RequestId
    IPAddress: str


class DirectUDPSocketLeftMulticastGroupEvent(t.TypedDict):
    """The parameters of the event `Network.directUDPSocketLeftMulticastGroup`.

    identifier
    IPAddress
    """

    identifier: RequestId
    IPAddress: str


class _DirectUDPSocketCreatedEventRequired(t.TypedDict):
    identifier: RequestId
    options: DirectUDPSocketOptions
    timestamp: MonotonicTime


class DirectUDPSocketCreatedEvent(_DirectUDPSocketCreatedEventRequired, total=False):
    """The parameters of the event `Network.directUDPSocketCreated`.

    identifier
    options
    timestamp
    initiator
    """

    initiator: Initiator


class _DirectUDPSocketOpenedEventRequired(t.TypedDict):
    identifier: RequestId
    localAddr: str
    localPort: int
    timestamp: MonotonicTime


class DirectUDPSocketOpenedEvent(_DirectUDPSocketOpenedEventRequired, total=False):
    """The parameters of the event `Network.directUDPSocketOpened`.

    identifier
    localAddr
    localPort: Expected to be unsigned integer.
    timestamp
    remoteAddr
    remotePort: Expected to be unsigned integer.
    """

    remoteAddr: str
    remotePort: int


class DirectUDPSocketAbortedEvent(t.TypedDict):
    """The parameters of the event `Network.directUDPSocketAborted`.

    identifier
    errorMessage
    timestamp
    """

    identifier: RequestId
    errorMessage: ErrorReason
    timestamp: MonotonicTime


class DirectUDPSocketClosedEvent(t.TypedDict):
    """The parameters of the event `Network.directUDPSocketClosed`.

    identifier
    timestamp
    """

    identifier: RequestId
    timestamp: MonotonicTime


class DirectUDPSocketChunkSentEvent(t.TypedDict):
    """The parameters of the event `Network.directUDPSocketChunkSent`.

    identifier
    message
    timestamp
    """

    identifier: RequestId
    message: DirectUDPMessage
    timestamp: MonotonicTime


class DirectUDPSocketChunkReceivedEvent(t.TypedDict):
    """The parameters of the event `Network.directUDPSocketChunkReceived`.

    identifier
    message
    timestamp
    """

    identifier: RequestId
    message: DirectUDPMessage
    timestamp: MonotonicTime


class _RequestWillBeSentExtraInfoEventRequired(t.TypedDict):
    requestId: RequestId
    associatedCookies: t.List[AssociatedCookie]
    headers: Headers
    connectTiming: ConnectTiming


class RequestWillBeSentExtraInfoEvent(_RequestWillBeSentExtraInfoEventRequired, total=False):
    """The parameters of the event `Network.requestWillBeSentExtraInfo`.

    requestId: Request identifier. Used to match this information to an existing
        requestWillBeSent event.
    associatedCookies: A list of cookies potentially associated to the requested URL. This
        includes both cookies sent with the request and the ones not sent; the latter are
        distinguished by having blockedReasons field set.
    headers: Raw request headers as they will be sent over the wire.
    connectTiming (experimental): Connection timing information for the request.
    deviceBoundSessionUsages: How the request site's device bound sessions were used during this
        request.
    clientSecurityState: The client security state set for the request.
    siteHasCookieInOtherPartition: Whether the site has partitioned cookies stored in a
        partition different than the current one.
    appliedNetworkConditionsId: The network conditions id if this request was affected by
        network conditions configured via emulateNetworkConditionsByRule.
    """

    deviceBoundSessionUsages: t.List[DeviceBoundSessionWithUsage]
    clientSecurityState: ClientSecurityState
    siteHasCookieInOtherPartition: bool
    appliedNetworkConditionsId: str


class _ResponseReceivedExtraInfoEventRequired(t.TypedDict):
    requestId: RequestId
    blockedCookies: t.List[BlockedSetCookieWithReason]
    headers: Headers
    resourceIPAddressSpace: IPAddressSpace
    statusCode: int


class ResponseReceivedExtraInfoEvent(_ResponseReceivedExtraInfoEventRequired, total=False):
    """The parameters of the event `Network.responseReceivedExtraInfo`.

    requestId: Request identifier. Used to match this information to another responseReceived
        event.
    blockedCookies: A list of cookies which were not stored from the response along with the
        corresponding reasons for blocking. The cookies here may not be valid due to syntax
        errors, which are represented by the invalid cookie line string instead of a proper
        cookie.
    headers: Raw response headers as they were received over the wire. Duplicate headers in the
        response are represented as a single key with their values concatentated using `\\n` as
        the separator. See also `headersText` that contains verbatim text for HTTP/1.*.
    resourceIPAddressSpace: The IP address space of the resource. The address space can only be
        determined once the transport established the connection, so we can't send it in
        `requestWillBeSentExtraInfo`.
    statusCode: The status code of the response. This is useful in cases the request failed and
        no responseReceived event is triggered, which is the case for, e.g., CORS errors. This
        is also the correct status code for cached requests, where the status in
        responseReceived is a 200 and this will be 304.
    headersText: Raw response header text as it was received over the wire. The raw text may not
        always be available, such as in the case of HTTP/2 or QUIC.
    cookiePartitionKey (experimental): The cookie partition key that will be used to store
        partitioned cookies set in this response. Only sent when partitioned cookies are
        enabled.
    cookiePartitionKeyOpaque: True if partitioned cookies are enabled, but the partition key is
        not serializable to string.
    exemptedCookies: A list of cookies which should have been blocked by 3PCD but are exempted
        and stored from the response with the corresponding reason.
    """

    headersText: str
    cookiePartitionKey: CookiePartitionKey
    cookiePartitionKeyOpaque: bool
    exemptedCookies: t.List[ExemptedSetCookieWithReason]


class ResponseReceivedEarlyHintsEvent(t.TypedDict):
    """The parameters of the event `Network.responseReceivedEarlyHints`.

    requestId: Request identifier. Used to match this information to another responseReceived
        event.
    headers: Raw response headers as they were received over the wire. Duplicate headers in the
        response are represented as a single key with their values concatentated using `\\n` as
        the separator. See also `headersText` that contains verbatim text for HTTP/1.*.
    """

    requestId: RequestId
    headers: Headers


class _TrustTokenOperationDoneEventRequired(t.TypedDict):
    status: t.Literal[
        "Ok",
        "InvalidArgument",
        "MissingIssuerKeys",
        "FailedPrecondition",
        "ResourceExhausted",
        "AlreadyExists",
        "ResourceLimited",
        "Unauthorized",
        "BadResponse",
        "InternalError",
        "UnknownError",
        "FulfilledLocally",
        "SiteIssuerLimit",
    ]
    type: TrustTokenOperationType
    requestId: RequestId


class TrustTokenOperationDoneEvent(_TrustTokenOperationDoneEventRequired, total=False):
    """The parameters of the event `Network.trustTokenOperationDone`.

    status: Detailed success or error status of the operation. 'AlreadyExists' also signifies a
        successful operation, as the result of the operation already exists und thus, the
        operation was abort preemptively (e.g. a cache hit).
    type
    requestId
    topLevelOrigin: Top level origin. The context in which the operation was attempted.
    issuerOrigin: Origin of the issuer in case of a "Issuance" or "Redemption" operation.
    issuedTokenCount: The number of obtained Trust Tokens on a successful "Issuance" operation.
    """

    topLevelOrigin: str
    issuerOrigin: str
    issuedTokenCount: int


class ReportingApiReportAddedEvent(t.TypedDict):
    """The parameters of the event `Network.reportingApiReportAdded`.

    report
    """

    report: ReportingApiReport


class ReportingApiReportUpdatedEvent(t.TypedDict):
    """The parameters of the event `Network.reportingApiReportUpdated`.

    report
    """

    report: ReportingApiReport


class ReportingApiEndpointsChangedForOriginEvent(t.TypedDict):
    """The parameters of the event `Network.reportingApiEndpointsChangedForOrigin`.

    origin: Origin of the document(s) which configured the endpoints.
    endpoints
    """

    origin: str
    endpoints: t.List[ReportingApiEndpoint]


class DeviceBoundSessionsAddedEvent(t.TypedDict):
    """The parameters of the event `Network.deviceBoundSessionsAdded`.

    sessions: The device bound sessions.
    """

    sessions: t.List[DeviceBoundSession]


class _DeviceBoundSessionEventOccurredEventRequired(t.TypedDict):
    eventId: DeviceBoundSessionEventId
    site: str
    succeeded: bool


class DeviceBoundSessionEventOccurredEvent(_DeviceBoundSessionEventOccurredEventRequired, total=False):
    """The parameters of the event `Network.deviceBoundSessionEventOccurred`.

    eventId: A unique identifier for this session event.
    site: The site this session event is associated with.
    succeeded: Whether this event was considered successful.
    sessionId: The session ID this event is associated with. May not be populated for failed
        events.
    creationEventDetails: The below are the different session event type details. Exactly one is
        populated.
    refreshEventDetails
    terminationEventDetails
    challengeEventDetails
    """

    sessionId: str
    creationEventDetails: CreationEventDetails
    refreshEventDetails: RefreshEventDetails
    terminationEventDetails: TerminationEventDetails
    challengeEventDetails: ChallengeEventDetails


# API status: stable
class NetworkDomain(ProtocolDomain):
    """Network domain allows tracking network activities of the page. It exposes information about
    http,
    file, data and other requests and responses, their headers, bodies, timing, etc.
    """

    # API status: stable
    # Deprecated.
    def can_clear_browser_cache(self) -> Reply[CanClearBrowserCacheReturns]:
        """Tells whether clearing browser cache is supported."""
        return self._call("Network.canClearBrowserCache", {})

    # API status: stable
    # Deprecated.
    def can_clear_browser_cookies(self) -> Reply[CanClearBrowserCookiesReturns]:
        """Tells whether clearing browser cookies is supported."""
        return self._call("Network.canClearBrowserCookies", {})

    # API status: stable
    # Deprecated.
    def can_emulate_network_conditions(self) -> Reply[CanEmulateNetworkConditionsReturns]:
        """Tells whether emulation of network conditions is supported."""
        return self._call("Network.canEmulateNetworkConditions", {})

    # API status: stable
    def clear_browser_cache(self) -> Reply[t.Dict[str, t.Any]]:
        """Clears browser cache."""
        return self._call("Network.clearBrowserCache", {})

    # API status: stable
    def clear_browser_cookies(self) -> Reply[t.Dict[str, t.Any]]:
        """Clears browser cookies."""
        return self._call("Network.clearBrowserCookies", {})

    # API status: stable
    def delete_cookies(
        self,
        name: str,
        *,
        url: t.Optional[str] = None,
        domain: t.Optional[str] = None,
        path: t.Optional[str] = None,
        partition_key: t.Optional[CookiePartitionKey] = None,
    ) -> Reply[t.Dict[str, t.Any]]:
        """Deletes browser cookies with matching name and url or domain/path/partitionKey pair.

        name: Name of the cookies to remove.
        url: If specified, deletes all the cookies with the given name where domain and path
            match provided URL.
        domain: If specified, deletes only cookies with the exact domain.
        path: If specified, deletes only cookies with the exact path.
        partition_key (experimental): If specified, deletes only cookies with the the given
            name and partitionKey where all partition key attributes match the cookie
            partition key attribute.
        """
        return self._call(
            "Network.deleteCookies",
            {
                "name": name,
                "url": url,
                "domain": domain,
                "path": path,
                "partitionKey": partition_key,
            },
        )

    # API status: stable
    def disable(self) -> Reply[t.Dict[str, t.Any]]:
        """Disables network tracking, prevents network events from being sent to the client."""
        return self._call("Network.disable", {})

    # API status: stable
    # Deprecated.
    def emulate_network_conditions(
        self,
        offline: bool,
        latency: float,
        download_throughput: float,
        upload_throughput: float,
        *,
        connection_type: t.Optional[ConnectionType] = None,
        packet_loss: t.Optional[float] = None,
        packet_queue_length: t.Optional[int] = None,
        packet_reordering: t.Optional[bool] = None,
    ) -> Reply[t.Dict[str, t.Any]]:
        """Activates emulation of network conditions. This command is deprecated in favor of
        the emulateNetworkConditionsByRule
        and overrideNetworkState commands, which can be used together to the same effect.

        offline: True to emulate internet disconnection.
        latency: Minimum latency from request sent to response headers received (ms).
        download_throughput: Maximal aggregated download throughput (bytes/sec). -1 disables
            download throttling.
        upload_throughput: Maximal aggregated upload throughput (bytes/sec). -1 disables
            upload throttling.
        connection_type: Connection type if known.
        packet_loss (experimental): WebRTC packet loss (percent, 0-100). 0 disables packet
            loss emulation, 100 drops all the packets.
        packet_queue_length (experimental): WebRTC packet queue length (packet). 0 removes
            any queue length limitations.
        packet_reordering (experimental): WebRTC packetReordering feature.
        """
        return self._call(
            "Network.emulateNetworkConditions",
            {
                "offline": offline,
                "latency": latency,
                "downloadThroughput": download_throughput,
                "uploadThroughput": upload_throughput,
                "connectionType": connection_type,
                "packetLoss": packet_loss,
                "packetQueueLength": packet_queue_length,
                "packetReordering": packet_reordering,
            },
        )

    # API status: experimental
    def emulate_network_conditions_by_rule(
        self,
        matched_network_conditions: t.List[NetworkConditions],
        *,
        offline: t.Optional[bool] = None,
        emulate_offline_service_worker: t.Optional[bool] = None,
    ) -> Reply[EmulateNetworkConditionsByRuleReturns]:
        """Activates emulation of network conditions for individual requests using URL match
        patterns. Unlike the deprecated
        Network.emulateNetworkConditions this method does not affect `navigator` state. Use
        Network.overrideNetworkState to
        explicitly modify `navigator` behavior.

        matched_network_conditions: Configure conditions for matching requests. If multiple
            entries match a request, the first entry wins. Global conditions can be
            configured by leaving the urlPattern for the conditions empty. These global
            conditions are also applied for throttling of p2p connections.
        offline (deprecated): True to emulate internet disconnection. Deprecated, use the
            offline property in matchedNetworkConditions or emulateOfflineServiceWorker
            instead.
        emulate_offline_service_worker: True to emulate offline service worker.
        """
        return self._call(
            "Network.emulateNetworkConditionsByRule",
            {
                "matchedNetworkConditions": matched_network_conditions,
                "offline": offline,
                "emulateOfflineServiceWorker": emulate_offline_service_worker,
            },
        )

    # API status: experimental
    def override_network_state(
        self,
        offline: bool,
        latency: float,
        download_throughput: float,
        upload_throughput: float,
        *,
        connection_type: t.Optional[ConnectionType] = None,
    ) -> Reply[t.Dict[str, t.Any]]:
        """Override the state of navigator.onLine and navigator.connection.

        offline: True to emulate internet disconnection.
        latency: Minimum latency from request sent to response headers received (ms).
        download_throughput: Maximal aggregated download throughput (bytes/sec). -1 disables
            download throttling.
        upload_throughput: Maximal aggregated upload throughput (bytes/sec). -1 disables
            upload throttling.
        connection_type: Connection type if known.
        """
        return self._call(
            "Network.overrideNetworkState",
            {
                "offline": offline,
                "latency": latency,
                "downloadThroughput": download_throughput,
                "uploadThroughput": upload_throughput,
                "connectionType": connection_type,
            },
        )

    # API status: stable
    def enable(
        self,
        *,
        max_total_buffer_size: t.Optional[int] = None,
        max_resource_buffer_size: t.Optional[int] = None,
        max_post_data_size: t.Optional[int] = None,
        report_direct_socket_traffic: t.Optional[bool] = None,
        enable_durable_messages: t.Optional[bool] = None,
    ) -> Reply[t.Dict[str, t.Any]]:
        """Enables network tracking, network events will now be delivered to the client.

        max_total_buffer_size (experimental): Buffer size in bytes to use when preserving
            network payloads (XHRs, etc). This is the maximum number of bytes that will be
            collected by this DevTools session.
        max_resource_buffer_size (experimental): Per-resource buffer size in bytes to use
            when preserving network payloads (XHRs, etc).
        max_post_data_size: Longest post body size (in bytes) that would be included in
            requestWillBeSent notification
        report_direct_socket_traffic (experimental): Whether DirectSocket chunk send/receive
            events should be reported.
        enable_durable_messages (experimental): Enable storing response bodies outside of
            renderer, so that these survive a cross-process navigation. Requires
            maxTotalBufferSize to be set. Currently defaults to false. This field is being
            deprecated in favor of the dedicated configureDurableMessages command, due to
            the possibility of deadlocks when awaiting Network.enable before issuing
            Runtime.runIfWaitingForDebugger.
        """
        return self._call(
            "Network.enable",
            {
                "maxTotalBufferSize": max_total_buffer_size,
                "maxResourceBufferSize": max_resource_buffer_size,
                "maxPostDataSize": max_post_data_size,
                "reportDirectSocketTraffic": report_direct_socket_traffic,
                "enableDurableMessages": enable_durable_messages,
            },
        )

    # API status: experimental
    def configure_durable_messages(
        self,
        *,
        max_total_buffer_size: t.Optional[int] = None,
        max_resource_buffer_size: t.Optional[int] = None,
    ) -> Reply[t.Dict[str, t.Any]]:
        """Configures storing response bodies outside of renderer, so that these survive
        a cross-process navigation.
        If maxTotalBufferSize is not set, durable messages are disabled.

        max_total_buffer_size: Buffer size in bytes to use when preserving network payloads
            (XHRs, etc).
        max_resource_buffer_size: Per-resource buffer size in bytes to use when preserving
            network payloads (XHRs, etc).
        """
        return self._call(
            "Network.configureDurableMessages",
            {
                "maxTotalBufferSize": max_total_buffer_size,
                "maxResourceBufferSize": max_resource_buffer_size,
            },
        )

    # API status: stable
    # Deprecated.
    def get_all_cookies(self) -> Reply[GetAllCookiesReturns]:
        """Returns all browser cookies. Depending on the backend support, will return detailed
        cookie
        information in the `cookies` field.
        Deprecated. Use Storage.getCookies instead.
        """
        return self._call("Network.getAllCookies", {})

    # API status: experimental
    def get_certificate(self, origin: str) -> Reply[GetCertificateReturns]:
        """Returns the DER-encoded certificate.

        origin: Origin to get certificate for.
        """
        return self._call("Network.getCertificate", {"origin": origin})

    # API status: stable
    def get_cookies(self, *, urls: t.Optional[t.List[str]] = None) -> Reply[GetCookiesReturns]:
        """Returns all browser cookies for the current URL. Depending on the backend support,
        will return
        detailed cookie information in the `cookies` field.

        urls: The list of URLs for which applicable cookies will be fetched. If not
            specified, it's assumed to be set to the list containing the URLs of the page
            and all of its subframes.
        """
        return self._call("Network.getCookies", {"urls": urls})

    # API status: stable
    def get_response_body(self, request_id: RequestId) -> Reply[GetResponseBodyReturns]:
        """Returns content served for the given request.

        request_id: Identifier of the network request to get content for.
        """
        return self._call("Network.getResponseBody", {"requestId": request_id})

    # API status: stable
    def get_request_post_data(self, request_id: RequestId) -> Reply[GetRequestPostDataReturns]:
        """Returns post data sent with the request. Returns an error when no data was sent with
        the request.

        request_id: Identifier of the network request to get content for.
        """
        return self._call("Network.getRequestPostData", {"requestId": request_id})

    # API status: experimental
    def replay_xhr(self, request_id: RequestId) -> Reply[t.Dict[str, t.Any]]:
        """This method sends a new XMLHttpRequest which is identical to the original one. The
        following
        parameters should be identical: method, url, async, request body, extra headers,
        withCredentials
        attribute, user, password.

        request_id: Identifier of XHR to replay.
        """
        return self._call("Network.replayXHR", {"requestId": request_id})

    # API status: experimental
    def search_in_response_body(
        self,
        request_id: RequestId,
        query: str,
        *,
        case_sensitive: t.Optional[bool] = None,
        is_regex: t.Optional[bool] = None,
    ) -> Reply[SearchInResponseBodyReturns]:
        """Searches for given string in response content.

        request_id: Identifier of the network response to search.
        query: String to search for.
        case_sensitive: If true, search is case sensitive.
        is_regex: If true, treats string parameter as regex.
        """
        return self._call(
            "Network.searchInResponseBody",
            {
                "requestId": request_id,
                "query": query,
                "caseSensitive": case_sensitive,
                "isRegex": is_regex,
            },
        )

    # API status: experimental
    def set_blocked_ur_ls(
        self,
        *,
        url_patterns: t.Optional[t.List[BlockPattern]] = None,
        urls: t.Optional[t.List[str]] = None,
    ) -> Reply[t.Dict[str, t.Any]]:
        """Blocks URLs from loading.

        url_patterns: Patterns to match in the order in which they are given. These patterns
            also take precedence over any wildcard patterns defined in `urls`.
        urls (deprecated): URL patterns to block. Wildcards ('*') are allowed.
        """
        return self._call("Network.setBlockedURLs", {"urlPatterns": url_patterns, "urls": urls})

    # API status: stable
    def set_bypass_service_worker(self, bypass: bool) -> Reply[t.Dict[str, t.Any]]:
        """Toggles ignoring of service worker for each request.

        bypass: Bypass service worker and load from network.
        """
        return self._call("Network.setBypassServiceWorker", {"bypass": bypass})

    # API status: stable
    def set_cache_disabled(self, cache_disabled: bool) -> Reply[t.Dict[str, t.Any]]:
        """Toggles ignoring cache for each request. If `true`, cache will not be used.

        cache_disabled: Cache disabled state.
        """
        return self._call("Network.setCacheDisabled", {"cacheDisabled": cache_disabled})

    # API status: stable
    def set_cookie(
        self,
        name: str,
        value: str,
        *,
        url: t.Optional[str] = None,
        domain: t.Optional[str] = None,
        path: t.Optional[str] = None,
        secure: t.Optional[bool] = None,
        http_only: t.Optional[bool] = None,
        same_site: t.Optional[CookieSameSite] = None,
        expires: t.Optional[TimeSinceEpoch] = None,
        priority: t.Optional[CookiePriority] = None,
        source_scheme: t.Optional[CookieSourceScheme] = None,
        source_port: t.Optional[int] = None,
        partition_key: t.Optional[CookiePartitionKey] = None,
    ) -> Reply[SetCookieReturns]:
        """Sets a cookie with the given cookie data; may overwrite equivalent cookies if they
        exist.

        name: Cookie name.
        value: Cookie value.
        url: The request-URI to associate with the setting of the cookie. This value can
            affect the default domain, path, source port, and source scheme values of the
            created cookie.
        domain: Cookie domain.
        path: Cookie path.
        secure: True if cookie is secure.
        http_only: True if cookie is http-only.
        same_site: Cookie SameSite type.
        expires: Cookie expiration date, session cookie if not set
        priority (experimental): Cookie Priority type.
        source_scheme (experimental): Cookie source scheme type.
        source_port (experimental): Cookie source port. Valid values are {-1, [1, 65535]},
            -1 indicates an unspecified port. An unspecified port value allows protocol
            clients to emulate legacy cookie scope for the port. This is a temporary ability
            and it will be removed in the future.
        partition_key (experimental): Cookie partition key. If not set, the cookie will be
            set as not partitioned.
        """
        return self._call(
            "Network.setCookie",
            {
                "name": name,
                "value": value,
                "url": url,
                "domain": domain,
                "path": path,
                "secure": secure,
                "httpOnly": http_only,
                "sameSite": same_site,
                "expires": expires,
                "priority": priority,
                "sourceScheme": source_scheme,
                "sourcePort": source_port,
                "partitionKey": partition_key,
            },
        )

    # API status: stable
    def set_cookies(self, cookies: t.List[CookieParam]) -> Reply[t.Dict[str, t.Any]]:
        """Sets given cookies.

        cookies: Cookies to be set.
        """
        return self._call("Network.setCookies", {"cookies": cookies})

    # API status: stable
    def set_extra_http_headers(self, headers: Headers) -> Reply[t.Dict[str, t.Any]]:
        """Specifies whether to always send extra HTTP headers with the requests from this
        page.

        headers: Map with extra HTTP headers.
        """
        return self._call("Network.setExtraHTTPHeaders", {"headers": headers})

    # API status: experimental
    def set_attach_debug_stack(self, enabled: bool) -> Reply[t.Dict[str, t.Any]]:
        """Specifies whether to attach a page script stack id in requests

        enabled: Whether to attach a page script stack for debugging purpose.
        """
        return self._call("Network.setAttachDebugStack", {"enabled": enabled})

    # API status: stable
    def set_user_agent_override(
        self,
        user_agent: str,
        *,
        accept_language: t.Optional[str] = None,
        platform: t.Optional[str] = None,
        user_agent_metadata: t.Optional[_emulation.UserAgentMetadata] = None,
    ) -> Reply[t.Dict[str, t.Any]]:
        """Allows overriding user agent with the given string.
        The same is in the domain Emulation.

        user_agent: User agent to use.
        accept_language: Browser language to emulate.
        platform: The platform navigator.platform should return.
        user_agent_metadata (experimental): To be sent in Sec-CH-UA-* headers and returned
            in navigator.userAgentData
        """
        return self._call(
            "Network.setUserAgentOverride",
            {
                "userAgent": user_agent,
                "acceptLanguage": accept_language,
                "platform": platform,
                "userAgentMetadata": user_agent_metadata,
            },
        )

    # API status: experimental
    def stream_resource_content(self, request_id: RequestId) -> Reply[StreamResourceContentReturns]:
        """Enables streaming of the response for the given requestId.
        If enabled, the dataReceived event contains the data that was received during
        streaming.

        request_id: Identifier of the request to stream.
        """
        return self._call("Network.streamResourceContent", {"requestId": request_id})

    # API status: experimental
    def get_security_isolation_status(
        self,
        *,
        frame_id: t.Optional[_page.FrameId] = None,
    ) -> Reply[GetSecurityIsolationStatusReturns]:
        """Returns information about the COEP/COOP isolation status.

        frame_id: If no frameId is provided, the status of the target is provided.
        """
        return self._call("Network.getSecurityIsolationStatus", {"frameId": frame_id})

    # API status: experimental
    def enable_reporting_api(self, enable: bool) -> Reply[t.Dict[str, t.Any]]:
        """Enables tracking for the Reporting API, events generated by the Reporting API will
        now be delivered to the client.
        Enabling triggers 'reportingApiReportAdded' for all existing reports.

        enable: Whether to enable or disable events for the Reporting API
        """
        return self._call("Network.enableReportingApi", {"enable": enable})

    # API status: experimental
    def enable_device_bound_sessions(self, enable: bool) -> Reply[t.Dict[str, t.Any]]:
        """Sets up tracking device bound sessions and fetching of initial set of sessions.

        enable: Whether to enable or disable events.
        """
        return self._call("Network.enableDeviceBoundSessions", {"enable": enable})

    # API status: experimental
    def delete_device_bound_session(self, key: DeviceBoundSessionKey) -> Reply[t.Dict[str, t.Any]]:
        """Deletes a device bound session.

        key
        """
        return self._call("Network.deleteDeviceBoundSession", {"key": key})

    # API status: experimental
    def fetch_schemeful_site(self, origin: str) -> Reply[FetchSchemefulSiteReturns]:
        """Fetches the schemeful site for a specific origin.

        origin: The URL origin.
        """
        return self._call("Network.fetchSchemefulSite", {"origin": origin})

    # API status: experimental
    def load_network_resource(
        self,
        url: str,
        options: LoadNetworkResourceOptions,
        *,
        frame_id: t.Optional[_page.FrameId] = None,
    ) -> Reply[LoadNetworkResourceReturns]:
        """Fetches the resource and returns the content.

        url: URL of the resource to get content for.
        options: Options for the request.
        frame_id: Frame id to get the resource for. Mandatory for frame targets, and should
            be omitted for worker targets.
        """
        return self._call("Network.loadNetworkResource", {"url": url, "options": options, "frameId": frame_id})

    # API status: experimental
    def set_cookie_controls(self, enable_third_party_cookie_restriction: bool) -> Reply[t.Dict[str, t.Any]]:
        """Sets Controls for third-party cookie access
        Page reload is required before the new cookie behavior will be observed

        enable_third_party_cookie_restriction: Whether 3pc restriction is enabled.
        """
        return self._call(
            "Network.setCookieControls",
            {
                "enableThirdPartyCookieRestriction": enable_third_party_cookie_restriction,
            },
        )

    # API status: stable
    @property
    def data_received(self) -> EventSource[DataReceivedEvent]:
        """Fired when data chunk was received over the network."""
        return self._event("Network.dataReceived")

    # API status: stable
    @property
    def event_source_message_received(self) -> EventSource[EventSourceMessageReceivedEvent]:
        """Fired when EventSource message is received."""
        return self._event("Network.eventSourceMessageReceived")

    # API status: stable
    @property
    def loading_failed(self) -> EventSource[LoadingFailedEvent]:
        """Fired when HTTP request has failed to load."""
        return self._event("Network.loadingFailed")

    # API status: stable
    @property
    def loading_finished(self) -> EventSource[LoadingFinishedEvent]:
        """Fired when HTTP request has finished loading."""
        return self._event("Network.loadingFinished")

    # API status: stable
    @property
    def request_served_from_cache(self) -> EventSource[RequestServedFromCacheEvent]:
        """Fired if request ended up loading from cache."""
        return self._event("Network.requestServedFromCache")

    # API status: stable
    @property
    def request_will_be_sent(self) -> EventSource[RequestWillBeSentEvent]:
        """Fired when page is about to send HTTP request."""
        return self._event("Network.requestWillBeSent")

    # API status: experimental
    @property
    def resource_changed_priority(self) -> EventSource[ResourceChangedPriorityEvent]:
        """Fired when resource loading priority is changed"""
        return self._event("Network.resourceChangedPriority")

    # API status: experimental
    @property
    def signed_exchange_received(self) -> EventSource[SignedExchangeReceivedEvent]:
        """Fired when a signed exchange was received over the network"""
        return self._event("Network.signedExchangeReceived")

    # API status: stable
    @property
    def response_received(self) -> EventSource[ResponseReceivedEvent]:
        """Fired when HTTP response is available."""
        return self._event("Network.responseReceived")

    # API status: stable
    @property
    def web_socket_closed(self) -> EventSource[WebSocketClosedEvent]:
        """Fired when WebSocket is closed."""
        return self._event("Network.webSocketClosed")

    # API status: stable
    @property
    def web_socket_created(self) -> EventSource[WebSocketCreatedEvent]:
        """Fired upon WebSocket creation."""
        return self._event("Network.webSocketCreated")

    # API status: stable
    @property
    def web_socket_frame_error(self) -> EventSource[WebSocketFrameErrorEvent]:
        """Fired when WebSocket message error occurs."""
        return self._event("Network.webSocketFrameError")

    # API status: stable
    @property
    def web_socket_frame_received(self) -> EventSource[WebSocketFrameReceivedEvent]:
        """Fired when WebSocket message is received."""
        return self._event("Network.webSocketFrameReceived")

    # API status: stable
    @property
    def web_socket_frame_sent(self) -> EventSource[WebSocketFrameSentEvent]:
        """Fired when WebSocket message is sent."""
        return self._event("Network.webSocketFrameSent")

    # API status: stable
    @property
    def web_socket_handshake_response_received(self) -> EventSource[WebSocketHandshakeResponseReceivedEvent]:
        """Fired when WebSocket handshake response becomes available."""
        return self._event("Network.webSocketHandshakeResponseReceived")

    # API status: stable
    @property
    def web_socket_will_send_handshake_request(self) -> EventSource[WebSocketWillSendHandshakeRequestEvent]:
        """Fired when WebSocket is about to initiate handshake."""
        return self._event("Network.webSocketWillSendHandshakeRequest")

    # API status: stable
    @property
    def web_transport_created(self) -> EventSource[WebTransportCreatedEvent]:
        """Fired upon WebTransport creation."""
        return self._event("Network.webTransportCreated")

    # API status: stable
    @property
    def web_transport_connection_established(self) -> EventSource[WebTransportConnectionEstablishedEvent]:
        """Fired when WebTransport handshake is finished."""
        return self._event("Network.webTransportConnectionEstablished")

    # API status: stable
    @property
    def web_transport_closed(self) -> EventSource[WebTransportClosedEvent]:
        """Fired when WebTransport is disposed."""
        return self._event("Network.webTransportClosed")

    # API status: experimental
    @property
    def direct_tcp_socket_created(self) -> EventSource[DirectTCPSocketCreatedEvent]:
        """Fired upon direct_socket.TCPSocket creation."""
        return self._event("Network.directTCPSocketCreated")

    # API status: experimental
    @property
    def direct_tcp_socket_opened(self) -> EventSource[DirectTCPSocketOpenedEvent]:
        """Fired when direct_socket.TCPSocket connection is opened."""
        return self._event("Network.directTCPSocketOpened")

    # API status: experimental
    @property
    def direct_tcp_socket_aborted(self) -> EventSource[DirectTCPSocketAbortedEvent]:
        """Fired when direct_socket.TCPSocket is aborted."""
        return self._event("Network.directTCPSocketAborted")

    # API status: experimental
    @property
    def direct_tcp_socket_closed(self) -> EventSource[DirectTCPSocketClosedEvent]:
        """Fired when direct_socket.TCPSocket is closed."""
        return self._event("Network.directTCPSocketClosed")

    # API status: experimental
    @property
    def direct_tcp_socket_chunk_sent(self) -> EventSource[DirectTCPSocketChunkSentEvent]:
        """Fired when data is sent to tcp direct socket stream."""
        return self._event("Network.directTCPSocketChunkSent")

    # API status: experimental
    @property
    def direct_tcp_socket_chunk_received(self) -> EventSource[DirectTCPSocketChunkReceivedEvent]:
        """Fired when data is received from tcp direct socket stream."""
        return self._event("Network.directTCPSocketChunkReceived")

    # API status: experimental
    @property
    def direct_udp_socket_joined_multicast_group(self) -> EventSource[DirectUDPSocketJoinedMulticastGroupEvent]:
        """`Network.directUDPSocketJoinedMulticastGroup`."""
        return self._event("Network.directUDPSocketJoinedMulticastGroup")

    # API status: experimental
    @property
    def direct_udp_socket_left_multicast_group(self) -> EventSource[DirectUDPSocketLeftMulticastGroupEvent]:
        """`Network.directUDPSocketLeftMulticastGroup`."""
        return self._event("Network.directUDPSocketLeftMulticastGroup")

    # API status: experimental
    @property
    def direct_udp_socket_created(self) -> EventSource[DirectUDPSocketCreatedEvent]:
        """Fired upon direct_socket.UDPSocket creation."""
        return self._event("Network.directUDPSocketCreated")

    # API status: experimental
    @property
    def direct_udp_socket_opened(self) -> EventSource[DirectUDPSocketOpenedEvent]:
        """Fired when direct_socket.UDPSocket connection is opened."""
        return self._event("Network.directUDPSocketOpened")

    # API status: experimental
    @property
    def direct_udp_socket_aborted(self) -> EventSource[DirectUDPSocketAbortedEvent]:
        """Fired when direct_socket.UDPSocket is aborted."""
        return self._event("Network.directUDPSocketAborted")

    # API status: experimental
    @property
    def direct_udp_socket_closed(self) -> EventSource[DirectUDPSocketClosedEvent]:
        """Fired when direct_socket.UDPSocket is closed."""
        return self._event("Network.directUDPSocketClosed")

    # API status: experimental
    @property
    def direct_udp_socket_chunk_sent(self) -> EventSource[DirectUDPSocketChunkSentEvent]:
        """Fired when message is sent to udp direct socket stream."""
        return self._event("Network.directUDPSocketChunkSent")

    # API status: experimental
    @property
    def direct_udp_socket_chunk_received(self) -> EventSource[DirectUDPSocketChunkReceivedEvent]:
        """Fired when message is received from udp direct socket stream."""
        return self._event("Network.directUDPSocketChunkReceived")

    # API status: experimental
    @property
    def request_will_be_sent_extra_info(self) -> EventSource[RequestWillBeSentExtraInfoEvent]:
        """Fired when additional information about a requestWillBeSent event is available from
        the
        network stack. Not every requestWillBeSent event will have an additional
        requestWillBeSentExtraInfo fired for it, and there is no guarantee whether
        requestWillBeSent
        or requestWillBeSentExtraInfo will be fired first for the same request.
        """
        return self._event("Network.requestWillBeSentExtraInfo")

    # API status: experimental
    @property
    def response_received_extra_info(self) -> EventSource[ResponseReceivedExtraInfoEvent]:
        """Fired when additional information about a responseReceived event is available from
        the network
        stack. Not every responseReceived event will have an additional
        responseReceivedExtraInfo for
        it, and responseReceivedExtraInfo may be fired before or after responseReceived.
        """
        return self._event("Network.responseReceivedExtraInfo")

    # API status: experimental
    @property
    def response_received_early_hints(self) -> EventSource[ResponseReceivedEarlyHintsEvent]:
        """Fired when 103 Early Hints headers is received in addition to the common response.
        Not every responseReceived event will have an responseReceivedEarlyHints fired.
        Only one responseReceivedEarlyHints may be fired for eached responseReceived event.
        """
        return self._event("Network.responseReceivedEarlyHints")

    # API status: experimental
    @property
    def trust_token_operation_done(self) -> EventSource[TrustTokenOperationDoneEvent]:
        """Fired exactly once for each Trust Token operation. Depending on
        the type of the operation and whether the operation succeeded or
        failed, the event is fired before the corresponding request was sent
        or after the response was received.
        """
        return self._event("Network.trustTokenOperationDone")

    # API status: experimental
    @property
    def policy_updated(self) -> EventSource[t.Dict[str, t.Any]]:
        """Fired once security policy has been updated."""
        return self._event("Network.policyUpdated")

    # API status: experimental
    @property
    def reporting_api_report_added(self) -> EventSource[ReportingApiReportAddedEvent]:
        """Is sent whenever a new report is added.
        And after 'enableReportingApi' for all existing reports.
        """
        return self._event("Network.reportingApiReportAdded")

    # API status: experimental
    @property
    def reporting_api_report_updated(self) -> EventSource[ReportingApiReportUpdatedEvent]:
        """`Network.reportingApiReportUpdated`."""
        return self._event("Network.reportingApiReportUpdated")

    # API status: experimental
    @property
    def reporting_api_endpoints_changed_for_origin(self) -> EventSource[ReportingApiEndpointsChangedForOriginEvent]:
        """`Network.reportingApiEndpointsChangedForOrigin`."""
        return self._event("Network.reportingApiEndpointsChangedForOrigin")

    # API status: experimental
    @property
    def device_bound_sessions_added(self) -> EventSource[DeviceBoundSessionsAddedEvent]:
        """Triggered when the initial set of device bound sessions is added."""
        return self._event("Network.deviceBoundSessionsAdded")

    # API status: experimental
    @property
    def device_bound_session_event_occurred(self) -> EventSource[DeviceBoundSessionEventOccurredEvent]:
        """Triggered when a device bound session event occurs."""
        return self._event("Network.deviceBoundSessionEventOccurred")
