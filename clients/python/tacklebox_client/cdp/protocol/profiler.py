"""The domain Profiler of the Chrome DevTools Protocol."""

# Written by generate_protocol; do not edit.

from __future__ import annotations

import typing as t

from ..domain import ProtocolDomain
from ..event_source import EventSource
from ..reply import Reply

if t.TYPE_CHECKING:
    from . import debugger as _debugger
    from . import runtime as _runtime


class _ProfileNodeRequired(t.TypedDict):
    id: int
    callFrame: _runtime.CallFrame


# API status: stable
class ProfileNode(_ProfileNodeRequired, total=False):
    """Profile node. Holds callsite information, execution statistics and child nodes.

    id: Unique id of the node.
    callFrame: Function location.
    hitCount: Number of samples where this node was on top of the call stack.
    children: Child node ids.
    deoptReason: The reason of being not optimized. The function may be deoptimized or marked as
        don't optimize.
    positionTicks: An array of source position ticks.
    """

    hitCount: int
    children: t.List[int]
    deoptReason: str
    positionTicks: t.List[PositionTickInfo]


class _ProfileRequired(t.TypedDict):
    nodes: t.List[ProfileNode]
    startTime: float
    endTime: float


# API status: stable
class Profile(_ProfileRequired, total=False):
    """Profile.

    nodes: The list of profile nodes. First item is the root node.
    startTime: Profiling start timestamp in microseconds.
    endTime: Profiling end timestamp in microseconds.
    samples: Ids of samples top nodes.
    timeDeltas: Time intervals between adjacent samples in microseconds. The first delta is
        relative to the profile startTime.
    """

    samples: t.List[int]
    timeDeltas: t.List[int]


# API status: stable
class PositionTickInfo(t.TypedDict):
    """Specifies a number of samples attributed to a certain source position.

    line: Source line number (1-based).
    ticks: Number of samples attributed to the source line.
    """

    line: int
    ticks: int


# API status: stable
class CoverageRange(t.TypedDict):
    """Coverage data for a source range.

    startOffset: JavaScript script source offset for the range start.
    endOffset: JavaScript script source offset for the range end.
    count: Collected execution count of the source range.
    """

    startOffset: int
    endOffset: int
    count: int


# API status: stable
class FunctionCoverage(t.TypedDict):
    """Coverage data for a JavaScript function.

    functionName: JavaScript function name.
    ranges: Source ranges inside the function with coverage data.
    isBlockCoverage: Whether coverage data for this function has block granularity.
    """

    functionName: str
    ranges: t.List[CoverageRange]
    isBlockCoverage: bool


# API status: stable
class ScriptCoverage(t.TypedDict):
    """Coverage data for a JavaScript script.

    scriptId: JavaScript script id.
    url: JavaScript script name or url.
    functions: Functions contained in the script that has coverage data.
    """

    scriptId: _runtime.ScriptId
    url: str
    functions: t.List[FunctionCoverage]


class GetBestEffortCoverageReturns(t.TypedDict):
    """What `Profiler.getBestEffortCoverage` returns.

    result: Coverage data for the current isolate.
    """

    result: t.List[ScriptCoverage]


class StartPreciseCoverageReturns(t.TypedDict):
    """What `Profiler.startPreciseCoverage` returns.

    timestamp: Monotonically increasing time (in seconds) when the coverage update was taken in
        the backend.
    """

    timestamp: float


class StopReturns(t.TypedDict):
    """What `Profiler.stop` returns.

    profile: Recorded profile.
    """

    profile: Profile


class TakePreciseCoverageReturns(t.TypedDict):
    """What `Profiler.takePreciseCoverage` returns.

    result: Coverage data for the current isolate.
    timestamp: Monotonically increasing time (in seconds) when the coverage update was taken in
        the backend.
    """

    result: t.List[ScriptCoverage]
    timestamp: float


class _ConsoleProfileFinishedEventRequired(t.TypedDict):
    id: str
    location: _debugger.Location
    profile: Profile


class ConsoleProfileFinishedEvent(_ConsoleProfileFinishedEventRequired, total=False):
    """The parameters of the event `Profiler.consoleProfileFinished`.

    id
    location: Location of console.profileEnd().
    profile
    title: Profile title passed as an argument to console.profile().
    """

    title: str


class _ConsoleProfileStartedEventRequired(t.TypedDict):
    id: str
    location: _debugger.Location


class ConsoleProfileStartedEvent(_ConsoleProfileStartedEventRequired, total=False):
    """The parameters of the event `Profiler.consoleProfileStarted`.

    id
    location: Location of console.profile().
    title: Profile title passed as an argument to console.profile().
    """

    title: str


class PreciseCoverageDeltaUpdateEvent(t.TypedDict):
    """The parameters of the event `Profiler.preciseCoverageDeltaUpdate`.

    timestamp: Monotonically increasing time (in seconds) when the coverage update was taken in
        the backend.
    occasion: Identifier for distinguishing coverage events.
    result: Coverage data for the current isolate.
    """

    timestamp: float
    occasion: str
    result: t.List[ScriptCoverage]


# API status: stable
class ProfilerDomain(ProtocolDomain):
    """The domain Profiler."""

    # API status: stable
    def disable(self) -> Reply[t.Dict[str, t.Any]]:
        """`Profiler.disable`."""
        return self._call("Profiler.disable", {})

    # API status: stable
    def enable(self) -> Reply[t.Dict[str, t.Any]]:
        """`Profiler.enable`."""
        return self._call("Profiler.enable", {})

    # API status: stable
    def get_best_effort_coverage(self) -> Reply[GetBestEffortCoverageReturns]:
        """Collect coverage data for the current isolate. The coverage data may be incomplete
        due to
        garbage collection.
        """
        return self._call("Profiler.getBestEffortCoverage", {})

    # API status: stable
    def set_sampling_interval(self, interval: int) -> Reply[t.Dict[str, t.Any]]:
        """Changes CPU profiler sampling interval. Must be called before CPU profiles recording
        started.

        interval: New sampling interval in microseconds.
        """
        return self._call("Profiler.setSamplingInterval", {"interval": interval})

    # API status: stable
    def start(self) -> Reply[t.Dict[str, t.Any]]:
        """`Profiler.start`."""
        return self._call("Profiler.start", {})

    # API status: stable
    def start_precise_coverage(
        self,
        *,
        call_count: t.Optional[bool] = None,
        detailed: t.Optional[bool] = None,
        allow_triggered_updates: t.Optional[bool] = None,
    ) -> Reply[StartPreciseCoverageReturns]:
        """Enable precise code coverage. Coverage data for JavaScript executed before enabling
        precise code
        coverage may be incomplete. Enabling prevents running optimized code and resets
        execution
        counters.

        call_count: Collect accurate call counts beyond simple 'covered' or 'not covered'.
        detailed: Collect block-based coverage.
        allow_triggered_updates: Allow the backend to send updates on its own initiative
        """
        return self._call(
            "Profiler.startPreciseCoverage",
            {
                "callCount": call_count,
                "detailed": detailed,
                "allowTriggeredUpdates": allow_triggered_updates,
            },
        )

    # API status: stable
    def stop(self) -> Reply[StopReturns]:
        """`Profiler.stop`."""
        return self._call("Profiler.stop", {})

    # API status: stable
    def stop_precise_coverage(self) -> Reply[t.Dict[str, t.Any]]:
        """Disable precise code coverage. Disabling releases unnecessary execution count
        records and allows
        executing optimized code.
        """
        return self._call("Profiler.stopPreciseCoverage", {})

    # API status: stable
    def take_precise_coverage(self) -> Reply[TakePreciseCoverageReturns]:
        """Collect coverage data for the current isolate, and resets execution counters.
        Precise code
        coverage needs to have started.
        """
        return self._call("Profiler.takePreciseCoverage", {})

    # API status: stable
    @property
    def console_profile_finished(self) -> EventSource[ConsoleProfileFinishedEvent]:
        """`Profiler.consoleProfileFinished`."""
        return self._event("Profiler.consoleProfileFinished")

    # API status: stable
    @property
    def console_profile_started(self) -> EventSource[ConsoleProfileStartedEvent]:
        """Sent when new profile recording is started using console.profile() call."""
        return self._event("Profiler.consoleProfileStarted")

    # API status: experimental
    @property
    def precise_coverage_delta_update(self) -> EventSource[PreciseCoverageDeltaUpdateEvent]:
        """Reports coverage delta since the last poll (either from an event like this, or from
        `takePreciseCoverage` for the current isolate. May only be sent if precise code
        coverage has been started. This event can be trigged by the embedder to, for
        example,
        trigger collection of coverage data immediately at a certain point in time.
        """
        return self._event("Profiler.preciseCoverageDeltaUpdate")
