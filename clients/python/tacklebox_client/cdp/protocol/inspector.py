"""The domain Inspector of the Chrome DevTools Protocol."""

# Written by generate_protocol; do not edit.

from __future__ import annotations

import typing as t

from ..domain import ProtocolDomain
from ..event_source import EventSource
from ..reply import Reply


class DetachedEvent(t.TypedDict):
    """The parameters of the event `Inspector.detached`.

    reason: The reason why connection has been terminated.
    """

    reason: str


# API status: experimental
class InspectorDomain(ProtocolDomain):
    """The domain Inspector."""

    # API status: experimental
    def disable(self) -> Reply[t.Dict[str, t.Any]]:
        """Disables inspector domain notifications."""
        return self._call("Inspector.disable", {})

    # API status: experimental
    def enable(self) -> Reply[t.Dict[str, t.Any]]:
        """Enables inspector domain notifications."""
        return self._call("Inspector.enable", {})

    # API status: experimental
    @property
    def detached(self) -> EventSource[DetachedEvent]:
        """Fired when remote debugging connection is about to be terminated. Contains detach
        reason.
        """
        return self._event("Inspector.detached")

    # API status: experimental
    @property
    def target_crashed(self) -> EventSource[t.Dict[str, t.Any]]:
        """Fired when debugging target has crashed"""
        return self._event("Inspector.targetCrashed")

    # API status: experimental
    @property
    def target_reloaded_after_crash(self) -> EventSource[t.Dict[str, t.Any]]:
        """Fired when debugging target has reloaded after crash"""
        return self._event("Inspector.targetReloadedAfterCrash")

    # API status: experimental
    @property
    def worker_script_loaded(self) -> EventSource[t.Dict[str, t.Any]]:
        """Fired on worker targets when main worker script and any imported scripts have been
        evaluated.
        """
        return self._event("Inspector.workerScriptLoaded")
