"""The domain DeviceOrientation of the Chrome DevTools Protocol."""

# Written by generate_protocol; do not edit.

from __future__ import annotations

import typing as t

from ..domain import ProtocolDomain
from ..reply import Reply


# API status: experimental
class DeviceOrientationDomain(ProtocolDomain):
    """The domain DeviceOrientation."""

    # API status: experimental
    def clear_device_orientation_override(self) -> Reply[t.Dict[str, t.Any]]:
        """Clears the overridden Device Orientation."""
        return self._call("DeviceOrientation.clearDeviceOrientationOverride", {})

    # API status: experimental
    def set_device_orientation_override(self, alpha: float, beta: float, gamma: float) -> Reply[t.Dict[str, t.Any]]:
        """Overrides the Device Orientation.

        alpha: Mock alpha
        beta: Mock beta
        gamma: Mock gamma
        """
        return self._call(
            "DeviceOrientation.setDeviceOrientationOverride",
            {
                "alpha": alpha,
                "beta": beta,
                "gamma": gamma,
            },
        )
