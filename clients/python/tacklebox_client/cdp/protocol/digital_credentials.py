"""The domain DigitalCredentials of the Chrome DevTools Protocol."""

# Written by generate_protocol; do not edit.

from __future__ import annotations

import typing as t

from ..domain import ProtocolDomain
from ..reply import Reply

if t.TYPE_CHECKING:
    from . import page as _page

# API status: experimental
# The type of virtual wallet action.
VirtualWalletAction = t.Literal["respond", "decline", "wait", "clear"]


# API status: experimental
class DigitalCredentialsDomain(ProtocolDomain):
    """This domain allows interacting with the Digital Credentials API for automation."""

    # API status: experimental
    def set_virtual_wallet_behavior(
        self,
        action: VirtualWalletAction,
        *,
        protocol: t.Optional[str] = None,
        response: t.Optional[t.Dict[str, t.Any]] = None,
        frame_id: t.Optional[_page.FrameId] = None,
    ) -> Reply[t.Dict[str, t.Any]]:
        """Sets the behavior of the virtual wallet for digital credential requests
        issued from this frame.

        action: The action of the virtual wallet.
        protocol: The protocol identifier (e.g. "openid4vp"). Required when |action| is
            "respond", forbidden otherwise.
        response: The response data object returned by the wallet. Required when |action| is
            "respond", forbidden otherwise.
        frame_id: The frame to scope the virtual wallet behavior to.
        """
        return self._call(
            "DigitalCredentials.setVirtualWalletBehavior",
            {
                "action": action,
                "protocol": protocol,
                "response": response,
                "frameId": frame_id,
            },
        )
