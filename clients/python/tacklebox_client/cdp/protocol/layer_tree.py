"""The domain LayerTree of the Chrome DevTools Protocol."""

# Written by generate_protocol; do not edit.

from __future__ import annotations

import typing as t

from ..domain import ProtocolDomain
from ..event_source import EventSource
from ..reply import Reply

if t.TYPE_CHECKING:
    from . import dom as _dom

# API status: experimental
# Unique Layer identifier.
LayerId = str

# API status: experimental
# Unique snapshot identifier.
SnapshotId = str


# API status: experimental
class ScrollRect(t.TypedDict):
    """Rectangle where scrolling happens on the main thread.

    rect: Rectangle itself.
    type: Reason for rectangle to force scrolling on the main thread
    """

    rect: _dom.Rect
    type: t.Literal["RepaintsOnScroll", "TouchEventHandler", "WheelEventHandler"]


class _StickyPositionConstraintRequired(t.TypedDict):
    stickyBoxRect: _dom.Rect
    containingBlockRect: _dom.Rect


# API status: experimental
class StickyPositionConstraint(_StickyPositionConstraintRequired, total=False):
    """Sticky position constraints.

    stickyBoxRect: Layout rectangle of the sticky element before being shifted
    containingBlockRect: Layout rectangle of the containing block of the sticky element
    nearestLayerShiftingStickyBox: The nearest sticky layer that shifts the sticky box
    nearestLayerShiftingContainingBlock: The nearest sticky layer that shifts the containing
        block
    """

    nearestLayerShiftingStickyBox: LayerId
    nearestLayerShiftingContainingBlock: LayerId


# API status: experimental
class PictureTile(t.TypedDict):
    """Serialized fragment of layer picture along with its offset within the layer.

    x: Offset from owning layer left boundary
    y: Offset from owning layer top boundary
    picture: Base64-encoded snapshot data.
    """

    x: float
    y: float
    picture: str


class _LayerRequired(t.TypedDict):
    layerId: LayerId
    offsetX: float
    offsetY: float
    width: float
    height: float
    paintCount: int
    drawsContent: bool


# API status: experimental
class Layer(_LayerRequired, total=False):
    """Information about a compositing layer.

    layerId: The unique id for this layer.
    parentLayerId: The id of parent (not present for root).
    backendNodeId: The backend id for the node associated with this layer.
    offsetX: Offset from parent layer, X coordinate.
    offsetY: Offset from parent layer, Y coordinate.
    width: Layer width.
    height: Layer height.
    transform: Transformation matrix for layer, default is identity matrix
    anchorX: Transform anchor point X, absent if no transform specified
    anchorY: Transform anchor point Y, absent if no transform specified
    anchorZ: Transform anchor point Z, absent if no transform specified
    paintCount: Indicates how many time this layer has painted.
    drawsContent: Indicates whether this layer hosts any content, rather than being used for
        transform/scrolling purposes only.
    invisible: Set if layer is not visible.
    scrollRects: Rectangles scrolling on main thread only.
    stickyPositionConstraint: Sticky position constraint information
    """

    parentLayerId: LayerId
    backendNodeId: _dom.BackendNodeId
    transform: t.List[float]
    anchorX: float
    anchorY: float
    anchorZ: float
    invisible: bool
    scrollRects: t.List[ScrollRect]
    stickyPositionConstraint: StickyPositionConstraint


# API status: experimental
# Array of timings, one per paint step.
PaintProfile = t.List["float"]


class CompositingReasonsReturns(t.TypedDict):
    """What `LayerTree.compositingReasons` returns.

    compositingReasons: A list of strings specifying reasons for the given layer to become
        composited.
    compositingReasonIds: A list of strings specifying reason IDs for the given layer to become
        composited.
    """

    compositingReasons: t.List[str]
    compositingReasonIds: t.List[str]


class LoadSnapshotReturns(t.TypedDict):
    """What `LayerTree.loadSnapshot` returns.

    snapshotId: The id of the snapshot.
    """

    snapshotId: SnapshotId


class MakeSnapshotReturns(t.TypedDict):
    """What `LayerTree.makeSnapshot` returns.

    snapshotId: The id of the layer snapshot.
    """

    snapshotId: SnapshotId


class ProfileSnapshotReturns(t.TypedDict):
    """What `LayerTree.profileSnapshot` returns.

    timings: The array of paint profiles, one per run.
    """

    timings: t.List[PaintProfile]


class ReplaySnapshotReturns(t.TypedDict):
    """What `LayerTree.replaySnapshot` returns.

    dataURL: A data: URL for resulting image.
    """

    dataURL: str


class SnapshotCommandLogReturns(t.TypedDict):
    """What `LayerTree.snapshotCommandLog` returns.

    commandLog: The array of canvas function calls.
    """

    commandLog: t.List[t.Dict[str, t.Any]]


class LayerPaintedEvent(t.TypedDict):
    """The parameters of the event `LayerTree.layerPainted`.

    layerId: The id of the painted layer.
    clip: Clip rectangle.
    """

    layerId: LayerId
    clip: _dom.Rect


class LayerTreeDidChangeEvent(t.TypedDict, total=False):
    """The parameters of the event `LayerTree.layerTreeDidChange`.

    layers: Layer tree, absent if not in the compositing mode.
    """

    layers: t.List[Layer]


# API status: experimental
class LayerTreeDomain(ProtocolDomain):
    """The domain LayerTree."""

    # API status: experimental
    def compositing_reasons(self, layer_id: LayerId) -> Reply[CompositingReasonsReturns]:
        """Provides the reasons why the given layer was composited.

        layer_id: The id of the layer for which we want to get the reasons it was
            composited.
        """
        return self._call("LayerTree.compositingReasons", {"layerId": layer_id})

    # API status: experimental
    def disable(self) -> Reply[t.Dict[str, t.Any]]:
        """Disables compositing tree inspection."""
        return self._call("LayerTree.disable", {})

    # API status: experimental
    def enable(self) -> Reply[t.Dict[str, t.Any]]:
        """Enables compositing tree inspection."""
        return self._call("LayerTree.enable", {})

    # API status: experimental
    def load_snapshot(self, tiles: t.List[PictureTile]) -> Reply[LoadSnapshotReturns]:
        """Returns the snapshot identifier.

        tiles: An array of tiles composing the snapshot.
        """
        return self._call("LayerTree.loadSnapshot", {"tiles": tiles})

    # API status: experimental
    def make_snapshot(self, layer_id: LayerId) -> Reply[MakeSnapshotReturns]:
        """Returns the layer snapshot identifier.

        layer_id: The id of the layer.
        """
        return self._call("LayerTree.makeSnapshot", {"layerId": layer_id})

    # API status: experimental
    def profile_snapshot(
        self,
        snapshot_id: SnapshotId,
        *,
        min_repeat_count: t.Optional[int] = None,
        min_duration: t.Optional[float] = None,
        clip_rect: t.Optional[_dom.Rect] = None,
    ) -> Reply[ProfileSnapshotReturns]:
        """`LayerTree.profileSnapshot`.

        snapshot_id: The id of the layer snapshot.
        min_repeat_count: The maximum number of times to replay the snapshot (1, if not
            specified).
        min_duration: The minimum duration (in seconds) to replay the snapshot.
        clip_rect: The clip rectangle to apply when replaying the snapshot.
        """
        return self._call(
            "LayerTree.profileSnapshot",
            {
                "snapshotId": snapshot_id,
                "minRepeatCount": min_repeat_count,
                "minDuration": min_duration,
                "clipRect": clip_rect,
            },
        )

    # API status: experimental
    def release_snapshot(self, snapshot_id: SnapshotId) -> Reply[t.Dict[str, t.Any]]:
        """Releases layer snapshot captured by the back-end.

        snapshot_id: The id of the layer snapshot.
        """
        return self._call("LayerTree.releaseSnapshot", {"snapshotId": snapshot_id})

    # API status: experimental
    def replay_snapshot(
        self,
        snapshot_id: SnapshotId,
        *,
        from_step: t.Optional[int] = None,
        to_step: t.Optional[int] = None,
        scale: t.Optional[float] = None,
    ) -> Reply[ReplaySnapshotReturns]:
        """Replays the layer snapshot and returns the resulting bitmap.

        snapshot_id: The id of the layer snapshot.
        from_step: The first step to replay from (replay from the very start if not
            specified).
        to_step: The last step to replay to (replay till the end if not specified).
        scale: The scale to apply while replaying (defaults to 1).
        """
        return self._call(
            "LayerTree.replaySnapshot",
            {
                "snapshotId": snapshot_id,
                "fromStep": from_step,
                "toStep": to_step,
                "scale": scale,
            },
        )

    # API status: experimental
    def snapshot_command_log(self, snapshot_id: SnapshotId) -> Reply[SnapshotCommandLogReturns]:
        """Replays the layer snapshot and returns canvas log.

        snapshot_id: The id of the layer snapshot.
        """
        return self._call("LayerTree.snapshotCommandLog", {"snapshotId": snapshot_id})

    # API status: experimental
    @property
    def layer_painted(self) -> EventSource[LayerPaintedEvent]:
        """`LayerTree.layerPainted`."""
        return self._event("LayerTree.layerPainted")

    # API status: experimental
    @property
    def layer_tree_did_change(self) -> EventSource[LayerTreeDidChangeEvent]:
        """`LayerTree.layerTreeDidChange`."""
        return self._event("LayerTree.layerTreeDidChange")
