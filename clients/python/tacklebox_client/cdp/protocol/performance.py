"""The domain Performance of the Chrome DevTools Protocol."""

# Written by generate_protocol; do not edit.

from __future__ import annotations

import typing as t

from ..domain import ProtocolDomain
from ..event_source import EventSource
from ..reply import Reply


# API status: stable
class Metric(t.TypedDict):
    """Run-time execution metric.

    name: Metric name.
    value: Metric value.
    """

    name: str
    value: float


class GetMetricsReturns(t.TypedDict):
    """What `Performance.getMetrics` returns.

    metrics: Current values for run-time metrics.
    """

    metrics: t.List[Metric]


class MetricsEvent(t.TypedDict):
    """The parameters of the event `Performance.metrics`.

    metrics: Current values of the metrics.
    title: Timestamp title.
    """

    metrics: t.List[Metric]
    title: str


# API status: stable
class PerformanceDomain(ProtocolDomain):
    """The domain Performance."""

    # API status: stable
    def disable(self) -> Reply[t.Dict[str, t.Any]]:
        """Disable collecting and reporting metrics."""
        return self._call("Performance.disable", {})

    # API status: stable
    def enable(
        self,
        *,
        time_domain: t.Optional[t.Literal["timeTicks", "threadTicks"]] = None,
    ) -> Reply[t.Dict[str, t.Any]]:
        """Enable collecting and reporting metrics.

        time_domain: Time domain to use for collecting and reporting duration metrics.
        """
        return self._call("Performance.enable", {"timeDomain": time_domain})

    # API status: experimental
    # Deprecated.
    def set_time_domain(self, time_domain: t.Literal["timeTicks", "threadTicks"]) -> Reply[t.Dict[str, t.Any]]:
        """Sets time domain to use for collecting and reporting duration metrics.
        Note that this must be called before enabling metrics collection. Calling
        this method while metrics collection is enabled returns an error.

        time_domain: Time domain
        """
        return self._call("Performance.setTimeDomain", {"timeDomain": time_domain})

    # API status: stable
    def get_metrics(self) -> Reply[GetMetricsReturns]:
        """Retrieve current values of run-time metrics."""
        return self._call("Performance.getMetrics", {})

    # API status: stable
    @property
    def metrics(self) -> EventSource[MetricsEvent]:
        """Current values of the metrics."""
        return self._event("Performance.metrics")
