"""The domain IO of the Chrome DevTools Protocol."""

# Written by generate_protocol; do not edit.

from __future__ import annotations

import typing as t

from ..domain import ProtocolDomain
from ..reply import Reply

if t.TYPE_CHECKING:
    from . import runtime as _runtime

# API status: stable
# This is either obtained from another method or specified as `blob:<uuid>` where
# `<uuid>` is an UUID of a Blob.
StreamHandle = str


class _ReadReturnsRequired(t.TypedDict):
    data: str
    eof: bool


class ReadReturns(_ReadReturnsRequired, total=False):
    """What `IO.read` returns.

    base64Encoded: Set if the data is base64-encoded
    data: Data that were read.
    eof: Set if the end-of-file condition occurred while reading.
    """

    base64Encoded: bool


class ResolveBlobReturns(t.TypedDict):
    """What `IO.resolveBlob` returns.

    uuid: UUID of the specified Blob.
    """

    uuid: str


# API status: stable
class IODomain(ProtocolDomain):
    """Input/Output operations for streams produced by DevTools."""

    # API status: stable
    def close(self, handle: StreamHandle) -> Reply[t.Dict[str, t.Any]]:
        """Close the stream, discard any temporary backing storage.

        handle: Handle of the stream to close.
        """
        return self._call("IO.close", {"handle": handle})

    # API status: stable
    def read(
        self,
        handle: StreamHandle,
        *,
        offset: t.Optional[int] = None,
        size: t.Optional[int] = None,
    ) -> Reply[ReadReturns]:
        """Read a chunk of the stream

        handle: Handle of the stream to read.
        offset: Seek to the specified offset before reading (if not specified, proceed with
            offset following the last read). Some types of streams may only support
            sequential reads.
        size: Maximum number of bytes to read (left upon the agent discretion if not
            specified).
        """
        return self._call("IO.read", {"handle": handle, "offset": offset, "size": size})

    # API status: stable
    def resolve_blob(self, object_id: _runtime.RemoteObjectId) -> Reply[ResolveBlobReturns]:
        """Return UUID of Blob object specified by a remote object id.

        object_id: Object id of a Blob object wrapper.
        """
        return self._call("IO.resolveBlob", {"objectId": object_id})
