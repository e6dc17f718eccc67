"""The domain FindInPage of the Chrome DevTools Protocol."""

# Written by generate_protocol; do not edit.

from __future__ import annotations

import typing as t

from ..domain import ProtocolDomain
from ..reply import Reply


# API status: experimental
class FindInPageDomain(ProtocolDomain):
    """This domain provides commands to trigger the "Find in page" feature."""

    # API status: experimental
    def find_first(self, query: str) -> Reply[t.Dict[str, t.Any]]:
        """Forwards `query` to the find-in-page facility, starting a new find session.
        Where exactly the search starts from is implementation-specific.

        query
        """
        return self._call("FindInPage.findFirst", {"query": query})

    # API status: experimental
    def find_next(self) -> Reply[t.Dict[str, t.Any]]:
        """Moves to the next match for the query passed to the most recent
        findFirst() call.
        """
        return self._call("FindInPage.findNext", {})

    # API status: experimental
    def find_prev(self) -> Reply[t.Dict[str, t.Any]]:
        """Moves to the previous match for the query passed to the most recent
        findFirst() call.
        """
        return self._call("FindInPage.findPrev", {})

    # API status: experimental
    def stop(self) -> Reply[t.Dict[str, t.Any]]:
        """Ends the current find session, if any, and clears its highlighting."""
        return self._call("FindInPage.stop", {})
