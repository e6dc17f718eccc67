"""The domain BackgroundService of the Chrome DevTools Protocol."""

# Written by generate_protocol; do not edit.

from __future__ import annotations

import typing as t

from ..domain import ProtocolDomain
from ..event_source import EventSource
from ..reply import Reply

if t.TYPE_CHECKING:
    from . import network as _network
    from . import service_worker as _service_worker

# API status: experimental
# The Background Service that will be associated with the commands/events.
# Every Background Service operates independently, but they share the same
# API.
ServiceName = t.Literal[
    "backgroundFetch",
    "backgroundSync",
    "pushMessaging",
    "notifications",
    "paymentHandler",
    "periodicBackgroundSync",
]


# API status: experimental
class EventMetadata(t.TypedDict):
    """A key-value pair for additional event information to pass along.

    key
    value
    """

    key: str
    value: str


# API status: experimental
class BackgroundServiceEvent(t.TypedDict):
    """The type `BackgroundService.BackgroundServiceEvent`.

    timestamp: Timestamp of the event (in seconds).
    origin: The origin this event belongs to.
    serviceWorkerRegistrationId: The Service Worker ID that initiated the event.
    service: The Background Service this event belongs to.
    eventName: A description of the event.
    instanceId: An identifier that groups related events together.
    eventMetadata: A list of event-specific information.
    storageKey: Storage key this event belongs to.
    """

    timestamp: _network.TimeSinceEpoch
    origin: str
    serviceWorkerRegistrationId: _service_worker.RegistrationID
    service: ServiceName
    eventName: str
    instanceId: str
    eventMetadata: t.List[EventMetadata]
    storageKey: str


class RecordingStateChangedEvent(t.TypedDict):
    """The parameters of the event `BackgroundService.recordingStateChanged`.

    isRecording
    service
    """

    isRecording: bool
    service: ServiceName


class BackgroundServiceEventReceivedEvent(t.TypedDict):
    """The parameters of the event `BackgroundService.backgroundServiceEventReceived`.

    backgroundServiceEvent
    """

    backgroundServiceEvent: BackgroundServiceEvent


# API status: experimental
class BackgroundServiceDomain(ProtocolDomain):
    """Defines events for background web platform features."""

    # API status: experimental
    def start_observing(self, service: ServiceName) -> Reply[t.Dict[str, t.Any]]:
        """Enables event updates for the service.

        service
        """
        return self._call("BackgroundService.startObserving", {"service": service})

    # API status: experimental
    def stop_observing(self, service: ServiceName) -> Reply[t.Dict[str, t.Any]]:
        """Disables event updates for the service.

        service
        """
        return self._call("BackgroundService.stopObserving", {"service": service})

    # API status: experimental
    def set_recording(self, should_record: bool, service: ServiceName) -> Reply[t.Dict[str, t.Any]]:
        """Set the recording state for the service.

        should_record
        service
        """
        return self._call("BackgroundService.setRecording", {"shouldRecord": should_record, "service": service})

    # API status: experimental
    def clear_events(self, service: ServiceName) -> Reply[t.Dict[str, t.Any]]:
        """Clears all stored data for the service.

        service
        """
        return self._call("BackgroundService.clearEvents", {"service": service})

    # API status: experimental
    @property
    def recording_state_changed(self) -> EventSource[RecordingStateChangedEvent]:
        """Called when the recording state for the service has been updated."""
        return self._event("BackgroundService.recordingStateChanged")

    # API status: experimental
    @property
    def background_service_event_received(self) -> EventSource[BackgroundServiceEventReceivedEvent]:
        """Called with all existing backgroundServiceEvents when enabled, and all new
        events afterwards if enabled and recording.
        """
        return self._event("BackgroundService.backgroundServiceEventReceived")
