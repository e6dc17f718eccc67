"""The domain WebAudio of the Chrome DevTools Protocol."""

# Written by generate_protocol; do not edit.

from __future__ import annotations

import typing as t

from ..domain import ProtocolDomain
from ..event_source import EventSource
from ..reply import Reply

# API status: experimental
# An unique ID for a graph object (AudioContext, AudioNode, AudioParam) in Web Audio API
GraphObjectId = str

# API status: experimental
# Enum of BaseAudioContext types
ContextType = t.Literal["realtime", "offline"]

# API status: experimental
# Enum of AudioContextState from the spec
ContextState = t.Literal["suspended", "running", "closed", "interrupted"]

# API status: experimental
# Enum of AudioNode types
NodeType = str

# API status: experimental
# Enum of AudioNode::ChannelCountMode from the spec
ChannelCountMode = t.Literal["clamped-max", "explicit", "max"]

# API status: experimental
# Enum of AudioNode::ChannelInterpretation from the spec
ChannelInterpretation = t.Literal["discrete", "speakers"]

# API status: experimental
# Enum of AudioParam types
ParamType = str

# API status: experimental
# Enum of AudioParam::AutomationRate from the spec
AutomationRate = t.Literal["a-rate", "k-rate"]


# API status: experimental
class ContextRealtimeData(t.TypedDict):
    """Fields in AudioContext that change in real-time.

    currentTime: The current context time in second in BaseAudioContext.
    renderCapacity: The time spent on rendering graph divided by render quantum duration, and
        multiplied by 100. 100 means the audio renderer reached the full capacity and glitch may
        occur.
    callbackIntervalMean: A running mean of callback interval.
    callbackIntervalVariance: A running variance of callback interval.
    """

    currentTime: float
    renderCapacity: float
    callbackIntervalMean: float
    callbackIntervalVariance: float


class _BaseAudioContextRequired(t.TypedDict):
    contextId: GraphObjectId
    contextType: ContextType
    contextState: ContextState
    callbackBufferSize: float
    maxOutputChannelCount: float
    sampleRate: float
    renderQuantumSize: float


# API status: experimental
class BaseAudioContext(_BaseAudioContextRequired, total=False):
    """Protocol object for BaseAudioContext

    contextId
    contextType
    contextState
    realtimeData
    callbackBufferSize: Platform-dependent callback buffer size.
    maxOutputChannelCount: Number of output channels supported by audio hardware in use.
    sampleRate: Context sample rate.
    renderQuantumSize
    """

    realtimeData: ContextRealtimeData


# API status: experimental
class AudioListener(t.TypedDict):
    """Protocol object for AudioListener

    listenerId
    contextId
    """

    listenerId: GraphObjectId
    contextId: GraphObjectId


# API status: experimental
class AudioNode(t.TypedDict):
    """Protocol object for AudioNode

    nodeId
    contextId
    nodeType
    numberOfInputs
    numberOfOutputs
    channelCount
    channelCountMode
    channelInterpretation
    """

    nodeId: GraphObjectId
    contextId: GraphObjectId
    nodeType: NodeType
    numberOfInputs: float
    numberOfOutputs: float
    channelCount: float
    channelCountMode: ChannelCountMode
    channelInterpretation: ChannelInterpretation


# API status: experimental
class AudioParam(t.TypedDict):
    """Protocol object for AudioParam

    paramId
    nodeId
    contextId
    paramType
    rate
    defaultValue
    minValue
    maxValue
    """

    paramId: GraphObjectId
    nodeId: GraphObjectId
    contextId: GraphObjectId
    paramType: ParamType
    rate: AutomationRate
    defaultValue: float
    minValue: float
    maxValue: float


class GetRealtimeDataReturns(t.TypedDict):
    """What `WebAudio.getRealtimeData` returns.

    realtimeData
    """

    realtimeData: ContextRealtimeData


class ContextCreatedEvent(t.TypedDict):
    """The parameters of the event `WebAudio.contextCreated`.

    context
    """

    context: BaseAudioContext


class ContextWillBeDestroyedEvent(t.TypedDict):
    """The parameters of the event `WebAudio.contextWillBeDestroyed`.

    contextId
    """

    contextId: GraphObjectId


class ContextChangedEvent(t.TypedDict):
    """The parameters of the event `WebAudio.contextChanged`.

    context
    """

    context: BaseAudioContext


class AudioListenerCreatedEvent(t.TypedDict):
    """The parameters of the event `WebAudio.audioListenerCreated`.

    listener
    """

    listener: AudioListener


class AudioListenerWillBeDestroyedEvent(t.TypedDict):
    """The parameters of the event `WebAudio.audioListenerWillBeDestroyed`.

    contextId
    listenerId
    """

    contextId: GraphObjectId
    listenerId: GraphObjectId


class AudioNodeCreatedEvent(t.TypedDict):
    """The parameters of the event `WebAudio.audioNodeCreated`.

    node
    """

    node: AudioNode


class AudioNodeWillBeDestroyedEvent(t.TypedDict):
    """The parameters of the event `WebAudio.audioNodeWillBeDestroyed`.

    contextId
    nodeId
    """

    contextId: GraphObjectId
    nodeId: GraphObjectId


class AudioParamCreatedEvent(t.TypedDict):
    """The parameters of the event `WebAudio.audioParamCreated`.

    param
    """

    param: AudioParam


class AudioParamWillBeDestroyedEvent(t.TypedDict):
    """The parameters of the event `WebAudio.audioParamWillBeDestroyed`.

    contextId
    nodeId
    paramId
    """

    contextId: GraphObjectId
    nodeId: GraphObjectId
    paramId: GraphObjectId


class _NodesConnectedEventRequired(t.TypedDict):
    contextId: GraphObjectId
    sourceId: GraphObjectId
    destinationId: GraphObjectId


class NodesConnectedEvent(_NodesConnectedEventRequired, total=False):
    """The parameters of the event `WebAudio.nodesConnected`.

    contextId
    sourceId
    destinationId
    sourceOutputIndex
    destinationInputIndex
    """

    sourceOutputIndex: float
    destinationInputIndex: float


class _NodesDisconnectedEventRequired(t.TypedDict):
    contextId: GraphObjectId
    sourceId: GraphObjectId
    destinationId: GraphObjectId


class NodesDisconnectedEvent(_NodesDisconnectedEventRequired, total=False):
    """The parameters of the event `WebAudio.nodesDisconnected`.

    contextId
    sourceId
    destinationId
    sourceOutputIndex
    destinationInputIndex
    """

    sourceOutputIndex: float
    destinationInputIndex: float


class _NodeParamConnectedEventRequired(t.TypedDict):
    contextId: GraphObjectId
    sourceId: GraphObjectId
    destinationId: GraphObjectId


class NodeParamConnectedEvent(_NodeParamConnectedEventRequired, total=False):
    """The parameters of the event `WebAudio.nodeParamConnected`.

    contextId
    sourceId
    destinationId
    sourceOutputIndex
    """

    sourceOutputIndex: float


class _NodeParamDisconnectedEventRequired(t.TypedDict):
    contextId: GraphObjectId
    sourceId: GraphObjectId
    destinationId: GraphObjectId


class NodeParamDisconnectedEvent(_NodeParamDisconnectedEventRequired, total=False):
    """The parameters of the event `WebAudio.nodeParamDisconnected`.

    contextId
    sourceId
    destinationId
    sourceOutputIndex
    """

    sourceOutputIndex: float


# API status: experimental
class WebAudioDomain(ProtocolDomain):
    """This domain allows inspection of Web Audio API.
    https://webaudio.github.io/web-audio-api/
    """

    # API status: experimental
    def enable(self) -> Reply[t.Dict[str, t.Any]]:
        """Enables the WebAudio domain and starts sending context lifetime events."""
        return self._call("WebAudio.enable", {})

    # API status: experimental
    def disable(self) -> Reply[t.Dict[str, t.Any]]:
        """Disables the WebAudio domain."""
        return self._call("WebAudio.disable", {})

    # API status: experimental
    def get_realtime_data(self, context_id: GraphObjectId) -> Reply[GetRealtimeDataReturns]:
        """Fetch the realtime data from the registered contexts.

        context_id
        """
        return self._call("WebAudio.getRealtimeData", {"contextId": context_id})

    # API status: experimental
    @property
    def context_created(self) -> EventSource[ContextCreatedEvent]:
        """Notifies that a new BaseAudioContext has been created."""
        return self._event("WebAudio.contextCreated")

    # API status: experimental
    @property
    def context_will_be_destroyed(self) -> EventSource[ContextWillBeDestroyedEvent]:
        """Notifies that an existing BaseAudioContext will be destroyed."""
        return self._event("WebAudio.contextWillBeDestroyed")

    # API status: experimental
    @property
    def context_changed(self) -> EventSource[ContextChangedEvent]:
        """Notifies that existing BaseAudioContext has changed some properties (id stays the
        same)..
        """
        return self._event("WebAudio.contextChanged")

    # API status: experimental
    @property
    def audio_listener_created(self) -> EventSource[AudioListenerCreatedEvent]:
        """Notifies that the construction of an AudioListener has finished."""
        return self._event("WebAudio.audioListenerCreated")

    # API status: experimental
    @property
    def audio_listener_will_be_destroyed(self) -> EventSource[AudioListenerWillBeDestroyedEvent]:
        """Notifies that a new AudioListener has been created."""
        return self._event("WebAudio.audioListenerWillBeDestroyed")

    # API status: experimental
    @property
    def audio_node_created(self) -> EventSource[AudioNodeCreatedEvent]:
        """Notifies that a new AudioNode has been created."""
        return self._event("WebAudio.audioNodeCreated")

    # API status: experimental
    @property
    def audio_node_will_be_destroyed(self) -> EventSource[AudioNodeWillBeDestroyedEvent]:
        """Notifies that an existing AudioNode has been destroyed."""
        return self._event("WebAudio.audioNodeWillBeDestroyed")

    # API status: experimental
    @property
    def audio_param_created(self) -> EventSource[AudioParamCreatedEvent]:
        """Notifies that a new AudioParam has been created."""
        return self._event("WebAudio.audioParamCreated")

    # API status: experimental
    @property
    def audio_param_will_be_destroyed(self) -> EventSource[AudioParamWillBeDestroyedEvent]:
        """Notifies that an existing AudioParam has been destroyed."""
        return self._event("WebAudio.audioParamWillBeDestroyed")

    # API status: experimental
    @property
    def nodes_connected(self) -> EventSource[NodesConnectedEvent]:
        """Notifies that two AudioNodes are connected."""
        return self._event("WebAudio.nodesConnected")

    # API status: experimental
    @property
    def nodes_disconnected(self) -> EventSource[NodesDisconnectedEvent]:
        """Notifies that AudioNodes are disconnected. The destination can be null, and it means
        all the outgoing connections from the source are disconnected.
        """
        return self._event("WebAudio.nodesDisconnected")

    # API status: experimental
    @property
    def node_param_connected(self) -> EventSource[NodeParamConnectedEvent]:
        """Notifies that an AudioNode is connected to an AudioParam."""
        return self._event("WebAudio.nodeParamConnected")

    # API status: experimental
    @property
    def node_param_disconnected(self) -> EventSource[NodeParamDisconnectedEvent]:
        """Notifies that an AudioNode is disconnected to an AudioParam."""
        return self._event("WebAudio.nodeParamDisconnected")
