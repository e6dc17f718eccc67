"""The domain Media of the Chrome DevTools Protocol."""

# Written by generate_protocol; do not edit.

from __future__ import annotations

import typing as t

from ..domain import ProtocolDomain
from ..event_source import EventSource
from ..reply import Reply

if t.TYPE_CHECKING:
    from . import dom as _dom

# API status: experimental
# Players will get an ID that is unique within the agent context.
PlayerId = str

# API status: experimental
Timestamp = float


# API status: experimental
class PlayerMessage(t.TypedDict):
    """Have one type per entry in MediaLogRecord::Type
    Corresponds to kMessage

    level: Keep in sync with MediaLogMessageLevel We are currently keeping the message level
        'error' separate from the PlayerError type because right now they represent different
        things, this one being a DVLOG(ERROR) style log message that gets printed based on what
        log level is selected in the UI, and the other is a representation of a
        media::PipelineStatus object. Soon however we're going to be moving away from using
        PipelineStatus for errors and introducing a new error type which should hopefully let us
        integrate the error log level into the PlayerError type.
    message
    """

    level: t.Literal["error", "warning", "info", "debug"]
    message: str


# API status: experimental
class PlayerProperty(t.TypedDict):
    """Corresponds to kMediaPropertyChange

    name
    value
    """

    name: str
    value: str


# API status: experimental
class PlayerEvent(t.TypedDict):
    """Corresponds to kMediaEventTriggered

    timestamp
    value
    """

    timestamp: Timestamp
    value: str


# API status: experimental
class PlayerErrorSourceLocation(t.TypedDict):
    """Represents logged source line numbers reported in an error.
    NOTE: file and line are from chromium c++ implementation code, not js.

    file
    line
    """

    file: str
    line: int


# API status: experimental
class PlayerError(t.TypedDict):
    """Corresponds to kMediaError

    errorType
    code: Code is the numeric enum entry for a specific set of error codes, such as
        PipelineStatusCodes in media/base/pipeline_status.h
    stack: A trace of where this error was caused / where it passed through.
    cause: Errors potentially have a root cause error, ie, a DecoderError might be caused by an
        WindowsError
    data: Extra data attached to an error, such as an HRESULT, Video Codec, etc.
    """

    errorType: str
    code: int
    stack: t.List[PlayerErrorSourceLocation]
    cause: t.List[PlayerError]
    data: t.Dict[str, t.Any]


class _PlayerRequired(t.TypedDict):
    playerId: PlayerId


# API status: experimental
class Player(_PlayerRequired, total=False):
    """The type `Media.Player`.

    playerId
    domNodeId
    """

    domNodeId: _dom.BackendNodeId


class PlayerPropertiesChangedEvent(t.TypedDict):
    """The parameters of the event `Media.playerPropertiesChanged`.

    playerId
    properties
    """

    playerId: PlayerId
    properties: t.List[PlayerProperty]


class PlayerEventsAddedEvent(t.TypedDict):
    """The parameters of the event `Media.playerEventsAdded`.

    playerId
    events
    """

    playerId: PlayerId
    events: t.List[PlayerEvent]


class PlayerMessagesLoggedEvent(t.TypedDict):
    """The parameters of the event `Media.playerMessagesLogged`.

    playerId
    messages
    """

    playerId: PlayerId
    messages: t.List[PlayerMessage]


class PlayerErrorsRaisedEvent(t.TypedDict):
    """The parameters of the event `Media.playerErrorsRaised`.

    playerId
    errors
    """

    playerId: PlayerId
    errors: t.List[PlayerError]


class PlayerCreatedEvent(t.TypedDict):
    """The parameters of the event `Media.playerCreated`.

    player
    """

    player: Player


# API status: experimental
class MediaDomain(ProtocolDomain):
    """This domain allows detailed inspection of media elements."""

    # API status: experimental
    def enable(self) -> Reply[t.Dict[str, t.Any]]:
        """Enables the Media domain"""
        return self._call("Media.enable", {})

    # API status: experimental
    def disable(self) -> Reply[t.Dict[str, t.Any]]:
        """Disables the Media domain."""
        return self._call("Media.disable", {})

    # API status: experimental
    @property
    def player_properties_changed(self) -> EventSource[PlayerPropertiesChangedEvent]:
        """This can be called multiple times, and can be used to set / override /
        remove player properties. A null propValue indicates removal.
        """
        return self._event("Media.playerPropertiesChanged")

    # API status: experimental
    @property
    def player_events_added(self) -> EventSource[PlayerEventsAddedEvent]:
        """Send events as a list, allowing them to be batched on the browser for less
        congestion. If batched, events must ALWAYS be in chronological order.
        """
        return self._event("Media.playerEventsAdded")

    # API status: experimental
    @property
    def player_messages_logged(self) -> EventSource[PlayerMessagesLoggedEvent]:
        """Send a list of any messages that need to be delivered."""
        return self._event("Media.playerMessagesLogged")

    # API status: experimental
    @property
    def player_errors_raised(self) -> EventSource[PlayerErrorsRaisedEvent]:
        """Send a list of any errors that need to be delivered."""
        return self._event("Media.playerErrorsRaised")

    # API status: experimental
    @property
    def player_created(self) -> EventSource[PlayerCreatedEvent]:
        """Called whenever a player is created, or when a new agent joins and receives
        a list of active players. If an agent is restored, it will receive one
        event for each active player.
        """
        return self._event("Media.playerCreated")
