"""The domain ServiceWorker of the Chrome DevTools Protocol."""

# Written by generate_protocol; do not edit.

from __future__ import annotations

import typing as t

from ..domain import ProtocolDomain
from ..event_source import EventSource
from ..reply import Reply

if t.TYPE_CHECKING:
    from . import target as _target

# API status: experimental
RegistrationID = str


# API status: experimental
class ServiceWorkerRegistration(t.TypedDict):
    """ServiceWorker registration.

    registrationId
    scopeURL
    isDeleted
    """

    registrationId: RegistrationID
    scopeURL: str
    isDeleted: bool


# API status: experimental
ServiceWorkerVersionRunningStatus = t.Literal["stopped", "starting", "running", "stopping"]

# API status: experimental
ServiceWorkerVersionStatus = t.Literal["new", "installing", "installed", "activating", "activated", "redundant"]


# API status: experimental
# Mostly corresponds to `RouterCondition` in ServiceWorker spec
# (https://www.w3.org/TR/service-workers/#dictdef-routercondition)
# urlPattern: Plain text, or JSON serialization of URLPatternInit or URLPattern
# requestMethod
# requestMode
# requestDestination
# runningStatus
# or
# not
ServiceWorkerRouterCondition = t.TypedDict(
    "ServiceWorkerRouterCondition",
    {
        "urlPattern": "str",
        "requestMethod": "str",
        "requestMode": "str",
        "requestDestination": "str",
        "runningStatus": "ServiceWorkerVersionRunningStatus",
        "or": "t.List[ServiceWorkerRouterCondition]",
        "not": "ServiceWorkerRouterCondition",
    },
    total=False,
)


# API status: experimental
ServiceWorkerRouterSourceType = t.Literal[
    "cache",
    "fetchEvent",
    "network",
    "raceNetworkAndFetchHandler",
    "raceNetworkAndCache",
    "sourceDict",
]


# API status: experimental
class ServiceWorkerRouterSourceDict(t.TypedDict):
    """https://www.w3.org/TR/service-workers/#dictdef-routersourcedict

    cacheName
    """

    cacheName: str


class _ServiceWorkerRouterSourceRequired(t.TypedDict):
    type: ServiceWorkerRouterSourceType


# API status: experimental
class ServiceWorkerRouterSource(_ServiceWorkerRouterSourceRequired, total=False):
    """Corresponds to `RouterSource` in the spec while the representation is different as follows.
    (https://www.w3.org/TR/service-workers/#typedefdef-routersource)
    - `RouterSourceEnum`: `type` equals `cache`, `sourceDict` is null.
    - `RouterSourceDict`: `type` equals `sourceDict`, `sourceDict` has valid value.

    type
    sourceDict: Non-empty iff `type` equals "sourceDict".
    """

    sourceDict: ServiceWorkerRouterSourceDict


# API status: experimental
class ServiceWorkerRouterRule(t.TypedDict):
    """The type `ServiceWorker.ServiceWorkerRouterRule`.

    condition
    source
    id: Rule ID assigned by the browser. Unique within each ServiceWorkerVersion.
    """

    condition: ServiceWorkerRouterCondition
    source: ServiceWorkerRouterSource
    id: int


class _ServiceWorkerVersionRequired(t.TypedDict):
    versionId: str
    registrationId: RegistrationID
    scriptURL: str
    runningStatus: ServiceWorkerVersionRunningStatus
    status: ServiceWorkerVersionStatus


# API status: experimental
class ServiceWorkerVersion(_ServiceWorkerVersionRequired, total=False):
    """ServiceWorker version.

    versionId
    registrationId
    scriptURL
    runningStatus
    status
    scriptLastModified: The Last-Modified header value of the main script.
    scriptResponseTime: The time at which the response headers of the main script were received
        from the server. For cached script it is the last time the cache entry was validated.
    controlledClients
    targetId
    routerRules: Migration to `typedRouterRules` is in progress. The browser sends either
        `routerRules` or `typedRouterRules`. TODO(crbug.com/540469610): Remove `routerRules`
        after the migration.
    typedRouterRules
    """

    scriptLastModified: float
    scriptResponseTime: float
    controlledClients: t.List[_target.TargetID]
    targetId: _target.TargetID
    routerRules: str
    typedRouterRules: t.List[ServiceWorkerRouterRule]


# API status: experimental
class ServiceWorkerErrorMessage(t.TypedDict):
    """ServiceWorker error message.

    errorMessage
    registrationId
    versionId
    sourceURL
    lineNumber
    columnNumber
    """

    errorMessage: str
    registrationId: RegistrationID
    versionId: str
    sourceURL: str
    lineNumber: int
    columnNumber: int


class WorkerErrorReportedEvent(t.TypedDict):
    """The parameters of the event `ServiceWorker.workerErrorReported`.

    errorMessage
    """

    errorMessage: ServiceWorkerErrorMessage


class WorkerRegistrationUpdatedEvent(t.TypedDict):
    """The parameters of the event `ServiceWorker.workerRegistrationUpdated`.

    registrations
    """

    registrations: t.List[ServiceWorkerRegistration]


class WorkerVersionUpdatedEvent(t.TypedDict):
    """The parameters of the event `ServiceWorker.workerVersionUpdated`.

    versions
    """

    versions: t.List[ServiceWorkerVersion]


# API status: experimental
class ServiceWorkerDomain(ProtocolDomain):
    """The domain ServiceWorker."""

    # API status: experimental
    def deliver_push_message(
        self,
        origin: str,
        registration_id: RegistrationID,
        data: str,
    ) -> Reply[t.Dict[str, t.Any]]:
        """`ServiceWorker.deliverPushMessage`.

        origin
        registration_id
        data
        """
        return self._call(
            "ServiceWorker.deliverPushMessage",
            {
                "origin": origin,
                "registrationId": registration_id,
                "data": data,
            },
        )

    # API status: experimental
    def disable(self) -> Reply[t.Dict[str, t.Any]]:
        """`ServiceWorker.disable`."""
        return self._call("ServiceWorker.disable", {})

    # API status: experimental
    def dispatch_sync_event(
        self,
        origin: str,
        registration_id: RegistrationID,
        tag: str,
        last_chance: bool,
    ) -> Reply[t.Dict[str, t.Any]]:
        """`ServiceWorker.dispatchSyncEvent`.

        origin
        registration_id
        tag
        last_chance
        """
        return self._call(
            "ServiceWorker.dispatchSyncEvent",
            {
                "origin": origin,
                "registrationId": registration_id,
                "tag": tag,
                "lastChance": last_chance,
            },
        )

    # API status: experimental
    def dispatch_periodic_sync_event(
        self,
        origin: str,
        registration_id: RegistrationID,
        tag: str,
    ) -> Reply[t.Dict[str, t.Any]]:
        """`ServiceWorker.dispatchPeriodicSyncEvent`.

        origin
        registration_id
        tag
        """
        return self._call(
            "ServiceWorker.dispatchPeriodicSyncEvent",
            {
                "origin": origin,
                "registrationId": registration_id,
                "tag": tag,
            },
        )

    # API status: experimental
    def enable(self) -> Reply[t.Dict[str, t.Any]]:
        """`ServiceWorker.enable`."""
        return self._call("ServiceWorker.enable", {})

    # API status: experimental
    def set_force_update_on_page_load(self, force_update_on_page_load: bool) -> Reply[t.Dict[str, t.Any]]:
        """`ServiceWorker.setForceUpdateOnPageLoad`.

        force_update_on_page_load
        """
        return self._call(
            "ServiceWorker.setForceUpdateOnPageLoad",
            {
                "forceUpdateOnPageLoad": force_update_on_page_load,
            },
        )

    # API status: experimental
    def skip_waiting(self, scope_url: str) -> Reply[t.Dict[str, t.Any]]:
        """`ServiceWorker.skipWaiting`.

        scope_url
        """
        return self._call("ServiceWorker.skipWaiting", {"scopeURL": scope_url})

    # API status: experimental
    def start_worker(self, scope_url: str) -> Reply[t.Dict[str, t.Any]]:
        """`ServiceWorker.startWorker`.

        scope_url
        """
        return self._call("ServiceWorker.startWorker", {"scopeURL": scope_url})

    # API status: experimental
    def stop_all_workers(self) -> Reply[t.Dict[str, t.Any]]:
        """`ServiceWorker.stopAllWorkers`."""
        return self._call("ServiceWorker.stopAllWorkers", {})

    # API status: experimental
    def stop_worker(self, version_id: str) -> Reply[t.Dict[str, t.Any]]:
        """`ServiceWorker.stopWorker`.

        version_id
        """
        return self._call("ServiceWorker.stopWorker", {"versionId": version_id})

    # API status: experimental
    def unregister(self, scope_url: str) -> Reply[t.Dict[str, t.Any]]:
        """`ServiceWorker.unregister`.

        scope_url
        """
        return self._call("ServiceWorker.unregister", {"scopeURL": scope_url})

    # API status: experimental
    def update_registration(self, scope_url: str) -> Reply[t.Dict[str, t.Any]]:
        """`ServiceWorker.updateRegistration`.

        scope_url
        """
        return self._call("ServiceWorker.updateRegistration", {"scopeURL": scope_url})

    # API status: experimental
    @property
    def worker_error_reported(self) -> EventSource[WorkerErrorReportedEvent]:
        """`ServiceWorker.workerErrorReported`."""
        return self._event("ServiceWorker.workerErrorReported")

    # API status: experimental
    @property
    def worker_registration_updated(self) -> EventSource[WorkerRegistrationUpdatedEvent]:
        """`ServiceWorker.workerRegistrationUpdated`."""
        return self._event("ServiceWorker.workerRegistrationUpdated")

    # API status: experimental
    @property
    def worker_version_updated(self) -> EventSource[WorkerVersionUpdatedEvent]:
        """`ServiceWorker.workerVersionUpdated`."""
        return self._event("ServiceWorker.workerVersionUpdated")
