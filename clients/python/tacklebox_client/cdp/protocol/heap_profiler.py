"""The domain HeapProfiler of the Chrome DevTools Protocol."""

# Written by generate_protocol; do not edit.

from __future__ import annotations

import typing as t

from ..domain import ProtocolDomain
from ..event_source import EventSource
from ..reply import Reply

if t.TYPE_CHECKING:
    from . import runtime as _runtime

# API status: experimental
# Heap snapshot object id.
HeapSnapshotObjectId = str


# API status: experimental
class SamplingHeapProfileNode(t.TypedDict):
    """Sampling Heap Profile node. Holds callsite information, allocation statistics and child
    nodes.

    callFrame: Function location.
    selfSize: Allocations size in bytes for the node excluding children.
    id: Node id. Ids are unique across all profiles collected between startSampling and
        stopSampling.
    children: Child nodes.
    """

    callFrame: _runtime.CallFrame
    selfSize: float
    id: int
    children: t.List[SamplingHeapProfileNode]


# API status: experimental
class SamplingHeapProfileSample(t.TypedDict):
    """A single sample from a sampling profile.

    size: Allocation size in bytes attributed to the sample.
    nodeId: Id of the corresponding profile tree node.
    ordinal: Time-ordered sample ordinal number. It is unique across all profiles retrieved
        between startSampling and stopSampling.
    """

    size: float
    nodeId: int
    ordinal: float


# API status: experimental
class SamplingHeapProfile(t.TypedDict):
    """Sampling profile.

    head
    samples
    """

    head: SamplingHeapProfileNode
    samples: t.List[SamplingHeapProfileSample]


class GetHeapObjectIdReturns(t.TypedDict):
    """What `HeapProfiler.getHeapObjectId` returns.

    heapSnapshotObjectId: Id of the heap snapshot object corresponding to the passed remote
        object id.
    """

    heapSnapshotObjectId: HeapSnapshotObjectId


class GetObjectByHeapObjectIdReturns(t.TypedDict):
    """What `HeapProfiler.getObjectByHeapObjectId` returns.

    result: Evaluation result.
    """

    result: _runtime.RemoteObject


class GetSamplingProfileReturns(t.TypedDict):
    """What `HeapProfiler.getSamplingProfile` returns.

    profile: Return the sampling profile being collected.
    """

    profile: SamplingHeapProfile


class StopSamplingReturns(t.TypedDict):
    """What `HeapProfiler.stopSampling` returns.

    profile: Recorded sampling heap profile.
    """

    profile: SamplingHeapProfile


class AddHeapSnapshotChunkEvent(t.TypedDict):
    """The parameters of the event `HeapProfiler.addHeapSnapshotChunk`.

    chunk
    """

    chunk: str


class HeapStatsUpdateEvent(t.TypedDict):
    """The parameters of the event `HeapProfiler.heapStatsUpdate`.

    statsUpdate: An array of triplets. Each triplet describes a fragment. The first integer is
        the fragment index, the second integer is a total count of objects for the fragment, the
        third integer is a total size of the objects for the fragment.
    """

    statsUpdate: t.List[int]


class LastSeenObjectIdEvent(t.TypedDict):
    """The parameters of the event `HeapProfiler.lastSeenObjectId`.

    lastSeenObjectId
    timestamp
    """

    lastSeenObjectId: int
    timestamp: float


class _ReportHeapSnapshotProgressEventRequired(t.TypedDict):
    done: int
    total: int


class ReportHeapSnapshotProgressEvent(_ReportHeapSnapshotProgressEventRequired, total=False):
    """The parameters of the event `HeapProfiler.reportHeapSnapshotProgress`.

    done
    total
    finished
    """

    finished: bool


# API status: experimental
class HeapProfilerDomain(ProtocolDomain):
    """The domain HeapProfiler."""

    # API status: experimental
    def add_inspected_heap_object(self, heap_object_id: HeapSnapshotObjectId) -> Reply[t.Dict[str, t.Any]]:
        """Enables console to refer to the node with given id via $x (see Command Line API for
        more details
        $x functions).

        heap_object_id: Heap snapshot object id to be accessible by means of $x command line
            API.
        """
        return self._call("HeapProfiler.addInspectedHeapObject", {"heapObjectId": heap_object_id})

    # API status: experimental
    def collect_garbage(self) -> Reply[t.Dict[str, t.Any]]:
        """`HeapProfiler.collectGarbage`."""
        return self._call("HeapProfiler.collectGarbage", {})

    # API status: experimental
    def disable(self) -> Reply[t.Dict[str, t.Any]]:
        """`HeapProfiler.disable`."""
        return self._call("HeapProfiler.disable", {})

    # API status: experimental
    def enable(self) -> Reply[t.Dict[str, t.Any]]:
        """`HeapProfiler.enable`."""
        return self._call("HeapProfiler.enable", {})

    # API status: experimental
    def get_heap_object_id(self, object_id: _runtime.RemoteObjectId) -> Reply[GetHeapObjectIdReturns]:
        """`HeapProfiler.getHeapObjectId`.

        object_id: Identifier of the object to get heap object id for.
        """
        return self._call("HeapProfiler.getHeapObjectId", {"objectId": object_id})

    # API status: experimental
    def get_object_by_heap_object_id(
        self,
        object_id: HeapSnapshotObjectId,
        *,
        object_group: t.Optional[str] = None,
    ) -> Reply[GetObjectByHeapObjectIdReturns]:
        """`HeapProfiler.getObjectByHeapObjectId`.

        object_id
        object_group: Symbolic group name that can be used to release multiple objects.
        """
        return self._call("HeapProfiler.getObjectByHeapObjectId", {"objectId": object_id, "objectGroup": object_group})

    # API status: experimental
    def get_sampling_profile(self) -> Reply[GetSamplingProfileReturns]:
        """`HeapProfiler.getSamplingProfile`."""
        return self._call("HeapProfiler.getSamplingProfile", {})

    # API status: experimental
    def start_sampling(
        self,
        *,
        sampling_interval: t.Optional[float] = None,
        stack_depth: t.Optional[float] = None,
        include_objects_collected_by_major_gc: t.Optional[bool] = None,
        include_objects_collected_by_minor_gc: t.Optional[bool] = None,
    ) -> Reply[t.Dict[str, t.Any]]:
        """`HeapProfiler.startSampling`.

        sampling_interval: Average sample interval in bytes. Poisson distribution is used
            for the intervals. The default value is 32768 bytes.
        stack_depth: Maximum stack depth. The default value is 128.
        include_objects_collected_by_major_gc: By default, the sampling heap profiler
            reports only objects which are still alive when the profile is returned via
            getSamplingProfile or stopSampling, which is useful for determining what
            functions contribute the most to steady-state memory usage. This flag instructs
            the sampling heap profiler to also include information about objects discarded
            by major GC, which will show which functions cause large temporary memory usage
            or long GC pauses.
        include_objects_collected_by_minor_gc: By default, the sampling heap profiler
            reports only objects which are still alive when the profile is returned via
            getSamplingProfile or stopSampling, which is useful for determining what
            functions contribute the most to steady-state memory usage. This flag instructs
            the sampling heap profiler to also include information about objects discarded
            by minor GC, which is useful when tuning a latency-sensitive application for
            minimal GC activity.
        """
        return self._call(
            "HeapProfiler.startSampling",
            {
                "samplingInterval": sampling_interval,
                "stackDepth": stack_depth,
                "includeObjectsCollectedByMajorGC": include_objects_collected_by_major_gc,
                "includeObjectsCollectedByMinorGC": include_objects_collected_by_minor_gc,
            },
        )

    # API status: experimental
    def start_tracking_heap_objects(self, *, track_allocations: t.Optional[bool] = None) -> Reply[t.Dict[str, t.Any]]:
        """`HeapProfiler.startTrackingHeapObjects`.

        track_allocations
        """
        return self._call("HeapProfiler.startTrackingHeapObjects", {"trackAllocations": track_allocations})

    # API status: experimental
    def stop_sampling(self) -> Reply[StopSamplingReturns]:
        """`HeapProfiler.stopSampling`."""
        return self._call("HeapProfiler.stopSampling", {})

    # API status: experimental
    def stop_tracking_heap_objects(
        self,
        *,
        report_progress: t.Optional[bool] = None,
        treat_global_objects_as_roots: t.Optional[bool] = None,
        capture_numeric_value: t.Optional[bool] = None,
        expose_internals: t.Optional[bool] = None,
    ) -> Reply[t.Dict[str, t.Any]]:
        """`HeapProfiler.stopTrackingHeapObjects`.

        report_progress: If true 'reportHeapSnapshotProgress' events will be generated while
            snapshot is being taken when the tracking is stopped.
        treat_global_objects_as_roots (deprecated): Deprecated in favor of
            `exposeInternals`.
        capture_numeric_value: If true, numerical values are included in the snapshot
        expose_internals (experimental): If true, exposes internals of the snapshot.
        """
        return self._call(
            "HeapProfiler.stopTrackingHeapObjects",
            {
                "reportProgress": report_progress,
                "treatGlobalObjectsAsRoots": treat_global_objects_as_roots,
                "captureNumericValue": capture_numeric_value,
                "exposeInternals": expose_internals,
            },
        )

    # API status: experimental
    def take_heap_snapshot(
        self,
        *,
        report_progress: t.Optional[bool] = None,
        treat_global_objects_as_roots: t.Optional[bool] = None,
        capture_numeric_value: t.Optional[bool] = None,
        expose_internals: t.Optional[bool] = None,
    ) -> Reply[t.Dict[str, t.Any]]:
        """`HeapProfiler.takeHeapSnapshot`.

        report_progress: If true 'reportHeapSnapshotProgress' events will be generated while
            snapshot is being taken.
        treat_global_objects_as_roots (deprecated): If true, a raw snapshot without
            artificial roots will be generated. Deprecated in favor of `exposeInternals`.
        capture_numeric_value: If true, numerical values are included in the snapshot
        expose_internals (experimental): If true, exposes internals of the snapshot.
        """
        return self._call(
            "HeapProfiler.takeHeapSnapshot",
            {
                "reportProgress": report_progress,
                "treatGlobalObjectsAsRoots": treat_global_objects_as_roots,
                "captureNumericValue": capture_numeric_value,
                "exposeInternals": expose_internals,
            },
        )

    # API status: experimental
    @property
    def add_heap_snapshot_chunk(self) -> EventSource[AddHeapSnapshotChunkEvent]:
        """`HeapProfiler.addHeapSnapshotChunk`."""
        return self._event("HeapProfiler.addHeapSnapshotChunk")

    # API status: experimental
    @property
    def heap_stats_update(self) -> EventSource[HeapStatsUpdateEvent]:
        """If heap objects tracking has been started then backend may send update for one or
        more fragments
        """
        return self._event("HeapProfiler.heapStatsUpdate")

    # API status: experimental
    @property
    def last_seen_object_id(self) -> EventSource[LastSeenObjectIdEvent]:
        """If heap objects tracking has been started then backend regularly sends a current
        value for last
        seen object id and corresponding timestamp. If the were changes in the heap since
        last event
        then one or more heapStatsUpdate events will be sent before a new lastSeenObjectId
        event.
        """
        return self._event("HeapProfiler.lastSeenObjectId")

    # API status: experimental
    @property
    def report_heap_snapshot_progress(self) -> EventSource[ReportHeapSnapshotProgressEvent]:
        """`HeapProfiler.reportHeapSnapshotProgress`."""
        return self._event("HeapProfiler.reportHeapSnapshotProgress")

    # API status: experimental
    @property
    def reset_profiles(self) -> EventSource[t.Dict[str, t.Any]]:
        """`HeapProfiler.resetProfiles`."""
        return self._event("HeapProfiler.resetProfiles")
