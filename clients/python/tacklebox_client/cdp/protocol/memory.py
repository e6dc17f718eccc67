"""The domain Memory of the Chrome DevTools Protocol."""

# Written by generate_protocol; do not edit.

from __future__ import annotations

import typing as t

from ..domain import ProtocolDomain
from ..reply import Reply

# API status: experimental
# Memory pressure level.
PressureLevel = t.Literal["moderate", "critical"]


# API status: experimental
class SamplingProfileNode(t.TypedDict):
    """Heap profile sample.

    size: Size of the sampled allocation.
    total: Total bytes attributed to this sample.
    stack: Execution stack at the point of allocation.
    """

    size: float
    total: float
    stack: t.List[str]


# API status: experimental
class SamplingProfile(t.TypedDict):
    """Array of heap profile samples.

    samples
    modules
    """

    samples: t.List[SamplingProfileNode]
    modules: t.List[Module]


# API status: experimental
class Module(t.TypedDict):
    """Executable module information

    name: Name of the module.
    uuid: UUID of the module.
    baseAddress: Base address where the module is loaded into memory. Encoded as a decimal or
        hexadecimal (0x prefixed) string.
    size: Size of the module in bytes.
    """

    name: str
    uuid: str
    baseAddress: str
    size: float


# API status: experimental
class DOMCounter(t.TypedDict):
    """DOM object counter data.

    name: Object name. Note: object names should be presumed volatile and clients should not
        expect the returned names to be consistent across runs.
    count: Object count.
    """

    name: str
    count: int


class GetDOMCountersReturns(t.TypedDict):
    """What `Memory.getDOMCounters` returns.

    documents
    nodes
    jsEventListeners
    """

    documents: int
    nodes: int
    jsEventListeners: int


class GetDOMCountersForLeakDetectionReturns(t.TypedDict):
    """What `Memory.getDOMCountersForLeakDetection` returns.

    counters: DOM object counters.
    """

    counters: t.List[DOMCounter]


class GetAllTimeSamplingProfileReturns(t.TypedDict):
    """What `Memory.getAllTimeSamplingProfile` returns.

    profile
    """

    profile: SamplingProfile


class GetBrowserSamplingProfileReturns(t.TypedDict):
    """What `Memory.getBrowserSamplingProfile` returns.

    profile
    """

    profile: SamplingProfile


class GetSamplingProfileReturns(t.TypedDict):
    """What `Memory.getSamplingProfile` returns.

    profile
    """

    profile: SamplingProfile


# API status: experimental
class MemoryDomain(ProtocolDomain):
    """The domain Memory."""

    # API status: experimental
    def get_dom_counters(self) -> Reply[GetDOMCountersReturns]:
        """Retruns current DOM object counters."""
        return self._call("Memory.getDOMCounters", {})

    # API status: experimental
    def get_dom_counters_for_leak_detection(self) -> Reply[GetDOMCountersForLeakDetectionReturns]:
        """Retruns DOM object counters after preparing renderer for leak detection."""
        return self._call("Memory.getDOMCountersForLeakDetection", {})

    # API status: experimental
    def prepare_for_leak_detection(self) -> Reply[t.Dict[str, t.Any]]:
        """Prepares for leak detection by terminating workers, stopping spellcheckers,
        dropping non-essential internal caches, running garbage collections, etc.
        """
        return self._call("Memory.prepareForLeakDetection", {})

    # API status: experimental
    def forcibly_purge_java_script_memory(self) -> Reply[t.Dict[str, t.Any]]:
        """Simulate OomIntervention by purging V8 memory."""
        return self._call("Memory.forciblyPurgeJavaScriptMemory", {})

    # API status: experimental
    def set_pressure_notifications_suppressed(self, suppressed: bool) -> Reply[t.Dict[str, t.Any]]:
        """Enable/disable suppressing memory pressure notifications in all processes.

        suppressed: If true, memory pressure notifications will be suppressed.
        """
        return self._call("Memory.setPressureNotificationsSuppressed", {"suppressed": suppressed})

    # API status: experimental
    def simulate_pressure_notification(self, level: PressureLevel) -> Reply[t.Dict[str, t.Any]]:
        """Simulate a memory pressure notification in all processes.

        level: Memory pressure level of the notification.
        """
        return self._call("Memory.simulatePressureNotification", {"level": level})

    # API status: experimental
    def start_sampling(
        self,
        *,
        sampling_interval: t.Optional[int] = None,
        suppress_randomness: t.Optional[bool] = None,
    ) -> Reply[t.Dict[str, t.Any]]:
        """Start collecting native memory profile.

        sampling_interval: Average number of bytes between samples.
        suppress_randomness: Do not randomize intervals between samples.
        """
        return self._call(
            "Memory.startSampling",
            {
                "samplingInterval": sampling_interval,
                "suppressRandomness": suppress_randomness,
            },
        )

    # API status: experimental
    def stop_sampling(self) -> Reply[t.Dict[str, t.Any]]:
        """Stop collecting native memory profile."""
        return self._call("Memory.stopSampling", {})

    # API status: experimental
    def get_all_time_sampling_profile(self) -> Reply[GetAllTimeSamplingProfileReturns]:
        """Retrieve native memory allocations profile
        collected since renderer process startup.
        """
        return self._call("Memory.getAllTimeSamplingProfile", {})

    # API status: experimental
    def get_browser_sampling_profile(self) -> Reply[GetBrowserSamplingProfileReturns]:
        """Retrieve native memory allocations profile
        collected since browser process startup.
        """
        return self._call("Memory.getBrowserSamplingProfile", {})

    # API status: experimental
    def get_sampling_profile(self) -> Reply[GetSamplingProfileReturns]:
        """Retrieve native memory allocations profile collected since last
        `startSampling` call.
        """
        return self._call("Memory.getSamplingProfile", {})
