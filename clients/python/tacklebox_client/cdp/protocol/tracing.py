"""The domain Tracing of the Chrome DevTools Protocol."""

# Written by generate_protocol; do not edit.

from __future__ import annotations

import typing as t

from ..domain import ProtocolDomain
from ..event_source import EventSource
from ..reply import Reply

if t.TYPE_CHECKING:
    from . import io as _io

# API status: experimental
# Configuration for memory dump. Used only when "memory-infra" category is enabled.
MemoryDumpConfig = t.Dict[str, t.Any]


# API status: stable
class TraceConfig(t.TypedDict, total=False):
    """The type `Tracing.TraceConfig`.

    recordMode (experimental): Controls how the trace buffer stores data. The default is
        `recordUntilFull`.
    traceBufferSizeInKb (experimental): Size of the trace buffer in kilobytes. If not specified
        or zero is passed, a default value of 200 MB would be used.
    enableSampling (experimental): Turns on JavaScript stack sampling.
    enableSystrace (experimental): Turns on system tracing.
    enableArgumentFilter (experimental): Turns on argument filter.
    includedCategories: Included category filters.
    excludedCategories: Excluded category filters.
    syntheticDelays (experimental): Configuration to synthesize the delays in tracing.
    memoryDumpConfig (experimental): Configuration for memory dump triggers. Used only when
        "memory-infra" category is enabled.
    """

    recordMode: t.Literal["recordUntilFull", "recordContinuously", "recordAsMuchAsPossible", "echoToConsole"]
    traceBufferSizeInKb: float
    enableSampling: bool
    enableSystrace: bool
    enableArgumentFilter: bool
    includedCategories: t.List[str]
    excludedCategories: t.List[str]
    syntheticDelays: t.List[str]
    memoryDumpConfig: MemoryDumpConfig


# API status: experimental
# Data format of a trace. Can be either the legacy JSON format or the
# protocol buffer format. Note that the JSON format will be deprecated soon.
StreamFormat = t.Literal["json", "proto"]

# API status: experimental
# Compression type to use for traces returned via streams.
StreamCompression = t.Literal["none", "gzip"]

# API status: experimental
# Details exposed when memory request explicitly declared.
# Keep consistent with memory_dump_request_args.h and
# memory_instrumentation.mojom
MemoryDumpLevelOfDetail = t.Literal["background", "light", "detailed"]

# API status: experimental
# Backend type to use for tracing. `chrome` uses the Chrome-integrated
# tracing service and is supported on all platforms. `system` is only
# supported on Chrome OS and uses the Perfetto system tracing service.
# `auto` chooses `system` when the perfettoConfig provided to Tracing.start
# specifies at least one non-Chrome data source; otherwise uses `chrome`.
TracingBackend = t.Literal["auto", "chrome", "system"]


class GetCategoriesReturns(t.TypedDict):
    """What `Tracing.getCategories` returns.

    categories: A list of supported tracing categories.
    """

    categories: t.List[str]


class GetTrackEventDescriptorReturns(t.TypedDict):
    """What `Tracing.getTrackEventDescriptor` returns.

    descriptor: Base64-encoded serialized perfetto.protos.TrackEventDescriptor protobuf message.
    """

    descriptor: str


class RequestMemoryDumpReturns(t.TypedDict):
    """What `Tracing.requestMemoryDump` returns.

    dumpGuid: GUID of the resulting global memory dump.
    success: True iff the global memory dump succeeded.
    """

    dumpGuid: str
    success: bool


class BufferUsageEvent(t.TypedDict, total=False):
    """The parameters of the event `Tracing.bufferUsage`.

    percentFull: A number in range [0..1] that indicates the used size of event buffer as a
        fraction of its total size.
    eventCount: An approximate number of events in the trace log.
    value: A number in range [0..1] that indicates the used size of event buffer as a fraction
        of its total size.
    """

    percentFull: float
    eventCount: float
    value: float


class DataCollectedEvent(t.TypedDict):
    """The parameters of the event `Tracing.dataCollected`.

    value
    """

    value: t.List[t.Dict[str, t.Any]]


class _TracingCompleteEventRequired(t.TypedDict):
    dataLossOccurred: bool


class TracingCompleteEvent(_TracingCompleteEventRequired, total=False):
    """The parameters of the event `Tracing.tracingComplete`.

    dataLossOccurred: Indicates whether some trace data is known to have been lost, e.g. because
        the trace ring buffer wrapped around.
    stream: A handle of the stream that holds resulting trace data.
    traceFormat: Trace data format of returned stream.
    streamCompression: Compression format of returned stream.
    """

    stream: _io.StreamHandle
    traceFormat: StreamFormat
    streamCompression: StreamCompression


# API status: stable
class TracingDomain(ProtocolDomain):
    """The domain Tracing."""

    # API status: stable
    def end(self) -> Reply[t.Dict[str, t.Any]]:
        """Stop trace events collection."""
        return self._call("Tracing.end", {})

    # API status: experimental
    def get_categories(self) -> Reply[GetCategoriesReturns]:
        """Gets supported tracing categories."""
        return self._call("Tracing.getCategories", {})

    # API status: experimental
    def get_track_event_descriptor(self) -> Reply[GetTrackEventDescriptorReturns]:
        """Return a descriptor for all available tracing categories."""
        return self._call("Tracing.getTrackEventDescriptor", {})

    # API status: experimental
    def record_clock_sync_marker(self, sync_id: str) -> Reply[t.Dict[str, t.Any]]:
        """Record a clock sync marker in the trace.

        sync_id: The ID of this clock sync marker
        """
        return self._call("Tracing.recordClockSyncMarker", {"syncId": sync_id})

    # API status: experimental
    def request_memory_dump(
        self,
        *,
        deterministic: t.Optional[bool] = None,
        level_of_detail: t.Optional[MemoryDumpLevelOfDetail] = None,
    ) -> Reply[RequestMemoryDumpReturns]:
        """Request a global memory dump.

        deterministic: Enables more deterministic results by forcing garbage collection
        level_of_detail: Specifies level of details in memory dump. Defaults to "detailed".
        """
        return self._call(
            "Tracing.requestMemoryDump",
            {
                "deterministic": deterministic,
                "levelOfDetail": level_of_detail,
            },
        )

    # API status: stable
    def start(
        self,
        *,
        categories: t.Optional[str] = None,
        options: t.Optional[str] = None,
        buffer_usage_reporting_interval: t.Optional[float] = None,
        transfer_mode: t.Optional[t.Literal["ReportEvents", "ReturnAsStream"]] = None,
        stream_format: t.Optional[StreamFormat] = None,
        stream_compression: t.Optional[StreamCompression] = None,
        trace_config: t.Optional[TraceConfig] = None,
        perfetto_config: t.Optional[str] = None,
        tracing_backend: t.Optional[TracingBackend] = None,
        screenshot_max_size: t.Optional[int] = None,
        screenshot_max_count: t.Optional[int] = None,
    ) -> Reply[t.Dict[str, t.Any]]:
        """Start trace events collection.

        categories (experimental) (deprecated): Category/tag filter
        options (experimental) (deprecated): Tracing options
        buffer_usage_reporting_interval (experimental): If set, the agent will issue
            bufferUsage events at this interval, specified in milliseconds
        transfer_mode: Whether to report trace events as series of dataCollected events or
            to save trace to a stream (defaults to `ReportEvents`).
        stream_format: Trace data format to use. This only applies when using
            `ReturnAsStream` transfer mode (defaults to `json`).
        stream_compression (experimental): Compression format to use. This only applies when
            using `ReturnAsStream` transfer mode (defaults to `none`)
        trace_config
        perfetto_config (experimental): Base64-encoded serialized
            perfetto.protos.TraceConfig protobuf message When specified, the parameters
            `categories`, `options`, `traceConfig` are ignored.
        tracing_backend (experimental): Backend type (defaults to `auto`)
        screenshot_max_size (experimental): Maximum width and height (in pixels) of each
            captured screenshot. Only used when the
            `disabled-by-default-devtools.screenshot` category is enabled. Defaults to 500.
            The combined memory footprint of screenshots (`screenshotMaxSize` *
            `screenshotMaxSize` * 4 * `screenshotMaxCount`) is clamped to the existing
            per-session budget.
        screenshot_max_count (experimental): Maximum number of screenshots captured during a
            single tracing session. Only used when the
            `disabled-by-default-devtools.screenshot` category is enabled. Defaults to 450.
            Clamped together with `screenshotMaxSize` to stay within the per-session
            screenshot memory budget.
        """
        return self._call(
            "Tracing.start",
            {
                "categories": categories,
                "options": options,
                "bufferUsageReportingInterval": buffer_usage_reporting_interval,
                "transferMode": transfer_mode,
                "streamFormat": stream_format,
                "streamCompression": stream_compression,
                "traceConfig": trace_config,
                "perfettoConfig": perfetto_config,
                "tracingBackend": tracing_backend,
                "screenshotMaxSize": screenshot_max_size,
                "screenshotMaxCount": screenshot_max_count,
            },
        )

    # API status: experimental
    @property
    def buffer_usage(self) -> EventSource[BufferUsageEvent]:
        """`Tracing.bufferUsage`."""
        return self._event("Tracing.bufferUsage")

    # API status: experimental
    @property
    def data_collected(self) -> EventSource[DataCollectedEvent]:
        """Contains a bucket of collected trace events. When tracing is stopped collected
        events will be
        sent as a sequence of dataCollected events followed by tracingComplete event.
        """
        return self._event("Tracing.dataCollected")

    # API status: stable
    @property
    def tracing_complete(self) -> EventSource[TracingCompleteEvent]:
        """Signals that tracing is stopped and there is no trace buffers pending flush, all
        data were
        delivered via dataCollected events.
        """
        return self._event("Tracing.tracingComplete")
