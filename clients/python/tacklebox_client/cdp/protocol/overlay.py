"""The domain Overlay of the Chrome DevTools Protocol."""

# Written by generate_protocol; do not edit.

from __future__ import annotations

import typing as t

from ..domain import ProtocolDomain
from ..event_source import EventSource
from ..reply import Reply

if t.TYPE_CHECKING:
    from . import dom as _dom
    from . import page as _page
    from . import runtime as _runtime


# API status: experimental
class SourceOrderConfig(t.TypedDict):
    """Configuration data for drawing the source order of an elements children.

    parentOutlineColor: the color to outline the given element in.
    childOutlineColor: the color to outline the child elements in.
    """

    parentOutlineColor: _dom.RGBA
    childOutlineColor: _dom.RGBA


# API status: experimental
class GridHighlightConfig(t.TypedDict, total=False):
    """Configuration data for the highlighting of Grid elements.

    showGridExtensionLines: Whether the extension lines from grid cells to the rulers should be
        shown (default: false).
    showPositiveLineNumbers: Show Positive line number labels (default: false).
    showNegativeLineNumbers: Show Negative line number labels (default: false).
    showAreaNames: Show area name labels (default: false).
    showLineNames: Show line name labels (default: false).
    showTrackSizes: Show track size labels (default: false).
    gridBorderColor: The grid container border highlight color (default: transparent).
    cellBorderColor (deprecated): The cell border color (default: transparent). Deprecated,
        please use rowLineColor and columnLineColor instead.
    rowLineColor: The row line color (default: transparent).
    columnLineColor: The column line color (default: transparent).
    gridBorderDash: Whether the grid border is dashed (default: false).
    cellBorderDash (deprecated): Whether the cell border is dashed (default: false). Deprecated,
        please us rowLineDash and columnLineDash instead.
    rowLineDash: Whether row lines are dashed (default: false).
    columnLineDash: Whether column lines are dashed (default: false).
    rowGapColor: The row gap highlight fill color (default: transparent).
    rowHatchColor: The row gap hatching fill color (default: transparent).
    columnGapColor: The column gap highlight fill color (default: transparent).
    columnHatchColor: The column gap hatching fill color (default: transparent).
    areaBorderColor: The named grid areas border color (Default: transparent).
    gridBackgroundColor: The grid container background color (Default: transparent).
    """

    showGridExtensionLines: bool
    showPositiveLineNumbers: bool
    showNegativeLineNumbers: bool
    showAreaNames: bool
    showLineNames: bool
    showTrackSizes: bool
    gridBorderColor: _dom.RGBA
    cellBorderColor: _dom.RGBA
    rowLineColor: _dom.RGBA
    columnLineColor: _dom.RGBA
    gridBorderDash: bool
    cellBorderDash: bool
    rowLineDash: bool
    columnLineDash: bool
    rowGapColor: _dom.RGBA
    rowHatchColor: _dom.RGBA
    columnGapColor: _dom.RGBA
    columnHatchColor: _dom.RGBA
    areaBorderColor: _dom.RGBA
    gridBackgroundColor: _dom.RGBA


# API status: experimental
class FlexContainerHighlightConfig(t.TypedDict, total=False):
    """Configuration data for the highlighting of Flex container elements.

    containerBorder: The style of the container border
    lineSeparator: The style of the separator between lines
    itemSeparator: The style of the separator between items
    mainDistributedSpace: Style of content-distribution space on the main axis
        (justify-content).
    crossDistributedSpace: Style of content-distribution space on the cross axis
        (align-content).
    rowGapSpace: Style of empty space caused by row gaps (gap/row-gap).
    columnGapSpace: Style of empty space caused by columns gaps (gap/column-gap).
    crossAlignment: Style of the self-alignment line (align-items).
    """

    containerBorder: LineStyle
    lineSeparator: LineStyle
    itemSeparator: LineStyle
    mainDistributedSpace: BoxStyle
    crossDistributedSpace: BoxStyle
    rowGapSpace: BoxStyle
    columnGapSpace: BoxStyle
    crossAlignment: LineStyle


# API status: experimental
class FlexItemHighlightConfig(t.TypedDict, total=False):
    """Configuration data for the highlighting of Flex item elements.

    baseSizeBox: Style of the box representing the item's base size
    baseSizeBorder: Style of the border around the box representing the item's base size
    flexibilityArrow: Style of the arrow representing if the item grew or shrank
    """

    baseSizeBox: BoxStyle
    baseSizeBorder: LineStyle
    flexibilityArrow: LineStyle


# API status: experimental
class LineStyle(t.TypedDict, total=False):
    """Style information for drawing a line.

    color: The color of the line (default: transparent)
    pattern: The line pattern (default: solid)
    """

    color: _dom.RGBA
    pattern: t.Literal["dashed", "dotted"]


# API status: experimental
class BoxStyle(t.TypedDict, total=False):
    """Style information for drawing a box.

    fillColor: The background color for the box (default: transparent)
    hatchColor: The hatching color for the box (default: transparent)
    """

    fillColor: _dom.RGBA
    hatchColor: _dom.RGBA


# API status: experimental
ContrastAlgorithm = t.Literal["aa", "aaa", "apca"]


# API status: experimental
class ImcbHighlightConfig(t.TypedDict, total=False):
    """Configuration for Inset-Modified Containing Block (IMCB) and CSS Anchor Positioning
    highlight.

    imcbBorderColor: Border color for the Inset-Modified Containing Block (default:
        transparent).
    imcbBackgroundColor: Background fill color for the Inset-Modified Containing Block (default:
        transparent).
    insetsBackgroundColor: Fill color for the inset modifiers area (difference between CB and
        IMCB).
    insetsHatchColor: Hatch color for the inset modifiers area.
    anchorBorderColor: Border color for the referenced target anchor element(s) (when element is
        anchor-positioned).
    anchorBackgroundColor: Background fill color for the referenced target anchor element(s)
        (when element is anchor-positioned).
    showPositionAreaGrid: Whether to render the 3x3 position-area grid lines when position-area
        is used.
    positionAreaGridLineColor: Line color for the 3x3 position-area grid lines.
    positionAreaActiveRegionColor: Fill color for the active region within the position-area
        grid.
    """

    imcbBorderColor: _dom.RGBA
    imcbBackgroundColor: _dom.RGBA
    insetsBackgroundColor: _dom.RGBA
    insetsHatchColor: _dom.RGBA
    anchorBorderColor: _dom.RGBA
    anchorBackgroundColor: _dom.RGBA
    showPositionAreaGrid: bool
    positionAreaGridLineColor: _dom.RGBA
    positionAreaActiveRegionColor: _dom.RGBA


# API status: experimental
class HighlightConfig(t.TypedDict, total=False):
    """Configuration data for the highlighting of page elements.

    showInfo: Whether the node info tooltip should be shown (default: false).
    showStyles: Whether the node styles in the tooltip (default: false).
    showRulers: Whether the rulers should be shown (default: false).
    showAccessibilityInfo: Whether the a11y info should be shown (default: true).
    showExtensionLines: Whether the extension lines from node to the rulers should be shown
        (default: false).
    contentColor: The content box highlight fill color (default: transparent).
    paddingColor: The padding highlight fill color (default: transparent).
    borderColor: The border highlight fill color (default: transparent).
    marginColor: The margin highlight fill color (default: transparent).
    eventTargetColor: The event target element highlight fill color (default: transparent).
    shapeColor: The shape outside fill color (default: transparent).
    shapeMarginColor: The shape margin fill color (default: transparent).
    cssGridColor: The grid layout color (default: transparent).
    colorFormat: The color format used to format color styles (default: hex).
    gridHighlightConfig: The grid layout highlight configuration (default: all transparent).
    flexContainerHighlightConfig: The flex container highlight configuration (default: all
        transparent).
    flexItemHighlightConfig: The flex item highlight configuration (default: all transparent).
    contrastAlgorithm: The contrast algorithm to use for the contrast ratio (default: aa).
    containerQueryContainerHighlightConfig: The container query container highlight
        configuration (default: all transparent).
    imcbHighlightConfig: The IMCB highlight configuration (default: all transparent).
    """

    showInfo: bool
    showStyles: bool
    showRulers: bool
    showAccessibilityInfo: bool
    showExtensionLines: bool
    contentColor: _dom.RGBA
    paddingColor: _dom.RGBA
    borderColor: _dom.RGBA
    marginColor: _dom.RGBA
    eventTargetColor: _dom.RGBA
    shapeColor: _dom.RGBA
    shapeMarginColor: _dom.RGBA
    cssGridColor: _dom.RGBA
    colorFormat: ColorFormat
    gridHighlightConfig: GridHighlightConfig
    flexContainerHighlightConfig: FlexContainerHighlightConfig
    flexItemHighlightConfig: FlexItemHighlightConfig
    contrastAlgorithm: ContrastAlgorithm
    containerQueryContainerHighlightConfig: ContainerQueryContainerHighlightConfig
    imcbHighlightConfig: ImcbHighlightConfig


# API status: experimental
ColorFormat = t.Literal["rgb", "hsl", "hwb", "hex"]


# API status: experimental
class GridNodeHighlightConfig(t.TypedDict):
    """Configurations for Persistent Grid Highlight

    gridHighlightConfig: A descriptor for the highlight appearance.
    nodeId: Identifier of the node to highlight.
    """

    gridHighlightConfig: GridHighlightConfig
    nodeId: _dom.NodeId


# API status: experimental
class FlexNodeHighlightConfig(t.TypedDict):
    """The type `Overlay.FlexNodeHighlightConfig`.

    flexContainerHighlightConfig: A descriptor for the highlight appearance of flex containers.
    nodeId: Identifier of the node to highlight.
    """

    flexContainerHighlightConfig: FlexContainerHighlightConfig
    nodeId: _dom.NodeId


# API status: experimental
class ScrollSnapContainerHighlightConfig(t.TypedDict, total=False):
    """The type `Overlay.ScrollSnapContainerHighlightConfig`.

    snapportBorder: The style of the snapport border (default: transparent)
    snapAreaBorder: The style of the snap area border (default: transparent)
    scrollMarginColor: The margin highlight fill color (default: transparent).
    scrollPaddingColor: The padding highlight fill color (default: transparent).
    """

    snapportBorder: LineStyle
    snapAreaBorder: LineStyle
    scrollMarginColor: _dom.RGBA
    scrollPaddingColor: _dom.RGBA


# API status: experimental
class ScrollSnapHighlightConfig(t.TypedDict):
    """The type `Overlay.ScrollSnapHighlightConfig`.

    scrollSnapContainerHighlightConfig: A descriptor for the highlight appearance of scroll snap
        containers.
    nodeId: Identifier of the node to highlight.
    """

    scrollSnapContainerHighlightConfig: ScrollSnapContainerHighlightConfig
    nodeId: _dom.NodeId


class _HingeConfigRequired(t.TypedDict):
    rect: _dom.Rect


# API status: experimental
class HingeConfig(_HingeConfigRequired, total=False):
    """Configuration for dual screen hinge

    rect: A rectangle represent hinge
    contentColor: The content box highlight fill color (default: a dark color).
    outlineColor: The content box highlight outline color (default: transparent).
    """

    contentColor: _dom.RGBA
    outlineColor: _dom.RGBA


# API status: experimental
# Supported display cutout shapes.
DisplayCutoutShape = t.Literal["pill", "notch", "circle", "rectangle"]


class _DisplayCutoutConfigRequired(t.TypedDict):
    rect: _dom.Rect
    shape: DisplayCutoutShape


# API status: experimental
class DisplayCutoutConfig(_DisplayCutoutConfigRequired, total=False):
    """Configuration for a display cutout.

    rect: A rectangle representing the cutout bounds.
    shape: Shape used to draw the cutout.
    borderRadius: Border radius for rounded cutout shapes.
    upperRadius: Upper shoulder radius for notch cutout shapes.
    lowerRadius: Lower transition radius for notch cutout shapes.
    cx: Center x coordinate for circle cutout shapes.
    cy: Center y coordinate for circle cutout shapes.
    radius: Radius for circle cutout shapes.
    contentColor: The cutout fill color (default: black).
    """

    borderRadius: int
    upperRadius: int
    lowerRadius: int
    cx: int
    cy: int
    radius: int
    contentColor: _dom.RGBA


# API status: experimental
class WindowControlsOverlayConfig(t.TypedDict):
    """Configuration for Window Controls Overlay

    showCSS: Whether the title bar CSS should be shown when emulating the Window Controls
        Overlay.
    selectedPlatform: Selected platforms to show the overlay.
    themeColor: The theme color defined in app manifest.
    """

    showCSS: bool
    selectedPlatform: str
    themeColor: str


# API status: experimental
class ContainerQueryHighlightConfig(t.TypedDict):
    """The type `Overlay.ContainerQueryHighlightConfig`.

    containerQueryContainerHighlightConfig: A descriptor for the highlight appearance of
        container query containers.
    nodeId: Identifier of the container node to highlight.
    """

    containerQueryContainerHighlightConfig: ContainerQueryContainerHighlightConfig
    nodeId: _dom.NodeId


# API status: experimental
class ContainerQueryContainerHighlightConfig(t.TypedDict, total=False):
    """The type `Overlay.ContainerQueryContainerHighlightConfig`.

    containerBorder: The style of the container border.
    descendantBorder: The style of the descendants' borders.
    """

    containerBorder: LineStyle
    descendantBorder: LineStyle


# API status: experimental
class IsolatedElementHighlightConfig(t.TypedDict):
    """The type `Overlay.IsolatedElementHighlightConfig`.

    isolationModeHighlightConfig: A descriptor for the highlight appearance of an element in
        isolation mode.
    nodeId: Identifier of the isolated element to highlight.
    """

    isolationModeHighlightConfig: IsolationModeHighlightConfig
    nodeId: _dom.NodeId


# API status: experimental
class IsolationModeHighlightConfig(t.TypedDict, total=False):
    """The type `Overlay.IsolationModeHighlightConfig`.

    resizerColor: The fill color of the resizers (default: transparent).
    resizerHandleColor: The fill color for resizer handles (default: transparent).
    maskColor: The fill color for the mask covering non-isolated elements (default:
        transparent).
    """

    resizerColor: _dom.RGBA
    resizerHandleColor: _dom.RGBA
    maskColor: _dom.RGBA


# API status: experimental
InspectMode = t.Literal["searchForNode", "searchForUAShadowDOM", "captureAreaScreenshot", "none"]


# API status: experimental
class InspectedElementAnchorConfig(t.TypedDict, total=False):
    """The type `Overlay.InspectedElementAnchorConfig`.

    nodeId: Identifier of the node to highlight.
    backendNodeId: Identifier of the backend node to highlight.
    """

    nodeId: _dom.NodeId
    backendNodeId: _dom.BackendNodeId


class GetHighlightObjectForTestReturns(t.TypedDict):
    """What `Overlay.getHighlightObjectForTest` returns.

    highlight: Highlight data for the node.
    """

    highlight: t.Dict[str, t.Any]


class GetGridHighlightObjectsForTestReturns(t.TypedDict):
    """What `Overlay.getGridHighlightObjectsForTest` returns.

    highlights: Grid Highlight data for the node ids provided.
    """

    highlights: t.Dict[str, t.Any]


class GetSourceOrderHighlightObjectForTestReturns(t.TypedDict):
    """What `Overlay.getSourceOrderHighlightObjectForTest` returns.

    highlight: Source order highlight data for the node id provided.
    """

    highlight: t.Dict[str, t.Any]


class InspectNodeRequestedEvent(t.TypedDict):
    """The parameters of the event `Overlay.inspectNodeRequested`.

    backendNodeId: Id of the node to inspect.
    """

    backendNodeId: _dom.BackendNodeId


class NodeHighlightRequestedEvent(t.TypedDict):
    """The parameters of the event `Overlay.nodeHighlightRequested`.

    nodeId
    """

    nodeId: _dom.NodeId


class ScreenshotRequestedEvent(t.TypedDict):
    """The parameters of the event `Overlay.screenshotRequested`.

    viewport: Viewport to capture, in device independent pixels (dip).
    """

    viewport: _page.Viewport


class InspectPanelShowRequestedEvent(t.TypedDict):
    """The parameters of the event `Overlay.inspectPanelShowRequested`.

    backendNodeId: Id of the node to show in the panel.
    """

    backendNodeId: _dom.BackendNodeId


class InspectedElementWindowRestoredEvent(t.TypedDict):
    """The parameters of the event `Overlay.inspectedElementWindowRestored`.

    backendNodeId: Id of the node to restore the floating window for.
    """

    backendNodeId: _dom.BackendNodeId


# API status: experimental
class OverlayDomain(ProtocolDomain):
    """This domain provides various functionality related to drawing atop the inspected page."""

    # API status: experimental
    def disable(self) -> Reply[t.Dict[str, t.Any]]:
        """Disables domain notifications."""
        return self._call("Overlay.disable", {})

    # API status: experimental
    def enable(self) -> Reply[t.Dict[str, t.Any]]:
        """Enables domain notifications."""
        return self._call("Overlay.enable", {})

    # API status: experimental
    def get_highlight_object_for_test(
        self,
        node_id: _dom.NodeId,
        *,
        include_distance: t.Optional[bool] = None,
        include_style: t.Optional[bool] = None,
        color_format: t.Optional[ColorFormat] = None,
        show_accessibility_info: t.Optional[bool] = None,
    ) -> Reply[GetHighlightObjectForTestReturns]:
        """For testing.

        node_id: Id of the node to get highlight object for.
        include_distance: Whether to include distance info.
        include_style: Whether to include style info.
        color_format: The color format to get config with (default: hex).
        show_accessibility_info: Whether to show accessibility info (default: true).
        """
        return self._call(
            "Overlay.getHighlightObjectForTest",
            {
                "nodeId": node_id,
                "includeDistance": include_distance,
                "includeStyle": include_style,
                "colorFormat": color_format,
                "showAccessibilityInfo": show_accessibility_info,
            },
        )

    # API status: experimental
    def get_grid_highlight_objects_for_test(
        self,
        node_ids: t.List[_dom.NodeId],
    ) -> Reply[GetGridHighlightObjectsForTestReturns]:
        """For Persistent Grid testing.

        node_ids: Ids of the node to get highlight object for.
        """
        return self._call("Overlay.getGridHighlightObjectsForTest", {"nodeIds": node_ids})

    # API status: experimental
    def get_source_order_highlight_object_for_test(
        self,
        node_id: _dom.NodeId,
    ) -> Reply[GetSourceOrderHighlightObjectForTestReturns]:
        """For Source Order Viewer testing.

        node_id: Id of the node to highlight.
        """
        return self._call("Overlay.getSourceOrderHighlightObjectForTest", {"nodeId": node_id})

    # API status: experimental
    def hide_highlight(self) -> Reply[t.Dict[str, t.Any]]:
        """Hides any highlight."""
        return self._call("Overlay.hideHighlight", {})

    # API status: experimental
    # Deprecated.
    def highlight_frame(
        self,
        frame_id: _page.FrameId,
        *,
        content_color: t.Optional[_dom.RGBA] = None,
        content_outline_color: t.Optional[_dom.RGBA] = None,
    ) -> Reply[t.Dict[str, t.Any]]:
        """Highlights owner element of the frame with given id.
        Deprecated: Doesn't work reliably and cannot be fixed due to process
        separation (the owner node might be in a different process). Determine
        the owner node in the client and use highlightNode.

        frame_id: Identifier of the frame to highlight.
        content_color: The content box highlight fill color (default: transparent).
        content_outline_color: The content box highlight outline color (default:
            transparent).
        """
        return self._call(
            "Overlay.highlightFrame",
            {
                "frameId": frame_id,
                "contentColor": content_color,
                "contentOutlineColor": content_outline_color,
            },
        )

    # API status: experimental
    def highlight_node(
        self,
        highlight_config: HighlightConfig,
        *,
        node_id: t.Optional[_dom.NodeId] = None,
        backend_node_id: t.Optional[_dom.BackendNodeId] = None,
        object_id: t.Optional[_runtime.RemoteObjectId] = None,
        selector: t.Optional[str] = None,
    ) -> Reply[t.Dict[str, t.Any]]:
        """Highlights DOM node with given id or with the given JavaScript object wrapper.
        Either nodeId or
        objectId must be specified.

        highlight_config: A descriptor for the highlight appearance.
        node_id: Identifier of the node to highlight.
        backend_node_id: Identifier of the backend node to highlight.
        object_id: JavaScript object id of the node to be highlighted.
        selector: Selectors to highlight relevant nodes.
        """
        return self._call(
            "Overlay.highlightNode",
            {
                "highlightConfig": highlight_config,
                "nodeId": node_id,
                "backendNodeId": backend_node_id,
                "objectId": object_id,
                "selector": selector,
            },
        )

    # API status: experimental
    def highlight_quad(
        self,
        quad: _dom.Quad,
        *,
        color: t.Optional[_dom.RGBA] = None,
        outline_color: t.Optional[_dom.RGBA] = None,
    ) -> Reply[t.Dict[str, t.Any]]:
        """Highlights given quad. Coordinates are absolute with respect to the main frame
        viewport.

        quad: Quad to highlight
        color: The highlight fill color (default: transparent).
        outline_color: The highlight outline color (default: transparent).
        """
        return self._call("Overlay.highlightQuad", {"quad": quad, "color": color, "outlineColor": outline_color})

    # API status: experimental
    def highlight_rect(
        self,
        x: int,
        y: int,
        width: int,
        height: int,
        *,
        color: t.Optional[_dom.RGBA] = None,
        outline_color: t.Optional[_dom.RGBA] = None,
    ) -> Reply[t.Dict[str, t.Any]]:
        """Highlights given rectangle. Coordinates are absolute with respect to the main frame
        viewport.
        Issue: the method does not handle device pixel ratio (DPR) correctly.
        The coordinates currently have to be adjusted by the client
        if DPR is not 1 (see crbug.com/437807128).

        x: X coordinate
        y: Y coordinate
        width: Rectangle width
        height: Rectangle height
        color: The highlight fill color (default: transparent).
        outline_color: The highlight outline color (default: transparent).
        """
        return self._call(
            "Overlay.highlightRect",
            {
                "x": x,
                "y": y,
                "width": width,
                "height": height,
                "color": color,
                "outlineColor": outline_color,
            },
        )

    # API status: experimental
    def highlight_source_order(
        self,
        source_order_config: SourceOrderConfig,
        *,
        node_id: t.Optional[_dom.NodeId] = None,
        backend_node_id: t.Optional[_dom.BackendNodeId] = None,
        object_id: t.Optional[_runtime.RemoteObjectId] = None,
    ) -> Reply[t.Dict[str, t.Any]]:
        """Highlights the source order of the children of the DOM node with given id or with
        the given
        JavaScript object wrapper. Either nodeId or objectId must be specified.

        source_order_config: A descriptor for the appearance of the overlay drawing.
        node_id: Identifier of the node to highlight.
        backend_node_id: Identifier of the backend node to highlight.
        object_id: JavaScript object id of the node to be highlighted.
        """
        return self._call(
            "Overlay.highlightSourceOrder",
            {
                "sourceOrderConfig": source_order_config,
                "nodeId": node_id,
                "backendNodeId": backend_node_id,
                "objectId": object_id,
            },
        )

    # API status: experimental
    def set_inspect_mode(
        self,
        mode: InspectMode,
        *,
        highlight_config: t.Optional[HighlightConfig] = None,
    ) -> Reply[t.Dict[str, t.Any]]:
        """Enters the 'inspect' mode. In this mode, elements that user is hovering over are
        highlighted.
        Backend then generates 'inspectNodeRequested' event upon element selection.

        mode: Set an inspection mode.
        highlight_config: A descriptor for the highlight appearance of hovered-over nodes.
            May be omitted if `enabled == false`.
        """
        return self._call("Overlay.setInspectMode", {"mode": mode, "highlightConfig": highlight_config})

    # API status: experimental
    def set_show_ad_highlights(self, show: bool) -> Reply[t.Dict[str, t.Any]]:
        """Highlights owner element of all frames detected to be ads.

        show: True for showing ad highlights
        """
        return self._call("Overlay.setShowAdHighlights", {"show": show})

    # API status: experimental
    def set_paused_in_debugger_message(self, *, message: t.Optional[str] = None) -> Reply[t.Dict[str, t.Any]]:
        """`Overlay.setPausedInDebuggerMessage`.

        message: The message to display, also triggers resume and step over controls.
        """
        return self._call("Overlay.setPausedInDebuggerMessage", {"message": message})

    # API status: experimental
    def set_show_debug_borders(self, show: bool) -> Reply[t.Dict[str, t.Any]]:
        """Requests that backend shows debug borders on layers

        show: True for showing debug borders
        """
        return self._call("Overlay.setShowDebugBorders", {"show": show})

    # API status: experimental
    def set_show_fps_counter(self, show: bool) -> Reply[t.Dict[str, t.Any]]:
        """Requests that backend shows the FPS counter

        show: True for showing the FPS counter
        """
        return self._call("Overlay.setShowFPSCounter", {"show": show})

    # API status: experimental
    def set_show_grid_overlays(
        self,
        grid_node_highlight_configs: t.List[GridNodeHighlightConfig],
    ) -> Reply[t.Dict[str, t.Any]]:
        """Highlight multiple elements with the CSS Grid overlay.

        grid_node_highlight_configs: An array of node identifiers and descriptors for the
            highlight appearance.
        """
        return self._call("Overlay.setShowGridOverlays", {"gridNodeHighlightConfigs": grid_node_highlight_configs})

    # API status: experimental
    def set_show_flex_overlays(
        self,
        flex_node_highlight_configs: t.List[FlexNodeHighlightConfig],
    ) -> Reply[t.Dict[str, t.Any]]:
        """`Overlay.setShowFlexOverlays`.

        flex_node_highlight_configs: An array of node identifiers and descriptors for the
            highlight appearance.
        """
        return self._call("Overlay.setShowFlexOverlays", {"flexNodeHighlightConfigs": flex_node_highlight_configs})

    # API status: experimental
    def set_show_scroll_snap_overlays(
        self,
        scroll_snap_highlight_configs: t.List[ScrollSnapHighlightConfig],
    ) -> Reply[t.Dict[str, t.Any]]:
        """`Overlay.setShowScrollSnapOverlays`.

        scroll_snap_highlight_configs: An array of node identifiers and descriptors for the
            highlight appearance.
        """
        return self._call(
            "Overlay.setShowScrollSnapOverlays",
            {
                "scrollSnapHighlightConfigs": scroll_snap_highlight_configs,
            },
        )

    # API status: experimental
    def set_show_container_query_overlays(
        self,
        container_query_highlight_configs: t.List[ContainerQueryHighlightConfig],
    ) -> Reply[t.Dict[str, t.Any]]:
        """`Overlay.setShowContainerQueryOverlays`.

        container_query_highlight_configs: An array of node identifiers and descriptors for
            the highlight appearance.
        """
        return self._call(
            "Overlay.setShowContainerQueryOverlays",
            {
                "containerQueryHighlightConfigs": container_query_highlight_configs,
            },
        )

    # API status: experimental
    def set_show_inspected_element_anchor(
        self,
        inspected_element_anchor_config: InspectedElementAnchorConfig,
    ) -> Reply[t.Dict[str, t.Any]]:
        """`Overlay.setShowInspectedElementAnchor`.

        inspected_element_anchor_config: Node identifier for which to show an anchor for.
        """
        return self._call(
            "Overlay.setShowInspectedElementAnchor",
            {
                "inspectedElementAnchorConfig": inspected_element_anchor_config,
            },
        )

    # API status: experimental
    def set_show_paint_rects(self, result: bool) -> Reply[t.Dict[str, t.Any]]:
        """Requests that backend shows paint rectangles

        result: True for showing paint rectangles
        """
        return self._call("Overlay.setShowPaintRects", {"result": result})

    # API status: experimental
    def set_show_layout_shift_regions(self, result: bool) -> Reply[t.Dict[str, t.Any]]:
        """Requests that backend shows layout shift regions

        result: True for showing layout shift regions
        """
        return self._call("Overlay.setShowLayoutShiftRegions", {"result": result})

    # API status: experimental
    def set_show_scroll_bottleneck_rects(self, show: bool) -> Reply[t.Dict[str, t.Any]]:
        """Requests that backend shows scroll bottleneck rects

        show: True for showing scroll bottleneck rects
        """
        return self._call("Overlay.setShowScrollBottleneckRects", {"show": show})

    # API status: experimental
    # Deprecated.
    def set_show_hit_test_borders(self, show: bool) -> Reply[t.Dict[str, t.Any]]:
        """Deprecated, no longer has any effect.

        show: True for showing hit-test borders
        """
        return self._call("Overlay.setShowHitTestBorders", {"show": show})

    # API status: experimental
    # Deprecated.
    def set_show_web_vitals(self, show: bool) -> Reply[t.Dict[str, t.Any]]:
        """Deprecated, no longer has any effect.

        show
        """
        return self._call("Overlay.setShowWebVitals", {"show": show})

    # API status: experimental
    def set_show_viewport_size_on_resize(self, show: bool) -> Reply[t.Dict[str, t.Any]]:
        """Paints viewport size upon main frame resize.

        show: Whether to paint size or not.
        """
        return self._call("Overlay.setShowViewportSizeOnResize", {"show": show})

    # API status: experimental
    def set_show_hinge(self, *, hinge_config: t.Optional[HingeConfig] = None) -> Reply[t.Dict[str, t.Any]]:
        """Add a dual screen device hinge

        hinge_config: hinge data, null means hideHinge
        """
        return self._call("Overlay.setShowHinge", {"hingeConfig": hinge_config})

    # API status: experimental
    def set_show_display_cutout(
        self,
        *,
        display_cutout_config: t.Optional[DisplayCutoutConfig] = None,
    ) -> Reply[t.Dict[str, t.Any]]:
        """Add a display cutout overlay.

        display_cutout_config: display cutout data, null means hide display cutout
        """
        return self._call("Overlay.setShowDisplayCutout", {"displayCutoutConfig": display_cutout_config})

    # API status: experimental
    def set_show_isolated_elements(
        self,
        isolated_element_highlight_configs: t.List[IsolatedElementHighlightConfig],
    ) -> Reply[t.Dict[str, t.Any]]:
        """Show elements in isolation mode with overlays.

        isolated_element_highlight_configs: An array of node identifiers and descriptors for
            the highlight appearance.
        """
        return self._call(
            "Overlay.setShowIsolatedElements",
            {
                "isolatedElementHighlightConfigs": isolated_element_highlight_configs,
            },
        )

    # API status: experimental
    def set_show_window_controls_overlay(
        self,
        *,
        window_controls_overlay_config: t.Optional[WindowControlsOverlayConfig] = None,
    ) -> Reply[t.Dict[str, t.Any]]:
        """Show Window Controls Overlay for PWA

        window_controls_overlay_config: Window Controls Overlay data, null means hide Window
            Controls Overlay
        """
        return self._call(
            "Overlay.setShowWindowControlsOverlay",
            {
                "windowControlsOverlayConfig": window_controls_overlay_config,
            },
        )

    # API status: experimental
    @property
    def inspect_node_requested(self) -> EventSource[InspectNodeRequestedEvent]:
        """Fired when the node should be inspected. This happens after call to `setInspectMode`
        or when
        user manually inspects an element.
        """
        return self._event("Overlay.inspectNodeRequested")

    # API status: experimental
    @property
    def node_highlight_requested(self) -> EventSource[NodeHighlightRequestedEvent]:
        """Fired when the node should be highlighted. This happens after call to
        `setInspectMode`.
        """
        return self._event("Overlay.nodeHighlightRequested")

    # API status: experimental
    @property
    def screenshot_requested(self) -> EventSource[ScreenshotRequestedEvent]:
        """Fired when user asks to capture screenshot of some area on the page."""
        return self._event("Overlay.screenshotRequested")

    # API status: experimental
    @property
    def inspect_panel_show_requested(self) -> EventSource[InspectPanelShowRequestedEvent]:
        """Fired when user asks to show the Inspect panel."""
        return self._event("Overlay.inspectPanelShowRequested")

    # API status: experimental
    @property
    def inspected_element_window_restored(self) -> EventSource[InspectedElementWindowRestoredEvent]:
        """Fired when user asks to restore the Inspected Element floating window."""
        return self._event("Overlay.inspectedElementWindowRestored")

    # API status: experimental
    @property
    def inspect_mode_canceled(self) -> EventSource[t.Dict[str, t.Any]]:
        """Fired when user cancels the inspect mode."""
        return self._event("Overlay.inspectModeCanceled")
