"""The domain Audits of the Chrome DevTools Protocol."""

# Written by generate_protocol; do not edit.

from __future__ import annotations

import typing as t

from ..domain import ProtocolDomain
from ..event_source import EventSource
from ..reply import Reply

if t.TYPE_CHECKING:
    from . import dom as _dom
    from . import network as _network
    from . import page as _page
    from . import runtime as _runtime


# API status: experimental
class AffectedCookie(t.TypedDict):
    """Information about a cookie that is affected by an inspector issue.

    name: The following three properties uniquely identify a cookie
    path
    domain
    """

    name: str
    path: str
    domain: str


class _AffectedRequestRequired(t.TypedDict):
    url: str


# API status: experimental
class AffectedRequest(_AffectedRequestRequired, total=False):
    """Information about a request that is affected by an inspector issue.

    requestId: The unique request id.
    url
    """

    requestId: _network.RequestId


# API status: experimental
class AffectedFrame(t.TypedDict):
    """Information about the frame affected by an inspector issue.

    frameId
    """

    frameId: _page.FrameId


# API status: experimental
CookieExclusionReason = t.Literal[
    "ExcludeSameSiteUnspecifiedTreatedAsLax",
    "ExcludeSameSiteNoneInsecure",
    "ExcludeSameSiteLax",
    "ExcludeSameSiteStrict",
    "ExcludeDomainNonASCII",
    "ExcludeThirdPartyPhaseout",
    "ExcludePortMismatch",
    "ExcludeSchemeMismatch",
]

# API status: experimental
CookieWarningReason = t.Literal[
    "WarnSameSiteUnspecifiedCrossSiteContext",
    "WarnSameSiteNoneInsecure",
    "WarnSameSiteUnspecifiedLaxAllowUnsafe",
    "WarnSameSiteStrictLaxDowngradeStrict",
    "WarnSameSiteStrictCrossDowngradeStrict",
    "WarnSameSiteStrictCrossDowngradeLax",
    "WarnSameSiteLaxCrossDowngradeStrict",
    "WarnSameSiteLaxCrossDowngradeLax",
    "WarnAttributeValueExceedsMaxSize",
    "WarnDomainNonASCII",
    "WarnThirdPartyPhaseout",
    "WarnCrossSiteRedirectDowngradeChangesInclusion",
    "WarnDeprecationTrialMetadata",
    "WarnThirdPartyCookieHeuristic",
]

# API status: experimental
CookieOperation = t.Literal["SetCookie", "ReadCookie"]

# API status: experimental
# Represents the category of insight that a cookie issue falls under.
InsightType = t.Literal["GitHubResource", "GracePeriod", "Heuristics"]


class _CookieIssueInsightRequired(t.TypedDict):
    type: InsightType


# API status: experimental
class CookieIssueInsight(_CookieIssueInsightRequired, total=False):
    """Information about the suggested solution to a cookie issue.

    type
    tableEntryUrl: Link to table entry in third-party cookie migration readiness list.
    """

    tableEntryUrl: str


class _CookieIssueDetailsRequired(t.TypedDict):
    cookieWarningReasons: t.List[CookieWarningReason]
    cookieExclusionReasons: t.List[CookieExclusionReason]
    operation: CookieOperation


# API status: experimental
class CookieIssueDetails(_CookieIssueDetailsRequired, total=False):
    """This information is currently necessary, as the front-end has a difficult
    time finding a specific cookie. With this, we can convey specific error
    information without the cookie.

    cookie: If AffectedCookie is not set then rawCookieLine contains the raw Set-Cookie header
        string. This hints at a problem where the cookie line is syntactically or semantically
        malformed in a way that no valid cookie could be created.
    rawCookieLine
    cookieWarningReasons
    cookieExclusionReasons
    operation: Optionally identifies the site-for-cookies and the cookie url, which may be used
        by the front-end as additional context.
    siteForCookies
    cookieUrl
    request
    insight: The recommended solution to the issue.
    """

    cookie: AffectedCookie
    rawCookieLine: str
    siteForCookies: str
    cookieUrl: str
    request: AffectedRequest
    insight: CookieIssueInsight


# API status: experimental
PerformanceIssueType = t.Literal["DocumentCookie"]


class _PerformanceIssueDetailsRequired(t.TypedDict):
    performanceIssueType: PerformanceIssueType


# API status: experimental
class PerformanceIssueDetails(_PerformanceIssueDetailsRequired, total=False):
    """Details for a performance issue.

    performanceIssueType
    sourceCodeLocation
    """

    sourceCodeLocation: SourceCodeLocation


# API status: experimental
MixedContentResolutionStatus = t.Literal[
    "MixedContentBlocked",
    "MixedContentAutomaticallyUpgraded",
    "MixedContentWarning",
]

# API status: experimental
MixedContentResourceType = t.Literal[
    "Audio",
    "Beacon",
    "CSPReport",
    "Download",
    "EventSource",
    "Favicon",
    "Font",
    "Form",
    "Frame",
    "Image",
    "Import",
    "JSON",
    "Manifest",
    "Ping",
    "PluginData",
    "PluginResource",
    "Prefetch",
    "Resource",
    "Script",
    "ServiceWorker",
    "SharedWorker",
    "SpeculationRules",
    "Stylesheet",
    "Track",
    "Video",
    "Worker",
    "XMLHttpRequest",
    "XSLT",
]


class _MixedContentIssueDetailsRequired(t.TypedDict):
    resolutionStatus: MixedContentResolutionStatus
    insecureURL: str
    mainResourceURL: str


# API status: experimental
class MixedContentIssueDetails(_MixedContentIssueDetailsRequired, total=False):
    """The type `Audits.MixedContentIssueDetails`.

    resourceType: The type of resource causing the mixed content issue (css, js, iframe,
        form,...). Marked as optional because it is mapped to from
        blink::mojom::RequestContextType, which will be replaced by
        network::mojom::RequestDestination
    resolutionStatus: The way the mixed content issue is being resolved.
    insecureURL: The unsafe http url causing the mixed content issue.
    mainResourceURL: The url responsible for the call to an unsafe url.
    request: The mixed content request. Does not always exist (e.g. for unsafe form submission
        urls).
    frame: Optional because not every mixed content issue is necessarily linked to a frame.
    """

    resourceType: MixedContentResourceType
    request: AffectedRequest
    frame: AffectedFrame


# API status: experimental
# Enum indicating the reason a response has been blocked. These reasons are
# refinements of the net error BLOCKED_BY_RESPONSE.
BlockedByResponseReason = t.Literal[
    "CoepFrameResourceNeedsCoepHeader",
    "CoopSandboxedIFrameCannotNavigateToCoopPage",
    "CorpNotSameOrigin",
    "CorpNotSameOriginAfterDefaultedToSameOriginByCoep",
    "CorpNotSameOriginAfterDefaultedToSameOriginByDip",
    "CorpNotSameOriginAfterDefaultedToSameOriginByCoepAndDip",
    "CorpNotSameSite",
    "SRIMessageSignatureMismatch",
]


class _BlockedByResponseIssueDetailsRequired(t.TypedDict):
    request: AffectedRequest
    reason: BlockedByResponseReason


# API status: experimental
class BlockedByResponseIssueDetails(_BlockedByResponseIssueDetailsRequired, total=False):
    """Details for a request that has been blocked with the BLOCKED_BY_RESPONSE
    code. Currently only used for COEP/COOP, but may be extended to include
    some CSP errors in the future.

    request
    parentFrame
    blockedFrame
    reason
    """

    parentFrame: AffectedFrame
    blockedFrame: AffectedFrame


# API status: experimental
HeavyAdResolutionStatus = t.Literal["HeavyAdBlocked", "HeavyAdWarning"]

# API status: experimental
HeavyAdReason = t.Literal["NetworkTotalLimit", "CpuTotalLimit", "CpuPeakLimit"]


# API status: experimental
class HeavyAdIssueDetails(t.TypedDict):
    """The type `Audits.HeavyAdIssueDetails`.

    resolution: The resolution status, either blocking the content or warning.
    reason: The reason the ad was blocked, total network or cpu or peak cpu.
    frame: The frame that was blocked.
    """

    resolution: HeavyAdResolutionStatus
    reason: HeavyAdReason
    frame: AffectedFrame


# API status: experimental
ContentSecurityPolicyViolationType = t.Literal[
    "kInlineViolation",
    "kEvalViolation",
    "kURLViolation",
    "kSRIViolation",
    "kTrustedTypesSinkViolation",
    "kTrustedTypesPolicyViolation",
    "kWasmEvalViolation",
]


class _SourceCodeLocationRequired(t.TypedDict):
    url: str
    lineNumber: int
    columnNumber: int


# API status: experimental
class SourceCodeLocation(_SourceCodeLocationRequired, total=False):
    """The type `Audits.SourceCodeLocation`.

    scriptId
    url
    lineNumber
    columnNumber
    """

    scriptId: _runtime.ScriptId


class _ContentSecurityPolicyIssueDetailsRequired(t.TypedDict):
    violatedDirective: str
    isReportOnly: bool
    contentSecurityPolicyViolationType: ContentSecurityPolicyViolationType


# API status: experimental
class ContentSecurityPolicyIssueDetails(_ContentSecurityPolicyIssueDetailsRequired, total=False):
    """The type `Audits.ContentSecurityPolicyIssueDetails`.

    blockedURL: The url not included in allowed sources.
    violatedDirective: Specific directive that is violated, causing the CSP issue.
    isReportOnly
    contentSecurityPolicyViolationType
    frameAncestor
    sourceCodeLocation
    violatingNodeId
    """

    blockedURL: str
    frameAncestor: AffectedFrame
    sourceCodeLocation: SourceCodeLocation
    violatingNodeId: _dom.BackendNodeId


# API status: experimental
SharedArrayBufferIssueType = t.Literal["TransferIssue", "CreationIssue"]


# API status: experimental
class SharedArrayBufferIssueDetails(t.TypedDict):
    """Details for a issue arising from an SAB being instantiated in, or
    transferred to a context that is not cross-origin isolated.

    sourceCodeLocation
    isWarning
    type
    """

    sourceCodeLocation: SourceCodeLocation
    isWarning: bool
    type: SharedArrayBufferIssueType


class _CorsIssueDetailsRequired(t.TypedDict):
    corsErrorStatus: _network.CorsErrorStatus
    isWarning: bool
    request: AffectedRequest


# API status: experimental
class CorsIssueDetails(_CorsIssueDetailsRequired, total=False):
    """Details for a CORS related issue, e.g. a warning or error related to
    CORS RFC1918 enforcement.

    corsErrorStatus
    isWarning
    request
    location
    initiatorOrigin
    resourceIPAddressSpace
    clientSecurityState
    """

    location: SourceCodeLocation
    initiatorOrigin: str
    resourceIPAddressSpace: _network.IPAddressSpace
    clientSecurityState: _network.ClientSecurityState


# API status: experimental
SharedDictionaryError = t.Literal[
    "UseErrorCrossOriginNoCorsRequest",
    "UseErrorDictionaryLoadFailure",
    "UseErrorMatchingDictionaryNotUsed",
    "UseErrorUnexpectedContentDictionaryHeader",
    "WriteErrorCossOriginNoCorsRequest",
    "WriteErrorDisallowedBySettings",
    "WriteErrorExpiredResponse",
    "WriteErrorFeatureDisabled",
    "WriteErrorInsufficientResources",
    "WriteErrorInvalidMatchField",
    "WriteErrorInvalidStructuredHeader",
    "WriteErrorInvalidTTLField",
    "WriteErrorNavigationRequest",
    "WriteErrorNoMatchField",
    "WriteErrorNonIntegerTTLField",
    "WriteErrorNonListMatchDestField",
    "WriteErrorNonSecureContext",
    "WriteErrorNonStringIdField",
    "WriteErrorNonStringInMatchDestList",
    "WriteErrorInvalidMatchDestList",
    "WriteErrorNonStringMatchField",
    "WriteErrorNonTokenTypeField",
    "WriteErrorRequestAborted",
    "WriteErrorShuttingDown",
    "WriteErrorTooLongIdField",
    "WriteErrorUnsupportedType",
]

# API status: experimental
SRIMessageSignatureError = t.Literal[
    "MissingSignatureHeader",
    "MissingSignatureInputHeader",
    "InvalidSignatureHeader",
    "InvalidSignatureInputHeader",
    "SignatureHeaderValueIsNotByteSequence",
    "SignatureHeaderValueIsParameterized",
    "SignatureHeaderValueIsIncorrectLength",
    "SignatureInputHeaderMissingLabel",
    "SignatureInputHeaderValueNotInnerList",
    "SignatureInputHeaderValueMissingComponents",
    "SignatureInputHeaderInvalidComponentType",
    "SignatureInputHeaderInvalidComponentName",
    "SignatureInputHeaderInvalidHeaderComponentParameter",
    "SignatureInputHeaderInvalidDerivedComponentParameter",
    "SignatureInputHeaderKeyIdLength",
    "SignatureInputHeaderInvalidParameter",
    "SignatureInputHeaderMissingRequiredParameters",
    "ValidationFailedSignatureExpired",
    "ValidationFailedInvalidLength",
    "ValidationFailedSignatureMismatch",
    "ValidationFailedIntegrityMismatch",
    "SignatureBaseUnknownDerivedComponent",
    "SignatureBaseMissingHeader",
    "SignatureBaseInvalidUnencodedDigest",
    "SignatureBaseUnsupportedComponent",
]

# API status: experimental
UnencodedDigestError = t.Literal[
    "MalformedDictionary",
    "UnknownAlgorithm",
    "IncorrectDigestType",
    "IncorrectDigestLength",
]

# API status: experimental
ConnectionAllowlistError = t.Literal[
    "InvalidHeader",
    "MoreThanOneList",
    "ItemNotInnerList",
    "InvalidAllowlistItemType",
    "ReportingEndpointNotToken",
    "InvalidUrlPattern",
    "IFrameAttributeLoosensEmbeddingRequirement",
    "InvalidAllowConnectionAllowlistFrom",
    "EmbeddingRequirementNotSatisfied",
]


# API status: experimental
class QuirksModeIssueDetails(t.TypedDict):
    """Details for issues about documents in Quirks Mode
    or Limited Quirks Mode that affects page layouting.

    isLimitedQuirksMode: If false, it means the document's mode is "quirks" instead of
        "limited-quirks".
    documentNodeId
    url
    frameId
    loaderId
    """

    isLimitedQuirksMode: bool
    documentNodeId: _dom.BackendNodeId
    url: str
    frameId: _page.FrameId
    loaderId: _network.LoaderId


class _NavigatorUserAgentIssueDetailsRequired(t.TypedDict):
    url: str


# API status: experimental
# Deprecated.
class NavigatorUserAgentIssueDetails(_NavigatorUserAgentIssueDetailsRequired, total=False):
    """The type `Audits.NavigatorUserAgentIssueDetails`.

    url
    location
    """

    location: SourceCodeLocation


# API status: experimental
class SharedDictionaryIssueDetails(t.TypedDict):
    """The type `Audits.SharedDictionaryIssueDetails`.

    sharedDictionaryError
    request
    """

    sharedDictionaryError: SharedDictionaryError
    request: AffectedRequest


# API status: experimental
class SRIMessageSignatureIssueDetails(t.TypedDict):
    """The type `Audits.SRIMessageSignatureIssueDetails`.

    error
    signatureBase
    integrityAssertions
    request
    """

    error: SRIMessageSignatureError
    signatureBase: str
    integrityAssertions: t.List[str]
    request: AffectedRequest


# API status: experimental
class UnencodedDigestIssueDetails(t.TypedDict):
    """The type `Audits.UnencodedDigestIssueDetails`.

    error
    request
    """

    error: UnencodedDigestError
    request: AffectedRequest


# API status: experimental
class ConnectionAllowlistIssueDetails(t.TypedDict):
    """The type `Audits.ConnectionAllowlistIssueDetails`.

    error
    request
    """

    error: ConnectionAllowlistError
    request: AffectedRequest


# API status: experimental
GenericIssueErrorType = t.Literal[
    "FormLabelForNameError",
    "FormDuplicateIdForInputError",
    "FormInputWithNoLabelError",
    "FormAutocompleteAttributeEmptyError",
    "FormEmptyIdAndNameAttributesForInputError",
    "FormAriaLabelledByToNonExistingIdError",
    "FormInputAssignedAutocompleteValueToIdOrNameAttributeError",
    "FormLabelHasNeitherForNorNestedInputError",
    "FormLabelForMatchesNonExistingIdError",
    "FormInputHasWrongButWellIntendedAutocompleteValueError",
    "ResponseWasBlockedByORB",
    "NavigationEntryMarkedSkippable",
    "BackUINavigationWouldSkipAd",
    "AutofillAndManualTextPolicyControlledFeaturesInfo",
    "AutofillPolicyControlledFeatureInfo",
    "ManualTextPolicyControlledFeatureInfo",
    "FormModelContextParameterMissingTitleAndDescription",
    "FormModelContextMissingToolName",
    "FormModelContextMissingToolDescription",
    "FormModelContextRequiredParameterMissingName",
    "FormModelContextParameterMissingName",
]


class _GenericIssueDetailsRequired(t.TypedDict):
    errorType: GenericIssueErrorType


# API status: experimental
class GenericIssueDetails(_GenericIssueDetailsRequired, total=False):
    """Depending on the concrete errorType, different properties are set.

    errorType: Issues with the same errorType are aggregated in the frontend.
    frameId
    violatingNodeId
    violatingNodeAttribute
    request
    """

    frameId: _page.FrameId
    violatingNodeId: _dom.BackendNodeId
    violatingNodeAttribute: str
    request: AffectedRequest


class _DeprecationIssueDetailsRequired(t.TypedDict):
    sourceCodeLocation: SourceCodeLocation
    type: str


# API status: experimental
class DeprecationIssueDetails(_DeprecationIssueDetailsRequired, total=False):
    """This issue tracks information needed to print a deprecation message.
    https://source.chromium.org/chromium/chromium/src/+/main:third_party/blink/renderer/core/frame/third_party/blink/renderer/core/frame/deprecation/README.md

    affectedFrame
    sourceCodeLocation
    type: One of the deprecation names from
        third_party/blink/renderer/core/frame/deprecation/deprecation.json5
    """

    affectedFrame: AffectedFrame


# API status: experimental
class BounceTrackingIssueDetails(t.TypedDict):
    """This issue warns about sites in the redirect chain of a finished navigation
    that may be flagged as trackers and have their state cleared if they don't
    receive a user interaction. Note that in this context 'site' means eTLD+1.
    For example, if the URL `https://example.test:80/bounce` was in the
    redirect chain, the site reported would be `example.test`.

    trackingSites
    """

    trackingSites: t.List[str]


# API status: experimental
class CookieDeprecationMetadataIssueDetails(t.TypedDict):
    """This issue warns about third-party sites that are accessing cookies on the
    current page, and have been permitted due to having a global metadata grant.
    Note that in this context 'site' means eTLD+1. For example, if the URL
    `https://example.test:80/web_page` was accessing cookies, the site reported
    would be `example.test`.

    allowedSites
    optOutPercentage
    isOptOutTopLevel
    operation
    """

    allowedSites: t.List[str]
    optOutPercentage: float
    isOptOutTopLevel: bool
    operation: CookieOperation


# API status: experimental
ClientHintIssueReason = t.Literal["MetaTagAllowListInvalidOrigin", "MetaTagModifiedHTML"]


# API status: experimental
class FederatedAuthRequestIssueDetails(t.TypedDict):
    """The type `Audits.FederatedAuthRequestIssueDetails`.

    federatedAuthRequestIssueReason
    """

    federatedAuthRequestIssueReason: FederatedAuthRequestIssueReason


# API status: experimental
# Represents the failure reason when a federated authentication reason fails.
# Should be updated alongside RequestIdTokenStatus in
# third_party/blink/public/mojom/devtools/inspector_issue.mojom to include
# all cases except for success.
FederatedAuthRequestIssueReason = t.Literal[
    "ShouldEmbargo",
    "TooManyRequests",
    "WellKnownHttpNotFound",
    "WellKnownNoResponse",
    "WellKnownBlockedByConnectionAllowlist",
    "WellKnownInvalidResponse",
    "WellKnownListEmpty",
    "WellKnownInvalidContentType",
    "ConfigNotInWellKnown",
    "WellKnownTooBig",
    "ConfigHttpNotFound",
    "ConfigNoResponse",
    "ConfigBlockedByConnectionAllowlist",
    "ConfigInvalidResponse",
    "ConfigInvalidContentType",
    "IdpNotPotentiallyTrustworthy",
    "DisabledInSettings",
    "DisabledInFlags",
    "ErrorFetchingSignin",
    "InvalidSigninResponse",
    "AccountsHttpNotFound",
    "AccountsNoResponse",
    "AccountsBlockedByConnectionAllowlist",
    "AccountsInvalidResponse",
    "AccountsListEmpty",
    "AccountsInvalidContentType",
    "IdTokenHttpNotFound",
    "IdTokenNoResponse",
    "IdTokenBlockedByConnectionAllowlist",
    "IdTokenInvalidResponse",
    "IdTokenIdpErrorResponse",
    "IdTokenCrossSiteIdpErrorResponse",
    "IdTokenInvalidRequest",
    "IdTokenInvalidContentType",
    "ErrorIdToken",
    "Canceled",
    "RpPageNotVisible",
    "SilentMediationFailure",
    "NotSignedInWithIdp",
    "MissingTransientUserActivation",
    "ReplacedByActiveMode",
    "RelyingPartyOriginIsOpaque",
    "TypeNotMatching",
    "UiDismissedNoEmbargo",
    "CorsError",
    "SuppressedBySegmentationPlatform",
    "PopupBlockedByConnectionAllowlist",
]


# API status: experimental
class FederatedAuthUserInfoRequestIssueDetails(t.TypedDict):
    """The type `Audits.FederatedAuthUserInfoRequestIssueDetails`.

    federatedAuthUserInfoRequestIssueReason
    """

    federatedAuthUserInfoRequestIssueReason: FederatedAuthUserInfoRequestIssueReason


# API status: experimental
# Represents the failure reason when a getUserInfo() call fails.
# Should be updated alongside FederatedAuthUserInfoRequestResult in
# third_party/blink/public/mojom/devtools/inspector_issue.mojom.
FederatedAuthUserInfoRequestIssueReason = t.Literal[
    "NotSameOrigin",
    "NotIframe",
    "NotPotentiallyTrustworthy",
    "NoApiPermission",
    "NotSignedInWithIdp",
    "NoAccountSharingPermission",
    "InvalidConfigOrWellKnown",
    "InvalidAccountsResponse",
    "NoReturningUserFromFetchedAccounts",
]


# API status: experimental
class EmailVerificationRequestIssueDetails(t.TypedDict):
    """The type `Audits.EmailVerificationRequestIssueDetails`.

    emailVerificationRequestIssueReason
    """

    emailVerificationRequestIssueReason: EmailVerificationRequestIssueReason


# API status: experimental
# Represents the failure reason when an email verification request fails.
# Should be updated alongside EmailVerificationRequestResult in
# third_party/blink/public/mojom/devtools/inspector_issue.mojom.
EmailVerificationRequestIssueReason = t.Literal[
    "InvalidEmail",
    "DnsFetchFailed",
    "DnsInvalidRecord",
    "WellKnownHttpNotFound",
    "WellKnownNoResponse",
    "WellKnownInvalidResponse",
    "WellKnownListEmpty",
    "WellKnownInvalidContentType",
    "WellKnownMissingIssuanceEndpoint",
    "WellKnownIssuanceEndpointCrossOrigin",
    "WellKnownUnsupportedSigningAlgorithm",
    "TokenHttpNotFound",
    "TokenNoResponse",
    "TokenInvalidResponse",
    "TokenInvalidContentType",
    "TokenMalformedSdJwt",
    "TokenInvalidSdJwt",
    "KeyBindingSigningFailed",
    "RpOriginIsOpaque",
    "WellKnownMissingAccountsEndpoint",
    "UserLoggedOut",
    "WellKnownAccountsEndpointCrossOrigin",
    "AccountsHttpNotFound",
    "AccountsNoResponse",
    "AccountsInvalidResponse",
    "AccountsInvalidContentType",
    "AccountsEmptyList",
    "EmailVerificationWellKnownHttpNotFound",
    "EmailVerificationWellKnownNoResponse",
    "EmailVerificationWellKnownInvalidResponse",
    "EmailVerificationWellKnownInvalidContentType",
    "JwksHttpNotFound",
    "JwksInvalidResponse",
    "TokenVerificationSdJwtUnsupportedHeaderAlg",
    "TokenVerificationSdJwtInvalidTyp",
    "TokenVerificationSdJwtMissingIss",
    "TokenVerificationSdJwtMissingIat",
    "TokenVerificationSdJwtMissingCnf",
    "TokenVerificationSdJwtMissingEmail",
    "TokenVerificationSdJwtInvalidIssuedAt",
    "TokenVerificationSdJwtInvalidIssuer",
    "TokenVerificationSdJwtJwksMissingKeys",
    "TokenVerificationSdJwtSignatureFailed",
    "TokenVerificationSdJwtInvalidEmailVerified",
    "TokenVerificationSdJwtInvalidEmail",
    "TokenVerificationSdJwtInvalidHolderKey",
    "TokenVerificationKbInvalidTyp",
    "TokenVerificationKbMissingAud",
    "TokenVerificationKbMissingNonce",
    "TokenVerificationKbMissingIat",
    "TokenVerificationKbMissingSdHash",
    "TokenVerificationKbInvalidIssuedAt",
    "TokenVerificationKbInvalidAudience",
    "TokenVerificationKbInvalidNonce",
    "TokenVerificationKbInvalidSdHash",
    "TokenVerificationKbMissingCnf",
    "TokenVerificationKbSignatureFailed",
    "CrossOriginIframeNotSupported",
]


# API status: experimental
class ClientHintIssueDetails(t.TypedDict):
    """This issue tracks client hints related issues. It's used to deprecate old
    features, encourage the use of new ones, and provide general guidance.

    sourceCodeLocation
    clientHintIssueReason
    """

    sourceCodeLocation: SourceCodeLocation
    clientHintIssueReason: ClientHintIssueReason


class _FailedRequestInfoRequired(t.TypedDict):
    url: str
    failureMessage: str


# API status: experimental
class FailedRequestInfo(_FailedRequestInfoRequired, total=False):
    """The type `Audits.FailedRequestInfo`.

    url: The URL that failed to load.
    failureMessage: The failure message for the failed request.
    requestId
    """

    requestId: _network.RequestId


# API status: experimental
PartitioningBlobURLInfo = t.Literal["BlockedCrossPartitionFetching", "EnforceNoopenerForNavigation"]


# API status: experimental
class PartitioningBlobURLIssueDetails(t.TypedDict):
    """The type `Audits.PartitioningBlobURLIssueDetails`.

    url: The BlobURL that failed to load.
    partitioningBlobURLInfo: Additional information about the Partitioning Blob URL issue.
    """

    url: str
    partitioningBlobURLInfo: PartitioningBlobURLInfo


# API status: experimental
ElementAccessibilityIssueReason = t.Literal[
    "DisallowedSelectChild",
    "DisallowedOptGroupChild",
    "NonPhrasingContentOptionChild",
    "InteractiveContentOptionChild",
    "InteractiveContentLegendChild",
    "InteractiveContentSummaryDescendant",
]


# API status: experimental
class ElementAccessibilityIssueDetails(t.TypedDict):
    """This issue warns about errors in the select or summary element content model.

    nodeId
    elementAccessibilityIssueReason
    hasDisallowedAttributes
    """

    nodeId: _dom.BackendNodeId
    elementAccessibilityIssueReason: ElementAccessibilityIssueReason
    hasDisallowedAttributes: bool


# API status: experimental
StyleSheetLoadingIssueReason = t.Literal["LateImportRule", "RequestFailed"]


class _StylesheetLoadingIssueDetailsRequired(t.TypedDict):
    sourceCodeLocation: SourceCodeLocation
    styleSheetLoadingIssueReason: StyleSheetLoadingIssueReason


# API status: experimental
class StylesheetLoadingIssueDetails(_StylesheetLoadingIssueDetailsRequired, total=False):
    """This issue warns when a referenced stylesheet couldn't be loaded.

    sourceCodeLocation: Source code position that referenced the failing stylesheet.
    styleSheetLoadingIssueReason: Reason why the stylesheet couldn't be loaded.
    failedRequestInfo: Contains additional info when the failure was due to a request.
    """

    failedRequestInfo: FailedRequestInfo


# API status: experimental
PropertyRuleIssueReason = t.Literal["InvalidSyntax", "InvalidInitialValue", "InvalidInherits", "InvalidName"]


class _PropertyRuleIssueDetailsRequired(t.TypedDict):
    sourceCodeLocation: SourceCodeLocation
    propertyRuleIssueReason: PropertyRuleIssueReason


# API status: experimental
class PropertyRuleIssueDetails(_PropertyRuleIssueDetailsRequired, total=False):
    """This issue warns about errors in property rules that lead to property
    registrations being ignored.

    sourceCodeLocation: Source code position of the property rule.
    propertyRuleIssueReason: Reason why the property rule was discarded.
    propertyValue: The value of the property rule property that failed to parse
    """

    propertyValue: str


# API status: experimental
UserReidentificationIssueType = t.Literal["BlockedFrameNavigation", "BlockedSubresource", "NoisedCanvasReadback"]


class _UserReidentificationIssueDetailsRequired(t.TypedDict):
    type: UserReidentificationIssueType


# API status: experimental
class UserReidentificationIssueDetails(_UserReidentificationIssueDetailsRequired, total=False):
    """This issue warns about uses of APIs that may be considered misuse to
    re-identify users.

    type
    request: Applies to BlockedFrameNavigation and BlockedSubresource issue types.
    sourceCodeLocation: Applies to NoisedCanvasReadback issue type.
    """

    request: AffectedRequest
    sourceCodeLocation: SourceCodeLocation


# API status: experimental
PermissionElementIssueType = t.Literal[
    "InvalidType",
    "FencedFrameDisallowed",
    "CspFrameAncestorsMissing",
    "PermissionsPolicyBlocked",
    "PaddingRightUnsupported",
    "PaddingBottomUnsupported",
    "InsetBoxShadowUnsupported",
    "RequestInProgress",
    "UntrustedEvent",
    "RegistrationFailed",
    "TypeNotSupported",
    "InvalidTypeActivation",
    "SecurityChecksFailed",
    "ActivationDisabled",
    "GeolocationDeprecated",
    "InvalidDisplayStyle",
    "NonOpaqueColor",
    "LowContrast",
    "FontSizeTooSmall",
    "FontSizeTooLarge",
    "InvalidSizeValue",
    "NonSecureContext",
    "MissingTransientUserActivation",
]


class _PermissionElementIssueDetailsRequired(t.TypedDict):
    issueType: PermissionElementIssueType


# API status: experimental
class PermissionElementIssueDetails(_PermissionElementIssueDetailsRequired, total=False):
    """This issue warns about improper usage of the <permission> element.

    issueType
    type: The value of the type attribute.
    nodeId: The node ID of the <permission> element.
    isWarning: True if the issue is a warning, false if it is an error.
    permissionName: Fields for message construction: Used for messages that reference a specific
        permission name
    occluderNodeInfo: Used for messages about occlusion
    occluderParentNodeInfo: Used for messages about occluder's parent
    disableReason: Used for messages about activation disabled reason
    """

    type: str
    nodeId: _dom.BackendNodeId
    isWarning: bool
    permissionName: str
    occluderNodeInfo: str
    occluderParentNodeInfo: str
    disableReason: str


# API status: experimental
WebInstallIssueReason = t.Literal[
    "ManifestParsingOrNetworkError",
    "StartUrlInvalid",
    "ManifestMissingNameOrShortName",
    "ManifestMissingId",
    "NoManifest",
]


class _WebInstallIssueDetailsRequired(t.TypedDict):
    reason: WebInstallIssueReason


# API status: experimental
class WebInstallIssueDetails(_WebInstallIssueDetailsRequired, total=False):
    """This issue reports a failure involving a web app manifest used by a Web
    Install operation.

    manifestUrl
    reason
    """

    manifestUrl: str


class _SelectivePermissionsInterventionIssueDetailsRequired(t.TypedDict):
    apiName: str
    adAncestry: _network.AdAncestry


# API status: experimental
class SelectivePermissionsInterventionIssueDetails(_SelectivePermissionsInterventionIssueDetailsRequired, total=False):
    """The issue warns about blocked calls to privacy sensitive APIs via the
    Selective Permissions Intervention.

    apiName: Which API was intervened on.
    adAncestry: Why the ad script using the API is considered an ad.
    stackTrace: The stack trace at the time of the intervention.
    """

    stackTrace: _runtime.StackTrace


# API status: experimental
class LazyLoadImageIssueDetails(t.TypedDict):
    """Details for issues about lazy-loaded images without explicit dimensions.

    nodeId: DOM node of the problematic HTMLImageElement.
    url: URL or src attribute of the image.
    frameId: Frame containing the image.
    """

    nodeId: _dom.BackendNodeId
    url: str
    frameId: _page.FrameId


# API status: experimental
# A unique identifier for the type of issue. Each type may use one of the
# optional fields in InspectorIssueDetails to convey more specific
# information about the kind of issue.
InspectorIssueCode = t.Literal[
    "CookieIssue",
    "MixedContentIssue",
    "BlockedByResponseIssue",
    "HeavyAdIssue",
    "ContentSecurityPolicyIssue",
    "SharedArrayBufferIssue",
    "CorsIssue",
    "QuirksModeIssue",
    "PartitioningBlobURLIssue",
    "NavigatorUserAgentIssue",
    "GenericIssue",
    "DeprecationIssue",
    "ClientHintIssue",
    "FederatedAuthRequestIssue",
    "BounceTrackingIssue",
    "CookieDeprecationMetadataIssue",
    "StylesheetLoadingIssue",
    "FederatedAuthUserInfoRequestIssue",
    "PropertyRuleIssue",
    "SharedDictionaryIssue",
    "ElementAccessibilityIssue",
    "SRIMessageSignatureIssue",
    "UnencodedDigestIssue",
    "ConnectionAllowlistIssue",
    "UserReidentificationIssue",
    "PermissionElementIssue",
    "PerformanceIssue",
    "SelectivePermissionsInterventionIssue",
    "EmailVerificationRequestIssue",
    "LazyLoadImageIssue",
    "WebInstallIssue",
]


# API status: experimental
class InspectorIssueDetails(t.TypedDict, total=False):
    """This struct holds a list of optional fields with additional information
    specific to the kind of issue. When adding a new issue code, please also
    add a new optional field to this type.

    cookieIssueDetails
    mixedContentIssueDetails
    blockedByResponseIssueDetails
    heavyAdIssueDetails
    contentSecurityPolicyIssueDetails
    sharedArrayBufferIssueDetails
    corsIssueDetails
    quirksModeIssueDetails
    partitioningBlobURLIssueDetails
    navigatorUserAgentIssueDetails (deprecated)
    genericIssueDetails
    deprecationIssueDetails
    clientHintIssueDetails
    federatedAuthRequestIssueDetails
    bounceTrackingIssueDetails
    cookieDeprecationMetadataIssueDetails
    stylesheetLoadingIssueDetails
    propertyRuleIssueDetails
    federatedAuthUserInfoRequestIssueDetails
    sharedDictionaryIssueDetails
    elementAccessibilityIssueDetails
    sriMessageSignatureIssueDetails
    unencodedDigestIssueDetails
    connectionAllowlistIssueDetails
    userReidentificationIssueDetails
    permissionElementIssueDetails
    performanceIssueDetails
    selectivePermissionsInterventionIssueDetails
    emailVerificationRequestIssueDetails
    lazyLoadImageIssueDetails
    webInstallIssueDetails
    """

    cookieIssueDetails: CookieIssueDetails
    mixedContentIssueDetails: MixedContentIssueDetails
    blockedByResponseIssueDetails: BlockedByResponseIssueDetails
    heavyAdIssueDetails: HeavyAdIssueDetails
    contentSecurityPolicyIssueDetails: ContentSecurityPolicyIssueDetails
    sharedArrayBufferIssueDetails: SharedArrayBufferIssueDetails
    corsIssueDetails: CorsIssueDetails
    quirksModeIssueDetails: QuirksModeIssueDetails
    partitioningBlobURLIssueDetails: PartitioningBlobURLIssueDetails
    navigatorUserAgentIssueDetails: NavigatorUserAgentIssueDetails
    genericIssueDetails: GenericIssueDetails
    deprecationIssueDetails: DeprecationIssueDetails
    clientHintIssueDetails: ClientHintIssueDetails
    federatedAuthRequestIssueDetails: FederatedAuthRequestIssueDetails
    bounceTrackingIssueDetails: BounceTrackingIssueDetails
    cookieDeprecationMetadataIssueDetails: CookieDeprecationMetadataIssueDetails
    stylesheetLoadingIssueDetails: StylesheetLoadingIssueDetails
    propertyRuleIssueDetails: PropertyRuleIssueDetails
    federatedAuthUserInfoRequestIssueDetails: FederatedAuthUserInfoRequestIssueDetails
    sharedDictionaryIssueDetails: SharedDictionaryIssueDetails
    elementAccessibilityIssueDetails: ElementAccessibilityIssueDetails
    sriMessageSignatureIssueDetails: SRIMessageSignatureIssueDetails
    unencodedDigestIssueDetails: UnencodedDigestIssueDetails
    connectionAllowlistIssueDetails: ConnectionAllowlistIssueDetails
    userReidentificationIssueDetails: UserReidentificationIssueDetails
    permissionElementIssueDetails: PermissionElementIssueDetails
    performanceIssueDetails: PerformanceIssueDetails
    selectivePermissionsInterventionIssueDetails: SelectivePermissionsInterventionIssueDetails
    emailVerificationRequestIssueDetails: EmailVerificationRequestIssueDetails
    lazyLoadImageIssueDetails: LazyLoadImageIssueDetails
    webInstallIssueDetails: WebInstallIssueDetails


# API status: experimental
# A unique id for a DevTools inspector issue. Allows other entities (e.g.
# exceptions, CDP message, console messages, etc.) to reference an issue.
IssueId = str


class _InspectorIssueRequired(t.TypedDict):
    code: InspectorIssueCode
    details: InspectorIssueDetails


# API status: experimental
class InspectorIssue(_InspectorIssueRequired, total=False):
    """An inspector issue reported from the back-end.

    code
    details
    issueId: A unique id for this issue. May be omitted if no other entity (e.g. exception, CDP
        message, etc.) is referencing this issue.
    """

    issueId: IssueId


class _GetEncodedResponseReturnsRequired(t.TypedDict):
    originalSize: int
    encodedSize: int


class GetEncodedResponseReturns(_GetEncodedResponseReturnsRequired, total=False):
    """What `Audits.getEncodedResponse` returns.

    body: The encoded body as a base64 string. Omitted if sizeOnly is true.
    originalSize: Size before re-encoding.
    encodedSize: Size after re-encoding.
    """

    body: str


class CheckFormsIssuesReturns(t.TypedDict):
    """What `Audits.checkFormsIssues` returns.

    formIssues
    """

    formIssues: t.List[GenericIssueDetails]


class IssueAddedEvent(t.TypedDict):
    """The parameters of the event `Audits.issueAdded`.

    issue
    """

    issue: InspectorIssue


# API status: experimental
class AuditsDomain(ProtocolDomain):
    """Audits domain allows investigation of page violations and possible improvements."""

    # API status: experimental
    def get_encoded_response(
        self,
        request_id: _network.RequestId,
        encoding: t.Literal["webp", "jpeg", "png"],
        *,
        quality: t.Optional[float] = None,
        size_only: t.Optional[bool] = None,
    ) -> Reply[GetEncodedResponseReturns]:
        """Returns the response body and size if it were re-encoded with the specified
        settings. Only
        applies to images.

        request_id: Identifier of the network request to get content for.
        encoding: The encoding to use.
        quality: The quality of the encoding (0-1). (defaults to 1)
        size_only: Whether to only return the size information (defaults to false).
        """
        return self._call(
            "Audits.getEncodedResponse",
            {
                "requestId": request_id,
                "encoding": encoding,
                "quality": quality,
                "sizeOnly": size_only,
            },
        )

    # API status: experimental
    def disable(self) -> Reply[t.Dict[str, t.Any]]:
        """Disables issues domain, prevents further issues from being reported to the client."""
        return self._call("Audits.disable", {})

    # API status: experimental
    def enable(self) -> Reply[t.Dict[str, t.Any]]:
        """Enables issues domain, sends the issues collected so far to the client by means of
        the
        `issueAdded` event.
        """
        return self._call("Audits.enable", {})

    # API status: experimental
    def check_forms_issues(self) -> Reply[CheckFormsIssuesReturns]:
        """Runs the form issues check for the target page. Found issues are reported
        using Audits.issueAdded event.
        """
        return self._call("Audits.checkFormsIssues", {})

    # API status: experimental
    @property
    def issue_added(self) -> EventSource[IssueAddedEvent]:
        """`Audits.issueAdded`."""
        return self._event("Audits.issueAdded")
