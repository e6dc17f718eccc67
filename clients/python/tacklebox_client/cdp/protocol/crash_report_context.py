"""The domain CrashReportContext of the Chrome DevTools Protocol."""

# Written by generate_protocol; do not edit.

from __future__ import annotations

import typing as t

from ..domain import ProtocolDomain
from ..reply import Reply

if t.TYPE_CHECKING:
    from . import page as _page


# API status: experimental
class CrashReportContextEntry(t.TypedDict):
    """Key-value pair in CrashReportContext.

    key
    value
    frameId: The ID of the frame where the key-value pair was set.
    """

    key: str
    value: str
    frameId: _page.FrameId


class GetEntriesReturns(t.TypedDict):
    """What `CrashReportContext.getEntries` returns.

    entries
    """

    entries: t.List[CrashReportContextEntry]


# API status: experimental
class CrashReportContextDomain(ProtocolDomain):
    """This domain exposes the current state of the CrashReportContext API."""

    # API status: experimental
    def get_entries(self) -> Reply[GetEntriesReturns]:
        """Returns all entries in the CrashReportContext across all frames in the page."""
        return self._call("CrashReportContext.getEntries", {})
