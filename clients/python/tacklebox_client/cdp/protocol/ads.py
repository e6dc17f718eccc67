"""The domain Ads of the Chrome DevTools Protocol."""

# Written by generate_protocol; do not edit.

from __future__ import annotations

import typing as t

from ..domain import ProtocolDomain
from ..reply import Reply

if t.TYPE_CHECKING:
    from . import network as _network
    from . import page as _page
    from . import runtime as _runtime


class _AdFrameDataRequired(t.TypedDict):
    frameId: _page.FrameId
    networkBytes: float
    cpuTime: float


# API status: experimental
class AdFrameData(_AdFrameDataRequired, total=False):
    """Ad frame data.

    frameId: The DevTools frame token.
    initialOrigin: The initial origin of the frame. To minimize the payload size, this is only
        sent once per frame.
    networkBytes: The network bytes of the frame.
    cpuTime: The CPU time of the frame, in milliseconds.
    """

    initialOrigin: str


# API status: experimental
class AdMetrics(t.TypedDict):
    """Ad metrics for a page.

    viewportAdDensityByArea: The viewport ad density by area, represented as a percentage (an
        integer between 0 and 100).
    averageViewportAdDensityByArea: The time-weighted average of the viewport ad density by
        area, measured across the duration of the page.
    viewportAdCount: The number of ads currently visible within the viewport.
    averageViewportAdCount: The time-weighted average of the viewport ad count, measured across
        the duration of the page.
    totalAdCpuTime: The total ad CPU usage, in milliseconds.
    totalAdNetworkBytes: The total ad network bytes.
    updateAdFrames: The list of ad frames that have been updated since the last event.
    removeAdFrames: The list of ad frame IDs that have been removed since the last event.
    """

    viewportAdDensityByArea: int
    averageViewportAdDensityByArea: float
    viewportAdCount: int
    averageViewportAdCount: float
    totalAdCpuTime: float
    totalAdNetworkBytes: float
    updateAdFrames: t.List[AdFrameData]
    removeAdFrames: t.List[_page.FrameId]


# API status: experimental
class AdScript(t.TypedDict):
    """An ad script.
    Note: when the script is a transitive ad script, we only fill in the
    immediate ancestor script in the provenance's adScriptAncestry field (as its
    first entry), rather than filling in the full ancestry. This saves work for
    the backend, and the frontend can reconstruct the full ancestry if
    necessary.

    scriptId: The script ID.
    provenance: The ad provenance.
    """

    scriptId: _runtime.ScriptId
    provenance: _network.AdProvenance


class GetAdMetricsReturns(t.TypedDict):
    """What `Ads.getAdMetrics` returns.

    metrics
    """

    metrics: AdMetrics


class GetAdScriptsReturns(t.TypedDict):
    """What `Ads.getAdScripts` returns.

    newScripts
    """

    newScripts: t.List[AdScript]


# API status: experimental
class AdsDomain(ProtocolDomain):
    """A domain for ad-related metrics and data."""

    # API status: experimental
    def get_ad_metrics(self) -> Reply[GetAdMetricsReturns]:
        """Retrieves ad metrics for the current page."""
        return self._call("Ads.getAdMetrics", {})

    # API status: experimental
    def get_ad_scripts(self) -> Reply[GetAdScriptsReturns]:
        """Retrieves ad scripts for the current page. To minimize payload size, this
        only returns the newly tracked ad scripts since the last call to
        getAdScripts (i.e., the delta).
        """
        return self._call("Ads.getAdScripts", {})
