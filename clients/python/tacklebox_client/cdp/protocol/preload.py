"""The domain Preload of the Chrome DevTools Protocol."""

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

# API status: experimental
# Unique id
RuleSetId = str


class _RuleSetRequired(t.TypedDict):
    id: RuleSetId
    loaderId: _network.LoaderId
    sourceText: str


# API status: experimental
class RuleSet(_RuleSetRequired, total=False):
    """Corresponds to SpeculationRuleSet

    id
    loaderId: Identifies a document which the rule set is associated with.
    sourceText: Source text of JSON representing the rule set. If it comes from `<script>` tag,
        it is the textContent of the node. Note that it is a JSON for valid case. See also: -
        https://wicg.github.io/nav-speculation/speculation-rules.html -
        https://github.com/WICG/nav-speculation/blob/main/triggers.md
    backendNodeId: A speculation rule set is either added through an inline `<script>` tag or
        through an external resource via the 'Speculation-Rules' HTTP header. For the first
        case, we include the BackendNodeId of the relevant `<script>` tag. For the second case,
        we include the external URL where the rule set was loaded from, and also RequestId if
        Network domain is enabled. See also: -
        https://wicg.github.io/nav-speculation/speculation-rules.html#speculation-rules-script -
        https://wicg.github.io/nav-speculation/speculation-rules.html#speculation-rules-header
    url
    requestId
    errorType: Error information `errorMessage` is null iff `errorType` is null.
    errorMessage (deprecated): TODO(https://crbug.com/1425354): Replace this property with
        structured error.
    tag: For more details, see:
        https://github.com/WICG/nav-speculation/blob/main/speculation-rules-tags.md
    """

    backendNodeId: _dom.BackendNodeId
    url: str
    requestId: _network.RequestId
    errorType: RuleSetErrorType
    errorMessage: str
    tag: str


# API status: experimental
RuleSetErrorType = t.Literal["SourceIsNotJsonObject", "InvalidRulesSkipped", "InvalidRulesetLevelTag"]

# API status: experimental
# The type of preloading attempted. It corresponds to
# mojom::SpeculationAction (although PrefetchWithSubresources is omitted as it
# isn't being used by clients).
SpeculationAction = t.Literal["Prefetch", "Prerender", "PrerenderUntilScript"]

# API status: experimental
# Corresponds to mojom::SpeculationTargetHint.
# See https://github.com/WICG/nav-speculation/blob/main/triggers.md#window-name-targeting-hints
SpeculationTargetHint = t.Literal["Blank", "Self"]


class _PreloadingAttemptKeyRequired(t.TypedDict):
    loaderId: _network.LoaderId
    action: SpeculationAction
    url: str


# API status: experimental
class PreloadingAttemptKey(_PreloadingAttemptKeyRequired, total=False):
    """A key that identifies a preloading attempt.

    The url used is the url specified by the trigger (i.e. the initial URL), and
    not the final url that is navigated to. For example, prerendering allows
    same-origin main frame navigations during the attempt, but the attempt is
    still keyed with the initial URL.

    loaderId
    action
    url
    formSubmission
    targetHint
    """

    formSubmission: bool
    targetHint: SpeculationTargetHint


# API status: experimental
class PreloadingAttemptSource(t.TypedDict):
    """Lists sources for a preloading attempt, specifically the ids of rule sets
    that had a speculation rule that triggered the attempt, and the
    BackendNodeIds of <a href> or <area href> elements that triggered the
    attempt (in the case of attempts triggered by a document rule). It is
    possible for multiple rule sets and links to trigger a single attempt.

    key
    ruleSetIds
    nodeIds
    """

    key: PreloadingAttemptKey
    ruleSetIds: t.List[RuleSetId]
    nodeIds: t.List[_dom.BackendNodeId]


# API status: experimental
# Chrome manages different types of preloads together using a
# concept of preloading pipeline. For example, if a site uses a
# SpeculationRules for prerender, Chrome first starts a prefetch and
# then upgrades it to prerender.
# CDP events for them are emitted separately but they share
# `PreloadPipelineId`.
PreloadPipelineId = str

# API status: experimental
# List of FinalStatus reasons for Prerender2.
PrerenderFinalStatus = t.Literal[
    "Activated",
    "Destroyed",
    "LowEndDevice",
    "InvalidSchemeRedirect",
    "InvalidSchemeNavigation",
    "NavigationRequestBlockedByCsp",
    "MojoBinderPolicy",
    "RendererProcessCrashed",
    "RendererProcessKilled",
    "Download",
    "TriggerDestroyed",
    "NavigationNotCommitted",
    "NavigationBadHttpStatus",
    "ClientCertRequested",
    "NavigationRequestNetworkError",
    "CancelAllHostsForTesting",
    "DidFailLoad",
    "Stop",
    "SslCertificateError",
    "LoginAuthRequested",
    "UaChangeRequiresReload",
    "BlockedByClient",
    "AudioOutputDeviceRequested",
    "MixedContent",
    "TriggerBackgrounded",
    "MemoryLimitExceeded",
    "DataSaverEnabled",
    "TriggerUrlHasEffectiveUrl",
    "ActivatedBeforeStarted",
    "InactivePageRestriction",
    "StartFailed",
    "TimeoutBackgrounded",
    "CrossSiteRedirectInInitialNavigation",
    "CrossSiteNavigationInInitialNavigation",
    "SameSiteCrossOriginRedirectNotOptInInInitialNavigation",
    "SameSiteCrossOriginNavigationNotOptInInInitialNavigation",
    "ActivationNavigationParameterMismatch",
    "ActivatedInBackground",
    "EmbedderHostDisallowed",
    "ActivationNavigationDestroyedBeforeSuccess",
    "TabClosedByUserGesture",
    "TabClosedWithoutUserGesture",
    "PrimaryMainFrameRendererProcessCrashed",
    "PrimaryMainFrameRendererProcessKilled",
    "ActivationFramePolicyNotCompatible",
    "PreloadingDisabled",
    "BatterySaverEnabled",
    "ActivatedDuringMainFrameNavigation",
    "PreloadingUnsupportedByWebContents",
    "CrossSiteRedirectInMainFrameNavigation",
    "CrossSiteNavigationInMainFrameNavigation",
    "SameSiteCrossOriginRedirectNotOptInInMainFrameNavigation",
    "SameSiteCrossOriginNavigationNotOptInInMainFrameNavigation",
    "MemoryPressureOnTrigger",
    "MemoryPressureAfterTriggered",
    "PrerenderingDisabledByDevTools",
    "SpeculationRuleRemoved",
    "ActivatedWithAuxiliaryBrowsingContexts",
    "MaxNumOfRunningEagerPrerendersExceeded",
    "MaxNumOfRunningNonEagerPrerendersExceeded",
    "MaxNumOfRunningEmbedderPrerendersExceeded",
    "PrerenderingUrlHasEffectiveUrl",
    "RedirectedPrerenderingUrlHasEffectiveUrl",
    "ActivationUrlHasEffectiveUrl",
    "JavaScriptInterfaceAdded",
    "JavaScriptInterfaceRemoved",
    "AllPrerenderingCanceled",
    "WindowClosed",
    "SlowNetwork",
    "OtherPrerenderedPageActivated",
    "V8OptimizerDisabled",
    "PrerenderFailedDuringPrefetch",
    "BrowsingDataRemoved",
    "PrerenderHostReused",
    "FormSubmitWhenPrerendering",
    "CrossDocumentRestart",
]

# API status: experimental
# Preloading status values, see also PreloadingTriggeringOutcome. This
# status is shared by prefetchStatusUpdated and prerenderStatusUpdated.
PreloadingStatus = t.Literal["Pending", "Running", "Ready", "Success", "Failure", "NotSupported"]

# API status: experimental
# TODO(https://crbug.com/1384419): revisit the list of PrefetchStatus and
# filter out the ones that aren't necessary to the developers.
PrefetchStatus = t.Literal[
    "PrefetchAllowed",
    "PrefetchFailedIneligibleRedirect",
    "PrefetchFailedInvalidRedirect",
    "PrefetchFailedMIMENotSupported",
    "PrefetchFailedNetError",
    "PrefetchFailedNon2XX",
    "PrefetchEvictedAfterBrowsingDataRemoved",
    "PrefetchEvictedAfterCandidateRemoved",
    "PrefetchEvictedForNewerPrefetch",
    "PrefetchHeldback",
    "PrefetchIneligibleRetryAfter",
    "PrefetchIsPrivacyDecoy",
    "PrefetchIsStale",
    "PrefetchNotEligibleBlockedByConnectionAllowlist",
    "PrefetchNotEligibleBrowserContextOffTheRecord",
    "PrefetchNotEligibleCrossOrigin",
    "PrefetchNotEligibleDataSaverEnabled",
    "PrefetchNotEligibleExistingProxy",
    "PrefetchNotEligibleHostIsNonUnique",
    "PrefetchNotEligibleNonDefaultStoragePartition",
    "PrefetchNotEligibleSameSiteCrossOriginPrefetchRequiredProxy",
    "PrefetchNotEligibleSchemeIsNotHttps",
    "PrefetchNotEligibleUserHasCookies",
    "PrefetchNotEligibleUserHasServiceWorker",
    "PrefetchNotEligibleUserHasServiceWorkerNoFetchHandler",
    "PrefetchNotEligibleRedirectFromServiceWorker",
    "PrefetchNotEligibleRedirectToServiceWorker",
    "PrefetchNotEligibleBatterySaverEnabled",
    "PrefetchNotEligiblePreloadingDisabled",
    "PrefetchNotFinishedInTime",
    "PrefetchNotStarted",
    "PrefetchNotUsedCookiesChanged",
    "PrefetchProxyNotAvailable",
    "PrefetchResponseUsed",
    "PrefetchSuccessfulButNotUsed",
    "PrefetchNotUsedProbeFailed",
    "PrefetchCancelledOnUserNavigation",
]


class _PrerenderMismatchedHeadersRequired(t.TypedDict):
    headerName: str


# API status: experimental
class PrerenderMismatchedHeaders(_PrerenderMismatchedHeadersRequired, total=False):
    """Information of headers to be displayed when the header mismatch occurred.

    headerName
    initialValue
    activationValue
    """

    initialValue: str
    activationValue: str


class RuleSetUpdatedEvent(t.TypedDict):
    """The parameters of the event `Preload.ruleSetUpdated`.

    ruleSet
    """

    ruleSet: RuleSet


class RuleSetRemovedEvent(t.TypedDict):
    """The parameters of the event `Preload.ruleSetRemoved`.

    id
    """

    id: RuleSetId


class PreloadEnabledStateUpdatedEvent(t.TypedDict):
    """The parameters of the event `Preload.preloadEnabledStateUpdated`.

    disabledByPreference
    disabledByDataSaver
    disabledByBatterySaver
    disabledByHoldbackPrefetchSpeculationRules
    disabledByHoldbackPrerenderSpeculationRules
    """

    disabledByPreference: bool
    disabledByDataSaver: bool
    disabledByBatterySaver: bool
    disabledByHoldbackPrefetchSpeculationRules: bool
    disabledByHoldbackPrerenderSpeculationRules: bool


class PrefetchStatusUpdatedEvent(t.TypedDict):
    """The parameters of the event `Preload.prefetchStatusUpdated`.

    key
    pipelineId
    initiatingFrameId: The frame id of the frame initiating prefetch.
    prefetchUrl
    status
    prefetchStatus
    requestId
    """

    key: PreloadingAttemptKey
    pipelineId: PreloadPipelineId
    initiatingFrameId: _page.FrameId
    prefetchUrl: str
    status: PreloadingStatus
    prefetchStatus: PrefetchStatus
    requestId: _network.RequestId


class _PrerenderStatusUpdatedEventRequired(t.TypedDict):
    key: PreloadingAttemptKey
    pipelineId: PreloadPipelineId
    status: PreloadingStatus


class PrerenderStatusUpdatedEvent(_PrerenderStatusUpdatedEventRequired, total=False):
    """The parameters of the event `Preload.prerenderStatusUpdated`.

    key
    pipelineId
    status
    effectiveAction: The action currently performed by this attempt. This differs from
        `key.action` after a prerender-until-script attempt is upgraded in place to a full
        prerender.
    prerenderStatus
    disallowedMojoInterface: This is used to give users more information about the name of Mojo
        interface that is incompatible with prerender and has caused the cancellation of the
        attempt.
    mismatchedHeaders
    """

    effectiveAction: SpeculationAction
    prerenderStatus: PrerenderFinalStatus
    disallowedMojoInterface: str
    mismatchedHeaders: t.List[PrerenderMismatchedHeaders]


class PreloadingAttemptSourcesUpdatedEvent(t.TypedDict):
    """The parameters of the event `Preload.preloadingAttemptSourcesUpdated`.

    loaderId
    preloadingAttemptSources
    """

    loaderId: _network.LoaderId
    preloadingAttemptSources: t.List[PreloadingAttemptSource]


# API status: experimental
class PreloadDomain(ProtocolDomain):
    """The domain Preload."""

    # API status: experimental
    def enable(self) -> Reply[t.Dict[str, t.Any]]:
        """`Preload.enable`."""
        return self._call("Preload.enable", {})

    # API status: experimental
    def disable(self) -> Reply[t.Dict[str, t.Any]]:
        """`Preload.disable`."""
        return self._call("Preload.disable", {})

    # API status: experimental
    @property
    def rule_set_updated(self) -> EventSource[RuleSetUpdatedEvent]:
        """Upsert. Currently, it is only emitted when a rule set added."""
        return self._event("Preload.ruleSetUpdated")

    # API status: experimental
    @property
    def rule_set_removed(self) -> EventSource[RuleSetRemovedEvent]:
        """`Preload.ruleSetRemoved`."""
        return self._event("Preload.ruleSetRemoved")

    # API status: experimental
    @property
    def preload_enabled_state_updated(self) -> EventSource[PreloadEnabledStateUpdatedEvent]:
        """Fired when a preload enabled state is updated."""
        return self._event("Preload.preloadEnabledStateUpdated")

    # API status: experimental
    @property
    def prefetch_status_updated(self) -> EventSource[PrefetchStatusUpdatedEvent]:
        """Fired when a prefetch attempt is updated."""
        return self._event("Preload.prefetchStatusUpdated")

    # API status: experimental
    @property
    def prerender_status_updated(self) -> EventSource[PrerenderStatusUpdatedEvent]:
        """Fired when a prerender attempt is updated."""
        return self._event("Preload.prerenderStatusUpdated")

    # API status: experimental
    @property
    def preloading_attempt_sources_updated(self) -> EventSource[PreloadingAttemptSourcesUpdatedEvent]:
        """Send a list of sources for all preloading attempts in a document."""
        return self._event("Preload.preloadingAttemptSourcesUpdated")
