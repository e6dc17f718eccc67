"""The domain DeviceAccess of the Chrome DevTools Protocol."""

# Written by generate_protocol; do not edit.

from __future__ import annotations

import typing as t

from ..domain import ProtocolDomain
from ..event_source import EventSource
from ..reply import Reply

# API status: experimental
# Device request id.
RequestId = str

# API status: experimental
# A device id.
DeviceId = str


# API status: experimental
class PromptDevice(t.TypedDict):
    """Device information displayed in a user prompt to select a device.

    id
    name: Display name as it appears in a device request user prompt.
    """

    id: DeviceId
    name: str


class DeviceRequestPromptedEvent(t.TypedDict):
    """The parameters of the event `DeviceAccess.deviceRequestPrompted`.

    id
    devices
    """

    id: RequestId
    devices: t.List[PromptDevice]


# API status: experimental
class DeviceAccessDomain(ProtocolDomain):
    """The domain DeviceAccess."""

    # API status: experimental
    def enable(self) -> Reply[t.Dict[str, t.Any]]:
        """Enable events in this domain."""
        return self._call("DeviceAccess.enable", {})

    # API status: experimental
    def disable(self) -> Reply[t.Dict[str, t.Any]]:
        """Disable events in this domain."""
        return self._call("DeviceAccess.disable", {})

    # API status: experimental
    def select_prompt(self, id: RequestId, device_id: DeviceId) -> Reply[t.Dict[str, t.Any]]:
        """Select a device in response to a DeviceAccess.deviceRequestPrompted event.

        id
        device_id
        """
        return self._call("DeviceAccess.selectPrompt", {"id": id, "deviceId": device_id})

    # API status: experimental
    def cancel_prompt(self, id: RequestId) -> Reply[t.Dict[str, t.Any]]:
        """Cancel a prompt in response to a DeviceAccess.deviceRequestPrompted event.

        id
        """
        return self._call("DeviceAccess.cancelPrompt", {"id": id})

    # API status: experimental
    @property
    def device_request_prompted(self) -> EventSource[DeviceRequestPromptedEvent]:
        """A device request opened a user prompt to select a device. Respond with the
        selectPrompt or cancelPrompt command.
        """
        return self._event("DeviceAccess.deviceRequestPrompted")
