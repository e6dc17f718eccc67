"""The domain DOM of the Chrome DevTools Protocol."""

# Written by generate_protocol; do not edit.

from __future__ import annotations

import typing as t

from ..domain import ProtocolDomain
from ..event_source import EventSource
from ..reply import Reply

if t.TYPE_CHECKING:
    from . import network as _network
    from . import page as _page
    from . import runtime as _runtime

# API status: stable
# Unique DOM node identifier.
NodeId = int

# API status: stable
# Unique DOM node identifier used to reference a node that may not have been pushed to the
# front-end.
BackendNodeId = int

# API status: stable
# Unique identifier for a CSS stylesheet.
StyleSheetId = str


# API status: stable
class BackendNode(t.TypedDict):
    """Backend node with a friendly name.

    nodeType: `Node`'s nodeType.
    nodeName: `Node`'s nodeName.
    backendNodeId
    """

    nodeType: int
    nodeName: str
    backendNodeId: BackendNodeId


# API status: stable
# Pseudo element type.
PseudoType = t.Literal[
    "first-line",
    "first-letter",
    "checkmark",
    "before",
    "after",
    "expand-icon",
    "picker-icon",
    "interest-button",
    "marker",
    "backdrop",
    "column",
    "selection",
    "search-text",
    "target-text",
    "spelling-error",
    "grammar-error",
    "highlight",
    "first-line-inherited",
    "scroll-marker",
    "scroll-marker-group",
    "scroll-button",
    "scrollbar",
    "scrollbar-thumb",
    "scrollbar-button",
    "scrollbar-track",
    "scrollbar-track-piece",
    "scrollbar-corner",
    "resizer",
    "input-list-button",
    "view-transition",
    "view-transition-group",
    "view-transition-image-pair",
    "view-transition-group-children",
    "view-transition-old",
    "view-transition-new",
    "placeholder",
    "file-selector-button",
    "details-content",
    "picker",
    "select-listbox",
    "permission-icon",
    "overscroll-area-parent",
    "overscroll-backdrop",
    "skeleton",
]

# API status: stable
# Shadow root type.
ShadowRootType = t.Literal["user-agent", "open", "closed"]

# API status: stable
# Document compatibility mode.
CompatibilityMode = t.Literal["QuirksMode", "LimitedQuirksMode", "NoQuirksMode"]

# API status: stable
# ContainerSelector physical axes
PhysicalAxes = t.Literal["Horizontal", "Vertical", "Both"]

# API status: stable
# ContainerSelector logical axes
LogicalAxes = t.Literal["Inline", "Block", "Both"]

# API status: stable
# Physical scroll orientation
ScrollOrientation = t.Literal["horizontal", "vertical"]


class _NodeRequired(t.TypedDict):
    nodeId: NodeId
    backendNodeId: BackendNodeId
    nodeType: int
    nodeName: str
    localName: str
    nodeValue: str


# API status: stable
class Node(_NodeRequired, total=False):
    """DOM interaction is implemented in terms of mirror objects that represent the actual DOM
    nodes.
    DOMNode is a base node mirror type.

    nodeId: Node identifier that is passed into the rest of the DOM messages as the `nodeId`.
        Backend will only push node with given `id` once. It is aware of all requested nodes and
        will only fire DOM events for nodes known to the client.
    parentId: The id of the parent node if any.
    backendNodeId: The BackendNodeId for this node.
    nodeType: `Node`'s nodeType.
    nodeName: `Node`'s nodeName.
    localName: `Node`'s localName.
    nodeValue: `Node`'s nodeValue.
    childNodeCount: Child count for `Container` nodes.
    children: Child nodes of this node when requested with children.
    attributes: Attributes of the `Element` node in the form of flat array `[name1, value1,
        name2, value2]`.
    documentURL: Document URL that `Document` or `FrameOwner` node points to.
    baseURL: Base URL that `Document` or `FrameOwner` node uses for URL completion.
    publicId: `DocumentType`'s publicId.
    systemId: `DocumentType`'s systemId.
    internalSubset: `DocumentType`'s internalSubset.
    xmlVersion: `Document`'s XML version in case of XML documents.
    name: `Attr`'s name.
    value: `Attr`'s value.
    pseudoType: Pseudo element type for this node.
    pseudoIdentifier: Pseudo element identifier for this node. Only present if there is a valid
        pseudoType.
    shadowRootType: Shadow root type.
    frameId: Frame ID for frame owner elements.
    contentDocument: Content document for frame owner elements.
    shadowRoots: Shadow root list for given element host.
    templateContent: Content document fragment for template elements.
    pseudoElements: Pseudo elements associated with this node.
    importedDocument (deprecated): Deprecated, as the HTML Imports API has been removed
        (crbug.com/937746). This property used to return the imported document for the
        HTMLImport links. The property is always undefined now.
    distributedNodes: Distributed nodes for given insertion point.
    isSVG: Whether the node is SVG.
    compatibilityMode
    assignedSlot
    isScrollable (experimental)
    affectedByStartingStyles (experimental)
    adoptedStyleSheets (experimental)
    adProvenance (experimental)
    """

    parentId: NodeId
    childNodeCount: int
    children: t.List[Node]
    attributes: t.List[str]
    documentURL: str
    baseURL: str
    publicId: str
    systemId: str
    internalSubset: str
    xmlVersion: str
    name: str
    value: str
    pseudoType: PseudoType
    pseudoIdentifier: str
    shadowRootType: ShadowRootType
    frameId: _page.FrameId
    contentDocument: Node
    shadowRoots: t.List[Node]
    templateContent: Node
    pseudoElements: t.List[Node]
    importedDocument: Node
    distributedNodes: t.List[BackendNode]
    isSVG: bool
    compatibilityMode: CompatibilityMode
    assignedSlot: BackendNode
    isScrollable: bool
    affectedByStartingStyles: bool
    adoptedStyleSheets: t.List[StyleSheetId]
    adProvenance: _network.AdProvenance


# API status: stable
class DetachedElementInfo(t.TypedDict):
    """A structure to hold the top-level node of a detached tree and an array of its retained
    descendants.

    treeNode
    retainedNodeIds
    """

    treeNode: Node
    retainedNodeIds: t.List[NodeId]


class _RGBARequired(t.TypedDict):
    r: int
    g: int
    b: int


# API status: stable
class RGBA(_RGBARequired, total=False):
    """A structure holding an RGBA color.

    r: The red component, in the [0-255] range.
    g: The green component, in the [0-255] range.
    b: The blue component, in the [0-255] range.
    a: The alpha component, in the [0-1] range (default: 1).
    """

    a: float


# API status: stable
# An array of quad vertices, x immediately followed by y for each point, points clock-wise.
Quad = t.List["float"]


class _BoxModelRequired(t.TypedDict):
    content: Quad
    padding: Quad
    border: Quad
    margin: Quad
    width: int
    height: int


# API status: stable
class BoxModel(_BoxModelRequired, total=False):
    """Box model.

    content: Content box
    padding: Padding box
    border: Border box
    margin: Margin box
    width: Node width
    height: Node height
    shapeOutside: Shape outside coordinates
    """

    shapeOutside: ShapeOutsideInfo


# API status: stable
class ShapeOutsideInfo(t.TypedDict):
    """CSS Shape Outside details.

    bounds: Shape bounds
    shape: Shape coordinate details
    marginShape: Margin shape bounds
    """

    bounds: Quad
    shape: t.List[t.Any]
    marginShape: t.List[t.Any]


# API status: stable
class Rect(t.TypedDict):
    """Rectangle.

    x: X coordinate
    y: Y coordinate
    width: Rectangle width
    height: Rectangle height
    """

    x: float
    y: float
    width: float
    height: float


# API status: stable
class CSSComputedStyleProperty(t.TypedDict):
    """The type `DOM.CSSComputedStyleProperty`.

    name: Computed style property name.
    value: Computed style property value.
    """

    name: str
    value: str


class CollectClassNamesFromSubtreeReturns(t.TypedDict):
    """What `DOM.collectClassNamesFromSubtree` returns.

    classNames: Class name list.
    """

    classNames: t.List[str]


class CopyToReturns(t.TypedDict):
    """What `DOM.copyTo` returns.

    nodeId: Id of the node clone.
    """

    nodeId: NodeId


class DescribeNodeReturns(t.TypedDict):
    """What `DOM.describeNode` returns.

    node: Node description.
    """

    node: Node


class GetAttributesReturns(t.TypedDict):
    """What `DOM.getAttributes` returns.

    attributes: An interleaved array of node attribute names and values.
    """

    attributes: t.List[str]


class GetBoxModelReturns(t.TypedDict):
    """What `DOM.getBoxModel` returns.

    model: Box model for the node.
    """

    model: BoxModel


class GetContentQuadsReturns(t.TypedDict):
    """What `DOM.getContentQuads` returns.

    quads: Quads that describe node layout relative to viewport.
    """

    quads: t.List[Quad]


class GetDocumentReturns(t.TypedDict):
    """What `DOM.getDocument` returns.

    root: Resulting node.
    """

    root: Node


class GetFlattenedDocumentReturns(t.TypedDict):
    """What `DOM.getFlattenedDocument` returns.

    nodes: Resulting node.
    """

    nodes: t.List[Node]


class GetNodesForSubtreeByStyleReturns(t.TypedDict):
    """What `DOM.getNodesForSubtreeByStyle` returns.

    nodeIds: Resulting nodes.
    """

    nodeIds: t.List[NodeId]


class _GetNodeForLocationReturnsRequired(t.TypedDict):
    backendNodeId: BackendNodeId
    frameId: _page.FrameId


class GetNodeForLocationReturns(_GetNodeForLocationReturnsRequired, total=False):
    """What `DOM.getNodeForLocation` returns.

    backendNodeId: Resulting node.
    frameId: Frame this node belongs to.
    nodeId: Id of the node at given coordinates, only when enabled and requested document.
    """

    nodeId: NodeId


class GetOuterHTMLReturns(t.TypedDict):
    """What `DOM.getOuterHTML` returns.

    outerHTML: Outer HTML markup.
    """

    outerHTML: str


class GetRelayoutBoundaryReturns(t.TypedDict):
    """What `DOM.getRelayoutBoundary` returns.

    nodeId: Relayout boundary node id for the given node.
    """

    nodeId: NodeId


class GetSearchResultsReturns(t.TypedDict):
    """What `DOM.getSearchResults` returns.

    nodeIds: Ids of the search result nodes.
    """

    nodeIds: t.List[NodeId]


class MoveToReturns(t.TypedDict):
    """What `DOM.moveTo` returns.

    nodeId: New id of the moved node.
    """

    nodeId: NodeId


class PerformSearchReturns(t.TypedDict):
    """What `DOM.performSearch` returns.

    searchId: Unique search session identifier.
    resultCount: Number of search results.
    """

    searchId: str
    resultCount: int


class PushNodeByPathToFrontendReturns(t.TypedDict):
    """What `DOM.pushNodeByPathToFrontend` returns.

    nodeId: Id of the node for given path.
    """

    nodeId: NodeId


class PushNodesByBackendIdsToFrontendReturns(t.TypedDict):
    """What `DOM.pushNodesByBackendIdsToFrontend` returns.

    nodeIds: The array of ids of pushed nodes that correspond to the backend ids specified in
        backendNodeIds.
    """

    nodeIds: t.List[NodeId]


class QuerySelectorReturns(t.TypedDict):
    """What `DOM.querySelector` returns.

    nodeId: Query selector result.
    """

    nodeId: NodeId


class QuerySelectorAllReturns(t.TypedDict):
    """What `DOM.querySelectorAll` returns.

    nodeIds: Query selector result.
    """

    nodeIds: t.List[NodeId]


class GetTopLayerElementsReturns(t.TypedDict):
    """What `DOM.getTopLayerElements` returns.

    nodeIds: NodeIds of top layer elements
    """

    nodeIds: t.List[NodeId]


class GetElementByRelationReturns(t.TypedDict):
    """What `DOM.getElementByRelation` returns.

    nodeId: NodeId of the element matching the queried relation.
    """

    nodeId: NodeId


class RequestNodeReturns(t.TypedDict):
    """What `DOM.requestNode` returns.

    nodeId: Node id for given object.
    """

    nodeId: NodeId


class ResolveNodeReturns(t.TypedDict):
    """What `DOM.resolveNode` returns.

    object: JavaScript object wrapper for given node.
    """

    object: _runtime.RemoteObject


class GetNodeStackTracesReturns(t.TypedDict, total=False):
    """What `DOM.getNodeStackTraces` returns.

    creation: Creation stack trace, if available.
    """

    creation: _runtime.StackTrace


class GetFileInfoReturns(t.TypedDict):
    """What `DOM.getFileInfo` returns.

    path
    """

    path: str


class GetDetachedDomNodesReturns(t.TypedDict):
    """What `DOM.getDetachedDomNodes` returns.

    detachedNodes: The list of detached nodes
    """

    detachedNodes: t.List[DetachedElementInfo]


class SetNodeNameReturns(t.TypedDict):
    """What `DOM.setNodeName` returns.

    nodeId: New node's id.
    """

    nodeId: NodeId


class _GetFrameOwnerReturnsRequired(t.TypedDict):
    backendNodeId: BackendNodeId


class GetFrameOwnerReturns(_GetFrameOwnerReturnsRequired, total=False):
    """What `DOM.getFrameOwner` returns.

    backendNodeId: Resulting node.
    nodeId: Id of the node at given coordinates, only when enabled and requested document.
    """

    nodeId: NodeId


class GetContainerForNodeReturns(t.TypedDict, total=False):
    """What `DOM.getContainerForNode` returns.

    nodeId: The container node for the given node, or null if not found.
    """

    nodeId: NodeId


class GetQueryingDescendantsForContainerReturns(t.TypedDict):
    """What `DOM.getQueryingDescendantsForContainer` returns.

    nodeIds: Descendant nodes with container queries against the given container.
    """

    nodeIds: t.List[NodeId]


class GetAnchorElementReturns(t.TypedDict):
    """What `DOM.getAnchorElement` returns.

    nodeId: The anchor element of the given anchor query.
    """

    nodeId: NodeId


class ForceShowPopoverReturns(t.TypedDict):
    """What `DOM.forceShowPopover` returns.

    nodeIds: List of popovers that were closed in order to respect popover stacking order.
    """

    nodeIds: t.List[NodeId]


class GetImplicitAnchorCandidatesReturns(t.TypedDict):
    """What `DOM.getImplicitAnchorCandidates` returns.

    backendNodeIds: Candidate elements that can invoke this popover.
    """

    backendNodeIds: t.List[BackendNodeId]


class AttributeModifiedEvent(t.TypedDict):
    """The parameters of the event `DOM.attributeModified`.

    nodeId: Id of the node that has changed.
    name: Attribute name.
    value: Attribute value.
    """

    nodeId: NodeId
    name: str
    value: str


class AdoptedStyleSheetsModifiedEvent(t.TypedDict):
    """The parameters of the event `DOM.adoptedStyleSheetsModified`.

    nodeId: Id of the node that has changed.
    adoptedStyleSheets (experimental): New adoptedStyleSheets array.
    """

    nodeId: NodeId
    adoptedStyleSheets: t.List[StyleSheetId]


class AttributeRemovedEvent(t.TypedDict):
    """The parameters of the event `DOM.attributeRemoved`.

    nodeId: Id of the node that has changed.
    name: A ttribute name.
    """

    nodeId: NodeId
    name: str


class CharacterDataModifiedEvent(t.TypedDict):
    """The parameters of the event `DOM.characterDataModified`.

    nodeId: Id of the node that has changed.
    characterData: New text value.
    """

    nodeId: NodeId
    characterData: str


class ChildNodeCountUpdatedEvent(t.TypedDict):
    """The parameters of the event `DOM.childNodeCountUpdated`.

    nodeId: Id of the node that has changed.
    childNodeCount: New node count.
    """

    nodeId: NodeId
    childNodeCount: int


class ChildNodeInsertedEvent(t.TypedDict):
    """The parameters of the event `DOM.childNodeInserted`.

    parentNodeId: Id of the node that has changed.
    previousNodeId: Id of the previous sibling.
    node: Inserted node data.
    """

    parentNodeId: NodeId
    previousNodeId: NodeId
    node: Node


class ChildNodeRemovedEvent(t.TypedDict):
    """The parameters of the event `DOM.childNodeRemoved`.

    parentNodeId: Parent id.
    nodeId: Id of the node that has been removed.
    """

    parentNodeId: NodeId
    nodeId: NodeId


class DistributedNodesUpdatedEvent(t.TypedDict):
    """The parameters of the event `DOM.distributedNodesUpdated`.

    insertionPointId: Insertion point where distributed nodes were updated.
    distributedNodes: Distributed nodes for given insertion point.
    """

    insertionPointId: NodeId
    distributedNodes: t.List[BackendNode]


class InlineStyleInvalidatedEvent(t.TypedDict):
    """The parameters of the event `DOM.inlineStyleInvalidated`.

    nodeIds: Ids of the nodes for which the inline styles have been invalidated.
    """

    nodeIds: t.List[NodeId]


class PseudoElementAddedEvent(t.TypedDict):
    """The parameters of the event `DOM.pseudoElementAdded`.

    parentId: Pseudo element's parent element id.
    pseudoElement: The added pseudo element.
    """

    parentId: NodeId
    pseudoElement: Node


class ScrollableFlagUpdatedEvent(t.TypedDict):
    """The parameters of the event `DOM.scrollableFlagUpdated`.

    nodeId: The id of the node.
    isScrollable: If the node is scrollable.
    """

    nodeId: NodeId
    isScrollable: bool


class _AdRelatedStateUpdatedEventRequired(t.TypedDict):
    nodeId: NodeId


class AdRelatedStateUpdatedEvent(_AdRelatedStateUpdatedEventRequired, total=False):
    """The parameters of the event `DOM.adRelatedStateUpdated`.

    nodeId: The id of the node.
    adProvenance: The provenance of the ad related node, if it is ad related.
    """

    adProvenance: _network.AdProvenance


class AffectedByStartingStylesFlagUpdatedEvent(t.TypedDict):
    """The parameters of the event `DOM.affectedByStartingStylesFlagUpdated`.

    nodeId: The id of the node.
    affectedByStartingStyles: If the node has starting styles.
    """

    nodeId: NodeId
    affectedByStartingStyles: bool


class PseudoElementRemovedEvent(t.TypedDict):
    """The parameters of the event `DOM.pseudoElementRemoved`.

    parentId: Pseudo element's parent element id.
    pseudoElementId: The removed pseudo element id.
    """

    parentId: NodeId
    pseudoElementId: NodeId


class SetChildNodesEvent(t.TypedDict):
    """The parameters of the event `DOM.setChildNodes`.

    parentId: Parent node id to populate with children.
    nodes: Child nodes array.
    """

    parentId: NodeId
    nodes: t.List[Node]


class ShadowRootPoppedEvent(t.TypedDict):
    """The parameters of the event `DOM.shadowRootPopped`.

    hostId: Host element id.
    rootId: Shadow root id.
    """

    hostId: NodeId
    rootId: NodeId


class ShadowRootPushedEvent(t.TypedDict):
    """The parameters of the event `DOM.shadowRootPushed`.

    hostId: Host element id.
    root: Shadow root.
    """

    hostId: NodeId
    root: Node


# API status: stable
class DOMDomain(ProtocolDomain):
    """This domain exposes DOM read/write operations. Each DOM Node is represented with its mirror
    object
    that has an `id`. This `id` can be used to get additional information on the Node, resolve
    it into
    the JavaScript object wrapper, etc. It is important that client receives DOM events only for
    the
    nodes that are known to the client. Backend keeps track of the nodes that were sent to the
    client
    and never sends the same node twice. It is client's responsibility to collect information
    about
    the nodes that were sent to the client. Note that `iframe` owner elements will return
    corresponding document elements as their child nodes.
    """

    # API status: experimental
    def collect_class_names_from_subtree(self, node_id: NodeId) -> Reply[CollectClassNamesFromSubtreeReturns]:
        """Collects class names for the node with given id and all of it's child nodes.

        node_id: Id of the node to collect class names.
        """
        return self._call("DOM.collectClassNamesFromSubtree", {"nodeId": node_id})

    # API status: experimental
    def copy_to(
        self,
        node_id: NodeId,
        target_node_id: NodeId,
        *,
        insert_before_node_id: t.Optional[NodeId] = None,
    ) -> Reply[CopyToReturns]:
        """Creates a deep copy of the specified node and places it into the target container
        before the
        given anchor.

        node_id: Id of the node to copy.
        target_node_id: Id of the element to drop the copy into.
        insert_before_node_id: Drop the copy before this node (if absent, the copy becomes
            the last child of `targetNodeId`).
        """
        return self._call(
            "DOM.copyTo",
            {
                "nodeId": node_id,
                "targetNodeId": target_node_id,
                "insertBeforeNodeId": insert_before_node_id,
            },
        )

    # API status: stable
    def describe_node(
        self,
        *,
        node_id: t.Optional[NodeId] = None,
        backend_node_id: t.Optional[BackendNodeId] = None,
        object_id: t.Optional[_runtime.RemoteObjectId] = None,
        depth: t.Optional[int] = None,
        pierce: t.Optional[bool] = None,
    ) -> Reply[DescribeNodeReturns]:
        """Describes node given its id, does not require domain to be enabled. Does not start
        tracking any
        objects, can be used for automation.

        node_id: Identifier of the node.
        backend_node_id: Identifier of the backend node.
        object_id: JavaScript object id of the node wrapper.
        depth: The maximum depth at which children should be retrieved, defaults to 1. Use
            -1 for the entire subtree or provide an integer larger than 0.
        pierce: Whether or not iframes and shadow roots should be traversed when returning
            the subtree (default is false).
        """
        return self._call(
            "DOM.describeNode",
            {
                "nodeId": node_id,
                "backendNodeId": backend_node_id,
                "objectId": object_id,
                "depth": depth,
                "pierce": pierce,
            },
        )

    # API status: stable
    def scroll_into_view_if_needed(
        self,
        *,
        node_id: t.Optional[NodeId] = None,
        backend_node_id: t.Optional[BackendNodeId] = None,
        object_id: t.Optional[_runtime.RemoteObjectId] = None,
        rect: t.Optional[Rect] = None,
    ) -> Reply[t.Dict[str, t.Any]]:
        """Scrolls the specified rect of the given node into view if not already visible.
        Note: exactly one between nodeId, backendNodeId and objectId should be passed
        to identify the node.

        node_id: Identifier of the node.
        backend_node_id: Identifier of the backend node.
        object_id: JavaScript object id of the node wrapper.
        rect: The rect to be scrolled into view, relative to the node's border box, in CSS
            pixels. When omitted, center of the node will be used, similar to
            Element.scrollIntoView.
        """
        return self._call(
            "DOM.scrollIntoViewIfNeeded",
            {
                "nodeId": node_id,
                "backendNodeId": backend_node_id,
                "objectId": object_id,
                "rect": rect,
            },
        )

    # API status: stable
    def disable(self) -> Reply[t.Dict[str, t.Any]]:
        """Disables DOM agent for the given page."""
        return self._call("DOM.disable", {})

    # API status: experimental
    def discard_search_results(self, search_id: str) -> Reply[t.Dict[str, t.Any]]:
        """Discards search results from the session with the given id. `getSearchResults`
        should no longer
        be called for that search.

        search_id: Unique search session identifier.
        """
        return self._call("DOM.discardSearchResults", {"searchId": search_id})

    # API status: stable
    def enable(self, *, include_whitespace: t.Optional[t.Literal["none", "all"]] = None) -> Reply[t.Dict[str, t.Any]]:
        """Enables DOM agent for the given page.

        include_whitespace (experimental): Whether to include whitespaces in the children
            array of returned Nodes.
        """
        return self._call("DOM.enable", {"includeWhitespace": include_whitespace})

    # API status: stable
    def focus(
        self,
        *,
        node_id: t.Optional[NodeId] = None,
        backend_node_id: t.Optional[BackendNodeId] = None,
        object_id: t.Optional[_runtime.RemoteObjectId] = None,
    ) -> Reply[t.Dict[str, t.Any]]:
        """Focuses the given element.

        node_id: Identifier of the node.
        backend_node_id: Identifier of the backend node.
        object_id: JavaScript object id of the node wrapper.
        """
        return self._call("DOM.focus", {"nodeId": node_id, "backendNodeId": backend_node_id, "objectId": object_id})

    # API status: stable
    def get_attributes(self, node_id: NodeId) -> Reply[GetAttributesReturns]:
        """Returns attributes for the specified node.

        node_id: Id of the node to retrieve attributes for.
        """
        return self._call("DOM.getAttributes", {"nodeId": node_id})

    # API status: stable
    def get_box_model(
        self,
        *,
        node_id: t.Optional[NodeId] = None,
        backend_node_id: t.Optional[BackendNodeId] = None,
        object_id: t.Optional[_runtime.RemoteObjectId] = None,
    ) -> Reply[GetBoxModelReturns]:
        """Returns boxes for the given node.

        node_id: Identifier of the node.
        backend_node_id: Identifier of the backend node.
        object_id: JavaScript object id of the node wrapper.
        """
        return self._call(
            "DOM.getBoxModel",
            {
                "nodeId": node_id,
                "backendNodeId": backend_node_id,
                "objectId": object_id,
            },
        )

    # API status: experimental
    def get_content_quads(
        self,
        *,
        node_id: t.Optional[NodeId] = None,
        backend_node_id: t.Optional[BackendNodeId] = None,
        object_id: t.Optional[_runtime.RemoteObjectId] = None,
    ) -> Reply[GetContentQuadsReturns]:
        """Returns quads that describe node position on the page. This method
        might return multiple quads for inline nodes.

        node_id: Identifier of the node.
        backend_node_id: Identifier of the backend node.
        object_id: JavaScript object id of the node wrapper.
        """
        return self._call(
            "DOM.getContentQuads",
            {
                "nodeId": node_id,
                "backendNodeId": backend_node_id,
                "objectId": object_id,
            },
        )

    # API status: stable
    def get_document(
        self,
        *,
        depth: t.Optional[int] = None,
        pierce: t.Optional[bool] = None,
    ) -> Reply[GetDocumentReturns]:
        """Returns the root DOM node (and optionally the subtree) to the caller.
        Implicitly enables the DOM domain events for the current target.

        depth: The maximum depth at which children should be retrieved, defaults to 1. Use
            -1 for the entire subtree or provide an integer larger than 0.
        pierce: Whether or not iframes and shadow roots should be traversed when returning
            the subtree (default is false).
        """
        return self._call("DOM.getDocument", {"depth": depth, "pierce": pierce})

    # API status: stable
    # Deprecated.
    def get_flattened_document(
        self,
        *,
        depth: t.Optional[int] = None,
        pierce: t.Optional[bool] = None,
    ) -> Reply[GetFlattenedDocumentReturns]:
        """Returns the root DOM node (and optionally the subtree) to the caller.
        Deprecated, as it is not designed to work well with the rest of the DOM agent.
        Use DOMSnapshot.captureSnapshot instead.

        depth: The maximum depth at which children should be retrieved, defaults to 1. Use
            -1 for the entire subtree or provide an integer larger than 0.
        pierce: Whether or not iframes and shadow roots should be traversed when returning
            the subtree (default is false).
        """
        return self._call("DOM.getFlattenedDocument", {"depth": depth, "pierce": pierce})

    # API status: experimental
    def get_nodes_for_subtree_by_style(
        self,
        node_id: NodeId,
        computed_styles: t.List[CSSComputedStyleProperty],
        *,
        pierce: t.Optional[bool] = None,
    ) -> Reply[GetNodesForSubtreeByStyleReturns]:
        """Finds nodes with a given computed style in a subtree.

        node_id: Node ID pointing to the root of a subtree.
        computed_styles: The style to filter nodes by (includes nodes if any of properties
            matches).
        pierce: Whether or not iframes and shadow roots in the same target should be
            traversed when returning the results (default is false).
        """
        return self._call(
            "DOM.getNodesForSubtreeByStyle",
            {
                "nodeId": node_id,
                "computedStyles": computed_styles,
                "pierce": pierce,
            },
        )

    # API status: stable
    def get_node_for_location(
        self,
        x: int,
        y: int,
        *,
        include_user_agent_shadow_dom: t.Optional[bool] = None,
        ignore_pointer_events_none: t.Optional[bool] = None,
    ) -> Reply[GetNodeForLocationReturns]:
        """Returns node id at given location. Depending on whether DOM domain is enabled,
        nodeId is
        either returned or not.

        x: X coordinate.
        y: Y coordinate.
        include_user_agent_shadow_dom: False to skip to the nearest non-UA shadow root
            ancestor (default: false).
        ignore_pointer_events_none: Whether to ignore pointer-events: none on elements and
            hit test them.
        """
        return self._call(
            "DOM.getNodeForLocation",
            {
                "x": x,
                "y": y,
                "includeUserAgentShadowDOM": include_user_agent_shadow_dom,
                "ignorePointerEventsNone": ignore_pointer_events_none,
            },
        )

    # API status: stable
    def get_outer_html(
        self,
        *,
        node_id: t.Optional[NodeId] = None,
        backend_node_id: t.Optional[BackendNodeId] = None,
        object_id: t.Optional[_runtime.RemoteObjectId] = None,
        include_shadow_dom: t.Optional[bool] = None,
    ) -> Reply[GetOuterHTMLReturns]:
        """Returns node's HTML markup.

        node_id: Identifier of the node.
        backend_node_id: Identifier of the backend node.
        object_id: JavaScript object id of the node wrapper.
        include_shadow_dom (experimental): Include all shadow roots. Equals to false if not
            specified.
        """
        return self._call(
            "DOM.getOuterHTML",
            {
                "nodeId": node_id,
                "backendNodeId": backend_node_id,
                "objectId": object_id,
                "includeShadowDOM": include_shadow_dom,
            },
        )

    # API status: experimental
    def get_relayout_boundary(self, node_id: NodeId) -> Reply[GetRelayoutBoundaryReturns]:
        """Returns the id of the nearest ancestor that is a relayout boundary.

        node_id: Id of the node.
        """
        return self._call("DOM.getRelayoutBoundary", {"nodeId": node_id})

    # API status: experimental
    def get_search_results(self, search_id: str, from_index: int, to_index: int) -> Reply[GetSearchResultsReturns]:
        """Returns search results from given `fromIndex` to given `toIndex` from the search
        with the given
        identifier.

        search_id: Unique search session identifier.
        from_index: Start index of the search result to be returned.
        to_index: End index of the search result to be returned.
        """
        return self._call("DOM.getSearchResults", {"searchId": search_id, "fromIndex": from_index, "toIndex": to_index})

    # API status: stable
    def hide_highlight(self) -> Reply[t.Dict[str, t.Any]]:
        """Hides any highlight.
        The same is in the domain Overlay.
        """
        return self._call("DOM.hideHighlight", {})

    # API status: stable
    def highlight_node(self) -> Reply[t.Dict[str, t.Any]]:
        """Highlights DOM node.
        The same is in the domain Overlay.
        """
        return self._call("DOM.highlightNode", {})

    # API status: stable
    def highlight_rect(self) -> Reply[t.Dict[str, t.Any]]:
        """Highlights given rectangle.
        The same is in the domain Overlay.
        """
        return self._call("DOM.highlightRect", {})

    # API status: experimental
    def mark_undoable_state(self) -> Reply[t.Dict[str, t.Any]]:
        """Marks last undoable state."""
        return self._call("DOM.markUndoableState", {})

    # API status: stable
    def move_to(
        self,
        node_id: NodeId,
        target_node_id: NodeId,
        *,
        insert_before_node_id: t.Optional[NodeId] = None,
    ) -> Reply[MoveToReturns]:
        """Moves node into the new container, places it before the given anchor.

        node_id: Id of the node to move.
        target_node_id: Id of the element to drop the moved node into.
        insert_before_node_id: Drop node before this one (if absent, the moved node becomes
            the last child of `targetNodeId`).
        """
        return self._call(
            "DOM.moveTo",
            {
                "nodeId": node_id,
                "targetNodeId": target_node_id,
                "insertBeforeNodeId": insert_before_node_id,
            },
        )

    # API status: experimental
    def perform_search(
        self,
        query: str,
        *,
        include_user_agent_shadow_dom: t.Optional[bool] = None,
    ) -> Reply[PerformSearchReturns]:
        """Searches for a given string in the DOM tree. Use `getSearchResults` to access search
        results or
        `cancelSearch` to end this search session.

        query: Plain text or query selector or XPath search query.
        include_user_agent_shadow_dom: True to search in user agent shadow DOM.
        """
        return self._call(
            "DOM.performSearch",
            {
                "query": query,
                "includeUserAgentShadowDOM": include_user_agent_shadow_dom,
            },
        )

    # API status: experimental
    def push_node_by_path_to_frontend(self, path: str) -> Reply[PushNodeByPathToFrontendReturns]:
        """Requests that the node is sent to the caller given its path. // FIXME, use XPath

        path: Path to node in the proprietary format.
        """
        return self._call("DOM.pushNodeByPathToFrontend", {"path": path})

    # API status: experimental
    def push_nodes_by_backend_ids_to_frontend(
        self,
        backend_node_ids: t.List[BackendNodeId],
    ) -> Reply[PushNodesByBackendIdsToFrontendReturns]:
        """Requests that a batch of nodes is sent to the caller given their backend node ids.

        backend_node_ids: The array of backend node ids.
        """
        return self._call("DOM.pushNodesByBackendIdsToFrontend", {"backendNodeIds": backend_node_ids})

    # API status: stable
    def query_selector(self, node_id: NodeId, selector: str) -> Reply[QuerySelectorReturns]:
        """Executes `querySelector` on a given node.

        node_id: Id of the node to query upon.
        selector: Selector string.
        """
        return self._call("DOM.querySelector", {"nodeId": node_id, "selector": selector})

    # API status: stable
    def query_selector_all(self, node_id: NodeId, selector: str) -> Reply[QuerySelectorAllReturns]:
        """Executes `querySelectorAll` on a given node.

        node_id: Id of the node to query upon.
        selector: Selector string.
        """
        return self._call("DOM.querySelectorAll", {"nodeId": node_id, "selector": selector})

    # API status: experimental
    def get_top_layer_elements(self) -> Reply[GetTopLayerElementsReturns]:
        """Returns NodeIds of current top layer elements.
        Top layer is rendered closest to the user within a viewport, therefore its elements
        always
        appear on top of all other content.
        """
        return self._call("DOM.getTopLayerElements", {})

    # API status: experimental
    def get_element_by_relation(
        self,
        node_id: NodeId,
        relation: t.Literal["PopoverTarget", "InterestTarget", "CommandFor"],
    ) -> Reply[GetElementByRelationReturns]:
        """Returns the NodeId of the matched element according to certain relations.

        node_id: Id of the node from which to query the relation.
        relation: Type of relation to get.
        """
        return self._call("DOM.getElementByRelation", {"nodeId": node_id, "relation": relation})

    # API status: experimental
    def redo(self) -> Reply[t.Dict[str, t.Any]]:
        """Re-does the last undone action."""
        return self._call("DOM.redo", {})

    # API status: stable
    def remove_attribute(self, node_id: NodeId, name: str) -> Reply[t.Dict[str, t.Any]]:
        """Removes attribute with given name from an element with given id.

        node_id: Id of the element to remove attribute from.
        name: Name of the attribute to remove.
        """
        return self._call("DOM.removeAttribute", {"nodeId": node_id, "name": name})

    # API status: stable
    def remove_node(self, node_id: NodeId) -> Reply[t.Dict[str, t.Any]]:
        """Removes node with given id.

        node_id: Id of the node to remove.
        """
        return self._call("DOM.removeNode", {"nodeId": node_id})

    # API status: stable
    def request_child_nodes(
        self,
        node_id: NodeId,
        *,
        depth: t.Optional[int] = None,
        pierce: t.Optional[bool] = None,
    ) -> Reply[t.Dict[str, t.Any]]:
        """Requests that children of the node with given id are returned to the caller in form
        of
        `setChildNodes` events where not only immediate children are retrieved, but all
        children down to
        the specified depth.

        node_id: Id of the node to get children for.
        depth: The maximum depth at which children should be retrieved, defaults to 1. Use
            -1 for the entire subtree or provide an integer larger than 0.
        pierce: Whether or not iframes and shadow roots should be traversed when returning
            the sub-tree (default is false).
        """
        return self._call("DOM.requestChildNodes", {"nodeId": node_id, "depth": depth, "pierce": pierce})

    # API status: stable
    def request_node(self, object_id: _runtime.RemoteObjectId) -> Reply[RequestNodeReturns]:
        """Requests that the node is sent to the caller given the JavaScript node object
        reference. All
        nodes that form the path from the node to the root are also sent to the client as a
        series of
        `setChildNodes` notifications.

        object_id: JavaScript object id to convert into node.
        """
        return self._call("DOM.requestNode", {"objectId": object_id})

    # API status: stable
    def resolve_node(
        self,
        *,
        node_id: t.Optional[NodeId] = None,
        backend_node_id: t.Optional[BackendNodeId] = None,
        object_group: t.Optional[str] = None,
        execution_context_id: t.Optional[_runtime.ExecutionContextId] = None,
    ) -> Reply[ResolveNodeReturns]:
        """Resolves the JavaScript node object for a given NodeId or BackendNodeId.

        node_id: Id of the node to resolve.
        backend_node_id: Backend identifier of the node to resolve.
        object_group: Symbolic group name that can be used to release multiple objects.
        execution_context_id: Execution context in which to resolve the node.
        """
        return self._call(
            "DOM.resolveNode",
            {
                "nodeId": node_id,
                "backendNodeId": backend_node_id,
                "objectGroup": object_group,
                "executionContextId": execution_context_id,
            },
        )

    # API status: stable
    def set_attribute_value(self, node_id: NodeId, name: str, value: str) -> Reply[t.Dict[str, t.Any]]:
        """Sets attribute for an element with given id.

        node_id: Id of the element to set attribute for.
        name: Attribute name.
        value: Attribute value.
        """
        return self._call("DOM.setAttributeValue", {"nodeId": node_id, "name": name, "value": value})

    # API status: stable
    def set_attributes_as_text(
        self,
        node_id: NodeId,
        text: str,
        *,
        name: t.Optional[str] = None,
    ) -> Reply[t.Dict[str, t.Any]]:
        """Sets attributes on element with given id. This method is useful when user edits some
        existing
        attribute value and types in several attribute name/value pairs.

        node_id: Id of the element to set attributes for.
        text: Text with a number of attributes. Will parse this text using HTML parser.
        name: Attribute name to replace with new attributes derived from text in case text
            parsed successfully.
        """
        return self._call("DOM.setAttributesAsText", {"nodeId": node_id, "text": text, "name": name})

    # API status: stable
    def set_file_input_files(
        self,
        files: t.List[str],
        *,
        node_id: t.Optional[NodeId] = None,
        backend_node_id: t.Optional[BackendNodeId] = None,
        object_id: t.Optional[_runtime.RemoteObjectId] = None,
    ) -> Reply[t.Dict[str, t.Any]]:
        """Sets files for the given file input element.

        files: Array of file paths to set.
        node_id: Identifier of the node.
        backend_node_id: Identifier of the backend node.
        object_id: JavaScript object id of the node wrapper.
        """
        return self._call(
            "DOM.setFileInputFiles",
            {
                "files": files,
                "nodeId": node_id,
                "backendNodeId": backend_node_id,
                "objectId": object_id,
            },
        )

    # API status: experimental
    def set_node_stack_traces_enabled(self, enable: bool) -> Reply[t.Dict[str, t.Any]]:
        """Sets if stack traces should be captured for Nodes. See `Node.getNodeStackTraces`.
        Default is disabled.

        enable: Enable or disable.
        """
        return self._call("DOM.setNodeStackTracesEnabled", {"enable": enable})

    # API status: experimental
    def get_node_stack_traces(self, node_id: NodeId) -> Reply[GetNodeStackTracesReturns]:
        """Gets stack traces associated with a Node. As of now, only provides stack trace for
        Node creation.

        node_id: Id of the node to get stack traces for.
        """
        return self._call("DOM.getNodeStackTraces", {"nodeId": node_id})

    # API status: experimental
    def get_file_info(self, object_id: _runtime.RemoteObjectId) -> Reply[GetFileInfoReturns]:
        """Returns file information for the given
        File wrapper.

        object_id: JavaScript object id of the node wrapper.
        """
        return self._call("DOM.getFileInfo", {"objectId": object_id})

    # API status: experimental
    def get_detached_dom_nodes(self) -> Reply[GetDetachedDomNodesReturns]:
        """Returns list of detached nodes"""
        return self._call("DOM.getDetachedDomNodes", {})

    # API status: experimental
    def set_inspected_node(self, node_id: NodeId) -> Reply[t.Dict[str, t.Any]]:
        """Enables console to refer to the node with given id via $x (see Command Line API for
        more details
        $x functions).

        node_id: DOM node id to be accessible by means of $x command line API.
        """
        return self._call("DOM.setInspectedNode", {"nodeId": node_id})

    # API status: stable
    def set_node_name(self, node_id: NodeId, name: str) -> Reply[SetNodeNameReturns]:
        """Sets node name for a node with given id.

        node_id: Id of the node to set name for.
        name: New node's name.
        """
        return self._call("DOM.setNodeName", {"nodeId": node_id, "name": name})

    # API status: stable
    def set_node_value(self, node_id: NodeId, value: str) -> Reply[t.Dict[str, t.Any]]:
        """Sets node value for a node with given id.

        node_id: Id of the node to set value for.
        value: New node's value.
        """
        return self._call("DOM.setNodeValue", {"nodeId": node_id, "value": value})

    # API status: stable
    def set_outer_html(self, node_id: NodeId, outer_html: str) -> Reply[t.Dict[str, t.Any]]:
        """Sets node HTML markup, returns new node id.

        node_id: Id of the node to set markup for.
        outer_html: Outer HTML markup to set.
        """
        return self._call("DOM.setOuterHTML", {"nodeId": node_id, "outerHTML": outer_html})

    # API status: experimental
    def undo(self) -> Reply[t.Dict[str, t.Any]]:
        """Undoes the last performed action."""
        return self._call("DOM.undo", {})

    # API status: experimental
    def get_frame_owner(self, frame_id: _page.FrameId) -> Reply[GetFrameOwnerReturns]:
        """Returns iframe node that owns iframe with the given domain.

        frame_id
        """
        return self._call("DOM.getFrameOwner", {"frameId": frame_id})

    # API status: experimental
    def get_container_for_node(
        self,
        node_id: NodeId,
        *,
        container_name: t.Optional[str] = None,
        physical_axes: t.Optional[PhysicalAxes] = None,
        logical_axes: t.Optional[LogicalAxes] = None,
        queries_scroll_state: t.Optional[bool] = None,
        queries_anchored: t.Optional[bool] = None,
    ) -> Reply[GetContainerForNodeReturns]:
        """Returns the query container of the given node based on container query
        conditions: containerName, physical and logical axes, and whether it queries
        scroll-state or anchored elements. If no axes are provided and
        queriesScrollState is false, the style container is returned, which is the
        direct parent or the closest element with a matching container-name.

        node_id
        container_name
        physical_axes
        logical_axes
        queries_scroll_state
        queries_anchored
        """
        return self._call(
            "DOM.getContainerForNode",
            {
                "nodeId": node_id,
                "containerName": container_name,
                "physicalAxes": physical_axes,
                "logicalAxes": logical_axes,
                "queriesScrollState": queries_scroll_state,
                "queriesAnchored": queries_anchored,
            },
        )

    # API status: experimental
    def get_querying_descendants_for_container(
        self,
        node_id: NodeId,
    ) -> Reply[GetQueryingDescendantsForContainerReturns]:
        """Returns the descendants of a container query container that have
        container queries against this container.

        node_id: Id of the container node to find querying descendants from.
        """
        return self._call("DOM.getQueryingDescendantsForContainer", {"nodeId": node_id})

    # API status: experimental
    def get_anchor_element(
        self,
        node_id: NodeId,
        *,
        anchor_specifier: t.Optional[str] = None,
    ) -> Reply[GetAnchorElementReturns]:
        """Returns the target anchor element of the given anchor query according to
        https://www.w3.org/TR/css-anchor-position-1/#target.

        node_id: Id of the positioned element from which to find the anchor.
        anchor_specifier: An optional anchor specifier, as defined in
            https://www.w3.org/TR/css-anchor-position-1/#anchor-specifier. If not provided,
            it will return the implicit anchor element for the given positioned element.
        """
        return self._call("DOM.getAnchorElement", {"nodeId": node_id, "anchorSpecifier": anchor_specifier})

    # API status: experimental
    def force_show_popover(
        self,
        node_id: NodeId,
        enable: bool,
        *,
        invoker_node_id: t.Optional[BackendNodeId] = None,
    ) -> Reply[ForceShowPopoverReturns]:
        """When enabling, this API force-opens the popover identified by nodeId
        and keeps it open until disabled.

        node_id: Id of the popover HTMLElement
        enable: If true, opens the popover and keeps it open. If false, closes the popover
            if it was previously force-opened.
        invoker_node_id: Optional ID of the element invoking this popover, used to establish
            the implicit anchor. If not provided, it will fall back to the first invoker in
            the document, preferring elements with a popovertarget attribute over those with
            a commandfor attribute. Note that if there are multiple invokers, this is just
            an estimate.
        """
        return self._call(
            "DOM.forceShowPopover",
            {
                "nodeId": node_id,
                "enable": enable,
                "invokerNodeId": invoker_node_id,
            },
        )

    # API status: experimental
    def get_implicit_anchor_candidates(self, node_id: NodeId) -> Reply[GetImplicitAnchorCandidatesReturns]:
        """Returns candidate nodes that are configured as triggers for the given popover.

        node_id: Id of the popover HTMLElement.
        """
        return self._call("DOM.getImplicitAnchorCandidates", {"nodeId": node_id})

    # API status: experimental
    def force_show_interest(self, node_id: NodeId, enable: bool) -> Reply[t.Dict[str, t.Any]]:
        """When enabling, this API forces an element to gain interest in its target,
        keeping interest active until disabled.

        node_id: Id of the interest invoker HTMLElement.
        enable: If true, opens and holds interest. If false, releases forced interest.
        """
        return self._call("DOM.forceShowInterest", {"nodeId": node_id, "enable": enable})

    # API status: experimental
    def set_text_marker(
        self,
        type: t.Literal["spelling", "grammar"],
        start: int,
        end: int,
        *,
        node_id: t.Optional[NodeId] = None,
        backend_node_id: t.Optional[BackendNodeId] = None,
        object_id: t.Optional[_runtime.RemoteObjectId] = None,
    ) -> Reply[t.Dict[str, t.Any]]:
        """Sets a spelling or grammar error marker on the given range of text.
        See
        https://github.com/Igalia/explainers/blob/main/force-spelling-grammar-markers/README.md
        Note: exactly one between nodeId, backendNodeId and objectId should be passed
        to identify the node.

        type: The type of marker to set on the given range of text.
        start: Start offset into the element's rendered text in UTF-16 code units. For a
            text control, an offset into the control's value. Offsets count text in DOM
            order and do not enter shadow trees. To mark text inside a shadow tree, pass the
            element inside the shadow tree.
        end: End offset (exclusive) in the same units and space as start.
        node_id: Identifier of the node.
        backend_node_id: Identifier of the backend node.
        object_id: JavaScript object id of the node wrapper.
        """
        return self._call(
            "DOM.setTextMarker",
            {
                "type": type,
                "start": start,
                "end": end,
                "nodeId": node_id,
                "backendNodeId": backend_node_id,
                "objectId": object_id,
            },
        )

    # API status: experimental
    def clear_text_markers(self) -> Reply[t.Dict[str, t.Any]]:
        """Clears the spelling and grammar error text markers overlapping the ranges
        set by setTextMarker in this session. These markers are also removed when
        the DOM domain is disabled or the session ends.
        """
        return self._call("DOM.clearTextMarkers", {})

    # API status: stable
    @property
    def attribute_modified(self) -> EventSource[AttributeModifiedEvent]:
        """Fired when `Element`'s attribute is modified."""
        return self._event("DOM.attributeModified")

    # API status: experimental
    @property
    def adopted_style_sheets_modified(self) -> EventSource[AdoptedStyleSheetsModifiedEvent]:
        """Fired when `Element`'s adoptedStyleSheets are modified."""
        return self._event("DOM.adoptedStyleSheetsModified")

    # API status: stable
    @property
    def attribute_removed(self) -> EventSource[AttributeRemovedEvent]:
        """Fired when `Element`'s attribute is removed."""
        return self._event("DOM.attributeRemoved")

    # API status: stable
    @property
    def character_data_modified(self) -> EventSource[CharacterDataModifiedEvent]:
        """Mirrors `DOMCharacterDataModified` event."""
        return self._event("DOM.characterDataModified")

    # API status: stable
    @property
    def child_node_count_updated(self) -> EventSource[ChildNodeCountUpdatedEvent]:
        """Fired when `Container`'s child node count has changed."""
        return self._event("DOM.childNodeCountUpdated")

    # API status: stable
    @property
    def child_node_inserted(self) -> EventSource[ChildNodeInsertedEvent]:
        """Mirrors `DOMNodeInserted` event."""
        return self._event("DOM.childNodeInserted")

    # API status: stable
    @property
    def child_node_removed(self) -> EventSource[ChildNodeRemovedEvent]:
        """Mirrors `DOMNodeRemoved` event."""
        return self._event("DOM.childNodeRemoved")

    # API status: experimental
    @property
    def distributed_nodes_updated(self) -> EventSource[DistributedNodesUpdatedEvent]:
        """Called when distribution is changed."""
        return self._event("DOM.distributedNodesUpdated")

    # API status: stable
    @property
    def document_updated(self) -> EventSource[t.Dict[str, t.Any]]:
        """Fired when `Document` has been totally updated. Node ids are no longer valid."""
        return self._event("DOM.documentUpdated")

    # API status: experimental
    @property
    def inline_style_invalidated(self) -> EventSource[InlineStyleInvalidatedEvent]:
        """Fired when `Element`'s inline style is modified via a CSS property modification."""
        return self._event("DOM.inlineStyleInvalidated")

    # API status: experimental
    @property
    def pseudo_element_added(self) -> EventSource[PseudoElementAddedEvent]:
        """Called when a pseudo element is added to an element."""
        return self._event("DOM.pseudoElementAdded")

    # API status: experimental
    @property
    def top_layer_elements_updated(self) -> EventSource[t.Dict[str, t.Any]]:
        """Called when top layer elements are changed."""
        return self._event("DOM.topLayerElementsUpdated")

    # API status: experimental
    @property
    def scrollable_flag_updated(self) -> EventSource[ScrollableFlagUpdatedEvent]:
        """Fired when a node's scrollability state changes."""
        return self._event("DOM.scrollableFlagUpdated")

    # API status: experimental
    @property
    def ad_related_state_updated(self) -> EventSource[AdRelatedStateUpdatedEvent]:
        """Fired when a node's ad related state changes."""
        return self._event("DOM.adRelatedStateUpdated")

    # API status: experimental
    @property
    def affected_by_starting_styles_flag_updated(self) -> EventSource[AffectedByStartingStylesFlagUpdatedEvent]:
        """Fired when a node's starting styles changes."""
        return self._event("DOM.affectedByStartingStylesFlagUpdated")

    # API status: experimental
    @property
    def pseudo_element_removed(self) -> EventSource[PseudoElementRemovedEvent]:
        """Called when a pseudo element is removed from an element."""
        return self._event("DOM.pseudoElementRemoved")

    # API status: stable
    @property
    def set_child_nodes(self) -> EventSource[SetChildNodesEvent]:
        """Fired when backend wants to provide client with the missing DOM structure. This
        happens upon
        most of the calls requesting node ids.
        """
        return self._event("DOM.setChildNodes")

    # API status: experimental
    @property
    def shadow_root_popped(self) -> EventSource[ShadowRootPoppedEvent]:
        """Called when shadow root is popped from the element."""
        return self._event("DOM.shadowRootPopped")

    # API status: experimental
    @property
    def shadow_root_pushed(self) -> EventSource[ShadowRootPushedEvent]:
        """Called when shadow root is pushed into the element."""
        return self._event("DOM.shadowRootPushed")
