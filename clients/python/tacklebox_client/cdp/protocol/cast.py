"""The domain Cast of the Chrome DevTools Protocol."""

# Written by generate_protocol; do not edit.

from __future__ import annotations

import typing as t

from ..domain import ProtocolDomain
from ..event_source import EventSource
from ..reply import Reply


class _SinkRequired(t.TypedDict):
    name: str
    id: str


# API status: experimental
class Sink(_SinkRequired, total=False):
    """The type `Cast.Sink`.

    name
    id
    session: Text describing the current session. Present only if there is an active session on
        the sink.
    """

    session: str


class SinksUpdatedEvent(t.TypedDict):
    """The parameters of the event `Cast.sinksUpdated`.

    sinks
    """

    sinks: t.List[Sink]


class IssueUpdatedEvent(t.TypedDict):
    """The parameters of the event `Cast.issueUpdated`.

    issueMessage
    """

    issueMessage: str


# API status: experimental
class CastDomain(ProtocolDomain):
    """A domain for interacting with Cast, Presentation API, and Remote Playback API
    functionalities.
    """

    # API status: experimental
    def enable(self, *, presentation_url: t.Optional[str] = None) -> Reply[t.Dict[str, t.Any]]:
        """Starts observing for sinks that can be used for tab mirroring, and if set,
        sinks compatible with |presentationUrl| as well. When sinks are found, a
        |sinksUpdated| event is fired.
        Also starts observing for issue messages. When an issue is added or removed,
        an |issueUpdated| event is fired.

        presentation_url
        """
        return self._call("Cast.enable", {"presentationUrl": presentation_url})

    # API status: experimental
    def disable(self) -> Reply[t.Dict[str, t.Any]]:
        """Stops observing for sinks and issues."""
        return self._call("Cast.disable", {})

    # API status: experimental
    def set_sink_to_use(self, sink_name: str) -> Reply[t.Dict[str, t.Any]]:
        """Sets a sink to be used when the web page requests the browser to choose a
        sink via Presentation API, Remote Playback API, or Cast SDK.

        sink_name
        """
        return self._call("Cast.setSinkToUse", {"sinkName": sink_name})

    # API status: experimental
    def start_desktop_mirroring(self, sink_name: str) -> Reply[t.Dict[str, t.Any]]:
        """Starts mirroring the desktop to the sink.

        sink_name
        """
        return self._call("Cast.startDesktopMirroring", {"sinkName": sink_name})

    # API status: experimental
    def start_tab_mirroring(self, sink_name: str) -> Reply[t.Dict[str, t.Any]]:
        """Starts mirroring the tab to the sink.

        sink_name
        """
        return self._call("Cast.startTabMirroring", {"sinkName": sink_name})

    # API status: experimental
    def stop_casting(self, sink_name: str) -> Reply[t.Dict[str, t.Any]]:
        """Stops the active Cast session on the sink.

        sink_name
        """
        return self._call("Cast.stopCasting", {"sinkName": sink_name})

    # API status: experimental
    @property
    def sinks_updated(self) -> EventSource[SinksUpdatedEvent]:
        """This is fired whenever the list of available sinks changes. A sink is a
        device or a software surface that you can cast to.
        """
        return self._event("Cast.sinksUpdated")

    # API status: experimental
    @property
    def issue_updated(self) -> EventSource[IssueUpdatedEvent]:
        """This is fired whenever the outstanding issue/error message changes.
        |issueMessage| is empty if there is no issue.
        """
        return self._event("Cast.issueUpdated")
