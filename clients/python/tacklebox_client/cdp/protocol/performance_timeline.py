"""The domain PerformanceTimeline of the Chrome DevTools Protocol."""

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


class _LargestContentfulPaintRequired(t.TypedDict):
    renderTime: _network.TimeSinceEpoch
    loadTime: _network.TimeSinceEpoch
    size: float


# API status: experimental
class LargestContentfulPaint(_LargestContentfulPaintRequired, total=False):
    """See https://github.com/WICG/LargestContentfulPaint and largest_contentful_paint.idl

    renderTime
    loadTime
    size: The number of pixels being painted.
    elementId: The id attribute of the element, if available.
    url: The URL of the image (may be trimmed).
    nodeId
    """

    elementId: str
    url: str
    nodeId: _dom.BackendNodeId


class _LayoutShiftAttributionRequired(t.TypedDict):
    previousRect: _dom.Rect
    currentRect: _dom.Rect


# API status: experimental
class LayoutShiftAttribution(_LayoutShiftAttributionRequired, total=False):
    """The type `PerformanceTimeline.LayoutShiftAttribution`.

    previousRect
    currentRect
    nodeId
    """

    nodeId: _dom.BackendNodeId


# API status: experimental
class LayoutShift(t.TypedDict):
    """See https://wicg.github.io/layout-instability/#sec-layout-shift and layout_shift.idl

    value: Score increment produced by this event.
    hadRecentInput
    lastInputTime
    sources
    """

    value: float
    hadRecentInput: bool
    lastInputTime: _network.TimeSinceEpoch
    sources: t.List[LayoutShiftAttribution]


class _TimelineEventRequired(t.TypedDict):
    frameId: _page.FrameId
    type: str
    name: str
    time: _network.TimeSinceEpoch


# API status: experimental
class TimelineEvent(_TimelineEventRequired, total=False):
    """The type `PerformanceTimeline.TimelineEvent`.

    frameId: Identifies the frame that this event is related to. Empty for non-frame targets.
    type: The event type, as specified in
        https://w3c.github.io/performance-timeline/#dom-performanceentry-entrytype This
        determines which of the optional "details" fields is present.
    name: Name may be empty depending on the type.
    time: Time in seconds since Epoch, monotonically increasing within document lifetime.
    duration: Event duration, if applicable.
    lcpDetails
    layoutShiftDetails
    """

    duration: float
    lcpDetails: LargestContentfulPaint
    layoutShiftDetails: LayoutShift


class TimelineEventAddedEvent(t.TypedDict):
    """The parameters of the event `PerformanceTimeline.timelineEventAdded`.

    event
    """

    event: TimelineEvent


# API status: experimental
class PerformanceTimelineDomain(ProtocolDomain):
    """Reporting of performance timeline events, as specified in
    https://w3c.github.io/performance-timeline/#dom-performanceobserver.
    """

    # API status: experimental
    def enable(self, event_types: t.List[str]) -> Reply[t.Dict[str, t.Any]]:
        """Previously buffered events would be reported before method returns.
        See also: timelineEventAdded

        event_types: The types of event to report, as specified in
            https://w3c.github.io/performance-timeline/#dom-performanceentry-entrytype The
            specified filter overrides any previous filters, passing empty filter disables
            recording. Note that not all types exposed to the web platform are currently
            supported.
        """
        return self._call("PerformanceTimeline.enable", {"eventTypes": event_types})

    # API status: experimental
    @property
    def timeline_event_added(self) -> EventSource[TimelineEventAddedEvent]:
        """Sent when a performance timeline event is added. See reportPerformanceTimeline
        method.
        """
        return self._event("PerformanceTimeline.timelineEventAdded")
