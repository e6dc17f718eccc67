"""The domain DOMSnapshot of the Chrome DevTools Protocol."""

# Written by generate_protocol; do not edit.

from __future__ import annotations

import typing as t

from ..domain import ProtocolDomain
from ..reply import Reply

if t.TYPE_CHECKING:
    from . import dom as _dom
    from . import dom_debugger as _dom_debugger
    from . import page as _page


class _DOMNodeRequired(t.TypedDict):
    nodeType: int
    nodeName: str
    nodeValue: str
    backendNodeId: _dom.BackendNodeId


# API status: experimental
class DOMNode(_DOMNodeRequired, total=False):
    """A Node in the DOM tree.

    nodeType: `Node`'s nodeType.
    nodeName: `Node`'s nodeName.
    nodeValue: `Node`'s nodeValue.
    textValue: Only set for textarea elements, contains the text value.
    inputValue: Only set for input elements, contains the input's associated text value.
    inputChecked: Only set for radio and checkbox input elements, indicates if the element has
        been checked
    optionSelected: Only set for option elements, indicates if the element has been selected
    backendNodeId: `Node`'s id, corresponds to DOM.Node.backendNodeId.
    childNodeIndexes: The indexes of the node's child nodes in the `domNodes` array returned by
        `getSnapshot`, if any.
    attributes: Attributes of an `Element` node.
    pseudoElementIndexes: Indexes of pseudo elements associated with this node in the `domNodes`
        array returned by `getSnapshot`, if any.
    layoutNodeIndex: The index of the node's related layout tree node in the `layoutTreeNodes`
        array returned by `getSnapshot`, if any.
    documentURL: Document URL that `Document` or `FrameOwner` node points to.
    baseURL: Base URL that `Document` or `FrameOwner` node uses for URL completion.
    contentLanguage: Only set for documents, contains the document's content language.
    documentEncoding: Only set for documents, contains the document's character set encoding.
    publicId: `DocumentType` node's publicId.
    systemId: `DocumentType` node's systemId.
    frameId: Frame ID for frame owner elements and also for the document node.
    contentDocumentIndex: The index of a frame owner element's content document in the
        `domNodes` array returned by `getSnapshot`, if any.
    pseudoType: Type of a pseudo element node.
    shadowRootType: Shadow root type.
    isClickable: Whether this DOM node responds to mouse clicks. This includes nodes that have
        had click event listeners attached via JavaScript as well as anchor tags that naturally
        navigate when clicked.
    eventListeners: Details of the node's event listeners, if any.
    currentSourceURL: The selected url for nodes with a srcset attribute.
    originURL: The url of the script (if any) that generates this node.
    scrollOffsetX: Scroll offsets, set when this node is a Document.
    scrollOffsetY
    """

    textValue: str
    inputValue: str
    inputChecked: bool
    optionSelected: bool
    childNodeIndexes: t.List[int]
    attributes: t.List[NameValue]
    pseudoElementIndexes: t.List[int]
    layoutNodeIndex: int
    documentURL: str
    baseURL: str
    contentLanguage: str
    documentEncoding: str
    publicId: str
    systemId: str
    frameId: _page.FrameId
    contentDocumentIndex: int
    pseudoType: _dom.PseudoType
    shadowRootType: _dom.ShadowRootType
    isClickable: bool
    eventListeners: t.List[_dom_debugger.EventListener]
    currentSourceURL: str
    originURL: str
    scrollOffsetX: float
    scrollOffsetY: float


# API status: experimental
class InlineTextBox(t.TypedDict):
    """Details of post layout rendered text positions. The exact layout should not be regarded as
    stable and may change between versions.

    boundingBox: The bounding box in document coordinates. Note that scroll offset of the
        document is ignored.
    startCharacterIndex: The starting index in characters, for this post layout textbox
        substring. Characters that would be represented as a surrogate pair in UTF-16 have
        length 2.
    numCharacters: The number of characters in this post layout textbox substring. Characters
        that would be represented as a surrogate pair in UTF-16 have length 2.
    """

    boundingBox: _dom.Rect
    startCharacterIndex: int
    numCharacters: int


class _LayoutTreeNodeRequired(t.TypedDict):
    domNodeIndex: int
    boundingBox: _dom.Rect


# API status: experimental
class LayoutTreeNode(_LayoutTreeNodeRequired, total=False):
    """Details of an element in the DOM tree with a LayoutObject.

    domNodeIndex: The index of the related DOM node in the `domNodes` array returned by
        `getSnapshot`.
    boundingBox: The bounding box in document coordinates. Note that scroll offset of the
        document is ignored.
    layoutText: Contents of the LayoutText, if any.
    inlineTextNodes: The post-layout inline text nodes, if any.
    styleIndex: Index into the `computedStyles` array returned by `getSnapshot`.
    paintOrder: Global paint order index, which is determined by the stacking order of the
        nodes. Nodes that are painted together will have the same index. Only provided if
        includePaintOrder in getSnapshot was true.
    isStackingContext: Set to true to indicate the element begins a new stacking context.
    """

    layoutText: str
    inlineTextNodes: t.List[InlineTextBox]
    styleIndex: int
    paintOrder: int
    isStackingContext: bool


# API status: experimental
class ComputedStyle(t.TypedDict):
    """A subset of the full ComputedStyle as defined by the request whitelist.

    properties: Name/value pairs of computed style properties.
    """

    properties: t.List[NameValue]


# API status: experimental
class NameValue(t.TypedDict):
    """A name/value pair.

    name: Attribute/property name.
    value: Attribute/property value.
    """

    name: str
    value: str


# API status: experimental
# Index of the string in the strings table.
StringIndex = int

# API status: experimental
# Index of the string in the strings table.
ArrayOfStrings = t.List["StringIndex"]


# API status: experimental
class RareStringData(t.TypedDict):
    """Data that is only present on rare nodes.

    index
    value
    """

    index: t.List[int]
    value: t.List[StringIndex]


# API status: experimental
class RareBooleanData(t.TypedDict):
    """The type `DOMSnapshot.RareBooleanData`.

    index
    """

    index: t.List[int]


# API status: experimental
class RareIntegerData(t.TypedDict):
    """The type `DOMSnapshot.RareIntegerData`.

    index
    value
    """

    index: t.List[int]
    value: t.List[int]


# API status: experimental
Rectangle = t.List["float"]


class _DocumentSnapshotRequired(t.TypedDict):
    documentURL: StringIndex
    title: StringIndex
    baseURL: StringIndex
    contentLanguage: StringIndex
    encodingName: StringIndex
    publicId: StringIndex
    systemId: StringIndex
    frameId: StringIndex
    nodes: NodeTreeSnapshot
    layout: LayoutTreeSnapshot
    textBoxes: TextBoxSnapshot


# API status: experimental
class DocumentSnapshot(_DocumentSnapshotRequired, total=False):
    """Document snapshot.

    documentURL: Document URL that `Document` or `FrameOwner` node points to.
    title: Document title.
    baseURL: Base URL that `Document` or `FrameOwner` node uses for URL completion.
    contentLanguage: Contains the document's content language.
    encodingName: Contains the document's character set encoding.
    publicId: `DocumentType` node's publicId.
    systemId: `DocumentType` node's systemId.
    frameId: Frame ID for frame owner elements and also for the document node.
    nodes: A table with dom nodes.
    layout: The nodes in the layout tree.
    textBoxes: The post-layout inline text nodes.
    scrollOffsetX: Horizontal scroll offset.
    scrollOffsetY: Vertical scroll offset.
    contentWidth: Document content width.
    contentHeight: Document content height.
    """

    scrollOffsetX: float
    scrollOffsetY: float
    contentWidth: float
    contentHeight: float


# API status: experimental
class NodeTreeSnapshot(t.TypedDict, total=False):
    """Table containing nodes.

    parentIndex: Parent node index.
    nodeType: `Node`'s nodeType.
    shadowRootType: Type of the shadow root the `Node` is in. String values are equal to the
        `ShadowRootType` enum.
    nodeName: `Node`'s nodeName.
    nodeValue: `Node`'s nodeValue.
    backendNodeId: `Node`'s id, corresponds to DOM.Node.backendNodeId.
    attributes: Attributes of an `Element` node. Flatten name, value pairs.
    textValue: Only set for textarea elements, contains the text value.
    inputValue: Only set for input elements, contains the input's associated text value.
    inputChecked: Only set for radio and checkbox input elements, indicates if the element has
        been checked
    optionSelected: Only set for option elements, indicates if the element has been selected
    contentDocumentIndex: The index of the document in the list of the snapshot documents.
    pseudoType: Type of a pseudo element node.
    pseudoIdentifier: Pseudo element identifier for this node. Only present if there is a valid
        pseudoType.
    isClickable: Whether this DOM node responds to mouse clicks. This includes nodes that have
        had click event listeners attached via JavaScript as well as anchor tags that naturally
        navigate when clicked.
    currentSourceURL: The selected url for nodes with a srcset attribute.
    originURL: The url of the script (if any) that generates this node.
    """

    parentIndex: t.List[int]
    nodeType: t.List[int]
    shadowRootType: RareStringData
    nodeName: t.List[StringIndex]
    nodeValue: t.List[StringIndex]
    backendNodeId: t.List[_dom.BackendNodeId]
    attributes: t.List[ArrayOfStrings]
    textValue: RareStringData
    inputValue: RareStringData
    inputChecked: RareBooleanData
    optionSelected: RareBooleanData
    contentDocumentIndex: RareIntegerData
    pseudoType: RareStringData
    pseudoIdentifier: RareStringData
    isClickable: RareBooleanData
    currentSourceURL: RareStringData
    originURL: RareStringData


class _LayoutTreeSnapshotRequired(t.TypedDict):
    nodeIndex: t.List[int]
    styles: t.List[ArrayOfStrings]
    bounds: t.List[Rectangle]
    text: t.List[StringIndex]
    stackingContexts: RareBooleanData


# API status: experimental
class LayoutTreeSnapshot(_LayoutTreeSnapshotRequired, total=False):
    """Table of details of an element in the DOM tree with a LayoutObject.

    nodeIndex: Index of the corresponding node in the `NodeTreeSnapshot` array returned by
        `captureSnapshot`.
    styles: Array of indexes specifying computed style strings, filtered according to the
        `computedStyles` parameter passed to `captureSnapshot`.
    bounds: The absolute position bounding box.
    text: Contents of the LayoutText, if any.
    stackingContexts: Stacking context information.
    paintOrders: Global paint order index, which is determined by the stacking order of the
        nodes. Nodes that are painted together will have the same index. Only provided if
        includePaintOrder in captureSnapshot was true.
    offsetRects: The offset rect of nodes. Only available when includeDOMRects is set to true
    scrollRects: The scroll rect of nodes. Only available when includeDOMRects is set to true
    clientRects: The client rect of nodes. Only available when includeDOMRects is set to true
    blendedBackgroundColors (experimental): The list of background colors that are blended with
        colors of overlapping elements.
    textColorOpacities (experimental): The list of computed text opacities.
    """

    paintOrders: t.List[int]
    offsetRects: t.List[Rectangle]
    scrollRects: t.List[Rectangle]
    clientRects: t.List[Rectangle]
    blendedBackgroundColors: t.List[StringIndex]
    textColorOpacities: t.List[float]


# API status: experimental
class TextBoxSnapshot(t.TypedDict):
    """Table of details of the post layout rendered text positions. The exact layout should not be
    regarded as
    stable and may change between versions.

    layoutIndex: Index of the layout tree node that owns this box collection.
    bounds: The absolute position bounding box.
    start: The starting index in characters, for this post layout textbox substring. Characters
        that would be represented as a surrogate pair in UTF-16 have length 2.
    length: The number of characters in this post layout textbox substring. Characters that
        would be represented as a surrogate pair in UTF-16 have length 2.
    """

    layoutIndex: t.List[int]
    bounds: t.List[Rectangle]
    start: t.List[int]
    length: t.List[int]


class GetSnapshotReturns(t.TypedDict):
    """What `DOMSnapshot.getSnapshot` returns.

    domNodes: The nodes in the DOM tree. The DOMNode at index 0 corresponds to the root
        document.
    layoutTreeNodes: The nodes in the layout tree.
    computedStyles: Whitelisted ComputedStyle properties for each node in the layout tree.
    """

    domNodes: t.List[DOMNode]
    layoutTreeNodes: t.List[LayoutTreeNode]
    computedStyles: t.List[ComputedStyle]


class CaptureSnapshotReturns(t.TypedDict):
    """What `DOMSnapshot.captureSnapshot` returns.

    documents: The nodes in the DOM tree. The DOMNode at index 0 corresponds to the root
        document.
    strings: Shared string table that all string properties refer to with indexes.
    """

    documents: t.List[DocumentSnapshot]
    strings: t.List[str]


# API status: experimental
class DOMSnapshotDomain(ProtocolDomain):
    """This domain facilitates obtaining document snapshots with DOM, layout, and style
    information.
    """

    # API status: experimental
    def disable(self) -> Reply[t.Dict[str, t.Any]]:
        """Disables DOM snapshot agent for the given page."""
        return self._call("DOMSnapshot.disable", {})

    # API status: experimental
    def enable(self) -> Reply[t.Dict[str, t.Any]]:
        """Enables DOM snapshot agent for the given page."""
        return self._call("DOMSnapshot.enable", {})

    # API status: experimental
    # Deprecated.
    def get_snapshot(
        self,
        computed_style_whitelist: t.List[str],
        *,
        include_event_listeners: t.Optional[bool] = None,
        include_paint_order: t.Optional[bool] = None,
        include_user_agent_shadow_tree: t.Optional[bool] = None,
    ) -> Reply[GetSnapshotReturns]:
        """Returns a document snapshot, including the full DOM tree of the root node (including
        iframes,
        template contents, and imported documents) in a flattened array, as well as layout
        and
        white-listed computed style information for the nodes. Shadow DOM in the returned
        DOM tree is
        flattened.

        computed_style_whitelist: Whitelist of computed styles to return.
        include_event_listeners: Whether or not to retrieve details of DOM listeners
            (default false).
        include_paint_order: Whether to determine and include the paint order index of
            LayoutTreeNodes (default false).
        include_user_agent_shadow_tree: Whether to include UA shadow tree in the snapshot
            (default false).
        """
        return self._call(
            "DOMSnapshot.getSnapshot",
            {
                "computedStyleWhitelist": computed_style_whitelist,
                "includeEventListeners": include_event_listeners,
                "includePaintOrder": include_paint_order,
                "includeUserAgentShadowTree": include_user_agent_shadow_tree,
            },
        )

    # API status: experimental
    def capture_snapshot(
        self,
        computed_styles: t.List[str],
        *,
        include_paint_order: t.Optional[bool] = None,
        include_dom_rects: t.Optional[bool] = None,
        include_blended_background_colors: t.Optional[bool] = None,
        include_text_color_opacities: t.Optional[bool] = None,
    ) -> Reply[CaptureSnapshotReturns]:
        """Returns a document snapshot, including the full DOM tree of the root node (including
        iframes,
        template contents, and imported documents) in a flattened array, as well as layout
        and
        white-listed computed style information for the nodes. Shadow DOM in the returned
        DOM tree is
        flattened.

        computed_styles: Whitelist of computed styles to return.
        include_paint_order: Whether to include layout object paint orders into the
            snapshot.
        include_dom_rects: Whether to include DOM rectangles (offsetRects, clientRects,
            scrollRects) into the snapshot
        include_blended_background_colors (experimental): Whether to include blended
            background colors in the snapshot (default: false). Blended background color is
            achieved by blending background colors of all elements that overlap with the
            current element.
        include_text_color_opacities (experimental): Whether to include text color opacity
            in the snapshot (default: false). An element might have the opacity property set
            that affects the text color of the element. The final text color opacity is
            computed based on the opacity of all overlapping elements.
        """
        return self._call(
            "DOMSnapshot.captureSnapshot",
            {
                "computedStyles": computed_styles,
                "includePaintOrder": include_paint_order,
                "includeDOMRects": include_dom_rects,
                "includeBlendedBackgroundColors": include_blended_background_colors,
                "includeTextColorOpacities": include_text_color_opacities,
            },
        )
