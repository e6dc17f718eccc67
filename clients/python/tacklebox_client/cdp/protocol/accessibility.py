"""The domain Accessibility of the Chrome DevTools Protocol."""

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
# Unique accessibility node identifier.
AXNodeId = str

# API status: experimental
# Enum of possible property types.
AXValueType = t.Literal[
    "boolean",
    "tristate",
    "booleanOrUndefined",
    "idref",
    "idrefList",
    "integer",
    "node",
    "nodeList",
    "number",
    "string",
    "computedString",
    "token",
    "tokenList",
    "domRelation",
    "role",
    "internalRole",
    "valueUndefined",
]

# API status: experimental
# Enum of possible property sources.
AXValueSourceType = t.Literal["attribute", "implicit", "style", "contents", "placeholder", "relatedElement"]

# API status: experimental
# Enum of possible native property sources (as a subtype of a particular AXValueSourceType).
AXValueNativeSourceType = t.Literal[
    "description",
    "figcaption",
    "label",
    "labelfor",
    "labelwrapped",
    "legend",
    "rubyannotation",
    "tablecaption",
    "title",
    "other",
]


class _AXValueSourceRequired(t.TypedDict):
    type: AXValueSourceType


# API status: experimental
class AXValueSource(_AXValueSourceRequired, total=False):
    """A single source for a computed AX property.

    type: What type of source this is.
    value: The value of this property source.
    attribute: The name of the relevant attribute, if any.
    attributeValue: The value of the relevant attribute, if any.
    superseded: Whether this source is superseded by a higher priority source.
    nativeSource: The native markup source for this value, e.g. a `<label>` element.
    nativeSourceValue: The value, such as a node or node list, of the native source.
    invalid: Whether the value for this property is invalid.
    invalidReason: Reason for the value being invalid, if it is.
    """

    value: AXValue
    attribute: str
    attributeValue: AXValue
    superseded: bool
    nativeSource: AXValueNativeSourceType
    nativeSourceValue: AXValue
    invalid: bool
    invalidReason: str


class _AXRelatedNodeRequired(t.TypedDict):
    backendDOMNodeId: _dom.BackendNodeId


# API status: experimental
class AXRelatedNode(_AXRelatedNodeRequired, total=False):
    """The type `Accessibility.AXRelatedNode`.

    backendDOMNodeId: The BackendNodeId of the related DOM node.
    idref: The IDRef value provided, if any.
    text: The text alternative of this node in the current context.
    """

    idref: str
    text: str


# API status: experimental
class AXProperty(t.TypedDict):
    """The type `Accessibility.AXProperty`.

    name: The name of this property.
    value: The value of this property.
    """

    name: AXPropertyName
    value: AXValue


class _AXValueRequired(t.TypedDict):
    type: AXValueType


# API status: experimental
class AXValue(_AXValueRequired, total=False):
    """A single computed AX property.

    type: The type of this value.
    value: The computed value of this property.
    relatedNodes: One or more related nodes, if applicable.
    sources: The sources which contributed to the computation of this property.
    """

    value: t.Any
    relatedNodes: t.List[AXRelatedNode]
    sources: t.List[AXValueSource]


# API status: experimental
# Values of AXProperty name:
# - from 'busy' to 'roledescription': states which apply to every AX node
# - from 'live' to 'root': attributes which apply to nodes in live regions
# - from 'autocomplete' to 'valuetext': attributes which apply to widgets
# - from 'checked' to 'selected': states which apply to widgets
# - from 'activedescendant' to 'owns': relationships between elements other than
# parent/child/sibling
# - from 'activeFullscreenElement' to 'uninteresting': reasons why this noode is hidden
AXPropertyName = t.Literal[
    "actions",
    "busy",
    "disabled",
    "editable",
    "focusable",
    "focused",
    "hidden",
    "hiddenRoot",
    "invalid",
    "keyshortcuts",
    "settable",
    "roledescription",
    "live",
    "atomic",
    "relevant",
    "root",
    "autocomplete",
    "hasPopup",
    "level",
    "multiselectable",
    "orientation",
    "multiline",
    "readonly",
    "required",
    "valuemin",
    "valuemax",
    "valuetext",
    "checked",
    "expanded",
    "modal",
    "pressed",
    "selected",
    "activedescendant",
    "controls",
    "describedby",
    "details",
    "errormessage",
    "flowto",
    "labelledby",
    "owns",
    "url",
    "activeFullscreenElement",
    "activeModalDialog",
    "activeAriaModalDialog",
    "ariaHiddenElement",
    "ariaHiddenSubtree",
    "emptyAlt",
    "emptyText",
    "inertElement",
    "inertSubtree",
    "labelContainer",
    "labelFor",
    "notRendered",
    "notVisible",
    "presentationalRole",
    "probablyPresentational",
    "inactiveCarouselTabContent",
    "uninteresting",
]


class _AXNodeRequired(t.TypedDict):
    nodeId: AXNodeId
    ignored: bool


# API status: experimental
class AXNode(_AXNodeRequired, total=False):
    """A node in the accessibility tree.

    nodeId: Unique identifier for this node.
    ignored: Whether this node is ignored for accessibility
    ignoredReasons: Collection of reasons why this node is hidden.
    role: This `Node`'s role, whether explicit or implicit.
    chromeRole: This `Node`'s Chrome raw role.
    name: The accessible name for this `Node`.
    description: The accessible description for this `Node`.
    value: The value for this `Node`.
    properties: All other properties
    parentId: ID for this node's parent.
    childIds: IDs for each of this node's child nodes.
    backendDOMNodeId: The backend ID for the associated DOM node, if any.
    frameId: The frame ID for the frame associated with this nodes document.
    """

    ignoredReasons: t.List[AXProperty]
    role: AXValue
    chromeRole: AXValue
    name: AXValue
    description: AXValue
    value: AXValue
    properties: t.List[AXProperty]
    parentId: AXNodeId
    childIds: t.List[AXNodeId]
    backendDOMNodeId: _dom.BackendNodeId
    frameId: _page.FrameId


class GetPartialAXTreeReturns(t.TypedDict):
    """What `Accessibility.getPartialAXTree` returns.

    nodes: The `Accessibility.AXNode` for this DOM node, if it exists, plus its ancestors,
        siblings and children, if requested.
    """

    nodes: t.List[AXNode]


class GetFullAXTreeReturns(t.TypedDict):
    """What `Accessibility.getFullAXTree` returns.

    nodes
    """

    nodes: t.List[AXNode]


class GetRootAXNodeReturns(t.TypedDict):
    """What `Accessibility.getRootAXNode` returns.

    node
    """

    node: AXNode


class GetAXNodeAndAncestorsReturns(t.TypedDict):
    """What `Accessibility.getAXNodeAndAncestors` returns.

    nodes
    """

    nodes: t.List[AXNode]


class GetChildAXNodesReturns(t.TypedDict):
    """What `Accessibility.getChildAXNodes` returns.

    nodes
    """

    nodes: t.List[AXNode]


class QueryAXTreeReturns(t.TypedDict):
    """What `Accessibility.queryAXTree` returns.

    nodes: A list of `Accessibility.AXNode` matching the specified attributes, including nodes
        that are ignored for accessibility.
    """

    nodes: t.List[AXNode]


class LoadCompleteEvent(t.TypedDict):
    """The parameters of the event `Accessibility.loadComplete`.

    root: New document root node.
    """

    root: AXNode


class NodesUpdatedEvent(t.TypedDict):
    """The parameters of the event `Accessibility.nodesUpdated`.

    nodes: Updated node data.
    """

    nodes: t.List[AXNode]


# API status: experimental
class AccessibilityDomain(ProtocolDomain):
    """The domain Accessibility."""

    # API status: experimental
    def disable(self) -> Reply[t.Dict[str, t.Any]]:
        """Disables the accessibility domain."""
        return self._call("Accessibility.disable", {})

    # API status: experimental
    def enable(self) -> Reply[t.Dict[str, t.Any]]:
        """Enables the accessibility domain which causes `AXNodeId`s to remain consistent
        between method calls.
        This turns on accessibility for the page, which can impact performance until
        accessibility is disabled.
        """
        return self._call("Accessibility.enable", {})

    # API status: experimental
    def get_partial_ax_tree(
        self,
        *,
        node_id: t.Optional[_dom.NodeId] = None,
        backend_node_id: t.Optional[_dom.BackendNodeId] = None,
        object_id: t.Optional[_runtime.RemoteObjectId] = None,
        fetch_relatives: t.Optional[bool] = None,
    ) -> Reply[GetPartialAXTreeReturns]:
        """Fetches the accessibility node and partial accessibility tree for this DOM node, if
        it exists.

        node_id: Identifier of the node to get the partial accessibility tree for.
        backend_node_id: Identifier of the backend node to get the partial accessibility
            tree for.
        object_id: JavaScript object id of the node wrapper to get the partial accessibility
            tree for.
        fetch_relatives: Whether to fetch this node's ancestors, siblings and children.
            Defaults to true.
        """
        return self._call(
            "Accessibility.getPartialAXTree",
            {
                "nodeId": node_id,
                "backendNodeId": backend_node_id,
                "objectId": object_id,
                "fetchRelatives": fetch_relatives,
            },
        )

    # API status: experimental
    def get_full_ax_tree(
        self,
        *,
        depth: t.Optional[int] = None,
        frame_id: t.Optional[_page.FrameId] = None,
    ) -> Reply[GetFullAXTreeReturns]:
        """Fetches the entire accessibility tree for the root Document

        depth: The maximum depth at which descendants of the root node should be retrieved.
            If omitted, the full tree is returned.
        frame_id: The frame for whose document the AX tree should be retrieved. If omitted,
            the root frame is used.
        """
        return self._call("Accessibility.getFullAXTree", {"depth": depth, "frameId": frame_id})

    # API status: experimental
    def get_root_ax_node(self, *, frame_id: t.Optional[_page.FrameId] = None) -> Reply[GetRootAXNodeReturns]:
        """Fetches the root node.
        Requires `enable()` to have been called previously.

        frame_id: The frame in whose document the node resides. If omitted, the root frame
            is used.
        """
        return self._call("Accessibility.getRootAXNode", {"frameId": frame_id})

    # API status: experimental
    def get_ax_node_and_ancestors(
        self,
        *,
        node_id: t.Optional[_dom.NodeId] = None,
        backend_node_id: t.Optional[_dom.BackendNodeId] = None,
        object_id: t.Optional[_runtime.RemoteObjectId] = None,
    ) -> Reply[GetAXNodeAndAncestorsReturns]:
        """Fetches a node and all ancestors up to and including the root.
        Requires `enable()` to have been called previously.

        node_id: Identifier of the node to get.
        backend_node_id: Identifier of the backend node to get.
        object_id: JavaScript object id of the node wrapper to get.
        """
        return self._call(
            "Accessibility.getAXNodeAndAncestors",
            {
                "nodeId": node_id,
                "backendNodeId": backend_node_id,
                "objectId": object_id,
            },
        )

    # API status: experimental
    def get_child_ax_nodes(
        self,
        id: AXNodeId,
        *,
        frame_id: t.Optional[_page.FrameId] = None,
    ) -> Reply[GetChildAXNodesReturns]:
        """Fetches a particular accessibility node by AXNodeId.
        Requires `enable()` to have been called previously.

        id
        frame_id: The frame in whose document the node resides. If omitted, the root frame
            is used.
        """
        return self._call("Accessibility.getChildAXNodes", {"id": id, "frameId": frame_id})

    # API status: experimental
    def query_ax_tree(
        self,
        *,
        node_id: t.Optional[_dom.NodeId] = None,
        backend_node_id: t.Optional[_dom.BackendNodeId] = None,
        object_id: t.Optional[_runtime.RemoteObjectId] = None,
        accessible_name: t.Optional[str] = None,
        role: t.Optional[str] = None,
    ) -> Reply[QueryAXTreeReturns]:
        """Query a DOM node's accessibility subtree for accessible name and role.
        This command computes the name and role for all nodes in the subtree, including
        those that are
        ignored for accessibility, and returns those that match the specified name and role.
        If no DOM
        node is specified, or the DOM node does not exist, the command returns an error. If
        neither
        `accessibleName` or `role` is specified, it returns all the accessibility nodes in
        the subtree.

        node_id: Identifier of the node for the root to query.
        backend_node_id: Identifier of the backend node for the root to query.
        object_id: JavaScript object id of the node wrapper for the root to query.
        accessible_name: Find nodes with this computed name.
        role: Find nodes with this computed role.
        """
        return self._call(
            "Accessibility.queryAXTree",
            {
                "nodeId": node_id,
                "backendNodeId": backend_node_id,
                "objectId": object_id,
                "accessibleName": accessible_name,
                "role": role,
            },
        )

    # API status: experimental
    @property
    def load_complete(self) -> EventSource[LoadCompleteEvent]:
        """The loadComplete event mirrors the load complete event sent by the browser to
        assistive
        technology when the web page has finished loading.
        """
        return self._event("Accessibility.loadComplete")

    # API status: experimental
    @property
    def nodes_updated(self) -> EventSource[NodesUpdatedEvent]:
        """The nodesUpdated event is sent every time a previously requested node has changed
        the in tree.
        """
        return self._event("Accessibility.nodesUpdated")
