"""The domain Schema of the Chrome DevTools Protocol."""

# Written by generate_protocol; do not edit.

from __future__ import annotations

import typing as t

from ..domain import ProtocolDomain
from ..reply import Reply


# API status: stable
class Domain(t.TypedDict):
    """Description of the protocol domain.

    name: Domain name.
    version: Domain version.
    """

    name: str
    version: str


class GetDomainsReturns(t.TypedDict):
    """What `Schema.getDomains` returns.

    domains: List of supported domains.
    """

    domains: t.List[Domain]


# API status: stable
# Deprecated.
class SchemaDomain(ProtocolDomain):
    """This domain is deprecated."""

    # API status: stable
    # Deprecated.
    def get_domains(self) -> Reply[GetDomainsReturns]:
        """Returns supported domains."""
        return self._call("Schema.getDomains", {})
