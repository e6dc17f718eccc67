"""The domain SmartCardEmulation of the Chrome DevTools Protocol."""

# Written by generate_protocol; do not edit.

from __future__ import annotations

import typing as t

from ..domain import ProtocolDomain
from ..event_source import EventSource
from ..reply import Reply

# API status: experimental
# Indicates the PC/SC error code.
# This maps to:
# PC/SC Lite: https://pcsclite.apdu.fr/api/group__ErrorCodes.html
# Microsoft: https://learn.microsoft.com/en-us/windows/win32/secauthn/authentication-return-values
ResultCode = t.Literal[
    "success",
    "removed-card",
    "reset-card",
    "unpowered-card",
    "unresponsive-card",
    "unsupported-card",
    "reader-unavailable",
    "sharing-violation",
    "not-transacted",
    "no-smartcard",
    "proto-mismatch",
    "system-cancelled",
    "not-ready",
    "cancelled",
    "insufficient-buffer",
    "invalid-handle",
    "invalid-parameter",
    "invalid-value",
    "no-memory",
    "timeout",
    "unknown-reader",
    "unsupported-feature",
    "no-readers-available",
    "service-stopped",
    "no-service",
    "comm-error",
    "internal-error",
    "server-too-busy",
    "unexpected",
    "shutdown",
    "unknown-card",
    "unknown",
]

# API status: experimental
# Maps to the |SCARD_SHARE_*| values.
ShareMode = t.Literal["shared", "exclusive", "direct"]

# API status: experimental
# Indicates what the reader should do with the card.
Disposition = t.Literal["leave-card", "reset-card", "unpower-card", "eject-card"]

# API status: experimental
# Maps to |SCARD_*| connection state values.
ConnectionState = t.Literal["absent", "present", "swallowed", "powered", "negotiable", "specific"]


# API status: experimental
class ReaderStateFlags(t.TypedDict, total=False):
    """Maps to the |SCARD_STATE_*| flags.

    unaware
    ignore
    changed
    unknown
    unavailable
    empty
    present
    exclusive
    inuse
    mute
    unpowered
    """

    unaware: bool
    ignore: bool
    changed: bool
    unknown: bool
    unavailable: bool
    empty: bool
    present: bool
    exclusive: bool
    inuse: bool
    mute: bool
    unpowered: bool


# API status: experimental
class ProtocolSet(t.TypedDict, total=False):
    """Maps to the |SCARD_PROTOCOL_*| flags.

    t0
    t1
    raw
    """

    t0: bool
    t1: bool
    raw: bool


# API status: experimental
# Maps to the |SCARD_PROTOCOL_*| values.
Protocol = t.Literal["t0", "t1", "raw"]


# API status: experimental
class ReaderStateIn(t.TypedDict):
    """The type `SmartCardEmulation.ReaderStateIn`.

    reader
    currentState
    currentInsertionCount
    """

    reader: str
    currentState: ReaderStateFlags
    currentInsertionCount: int


# API status: experimental
class ReaderStateOut(t.TypedDict):
    """The type `SmartCardEmulation.ReaderStateOut`.

    reader
    eventState
    eventCount
    atr
    """

    reader: str
    eventState: ReaderStateFlags
    eventCount: int
    atr: str


class EstablishContextRequestedEvent(t.TypedDict):
    """The parameters of the event `SmartCardEmulation.establishContextRequested`.

    requestId
    """

    requestId: str


class ReleaseContextRequestedEvent(t.TypedDict):
    """The parameters of the event `SmartCardEmulation.releaseContextRequested`.

    requestId
    contextId
    """

    requestId: str
    contextId: int


class ListReadersRequestedEvent(t.TypedDict):
    """The parameters of the event `SmartCardEmulation.listReadersRequested`.

    requestId
    contextId
    """

    requestId: str
    contextId: int


class _GetStatusChangeRequestedEventRequired(t.TypedDict):
    requestId: str
    contextId: int
    readerStates: t.List[ReaderStateIn]


class GetStatusChangeRequestedEvent(_GetStatusChangeRequestedEventRequired, total=False):
    """The parameters of the event `SmartCardEmulation.getStatusChangeRequested`.

    requestId
    contextId
    readerStates
    timeout: in milliseconds, if absent, it means "infinite"
    """

    timeout: int


class CancelRequestedEvent(t.TypedDict):
    """The parameters of the event `SmartCardEmulation.cancelRequested`.

    requestId
    contextId
    """

    requestId: str
    contextId: int


class ConnectRequestedEvent(t.TypedDict):
    """The parameters of the event `SmartCardEmulation.connectRequested`.

    requestId
    contextId
    reader
    shareMode
    preferredProtocols
    """

    requestId: str
    contextId: int
    reader: str
    shareMode: ShareMode
    preferredProtocols: ProtocolSet


class DisconnectRequestedEvent(t.TypedDict):
    """The parameters of the event `SmartCardEmulation.disconnectRequested`.

    requestId
    handle
    disposition
    """

    requestId: str
    handle: int
    disposition: Disposition


class _TransmitRequestedEventRequired(t.TypedDict):
    requestId: str
    handle: int
    data: str


class TransmitRequestedEvent(_TransmitRequestedEventRequired, total=False):
    """The parameters of the event `SmartCardEmulation.transmitRequested`.

    requestId
    handle
    data
    protocol
    """

    protocol: Protocol


class ControlRequestedEvent(t.TypedDict):
    """The parameters of the event `SmartCardEmulation.controlRequested`.

    requestId
    handle
    controlCode
    data
    """

    requestId: str
    handle: int
    controlCode: int
    data: str


class GetAttribRequestedEvent(t.TypedDict):
    """The parameters of the event `SmartCardEmulation.getAttribRequested`.

    requestId
    handle
    attribId
    """

    requestId: str
    handle: int
    attribId: int


class SetAttribRequestedEvent(t.TypedDict):
    """The parameters of the event `SmartCardEmulation.setAttribRequested`.

    requestId
    handle
    attribId
    data
    """

    requestId: str
    handle: int
    attribId: int
    data: str


class StatusRequestedEvent(t.TypedDict):
    """The parameters of the event `SmartCardEmulation.statusRequested`.

    requestId
    handle
    """

    requestId: str
    handle: int


class BeginTransactionRequestedEvent(t.TypedDict):
    """The parameters of the event `SmartCardEmulation.beginTransactionRequested`.

    requestId
    handle
    """

    requestId: str
    handle: int


class EndTransactionRequestedEvent(t.TypedDict):
    """The parameters of the event `SmartCardEmulation.endTransactionRequested`.

    requestId
    handle
    disposition
    """

    requestId: str
    handle: int
    disposition: Disposition


# API status: experimental
class SmartCardEmulationDomain(ProtocolDomain):
    """The domain SmartCardEmulation."""

    # API status: experimental
    def enable(self) -> Reply[t.Dict[str, t.Any]]:
        """Enables the |SmartCardEmulation| domain."""
        return self._call("SmartCardEmulation.enable", {})

    # API status: experimental
    def disable(self) -> Reply[t.Dict[str, t.Any]]:
        """Disables the |SmartCardEmulation| domain."""
        return self._call("SmartCardEmulation.disable", {})

    # API status: experimental
    def report_establish_context_result(self, request_id: str, context_id: int) -> Reply[t.Dict[str, t.Any]]:
        """Reports the successful result of a |SCardEstablishContext| call.

        This maps to:
        PC/SC Lite:
        https://pcsclite.apdu.fr/api/group__API.html#gaa1b8970169fd4883a6dc4a8f43f19b67
        Microsoft:
        https://learn.microsoft.com/en-us/windows/win32/api/winscard/nf-winscard-scardestablishcontext

        request_id
        context_id
        """
        return self._call(
            "SmartCardEmulation.reportEstablishContextResult",
            {
                "requestId": request_id,
                "contextId": context_id,
            },
        )

    # API status: experimental
    def report_release_context_result(self, request_id: str) -> Reply[t.Dict[str, t.Any]]:
        """Reports the successful result of a |SCardReleaseContext| call.

        This maps to:
        PC/SC Lite:
        https://pcsclite.apdu.fr/api/group__API.html#ga6aabcba7744c5c9419fdd6404f73a934
        Microsoft:
        https://learn.microsoft.com/en-us/windows/win32/api/winscard/nf-winscard-scardreleasecontext

        request_id
        """
        return self._call("SmartCardEmulation.reportReleaseContextResult", {"requestId": request_id})

    # API status: experimental
    def report_list_readers_result(self, request_id: str, readers: t.List[str]) -> Reply[t.Dict[str, t.Any]]:
        """Reports the successful result of a |SCardListReaders| call.

        This maps to:
        PC/SC Lite:
        https://pcsclite.apdu.fr/api/group__API.html#ga93b07815789b3cf2629d439ecf20f0d9
        Microsoft:
        https://learn.microsoft.com/en-us/windows/win32/api/winscard/nf-winscard-scardlistreadersa

        request_id
        readers
        """
        return self._call("SmartCardEmulation.reportListReadersResult", {"requestId": request_id, "readers": readers})

    # API status: experimental
    def report_get_status_change_result(
        self,
        request_id: str,
        reader_states: t.List[ReaderStateOut],
    ) -> Reply[t.Dict[str, t.Any]]:
        """Reports the successful result of a |SCardGetStatusChange| call.

        This maps to:
        PC/SC Lite:
        https://pcsclite.apdu.fr/api/group__API.html#ga33247d5d1257d59e55647c3bb717db24
        Microsoft:
        https://learn.microsoft.com/en-us/windows/win32/api/winscard/nf-winscard-scardgetstatuschangea

        request_id
        reader_states
        """
        return self._call(
            "SmartCardEmulation.reportGetStatusChangeResult",
            {
                "requestId": request_id,
                "readerStates": reader_states,
            },
        )

    # API status: experimental
    def report_begin_transaction_result(self, request_id: str, handle: int) -> Reply[t.Dict[str, t.Any]]:
        """Reports the result of a |SCardBeginTransaction| call.
        On success, this creates a new transaction object.

        This maps to:
        PC/SC Lite:
        https://pcsclite.apdu.fr/api/group__API.html#gaddb835dce01a0da1d6ca02d33ee7d861
        Microsoft:
        https://learn.microsoft.com/en-us/windows/win32/api/winscard/nf-winscard-scardbegintransaction

        request_id
        handle
        """
        return self._call(
            "SmartCardEmulation.reportBeginTransactionResult",
            {
                "requestId": request_id,
                "handle": handle,
            },
        )

    # API status: experimental
    def report_plain_result(self, request_id: str) -> Reply[t.Dict[str, t.Any]]:
        """Reports the successful result of a call that returns only a result code.
        Used for: |SCardCancel|, |SCardDisconnect|, |SCardSetAttrib|, |SCardEndTransaction|.

        This maps to:
        1. SCardCancel
        PC/SC Lite:
        https://pcsclite.apdu.fr/api/group__API.html#gaacbbc0c6d6c0cbbeb4f4debf6fbeeee6
        Microsoft:
        https://learn.microsoft.com/en-us/windows/win32/api/winscard/nf-winscard-scardcancel

        2. SCardDisconnect
        PC/SC Lite:
        https://pcsclite.apdu.fr/api/group__API.html#ga4be198045c73ec0deb79e66c0ca1738a
        Microsoft:
        https://learn.microsoft.com/en-us/windows/win32/api/winscard/nf-winscard-scarddisconnect

        3. SCardSetAttrib
        PC/SC Lite:
        https://pcsclite.apdu.fr/api/group__API.html#ga060f0038a4ddfd5dd2b8fadf3c3a2e4f
        Microsoft:
        https://learn.microsoft.com/en-us/windows/win32/api/winscard/nf-winscard-scardsetattrib

        4. SCardEndTransaction
        PC/SC Lite:
        https://pcsclite.apdu.fr/api/group__API.html#gae8742473b404363e5c587f570d7e2f3b
        Microsoft:
        https://learn.microsoft.com/en-us/windows/win32/api/winscard/nf-winscard-scardendtransaction

        request_id
        """
        return self._call("SmartCardEmulation.reportPlainResult", {"requestId": request_id})

    # API status: experimental
    def report_connect_result(
        self,
        request_id: str,
        handle: int,
        *,
        active_protocol: t.Optional[Protocol] = None,
    ) -> Reply[t.Dict[str, t.Any]]:
        """Reports the successful result of a |SCardConnect| call.

        This maps to:
        PC/SC Lite:
        https://pcsclite.apdu.fr/api/group__API.html#ga4e515829752e0a8dbc4d630696a8d6a5
        Microsoft:
        https://learn.microsoft.com/en-us/windows/win32/api/winscard/nf-winscard-scardconnecta

        request_id
        handle
        active_protocol
        """
        return self._call(
            "SmartCardEmulation.reportConnectResult",
            {
                "requestId": request_id,
                "handle": handle,
                "activeProtocol": active_protocol,
            },
        )

    # API status: experimental
    def report_data_result(self, request_id: str, data: str) -> Reply[t.Dict[str, t.Any]]:
        """Reports the successful result of a call that sends back data on success.
        Used for |SCardTransmit|, |SCardControl|, and |SCardGetAttrib|.

        This maps to:
        1. SCardTransmit
        PC/SC Lite:
        https://pcsclite.apdu.fr/api/group__API.html#ga9a2d77242a271310269065e64633ab99
        Microsoft:
        https://learn.microsoft.com/en-us/windows/win32/api/winscard/nf-winscard-scardtransmit

        2. SCardControl
        PC/SC Lite:
        https://pcsclite.apdu.fr/api/group__API.html#gac3454d4657110fd7f753b2d3d8f4e32f
        Microsoft:
        https://learn.microsoft.com/en-us/windows/win32/api/winscard/nf-winscard-scardcontrol

        3. SCardGetAttrib
        PC/SC Lite:
        https://pcsclite.apdu.fr/api/group__API.html#gaacfec51917255b7a25b94c5104961602
        Microsoft:
        https://learn.microsoft.com/en-us/windows/win32/api/winscard/nf-winscard-scardgetattrib

        request_id
        data
        """
        return self._call("SmartCardEmulation.reportDataResult", {"requestId": request_id, "data": data})

    # API status: experimental
    def report_status_result(
        self,
        request_id: str,
        reader_name: str,
        state: ConnectionState,
        atr: str,
        *,
        protocol: t.Optional[Protocol] = None,
    ) -> Reply[t.Dict[str, t.Any]]:
        """Reports the successful result of a |SCardStatus| call.

        This maps to:
        PC/SC Lite:
        https://pcsclite.apdu.fr/api/group__API.html#gae49c3c894ad7ac12a5b896bde70d0382
        Microsoft:
        https://learn.microsoft.com/en-us/windows/win32/api/winscard/nf-winscard-scardstatusa

        request_id
        reader_name
        state
        atr
        protocol
        """
        return self._call(
            "SmartCardEmulation.reportStatusResult",
            {
                "requestId": request_id,
                "readerName": reader_name,
                "state": state,
                "atr": atr,
                "protocol": protocol,
            },
        )

    # API status: experimental
    def report_error(self, request_id: str, result_code: ResultCode) -> Reply[t.Dict[str, t.Any]]:
        """Reports an error result for the given request.

        request_id
        result_code
        """
        return self._call("SmartCardEmulation.reportError", {"requestId": request_id, "resultCode": result_code})

    # API status: experimental
    @property
    def establish_context_requested(self) -> EventSource[EstablishContextRequestedEvent]:
        """Fired when |SCardEstablishContext| is called.

        This maps to:
        PC/SC Lite:
        https://pcsclite.apdu.fr/api/group__API.html#gaa1b8970169fd4883a6dc4a8f43f19b67
        Microsoft:
        https://learn.microsoft.com/en-us/windows/win32/api/winscard/nf-winscard-scardestablishcontext
        """
        return self._event("SmartCardEmulation.establishContextRequested")

    # API status: experimental
    @property
    def release_context_requested(self) -> EventSource[ReleaseContextRequestedEvent]:
        """Fired when |SCardReleaseContext| is called.

        This maps to:
        PC/SC Lite:
        https://pcsclite.apdu.fr/api/group__API.html#ga6aabcba7744c5c9419fdd6404f73a934
        Microsoft:
        https://learn.microsoft.com/en-us/windows/win32/api/winscard/nf-winscard-scardreleasecontext
        """
        return self._event("SmartCardEmulation.releaseContextRequested")

    # API status: experimental
    @property
    def list_readers_requested(self) -> EventSource[ListReadersRequestedEvent]:
        """Fired when |SCardListReaders| is called.

        This maps to:
        PC/SC Lite:
        https://pcsclite.apdu.fr/api/group__API.html#ga93b07815789b3cf2629d439ecf20f0d9
        Microsoft:
        https://learn.microsoft.com/en-us/windows/win32/api/winscard/nf-winscard-scardlistreadersa
        """
        return self._event("SmartCardEmulation.listReadersRequested")

    # API status: experimental
    @property
    def get_status_change_requested(self) -> EventSource[GetStatusChangeRequestedEvent]:
        """Fired when |SCardGetStatusChange| is called. Timeout is specified in milliseconds.

        This maps to:
        PC/SC Lite:
        https://pcsclite.apdu.fr/api/group__API.html#ga33247d5d1257d59e55647c3bb717db24
        Microsoft:
        https://learn.microsoft.com/en-us/windows/win32/api/winscard/nf-winscard-scardgetstatuschangea
        """
        return self._event("SmartCardEmulation.getStatusChangeRequested")

    # API status: experimental
    @property
    def cancel_requested(self) -> EventSource[CancelRequestedEvent]:
        """Fired when |SCardCancel| is called.

        This maps to:
        PC/SC Lite:
        https://pcsclite.apdu.fr/api/group__API.html#gaacbbc0c6d6c0cbbeb4f4debf6fbeeee6
        Microsoft:
        https://learn.microsoft.com/en-us/windows/win32/api/winscard/nf-winscard-scardcancel
        """
        return self._event("SmartCardEmulation.cancelRequested")

    # API status: experimental
    @property
    def connect_requested(self) -> EventSource[ConnectRequestedEvent]:
        """Fired when |SCardConnect| is called.

        This maps to:
        PC/SC Lite:
        https://pcsclite.apdu.fr/api/group__API.html#ga4e515829752e0a8dbc4d630696a8d6a5
        Microsoft:
        https://learn.microsoft.com/en-us/windows/win32/api/winscard/nf-winscard-scardconnecta
        """
        return self._event("SmartCardEmulation.connectRequested")

    # API status: experimental
    @property
    def disconnect_requested(self) -> EventSource[DisconnectRequestedEvent]:
        """Fired when |SCardDisconnect| is called.

        This maps to:
        PC/SC Lite:
        https://pcsclite.apdu.fr/api/group__API.html#ga4be198045c73ec0deb79e66c0ca1738a
        Microsoft:
        https://learn.microsoft.com/en-us/windows/win32/api/winscard/nf-winscard-scarddisconnect
        """
        return self._event("SmartCardEmulation.disconnectRequested")

    # API status: experimental
    @property
    def transmit_requested(self) -> EventSource[TransmitRequestedEvent]:
        """Fired when |SCardTransmit| is called.

        This maps to:
        PC/SC Lite:
        https://pcsclite.apdu.fr/api/group__API.html#ga9a2d77242a271310269065e64633ab99
        Microsoft:
        https://learn.microsoft.com/en-us/windows/win32/api/winscard/nf-winscard-scardtransmit
        """
        return self._event("SmartCardEmulation.transmitRequested")

    # API status: experimental
    @property
    def control_requested(self) -> EventSource[ControlRequestedEvent]:
        """Fired when |SCardControl| is called.

        This maps to:
        PC/SC Lite:
        https://pcsclite.apdu.fr/api/group__API.html#gac3454d4657110fd7f753b2d3d8f4e32f
        Microsoft:
        https://learn.microsoft.com/en-us/windows/win32/api/winscard/nf-winscard-scardcontrol
        """
        return self._event("SmartCardEmulation.controlRequested")

    # API status: experimental
    @property
    def get_attrib_requested(self) -> EventSource[GetAttribRequestedEvent]:
        """Fired when |SCardGetAttrib| is called.

        This maps to:
        PC/SC Lite:
        https://pcsclite.apdu.fr/api/group__API.html#gaacfec51917255b7a25b94c5104961602
        Microsoft:
        https://learn.microsoft.com/en-us/windows/win32/api/winscard/nf-winscard-scardgetattrib
        """
        return self._event("SmartCardEmulation.getAttribRequested")

    # API status: experimental
    @property
    def set_attrib_requested(self) -> EventSource[SetAttribRequestedEvent]:
        """Fired when |SCardSetAttrib| is called.

        This maps to:
        PC/SC Lite:
        https://pcsclite.apdu.fr/api/group__API.html#ga060f0038a4ddfd5dd2b8fadf3c3a2e4f
        Microsoft:
        https://learn.microsoft.com/en-us/windows/win32/api/winscard/nf-winscard-scardsetattrib
        """
        return self._event("SmartCardEmulation.setAttribRequested")

    # API status: experimental
    @property
    def status_requested(self) -> EventSource[StatusRequestedEvent]:
        """Fired when |SCardStatus| is called.

        This maps to:
        PC/SC Lite:
        https://pcsclite.apdu.fr/api/group__API.html#gae49c3c894ad7ac12a5b896bde70d0382
        Microsoft:
        https://learn.microsoft.com/en-us/windows/win32/api/winscard/nf-winscard-scardstatusa
        """
        return self._event("SmartCardEmulation.statusRequested")

    # API status: experimental
    @property
    def begin_transaction_requested(self) -> EventSource[BeginTransactionRequestedEvent]:
        """Fired when |SCardBeginTransaction| is called.

        This maps to:
        PC/SC Lite:
        https://pcsclite.apdu.fr/api/group__API.html#gaddb835dce01a0da1d6ca02d33ee7d861
        Microsoft:
        https://learn.microsoft.com/en-us/windows/win32/api/winscard/nf-winscard-scardbegintransaction
        """
        return self._event("SmartCardEmulation.beginTransactionRequested")

    # API status: experimental
    @property
    def end_transaction_requested(self) -> EventSource[EndTransactionRequestedEvent]:
        """Fired when |SCardEndTransaction| is called.

        This maps to:
        PC/SC Lite:
        https://pcsclite.apdu.fr/api/group__API.html#gae8742473b404363e5c587f570d7e2f3b
        Microsoft:
        https://learn.microsoft.com/en-us/windows/win32/api/winscard/nf-winscard-scardendtransaction
        """
        return self._event("SmartCardEmulation.endTransactionRequested")
